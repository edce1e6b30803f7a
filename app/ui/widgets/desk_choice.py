"""Editors of the desk for a choice: a category, the measure that a task belongs to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from app.services.desk_rows import DeskField, Value
from app.ui import theme
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_texts import ends_editing, select_weak


class ChoiceEditor(FieldEditor):
    """A category (a label of the plan, or new words) or the measure that a task belongs to."""

    def __init__(self, field: DeskField, choices: list[tuple[Value, str]], measures: dict[int, str]) -> None:
        super().__init__(field, measures)
        self._choices = choices
        self.box = QuietBox()
        self.box.setAccessibleName(field.name)
        self.box.setEditable(field.kind == "category")
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for value, words in choices:
            self.box.addItem(words, value)
        if self.box.isEditable():
            completer = QCompleter(self.box.model(), self.box)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.box.setCompleter(completer)
            line = self.box.lineEdit()
            assert line is not None
            line.installEventFilter(self)
        self.box.activated.connect(lambda _index: self.commit())
        self.box.installEventFilter(self)
        self._build(self.box)

    def value(self) -> Value:
        """The chosen value, or the words typed."""
        if self.box.isEditable():
            return self.box.currentText().strip()
        found: Value = self.box.currentData()
        return found

    def begin(self) -> None:
        """To the box; in words to the first character that was not read surely."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        line = self.box.lineEdit()
        if line is not None and (weak := self.weak(line.text())):
            select_weak(line, weak)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, leaving."""
        return ends_editing(self, event) or super().eventFilter(watched, event)

    def _load(self) -> None:
        place = next((number for number, (value, _) in enumerate(self._choices) if value == self.field.value), -1)
        self.box.setCurrentIndex(place)
        if place < 0 and self.box.isEditable():
            self.box.setEditText(str(self.field.value or ""))


class QuietBox(QComboBox):
    """The wheel scrolls the form; it must not change a value that it passes over."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("QComboBox::drop-down { border: none; width: 20px; }")
        self._arrow = theme.icon("chevron-down", "secondary")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Our own arrow: the platform's does not go with the border of the style sheet."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._arrow.paint(painter, self.width() - 19, (self.height() - 13) // 2, 13, 13)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form have it."""
        event.ignore()
