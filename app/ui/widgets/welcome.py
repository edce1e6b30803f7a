"""What stands where a page would be while there is nothing to show: opening, empty, refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import theme

_STEPS = (
    "导入方案文件（PDF、OFD、Word、网页或文本），程序读出各部分、措施、任务、时限、责任单位和量化目标。",
    "在“阅读”“任务”“分工”中查看，选中一项，右侧显示原件和疑问。",
    "按 Ctrl+M 写意见；审阅完成后输出方案报告和任务分解表。",
)


class Welcome(QWidget):
    """Says what to do and offers the one action that fills the window."""

    import_asked = Signal()
    samples_asked = Signal()
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QLabel(self)
        self.head.setFont(theme.ui_font(15, medium=True))
        self.head.setWordWrap(True)
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.first = QPushButton(self)
        self.second = QPushButton("导入示例方案", self)
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self.samples_asked)
        box = QWidget(self)
        box.setMaximumWidth(560)
        column = QVBoxLayout(box)
        column.setSpacing(16)
        column.addWidget(self.head)
        column.addWidget(self.lines)
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addWidget(self.second)
        row.addStretch(1)
        column.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addStretch(1)
        layout.addWidget(box, 4, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        self._refused = False
        self.show_opening()

    def show_opening(self) -> None:
        """The workspace is on its way."""
        self._set("正在打开审阅项目…", "", "", samples=False)

    def show_empty(self, *, writable: bool, busy: bool = False) -> None:
        """There is no plan yet."""
        if busy:
            self._set("正在导入…", "进度和取消按钮在窗口下方。", "", samples=False)
            return
        steps = "\n\n".join(f"{number}. {words}" for number, words in enumerate(_STEPS, 1))
        if writable:
            self._set("把方案文件拖到这里，或点击“导入方案”", steps, "导入方案", samples=True)
        else:
            self._set("审阅项目中还没有方案", "本窗口只能查看，不能导入。", "", samples=False)

    def show_refused(self, message: str, hint: str) -> None:
        """The workspace could not be opened; nothing else can be done here."""
        self._set(message, hint, "重试", samples=False)
        self._refused = True

    def focus_main(self) -> None:
        """The keyboard to the first button."""
        self.first.setFocus()

    def _set(self, head: str, lines: str, first: str, *, samples: bool) -> None:
        self._refused = False
        self.head.setText(head)
        self.lines.setText(lines)
        self.first.setText(first)
        self.first.setVisible(bool(first))
        self.first.setDefault(bool(first))
        self.second.setVisible(samples)

    def _on_first(self) -> None:
        if self._refused:
            self.retry_asked.emit()
        else:
            self.import_asked.emit()
