"""Who reviews: asked once, before the first remark, and whenever the user wants to change it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui import theme


class ReviewerDialog(QDialog):
    """Name and unit; calls ``on_given(name, unit)``."""

    def __init__(
        self, name: str, unit: str, on_given: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("审阅人")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(380)
        self._on_given = on_given
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(40)
        self.name.setAccessibleName("姓名")
        self.unit = QLineEdit(unit, self)
        self.unit.setMaxLength(60)
        self.unit.setPlaceholderText("可不填")
        self.unit.setAccessibleName("单位（处室）")
        why = QLabel("意见上注明由谁提出。姓名保存在审阅项目中，随意见一起汇总。", self)
        why.setWordWrap(True)
        theme.dress(why, "color: @secondary;")
        form = QFormLayout()
        form.addRow("姓名", self.name)
        form.addRow("单位（处室）", self.unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(why)
        layout.addLayout(form)
        layout.addLayout(self._make_buttons())
        self.name.textChanged.connect(self._on_text)
        self._on_text()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.ok = QPushButton("确定", self)
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._give)
        row.addWidget(self.ok)
        return row

    def _on_text(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))

    def _give(self) -> None:
        self.accept()
        self._on_given(self.name.text().strip(), self.unit.text().strip())
