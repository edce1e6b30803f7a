"""Adding a link by hand: which item of the other plan belongs to this one, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.services.compare_rows import EQUIVALENT, PARTIAL, CompareSide
from app.ui import theme

Index = QModelIndex | QPersistentModelIndex


class ItemModel(QAbstractListModel):
    """The items of a plan that hold what was typed."""

    def __init__(self, items: Sequence[CompareSide], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = tuple(items)
        self.items = self._all

    def narrow(self, words: str) -> None:
        """Only items with all of the words (label, heading or text)."""
        parts = words.split()
        self.beginResetModel()
        self.items = tuple(one for one in self._all if all(part in _words(one) for part in parts))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """A line an item."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Label, heading, text; the whole as tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(self.items[index.row()])
        return self.items[index.row()].text if role == Qt.ItemDataRole.ToolTipRole else None


def _words(side: CompareSide) -> str:
    return f"{side.label}　{side.heading}　{side.text}"


class LinkDialog(QDialog):
    """Calls ``on_chosen(item, relation)``. Typing narrows the list, ↑↓ choose, Enter links, Esc leaves."""

    def __init__(
        self,
        one: CompareSide,
        name: str,
        items: Sequence[CompareSide],
        on_chosen: Callable[[CompareSide, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加对应")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 460)
        self._on_chosen = on_chosen
        head = QLabel(f"“{one.label}　{_brief(one)}”与{name}的哪一项对应？")
        head.setWordWrap(True)
        self.words = QLineEdit()
        self.words.setPlaceholderText("输入序号、类别或内容中的词")
        self.words.setAccessibleName("查找")
        self.words.setClearButtonEnabled(True)
        self.model = ItemModel(items, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("可对应的内容")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2 * theme.STEP)
        for widget in (head, self.words, self.list):
            layout.addWidget(widget)
        layout.addLayout(self._make_foot())
        self.words.textChanged.connect(self._narrow)
        self.list.activated.connect(lambda _index: self.accept())
        self._narrow("")

    def _make_foot(self) -> QHBoxLayout:
        self.relations = {EQUIVALENT: QRadioButton("对应"), PARTIAL: QRadioButton("部分对应")}
        self.relations[EQUIVALENT].setToolTip("主要事项相同，数字、时限、单位可以不同")
        self.relations[PARTIAL].setToolTip("只有部分条款相同")
        group = QButtonGroup(self)
        foot = QHBoxLayout()
        for button in self.relations.values():
            group.addButton(button)
            foot.addWidget(button)
        self.relations[EQUIVALENT].setChecked(True)
        foot.addStretch(1)
        cancel, self.ok = QPushButton("取消"), QPushButton("添加对应")
        self.ok.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        foot.addWidget(cancel)
        foot.addWidget(self.ok)
        return foot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ move in the list also while words are typed."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(0, self.list.currentIndex().row() + by), len(self.model.items) - 1)
            self.list.setCurrentIndex(self.model.index(row))
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Link what is chosen."""
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.model.items):
            relation = next(key for key, button in self.relations.items() if button.isChecked())
            super().accept()
            self._on_chosen(self.model.items[row], relation)

    def _narrow(self, words: str) -> None:
        self.model.narrow(words)
        self.list.setCurrentIndex(self.model.index(0))
        self.ok.setEnabled(bool(self.model.items))


def _brief(side: CompareSide, longest: int = 40) -> str:
    return side.text if len(side.text) <= longest else f"{side.text[:longest]}…"
