"""The list of the desk: one line an item with its signs; Enter, J and K are told, letters do not search."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.desk_rows import DeskItem
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.desk import ITEM_ROLE, DeskModel, is_waiting, label_of

ROW = 28
_LABEL = 92


class _ItemDelegate(QStyledItemDelegate):
    """Sign, label, title, badges."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are alike."""
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one item."""
        item = index.data(ITEM_ROLE)
        style: Any = option  # PySide's stubs leave the fields out
        rect: QRect = style.rect
        painter.save()
        if style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif style.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        sign, token = sign_of(item)
        painter.setPen(theme.color(token))
        painter.drawText(QRect(rect.left() + 10, rect.top(), 18, rect.height()), middle, sign)
        right = self._paint_badges(painter, rect, item)
        painter.setFont(QFont(style.font))
        painter.setPen(theme.color("secondary"))
        metrics = painter.fontMetrics()
        label = metrics.elidedText(label_of(item), Qt.TextElideMode.ElideRight, _LABEL - 8)
        painter.drawText(QRect(rect.left() + 32, rect.top(), _LABEL, rect.height()), middle, label)
        painter.setPen(theme.color("text" if not item.checked or is_waiting(item) else "secondary"))
        left = rect.left() + 32 + _LABEL
        words = metrics.elidedText(item.title.replace("\n", " "), Qt.TextElideMode.ElideRight, right - left - 6)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), middle, words)
        painter.restore()

    @staticmethod
    def _paint_badges(painter: QPainter, rect: QRect, item: DeskItem) -> int:
        right = rect.right() - 8
        painter.setFont(theme.ui_font(theme.SMALL_POINTS))
        for words, token in reversed(badges_of(item)):
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.color(token))
            place = QRect(right - width, rect.top(), width, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            right -= width + 8
        return right


def sign_of(item: DeskItem) -> tuple[str, str]:
    """The sign at the left and its colour: a disagreement, a doubt, checked, not yet checked."""
    if item.conflict:
        return "≠", "red"
    if is_waiting(item):
        return "？", "amber"
    return ("✓", "green") if item.checked else ("○", "hint")


def badges_of(item: DeskItem) -> list[tuple[str, str]]:
    """The words at the right and their colours."""
    badges = [("待确认", "red")] if item.conflict else []
    if item.doubts and not item.checked:
        badges.append((f"存疑 {len(item.doubts)}", "amber"))
    badges += [("新增", "accent")] if item.made else []
    badges += [("已改正", "accent")] if item.corrected else []
    return badges


class DeskList(QListView):
    """``confirmed``: Enter; ``edit_wanted``: F2; ``chosen(ItemRef)``: the current one; ``menu_wanted(QPoint)``.

    ``entered``: the keyboard came.
    """

    confirmed = Signal()
    edit_wanted = Signal()
    chosen = Signal(object)
    menu_wanted = Signal(object)
    entered = Signal()

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_ItemDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("待校对内容")
        self.doubleClicked.connect(lambda _index: self.edit_wanted.emit())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place)))
        self.selectionModel().currentChanged.connect(self._on_current)

    def current(self) -> ItemRef | None:
        """The item that is worked on."""
        index = self.currentIndex()
        return self._model.ref_at(index.row()) if index.isValid() else None

    def choose(self, ref: ItemRef | None) -> bool:
        """Make an item the current one; False where it is not shown."""
        row = self._model.row_of(ref)
        if row < 0:
            return False
        self.setCurrentIndex(self._model.index(row))
        self.scrollTo(self.currentIndex())
        return True

    def selected(self) -> tuple[ItemRef, ...]:
        """All items that are selected, in their order; the current one where that is all."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self._model.ref_at(row) for row in rows]
        return tuple(ref for ref in found if ref is not None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2, J and K; ↑ ↓ and the rest are the list's own."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()), 0)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif plain and event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif plain and step:
            row = self.currentIndex().row() + step
            if 0 <= row < self._model.rowCount():
                self.setCurrentIndex(self._model.index(row))
        elif plain and event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        ref = self._model.ref_at(current.row()) if current.isValid() else None
        if ref is not None:
            self.chosen.emit(ref)
