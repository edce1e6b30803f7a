"""A plan in memory, lanes that are closed at the end, and a way to wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.lanes import Lanes
from tests.ui.pages.invented import Invented, make_plan


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of windows with a smallest size and of menus; it means nothing."""
    noise = "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(noise, extend=True))


@pytest.fixture
def invented() -> Invented:
    """One plan of 24 tasks."""
    return Invented([make_plan()])


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    """Real lanes."""
    theme.load_ui_fonts()
    theme.apply(qapp)
    made = Lanes()
    yield made
    assert made.close()
    made.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot, lanes: Lanes) -> Callable[[], None]:
    """Wait until nothing is under way in the lanes and their answers are shown."""

    def wait() -> None:
        for _ in range(3):
            qtbot.wait(1)
            qtbot.waitUntil(lambda: not lanes.busy())

    return wait
