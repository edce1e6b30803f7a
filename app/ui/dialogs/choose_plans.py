"""Which plans are to stand side by side: ticks in a list, all or none at a stroke."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.services.many_rows import PlanColumn

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class _TickModel(QAbstractListModel):
    """Plans with ticks. ``ticked()``: one changed."""

    ticked = Signal()

    def __init__(self, plans: Sequence[PlanColumn], chosen: Collection[int], parent: QObject) -> None:
        super().__init__(parent)
        self.plans = tuple(plans)
        self.chosen = {one.version for one in plans if one.version in chosen}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """A line a plan."""
        return 0 if parent.isValid() else len(self.plans)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Place and title; the tick."""
        plan = self.plans[index.row()]
        if role == Role.DisplayRole:
            return plan.title if plan.name == plan.title else f"{plan.name}　{plan.title}"
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if plan.version in self.chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Tick or clear one."""
        if role != Role.CheckStateRole:
            return False
        version = self.plans[index.row()].version
        (self.chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.chosen.discard)(version)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def tick_all(self, on: bool) -> None:
        """All, or none."""
        self.chosen = {one.version for one in self.plans} if on else set()
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self.plans) - 1)))
        self.ticked.emit()


class _TickList(QListView):
    """Space and Enter tick the current line; Enter in a list must not close the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by key."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            on = index.data(Role.CheckStateRole) == Qt.CheckState.Checked
            self.model().setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, Role.CheckStateRole)
        else:
            super().keyPressEvent(event)


class ChoosePlansDialog(QDialog):
    """``chosen(tuple of versions)`` when it is left by 确定. ``most``: no more than so many."""

    chosen = Signal(object)

    def __init__(
        self, plans: Sequence[PlanColumn], chosen: Collection[int], most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择对照的方案")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 460)
        self._most = most
        self.model = _TickModel(plans, chosen, self)
        self.list = _TickList()
        self.list.setModel(self.model)
        self.list.setAccessibleName("方案")
        self.count = QLabel()
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.ok, leave = QPushButton("确定"), QPushButton("取消")
        self.ok.setDefault(True)
        row = QHBoxLayout()
        for widget in (self.all, self.none):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (leave, self.ok):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.all.clicked.connect(lambda: self.model.tick_all(True))
        self.none.clicked.connect(lambda: self.model.tick_all(False))
        self.ok.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        self.model.ticked.connect(self._say)
        self._say()

    def accept(self) -> None:
        """Tell the choice in official order."""
        self.chosen.emit(tuple(one.version for one in self.model.plans if one.version in self.model.chosen))
        super().accept()

    def _say(self) -> None:
        count = len(self.model.chosen)
        over = f"，一次最多 {self._most} 个" if count > self._most else ""
        self.count.setText(f"已选 {count} 个方案，按区划顺序排列{over}")
        self.ok.setEnabled(0 < count <= self._most)
