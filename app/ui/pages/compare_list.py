"""The rows of page 对比: left text, a narrow middle column that says what differs, right text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.services.compare_rows import CompareRow, CompareSide
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.compare import LEFT, MIDDLE, RELATION_SIGNS, RIGHT, Band, CompareModel, relation_words
from app.ui.widgets.grid_text import TextFitter

Index = QModelIndex | QPersistentModelIndex

LINES = 2
"""Lines of text under the heading of an item."""
_BAND, _MIDDLE = 28, 148
_PADDING, _GAP = 10, 5
_PER_LINE = 3


class _Delegate(QStyledItemDelegate):
    """Paints the two texts and the signs between them."""

    def __init__(self, model: CompareModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._font, self._small = theme.ui_font(), theme.ui_font(theme.SMALL_POINTS)
        self._medium = theme.ui_font(medium=True)
        self._texts, self._heads = TextFitter(self._font), TextFitter(self._medium)
        self._ascent = QFontMetrics(self._font).ascent()

    @property
    def row_height(self) -> int:
        """Height of a pair."""
        return round(self._texts.line_height * (LINES + 1)) + 2 * _GAP + 2

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows have set heights."""
        return QSize(_MIDDLE, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, content, hairline; a line in the accent at the side that is looked at."""
        style: Any = option  # PySide's stubs leave the fields out
        row, rect = self._model.rows[index.row()], QRect(style.rect)
        painter.save()
        if isinstance(row, Band):
            self._paint_band(painter, rect, row)
        else:
            if style.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, theme.color("selected"))
            elif index.column() == MIDDLE:
                painter.fillRect(rect, theme.color("pane"))
            if index.column() == MIDDLE:
                self._paint_signs(painter, rect, row, self._model.signs[index.row()])
            else:
                self._paint_side(painter, rect, row.left if index.column() == LEFT else row.right)
            if style.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), theme.color("accent"))
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, band: Band) -> None:
        painter.fillRect(rect, theme.color("pane"))
        painter.setFont(self._medium)
        painter.setPen(theme.color("text"))
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        words = f"{band.title}　"
        title = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width() - 60)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(self._small)
        painter.setPen(theme.color("secondary"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{band.count} 组")
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_side(self, painter: QPainter, rect: QRect, side: CompareSide | None) -> None:
        inner = rect.adjusted(_PADDING, _GAP, -_PADDING, -_GAP)
        if side is None:
            painter.setFont(self._small)
            painter.setPen(theme.color("hint"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "——　无对应内容　——")
            return
        y = inner.top() + self._ascent
        painter.setFont(self._small)
        painter.setPen(theme.color("secondary"))
        note = "　".join(words for words in (_remarks(side), side.deadline[:12]) if words)
        room = painter.fontMetrics().horizontalAdvance(note)
        upper = QRect(inner.left(), inner.top(), inner.width(), round(self._texts.line_height))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        painter.setFont(self._medium)
        head = self._heads.fit(f"{side.label}　{side.heading}", inner.width() - room - _PADDING, 1)
        painter.drawText(QPoint(inner.left(), y), head.lines[0] if head.lines else "")
        painter.setFont(self._font)
        painter.setPen(theme.color("text"))
        for number, line in enumerate(self._texts.fit(side.text, inner.width(), LINES).lines, 1):
            painter.drawText(QPoint(inner.left(), round(y + number * self._texts.line_height)), line)

    def _paint_signs(self, painter: QPainter, rect: QRect, row: CompareRow, signs: tuple[str, ...]) -> None:
        inner = rect.adjusted(4, _GAP, -4, -_GAP)
        height = round(self._texts.line_height)
        line = QRect(inner.left(), inner.top(), inner.width(), height)
        painter.setFont(self._small)
        painter.setPen(theme.color("red" if row.conflicted else "secondary"))
        if row.conflicted:
            words = "两处不一致，待确认"
        else:
            sign = RELATION_SIGNS.get(row.relation, "")
            said = relation_words(row, self._model.names)
            words = f"{sign} {said}{' ✓' if row.hand else ''}".strip()
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(theme.color("text"))
        if not signs and row.left is not None and row.right is not None:
            painter.setPen(theme.color("hint"))
            painter.drawText(line.translated(0, height), Qt.AlignmentFlag.AlignCenter, "无差异")
        for number in range(0, min(len(signs), LINES * _PER_LINE), _PER_LINE):
            line.translate(0, height)
            last = number + _PER_LINE >= LINES * _PER_LINE and len(signs) > LINES * _PER_LINE
            said = " ".join(signs[number : number + _PER_LINE]) + ("…" if last else "")
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, said)


def _remarks(side: CompareSide) -> str:
    return f"意见 {side.remarks}" if side.remarks else ""


class CompareList(QTableView):
    """``chosen(row or None)``: another pair or side is looked at; ``opened()`` on Enter or double click.

    ``copied()``: Ctrl+C. The side that is looked at is the column of the current cell.
    """

    chosen = Signal(object)
    opened = Signal()
    copied = Signal()

    def __init__(self, model: CompareModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = model
        self.setModel(model)
        self._delegate = _Delegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAccessibleName("对照表")
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(_BAND)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        across = self.horizontalHeader()
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(MIDDLE, QHeaderView.ResizeMode.Fixed)
        across.resizeSection(MIDDLE, _MIDDLE)
        self.activated.connect(lambda _index: self.opened.emit())

    def lay_bands(self) -> None:
        """Bands are lower, and go over all columns; to be called when rows were set."""
        self.clearSpans()
        for row, found in enumerate(self.pairs.rows):
            if isinstance(found, Band):
                self.setSpan(row, LEFT, 1, 3)
                self.setRowHeight(row, _BAND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the rows; letters are commands here, not a search."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Right and self.currentIndex().column() == LEFT:
            self.go_to(self.currentIndex().row(), RIGHT)
        elif event.key() == Qt.Key.Key_Left and self.currentIndex().column() == RIGHT:
            self.go_to(self.currentIndex().row(), LEFT)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _words: str) -> None:
        """None."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which pair is looked at."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.current())

    def current(self) -> CompareRow | None:
        """The pair that is looked at."""
        return self.pairs.pair(self.currentIndex().row())

    def side(self) -> CompareSide | None:
        """The item of the side that is looked at, the other one where it is empty."""
        row = self.current()
        if row is None:
            return None
        return (row.right or row.left) if self.currentIndex().column() == RIGHT else (row.left or row.right)

    def ref(self) -> ItemRef | None:
        """The item that is looked at."""
        side = self.side()
        return side.ref if side is not None else None

    def selected(self) -> list[CompareRow]:
        """The pairs that are selected, in their order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [pair for row in rows if (pair := self.pairs.pair(row)) is not None]

    def go_to(self, row: int, column: int | None = None) -> None:
        """Look at a row; the head of its group stays in sight."""
        if row < 0:
            return
        wanted = max(self.currentIndex().column() if column is None else column, LEFT)
        pair = self.pairs.pair(row)
        if pair is not None and (pair.left is None or pair.right is None):
            wanted = LEFT if pair.right is None else RIGHT
        index = self.pairs.index(row, wanted)
        self.setCurrentIndex(index)
        self.scrollTo(self.pairs.index(max(0, row - 1), LEFT))
        self.scrollTo(index)
