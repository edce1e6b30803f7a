"""A source without pages as it was read: running lines and tables, with the range of the selected item marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.services.desk_rows import FlowLine, FlowTable, SourceFlow
from app.services.rows import PlaceRow
from app.ui import theme

_ZOOMS = (9.0, 10.5, 12.0, 14.0, 16.0)
Range = tuple[int, int]


class FlowView(QTextEdit):
    """Shows a source flow; ``mark`` frames the places of an item in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("原件文字，方向键滚动")
        self._points = 10.5
        self._lines: dict[int, Range] = {}
        self._cells: dict[tuple[int, int, int], Range] = {}
        self._places: tuple[PlaceRow, ...] = ()

    def show_flow(self, flow: SourceFlow) -> None:
        """Another source."""
        self._lines, self._cells = {}, {}
        self.setFont(theme.serif_font(self._points))
        self.clear()
        if not flow.blocks:
            self.setPlainText("原件没有可显示的文字。")
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(4)
        for block in flow.blocks:
            if isinstance(block, FlowTable):
                self._add_table(cursor, block)
                continue
            if cursor.position() or self._lines:
                cursor.insertBlock(spaced, QTextCharFormat())
            start = cursor.position()
            self._add_line(cursor, block)
            self._lines[block.number] = (start, cursor.position())
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._dress()

    def mark(self, places: Sequence[PlaceRow], *, scroll: bool = True) -> None:
        """Mark an item's places and bring the first into sight."""
        self._places = tuple(places)
        self._dress()
        ranges = [found for place in self._places if (found := self._range(place)) is not None]
        if ranges and scroll:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(ranges)[0])
            self.setTextCursor(cursor)
            # In the upper third: what follows is read more often than what went before.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3)

    def marked(self) -> list[str]:
        """The texts that are marked."""
        return [one.cursor.selectedText() for one in self.extraSelections()]  # type: ignore[attr-defined]

    def step_zoom(self, step: int) -> None:
        """Larger, smaller, or (0) as usual."""
        number = _ZOOMS.index(self._points) + step if step else _ZOOMS.index(10.5)
        self._points = _ZOOMS[max(0, min(len(_ZOOMS) - 1, number))]
        self.setFont(theme.serif_font(self._points))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+/−/0 zoom."""
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in zooms:
            self.step_zoom(zooms[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _add_line(cursor: QTextCursor, line: FlowLine) -> None:
        face = QTextCharFormat()
        if line.bold:
            face.setFontWeight(QFont.Weight.Bold)
        if line.region:
            face.setForeground(theme.color("secondary"))
        cursor.insertText(line.text, face)

    def _add_table(self, cursor: QTextCursor, block: FlowTable) -> None:
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(theme.color("line"))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setCellPadding(3)
        shape.setTopMargin(4)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, one) for one in shares(block)])
        table = cursor.insertTable(max(1, block.rows), max(1, block.columns), shape)
        for cell in block.cells:
            if cell.row_span > 1 or cell.column_span > 1:
                table.mergeCells(cell.row, cell.column, cell.row_span, cell.column_span)
            inner = table.cellAt(cell.row, cell.column).firstCursorPosition()
            inner.insertText(cell.text)
        # Positions are known only when all is in: text put into an earlier cell moves the later ones.
        for cell in block.cells:
            place = table.cellAt(cell.row, cell.column)
            key = (block.number, cell.row, cell.column)
            self._cells[key] = (place.firstCursorPosition().position(), place.lastCursorPosition().position())
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _range(self, place: PlaceRow) -> Range | None:
        flow = dict(place.flow)
        if "line" in flow:
            found = self._lines.get(flow["line"])
            if found is None:
                return None
            start, end = found
            # Whole line where no part of it is named.
            return start + min(flow.get("from", 0), end - start), min(end, start + flow.get("to", end - start))
        if "table" in flow:
            return self._cells.get((flow["table"], flow.get("row", 0), flow.get("column", 0)))
        return None

    def _dress(self) -> None:
        marks = []
        for place in self._places:
            found = self._range(place)
            if found is not None:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(found[0])
                cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor  # type: ignore[attr-defined]
                mark.format.setBackground(theme.color("mark"))  # type: ignore[attr-defined]
                marks.append(mark)
        self.setExtraSelections(marks)


def shares(table: FlowTable) -> list[float]:
    """How much of the width each column gets, in hundredths: more where there is more to read, but never all."""
    lengths = [[1] for _ in range(max(1, table.columns))]
    for cell in table.cells:
        if cell.column_span == 1:
            lengths[cell.column].append(len(cell.text))
    weights = [2 + (sum(one) / len(one)) ** 0.5 for one in lengths]
    return [100 * weight / sum(weights) for weight in weights]
