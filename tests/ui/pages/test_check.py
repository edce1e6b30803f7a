"""Page 校核 by clicks and keys."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.errors import Cancelled
from app.services.finding_rows import NOTE, OPEN, SET_ASIDE, TO_REMARK
from app.services.history import Change
from app.services.progress import Progress
from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.findings import Band
from app.ui.lanes import Lanes
from app.ui.pages.check import CheckPage
from tests.ui.conftest import type_in
from tests.ui.pages.invented import Invented
from tests.ui.pages.suspected import Suspected

Settle = Callable[[], None]
MakePage = Callable[..., CheckPage]


@pytest.fixture
def suspected() -> Suspected:
    return Suspected()


@pytest.fixture
def make_page(qtbot: QtBot, invented: Invented, suspected: Suspected, lanes: Lanes, settle: Settle) -> MakePage:
    def make(scope: Scope = Scope(1)) -> CheckPage:  # noqa: B008 - frozen
        made = CheckPage(invented.services(checks=suspected.services()), lanes)
        qtbot.addWidget(made)
        # The window's part: what a page stored is read again by all of them.
        made.changed.connect(lambda change: made.reload(change.kinds))
        made.resize(1000, 620)
        made.show()
        made.set_scope(scope)
        settle()
        return made

    return make


@pytest.fixture
def page(make_page: MakePage) -> CheckPage:
    return make_page()


def names(page: CheckPage) -> list[str]:
    return [row.title if isinstance(row, Band) else row.fingerprint for row in page.work.model.rows]


def press(qtbot: QtBot, page: CheckPage, settle: Settle, *keys: Qt.Key) -> None:
    page.activateWindow()
    page.work.list.setFocus()
    for key in keys:
        qtbot.keyClick(page.work.list, key)
        settle()


def test_groups_by_rule_gravest_first(page: CheckPage) -> None:
    assert names(page) == [
        "1.1 措施名称与任务类别不一致", "b", "a", "3.1 未明示牵头单位", "d", "4.2 一次性工作写为持续推进", "c",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("chapter", ["全文", "d", "第1部分", "a", "c", "第2部分", "b"]),
        ("severity", ["重大", "b", "一般", "a", "c", "提示", "d"]),
    ],
)
def test_other_groups(page: CheckPage, by: str, expected: list[str]) -> None:
    page.work.group_button.choose(by)
    assert names(page) == expected


def test_the_machine_says_what_it_is(page: CheckPage) -> None:
    assert page.work.foot.text().endswith(NOTE)
    assert "疑似问题 3 条，提示 1 条" in page.work.foot.text()


def test_detail_marks_the_characters_by_a_line(page: CheckPage) -> None:
    text = page.work.detail.toPlainText()
    cursor = QTextCursor(page.work.detail.document())
    cursor.setPosition(text.index("推广结水") + 3)
    form = cursor.charFormat()
    assert form.underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    assert form.fontWeight() > 400
    cursor.setPosition(text.index("推广结水") + 2)
    assert cursor.charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.NoUnderline
    assert "两处本来各有所指" in text


def test_both_passages_stand_one_above_the_other(page: CheckPage) -> None:
    text = page.work.detail.toPlainText()
    assert (
        0 < text.index("① 附件第1项") < text.index("推广节水器具") < text.index("② 附件第5项") < text.index("推广结水")
    )


def test_j_and_k_step_over_heads(qtbot: QtBot, page: CheckPage, settle: Settle) -> None:
    told: list[ItemRef] = []
    page.item_selected.connect(told.append)
    press(qtbot, page, settle, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K)
    assert page.work.list.current().fingerprint == "a"  # type: ignore[union-attr]
    assert len(told) == 3


def test_a_turns_into_an_opinion_and_goes_on(
    qtbot: QtBot, page: CheckPage, suspected: Suspected, settle: Settle
) -> None:
    changes: list[Change] = []
    page.changed.connect(changes.append)
    press(qtbot, page, settle, Qt.Key.Key_A)
    assert suspected.done[-2] == ("b", TO_REMARK)
    assert [change.token is not None for change in changes] == [True]
    assert page.work.list.current().fingerprint == "a"  # type: ignore[union-attr]


def test_d_asks_why(qtbot: QtBot, page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    press(qtbot, page, settle, Qt.Key.Key_D)
    assert page.work.judging.reason.isVisible()
    qtbot.waitUntil(page.work.judging.reason.hasFocus)
    type_in(page.work.judging.reason, "上级原文如此")
    qtbot.keyClick(page.work.judging.reason, Qt.Key.Key_Return)
    settle()
    assert ("b", SET_ASIDE, "上级原文如此") in suspected.done
    assert page.work.list.hasFocus()
    assert not page.work.judging.reason.isVisible()


def test_letters_in_the_reason_are_letters(qtbot: QtBot, page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    press(qtbot, page, settle, Qt.Key.Key_D)
    qtbot.waitUntil(page.work.judging.reason.hasFocus)
    qtbot.keyClicks(page.work.judging.reason, "ajd")
    settle()
    assert page.work.judging.reason.text() == "ajd"
    assert all(row.state == OPEN for row in suspected.rows)


def test_escape_leaves_the_reason(qtbot: QtBot, page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    press(qtbot, page, settle, Qt.Key.Key_D)
    qtbot.keyClick(page.work.judging.reason, Qt.Key.Key_Escape)
    settle()
    assert all(row.state == OPEN for row in suspected.rows)
    assert page.work.list.hasFocus()


def test_reasons_are_on_offer_again(qtbot: QtBot, page: CheckPage, settle: Settle) -> None:
    page.work.judging.ask()
    type_in(page.work.judging.reason, "本地统称")
    qtbot.mouseClick(page.work.judging.confirm_button, Qt.MouseButton.LeftButton)
    settle()
    page.work.judging.ask()
    assert page.work.judging.reason.offered()[0] == "本地统称"
    assert page.state()["reasons"] == ["本地统称"]


def test_u_asks_the_window_to_undo(qtbot: QtBot, page: CheckPage, settle: Settle) -> None:
    with qtbot.waitSignal(page.undo_asked):
        press(qtbot, page, settle, Qt.Key.Key_U)


def test_judged_ones_are_found_by_state(qtbot: QtBot, page: CheckPage, settle: Settle) -> None:
    press(qtbot, page, settle, Qt.Key.Key_A)
    page.work.state_button.choose(TO_REMARK)
    assert names(page)[1:] == ["b"]
    assert "已判断：转为意见" in page.work.detail.toPlainText()
    qtbot.mouseClick(page.work.judging.reopen_button, Qt.MouseButton.LeftButton)
    settle()
    page.work.state_button.choose(OPEN)
    assert "b" in names(page)


def test_severity_and_rule_filters(page: CheckPage) -> None:
    page.work.severity_button.choose("一般")
    assert [name for name in names(page) if len(name) == 1] == ["a", "c"]
    page.work.rule_button.choose("4.2")
    assert [name for name in names(page) if len(name) == 1] == ["c"]


def test_rule_menu_counts(page: CheckPage) -> None:
    menu = QMenu(page)
    page.work.rule_button.fill(menu)
    assert menu.actions()[1].text() == "1.1 措施名称与任务类别不一致（2）"
    menu.actions()[1].trigger()
    assert len(page.work.model.rows) == 3


def test_share_set_aside_stands_at_the_rule(page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    suspected.judge("a", state=SET_ASIDE)
    page.reload(frozenset({"remarks"}))
    settle()
    band = page.work.model.rows[0]
    assert isinstance(band, Band)
    assert band.note == "不作问题 1/2（50%）"


def test_all_done_says_so(page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    for row in list(suspected.rows):
        suspected.judge(row.fingerprint, state=SET_ASIDE)
    page.reload(frozenset({"remarks"}))
    settle()
    assert page.work.body.currentWidget() is page.work.nothing
    assert "全部处理完毕" in page.work.nothing.text()


def test_nothing_is_checked_before_it_is_asked(
    qtbot: QtBot, make_page: MakePage, suspected: Suspected, settle: Settle
) -> None:
    suspected.checked = False
    page = make_page()
    assert page.stack.currentWidget() is page.empty
    assert not suspected.done
    page.focus_main()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    settle()
    assert page.stack.currentWidget() is page.work
    assert page.work.model.rowCount() == 7


def test_library_counts_are_read_again_after_a_check(
    qtbot: QtBot, make_page: MakePage, suspected: Suspected, settle: Settle
) -> None:
    suspected.checked = False
    page = make_page()
    with qtbot.waitSignal(page.changed) as caught:
        page.empty.button.click()
    assert caught.args[0].kinds == {"counts"}
    settle()


def test_a_check_can_be_cancelled(qtbot: QtBot, make_page: MakePage, suspected: Suspected, settle: Settle) -> None:
    started = threading.Event()

    def hold(progress: Progress) -> None:
        started.set()
        while not progress.is_cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    suspected.checked, suspected.hold = False, hold
    page = make_page()
    page.empty.button.click()
    qtbot.waitUntil(started.is_set)
    qtbot.mouseClick(page.cancel_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.stack.currentWidget() is page.empty


def test_chapter_scope(page: CheckPage, settle: Settle) -> None:
    page.set_scope(Scope(1, 2))
    settle()
    assert [name for name in names(page) if len(name) == 1] == ["b"]


def test_measure_scope_finds_by_passage(make_page: MakePage) -> None:
    page = make_page(Scope(1, 2, 2))
    assert [name for name in names(page) if len(name) == 1] == ["b"]


def test_links_open_the_passages(qtbot: QtBot, page: CheckPage) -> None:
    with qtbot.waitSignal(page.open_item) as caught:
        page.work.detail.opened.emit(1)
    assert caught.args == [ItemRef(1, "task", 5), "reading"]
    with qtbot.waitSignal(page.source_asked) as asked:
        page.work.detail.source_wanted.emit(0)
    assert asked.args == [ItemRef(1, "measure", 1)]


def test_a_click_on_a_link(qtbot: QtBot, page: CheckPage) -> None:
    cursor = QTextCursor(page.work.detail.document())
    cursor.setPosition(page.work.detail.toPlainText().index("查看原件") + 1)
    at = page.work.detail.cursorRect(cursor).center()
    with qtbot.waitSignal(page.source_asked):
        qtbot.mouseClick(page.work.detail.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))


def test_select_item_is_quiet(qtbot: QtBot, page: CheckPage) -> None:
    with qtbot.assertNotEmitted(page.item_selected):
        page.select_item(ItemRef(1, "task", 2))
    assert page.work.list.current().fingerprint == "c"  # type: ignore[union-attr]


def test_date_is_asked_once(qtbot: QtBot, page: CheckPage, suspected: Suspected, settle: Settle) -> None:
    assert page.work.date.edit.isVisible()
    qtbot.keyClicks(page.work.date.edit, "2025.3.x")
    qtbot.keyClick(page.work.date.edit, Qt.Key.Key_Return)
    assert "样式" in page.work.date.error.text()
    page.work.date.edit.setText("2025年3月9日")
    qtbot.keyClick(page.work.date.edit, Qt.Key.Key_Return)
    settle()
    assert suspected.day == "2025-03-09"
    assert page.work.date.label.text() == "时限判断日期：2025年3月9日（拟印发日期）"
    assert not page.work.date.edit.isVisible()


def test_who_declines_is_not_asked_again(qtbot: QtBot, page: CheckPage, settle: Settle) -> None:
    qtbot.mouseClick(page.work.date.cancel_button, Qt.MouseButton.LeftButton)
    page.reload(frozenset({"remarks"}))
    settle()
    assert not page.work.date.edit.isVisible()
    assert page.work.date.change_button.text() == "填写…"
    assert page.state()["undated"] == [1]


def test_date_can_be_changed(qtbot: QtBot, make_page: MakePage, suspected: Suspected, settle: Settle) -> None:
    suspected.day = "2025-03-09"
    page = make_page()
    assert not page.work.date.edit.isVisible()
    qtbot.mouseClick(page.work.date.change_button, Qt.MouseButton.LeftButton)
    assert page.work.date.edit.text() == "2025-03-09"
    qtbot.mouseClick(page.work.date.printed_button, Qt.MouseButton.LeftButton)
    settle()
    assert suspected.day is None


def test_all_plans_show_counts_and_open(qtbot: QtBot, make_page: MakePage) -> None:
    page = make_page(Scope())
    assert page.plans.table.model().index(0, 1).data() == "3"
    with qtbot.waitSignal(page.open_item) as caught:
        page.plans.table.activated.emit(page.plans.table.model().index(0, 0))
    assert caught.args == [ItemRef(1, "plan", 1), ""]


def test_all_plans_are_checked_by_one_button(
    qtbot: QtBot, make_page: MakePage, suspected: Suspected, settle: Settle
) -> None:
    suspected.checked = False
    page = make_page(Scope())
    assert page.plans.table.model().index(0, 1).data() == "未校核"
    qtbot.mouseClick(page.plans.button, Qt.MouseButton.LeftButton)
    settle()
    assert page.plans.table.model().index(0, 1).data() == "3"
    assert suspected.done == [("check", None)]


@pytest.mark.parametrize(("width", "way"), [(560, Qt.Orientation.Vertical), (900, Qt.Orientation.Horizontal)])
def test_narrow_pages_stack(page: CheckPage, width: int, way: Qt.Orientation) -> None:
    page.resize(width, 560)
    assert page.work.splitter.orientation() == way
