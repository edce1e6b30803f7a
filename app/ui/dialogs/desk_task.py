"""The words of a task that was not found in the source."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget


class TaskDialog(QDialog):
    """Calls ``on_given(text)``."""

    def __init__(self, on_given: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加任务")
        self.resize(460, 220)
        self._on_given = on_given
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("任务内容")
        self.text.setPlaceholderText("照原件填写任务内容；其他字段添加后再填。")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(QLabel("任务内容"))
        layout.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.ok = QPushButton("添加")
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self._give)
        row.addWidget(self.ok)
        layout.addLayout(row)
        self.text.textChanged.connect(lambda: self.ok.setEnabled(bool(self.text.toPlainText().strip())))

    def _give(self) -> None:
        self.accept()
        self._on_given(self.text.toPlainText().strip())
