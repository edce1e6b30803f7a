"""The matrix page by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.matrix import FROZEN_COLUMNS
from app.ui.lanes import Lanes
from app.ui.pages.matrix import MatrixPage
from app.ui.widgets.grid_matrix_paint import head_lines
from tests.ui.pages.invented import Invented, make_plan

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> MatrixPage:
    made = MatrixPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show()
    made.set_scope(Scope(version=1))
    settle()
    return made


def click_cell(qtbot: QtBot, page: MatrixPage, row: int, column: int) -> None:
    body = page.view.body
    index = page.model.index(row, column + FROZEN_COLUMNS - 1)
    qtbot.mouseClick(body.viewport(), LEFT, pos=body.visualRect(index).center())


def test_click_on_a_cell_selects_its_task(qtbot: QtBot, page: MatrixPage) -> None:
    with qtbot.waitSignal(page.item_selected) as caught:
        click_cell(qtbot, page, 4, 3)
    assert caught.args == [ItemRef(1, "task", 3)]


def test_click_on_an_empty_cell_selects_nothing(qtbot: QtBot, page: MatrixPage) -> None:
    with qtbot.assertNotEmitted(page.item_selected):
        click_cell(qtbot, page, 1, 3)


def test_enter_opens_the_cells_task(qtbot: QtBot, page: MatrixPage) -> None:
    page.focus_main()
    page.view.go_to(4, FROZEN_COLUMNS + 2)
    with qtbot.waitSignal(page.item_selected) as caught:
        qtbot.keyClick(page.view.body, Qt.Key.Key_Return)
    assert caught.args == [ItemRef(1, "task", 3)]


def test_arrows_move_the_cross_hair(qtbot: QtBot, page: MatrixPage) -> None:
    page.focus_main()
    qtbot.keyClick(page.view.body, Qt.Key.Key_Right)
    qtbot.keyClick(page.view.body, Qt.Key.Key_Down)
    assert (page.view._cross.row, page.view._cross.column) == (2, FROZEN_COLUMNS + 1)


def test_hover_moves_the_cross_hair(qtbot: QtBot, page: MatrixPage) -> None:
    body = page.view.body
    qtbot.mouseMove(body.viewport(), body.visualRect(page.model.index(3, FROZEN_COLUMNS + 4)).center())
    qtbot.waitUntil(lambda: page.view._cross.hover_column == FROZEN_COLUMNS + 4)
    assert page.view._cross.crosses(3, 0)


def test_several_tasks_are_offered_in_a_menu(qtbot: QtBot, page: MatrixPage, settle: Settle) -> None:
    qtbot.mouseClick(page.by_group.buttons()[1], LEFT)
    settle()
    place = next(place for place, tasks in page.model.matrix.tasks.items() if len(tasks) > 1)
    click_cell(qtbot, page, place[0] + 1, place[1] + 1)
    menu = page.findChildren(QMenu)[-1]
    with qtbot.waitSignal(page.item_selected) as caught:
        menu.actions()[1].trigger()
    menu.close()
    assert caught.args == [page.model.matrix.tasks[place][1]]


def test_head_selects_the_column_s_task(qtbot: QtBot, page: MatrixPage) -> None:
    head = page.view.top.head
    at = QPoint(head.sectionViewportPosition(FROZEN_COLUMNS + 1) + 8, 10)
    with qtbot.waitSignal(page.item_selected) as caught:
        qtbot.mouseClick(head.viewport(), LEFT, pos=at)
    assert caught.args == [ItemRef(1, "task", 2)]


def test_heads_and_names_follow_the_scrolling(page: MatrixPage) -> None:
    page.resize(700, 200)
    page.view.body.horizontalScrollBar().setValue(90)
    page.view.body.verticalScrollBar().setValue(40)
    assert page.view.top.horizontalScrollBar().value() == 90
    assert page.view.left.verticalScrollBar().value() == page.view.body.verticalScrollBar().value() > 0
    top, body = page.view.top, page.view.body
    assert top.columnViewportPosition(FROZEN_COLUMNS + 5) == body.columnViewportPosition(FROZEN_COLUMNS + 5)


def test_last_column_is_aligned_with_its_head(page: MatrixPage) -> None:
    page.resize(620, 200)
    bar = page.view.body.horizontalScrollBar()
    bar.setValue(bar.maximum())
    last = page.model.columnCount() - 1
    top, body = page.view.top, page.view.body
    assert (
        top.mapToGlobal(QPoint(top.columnViewportPosition(last), 0)).x()
        == body.mapToGlobal(QPoint(body.columnViewportPosition(last), 0)).x()
    )


@pytest.mark.parametrize(("which", "value"), [("inherited", False), ("order", "load"), ("by", "chapter")])
def test_switches_ask_anew(page: MatrixPage, invented: Invented, settle: Settle, which: str, value: object) -> None:
    button = {
        "inherited": page.inherited_button,
        "order": page.order_group.buttons()[1],
        "by": page.by_group.buttons()[1],
    }
    button[which].click()
    settle()
    scope, *answers = invented.asked("matrix")[-1]
    assert answers[("by", "inherited", "order").index(which)] == value
    assert scope == Scope(version=1)


def test_official_order_is_the_default(page: MatrixPage, invented: Invented) -> None:
    assert invented.asked("matrix")[0][3] == "official"


def test_ctrl_plus_and_zero_zoom(qtbot: QtBot, page: MatrixPage) -> None:
    page.focus_main()
    width = page.view.body.columnWidth(FROZEN_COLUMNS)
    qtbot.keyClick(page.view.body, Qt.Key.Key_Plus, CONTROL)
    assert page.view.body.columnWidth(FROZEN_COLUMNS) > width
    qtbot.keyClick(page.view.body, Qt.Key.Key_0, CONTROL)
    assert page.view.body.columnWidth(FROZEN_COLUMNS) == width


def test_copies_with_names_and_heads(qtbot: QtBot, page: MatrixPage) -> None:
    click_cell(qtbot, page, 4, 3)
    qtbot.keyClick(page.view.body, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "单位\t3\r\n市农业农村局\t●"


def test_copies_the_whole_table(page: MatrixPage) -> None:
    page.copy_all()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + 1 + 7
    assert len(lines[0].split("\t")) == FROZEN_COLUMNS + 24


def test_select_item_is_quiet(qtbot: QtBot, page: MatrixPage) -> None:
    with qtbot.assertNotEmitted(page.item_selected):
        page.select_item(ItemRef(1, "task", 9))
    assert page.view._cross.column == FROZEN_COLUMNS + 8


def test_narrow_page_keeps_name_and_sum(page: MatrixPage) -> None:
    page.resize(700, 400)
    assert page.view.left.isColumnHidden(2)
    assert not page.view.left.isColumnHidden(0)


def test_heads_over_several_plans_part_name_and_number(qtbot: QtBot, page: MatrixPage) -> None:
    fitter = page.view.top.head.look.head_fitter
    assert head_lines(fitter, "云泽市13", 60) == ("云泽市", "13")
    assert head_lines(fitter, "13", 60) == ("13",)


def test_state_is_taken_back(qtbot: QtBot, page: MatrixPage, lanes: Lanes, invented: Invented) -> None:
    other = MatrixPage(invented.services(), lanes)
    qtbot.addWidget(other)
    other.restore({"by": "chapter", "inherited": False, "zoom": 1.3})
    assert other.state() == {"by": "chapter", "inherited": False, "zoom": 1.3}


def test_empty_project_says_what_the_page_is_for(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    made = MatrixPage(Invented([]).services(), lanes)
    qtbot.addWidget(made)
    made.set_scope(Scope())
    settle()
    assert made.stack.currentWidget() is made.empty


def test_plans_changed(page: MatrixPage, invented: Invented, settle: Settle) -> None:
    invented.plans.append(make_plan(2))
    page.reload(frozenset({"remarks"}))
    settle()
    assert len(invented.asked("matrix")) == 1
    page.reload(frozenset({"plans"}))
    settle()
    assert len(invented.asked("matrix")) == 2
