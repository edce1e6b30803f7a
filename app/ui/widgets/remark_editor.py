"""Where a remark is written: severity, text, save. What is typed is kept per item until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme

if TYPE_CHECKING:
    from app.services.rows import ItemRef, RemarkRow

SEVERITIES = ("重大", "一般", "文字性")
DEFAULT_SEVERITY = "一般"


class _Text(QPlainTextEdit):
    """Ctrl+Enter saves, Esc leaves; Tab goes on to the buttons."""

    save = Signal()
    leave = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for the two keys."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)


class RemarkEditor(QFrame):
    """Emits ``saved(ref, entity, text, severity)``; ``entity`` is "" for a new remark."""

    saved = Signal(object, str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ref: ItemRef | None = None
        self._entity = ""
        self._drafts: dict[tuple[ItemRef, str], tuple[str, str]] = {}
        self.head = QLabel("写意见", self)
        self.head.setFont(theme.ui_font(medium=True))
        self.text = _Text(self)
        self.text.setPlaceholderText("写明问题和修改建议。Ctrl+Enter 保存，Esc 收起。")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(72)
        self.text.setMaximumHeight(104)
        self.text.setAccessibleName("意见内容")
        self.text.save.connect(self.save)
        self.text.leave.connect(self.leave)
        self.text.textChanged.connect(self._on_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.text)
        layout.addLayout(self._make_severities())
        layout.addLayout(self._make_buttons())
        self.hide()

    def _make_severities(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._severities = QButtonGroup(self)
        for word in SEVERITIES:
            button = QRadioButton(word, self)
            button.setAccessibleName(f"程度：{word}")
            self._severities.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton("收起", self)
        close.clicked.connect(self.leave)
        row.addWidget(close)
        self.button = QPushButton("保存意见", self)
        self.button.setToolTip("Ctrl+Enter")
        self.button.clicked.connect(self.save)
        row.addWidget(self.button)
        return row

    def begin(self, ref: ItemRef, remark: RemarkRow | None = None) -> None:
        """Open for a new remark on ``ref``, or for changing one; a draft left there before comes back."""
        self._keep()
        self._ref, self._entity = ref, remark.entity if remark else ""
        text, severity = (remark.text, remark.severity) if remark else ("", DEFAULT_SEVERITY)
        text, severity = self._drafts.get((ref, self._entity), (text, severity))
        self.head.setText("修改意见" if remark else "写意见")
        self.text.setPlainText(text)
        self.set_severity(severity)
        self._on_text()
        self.show()
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def severity(self) -> str:
        """The severity that is chosen."""
        return next((button.text() for button in self._severities.buttons() if button.isChecked()), DEFAULT_SEVERITY)

    def set_severity(self, word: str) -> None:
        """Choose a severity."""
        for button in self._severities.buttons():
            button.setChecked(button.text() == word)

    def save(self) -> None:
        """Hand the remark out; the draft stays until ``done`` says that it is stored."""
        text = self.text.toPlainText().strip()
        if self._ref is None or not text:
            return
        self._keep()
        self.saved.emit(self._ref, self._entity, text, self.severity())

    def done(self, ref: ItemRef, entity: str) -> None:
        """It is on the disk: forget the draft."""
        self._drafts.pop((ref, entity), None)
        if (self._ref, self._entity) == (ref, entity):
            self._ref = None
            self.text.clear()
            self.hide()
            self.closed.emit()

    def leave(self) -> None:
        """Close and keep what was typed."""
        self._keep()
        self._ref = None
        self.hide()
        self.closed.emit()

    def follow(self, ref: ItemRef | None) -> None:
        """The selection moved: an editor that stands on another item closes and keeps its draft."""
        if self._ref is not None and self._ref != ref:
            self.leave()

    def forget(self) -> None:
        """Drop all drafts: the user said so, or it is a rehearsal."""
        self._drafts.clear()

    def drafts(self) -> int:
        """How many unsaved texts are kept."""
        self._keep()
        return len(self._drafts)

    def draft_of(self, ref: ItemRef) -> str:
        """The unsaved text of a new remark on an item."""
        return self._drafts.get((ref, ""), ("", ""))[0]

    def _keep(self) -> None:
        if self._ref is None:
            return
        text = self.text.toPlainText()
        if text.strip():
            self._drafts[self._ref, self._entity] = (text, self.severity())
        else:
            self._drafts.pop((self._ref, self._entity), None)

    def _on_text(self) -> None:
        self.button.setEnabled(bool(self.text.toPlainText().strip()))
