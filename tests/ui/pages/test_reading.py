"""The reading page by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import FileRefused
from app.services.rows import ItemRef, PlaceRow, Scope
from app.ui.lanes import Lanes
from app.ui.pages.reading import ReadingPage
from tests.ui.pages.invented import Invented, make_plan, remark_row

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> ReadingPage:
    made = ReadingPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.set_scope(Scope(version=1))
    settle()
    return made


def click_item(qtbot: QtBot, page: ReadingPage, ref: ItemRef) -> None:
    paper = page.paper
    paper.scroll_to(ref)
    rect = next(rect for item, rect in paper._seen_items() if item.ref == ref)
    qtbot.mouseClick(paper.viewport(), LEFT, pos=rect.center().toPoint())


def top_of(page: ReadingPage, ref: ItemRef) -> float:
    paper = page.paper
    return paper._top(paper.plan.items[paper.plan.number_of(ref)]) - paper.verticalScrollBar().value()


def test_click_on_a_card_selects_the_task(qtbot: QtBot, page: ReadingPage) -> None:
    with qtbot.waitSignal(page.item_selected) as caught:
        click_item(qtbot, page, ItemRef(1, "task", 7))
    assert caught.args == [ItemRef(1, "task", 7)]


def test_click_on_a_measure_selects_it(qtbot: QtBot, page: ReadingPage) -> None:
    with qtbot.waitSignal(page.item_selected) as caught:
        click_item(qtbot, page, ItemRef(1, "measure", 3))
    assert caught.args == [ItemRef(1, "measure", 3)]


@pytest.mark.parametrize(("forth", "back"), [(Qt.Key.Key_J, Qt.Key.Key_K), (Qt.Key.Key_Down, Qt.Key.Key_Up)])
def test_keys_walk_through_the_items(qtbot: QtBot, page: ReadingPage, forth: Qt.Key, back: Qt.Key) -> None:
    told: list[ItemRef] = []
    page.item_selected.connect(told.append)
    for key in (forth, forth, forth, back):
        qtbot.keyClick(page.paper, key)
    assert [(ref.kind, ref.number) for ref in told] == [("plan", 1), ("chapter", 1), ("measure", 1), ("chapter", 1)]


def test_walking_keeps_the_item_in_sight(qtbot: QtBot, page: ReadingPage) -> None:
    for _ in range(20):
        qtbot.keyClick(page.paper, Qt.Key.Key_J)
    assert page.paper.current is not None
    assert page.paper.is_seen(page.paper.current)
    assert page.paper.verticalScrollBar().value() > 0


def test_scope_scrolls_to_the_part(page: ReadingPage) -> None:
    page.set_scope(Scope(version=1, chapter=3))
    assert 0 <= top_of(page, ItemRef(1, "chapter", 3)) < 60
    page.set_scope(Scope(version=1, chapter=3, measure=6))
    assert 0 <= top_of(page, ItemRef(1, "measure", 6)) < 60
    page.set_scope(Scope(version=1))
    assert page.paper.verticalScrollBar().value() == 0


def test_select_item_is_quiet_and_brings_it_into_sight(qtbot: QtBot, page: ReadingPage) -> None:
    with qtbot.assertNotEmitted(page.item_selected):
        page.select_item(ItemRef(1, "task", 18))
    assert page.paper.is_seen(ItemRef(1, "task", 18))


def test_selecting_another_plans_item_opens_that_plan(page: ReadingPage, invented: Invented, settle: Settle) -> None:
    invented.plans.append(make_plan(2, title="另一方案"))
    page.select_item(ItemRef(2, "task", 20))
    settle()
    assert page.heading.full_text == "另一方案"
    assert page.paper.is_seen(ItemRef(2, "task", 20))


def test_all_plans_show_the_first(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> None:
    made = ReadingPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.set_scope(Scope())
    settle()
    assert invented.asked("plan_text") == [1]


def test_lines_are_at_most_forty_characters(page: ReadingPage) -> None:
    page.resize(1600, 600)
    block = page.paper.document().begin()
    longest = 0
    while block.isValid():
        layout = block.layout()
        longest = max([longest, *(layout.lineAt(number).textLength() for number in range(layout.lineCount()))])
        block = block.next()
    # Half-width figures count half, so a line may hold a few more.
    assert 36 <= longest <= 46


def test_remarks_stand_in_the_margin(page: ReadingPage, invented: Invented, settle: Settle) -> None:
    ref = ItemRef(1, "task", 2)
    invented.remarks += [remark_row(ref), remark_row(ref, "另一条", severity="重大")]
    before = len(invented.asked("plan_text"))
    page.reload(frozenset({"remarks"}))
    settle()
    mark = page.paper.mark_of(ref)
    assert mark is not None
    assert (mark.count, mark.waiting, mark.severity) == (2, 2, "重大")
    assert len(invented.asked("plan_text")) == before


def test_reload_of_plans_keeps_the_place(page: ReadingPage, settle: Settle) -> None:
    page.paper.scroll_to(ItemRef(1, "task", 12))
    value = page.paper.verticalScrollBar().value()
    page.reload(frozenset({"plans"}))
    settle()
    assert page.paper.verticalScrollBar().value() == value


def test_resizing_keeps_the_place(page: ReadingPage) -> None:
    page.paper.scroll_to(ItemRef(1, "task", 12))
    page.resize(520, 600)
    assert abs(top_of(page, ItemRef(1, "task", 12))) < 40


def test_text_can_be_selected_and_copied(qtbot: QtBot, page: ReadingPage) -> None:
    page.paper.selectAll()
    qtbot.keyClick(page.paper, Qt.Key.Key_C, CONTROL)
    assert "为加快建设节水型城市" in QGuiApplication.clipboard().text()


def test_ctrl_f_finds_and_escape_closes(qtbot: QtBot, page: ReadingPage) -> None:
    page.activateWindow()
    page.focus_main()
    qtbot.keyClick(page.paper, Qt.Key.Key_F, CONTROL)
    edit = page.find_bar.edit
    qtbot.waitUntil(edit.hasFocus)
    edit.setText("定额并")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert page.find_bar.count.text() == "第 1 处，共 8 处"
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.find_bar.count.text() == "第 8 处，共 8 处"
    assert page.paper.textCursor().selectedText() == "定额并"
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not page.find_bar.isVisible()
    assert not page.paper.extraSelections()


def test_words_that_are_not_there(qtbot: QtBot, page: ReadingPage) -> None:
    page.find_bar.open_bar()
    page.find_bar.edit.setText("没有这样的话")
    qtbot.waitUntil(lambda: page.find_bar.count.text() == "没有找到")


def test_source_opens_at_the_selected_item(qtbot: QtBot, page: ReadingPage, invented: Invented, settle: Settle) -> None:
    click_item(qtbot, page, ItemRef(1, "task", 12))
    qtbot.mouseClick(page.source_button, LEFT)
    settle()
    pages = page.source.pages
    assert pages.position()[0] == 2
    qtbot.waitUntil(lambda: pages.has_picture(2))
    asked = {number for _, number, _ in invented.asked("page_image")}
    assert asked <= {1, 2, 3}


def test_back_from_the_source_is_exactly_where_one_was(qtbot: QtBot, page: ReadingPage, settle: Settle) -> None:
    page.paper.scroll_to(ItemRef(1, "task", 10))
    value = page.paper.verticalScrollBar().value()
    qtbot.keyClick(page.paper, Qt.Key.Key_F8)
    settle()
    assert page.sides.currentWidget() is page.source
    page.source_button.click()
    assert page.paper.verticalScrollBar().value() == value


def test_scrolling_the_source_moves_the_text(page: ReadingPage, settle: Settle) -> None:
    page.source_button.click()
    settle()
    page.source.pages.go_to(3, 0.0)
    page.source_button.click()
    assert page.paper.is_seen(ItemRef(1, "task", 16))


def test_click_into_a_box_of_the_source(qtbot: QtBot, page: ReadingPage, settle: Settle) -> None:
    page.source_button.click()
    settle()
    pages = page.source.pages
    pages.show_item(ItemRef(1, "task", 9))
    box = pages._boxes(page.paper.plan.places[ItemRef(1, "task", 9)])[0]
    with qtbot.waitSignal(page.item_selected) as caught:
        qtbot.mouseClick(pages.viewport(), LEFT, pos=box.center().toPoint())
    assert caught.args == [ItemRef(1, "task", 9)]


def test_only_pages_in_sight_are_rendered(page: ReadingPage, invented: Invented, qtbot: QtBot, settle: Settle) -> None:
    invented.pages = ((595.0, 842.0),) * 200
    page.source_button.click()
    settle()
    qtbot.waitUntil(lambda: page.source.pages.has_picture(1))
    settle()
    assert len(invented.asked("page_image")) <= 3


def test_a_page_that_cannot_be_rendered_says_why(
    qtbot: QtBot, lanes: Lanes, invented: Invented, settle: Settle
) -> None:
    def refuse(version: int, page: int, scale: float) -> bytes:
        raise FileRefused("这一页已损坏。", "请查看原件。")

    made = ReadingPage(invented.services(page_image=refuse), lanes)
    qtbot.addWidget(made)
    made.show()
    made.set_scope(Scope(1))
    settle()
    made.source_button.click()
    qtbot.waitUntil(lambda: made.source.pages._errors.get(1) == "这一页已损坏。请查看原件。")


def test_a_source_without_pages_shows_its_lines(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    plan = make_plan()
    chapter = plan.chapters[0]
    place = PlaceRow(None, None, None, (("line", 3), ("from", 0), ("to", 4)))
    measure = replace(chapter.measures[0], places=(place,))
    plan = replace(plan, chapters=(replace(chapter, measures=(measure,)),))
    made = ReadingPage(Invented([plan], pages=(), lines=("一", "二", "三行在此", "四")).services(), lanes)
    qtbot.addWidget(made)
    made.show()
    made.set_scope(Scope(1))
    settle()
    made.select_item(ItemRef(1, "measure", 1))
    made.source_button.click()
    settle()
    assert made.source.view() is made.source.lines
    assert made.source.lines.toPlainText().splitlines()[2] == "三行在此"
    assert made.source.lines.textCursor().blockNumber() == 2


def test_ctrl_plus_sets_larger_text_at_the_same_place(qtbot: QtBot, page: ReadingPage) -> None:
    page.paper.scroll_to(ItemRef(1, "task", 12))
    high = page.paper.document().size().height()
    qtbot.keyClick(page.paper, Qt.Key.Key_Plus, CONTROL)
    assert page.paper.document().size().height() > high
    assert abs(top_of(page, ItemRef(1, "task", 12))) < 40
    assert page.state() == {"zoom": 1.15}


def test_empty_project_says_what_the_page_is_for(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    invented = Invented([])
    made = ReadingPage(invented.services(), lanes)
    qtbot.addWidget(made)
    made.set_scope(Scope())
    settle()
    assert made.stack.currentWidget() is made.empty
    invented.plans.append(make_plan())
    made.reload(frozenset({"plans"}))
    settle()
    assert made.stack.currentWidget() is not made.empty


def test_drag_over_text_does_not_select_an_item(qtbot: QtBot, page: ReadingPage) -> None:
    viewport = page.paper.viewport()
    with qtbot.assertNotEmitted(page.item_selected):
        qtbot.mousePress(viewport, LEFT, pos=QPoint(90, 150))
        at = QPointF(400, 150)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, moved)
        qtbot.mouseRelease(viewport, LEFT, pos=QPoint(400, 150))
    assert page.paper.textCursor().hasSelection()
