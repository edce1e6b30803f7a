"""Painting leaves into a PDF file: text, rules, page numbers, outline, links, metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from reportlab.pdfgen.canvas import Canvas

from app import NAME, VERSION
from app.services.reports.fonts import SONG, FontSet
from app.services.reports.paper import MM, PORTRAIT, Anchor, Jump, Leaf, Sheet, Stroke, Words

_NUMBER_SIZE: Final = 14.0
_NUMBER_BELOW: Final = 7 * MM
"""The dashes of the page number stand 7 mm below the type area."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the PDF says about itself. ``fixed``: no time and no random id, the same input gives the same bytes."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    fixed: bool = False


def paint(
    leaves: Sequence[Leaf],
    fonts: FontSet,
    out: BinaryIO,
    imprint: Imprint,
    *,
    turned: bool = False,
    on_page: Callable[[int, int], None] | None = None,
) -> int:
    """Write the leaves as a PDF; gives the number of pages.

    ``turned``: landscape leaves are printed on portrait paper, head at the left edge and the page number where
    all pages have it (GB/T 9704 clause 8); otherwise they are real landscape pages, as a screen wants them.
    """
    canvas = Canvas(
        out,
        pagesize=(PORTRAIT.width, PORTRAIT.height),
        initialFontName=fonts.first(SONG),  # else every page would name Helvetica, which is not embedded
        invariant=1 if imprint.fixed else 0,
        pageCompression=1,
    )
    _describe(canvas, imprint)
    if any(leaf.anchors() for leaf in leaves):
        canvas.showOutline()
    level = -1
    for number, leaf in enumerate(leaves, 1):
        if on_page:
            on_page(number, len(leaves))
        rotate = turned and leaf.sheet.landscape
        frame = PORTRAIT if rotate else leaf.sheet
        canvas.setPageSize((frame.width, frame.height))
        level = _mark_anchors(canvas, leaf, level, rotate=rotate)
        canvas.saveState()
        if rotate:
            canvas.translate(PORTRAIT.width, 0)
            canvas.rotate(90)
        _paint_marks(canvas, leaf)
        canvas.restoreState()
        if leaf.numbered:
            _paint_number(canvas, fonts, frame, number)
        canvas.showPage()
    canvas.save()
    return len(leaves)


def _describe(canvas: Any, imprint: Imprint) -> None:
    canvas.setTitle(imprint.title)
    canvas.setAuthor(imprint.author)
    canvas.setSubject(imprint.subject)
    canvas.setKeywords(imprint.keywords)
    canvas.setCreator(f"{NAME} {VERSION}")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _mark_anchors(canvas: Any, leaf: Leaf, level: int, *, rotate: bool) -> int:
    """Bookmarks and outline entries of a page; an outline may not skip a level downwards."""
    for anchor in leaf.anchors():
        if rotate:
            canvas.bookmarkPage(anchor.key)
        else:
            canvas.bookmarkPage(anchor.key, fit="XYZ", left=0, top=leaf.sheet.height - anchor.y)
        level = min(anchor.level, level + 1)
        canvas.addOutlineEntry(anchor.title, anchor.key, level, closed=level > 0)
    return level


def _paint_marks(canvas: Any, leaf: Leaf) -> None:
    height = leaf.sheet.height
    for mark in leaf.marks:
        if isinstance(mark, Words):
            _paint_words(canvas, mark, height)
        elif isinstance(mark, Stroke):
            canvas.setLineWidth(mark.width)
            canvas.line(mark.x0, height - mark.y0, mark.x1, height - mark.y1)
        elif isinstance(mark, Jump):
            box = (mark.x0, height - mark.bottom, mark.x1, height - mark.top)
            canvas.linkRect("", mark.key, box, relative=1, thickness=0)
        else:
            assert isinstance(mark, Anchor)


def _paint_words(canvas: Any, words: Words, height: float) -> None:
    text = canvas.beginText()
    for piece in words.line.pieces:
        text.setTextOrigin(words.x + piece.x, height - words.baseline)
        text.setFont(piece.font, words.size)
        text.setCharSpace(piece.spacing)
        text.textOut(piece.text)
    text.setCharSpace(0)
    canvas.drawText(text)


def _paint_number(canvas: Any, fonts: FontSet, frame: Sheet, number: int) -> None:
    """— 1 —: odd pages right, even pages left, one character in from the type area's edge."""
    words = f"— {number} —"
    width = fonts.width(SONG, words, _NUMBER_SIZE)
    odd = number % 2 == 1
    x = frame.left + frame.text_width - _NUMBER_SIZE - width if odd else frame.left + _NUMBER_SIZE
    y = frame.height - frame.bottom - _NUMBER_BELOW - 0.38 * _NUMBER_SIZE
    canvas.setFont(fonts.first(SONG), _NUMBER_SIZE)
    canvas.drawString(x, y, words)
