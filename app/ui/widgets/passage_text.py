"""Setting passages with marked characters in a text document: runs, paragraphs, letter forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from app.ui import theme


def runs(text: str, marks: Iterable[tuple[int, int, str]], strength: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Cut a text into runs, each with the strongest mark on it ("" for none); joined they are the text.

    ``strength``: the kinds of marks, the strongest last.
    """
    kinds = [""] * len(text)
    for start, end, kind in sorted(marks, key=lambda mark: strength.index(mark[2])):
        for place in range(max(0, start), min(end, len(text))):
            kinds[place] = kind
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[begin]:
            yield text[begin:place], kinds[begin]
            begin = place


def block(cursor: QTextCursor, space: int, *, quote: bool = False) -> None:
    """Begin a paragraph, ``space`` pixels below the one before; a quote is set in."""
    form = QTextBlockFormat()
    form.setTopMargin(space)
    form.setLineHeight(150.0 if quote else 130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if quote:
        form.setLeftMargin(12)
    cursor.insertBlock(form, QTextCharFormat())


def plain(token: str = "text", *, medium: bool = False) -> QTextCharFormat:
    """The interface font in a colour of the theme."""
    form = QTextCharFormat()
    form.setFont(theme.ui_font(medium=medium))
    form.setForeground(theme.color(token))
    return form


def small(token: str) -> QTextCharFormat:
    """The same, smaller."""
    form = plain(token)
    form.setFontPointSize(theme.SMALL_POINTS + 0.5)
    return form


def link(address: str) -> QTextCharFormat:
    """Something to click on."""
    form = plain("accent")
    form.setAnchor(True)
    form.setAnchorHref(address)
    form.setFontUnderline(True)
    return form
