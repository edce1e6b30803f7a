"""The list of page 校核: two lines a finding, heads of groups between."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.finding_rows import OPEN, SET_ASIDE, FindingRow
from app.ui import theme
from app.ui.itemmodels.findings import ROW_ROLE, Band, FindingModel, where_words

Index = QModelIndex | QPersistentModelIndex

SIGNS = {**theme.SEVERITY_SIGNS, "提示": "○"}
_BAND, _ROW = 30, 52


class _Delegate(QStyledItemDelegate):
    """Paints a finding: sign, title, state; below it place and what was found."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A band is lower."""
        return QSize(100, _BAND if isinstance(index.data(ROW_ROLE), Band) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and content."""
        style: Any = option  # PySide's stubs leave the fields out
        row = index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, Band):
            self._paint_band(painter, style.rect, row)
        else:
            if style.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(style.rect, theme.color("selected"))
                painter.fillRect(QRect(style.rect.topLeft(), QSize(3, style.rect.height())), theme.color("accent"))
            elif style.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(style.rect, theme.color("hover"))
            self._paint_row(painter, style.rect.adjusted(12, 5, -10, -5), row)
            painter.setPen(theme.color("line"))
            painter.drawLine(style.rect.bottomLeft(), style.rect.bottomRight())
        painter.restore()

    @staticmethod
    def _paint_band(painter: QPainter, rect: QRect, band: Band) -> None:
        painter.fillRect(rect, theme.color("pane"))
        inner = rect.adjusted(8, 0, -10, 0)
        note = f"{band.note}　{band.count} 条" if band.note else f"{band.count} 条"
        left = _right_words(painter, inner, note, "secondary")
        painter.setFont(theme.ui_font(medium=True))
        painter.setPen(theme.color("text"))
        _left_words(painter, inner.adjusted(0, 0, left - inner.right() - 8, 0), band.title)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    @staticmethod
    def _paint_row(painter: QPainter, rect: QRect, row: FindingRow) -> None:
        upper = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
        lower = upper.translated(0, rect.height() // 2)
        state = {OPEN: "", SET_ASIDE: "不作问题"}.get(row.state, "✓ 转为意见")
        left = _right_words(painter, upper, "有不同判断" if row.conflicted else state, "secondary")
        painter.setFont(theme.ui_font())
        painter.setPen(theme.tokens().severity(row.severity))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, SIGNS[row.severity])
        painter.setPen(theme.color("text" if row.state == OPEN else "secondary"))
        _left_words(painter, upper.adjusted(18, 0, left - upper.right() - 8, 0), where_words(row) or row.title)
        painter.setFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
        painter.setPen(theme.color("secondary"))
        _left_words(painter, lower.adjusted(18, 0, 0, 0), row.explanation)


def _right_words(painter: QPainter, rect: QRect, words: str, token: str) -> int:
    """Small words at the right edge; return where they begin."""
    painter.setFont(theme.ui_font(theme.SMALL_POINTS))
    painter.setPen(theme.color(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
    return rect.right() - painter.fontMetrics().horizontalAdvance(words)


def _left_words(painter: QPainter, rect: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class FindingList(QListView):
    """One finding at a time. ``chosen(FindingRow or None)``; ``opened()`` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("疑似问题清单")
        self.activated.connect(lambda _index: self.opened.emit())

    def keyboardSearch(self, _words: str) -> None:
        """Letters are commands here, not a search."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which finding is looked at."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.findings.finding(current.row()) if current.isValid() else None)

    def current(self) -> FindingRow | None:
        """The finding that is looked at."""
        return self.findings.finding(self.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Look at a row; the head of its group stays in sight at the top of the list."""
        if row >= 0:
            index = self.findings.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(self.findings.index(max(0, row - 1)))
            self.scrollTo(index)

    def step(self, by: int) -> bool:
        """Go on or back; False at the end."""
        row = self.findings.step(self.currentIndex().row(), by)
        self.go_to(row)
        return row >= 0
