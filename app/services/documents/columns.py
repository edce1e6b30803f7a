"""Lines as a table sees them: their pieces between wide blanks, their extent, the edges they cross."""

from __future__ import annotations

from typing import Protocol

from app.services.documents.pdf_device import Glyph

PIECE_GAP = 0.9  # share of the size: a wider blank ends a piece of a line
GUTTER = 0.32  # share of the size: a column gutter is at least this wide


class TextLine(Protocol):
    """What is asked of a line here."""

    glyphs: list[Glyph]


Piece = tuple[float, float, str]
"""From, to, text of a part of a line that no wide blank breaks."""


def pieces(line: TextLine, gap: float = PIECE_GAP) -> list[Piece]:
    """The parts of a line between blanks (printed or not) wider than ``gap`` sizes."""
    found: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if found and glyph.x0 - found[-1][-1].x1 <= gap * glyph.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [(part[0].x0, part[-1].x1, "".join(glyph.text for glyph in part)) for part in found]


def crosses(line: TextLine, edge: float) -> bool:
    """Whether a line's text runs over a column edge without a blank there."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    left = [glyph for glyph in shown if (glyph.x0 + glyph.x1) / 2 < edge]
    right = [glyph for glyph in shown if (glyph.x0 + glyph.x1) / 2 >= edge]
    if not left or not right:
        return False
    near = min(glyph.x0 for glyph in right) - max(glyph.x1 for glyph in left)
    return near < 0.25 * min(left[-1].size, right[0].size)


def extent(line: TextLine) -> tuple[float, float]:
    """Upper and lower edge of a line."""
    return min(glyph.top for glyph in line.glyphs), max(glyph.bottom for glyph in line.glyphs)
