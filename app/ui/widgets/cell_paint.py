"""How grids of ready-made cells are painted: words in lines, large signs, hatched grounds, heads in two lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.ui import theme
from app.ui.itemmodels.cell_table import Cell, CellTable
from app.ui.widgets.grid_text import TextFitter

PADDING = 8
HEAD_LINES = 3
_TIGHT = 4
_SIGN_POINTS = 13.0
_TOKENS = (
    "text",
    "secondary",
    "amber",
    "red",
    "green",
    "accent",
    "line",
    "selected",
    "hover",
    "pane",
    "mark",
    "disabled",
)


class CellDelegate(QStyledItemDelegate):
    """One or more lines a cell; the row of the keyboard is tinted in all panes."""

    def __init__(self, model: CellTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.lines = 1
        self.current_row = -1
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        self._font = theme.ui_font()
        self._sign = theme.ui_font(_SIGN_POINTS)
        self._fitter = TextFitter(self._font)
        self._ascent = QFontMetrics(self._font).ascent()
        self._colors = {name: QColor(str(getattr(theme.tokens(), name))) for name in _TOKENS}

    @property
    def row_height(self) -> int:
        """Height of a row with as many lines as set."""
        if self.lines == 1:
            return theme.ROW_HEIGHT
        return round(self._fitter.line_height * self.lines) + 2 * _TIGHT + 2

    def is_elided(self, cell: Cell, width: int) -> bool:
        """Is something of a cell's text not to be seen?"""
        return not cell.sign and self._fitter.fit(cell.text, width - 2 * PADDING, self.lines).elided

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, hairlines, words or sign, frame of the current cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stubs lack the fields of style options
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        cell, colors = self._model.cell(index.row(), index.column()), self._colors
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colors["selected"])
        elif index.row() == self.current_row:
            painter.fillRect(rect, colors["hover"])
        elif cell.ground == "hatch":
            painter.fillRect(rect, QBrush(colors["line"], Qt.BrushStyle.BDiagPattern))
        elif cell.ground:
            painter.fillRect(rect, colors[cell.ground])
        painter.setPen(colors["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if cell.text:
            painter.setPen(colors[cell.tone])
            self._paint_sign(painter, rect, cell) if cell.sign else self._paint_words(painter, rect, cell)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors["accent"])
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_sign(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        painter.setFont(self._sign)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), cell.text)

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        painter.setFont(self._font)
        fitted = self._fitter.fit(cell.text, rect.width() - 2 * PADDING, self.lines).lines
        height = self._fitter.line_height
        top = rect.top() + (rect.height() - max(1, len(fitted)) * height) / 2 + self._ascent
        for number, line in enumerate(fitted):
            painter.drawText(QPoint(rect.left() + PADDING, round(top + number * height)), line)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Sizes are set; nobody may ask cell by cell."""
        return QSize(self._model.heads[index.column()].width, self.row_height)


class CellHead(QHeaderView):
    """Titles in up to three lines, centred over the columns."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self._dress()

    def _dress(self) -> None:
        self._title_font: QFont = theme.ui_font(theme.SMALL_POINTS + 0.5)
        self._fitter = TextFitter(self._title_font)

    def _lines(self, section: int) -> tuple[str, ...]:
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        return self._fitter.fit(title, self.sectionSize(section) - 2 * _TIGHT, HEAD_LINES).lines

    def height_needed(self) -> int:
        """What the longest title takes."""
        shown = [number for number in range(self.count()) if not self.isSectionHidden(number)]
        lines = max((len(self._lines(number)) for number in shown), default=1)
        return max(theme.ROW_HEIGHT, round(lines * self._fitter.line_height) + 2 * PADDING)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Ground, hairlines, lines."""
        if not rect.isValid():
            return
        painter.save()
        painter.fillRect(rect, theme.color("pane"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(theme.color("text"))
        painter.setFont(self._title_font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "\n".join(self._lines(logical)))
        painter.restore()
