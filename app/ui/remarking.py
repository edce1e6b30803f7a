"""Remarks from the window: ask once who reviews, write in the write lane, show only what is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.dialogs.reviewer import ReviewerDialog

if TYPE_CHECKING:
    from app.services.history import Change
    from app.services.rows import ItemRef, RemarkRow
    from app.ui.lanes import Lanes
    from app.ui.messages import Messages
    from app.ui.services import UiServices


class Remarking(QObject):
    """``changed(Change)`` after each commit; ``stored(ref, entity)`` tells the editor that its text is safe."""

    changed = Signal(object)
    stored = Signal(object, str)
    reviewer_changed = Signal(str)

    def __init__(self, services: UiServices, lanes: Lanes, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._lanes, self._messages, self._window = services, lanes, messages, window
        self._name = ""
        self._unit = ""

    def set_reviewer(self, name: str, unit: str) -> None:
        """What the workspace knows of the reviewer."""
        self._name, self._unit = name, unit
        self.reviewer_changed.emit(name)

    def ask_reviewer(self, then: Callable[[], None] | None = None) -> ReviewerDialog:
        """Ask who reviews, store it, go on with ``then``."""
        dialog = ReviewerDialog(self._name, self._unit, lambda name, unit: self._store(name, unit, then), self._window)
        dialog.open()
        return dialog

    def save(self, ref: ItemRef, entity: str, text: str, severity: str) -> None:
        """Store a new remark, or a changed one where ``entity`` names it."""
        if not self._name:
            self.ask_reviewer(lambda: self.save(ref, entity, text, severity))
            return

        def write() -> Change:
            if entity:
                return self._services.edit_remark(entity, {"text": text, "severity": severity})
            return self._services.add_remark(ref, text, severity, "", "")

        def done(change: Change) -> None:
            self.stored.emit(ref, entity)
            self.changed.emit(change)

        self._lanes.write(write, done)

    def settle(self, remark: RemarkRow, state: str) -> None:
        """Set a remark's state."""
        self._lanes.write(lambda: self._services.edit_remark(remark.entity, {"state": state}), self.changed.emit)

    def delete(self, remark: RemarkRow) -> None:
        """Delete a remark, after a question; it can be undone."""
        self._messages.ask(
            "删除这条意见？",
            f"“{remark.text[:60]}{'……' if len(remark.text) > 60 else ''}”\n删除后可以用 Ctrl+Z 撤销。",
            "删除",
            lambda: self._lanes.write(lambda: self._services.delete_remark(remark.entity), self.changed.emit),
        )

    def _store(self, name: str, unit: str, then: Callable[[], None] | None) -> None:
        def done(change: Change) -> None:
            self.set_reviewer(name, unit)
            self.changed.emit(change)
            if then is not None:
                then()

        self._lanes.write(lambda: self._services.set_reviewer(name, unit), done)
