"""The pages in the dark theme, put on while they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef, Scope
from app.ui import theme
from app.ui.lanes import Lanes
from app.ui.pages.indicators import IndicatorsPage
from app.ui.pages.matrix import MatrixPage
from app.ui.pages.page import Page
from app.ui.pages.reading import ReadingPage
from app.ui.pages.tasks import TasksPage
from tests.ui.pages.figured import many_services
from tests.ui.pages.invented import Invented


@pytest.fixture
def put_on(qapp: QApplication) -> Iterator[Callable[[], None]]:
    yield lambda: theme.apply(qapp, dark=True)
    theme.apply(qapp)


@pytest.mark.parametrize("kind", [ReadingPage, TasksPage, MatrixPage, IndicatorsPage])
def test_grounds_turn_dark(
    qtbot: QtBot,
    invented: Invented,
    lanes: Lanes,
    settle: Callable[[], None],
    put_on: Callable[[], None],
    kind: type[Page],
) -> None:
    page = kind(invented.services(many=many_services()), lanes)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.set_scope(Scope(1))
    settle()
    page.select_item(ItemRef(1, "task", 3))
    put_on()
    settle()
    image = page.grab().toImage()
    light = sum(QColor(image.pixel(x, y)).lightness() > 150 for x in range(4, 900, 16) for y in range(4, 600, 8))
    assert light / (56 * 75) < 0.12
