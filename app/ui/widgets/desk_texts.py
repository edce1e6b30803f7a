"""Editors of the desk for words: a line, several lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit

from app.services.desk_rows import DeskField, Value
from app.ui import theme
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_words import characters, units

_MOST_LINES = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_finish(event: QKeyEvent) -> bool:
    """Enter, as in a cell of WPS or Excel; with Alt or Shift it is a new line."""
    other = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
    return event.key() in _ENTER and not event.modifiers() & other


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
        """To the first character that was not read surely, else to the end of the words."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        select_weak(self.edit, self.weak(self.edit.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, leaving."""
        return ends_editing(self, event) or super().eventFilter(watched, event)

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
    """Several lines: Enter stores, Alt+Enter breaks a line, Esc drops, Ctrl+Shift+Enter splits the row at the cursor.

    Characters that the reader was not sure of have a ground of their own.
    """

    def __init__(self, field: DeskField) -> None:
        super().__init__(field)
        task = field.key == "text" and field.ref.kind == "task"
        self.keys += "　Ctrl+Shift+Enter 在光标处拆分" if task else "　Alt+Enter 换行"
        self.edit = _GrowingText()
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setFont(theme.ui_font())
        self.edit.setAccessibleName(field.name)
        self.edit.setToolTip("Enter 保存，Alt+Enter 换行，Esc 放弃")
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._mark_weak)
        self._build(self.edit)

    def value(self) -> Value:
        """The words; None for an empty field that was None."""
        text = self.edit.toPlainText().strip()
        return None if not text and self.field.value is None else text

    def begin(self) -> None:
        """To the first character that was not read surely (selected, to be typed over), else to the beginning."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        for start, end in self.weak(self.edit.toPlainText())[:1]:
            self.edit.setTextCursor(self._cursor(start, end))

    def begin_next(self) -> bool:
        """Select the next character that was not read surely, behind the cursor."""
        text, behind = self.edit.toPlainText(), self.edit.textCursor().selectionEnd()
        ahead = [one for one in self.weak(text) if units(text, one[0]) >= behind]
        for start, end in ahead[:1]:
            self.edit.setTextCursor(self._cursor(start, end))
        return bool(ahead)

    def marked(self) -> list[str]:
        """The characters that have a ground of their own."""
        return [one.cursor.selectedText() for one in self.edit.extraSelections()]  # type: ignore[attr-defined]

    def _mark_weak(self) -> None:
        marks = []
        for start, end in self.weak(self.edit.toPlainText()):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(start, end)  # type: ignore[attr-defined]
            mark.format.setBackground(theme.color("mark"))  # type: ignore[attr-defined]
            mark.format.setFontUnderline(True)  # type: ignore[attr-defined]
            marks.append(mark)
        self.edit.setExtraSelections(marks)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.edit.toPlainText()
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _tell(self) -> None:
        super()._tell()
        self._mark_weak()

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
        """Enter, Alt+Enter, Ctrl+Shift+Enter, Esc, leaving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            if event.key() in _ENTER and event.modifiers() & both == both:
                self.split_wanted.emit(self.field, self.cursor_position())
                return True
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.edit.insertPlainText("\n")
                return True
            if is_finish(event):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            commit_when_left(self, event)
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        self.edit.setPlainText("" if self.field.value is None else str(self.field.value))
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)


def select_weak(edit: QLineEdit, weak: list[tuple[int, int]]) -> None:
    """Select the first of some characters, to be typed over; the end of the line where there is none."""
    if not weak:
        edit.end(False)
        return
    start, end = (units(edit.text(), place) for place in weak[0])
    edit.setSelection(start, end - start)


def commit_when_left(editor: FieldEditor, event: QFocusEvent) -> None:
    """Store what was typed when the keyboard goes elsewhere; menus, completions and other windows do not count."""
    passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
    if event.reason() not in passing:
        editor.commit()


def ends_editing(editor: FieldEditor, event: QEvent) -> bool:
    """Enter stores, Esc drops, leaving stores: what editors of one line have in common. True where it was a key."""
    if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
        if is_finish(event):
            editor.finish()
            return True
        if event.key() == Qt.Key.Key_Escape:
            editor.abandon()
            return True
    elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
        commit_when_left(editor, event)
    return False
