"""A file that holds several plans: which of them are wanted. Asked from a reading thread, answered in the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import Cancelled
from app.ui import theme

if TYPE_CHECKING:
    from app.services.desk_rows import PlanChoice


class ChoosePlanDialog(QDialog):
    """Calls ``on_chosen(keys)``; an empty tuple where the file is to be left out."""

    def __init__(
        self,
        name: str,
        choices: Sequence[PlanChoice],
        on_chosen: Callable[[tuple[int, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择方案")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self._on_chosen: Callable[[tuple[int, ...]], None] | None = on_chosen
        head = QLabel(f"“{name}”中有 {len(choices)} 个方案，请选择要导入的：")
        head.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(head)
        self.boxes: list[tuple[int, QCheckBox]] = []
        for choice in choices:
            box = QCheckBox(choice.title)
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._enable())
            layout.addWidget(box)
            if choice.words:
                words = QLabel(choice.words)
                words.setWordWrap(True)
                words.setIndent(24)
                theme.dress(words, "color: @secondary;")
                layout.addWidget(words)
            self.boxes.append((choice.key, box))
        row = QHBoxLayout()
        row.addStretch(1)
        leave = QPushButton("不导入这个文件")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        self.ok = QPushButton("导入")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        row.addWidget(self.ok)
        layout.addLayout(row)

    def chosen(self) -> tuple[int, ...]:
        """The keys of the plans that are ticked."""
        return tuple(key for key, box in self.boxes if box.isChecked())

    def done(self, result: int) -> None:
        """Answer, once, however the dialog is left."""
        answer, self._on_chosen = self._on_chosen, None
        if answer is not None:
            answer(self.chosen() if result == QDialog.DialogCode.Accepted else ())
        super().done(result)

    def _enable(self) -> None:
        self.ok.setEnabled(bool(self.chosen()))


class _Question:
    """One file that waits for an answer."""

    def __init__(self, name: str, choices: Sequence[PlanChoice]) -> None:
        self.name = name
        self.choices = choices
        self.answer: tuple[int, ...] = ()
        self.answered = threading.Event()


class PlanChooser(QObject):
    """Callable from any thread but the window's: blocks until the user has chosen; raises Cancelled for none."""

    _asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._waiting: list[_Question] = []
        self._closed = False
        self._asked.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def __call__(self, path: Path, choices: Sequence[PlanChoice]) -> Sequence[int]:
        """Ask; for the services."""
        question = _Question(path.name, choices)
        if not self._closed:
            self._waiting.append(question)
            self._asked.emit(question)
            question.answered.wait()
        if not question.answer:
            raise Cancelled
        return question.answer

    def close(self) -> None:
        """The window goes: nobody will answer any more."""
        self._closed = True
        for question in self._waiting:
            question.answered.set()

    def _show(self, question: _Question) -> None:
        def answer(keys: tuple[int, ...]) -> None:
            question.answer = keys
            self._waiting.remove(question)
            question.answered.set()

        if not self._closed:
            ChoosePlanDialog(question.name, question.choices, answer, self._window).open()
