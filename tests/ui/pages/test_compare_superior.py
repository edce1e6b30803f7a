"""上级方案, by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services.history import Change, UndoToken
from app.services.progress import Progress
from app.services.rows import ItemRef, Scope
from app.services.superior_rows import MET, MISSING, OUTSIDE, OwnPlace, RequiredClause, RequirementRow, SuperiorTable
from app.ui.lanes import Lanes
from app.ui.pages.compare_superior import SuperiorMode
from tests.ui.conftest import type_in
from tests.ui.pages.compared import CHOICES, Compared, side
from tests.ui.pages.invented import Invented

Settle = Callable[[], None]
OWN = OwnPlace(ItemRef(1, "task", 2), 0, 6, "修补供水管网", "附件第2项")


def requirements() -> list[RequirementRow]:
    """One that is carried out, one that is not."""
    return [
        RequirementRow(
            side(2, 2), MET, MET, clauses=(RequiredClause(0, 6, "修补供水管网", MET, "", OWN),), by=(OWN,)
        ),
        RequirementRow(
            side(2, 3), MISSING, MISSING, "未提出校园宣传的要求", "建议增加校园宣传的内容。",
            clauses=(RequiredClause(0, 6, "开展校园宣传", MISSING),),
        ),
    ]  # fmt: skip


@dataclass
class Above:
    """Plan 2 is above plan 1 once it was chosen."""

    chosen: int | None = 2
    rows: list[RequirementRow] = field(default_factory=requirements)
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def table(self, version: int, _progress: Progress) -> SuperiorTable:
        """The table, empty where nothing was chosen."""
        known = {one.version: one for one in CHOICES}
        others = tuple(one for one in CHOICES if one.version != version)
        if self.chosen is None:
            return SuperiorTable(known[version], None, others)
        return SuperiorTable(known[version], known[self.chosen], others, tuple(self.rows))

    def choose(self, version: int, above: int | None) -> Change:
        """Note it."""
        self.chosen = above
        self.done.append((version, above))
        return Change(frozenset({"links"}), "设定上级方案", UndoToken(("r",), ""))

    def judge(self, _version: int, ref: ItemRef, state: str, reason: str) -> Change:
        """Change a row."""
        self.done.append((ref.number, state, reason))
        by = {"judge": "周审阅", "why": reason} if state else {"judge": "", "why": ""}
        self.rows = [
            replace(row, state=state or row.found, **by) if row.side.ref == ref else row  # type: ignore[arg-type]
            for row in self.rows
        ]
        return Change(frozenset({"links"}), "改判", UndoToken(("r",), ""))

    def remark(self, _version: int, ref: ItemRef, text: str, at: ItemRef) -> Change:
        """Note it."""
        self.done.append((ref, text, at))
        self.rows = [replace(row, remark="m") if row.side.ref == ref else row for row in self.rows]
        return Change(frozenset({"remarks"}), "写成意见", UndoToken(("r",), ""))


@pytest.fixture
def above() -> Above:
    return Above()


@pytest.fixture
def make_mode(
    qtbot: QtBot, invented: Invented, above: Above, lanes: Lanes, settle: Settle
) -> Callable[[], SuperiorMode]:
    def make() -> SuperiorMode:
        calls = {"superior": above.table, "set_superior": above.choose, "set_state": above.judge}
        services = Compared().services(**calls, requirement_remark=above.remark)
        made = SuperiorMode(invented.services(compare=services), lanes)
        qtbot.addWidget(made)
        qtbot.addWidget(made.choosers)
        made.changed.connect(lambda change: made.reload(change.kinds))
        made.resize(1200, 620)
        made.show()
        made.set_scope(Scope(1))
        settle()
        return made

    return make


@pytest.fixture
def mode(make_mode: Callable[[], SuperiorMode]) -> SuperiorMode:
    return make_mode()


def press(qtbot: QtBot, mode: SuperiorMode, settle: Settle, *keys: Qt.Key) -> None:
    mode.activateWindow()
    mode.work.grid.setFocus()
    for key in keys:
        qtbot.keyClick(mode.work.grid.body, key)
        settle()


def column(mode: SuperiorMode, number: int) -> list[str]:
    return [mode.work.model.cell(row, number).text for row in range(mode.work.model.rowCount())]


def test_the_form_has_its_columns_in_order(mode: SuperiorMode) -> None:
    titles = [head.title for head in mode.work.model.heads]
    assert titles == ["序号", "上级要求", "本市对应条款", "落实情况", "差距", "修改建议"]
    assert column(mode, 2) == ["附件第2项：修补供水管网", ""]
    assert column(mode, 3) == ["✓ 已落实", "✕ 未体现"]


def test_states_count_and_filter(qtbot: QtBot, mode: SuperiorMode) -> None:
    chip = mode.work.chips[MISSING]
    assert (chip.text(), mode.work.chips[OUTSIDE].isEnabled()) == ("✕ 未体现 1", False)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert column(mode, 0) == ["3"]


def test_clauses_explain_the_state(qtbot: QtBot, mode: SuperiorMode) -> None:
    said = mode.work.detail.said.toPlainText()
    assert "✓ 已落实　“修补供水管网”" in said
    assert "附件第2项　修补供水管网" in said
    with qtbot.waitSignal(mode.open_item) as opened:
        mode.work.detail.opened.emit(OWN.ref)
    assert opened.args == [ItemRef(1, "task", 2), "reading"]


def test_j_goes_on_and_selects_what_carries_it_out(qtbot: QtBot, mode: SuperiorMode, settle: Settle) -> None:
    told: list[ItemRef] = []
    mode.item_selected.connect(told.append)
    press(qtbot, mode, settle, Qt.Key.Key_J, Qt.Key.Key_K)
    assert told == [ItemRef(2, "task", 3), ItemRef(1, "task", 2)]


def test_a_gap_becomes_an_opinion_once(qtbot: QtBot, mode: SuperiorMode, above: Above, settle: Settle) -> None:
    press(qtbot, mode, settle, Qt.Key.Key_J, Qt.Key.Key_A, Qt.Key.Key_A)
    assert above.done == [
        (
            ItemRef(2, "task", 3),
            "对照《石湾市节水方案》附件第3项“类别1”：未提出校园宣传的要求。建议增加校园宣传的内容。",
            ItemRef(1, "plan", 0),
        )
    ]
    assert column(mode, 3)[1] == "✕ 未体现 已写意见"


def test_what_is_carried_out_becomes_no_opinion(qtbot: QtBot, mode: SuperiorMode, above: Above, settle: Settle) -> None:
    press(qtbot, mode, settle, Qt.Key.Key_A)
    assert above.done == []


def test_another_state_asks_why(qtbot: QtBot, mode: SuperiorMode, above: Above, settle: Settle) -> None:
    press(qtbot, mode, settle, Qt.Key.Key_J)
    menu = QMenu(mode)
    mode.work.bar.fill(menu)
    menu.actions()[5].trigger()
    qtbot.keyClick(mode.work.bar.reason, Qt.Key.Key_Return)
    assert above.done == []
    type_in(mode.work.bar.reason, "本市无此职责")
    qtbot.keyClick(mode.work.bar.reason, Qt.Key.Key_Return)
    settle()
    assert above.done == [(3, OUTSIDE, "本市无此职责")]
    assert column(mode, 3)[1] == "— 不涉及（人工）"
    assert column(mode, 4)[1] == "本市无此职责"


def test_back_to_what_the_program_found(qtbot: QtBot, mode: SuperiorMode, above: Above, settle: Settle) -> None:
    above.judge(1, ItemRef(2, "task", 2), MISSING, "另有考虑")
    mode.reload(frozenset({"links"}))
    settle()
    qtbot.mouseClick(mode.work.bar.buttons["back"], Qt.MouseButton.LeftButton)
    settle()
    assert above.done[-1] == (2, "", "")
    assert not mode.work.bar.buttons["back"].isVisible()


def test_escape_leaves_the_reason(qtbot: QtBot, mode: SuperiorMode, above: Above) -> None:
    mode.work.bar.begin(MISSING)
    qtbot.keyClick(mode.work.bar.reason, Qt.Key.Key_Escape)
    assert (above.done, mode.work.bar.reason.isVisible()) == ([], False)


def test_first_the_plan_above_is_chosen(
    qtbot: QtBot, make_mode: Callable[[], SuperiorMode], above: Above, settle: Settle
) -> None:
    above.chosen = None
    mode = make_mode()
    assert mode.stack.currentWidget() is mode.empty
    menu = QMenu(mode)
    mode.choosers.right.fill(menu)
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    settle()
    assert above.done == [(1, 2)]
    assert mode.stack.currentWidget() is mode.work


def test_ctrl_m_asks_for_a_remark_where_it_is_carried_out(qtbot: QtBot, mode: SuperiorMode) -> None:
    with qtbot.waitSignal(mode.remark_requested) as asked:
        qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [ItemRef(1, "task", 2)]


def test_copied_rows_are_form_7(qtbot: QtBot, mode: SuperiorMode) -> None:
    mode.work.grid.body.selectAll()
    qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0].startswith("序号\t上级要求\t本市对应条款")
    assert len(lines) == 3


def test_both_source_pages(qtbot: QtBot, mode: SuperiorMode, settle: Settle) -> None:
    press(qtbot, mode, settle, Qt.Key.Key_J, Qt.Key.Key_S)
    assert mode._sources is not None
    assert [head.text() for head in mode._sources.heads] == ["石湾市　附件第3项", "云泽市　无对应内容"]
    mode._sources.close()


def test_own_plan_is_remembered(mode: SuperiorMode) -> None:
    assert mode.state() == {"own": CHOICES[0].version_id}


def test_the_plan_above_in_the_library_does_not_become_the_own_one(mode: SuperiorMode, settle: Settle) -> None:
    mode.set_scope(Scope(2))
    settle()
    assert mode.choosers.left.version == 1


def test_the_menu_bar_offers_an_opinion_only_for_a_gap(qtbot: QtBot, mode: SuperiorMode, settle: Settle) -> None:
    def possible() -> bool:
        return next(one.possible for one in mode.commands() if one.keys == "A")

    before = possible()
    press(qtbot, mode, settle, Qt.Key.Key_J)
    assert (before, possible()) == (False, True)
