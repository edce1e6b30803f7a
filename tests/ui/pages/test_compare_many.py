"""多个方案 by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.errors import KnownError
from app.services.many_rows import (
    CopiedRow,
    ManyCell,
    ManyItem,
    ManyLink,
    ManyMatrix,
    QuotaRow,
    QuotaTable,
)
from app.services.progress import Progress
from app.services.rows import ItemRef, Scope
from app.ui.dialogs.choose_plans import ChoosePlansDialog
from app.ui.lanes import Lanes
from app.ui.many_services import ManyServices
from app.ui.pages.compare_many import ManyMode
from app.ui.pages.compare_many_work import TABS
from tests.ui.pages.figured import PLANS, TABLE, many_services
from tests.ui.pages.invented import Invented

Settle = Callable[[], None]


def item(version: int, number: int, leaders: tuple[str, ...] = (), *, stated: bool = True) -> ManyItem:
    text = f"第{number}件事，办好水的事。"
    ref = ItemRef(version, "task", number)
    return ManyItem(ref, str(number), f"类别{number}", text, "", "2026年", "市水务局牵头", leaders, stated)


def cell(version: int, number: int, relation: str) -> ManyCell:
    return ManyCell(relation, (ManyLink(ItemRef(version, "task", number), relation, (((0, 4), (0, 4)),)),))


ITEMS = (
    item(1, 1, ("水务局",)), item(1, 2), item(2, 5, ("城市管理局",)), item(3, 6, ("水务局",), stated=False),
)  # fmt: skip
MATRIX = ManyMatrix(
    "task",
    PLANS[0],
    PLANS[1:],
    ITEMS[:2],
    (
        (cell(2, 5, "equivalent"), cell(3, 6, "partial")),
        (ManyCell("none"), cell(3, 6, "equivalent")),
    ),
    {one.ref: one for one in ITEMS},
)
QUOTAS = QuotaTable(
    TABLE, (QuotaRow("湿地面积", 1, (0,), ((2, "未列该指标"),), "50公顷", "50公顷", "reached", "达到；1个方案未计入"),)
)
COPIED = (
    CopiedRow(
        ItemRef(2, "measure", 1), "甲说过的话。", (0, 5), ItemRef(3, "measure", 4), "也有说过的话。", (1, 6), 5, False
    ),
    CopiedRow(
        ItemRef(2, "measure", 2), "上级说的话。", (0, 5), ItemRef(3, "measure", 5), "上级说的话。", (0, 5), 5, True
    ),
)


class Asked:
    """What the services were asked, and how they answer."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.error: KnownError | None = None
        self.quotas = QUOTAS

    def matrix(self, *question: Any) -> ManyMatrix:
        self.calls.append(("matrix", *question[:3]))
        if self.error is not None:
            raise self.error
        return MATRIX

    def copied(self, *question: Any) -> tuple[CopiedRow, ...]:
        self.calls.append(("copied", *question[:2]))
        return COPIED

    def services(self) -> ManyServices:
        return many_services(matrix=self.matrix, copied=self.copied, quotas=lambda *_: self.quotas)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def mode(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle, asked: Asked) -> ManyMode:
    made = ManyMode(invented.services(many=asked.services()), lanes)
    qtbot.addWidget(made)
    qtbot.addWidget(made.head)
    made.resize(1000, 600)
    made.show()
    qtbot.waitExposed(made)
    made.set_scope(Scope())
    settle()
    return made


def tab(qtbot: QtBot, mode: ManyMode, key: str, settle: Settle) -> None:
    button = next(one for one in mode.work.tabs.buttons() if one.property("tab") == key)
    assert isinstance(button, QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def rows(mode: ManyMode) -> list[list[str]]:
    model = mode.work.model
    return [[model.cell(row, at).text for at in range(model.columnCount())] for row in range(model.rowCount())]


def test_signs_by_task_and_plan(mode: ManyMode, asked: Asked) -> None:
    assert [row[2:] for row in rows(mode)] == [["", "●", "◐"], ["1", "○", "●"]]
    assert asked.calls == [("matrix", 1, (2, 3), "task")]


def test_signs_have_words(mode: ManyMode) -> None:
    assert mode.work.model.cell(0, 4).tip == "行动计划：部分对应\n任务 6　首列：水务局　2026年"
    assert all(words in mode.work.foot.text() for words in ("● 对应", "◐ 部分对应", "○ 未见"))


def test_a_cell_opens_both_texts(qtbot: QtBot, mode: ManyMode) -> None:
    mode.focus_main()
    with qtbot.waitSignal(mode.item_selected) as caught:
        qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_Right)
    assert caught.args == [ItemRef(3, "task", 6)]
    assert "任务 1　类别1" in mode.work.texts.left.toPlainText()
    assert "行动计划　部分对应　任务 6" in mode.work.texts.right.toPlainText()


def test_links_of_the_texts_lead_on(qtbot: QtBot, mode: ManyMode) -> None:
    with qtbot.waitSignal(mode.open_item) as caught:
        mode.work.texts.right.anchorClicked.emit(QUrl("open:0"))
    assert caught.args == [ItemRef(2, "task", 5), "reading"]
    with qtbot.waitSignal(mode.source_asked) as caught:
        mode.work.texts.left.anchorClicked.emit(QUrl("source:0"))
    assert caught.args == [ItemRef(1, "task", 1)]


def test_what_is_shared_is_marked(mode: ManyMode) -> None:
    document = mode.work.texts.left.document()
    found = document.find("第1件事")
    assert found.charFormat().fontUnderline()


def test_the_item_itself_tells_where_it_is(qtbot: QtBot, mode: ManyMode) -> None:
    left = mode.work.grid.left
    qtbot.mouseClick(
        left.viewport(), Qt.MouseButton.LeftButton, pos=left.visualRect(mode.work.model.index(1, 1)).center()
    )
    assert "○ 未见 1 个：乙山市" in mode.work.texts.right.toPlainText()


def test_only_rows_missing_somewhere(qtbot: QtBot, mode: ManyMode) -> None:
    qtbot.mouseClick(mode.work.filters["matrix"], Qt.MouseButton.LeftButton)
    assert [row[0] for row in rows(mode)] == ["2"]


def test_enter_reads_the_plans_row(qtbot: QtBot, mode: ManyMode) -> None:
    mode.focus_main()
    with qtbot.waitSignal(mode.open_item) as caught:
        qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_Return)
    assert caught.args == [ItemRef(2, "task", 5), "reading"]


def test_a_remark_by_key(qtbot: QtBot, mode: ManyMode) -> None:
    mode.focus_main()
    with qtbot.waitSignal(mode.remark_requested) as caught:
        qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [ItemRef(2, "task", 5)]


def test_copying_keeps_the_frozen_columns(qtbot: QtBot, mode: ManyMode) -> None:
    mode.focus_main()
    qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\r\n")]
    assert lines[0] == ["序号", "甲湾市的任务", "未见", "乙山市"]
    assert (lines[1][0], lines[1][3]) == ("1", "●")


def test_who_leads_elsewhere(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    tab(qtbot, mode, "leaders", settle)
    assert [row[2:] for row in rows(mode)] == [
        ["水务局", "城市管理局", "◐ 首列：水务局"],
        ["未列责任单位", "未见", "首列：水务局"],
    ]
    assert len(asked.calls) == 1


def test_figures_side_by_side(qtbot: QtBot, mode: ManyMode, settle: Settle) -> None:
    tab(qtbot, mode, "figures", settle)
    assert rows(mode)[0] == ["漏损率", "2025年，%", "≤9%", "≤8%", ""]
    assert rows(mode)[1][1:] == ["口径不一致，不作比较", "", "", "≤7%；下降2%"]
    mode.work.grid.go_to(1, 4)
    assert "原因：一为增减幅度，一为数值" in mode.work.texts.left.toPlainText()
    qtbot.mouseClick(mode.work.filters["figures"], Qt.MouseButton.LeftButton)
    assert len(rows(mode)) == 1


def test_sums_of_quotas(qtbot: QtBot, mode: ManyMode, settle: Settle) -> None:
    tab(qtbot, mode, "quotas", settle)
    assert rows(mode) == [["湿地面积", "50公顷（2025年）", "50公顷", "1", "达到；1个方案未计入"]]
    assert "乙山市：未列该指标" in mode.work.texts.right.toPlainText()


def test_a_reference_that_stands_above_nobody_offers_another(
    qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked
) -> None:
    asked.quotas = QuotaTable(TABLE, (), "“甲湾市”不是其他方案的上级方案，不作合计。", PLANS[2])
    tab(qtbot, mode, "quotas", settle)
    assert mode.work.advice_button.text() == "以“行动计划”为参照"
    qtbot.mouseClick(mode.work.advice_button, Qt.MouseButton.LeftButton)
    assert mode.head.reference.version == 3


def test_common_text_only_when_asked(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    tab(qtbot, mode, "copied", settle)
    assert [call[0] for call in asked.calls] == ["matrix"]
    qtbot.mouseClick(mode.work.find_button, Qt.MouseButton.LeftButton)
    settle()
    assert [row[5] for row in rows(mode)] == ["甲说过的话"]
    qtbot.mouseClick(mode.work.filters["copied"], Qt.MouseButton.LeftButton)
    assert [row[6] for row in rows(mode)] == ["", "也有此文"]


def test_another_reference(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    mode.head.reference.chosen.emit(2)
    settle()
    assert asked.calls[-1] == ("matrix", 2, (1, 3), "task")


def test_measures_instead(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    qtbot.mouseClick(mode.head.kind.buttons["measure"], Qt.MouseButton.LeftButton)
    settle()
    assert asked.calls[-1][-1] == "measure"


def test_choosing_plans(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    assert mode.head.plans_button.text() == "全部 2 个方案…"
    dialog = mode.head.choose_plans()
    dialog.list.setCurrentIndex(dialog.model.index(0))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    assert asked.calls[-1] == ("matrix", 1, (3,), "task")
    assert mode.head.plans_button.text() == "已选 1 个方案…"


def test_none_or_too_many_plans_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = ChoosePlansDialog(PLANS, {1}, 2)
    qtbot.addWidget(dialog)
    qtbot.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert not dialog.ok.isEnabled()
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert "一次最多 2 个" in dialog.count.text()
    assert not dialog.ok.isEnabled()


def test_a_refusal_is_told_in_place(qtbot: QtBot, mode: ManyMode, settle: Settle, asked: Asked) -> None:
    asked.error = KnownError("没有可以对照的方案。", "请先导入。")
    mode.reload(frozenset({"plans"}))
    settle()
    assert mode.work.message.text() == "没有可以对照的方案。请先导入。"
    asked.error = None
    qtbot.mouseClick(mode.work.retry_button, Qt.MouseButton.LeftButton)
    settle()
    assert mode.work.body.currentWidget() is mode.work.splitter


def test_cancel_while_it_lasts(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle, asked: Asked) -> None:
    def slowly(_reference: int, _versions: object, _kind: str, progress: Progress) -> ManyMatrix:
        while True:
            progress.step(0, 2, "对照")

    made = ManyMode(invented.services(many=many_services(matrix=slowly)), lanes)
    qtbot.addWidget(made)
    qtbot.addWidget(made.head)
    made.show()
    made.set_scope(Scope())
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.waiting)
    qtbot.mouseClick(made.waiting.button, Qt.MouseButton.LeftButton)
    settle()
    assert made.work.message.text().startswith("已取消。")


def test_commands_for_the_menu(mode: ManyMode, settle: Settle) -> None:
    commands = {one.words: one for one in mode.commands()}
    commands["只看有方案未见的"].call()
    assert [row[0] for row in rows(mode)] == ["2"]
    commands["指标对照"].call()
    settle()
    assert mode.work.tab == "figures"


def test_state_is_remembered(qtbot: QtBot, mode: ManyMode, settle: Settle) -> None:
    tab(qtbot, mode, "leaders", settle)
    qtbot.mouseClick(mode.work.lines_button, Qt.MouseButton.LeftButton)
    settle()
    assert {"tab": "leaders", "lines": 3, "kind": "task"}.items() <= mode.state().items()
    mode.restore({"tab": "figures", "lines": 1})
    assert mode.work.tab == "figures"


@pytest.mark.parametrize("key", [key for key, *_ in TABS])
def test_every_tab_paints(qtbot: QtBot, mode: ManyMode, settle: Settle, key: str) -> None:
    tab(qtbot, mode, key, settle)
    assert not mode.grab().isNull()


def test_two_plans_are_needed(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> None:
    made = ManyMode(invented.services(many=many_services(columns=lambda: PLANS[:1])), lanes)
    qtbot.addWidget(made)
    qtbot.addWidget(made.head)
    made.set_scope(Scope())
    settle()
    assert made.stack.currentWidget() is made.empty
