"""Pages of a PDF whose text layer does not do: read from their picture, or mended.

A page without text under a picture that covers it, or whose text is drawn as outlines, is read by OCR, and so is a
page whose layer is no language. A hidden layer over a scan (made by somebody's OCR) says nowhere how sure it is: the
picture is read instead.
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
from app.services.documents.witness import MOST_ASKED, UNSURE, ask, mended_by, refuted, strange, uncoded, weighed
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.services.documents.scan_page import PageDrawing

STAMP = 30  # characters: a page of a scan with no more text than this has only a stamp or its number
OUTLINES = 150  # drawn figures: a page without text but with so many shows text as outlines
FEW_UNCODED = 0.01  # share of characters without a code of a layer that may stand
DRAWN, PICTURE = 30, 0.12  # drawn figures, or the share of a page under pictures, that may hold words
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
    from app.services.documents.scan_pdf import PageDrawer

    found: list[PageContent | None] = [None] * len(contents)
    pictures = [content.number for content in contents if _is_picture(content)]
    layers = {content.number: judge(_text(content)) for content in contents if content.number not in pictures}
    odd = [number for number, layer in layers.items() if layer is not Layer.FINE]
    notes: list[SourceWarning] = []
    fine = [content for content in contents if layers.get(content.number) is Layer.FINE]
    if pictures or odd or _hidden(contents) or strange(fine) or any(uncoded(content) for content in fine):
        if missing():
            if len(pictures) == sum(bool(content.glyphs) or _is_picture(content) for content in contents):
                refuse_missing(name)
            if odd:
                notes.append(SourceWarning(f"{page_ranges(odd)}的文字层是乱码，本机缺少文字识别组件，未能识别"))
        else:
            with (open_drawer or PageDrawer)(data) as drawer:
                notes.extend(_read(drawer, contents, pictures, layers, found, progress))
                notes.extend(_fill(drawer, contents, fine, found))
    notes.extend(_mend(contents, found))
    notes.extend(_unread(contents, found))
    return found, tuple(notes)


def _read(
    drawer: PageDrawing,
    contents: Sequence[PageContent],
    pictures: list[int],
    layers: dict[int, Layer],
    found: list[PageContent | None],
    progress: Progress,
) -> list[SourceWarning]:
    from app.services.documents.scan import read_pages, told_by_ocr

    hidden = [content.number for content in _hidden(contents)]
    lying = _lying([content for content in contents if content.number not in hidden], layers, drawer)
    odd = sorted({*hidden, *lying, *(number for number, layer in layers.items() if layer is not Layer.FINE)})
    sources = [(number, drawer.source(number)) for number in sorted({*pictures, *odd})]
    for content in read_pages(sources, progress):
        found[content.number - 1] = content
    kept = [
        number
        for number in odd
        if _is_poor(contents[number - 1], found[number - 1])
        or (number not in lying and number not in hidden and _layer_is_better(contents[number - 1], found[number - 1]))
    ]
    for number in kept:
        found[number - 1] = None
    for number in lying:
        read = found[number - 1]
        if read is not None and likeness(_text(contents[number - 1]), _text(read)) >= SAME:
            found[number - 1] = weighed(contents[number - 1], read)
    empty = [number for number in pictures if not (page := found[number - 1]) or not page.glyphs]
    pictures = [number for number in pictures if number not in empty]
    notes = [SourceWarning("只有图像，没有识别出文字", number) for number in empty]
    notes += [SourceWarning("文字层与图像不符，须与原件核对", number) for number in kept if number in lying]
    notes += [told_by_ocr(pictures)] if pictures else []
    hidden = [number for number in hidden if number not in kept]
    odd = [number for number in odd if number not in kept and number not in hidden]
    notes += [told_by_ocr(hidden, "是扫描件，所附的隐藏文字层未采用")] if hidden else []
    notes += [told_by_ocr(odd, "的文字层是乱码或与图像不符")] if odd else []
    return notes


def _lying(contents: Sequence[PageContent], layers: dict[int, Layer], drawer: PageDrawing) -> set[int]:
    """Pages that look like language but are set in faces whose characters the picture refutes."""
    fine = [content for content in contents if layers.get(content.number) is Layer.FINE and content.glyphs]
    garbage = {
        glyph.font
        for content in contents
        if layers.get(content.number) is Layer.GARBAGE
        for glyph in content.glyphs
        if not glyph.text.isascii()
    }
    found = {content.number for content in fine if {glyph.font for glyph in content.glyphs} <= garbage}
    layered = [content for content in contents if content.number in layers]
    told = ask(layered, strange(layered), drawer, MOST_ASKED)
    pages = {content.number: content for content in layered}
    others = [pages[one.number].glyphs[one.index] for one in told if one.text != one.said]
    if not refuted(told):
        for glyph in others:
            glyph.score = UNSURE
        return found
    faces = {glyph.font for glyph in others}
    return found | {content.number for content in layered if any(glyph.font in faces for glyph in content.glyphs)}


def _fill(
    drawer: PageDrawing, contents: Sequence[PageContent], fine: Sequence[PageContent], found: list[PageContent | None]
) -> list[SourceWarning]:
    """Take characters without a code from the picture, on pages whose layer stands."""
    kept = [content for content in fine if found[content.number - 1] is None]
    wanted = {content.number: uncoded(content) for content in kept if uncoded(content)}
    told = ask(kept, wanted, drawer)
    for number, indexes in wanted.items():
        filled = mended_by(contents[number - 1], told)
        contents[number - 1].unknown = filled.unknown = len(uncoded(filled))
        found[number - 1] = filled
        if len(indexes) == filled.unknown:
            found[number - 1] = None
    filled_pages = [number for number in wanted if found[number - 1] is not None]
    if not filled_pages:
        return []
    return [SourceWarning(f"{page_ranges(filled_pages)}的文字层有字没有编码，已按图像识别补出，请校对标出的存疑处")]


def _is_poor(layer: PageContent, read: PageContent | None) -> bool:
    """Whether a picture gives much less than the layer says."""
    return read is None or len(read.glyphs) < 0.3 * sum(not sign.isspace() for sign in _text(layer))


def _layer_is_better(layer: PageContent, read: PageContent | None) -> bool:
    """Whether the layer after all says what the picture does, or the picture says nothing."""
    if read is None:
        return True
    if len(uncoded(layer)) > FEW_UNCODED * len(layer.glyphs):
        return False
    return likeness(_text(layer), _text(read)) >= SAME


def _mend(contents: Sequence[PageContent], found: list[PageContent | None]) -> list[SourceWarning]:
    pages: dict[str, list[int]] = {}
    for content in contents:
        shown = found[content.number - 1] or content
        if is_read(shown):
            continue
        glyphs, told = mend(shown.glyphs)
        if told:
            found[content.number - 1] = replace(shown, glyphs=glyphs)
        for words in told:
            pages.setdefault(words, []).append(content.number)
    return [SourceWarning(f"{page_ranges(numbers)}的文字层：{words}") for words, numbers in pages.items()]


def _unread(contents: Sequence[PageContent], found: Sequence[PageContent | None]) -> list[SourceWarning]:
    """Pages whose text stands beside pictures or drawings, which may hold words of their own."""
    pages = [
        content.number
        for content, other in zip(contents, found, strict=True)
        if (other is None or not is_read(other))
        and (content.figures >= DRAWN or content.image_area >= PICTURE * content.width * content.height > 0)
        and not content.hidden
    ]
    if not pages:
        return []
    return [SourceWarning(f"{page_ranges(pages)}有图片或画成图形的部分（如红头），其中如有文字没有读入，请与原件核对")]


def _is_picture(content: PageContent) -> bool:
    shown = sum(not glyph.text.isspace() for glyph in content.glyphs)
    if content.image_area >= SCANNED * content.width * content.height > 0:
        return shown <= STAMP
    return shown <= STAMP and content.figures >= OUTLINES


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
