from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.services.desk_rows import FlowCell, FlowLine, FlowTable, SourceFlow
from app.services.rows import ItemRef, PlaceRow
from app.ui.lanes import Lanes
from app.ui.pages.desk_source import where_words
from app.ui.widgets.desk_flow import FlowView, shares
from tests.ui.pages.desk_fake import FakeDesk
from tests.ui.pages.desk_kit import Desk, task

FLOW = SourceFlow(
    "docx",
    (
        FlowLine(1, "节水方案", bold=True),
        FlowLine(3, "一、总体目标"),
        FlowTable(
            0, 3, 2,
            (FlowCell(0, 0, 1, 1, "序号"), FlowCell(0, 1, 1, 1, "任务"), FlowCell(1, 0, 2, 1, "合并"),
             FlowCell(1, 1, 1, 1, "修订用水定额"), FlowCell(2, 1, 1, 1, "开展校园宣传")),
        ),
        FlowLine(9, "（一）抓好落实。"),
    ),
)  # fmt: skip


def flow(**at: int) -> PlaceRow:
    """A place of a source without pages; ``start`` and ``end`` stand for from and to."""
    named = {"start": "from", "end": "to"}
    return PlaceRow(None, None, None, tuple((named.get(key, key), value) for key, value in at.items()))


@pytest.fixture
def view(qtbot: QtBot, lanes: Lanes) -> FlowView:
    made = FlowView()
    qtbot.addWidget(made)
    made.show_flow(FLOW)
    return made


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        (flow(line=3), "一、总体目标"),
        (flow(line=9, start=3, end=7), "抓好落实"),
        (flow(table=0, row=2, column=1), "开展校园宣传"),
        (flow(table=0, row=1, column=0), "合并"),
    ],
)
def test_range_of_the_item_is_marked(view: FlowView, place: PlaceRow, marked: str) -> None:
    view.mark((place,))
    assert view.marked() == [marked]


def test_place_that_is_not_there_marks_nothing(view: FlowView) -> None:
    view.mark((flow(line=77), flow(table=4, row=0, column=0), PlaceRow(2, None, None)))
    assert view.marked() == []


def test_empty_source_says_so(qtbot: QtBot, lanes: Lanes) -> None:
    made = FlowView()
    qtbot.addWidget(made)
    made.show_flow(SourceFlow("html"))
    assert made.toPlainText() == "原件没有可显示的文字。"


def test_zoom_by_keys(view: FlowView, qtbot: QtBot) -> None:
    before = view.font().pointSizeF()
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.font().pointSizeF() > before
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.font().pointSizeF() == before


def test_column_with_more_to_read_is_wider() -> None:
    narrow, wide = shares(FLOW.blocks[2])  # type: ignore[arg-type]
    assert wide > narrow
    assert narrow + wide == pytest.approx(100)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((PlaceRow(3, "11", None), PlaceRow(4, "12", None)), "第11—12页"),
        ((PlaceRow(3, None, None), PlaceRow(3, None, None)), "第3页"),
        ((flow(line=4), flow(line=6)), "第4—6行"),
        ((flow(table=1, row=4, column=0),), "表2　第5行"),
        ((), ""),
    ],
)
def test_where_in_words(places: tuple[PlaceRow, ...], words: str) -> None:
    assert where_words(places) == words


def test_source_without_pages_shows_its_flow(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    fake = FakeDesk(pages=())
    fake.flow = FLOW
    desk = Desk(fake, lanes, qtbot, settle)
    settle()
    assert desk.page.source.views.currentWidget() is desk.page.source.flow
    assert "修订用水定额" in desk.page.source.flow.toPlainText()


def test_pages_follow_the_item_and_only_those_in_sight_are_read(
    lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    desk = Desk(FakeDesk(), lanes, qtbot, settle)
    pages = desk.page.source.side.pages
    qtbot.waitUntil(lambda: pages.has_picture(1))
    assert not pages.has_picture(3)
    desk.go(21)
    qtbot.waitUntil(lambda: pages.has_picture(3))
    assert pages.current == task(21)
    assert desk.page.source.where.text() == "第3页"


def test_item_in_sight_does_not_scroll(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    desk = Desk(FakeDesk(), lanes, qtbot, settle)
    desk.page.show_only("all")
    desk.go(1)
    value = desk.page.source.side.pages.verticalScrollBar().value()
    desk.go(2)
    assert desk.page.source.side.pages.verticalScrollBar().value() == value


def test_click_on_a_box_selects_its_item(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    desk = Desk(FakeDesk(), lanes, qtbot, settle)
    desk.go(2)
    pages = desk.page.source.side.pages
    box = pages._boxes(desk.fake.rows()[2].places)[0]
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(box.center()).toPoint())
    assert desk.current() == task(3)
    assert desk.current() != ItemRef(1, "task", 2)
