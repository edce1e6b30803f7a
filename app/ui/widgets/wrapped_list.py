"""Rows of a list that take as many lines as their sentences need."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme

Index = QModelIndex | QPersistentModelIndex
MINOR_ROLE = Qt.ItemDataRole.UserRole
"""True: the row stands back."""
_PADDING, _GAP = 8, 5
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


class WrappedDelegate(QStyledItemDelegate):
    """Paints the row's words; those of MINOR_ROLE in the second colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words."""
        style: Any = option  # PySide's stubs leave the fields out
        width = style.widget.viewport().width() if style.widget is not None else style.rect.width()
        room = QRect(0, 0, max(40, width - 2 * _PADDING), 4000)
        height = QFontMetrics(theme.ui_font()).boundingRect(room, _FLAGS, str(index.data())).height()
        return QSize(width, height + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, hairline."""
        style: Any = option
        rect = QRect(style.rect)
        painter.save()
        if style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
            painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), theme.color("accent"))
        painter.setFont(theme.ui_font())
        painter.setPen(theme.color("secondary" if index.data(MINOR_ROLE) else "text"))
        painter.drawText(rect.adjusted(_PADDING, _GAP, -_PADDING, -_GAP), _FLAGS, str(index.data()))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
