"""The dialog that a bug ends in: what is safe, the report to copy, go on or leave."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class CrashDialog(QDialog):
    """Says that what was saved is safe, and gives the text that helps to mend the program."""

    def __init__(self, text: str, report: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 440)
        layout = QVBoxLayout(self)
        head = QLabel("程序遇到一个没有预料到的错误，刚才的操作没有完成。", self)
        safe = QLabel(
            "此前显示“已保存”的内容都已在硬盘上，不会丢失。可以继续使用；如反复出现，请把下面的文字交给维护人员。",
            self,
        )
        for label in (head, safe):
            label.setWordWrap(True)
            layout.addWidget(label)
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName("错误报告")
        layout.addWidget(self.text, 1)
        layout.addLayout(self._buttons(report))

    def _buttons(self, report: Path | None) -> QHBoxLayout:
        row = QHBoxLayout()
        self.copy = QPushButton("复制报告", self)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        row.addWidget(self.copy)
        if report is not None:
            folder = QPushButton("打开报告所在文件夹", self)
            folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent))))
            row.addWidget(folder)
        row.addStretch(1)
        leave = QPushButton("退出程序", self)
        leave.clicked.connect(QApplication.quit)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        self.go_on = QPushButton("继续使用", self)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        row.addWidget(self.go_on)
        return row
