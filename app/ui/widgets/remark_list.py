"""The remarks on one item, each with who, when, how grave, and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui import theme

if TYPE_CHECKING:
    from app.services.rows import RemarkRow

OPEN, SETTLED = "未处理", "已办结"


def when(time: str) -> str:
    """A stored time as 11月22日 14:05, in this machine's zone."""
    try:
        moment = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    year = "" if moment.year == datetime.now().astimezone().year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"


class RemarkCard(QFrame):
    """One remark. Enter changes it, Delete removes it, the context menu has it all."""

    edit = Signal(object)
    delete = Signal(object)
    settle = Signal(object, str)

    def __init__(self, remark: RemarkRow, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark = remark
        self._writable = writable
        colors = theme.tokens()
        self.setObjectName("remark")
        theme.dress(
            self,
            "#remark { background: @ground; border: 1px solid @line; border-radius: 4px; }"
            "#remark:focus { border-color: @accent; }",
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        sign = theme.SEVERITY_SIGNS.get(remark.severity, "◇")
        head = QLabel(
            f'<span style="color:{colors.severity(remark.severity)};">{sign} {remark.severity}</span>'
            f'　<span style="color:{colors.secondary};">{remark.author_name or "未署名"}　{when(remark.time)}</span>',
            self,
        )
        body = QLabel(remark.text, self)
        body.setTextFormat(Qt.TextFormat.PlainText)
        body.setWordWrap(True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(head)
        layout.addWidget(body)
        if remark.conflicted:
            note = QLabel("两处不一致，待确认", self)
            theme.dress(note, "color: @amber;")
            layout.addWidget(note)
        layout.addLayout(self._make_foot())
        self.setAccessibleName(f"意见，{remark.severity}，{remark.author_name}，{remark.state}：{remark.text}")

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        state = QLabel(self.remark.state, self)
        settled = self.remark.state == SETTLED
        theme.dress(state, "color: @green;" if settled else "color: @secondary;")
        row.addWidget(state, 1)
        other = OPEN if settled else SETTLED
        for text, call in (
            ("修改", lambda: self.edit.emit(self.remark)),
            ("恢复未处理" if settled else "办结", lambda: self.settle.emit(self.remark, other)),
            ("删除", lambda: self.delete.emit(self.remark)),
        ):
            action = QAction(f"{text}意见" if text != "恢复未处理" else text, self)
            action.triggered.connect(call)
            action.setEnabled(self._writable)
            self.addAction(action)
            button = QToolButton(self)
            button.setText(text)
            button.setAccessibleName(action.text())
            button.setEnabled(self._writable)
            button.clicked.connect(call)
            row.addWidget(button)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete."""
        key = event.key()
        if self._writable and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit.emit(self.remark)
        elif self._writable and key == Qt.Key.Key_Delete:
            self.delete.emit(self.remark)
        else:
            super().keyPressEvent(event)


class RemarkList(QWidget):
    """All remarks on the item, in the order of the service."""

    edit = Signal(object)
    delete = Signal(object)
    settle = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._cards: list[RemarkCard] = []
        self._empty = QLabel("还没有意见。", self)
        theme.dress(self._empty, "color: @secondary;")
        self._layout.addWidget(self._empty)

    def set_remarks(self, remarks: tuple[RemarkRow, ...], *, writable: bool) -> None:
        """Show these."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [RemarkCard(remark, writable, self) for remark in remarks]
        for card in self._cards:
            self._layout.addWidget(card)
            card.edit.connect(self.edit)
            card.delete.connect(self.delete)
            card.settle.connect(self.settle)
        self._empty.setVisible(not remarks)

    def cards(self) -> list[RemarkCard]:
        """The cards as shown."""
        return list(self._cards)
