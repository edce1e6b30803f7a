"""The tables of rules and of plans pass Qt's tester and say what they should."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.services.finding_rows import FindingCounts, RuleRow
from app.ui.itemmodels.check_tables import PlanCountsModel, RulesModel
from tests.ui.pages.invented import make_plan

RULE = RuleRow(number="1.1", title="名称不一致", severity="一般", count=4, set_aside=1, enabled=True)


def passes(model: QAbstractItemModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_rules_pass_the_tester_and_ask_for_the_switch(qtbot: QtBot) -> None:
    model = RulesModel()
    passes(model)
    model.show_rules([RULE])
    place = model.index(0, 0)
    assert model.data(place, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    with qtbot.waitSignal(model.switched) as asked:
        model.setData(place, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert asked.args == ["1.1", False]


def test_only_the_switch_takes_a_tick() -> None:
    model = RulesModel()
    model.show_rules([RULE])
    assert not model.setData(model.index(0, 1), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsUserCheckable


def test_a_plan_that_was_not_checked_says_so() -> None:
    model = PlanCountsModel()
    passes(model)
    plan = make_plan(1).summary
    model.show_plans([plan], {})
    assert [model.index(0, column).data() for column in (0, 1)] == [plan.title, "未校核"]


def test_counts_stand_on_the_right() -> None:
    model = PlanCountsModel()
    plan = make_plan(1).summary
    model.show_plans([plan], {plan.version: FindingCounts(problems=3)})
    assert model.index(0, 1).data() == "3"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
