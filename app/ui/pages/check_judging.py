"""Judging a finding: 转为意见 (A), 不作问题 (D, asks why in a line), back to 待处理; next (J), previous (K)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.finding_rows import OPEN, SET_ASIDE, FindingRow
from app.ui import theme

MOST_REASONS = 12
COMMON_REASONS = ("表述规范，无需修改", "上级文件原文如此", "属概括性表述", "识别有误，原件无此问题")


class ReasonEdit(QLineEdit):
    """Asks why; reasons given before are on offer. Enter confirms, Esc leaves, ↓ lists them all."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("可不填，按 Enter 确定")
        self.setToolTip("不作问题的理由；按 ↓ 选用以前的理由")
        self.setAccessibleName("不作问题的理由")
        self.setMaxLength(200)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def offer(self, reasons: Sequence[str]) -> None:
        """What was said before, latest first."""
        self._words.setStringList(list(reasons))

    def offered(self) -> list[str]:
        """What is on offer."""
        return self._words.stringList()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; ↓ in an empty line lists all reasons."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and not self.completer().popup().isVisible():
            self.completer().setCompletionPrefix(self.text())
            self.completer().complete()
        else:
            super().keyPressEvent(event)


class JudgingBar(QWidget):
    """Buttons, and the line that asks why. ``to_remark()``, ``set_aside(reason)``, ``reopened()``, ``stepped(±1)``."""

    to_remark = Signal()
    set_aside = Signal(str)
    reopened = Signal()
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: list[str] = []
        self._row: FindingRow | None = None
        self.remark_button = QPushButton("转为意见　A")
        self.aside_button = QPushButton("不作问题　D")
        self.reopen_button = QPushButton("重新列为待处理")
        self.previous_button = QPushButton("上一条　K")
        self.next_button = QPushButton("下一条　J")
        self.reason = ReasonEdit()
        self._build()
        self._connect()
        self.show_finding(None)

    def _build(self) -> None:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.STEP)
        for button in (self.remark_button, self.aside_button, self.reopen_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.previous_button, self.next_button):
            row.addWidget(button)
        self._ask = QWidget()
        asking = QHBoxLayout(self._ask)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(2 * theme.STEP)
        self.confirm_button, self.cancel_button = QPushButton("不作问题"), QPushButton("取消")
        asking.addWidget(QLabel("理由"))
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.confirm_button)
        asking.addWidget(self.cancel_button)
        self._ask.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.STEP, 2 * theme.STEP, 3 * theme.STEP, 2 * theme.STEP)
        layout.addWidget(self._buttons)
        layout.addWidget(self._ask)

    def _connect(self) -> None:
        self.remark_button.clicked.connect(self.to_remark)
        self.aside_button.clicked.connect(self.ask)
        self.reopen_button.clicked.connect(self.reopened)
        self.previous_button.clicked.connect(lambda: self.stepped.emit(-1))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        self.reason.returnPressed.connect(self._confirm)
        self.reason.left.connect(self.leave)
        self.confirm_button.clicked.connect(self._confirm)
        self.cancel_button.clicked.connect(self.leave)

    def show_finding(self, row: FindingRow | None) -> None:
        """Offer what can be done with it."""
        if row is None or self._row is None or row.fingerprint != self._row.fingerprint:
            self._close()
        self._row = row
        self.setVisible(row is not None)
        state = row.state if row is not None else OPEN
        self.remark_button.setVisible(state in (OPEN, SET_ASIDE))
        self.aside_button.setVisible(state == OPEN)
        self.reopen_button.setVisible(state != OPEN)

    def ask(self) -> None:
        """Ask why it is no problem."""
        if self._row is None or self._row.state != OPEN:
            return
        self.reason.offer([*self._reasons, *(one for one in COMMON_REASONS if one not in self._reasons)])
        self.reason.clear()
        self._buttons.hide()
        self._ask.show()
        self.reason.setFocus()

    def leave(self) -> None:
        """Do not judge."""
        self._close()
        self.left.emit()

    def learn(self, reasons: Sequence[str]) -> None:
        """Reasons given before, latest first."""
        self._reasons = list(dict.fromkeys([*reasons, *self._reasons]))[:MOST_REASONS]

    def reasons(self) -> list[str]:
        """Reasons given so far, latest first."""
        return list(self._reasons)

    def _close(self) -> None:
        self._ask.hide()
        self._buttons.show()

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self._reasons = list(dict.fromkeys([reason, *self._reasons]))[:MOST_REASONS]
        self._close()
        self.set_aside.emit(reason)
