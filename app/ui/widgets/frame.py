"""The frame of the window: rail, library, pages, inspector; side panes become drawers where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.ui import theme

DOCKED_FROM = {"library": 1320, "inspector": 1180}
"""Widths from which a pane stands beside the page; in a narrower window it is a drawer over it."""
ROOMY_FROM = 1500
_LIBRARY_WIDTHS = (210, 270)
_INSPECTOR_WIDTHS = (300, 360)
_DRAWER_WIDTHS = {"library": 280, "inspector": 340}


class _Drawer(QFrame):
    """Lies over the page at one side; Esc closes it."""

    left = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName("drawer")
        self.setAutoFillBackground(True)
        side = "right" if name == "library" else "left"
        theme.dress(self, f"#drawer {{ background: @pane; border-{side}: 1px solid @secondary; }}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(int(side == "left"), 0, int(side == "right"), 0)  # room for the line
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(self.name)
        else:
            super().keyPressEvent(event)


class Frame(QWidget):
    """Knows which side panes are wanted, and puts them beside the page or over it.

    ``shown_changed(name, shown)`` for "library" and "inspector", so that menus can follow.
    """

    shown_changed = Signal(str, bool)

    def __init__(self, rail: QWidget, library: QWidget, pages: QWidget, inspector: QWidget) -> None:
        super().__init__()
        self._panes = {"library": library, "inspector": inspector}
        self._pages = pages
        self._rail = rail
        self._wanted = {"library": True, "inspector": True}
        self._drawn = {"library": False, "inspector": False}
        self._over = {"library": False, "inspector": False}
        self._room = False
        self._spared: set[str] = set()
        self._widths: dict[str, int] = {}
        self._laid = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for widget in (library, pages, inspector):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._on_moved)
        pages.setMinimumWidth(400)
        self._drawers = {name: _Drawer(name, self) for name in self._panes}
        for drawer in self._drawers.values():
            drawer.left.connect(lambda name: self.set_shown(name, False))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rail)
        layout.addWidget(self.splitter, 1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def is_drawer(self, name: str) -> bool:
        """Does the pane lie over the page now, instead of beside it?"""
        return self._over[name]

    def is_shown(self, name: str) -> bool:
        """Can the pane be seen?"""
        return self._drawn[name] if self._over[name] else self._wanted[name] and name not in self._spared

    def wanted(self, name: str) -> bool:
        """Is the pane wanted where there is room? (what is remembered)"""
        return self._wanted[name]

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a pane; in a narrow window only one drawer is open."""
        if not self._over[name] and name in self._spared:
            self._spared.discard(name)
        elif not self._over[name]:
            self._wanted[name] = shown
        else:
            self._drawn[name] = shown
            other = "inspector" if name == "library" else "library"
            if shown and self._drawn[other]:
                self._drawn[other] = False
                self.shown_changed.emit(other, False)
        held_focus = self._panes[name].isAncestorOf(_focus(self))
        self._apply()
        if held_focus and not shown:
            self._pages.setFocus()
        self.shown_changed.emit(name, shown)

    def make_room(self, wanted: bool) -> None:
        """A page that needs the room: docked panes give way while it is shown, unless they are asked for."""
        if wanted != self._room:
            self._room = wanted
            self._spare()

    def _spare(self) -> None:
        """The inspector gives way, in a narrow window the library too; what was wanted comes back afterwards."""
        before = {name: self.is_shown(name) for name in self._panes}
        names = set(self._panes) if self.width() < ROOMY_FROM else {"inspector"}
        self._spared = names if self._room else set()
        self._apply()
        for name, shown in before.items():
            if self.is_shown(name) != shown:
                self.shown_changed.emit(name, not shown)

    def toggle(self, name: str) -> None:
        """Show or hide; a pane that comes gets the keyboard."""
        shown = not self.is_shown(name)
        self.set_shown(name, shown)
        if shown and self._over[name]:
            _first_focus(self._panes[name])

    def next_pane(self) -> None:
        """Move the keyboard: rail → library → page → inspector → rail."""
        order = [self._rail]
        order += [self._panes["library"]] if self.is_shown("library") else []
        order += [self._pages]
        order += [self._panes["inspector"]] if self.is_shown("inspector") else []
        focus = _focus(self)
        at = next((place for place, pane in enumerate(order) if pane is focus or pane.isAncestorOf(focus)), -1)
        for step in range(1, len(order) + 1):
            if _first_focus(order[(at + step) % len(order)]):
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Dock or undock by the width; give the first proportions."""
        super().resizeEvent(event)
        changed = [name for name, least in DOCKED_FROM.items() if (self.width() < least) != self._over[name]]
        for name in changed:
            self._over[name] = not self._over[name]
            self._drawn[name] = False
        if changed:
            self._apply()
        if self._room and (event.oldSize().width() < ROOMY_FROM) != (self.width() < ROOMY_FROM):
            self._spare()
        for name in changed:
            self.shown_changed.emit(name, self.is_shown(name))
        if changed or not self._laid:
            self._laid = True
            self._lay_out()
        self._place_drawers()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes on in the page has chosen: the library's drawer makes room."""
        if new is not None and self._drawn["library"] and self._pages.isAncestorOf(new):
            self.set_shown("library", False)

    def widths(self) -> dict[str, int]:
        """How wide the user made the side panes; empty where they were never moved."""
        return dict(self._widths)

    def restore_widths(self, widths: dict[str, int]) -> None:
        """Bring remembered widths back."""
        self._widths = {name: width for name, width in widths.items() if name in self._panes and 100 <= width <= 1000}
        self._lay_out()

    def _on_moved(self, _position: int, _index: int) -> None:
        for name, pane in self._panes.items():
            if not self._over[name] and pane.isVisible():
                self._widths[name] = pane.width()

    def _lay_out(self) -> None:
        """Give docked panes their widths and the page what is left."""
        roomy = self.width() >= ROOMY_FROM
        first = {"library": _LIBRARY_WIDTHS[roomy], "inspector": _INSPECTOR_WIDTHS[roomy]}
        wanted = {name: self._widths.get(name, first[name]) for name in self._panes if not self._over[name]}
        page = max(400, self.splitter.width() - sum(wanted.values()))
        order = {"library": wanted.get("library"), "page": page, "inspector": wanted.get("inspector")}
        self.splitter.setSizes([width for width in order.values() if width is not None])

    def _apply(self) -> None:
        for name, pane in self._panes.items():
            drawer = self._drawers[name]
            drawer_layout = drawer.layout()
            assert drawer_layout is not None
            if self._over[name] and pane.parentWidget() is not drawer:
                drawer_layout.addWidget(pane)
            elif not self._over[name] and pane.parentWidget() is not self.splitter:
                self.splitter.insertWidget(0 if name == "library" else self.splitter.count(), pane)
            pane.setVisible(self.is_shown(name))
            drawer.setVisible(self._over[name] and self._drawn[name])
        self._place_drawers()

    def _place_drawers(self) -> None:
        left = self._rail.width()
        for name, drawer in self._drawers.items():
            width = min(_DRAWER_WIDTHS[name], self.width() - left - 80)
            x = left if name == "library" else self.width() - width
            drawer.setGeometry(x, 0, width, self.height())
            drawer.raise_()


def _focus(fallback: QWidget) -> QWidget:
    focused: QWidget | None = QApplication.focusWidget()
    return fallback if focused is None else focused


def _first_focus(pane: QWidget) -> bool:
    """Give the keyboard to the first widget of a pane that takes it."""
    widget: QWidget | None = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabs and pane.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        widget = widget.nextInFocusChain()
    return False
