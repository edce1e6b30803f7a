"""Paints the cells of the task grid from prepared rows; no style options, no layouts, no queries."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import theme
from app.ui.itemmodels.task_grid import PLACEHOLDER, TaskGridModel
from app.ui.itemmodels.task_rows import COLUMNS, Band
from app.ui.widgets.grid_text import TextFitter

Index = QModelIndex | QPersistentModelIndex

PADDING = 8
TIGHT = 4
_CENTRED = tuple(column.centred for column in COLUMNS)


class GridDelegate(QStyledItemDelegate):
    """One, or up to three, lines a cell."""

    def __init__(self, model: TaskGridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._lines = 1
        self.current_row = -1
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        tokens = theme.tokens()
        self._font = theme.ui_font()
        self._band_font = theme.ui_font(medium=True)
        self._fitter = TextFitter(self._font)
        self._ascent = QFontMetrics(self._font).ascent()
        self._colors = {
            name: QColor(str(getattr(tokens, name)))
            for name in ("text", "secondary", "amber", "line", "selected", "hover", "accent", "pane", "disabled")
        }

    @property
    def lines(self) -> int:
        """Lines a row."""
        return self._lines

    @lines.setter
    def lines(self, lines: int) -> None:
        self._lines = lines

    @property
    def row_height(self) -> int:
        """Height of a row with as many lines as set."""
        if self._lines == 1:
            return theme.ROW_HEIGHT
        return round(self._fitter.line_height * self._lines) + 2 * TIGHT + 2

    def text_width(self, width: int) -> int:
        """What a cell of ``width`` leaves for text."""
        return width - 2 * PADDING

    def is_elided(self, row: int, column: int, width: int) -> bool:
        """Is something of that cell's text not to be seen?"""
        found = self._model.prepared(row)
        if found is None or isinstance(found, Band):
            return False
        return self._fitter.fit(found.cells[column], self._width(column, width), self._lines).elided

    def _width(self, column: int, width: int) -> int:
        return width - 2 * (TIGHT if _CENTRED[column] else PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, lines of text, hairlines, frame of the current cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stubs lack the fields of style options
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        found = self._model.prepared(row)
        colors = self._colors
        if isinstance(found, Band):
            self._paint_band(painter, rect, found)
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colors["selected"])
        elif row == self.current_row:
            painter.fillRect(rect, colors["hover"])
        painter.setPen(colors["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if found is None:
            painter.setPen(colors["disabled"])
            painter.drawText(rect.left() + PADDING, self._baseline(rect, 1), PLACEHOLDER)
            return
        text = found.cells[column]
        if text:
            painter.setFont(self._font)
            painter.setPen(colors[found.tones.get(column, "text")])
            self._paint_text(painter, rect, text, column)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors["accent"])
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _baseline(self, rect: QRect, lines: int) -> int:
        height = self._fitter.line_height
        return round(rect.top() + (rect.height() - lines * height) / 2 + self._ascent)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        width = self._width(column, rect.width())
        fitted = self._fitter.fit(text, width, self._lines)
        y = self._baseline(rect, max(1, len(fitted.lines)))
        for number, line in enumerate(fitted.lines):
            at = round(y + number * self._fitter.line_height)
            if _CENTRED[column]:
                box = QRect(rect.left(), at - self._ascent, rect.width(), round(self._fitter.line_height))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), line)
            else:
                painter.drawText(QPoint(rect.left() + PADDING, at), line)

    def _paint_band(self, painter: QPainter, rect: QRect, band: Band) -> None:
        painter.fillRect(rect, self._colors["pane"])
        painter.setPen(self._colors["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._band_font)
        painter.setPen(self._colors["text"])
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.drawText(rect.adjusted(PADDING, 0, -PADDING, 0), flags, band.text)
        painter.setFont(QFont(self._font))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows and columns have set sizes; nobody may ask 180,000 cells."""
        return QSize(COLUMNS[index.column()].width, self.row_height)
