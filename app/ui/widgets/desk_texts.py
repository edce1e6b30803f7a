"""Editors of the desk for words: a line, several lines, a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy

from app.services.desk_rows import DeskField, Value
from app.ui import theme
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_words import characters

_MOST_LINES = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_finish(event: QKeyEvent, *, plain: bool) -> bool:
    """Enter (where it has no other meaning) or Ctrl+Enter."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() in _ENTER and not shift and (plain or control)


class LineEditor(FieldEditor):
    """One line: Enter stores, Esc drops. Also dates and the words of a deadline."""

    def __init__(self, field: DeskField) -> None:
        super().__init__(field)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(field.name)
        if field.kind == "date":
            self.edit.setPlaceholderText("年-月-日，例如 2026-03-01")
        elif field.kind == "deadline":
            self.edit.setPlaceholderText("例如 2026年底前、持续推进")
        self.edit.installEventFilter(self)
        self._build(self.edit)

    def value(self) -> Value:
        """The words; None for an empty field that was None."""
        text = self.edit.text().strip()
        return None if not text and self.field.value is None else text

    def begin(self) -> None:
        """To the end of the words."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.end(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, leaving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_finish(event, plain=True):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            _commit_when_left(self, event)
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        self.edit.setText("" if self.field.value is None else str(self.field.value))


class _GrowingText(QPlainTextEdit):
    """As high as its words, up to some lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        block, height = self.document().firstBlock(), 0.0
        while block.isValid() and height < _MOST_LINES * line:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        around = self.height() - self.viewport().height() if self.isVisible() else 10
        wanted = int(min(max(height, line), _MOST_LINES * line)) + around + 2 * int(self.document().documentMargin())
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Now the frame is known."""
        super().showEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, unless there is more text than is seen."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TextEditor(FieldEditor):
    """Several lines: Ctrl+Enter stores, Esc drops, Ctrl+Shift+Enter splits the row at the cursor."""

    def __init__(self, field: DeskField) -> None:
        super().__init__(field)
        self.edit = _GrowingText()
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setFont(theme.ui_font())
        self.edit.setAccessibleName(field.name)
        self.edit.setToolTip("Ctrl+Enter 保存，Esc 放弃")
        self.edit.installEventFilter(self)
        self._build(self.edit)

    def value(self) -> Value:
        """The words; None for an empty field that was None."""
        text = self.edit.toPlainText().strip()
        return None if not text and self.field.value is None else text

    def begin(self) -> None:
        """To the beginning of the words."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_cursor(self, position: int) -> None:
        """Put the cursor before a character."""
        cursor = self.edit.textCursor()
        cursor.setPosition(position)
        self.edit.setTextCursor(cursor)

    def cursor_position(self) -> int:
        """Before which character the cursor stands."""
        return characters(self.edit.toPlainText(), self.edit.textCursor().position())

    def is_dirty(self) -> bool:
        """White space at the ends is nobody's correction."""
        return self.value() != (self.field.value.strip() if isinstance(self.field.value, str) else self.field.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter, Ctrl+Shift+Enter, Esc, leaving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            if event.key() in _ENTER and event.modifiers() & both == both:
                self.split_wanted.emit(self.field, self.cursor_position())
                return True
            if is_finish(event, plain=False):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            _commit_when_left(self, event)
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        self.edit.setPlainText("" if self.field.value is None else str(self.field.value))
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)


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
        """To the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, leaving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_finish(event, plain=True):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            _commit_when_left(self, event)
        return super().eventFilter(watched, event)

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


def _commit_when_left(editor: FieldEditor, event: QFocusEvent) -> None:
    """Store what was typed when the keyboard goes elsewhere; menus, completions and other windows do not count."""
    passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
    if event.reason() not in passing:
        editor.commit()
