"""Whether a hidden text layer says what the picture over it shows: sample lines are read and compared."""

from __future__ import annotations

from app.services.documents.garbage import likeness
from app.services.documents.layout import make_lines
from app.services.documents.ocr import recogniser
from app.services.documents.pdf_device import PageContent
from app.services.documents.scan_page import PageDrawing

LINES = 3
LONG = 8  # characters of a line worth comparing
SAME = 0.5


def says_the_same(content: PageContent, drawer: PageDrawing) -> bool:
    """Read up to three of the longest lines from the picture; true where two of them say what the layer says."""
    lines = sorted(
        make_lines([glyph for glyph in content.glyphs if not glyph.turn]), key=lambda line: -len(line.glyphs)
    )
    lines = [line for line in lines[:LINES] if len(line.glyphs) >= LONG]
    if not lines:
        return True
    image = drawer.draw(content.number)
    scale = image.dpi / 72
    pieces = []
    for line in lines:
        size = max(glyph.size for glyph in line.glyphs)
        x0, x1 = line.glyphs[0].x0 - size / 3, max(glyph.x1 for glyph in line.glyphs) + size / 3
        top, bottom = line.top - size / 4, max(glyph.bottom for glyph in line.glyphs) + size / 4
        x0, top = max(0, round(x0 * scale)), max(0, round(top * scale))
        piece = image.pixels[top : round(bottom * scale), x0 : round(x1 * scale)]
        if min(piece.shape[:2]) > 4:
            pieces.append((line, piece))
    if not pieces:
        return True
    read = recogniser(1).read([piece for _, piece in pieces])
    same = sum(
        likeness("".join(glyph.text for glyph in line.glyphs), "".join(character.text for character in text)) >= SAME
        for (line, _), text in zip(pieces, read, strict=True)
    )
    return same * 2 >= len(pieces)
