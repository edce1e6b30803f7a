"""The task page by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.task_rows import INDEX, Band
from app.ui.lanes import Lanes
from app.ui.pages.tasks import TasksPage
from tests.ui.pages.invented import Invented, make_plan, remark_row

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> TasksPage:
    made = TasksPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.resize(1200, 620)
    made.show()
    made.set_scope(Scope(version=1))
    settle()
    return made


def cell(page: TasksPage, row: int, key: str) -> str:
    return str(page.model.index(row, INDEX[key]).data())


def click_cell(qtbot: QtBot, page: TasksPage, row: int, key: str = "text") -> None:
    at = page.view.visualRect(page.model.index(row, INDEX[key])).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_title(qtbot: QtBot, page: TasksPage, key: str) -> None:
    head = page.view.head
    at = QPoint(head.sectionViewportPosition(INDEX[key]) + 30, 12)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_shows_rows_and_totals(page: TasksPage) -> None:
    assert page.model.rowCount() == 24
    assert cell(page, 0, "deadline") == "持续推进"
    assert "共 24 项任务" in page.foot.text()


def test_everything_is_read_in_the_read_lane(page: TasksPage, invented: Invented) -> None:
    assert invented.threads == {"read-1"}


def test_a_click_selects_the_task(qtbot: QtBot, page: TasksPage) -> None:
    with qtbot.waitSignal(page.item_selected) as caught:
        click_cell(qtbot, page, 2)
    assert caught.args == [ItemRef(1, "task", 3)]


def test_arrows_move_the_selection(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 0)
    told: list[object] = []
    page.item_selected.connect(told.append)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Up)
    assert [ref.number for ref in told] == [2, 3, 2]  # type: ignore[attr-defined]


def test_ctrl_end_and_home(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 3)
    qtbot.keyClick(page.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.view.currentIndex().row() == 23
    qtbot.keyClick(page.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.view.currentIndex().row() == 0


def test_select_item_is_quiet(qtbot: QtBot, page: TasksPage) -> None:
    with qtbot.assertNotEmitted(page.item_selected):
        page.select_item(ItemRef(1, "task", 20))
    assert page.view.currentIndex().row() == 19


def test_enter_opens_in_reading(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 4)
    with qtbot.waitSignal(page.open_item) as caught:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert caught.args == [ItemRef(1, "task", 5), "reading"]


def test_ctrl_m_asks_for_a_remark(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 4)
    with qtbot.waitSignal(page.remark_requested) as caught:
        qtbot.keyClick(page.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [ItemRef(1, "task", 5)]


def test_title_sorts_up_down_and_back(qtbot: QtBot, page: TasksPage, invented: Invented, settle: Settle) -> None:
    for expected in (("deadline", False), ("deadline", True), ("official", False)):
        click_title(qtbot, page, "deadline")
        settle()
        query = invented.asked("grid_ids")[-1]
        assert (query.sort, query.descending) == expected
    assert page.view.head.sortIndicatorSection() == -1


def test_sorting_keeps_the_current_task(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    click_cell(qtbot, page, 0)
    click_title(qtbot, page, "deadline")
    settle()
    assert page.view.current_ref() == ItemRef(1, "task", 1)
    assert page.view.currentIndex().row() > 0


def test_column_filter_and_escape(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    edit = page.view.head.edits[INDEX["lead"]]
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    edit.setText("教育局")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert 0 < page.model.rowCount() < 24
    assert page.clear_button.isVisible()
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    settle()
    assert page.model.rowCount() == 24


def test_typing_is_debounced(qtbot: QtBot, page: TasksPage, invented: Invented) -> None:
    before = len(invented.asked("grid_ids"))
    for text in ("定", "定额", "定额并"):
        page.filter_edit.setText(text)
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    assert len(invented.asked("grid_ids")) == before + 1


def test_ctrl_f_goes_to_the_text_filter(qtbot: QtBot, page: TasksPage) -> None:
    page.activateWindow()
    click_cell(qtbot, page, 0)
    qtbot.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.filter_edit.hasFocus)


def test_nothing_fits(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    page.filter_edit.setText("没有这样的话")
    qtbot.keyClick(page.filter_edit, Qt.Key.Key_Return)
    settle()
    assert page.model.rowCount() == 0
    page.grab()
    page.clear_button.click()
    settle()
    assert page.model.rowCount() == 24


def test_copies_cells_as_a_table(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 0, "number")
    at = page.view.visualRect(page.model.index(1, INDEX["deadline"])).center()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, shift, at)
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert [line.split("\t")[0] for line in text.splitlines()] == ["1", "2"]
    assert text.splitlines()[1].endswith("2026年底前")


def test_copies_with_head(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 0, "deadline")
    page.copy(True)
    assert QGuiApplication.clipboard().text() == "时限\r\n持续推进"


def test_copies_rows_never_seen(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    page.view.setFocus()
    page.view.selectAll()
    page.model._pages.clear()
    page.copy()
    settle()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 24


def test_three_lines_are_higher(qtbot: QtBot, page: TasksPage) -> None:
    low = page.view.rowHeight(0)
    qtbot.mouseClick(page.lines_button, Qt.MouseButton.LeftButton)
    assert page.view.rowHeight(0) > 1.8 * low


def test_column_chooser_hides_and_remembers(qtbot: QtBot, page: TasksPage) -> None:
    menu = QMenu(page)
    page.fill_columns_menu(menu)
    action = next(one for one in menu.actions() if one.text() == "指标")
    with qtbot.waitSignal(page.state_changed):
        action.trigger()
    assert page.view.isColumnHidden(INDEX["targets"])
    assert "targets" not in page.state()["columns"]  # type: ignore[operator]


def test_sort_menu_sorts(qtbot: QtBot, page: TasksPage, invented: Invented, settle: Settle) -> None:
    head = page.view.head
    page._head_menu(QPoint(head.sectionViewportPosition(INDEX["lead"]) + 9, 9))
    menu = page.findChildren(QMenu)[-1]
    next(one for one in menu.actions() if one.text() == "按牵头降序").trigger()
    menu.close()
    settle()
    assert (invented.asked("grid_ids")[-1].sort, invented.asked("grid_ids")[-1].descending) == ("lead", True)


def test_row_menu_opens_in_reading(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 4)
    page._row_menu(QPoint(9, 9))
    menu = page.findChildren(QMenu)[-1]
    with qtbot.waitSignal(page.open_item) as caught:
        menu.actions()[0].trigger()
    menu.close()
    assert caught.args == [ItemRef(1, "task", 5), "reading"]


def test_state_is_taken_back(qtbot: QtBot, page: TasksPage, lanes: Lanes, invented: Invented) -> None:
    other = TasksPage(invented.services(), lanes)
    qtbot.addWidget(other)
    other.restore({"columns": ["text", "lead"], "widths": {"lead": 222}, "lines": 3, "group": "chapter"})
    assert other.state() == {"columns": ["text", "lead"], "widths": {"lead": 222}, "lines": 3, "group": "chapter"}


def test_plan_column_only_over_all_plans(page: TasksPage, settle: Settle) -> None:
    assert page.view.isColumnHidden(INDEX["plan"])
    page.set_scope(Scope())
    settle()
    assert not page.view.isColumnHidden(INDEX["plan"])


def test_groups_by_chapter_with_bands(page: TasksPage, settle: Settle) -> None:
    page.group_button.choose("chapter")
    settle()
    assert page.model.bands[1] == Band("二、抓实工业节水", 9)
    assert page.view.columnSpan(0, 0) > 5
    assert page.model.task_count() == 24


@pytest.mark.parametrize(("group", "first"), [("agency", "市发展改革委"), ("deadline", "持续推进、长期坚持")])
def test_groups_by_other_things(page: TasksPage, settle: Settle, group: str, first: str) -> None:
    page.group_button.choose(group)
    settle()
    assert page.model.bands[0].title == first


def test_group_is_chosen_from_a_menu(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    qtbot.mouseClick(page.group_button, Qt.MouseButton.LeftButton)
    menu = page.group_button.findChildren(QMenu)[-1]
    menu.actions()[3].trigger()
    menu.close()
    settle()
    assert page.group_button.text() == "按时限"
    assert page.model.bands[-1].title == "2026年"


def test_bands_stay_low_among_high_rows(page: TasksPage, settle: Settle) -> None:
    page.group_button.choose("chapter")
    settle()
    page.lines_button.click()
    assert page.view.rowHeight(0) < page.view.rowHeight(1)


def test_arrows_pass_over_bands(qtbot: QtBot, page: TasksPage, settle: Settle) -> None:
    page.group_button.choose("chapter")
    settle()
    click_cell(qtbot, page, 3)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current_ref() == ItemRef(1, "task", 4)
    qtbot.keyClick(page.view, Qt.Key.Key_Up)
    assert page.view.current_ref() == ItemRef(1, "task", 3)


def test_remarks_show_after_reload(qtbot: QtBot, page: TasksPage, invented: Invented, settle: Settle) -> None:
    click_cell(qtbot, page, 1)
    invented.remarks.append(remark_row(ItemRef(1, "task", 2)))
    page.reload(frozenset({"remarks"}))
    settle()
    assert (cell(page, 1, "remarks"), cell(page, 1, "state")) == ("1", "未处理 1")
    assert page.view.currentIndex().row() == 1


def test_other_kinds_of_change_are_passed_over(page: TasksPage, invented: Invented, settle: Settle) -> None:
    before = len(invented.calls)
    page.reload(frozenset({"layout"}))
    settle()
    assert len(invented.calls) == before


def test_empty_project_says_what_the_page_is_for(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    made = TasksPage(Invented([]).services(), lanes)
    qtbot.addWidget(made)
    made.set_scope(Scope())
    settle()
    assert made.stack.currentWidget() is made.empty


def test_select_item_that_is_not_loaded(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    invented = Invented([make_plan(per_measure=40), make_plan(2, title="另一方案")])
    made = TasksPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.show()
    made.set_scope(Scope())
    settle()
    made.select_item(ItemRef(1, "task", 300))
    settle()
    assert made.view.currentIndex().row() == 299


def test_tip_only_where_something_is_left_out(page: TasksPage) -> None:
    delegate = page.view._delegate
    assert delegate.is_elided(0, INDEX["text"], 120)
    assert not delegate.is_elided(0, INDEX["deadline"], 120)


def test_no_selection_leaves_no_row_marked(qtbot: QtBot, page: TasksPage) -> None:
    click_cell(qtbot, page, 2)
    page.select_item(None)
    assert page.view.current_ref() is None
    click_cell(qtbot, page, 2)
    assert page.view.current_ref() == ItemRef(1, "task", 3)
