"""Where a piece of left-over text belongs: which item, which field, at which end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.services.desk_rows import DeskItem
from app.services.desk_words import FIELDS as ITEM_FIELDS
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.desk import label_of
from app.ui.widgets.desk_choice import QuietBox

_WORDS = frozenset({"line", "text", "deadline", "cell", "category"})
FIELDS = {
    kind: tuple((key, name) for key, name, how in fields if how in _WORDS and key != "label")
    for kind, fields in ITEM_FIELDS.items()
    if kind != "remainder"
}
"""The fields that hold words, by kind of item."""
WHERE = (("end", "接在末尾"), ("start", "放在开头"), ("replace", "替换原内容"), ("new", "列为新任务"))
"""What ``take_remainder`` is told."""
Put = Callable[[ItemRef, str, str], None]


class PutDialog(QDialog):
    """Calls ``on_put(ref, field key, where)``."""

    def __init__(
        self, text: str, items: Sequence[DeskItem], current: ItemRef | None, on_put: Put, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("放入字段")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 460)
        self._items = [item for item in items if FIELDS.get(item.kind)]
        self._on_put = on_put
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName("要放入的文字")
        self.text.setReadOnly(True)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setMaximumHeight(84)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入序号或几个字查找")
        self.search.setAccessibleName("查找")
        self.search.installEventFilter(self)
        self._names = [f"{label_of(item)}　{item.title}" for item in self._items]
        self._shown = list(range(len(self._items)))
        self._model = QStringListModel(self._names, self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("放入哪一项")
        theme.dress(self.list, "border: 1px solid @line;")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.field = QuietBox()
        self.field.setAccessibleName("放入哪个字段")
        form = QFormLayout()
        form.addRow("文字", self.text)
        form.addRow("查找", self.search)
        form.addRow("放入", self.list)
        form.addRow("字段", self.field)
        form.addRow("", self._make_where())
        layout = QVBoxLayout(self)
        layout.addLayout(form, 1)
        layout.addLayout(self._make_buttons())
        self.search.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_item())
        self._choose(next((place for place, item in enumerate(self._items) if item.ref == current), 0))
        self.search.setFocus()

    def item(self) -> DeskItem | None:
        """The item that is chosen."""
        index = self.list.currentIndex()
        return self._items[self._shown[index.row()]] if index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ and ↓ in the search move in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = max(0, min(len(self._shown) - 1, self.list.currentIndex().row() + step))
                self.list.setCurrentIndex(self._model.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def _make_where(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.where = QButtonGroup(self)
        for number, (_, words) in enumerate(WHERE):
            button = QRadioButton(words)
            self.where.addButton(button, number)
            button.toggled.connect(lambda _on: self.field.setEnabled(self.where.checkedId() != len(WHERE) - 1))
            layout.addWidget(button)
        layout.addStretch(1)
        self.where.button(0).setChecked(True)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.hint = QLabel("放入后可以用 Ctrl+Z 撤销。")
        self.hint.setForegroundRole(self.hint.foregroundRole().PlaceholderText)
        row.addWidget(self.hint, 1)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.ok = QPushButton("放入")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._put)
        row.addWidget(self.ok)
        return row

    def _filter(self, words: str) -> None:
        kept, wanted = self.item(), words.strip()
        self._shown = [place for place, name in enumerate(self._names) if wanted in name]
        self._model.setStringList([self._names[place] for place in self._shown])
        row = next((row for row, place in enumerate(self._shown) if self._items[place] is kept), 0)
        if self._shown:
            self.list.setCurrentIndex(self._model.index(row, 0))
        self._on_item()

    def _choose(self, place: int) -> None:
        if self._items:
            self.list.setCurrentIndex(self._model.index(place, 0))
            self.list.scrollTo(self.list.currentIndex())
        self._on_item()

    def _on_item(self) -> None:
        item, kept = self.item(), self.field.currentData()
        self.ok.setEnabled(item is not None)
        self.field.clear()
        for key, name in FIELDS[item.kind] if item is not None else ():
            self.field.addItem(name, key)
        found = self.field.findData(kept)
        self.field.setCurrentIndex(found if found >= 0 else max(0, self.field.findData("text")))

    def _put(self) -> None:
        item = self.item()
        if item is not None:
            self.accept()
            self._on_put(item.ref, str(self.field.currentData()), WHERE[self.where.checkedId()][0])
