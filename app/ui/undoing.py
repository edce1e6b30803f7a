"""Undo and redo: tokens of changes, taken back by the service (DESIGN.md 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError

if TYPE_CHECKING:
    from app.services.history import Change
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

MOST = 100


class Undoing(QObject):
    """Two stacks of changes. ``changed(Change)``: something was taken back or done again; ``moved``: other stacks."""

    changed = Signal(object)
    moved = Signal()
    refused = Signal(object)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._lanes = services, lanes
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._busy = False

    def push(self, change: Change) -> None:
        """Remember what was just done; what had been undone cannot be redone any more."""
        if change.token is None:
            return
        self._done.append(change)
        del self._done[:-MOST]
        self._undone.clear()
        self.moved.emit()

    def can_undo(self) -> bool:
        """Is there something to take back?"""
        return bool(self._done) and not self._busy

    def can_redo(self) -> bool:
        """Is there something to do again?"""
        return bool(self._undone) and not self._busy

    def labels(self) -> tuple[str, str]:
        """What undo and redo would concern, for the menu ("" = nothing)."""
        undo, redo = (stack[-1].label if stack else "" for stack in (self._done, self._undone))
        return undo, redo

    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo():
            self._move(self._done, self._undone)

    def redo(self) -> None:
        """Do it again."""
        if self.can_redo():
            self._move(self._undone, self._done)

    def _move(self, source: list[Change], target: list[Change]) -> None:
        self._busy = True
        change = source[-1]
        token = change.token
        assert token is not None

        def done(answer: Change) -> None:
            self._busy = False
            source.remove(change)
            if answer.token is not None:
                target.append(answer)
            self.moved.emit()
            self.changed.emit(answer)

        def error(known: KnownError) -> None:
            # It will be refused again: the step goes, so that the ones below can be reached.
            self._busy = False
            source.remove(change)
            self.moved.emit()
            self.refused.emit(known)

        self._lanes.write(lambda: self._services.undo(token), done, error)
        self.moved.emit()
