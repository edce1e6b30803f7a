"""The files of a batch import as a table: name, state, what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.desk_rows import (
    BATCH_WORDS,
    DONE,
    DOUBTFUL,
    FAILED,
    READING,
    THERE,
    WAITING,
    BatchItem,
    BatchSnapshot,
)
from app.ui import theme

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("文件", "状态", "结果")
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
_TOKENS = {DOUBTFUL: "amber", FAILED: "red", DONE: "green", READING: "accent"}


class BatchModel(QAbstractTableModel):
    """Rows never move: each snapshot only changes what stands in them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = BatchSnapshot()

    def show_snapshot(self, snapshot: BatchSnapshot) -> None:
        """How it stands now."""
        same = [item.path for item in snapshot.items] == [item.path for item in self.snapshot.items]
        if not same:
            self.beginResetModel()
        before, self.snapshot = self.snapshot, snapshot
        if not same:
            self.endResetModel()
            return
        if before.cancelled != snapshot.cancelled or before.running != snapshot.running:
            self._tell(0, len(snapshot.items) - 1)
            return
        for row, (old, new) in enumerate(zip(before.items, snapshot.items, strict=True)):
            if old != new:
                self._tell(row, row)

    def item(self, row: int) -> BatchItem | None:
        """The file in a row."""
        return self.snapshot.items[row] if 0 <= row < len(self.snapshot.items) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """One a file."""
        return 0 if parent.isValid() else len(self.snapshot.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """See COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The words above."""
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return COLUMNS[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, the whole of them as a tip, the state's colour."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = (item.name, self._state(item), result_words(item))[index.column()]
            return item.path if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0 else words
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return theme.color(_TOKENS.get(item.state, "secondary"))
        return None

    def _state(self, item: BatchItem) -> str:
        idle = self.snapshot.cancelled or not self.snapshot.running
        return state_words(item, idle=idle)

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def state_words(item: BatchItem, *, idle: bool) -> str:
    """等待, 读取中, 完成, 存疑 n 处 … ``idle``: nothing runs, so what waits was left out."""
    if item.state == DOUBTFUL:
        return f"存疑 {item.doubts} 处"
    if item.state == WAITING and idle:
        return "未处理"
    return {DONE: "完成", THERE: "已在审阅项目中", FAILED: "失败"}.get(item.state, BATCH_WORDS[item.state])


def result_words(item: BatchItem) -> str:
    """What came of a file, or why nothing did."""
    if item.state == FAILED:
        return item.reason
    if item.state == READING:
        return item.what
    if item.state == WAITING:
        return ""
    tasks = f"　任务 {item.tasks} 项" if item.state != THERE else ""
    warnings = f"　{'；'.join(item.warnings)}" if item.warnings else ""
    return f"{item.title}{tasks}{warnings}"
