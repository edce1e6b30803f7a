"""The user's manual: one Markdown page a topic, from resources/help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from app import paths


class ManualDialog(QDialog):
    """Topics at the left, the page at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.resize(820, 560)
        self._files = sorted((paths.resources() / "help").glob("*.md"))
        self.topics = QListWidget(self)
        self.topics.setAccessibleName("目录")
        self.topics.setStyleSheet("QListWidget::item { padding: 6px 12px; }")
        self.page = QTextBrowser(self)
        self.page.setAccessibleName("说明")
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(16)
        for file in self._files:
            self.topics.addItem(_title(file.read_text(encoding="utf-8")))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.topics)
        splitter.addWidget(self.page)
        splitter.setSizes([200, 620])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.topics.currentRowChanged.connect(self._show)
        self.topics.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._files):
            self.page.setMarkdown(self._files[row].read_text(encoding="utf-8"))


def _title(markdown: str) -> str:
    first = markdown.lstrip().splitlines()[0]
    return first.lstrip("# ").strip()
