"""How the desk is laid out: source left, rows right, list above form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QWidget

from app.ui import theme
from app.ui.widgets.page_frame import EmptyPage, column

KEYS = "Enter 确认并转到下一处　F2 修改　↑↓ 或 J K 移动　Ctrl+Z 撤销　Ctrl+＋－ 缩放原件"


def rows_splitter(rows: QWidget, hint: QLabel, form: QWidget) -> QSplitter:
    """The list with the line of keys, above the fields."""
    hint.setFont(theme.ui_font(theme.SMALL_POINTS))
    hint.setForegroundRole(hint.foregroundRole().PlaceholderText)
    hint.setContentsMargins(12, 3, 12, 3)
    hint.setWordWrap(True)
    splitter = _splitter(Qt.Orientation.Vertical, column(rows, hint, grows=rows), form)
    splitter.setSizes([193, 417])  # six rows, whole
    splitter.setStretchFactor(0, 0)
    splitter.setStretchFactor(1, 1)
    return splitter


def sides_splitter(source: QWidget, right: QWidget) -> QSplitter:
    """Source and rows."""
    for widget in (source, right):
        widget.setMinimumWidth(240)
    splitter = _splitter(Qt.Orientation.Horizontal, source, right)
    splitter.setSizes([600, 560])
    for number in (0, 1):
        splitter.setStretchFactor(number, 1)
    return splitter


def empty_desk() -> EmptyPage:
    """What stands here where there is no plan."""
    return EmptyPage(
        "校对",
        "这里对照原件逐项校对程序识别的内容：存疑的排在前面，一致的按 Enter 确认，不一致的就地改正。",
        "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
    )


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter
