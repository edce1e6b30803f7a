"""The marked text of two drafts: what was put in is bold and underlined, what was struck out is struck through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.services.draft_rows import DELETED, EQUAL, FATE_WORDS, INSERTED, MOVED_FROM, MOVED_TO, DraftField, DraftItem
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.widgets.passage_text import block, plain, small

LEGEND = "加粗下划线 新增的文字　删除线 删去的文字　点线 移来的文字　删除线加点线 移走的文字"


class MarkedText(QTextBrowser):
    """Reads only. ``item_chosen(ItemRef)``: the item in which the cursor was put; ``opened(ItemRef)``: Enter."""

    item_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("两稿对照文本")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(16)
        self.items: tuple[DraftItem, ...] = ()
        self.starts: list[int] = []
        self.at = -1
        self._quiet = False
        self.cursorPositionChanged.connect(self._on_cursor)

    def show_items(self, items: Sequence[DraftItem]) -> None:
        """Set the text; the item that was looked at stays so where it is still shown."""
        here = self.items[self.at].ref if 0 <= self.at < len(self.items) else None
        self._quiet = True
        self.clear()
        self.items = tuple(one for one in items if one.changed or any(_has_words(field) for field in one.fields))
        self.starts, self.at = [], -1
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        section = ""
        for item in self.items:
            if item.section != section:
                section = item.section
                self._section(cursor, section)
            self.starts.append(self._item(cursor, item))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False
        if here is not None:
            self.go_to(here)

    @staticmethod
    def _section(cursor: QTextCursor, words: str) -> None:
        if cursor.position():
            block(cursor, 20)
        form = plain(medium=True)
        form.setFontPointSize(13.0)
        cursor.insertText(words, form)

    @staticmethod
    def _item(cursor: QTextCursor, item: DraftItem) -> int:
        block(cursor, 12)
        start = cursor.position()
        cursor.insertText(item.label, plain("secondary", medium=True))
        if item.changed:
            cursor.insertText(f"　［{FATE_WORDS[item.fate]}］", plain("accent", medium=True))
        for field in item.fields:
            if not _has_words(field):
                continue
            if item.label or item.changed or field is not item.fields[0]:
                block(cursor, 2)
            if field.words:
                cursor.insertText(f"{field.words}　", small("secondary"))
            for piece in field.pieces:
                cursor.insertText(piece.text.replace("\n", "⏎"), _form(piece.op))
        return start

    def current(self) -> DraftItem | None:
        """The item in which the cursor stands."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    def step(self, by: int) -> bool:
        """To the next item that is not as it was; False where there is none."""
        place = self.at + by
        while 0 <= place < len(self.items):
            if self.items[place].changed:
                self._look_at(place)
                self.item_chosen.emit(self.items[place].ref)
                return True
            place += by
        return False

    def go_to(self, ref: ItemRef) -> bool:
        """Put the cursor to an item, quietly; False where it is not shown."""
        for place, item in enumerate(self.items):
            if item.ref == ref:
                self._look_at(place)
                return True
        return False

    def _look_at(self, place: int) -> None:
        self._quiet = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.starts[place])
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(
            self.verticalScrollBar().value() + self.cursorRect(cursor).top() - 2 * theme.ROW_HEIGHT
        )
        self._quiet = False
        self._mark(place)

    def _on_cursor(self) -> None:
        if self._quiet or not self.items:
            return
        position = self.textCursor().position()
        place = sum(start <= position for start in self.starts) - 1
        if place >= 0 and place != self.at:
            self._mark(place)
            self.item_chosen.emit(self.items[place].ref)

    def _mark(self, place: int) -> None:
        """Set the head of the item that is looked at off."""
        self.at = place
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.starts[place])
        chosen = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(theme.color("selected"))
        form.setProperty(QTextCharFormat.Property.FullWidthSelection.value, True)
        chosen.cursor, chosen.format = cursor, form  # type: ignore[attr-defined]  # PySide's stubs lack the fields
        self.setExtraSelections([chosen])


def _has_words(field: DraftField) -> bool:
    return any(piece.text for piece in field.pieces)


def _form(op: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme.serif_font(bold=op == INSERTED))
    form.setForeground(theme.color("secondary" if op in (DELETED, MOVED_FROM) else "text"))
    if op != EQUAL:
        form.setBackground(theme.color("mark"))
    if op == INSERTED:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(theme.color("accent"))
    if op in (DELETED, MOVED_FROM):
        form.setFontStrikeOut(True)
    if op in (MOVED_FROM, MOVED_TO):
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(theme.color("accent"))
    return form
