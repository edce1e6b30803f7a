"""Columns told by the text itself: pieces of a line, white gutters, lines that cross a column edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.services.documents.pdf_device import Glyph

PIECE_GAP = 0.9  # share of the size: a wider blank ends a piece of a line
GUTTER = 0.45  # share of the size: a column gutter is at least this wide
NUMBER_HEADS = ("序号", "编号", "序", "№")


class TextLine(Protocol):
    """What is asked of a line here."""

    glyphs: list[Glyph]


Piece = tuple[float, float, str]
"""From, to, text of a part of a line that no wide blank breaks."""


def pieces(line: TextLine) -> list[Piece]:
    """The parts of a line between wide blanks (printed or not)."""
    found: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if found and glyph.x0 - found[-1][-1].x1 <= PIECE_GAP * glyph.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [(part[0].x0, part[-1].x1, "".join(glyph.text for glyph in part)) for part in found]


def is_head(line: TextLine) -> bool:
    """Whether a line is the head of a table: it begins with 序号 and has three pieces or more."""
    parts = pieces(line)
    return len(parts) >= 3 and parts[0][2] in NUMBER_HEADS


def gutters(lines: Sequence[TextLine]) -> list[float]:
    """The middles of the upright white strips that no character of these lines touches."""
    shown = [glyph for line in lines for glyph in line.glyphs if not glyph.text.isspace()]
    if not shown:
        return []
    width = GUTTER * sorted(glyph.size for glyph in shown)[len(shown) // 2]
    found: list[float] = []
    reach: float | None = None
    for x0, x1 in sorted((glyph.x0, glyph.x1) for glyph in shown):
        if reach is not None and x0 - reach >= width:
            found.append((reach + x0) / 2)
        reach = x1 if reach is None else max(reach, x1)
    return found


def crosses(line: TextLine, edge: float) -> bool:
    """Whether a line's text runs over a column edge without a blank there."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    left = [glyph for glyph in shown if (glyph.x0 + glyph.x1) / 2 < edge]
    right = [glyph for glyph in shown if (glyph.x0 + glyph.x1) / 2 >= edge]
    if not left or not right:
        return False
    near = min(glyph.x0 for glyph in right) - max(glyph.x1 for glyph in left)
    return near < 0.3 * min(left[-1].size, right[0].size)


def fits(line: TextLine, xs: Sequence[float]) -> bool:
    """Whether a line can be part of a table with these column edges: inside, nothing crossed, a number first."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    if not shown or shown[0].x0 < xs[0] - 3 or max(glyph.x1 for glyph in shown) > xs[-1] + 3:
        return False
    if any(crosses(line, edge) for edge in xs[1:-1]):
        return False
    first = "".join(glyph.text for glyph in shown if (glyph.x0 + glyph.x1) / 2 < xs[1])
    return not first or first.strip("（）().、").isdigit() or first in NUMBER_HEADS or first == "号"


def take_while_fitting(lines: Iterable[TextLine], xs: Sequence[float], edge: float, *, down: bool) -> list[TextLine]:
    """The lines next to ``edge``, going away from it, that still belong to the table."""
    taken: list[TextLine] = []
    place = edge
    for line in lines:
        top, bottom = extent(line)
        size = max(glyph.size for glyph in line.glyphs)
        if (top - place if down else place - bottom) > 1.6 * size or not (is_head(line) or fits(line, xs)):
            break
        taken.append(line)
        place = bottom if down else top
    return taken


def extent(line: TextLine) -> tuple[float, float]:
    """Upper and lower edge of a line."""
    return min(glyph.top for glyph in line.glyphs), max(glyph.bottom for glyph in line.glyphs)
