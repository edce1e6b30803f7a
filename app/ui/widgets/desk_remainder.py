"""Text of the source that found no field: chosen, selected, put where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.services.desk_rows import RemainderRow
from app.ui.widgets.desk_words import characters

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RemainderModel(QAbstractListModel):
    """One row a piece of text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RemainderRow, ...] = ()

    def set_rows(self, rows: Sequence[RemainderRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many pieces there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, with a sign where a person saw it."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{'✓' if row.checked else '○'}　{row.text.strip()[:80]}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text.strip()}，{'已确认不归入' if row.checked else '未处理'}"
        return None


class _List(QListView):
    """Enter, J and K, as in the list of items."""

    confirmed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms; J and K move."""
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()), 0)
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirmed.emit()
        elif step:
            row = self.currentIndex().row() + step
            if 0 <= row < self.model().rowCount():
                self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)


class RemainderPanel(QWidget):
    """``put_wanted(RemainderRow, range or None)``: into a field; ``confirmed(RemainderRow)``: it belongs to none."""

    put_wanted = Signal(object, object)
    confirmed = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RemainderModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName("未归入的文字")
        self.list.confirmed.connect(self._confirm)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("文字，选中一部分可只放入这一部分")
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.text.customContextMenuRequested.connect(self._menu)
        self.put = QPushButton("放入字段…")
        self.put.setToolTip("把选中的文字（未选则全部）放入某一项的某个字段　Ctrl+Enter")
        self.put.clicked.connect(self.ask_put)
        self.none = QPushButton("不归入任何字段")
        self.none.setToolTip("确认这段文字不属于任何一项　Enter")
        self.none.clicked.connect(self._confirm)
        why = QLabel(
            "原件中没有归入任何一项的文字。属于某一项的，按 Ctrl+Enter 放入字段"
            "（可先在下面选中一部分）；其余按 Enter 确认。"
        )
        why.setWordWrap(True)
        why.setForegroundRole(why.foregroundRole().PlaceholderText)
        why.setContentsMargins(12, 6, 12, 6)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 6)
        foot.setSpacing(8)
        foot.addWidget(self.put)
        foot.addWidget(self.none)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(why)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
        self._enable()

    def set_rows(self, rows: Sequence[RemainderRow]) -> None:
        """Show the pieces; the one that was current stays so."""
        position = self.current().position if self.current() is not None else -1  # type: ignore[union-attr]
        self.model.set_rows(rows)
        place = next((number for number, row in enumerate(rows) if row.position == position), 0)
        if rows:
            self.list.setCurrentIndex(self.model.index(place))
        else:
            self.text.clear()
        self._enable()

    def current(self) -> RemainderRow | None:
        """The piece that is current."""
        row = self.list.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def left(self) -> int:
        """How many pieces nobody looked at yet."""
        return sum(not row.checked for row in self.model.rows)

    def selected(self) -> tuple[int, int] | None:
        """The range of the text that is selected; None where nothing is: then all of it is meant."""
        cursor, text = self.text.textCursor(), self.text.toPlainText()
        if not cursor.hasSelection():
            return None
        return characters(text, cursor.selectionStart()), characters(text, cursor.selectionEnd())

    def ask_put(self) -> None:
        """Put the selection into a field."""
        row = self.current()
        if row is not None:
            self.put_wanted.emit(row, self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ask_put()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        row = self.current()
        if row is None:
            return
        self.confirmed.emit(row)
        here = self.list.currentIndex().row()
        if here + 1 < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(here + 1))

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("放入字段…", self.ask_put)
        menu.addAction("复制", self.text.copy)
        menu.popup(self.cursor().pos())

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            row = self.model.rows[current.row()]
            self.text.setPlainText(row.text)
            self.chosen.emit(row)
        self._enable()

    def _enable(self) -> None:
        there = self.current() is not None
        self.put.setEnabled(there)
        self.none.setEnabled(there)
