"""Pages of a PDF whose text layer does not do: read from their picture, or mended.

A page without text under a picture that covers it, or whose text is drawn as outlines, is read by OCR, and so is a
page whose layer is no language. A hidden layer over a scan (made by somebody's OCR) is preferred where a sample line
of the picture says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.services.documents.garbage import Layer, judge, likeness, mend
from app.services.documents.integrity import SCANNED
from app.services.documents.ocr import missing, refuse_missing
from app.services.documents.pdf_device import PageContent
from app.services.documents.second_reading import page_ranges
from app.services.documents.source import SourceWarning
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.services.documents.scan_page import PageDrawing

STAMP = 30  # characters: a page of a scan with no more text than this has only a stamp or its number
OUTLINES = 150  # drawn figures: a page without text but with so many shows text as outlines
SAME = 0.6  # likeness at which the layer and the picture say the same

Retold = tuple[list[PageContent | None], tuple[SourceWarning, ...]]


def is_read(content: PageContent) -> bool:
    """Whether a page was read from its picture."""
    return content.back is not None


def retold(
    data: bytes,
    name: str,
    contents: Sequence[PageContent],
    progress: Progress,
    open_drawer: Callable[[bytes], PageDrawing] | None = None,
) -> Retold:
    """For each page what is to stand for what is drawn (None: that is right), and notes on it.

    ``open_drawer`` gives what draws the pages of the file; without it the file is a PDF.
    """
    found: list[PageContent | None] = [None] * len(contents)
    pictures = [content.number for content in contents if _is_picture(content)]
    layers = {content.number: judge(_text(content)) for content in contents if content.number not in pictures}
    odd = [number for number, layer in layers.items() if layer is not Layer.FINE]
    notes: list[SourceWarning] = []
    if pictures or odd or _hidden(contents):
        if missing():
            if len(pictures) == sum(bool(content.glyphs) or _is_picture(content) for content in contents):
                refuse_missing(name)
            if odd:
                notes.append(SourceWarning(f"{page_ranges(odd)}的文字层是乱码，本机缺少文字识别组件，未能识别"))
        else:
            notes.extend(_read(open_drawer, data, contents, pictures, layers, found, progress))
    notes.extend(_mend(contents, found))
    return found, tuple(notes)


def _read(
    open_drawer: Callable[[bytes], PageDrawing] | None,
    data: bytes,
    contents: Sequence[PageContent],
    pictures: list[int],
    layers: dict[int, Layer],
    found: list[PageContent | None],
    progress: Progress,
) -> list[SourceWarning]:
    from app.services.documents.scan import read_pages, told_by_ocr
    from app.services.documents.scan_pdf import PageDrawer
    from app.services.documents.scan_sample import says_the_same

    with (open_drawer or PageDrawer)(data) as drawer:
        for content in _hidden(contents):
            if layers.get(content.number) is Layer.FINE and not says_the_same(content, drawer):
                layers[content.number] = Layer.DOUBTFUL
        odd = [number for number, layer in layers.items() if layer is not Layer.FINE]
        sources = [(number, drawer.source(number)) for number in sorted({*pictures, *odd})]
        for content in read_pages(sources, progress):
            found[content.number - 1] = content
    kept = [number for number in odd if _layer_is_better(contents[number - 1], found[number - 1])]
    for number in kept:
        found[number - 1] = None
    empty = [number for number in pictures if not (page := found[number - 1]) or not page.glyphs]
    pictures = [number for number in pictures if number not in empty]
    notes = [SourceWarning("只有图像，没有识别出文字", number) for number in empty]
    notes += [told_by_ocr(pictures)] if pictures else []
    odd = [number for number in odd if number not in kept]
    if odd:
        notes.append(told_by_ocr(odd, "的文字层是乱码或与图像不符"))
    return notes


def _layer_is_better(layer: PageContent, read: PageContent | None) -> bool:
    """Whether the layer after all says what the picture does, or the picture says nothing."""
    if read is None or len(read.glyphs) < 0.3 * sum(not sign.isspace() for sign in _text(layer)):
        return True
    return likeness(_text(layer), _text(read)) >= SAME


def _mend(contents: Sequence[PageContent], found: list[PageContent | None]) -> list[SourceWarning]:
    pages: dict[str, list[int]] = {}
    for content in contents:
        if found[content.number - 1] is not None:
            continue
        glyphs, told = mend(content.glyphs)
        if told:
            found[content.number - 1] = replace(content, glyphs=glyphs)
        for words in told:
            pages.setdefault(words, []).append(content.number)
    return [SourceWarning(f"{page_ranges(numbers)}的文字层：{words}") for words, numbers in pages.items()]


def _is_picture(content: PageContent) -> bool:
    shown = sum(not glyph.text.isspace() for glyph in content.glyphs)
    if content.image_area >= SCANNED * content.width * content.height > 0:
        return shown <= STAMP
    return shown == 0 and content.figures >= OUTLINES


def _hidden(contents: Sequence[PageContent]) -> list[PageContent]:
    """Pages whose text is hidden behind a picture."""
    return [
        content
        for content in contents
        if content.glyphs
        and content.hidden > 0.8 * len(content.glyphs)
        and content.image_area >= SCANNED * content.width * content.height > 0
        and not _is_picture(content)
    ]


def _text(content: PageContent) -> str:
    return "".join(glyph.text for glyph in content.glyphs)
