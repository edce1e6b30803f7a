"""Passages side by side below a grid: the reference at the left, a plan's at the right, with what they share marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSplitter, QTextBrowser, QVBoxLayout, QWidget

from app.services.rows import ItemRef
from app.ui import theme


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be read. ``head`` names it; ``lines``: what stands below in small type; ``ref`` where it opens.

    ``serif``: a text of a plan, not words of the program.
    """

    head: str
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    lines: tuple[str, ...] = ()
    ref: ItemRef | None = None
    serif: bool = True


class TextColumn(QTextBrowser):
    """Passages one below the other. ``opened(ItemRef)``, ``source_wanted(ItemRef)``."""

    opened = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.document().setDocumentMargin(12)
        self.anchorClicked.connect(self._on_link)
        self._passages: tuple[Passage, ...] = ()

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show these."""
        self._passages = tuple(passages)
        self.clear()
        cursor = QTextCursor(self.document())
        for number, passage in enumerate(self._passages):
            _block(cursor, 12 if number else 0)
            cursor.insertText(passage.head, _words("secondary", medium=True))
            if passage.ref is not None:
                for key, words in (("open", "转到阅读"), ("source", "查看原件")):
                    cursor.insertText("　", _words("text"))
                    cursor.insertText(words, _link(f"{key}:{number}"))
            if passage.text:
                _block(cursor, 4)
                self._text(cursor, passage)
            for line in passage.lines:
                _block(cursor, 3)
                cursor.insertText(line, _words("text" if not passage.text else "secondary"))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme: the words carry their colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_passages"):
            self.show_passages(self._passages)

    @staticmethod
    def _text(cursor: QTextCursor, passage: Passage) -> None:
        at = 0
        for start, end in sorted(passage.marks):
            if start < at:
                continue
            cursor.insertText(passage.text[at:start], _reading(passage))
            cursor.insertText(passage.text[start:end], _reading(passage, marked=True))
            at = end
        cursor.insertText(passage.text[at:], _reading(passage))

    def _on_link(self, url: QUrl) -> None:
        kind, _, number = url.toString().partition(":")
        ref = self._passages[int(number)].ref
        (self.opened if kind == "open" else self.source_wanted).emit(ref)


class PairTexts(QWidget):
    """One or two columns."""

    opened = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = TextColumn("参照方案的文字"), TextColumn("所选方案的文字")
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        for column in (self.left, self.right):
            self.splitter.addWidget(column)
            column.opened.connect(self.opened)
            column.source_wanted.connect(self.source_wanted)
        self.splitter.setSizes([500, 500])

    def show_pair(self, left: Sequence[Passage], right: Sequence[Passage] = ()) -> None:
        """Show these; the right column gives way where it has nothing."""
        self.left.show_passages(left)
        self.right.show_passages(right)
        self.right.setVisible(bool(right))


def _block(cursor: QTextCursor, space: int) -> None:
    form = QTextBlockFormat()
    form.setTopMargin(space)
    form.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if cursor.document() is not None and cursor.document().isEmpty():
        cursor.setBlockFormat(form)
    else:
        cursor.insertBlock(form, QTextCharFormat())


def _words(token: str, *, medium: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme.ui_font(medium=medium))
    form.setForeground(theme.color(token))
    return form


def _link(address: str) -> QTextCharFormat:
    form = _words("accent")
    form.setAnchor(True)
    form.setAnchorHref(address)
    form.setFontUnderline(True)
    return form


def _reading(passage: Passage, *, marked: bool = False) -> QTextCharFormat:
    """A text's type; what both share is told by a line below and by weight, not by its ground alone."""
    form = QTextCharFormat()
    form.setFont(theme.serif_font(bold=marked) if passage.serif else theme.ui_font(medium=marked))
    form.setForeground(theme.color("text"))
    if marked:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(theme.color("accent"))
        form.setBackground(theme.color("mark"))
    return form
