"""A window on an office in memory, and a way to wait for its lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import theme
from app.ui.lanes import Lanes
from app.ui.main_window import MainWindow
from tests.ui.office import Office
from tests.ui.pages.invented import make_plan

NOISE = "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
Settle = Callable[[], None]
MakeWindow = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of windows with a smallest size; it means nothing."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(NOISE, extend=True))


def type_in(widget: QWidget, words: str) -> None:
    """Type as an input method does; key events know no Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def office() -> Office:
    """One plan, nobody has reviewed yet."""
    return Office([make_plan()])


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    """Real lanes under the real look."""
    theme.load_ui_fonts()
    theme.apply(qapp)
    made = Lanes()
    yield made
    assert made.close()
    made.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot, lanes: Lanes) -> Settle:
    """Wait until nothing is under way and all answers are shown."""

    def wait() -> None:
        for _ in range(4):
            qtbot.wait(1)
            qtbot.waitUntil(lambda: not lanes.busy())

    return wait


@pytest.fixture
def make_window(office: Office, lanes: Lanes, settle: Settle, qtbot: QtBot) -> MakeWindow:
    """Make, show and fill a window of a size."""

    def make(width: int = 1366, height: int = 768, **more: object) -> MainWindow:
        window = MainWindow(office.services(), lanes, Settings.load(), **more)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        window.showNormal()
        window.resize(QSize(width, height))
        qtbot.waitExposed(window)
        window.open_workspace()
        settle()
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """The usual one."""
    return make_window()
