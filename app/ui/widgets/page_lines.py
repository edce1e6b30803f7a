"""The source where it has no pages: its lines as they were read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from app.services.rows import PlaceRow
from app.ui import theme


class SourceLines(QPlainTextEdit):
    """The flow of a source without pages, as it was read; the lines of the selected item are marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("原件文字")

    def show_lines(self, lines: Sequence[str]) -> None:
        """Another source."""
        self.setFont(theme.serif_font())
        self.setPlainText("\n".join(lines) if lines else "原件没有可显示的文字。")

    def mark(self, places: Sequence[PlaceRow], *, scroll: bool) -> None:
        """Mark the lines of an item."""
        marks = []
        numbers = [dict(place.flow)["line"] for place in places if "line" in dict(place.flow)]
        for number in range(min(numbers), max(numbers) + 1) if numbers else ():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(number - 1))  # type: ignore[attr-defined]
            mark.cursor.select(QTextCursor.SelectionType.LineUnderCursor)  # type: ignore[attr-defined]
            mark.cursor.movePosition(  # type: ignore[attr-defined]
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            mark.format.setBackground(theme.color("mark"))  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)
        if numbers and scroll:
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(min(numbers) - 1)))
            self.centerCursor()
