"""The bar to find words in the plan's text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from app.ui.widgets.page_frame import Toolbar
from app.ui.widgets.page_paper import FOUND_AT_MOST, PaperView

DEBOUNCE_MS = 150


class FindBar(Toolbar):
    """Enter and F3 go on, Shift+Enter and Shift+F3 go back, Esc closes."""

    closed = Signal()

    def __init__(self, paper: PaperView) -> None:
        super().__init__()
        self._paper = paper
        self._found: list[QTextCursor] = []
        self._at = -1
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("在方案中查找")
        self.edit.setAccessibleName("查找")
        self.edit.setMaximumWidth(320)
        self.count = QLabel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.search)
        self.edit.textChanged.connect(lambda _text: self._timer.start())
        self.edit.installEventFilter(self)
        self.add(self.edit, stretch=1)
        self.add(self._button("上一处", "Shift+F3", -1))
        self.add(self._button("下一处", "F3", 1))
        self.add(self.count)
        self.add_space()
        close = QToolButton()
        close.setText("关闭")
        close.setToolTip("Esc")
        close.clicked.connect(self.close_bar)
        self.add(close)
        self.hide()

    def _button(self, text: str, tip: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.step(step))
        return button

    def open_bar(self) -> None:
        """Show it with what is selected in the text."""
        chosen = self._paper.textCursor().selectedText()
        self.show()
        if chosen and len(chosen) < 30:
            self.edit.setText(chosen)
        self.edit.setFocus()
        self.edit.selectAll()
        self.search(move=False)

    def close_bar(self) -> None:
        """Hide it and take the marks away."""
        self._timer.stop()
        self._paper.mark_found("")
        self._found = []
        self.hide()
        self.closed.emit()

    def search(self, *, move: bool = True) -> None:
        """Mark all places and go to the first one from here on."""
        self._timer.stop()
        words = self.edit.text()
        self._found = self._paper.mark_found(words)
        here = self._paper.textCursor().selectionStart()
        self._at = next((n for n, one in enumerate(self._found) if one.selectionStart() >= here), 0)
        if not self._found:
            self.count.setText("没有找到" if words else "")
        elif move:
            self._show()
        else:
            self.count.setText(f"共 {len(self._found)} 处")

    def step(self, step: int) -> None:
        """Go to the next or previous place, round and round."""
        if self._timer.isActive():
            self.search()
        elif self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def _show(self) -> None:
        more = "+" if len(self._found) == FOUND_AT_MOST else ""
        self.count.setText(f"第 {self._at + 1} 处，共 {len(self._found)}{more} 处")
        self._paper.show_found(self._found[self._at])

    def refresh(self) -> None:
        """The text is another one."""
        if self.isVisible():
            self.search(move=False)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # only the edit is watched
        """Enter, Shift+Enter, Esc in the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
