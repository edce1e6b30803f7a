"""The shell of the window: rail, page stack, side panes and status line; stands before anything is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.ui.pageset import PageEntry, PageStack
from app.ui.widgets.frame import Frame
from app.ui.widgets.rail import Rail
from app.ui.widgets.status import StatusLine
from app.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

_PANE_WIDTHS = {"library": 160, "inspector": 260}


class Shell:
    """The parts of the frame. Library and inspector move into their panes with ``furnish``."""

    def __init__(self, window: QMainWindow, services: UiServices, lanes: Lanes, entries: tuple[PageEntry, ...]) -> None:
        self.rail = Rail(window)
        for entry in entries:
            self.rail.add_page(entry.key, entry.title, entry.icon)
        self.stack = PageStack(services, lanes, entries, window)
        self.welcome = Welcome(window)
        self.stack.leave(self.welcome)
        self.panes = {name: _pane(name, window) for name in _PANE_WIDTHS}
        self.frame = Frame(self.rail, self.panes["library"], self.stack, self.panes["inspector"])
        centre = QWidget(window)
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.frame, 1)
        window.setCentralWidget(centre)
        self.status = StatusLine(lanes, window)
        window.setStatusBar(self.status)
        self.stack.status.connect(self.status.set_page_status)
        self.stack.room_wanted.connect(self.frame.make_room)

    def furnish(self, notices: QWidget, library: QWidget, inspector: QWidget) -> None:
        """Put the real widgets in."""
        self._column.insertWidget(0, notices)
        for name, widget in (("library", library), ("inspector", inspector)):
            layout = self.panes[name].layout()
            assert layout is not None
            layout.addWidget(widget)


def _pane(name: str, parent: QWidget) -> QWidget:
    pane = QWidget(parent)
    pane.setObjectName(f"{name}_pane")
    pane.setMinimumWidth(_PANE_WIDTHS[name])
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    return pane
