"""The source picture: pages, boxes, zoom, and sources without pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import FileRefused
from app.services.rows import PlaceRow
from app.ui.lanes import Lanes
from app.ui.widgets.source_view import SourceView
from tests.ui.conftest import Settle
from tests.ui.office import Office

BOX = (80.0, 700.0, 520.0, 760.0)
TWO = (PlaceRow(2, "1", BOX), PlaceRow(3, "2", (80.0, 60.0, 520.0, 90.0)))


@pytest.fixture
def view(office: Office, lanes: Lanes, qtbot: QtBot) -> SourceView:
    made = SourceView(office.services(), lanes)
    qtbot.addWidget(made)
    made.resize(300, 260)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_page_is_shown_at_its_box(view: SourceView, settle: Settle) -> None:
    view.show_places(1, TWO)
    settle()
    assert view.where.text() == "第1页"
    assert view.picture.has_picture()
    box = view.picture.box_rects()[0].translated(QPointF(view.picture.pos()))
    assert view.area.viewport().rect().contains(box.center().toPoint())
    assert box.width() <= view.area.viewport().width()


def test_item_over_two_pages_is_turned(view: SourceView, qtbot: QtBot, settle: Settle) -> None:
    view.show_places(1, TWO)
    settle()
    assert not view.previous.isEnabled()
    qtbot.mouseClick(view.next, Qt.MouseButton.LeftButton)
    settle()
    assert view.current_page() == 3
    assert view.where.text() == "第2页"


def test_zoom_asks_for_a_sharper_picture(view: SourceView, office: Office, qtbot: QtBot, settle: Settle) -> None:
    view.show_places(1, TWO)
    settle()
    before = view.picture.width()
    qtbot.mouseClick(view.larger, Qt.MouseButton.LeftButton)
    settle()
    asked = [scale for _, _, scale in office.asked("page_image")]
    assert view.picture.width() == pytest.approx(before * 1.25, abs=2)
    assert asked[-1] > asked[0]


def test_ctrl_and_wheel_zoom(view: SourceView, settle: Settle) -> None:
    view.show_places(1, TWO)
    settle()
    before = view.picture.width()
    place = QPointF(50, 50)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.area.viewport(), event)
    assert view.picture.width() > before


def test_picture_is_kept_for_the_next_look(view: SourceView, office: Office, settle: Settle) -> None:
    view.show_places(1, TWO[:1])
    settle()
    view.show_places(1, TWO[1:])
    settle()
    count = len(office.asked("page_image"))
    view.show_places(1, TWO[:1])
    settle()
    assert len(office.asked("page_image")) == count


def test_page_that_cannot_be_drawn_says_so(office: Office, lanes: Lanes, qtbot: QtBot, settle: Settle) -> None:
    def refuse(*_arguments: object) -> bytes:
        raise FileRefused("这个文件的页面画不出来。")

    view = SourceView(office.services(page_image=refuse), lanes)
    qtbot.addWidget(view)
    view.show_places(1, TWO)
    settle()
    assert view.picture._error == "这个文件的页面画不出来。"


def test_text_source_shows_its_lines(view: SourceView, office: Office, settle: Settle) -> None:
    office.lines = tuple(f"第{number}行的字" for number in range(1, 30))
    view.show_places(1, (PlaceRow(None, None, None, (("line", 10), ("from", 0), ("to", 5))),))
    settle()
    assert view.where.text() == "第10行"
    assert "第10行的字" in view.lines.text()
    assert "第29行的字" not in view.lines.text()


def test_item_without_place_says_so(view: SourceView, settle: Settle) -> None:
    view.show_places(1, ())
    settle()
    assert view.lines.text() == "没有记录出处。"
