"""批量导入: a folder or many files, each with its state; one can go on working beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services.desk_rows import DONE, DOUBTFUL, FAILED, THERE, BatchSnapshot
from app.ui import theme
from app.ui.itemmodels.desk_batch import BatchModel

_PURPOSE = "选择一个文件夹（连同下级文件夹）或多个文件，程序逐个读取；一个文件失败，不影响其余文件。可以先去做别的事。"
_COUNTED = (("导入", (DONE, DOUBTFUL)), ("其中有存疑", (DOUBTFUL,)), ("此前已导入", (THERE,)), ("失败", (FAILED,)))


class BatchDialog(QDialog):
    """``folder_asked``, ``files_asked``, ``cancelled``, ``resumed``; ``opened(version)``: to the desk with it."""

    folder_asked = Signal()
    files_asked = Signal()
    cancelled = Signal()
    resumed = Signal()
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量导入")
        self.setModal(False)
        self.resize(QSize(820, 460))
        self.model = BatchModel(self)
        self.purpose = QLabel(_PURPOSE)
        self.purpose.setWordWrap(True)
        self.purpose.setForegroundRole(self.purpose.foregroundRole().PlaceholderText)
        self.table = QTableView()
        theme.dress(self.table, theme.CELLS)
        self.table.setModel(self.model)
        self.table.setAccessibleName("文件")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 260)
        self.table.setColumnWidth(1, 124)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.bar = QProgressBar()
        self.bar.setFixedHeight(10)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("总进度")
        self.words = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.purpose)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        layout.addLayout(self._make_buttons())
        self.show_snapshot(BatchSnapshot())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.folder = self._button("选择文件夹…", self.folder_asked.emit)
        self.files = self._button("选择文件…", self.files_asked.emit)
        self.open_button = self._button("打开校对", self.open_current)
        self.open_button.setToolTip("对照原件校对选中的方案　Enter")
        self.resume = self._button("重新开始未完成的", self.resumed.emit)
        self.stop = self._button("取消", self.cancelled.emit)
        self.stop.setToolTip("停止读取；已导入的保留，其余可以以后继续")
        self.hide_button = self._button("关闭", self.close)
        for one in (self.folder, self.files):
            row.addWidget(one)
        row.addStretch(1)
        for one in (self.open_button, self.resume, self.stop, self.hide_button):
            row.addWidget(one)
        return row

    def _button(self, words: str, call: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(call)
        return button

    def show_snapshot(self, snapshot: BatchSnapshot) -> None:
        """How the batch stands."""
        self.model.show_snapshot(snapshot)
        total, done = len(snapshot.items), snapshot.finished
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setVisible(total > 0)
        self.words.setText(summary(snapshot))
        self.folder.setEnabled(not snapshot.running)
        self.files.setEnabled(not snapshot.running)
        self.stop.setVisible(snapshot.running)
        self.stop.setEnabled(not snapshot.cancelled)
        left = total - snapshot.count(DONE, DOUBTFUL, THERE)
        self.resume.setVisible(not snapshot.running and left > 0)
        self._enable()

    def open_current(self) -> None:
        """The selected plan to the desk."""
        item = self.model.item(self.table.currentIndex().row())
        if item is not None and item.version is not None:
            self.opened.emit(item.version)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row opens its plan."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _enable(self) -> None:
        item = self.model.item(self.table.currentIndex().row())
        self.open_button.setEnabled(item is not None and item.version is not None)


def summary(snapshot: BatchSnapshot) -> str:
    """One line on the whole."""
    total = len(snapshot.items)
    if not total:
        return "没有找到可以导入的文件。" if snapshot.cancelled else ""
    parts = [f"共 {total} 个文件，已处理 {snapshot.finished} 个"]
    for words, states in (
        ("导入", (DONE, DOUBTFUL)),
        ("其中有存疑", (DOUBTFUL,)),
        ("此前已导入", (THERE,)),
        ("失败", (FAILED,)),
    ):
        count = snapshot.count(*states)
        if count:
            parts.append(f"{words} {count} 个")
    if snapshot.running:
        parts.append("正在取消…" if snapshot.cancelled else "正在读取…")
    elif snapshot.finished < total:
        parts.append(f"未处理 {total - snapshot.finished} 个")
    return "，".join(parts) + ("" if snapshot.running else "。")
