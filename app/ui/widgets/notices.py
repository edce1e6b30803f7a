"""The notice bar: sentences that stand above the page until they are read, and never stop the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.ui import theme

MOST = 3
MOST_LINES = 5
_SIGNS = {"info": ("●", "accent", "提示"), "warning": ("◆", "amber", "请注意"), "error": ("▲", "red", "未完成")}


@dataclass(frozen=True)
class Notice:
    """What is said: kind (info, warning, error), sentence, what to do next, offered actions, single lines."""

    kind: str
    text: str
    hint: str = ""
    offers: tuple[tuple[str, Callable[[], None]], ...] = ()
    lines: tuple[str, ...] = ()


class _NoticeRow(QFrame):
    """One notice with its sign, its actions and the button that takes it away."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        sign, token, word = _SIGNS[notice.kind]
        self.setObjectName("notice")
        theme.dress(
            self,
            "#notice { background: @raised; border: none; border-bottom: 1px solid @line;"
            f" border-left: 4px solid @{token}; }}",
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        mark = QLabel(sign, self)
        theme.dress(mark, f"color: @{token};")
        single = not notice.lines
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter if single else Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._sentences(word), 1)
        for words, call in notice.offers:
            button = QPushButton(words, self)
            button.clicked.connect(lambda _checked=False, call=call: self._take(call))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        close = QToolButton(self)
        close.setText("×")
        close.setToolTip("关闭这条提示")
        close.setAccessibleName("关闭这条提示")
        close.clicked.connect(self._close)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def plain(self) -> str:
        """The whole notice as text."""
        parts = (self.notice.text + self.notice.hint, *self.notice.lines)
        return "\n".join(parts)

    def _sentences(self, word: str) -> QLabel:
        shown = [self.notice.text + self.notice.hint, *self.notice.lines[:MOST_LINES]]
        if len(self.notice.lines) > MOST_LINES:
            shown.append(f"……还有 {len(self.notice.lines) - MOST_LINES} 条")
            self.setToolTip("\n".join(self.notice.lines))
        label = QLabel("\n".join(shown), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMinimumWidth(200)
        self.setAccessibleName(f"{word}：{self.plain()}")
        return label

    def _take(self, call: Callable[[], None]) -> None:
        self._close()
        call()

    def _close(self) -> None:
        self.hide()
        self.setParent(None)
        self.deleteLater()


class NoticeBar(QWidget):
    """Holds the latest few notices, the newest on top; has no height when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setAccessibleName("提示栏")

    def show_notice(self, notice: Notice, seconds: float = 0) -> None:
        """Show a notice; with ``seconds`` it leaves by itself. The same sentence is not shown twice."""
        for row in self._rows():
            if row.notice.text == notice.text and row.notice.lines == notice.lines:
                row._close()
        for row in self._rows()[MOST - 1 :]:
            row._close()
        row = _NoticeRow(notice, self)
        self._layout.insertWidget(0, row)
        if seconds:
            QTimer.singleShot(int(seconds * 1000), row, row._close)

    def texts(self) -> list[str]:
        """What stands there now, newest first."""
        return [row.plain() for row in self._rows()]

    def clear(self) -> None:
        """Take all notices away."""
        for row in self._rows():
            row._close()

    def _rows(self) -> list[_NoticeRow]:
        widgets = (self._layout.itemAt(index).widget() for index in range(self._layout.count()))
        return [widget for widget in widgets if isinstance(widget, _NoticeRow)]
