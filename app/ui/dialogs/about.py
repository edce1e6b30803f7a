"""What the program is, what it is not for, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import NAME, VERSION, paths
from app.ui import theme

_WORDS = (
    "审阅各地实施方案、行动计划的单机程序：导入方案，按部分、任务和单位查看，写意见，输出报告和表格。",
    "单机版，不连接网络。用于非涉密工作，请勿处理涉密文件。",
    "所附字体、图标和程序库各按其许可使用，许可文本在程序文件夹中。",
)


class AboutDialog(QDialog):
    """Name, version, three sentences."""

    def __init__(self, workspace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"关于{NAME}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(self._make_head())
        places = (f"审阅项目：{workspace or '未打开'}", f"日志：{paths.log_dir()}")
        label = QLabel("\n\n".join((*_WORDS, "\n".join(places))), self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton("关闭", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        layout.addLayout(row)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        picture = QLabel(self)
        picture.setPixmap(theme.program_icon().pixmap(48, 48))
        row.addWidget(picture)
        head = QLabel(f"{NAME} {VERSION}", self)
        head.setFont(theme.ui_font(16, medium=True))
        row.addWidget(head, 1)
        return row
