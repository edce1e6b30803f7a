"""Setting text: parts of several roles become lines of placed pieces, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.services.reports import chinese
from app.services.reports.fonts import FANG, FontSet, Glyph

Part = tuple[str, str]
"""A role and a text."""
Text = str | Sequence[Part]

_CENTRE: Final = 0.38
"""Ems from the baseline up to the middle of a Chinese character."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: sizes and leading in points, indents in ems."""

    role: str = FANG
    size: float = 15.75
    leading: float = 28.98
    first: float = 0.0
    left: float = 0.0
    align: str = "justify"
    before: float = 0.0
    after: float = 0.0

    def baseline(self) -> float:
        """From the top of the line down to the baseline: the characters stand in the middle of the leading."""
        return self.leading / 2 + _CENTRE * self.size

    def but(self, **changes: object) -> Style:
        """This style with some things changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the dataclass checks the names


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters drawn in one go: offset from the line's left end, registered font, text, character spacing."""

    x: float
    font: str
    text: str
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its pieces, and the width that they take from the paragraph's left end."""

    pieces: tuple[Piece, ...]
    width: float


def set_text(fonts: FontSet, text: Text, style: Style, measure: float) -> list[Line]:
    """Set a paragraph (``\\n`` forces a line end) in lines not wider than ``measure``."""
    parts = [(style.role, text)] if isinstance(text, str) else text
    chars: list[str] = []
    glyphs: list[Glyph] = []
    for role, words in parts:
        printable = chinese.clean(words)
        chars.extend(printable)
        glyphs.extend(fonts.glyph(role, " " if char == "\n" else char) for char in printable)
    joined = "".join(chars)
    widths = [glyph.width * style.size for glyph in glyphs]
    room = measure - style.left * style.size
    first = style.first * style.size
    lines = chinese.break_lines(joined, widths, room, em=style.size, indent=first, justify=style.align == "justify")
    solid = chinese.solid_after(joined)
    placed: list[Line] = []
    for index, line in enumerate(lines):
        start = style.left * style.size + _start(style.align, room, line.width, first if index == 0 else 0.0)
        pieces = _pieces(joined, glyphs, widths, solid, line, style.size, start)
        placed.append(Line(tuple(pieces), start + line.width))
    return placed


def _start(align: str, room: float, width: float, indent: float) -> float:
    if align == "center":
        return max(0.0, (room - width) / 2)
    if align == "right":
        return max(0.0, room - width)
    return indent


def _pieces(
    text: str,
    glyphs: Sequence[Glyph],
    widths: Sequence[float],
    solid: Sequence[bool],
    line: chinese.SetLine,
    size: float,
    start: float,
) -> list[Piece]:
    """Cut a line where the font or the spacing changes and behind every squeezed sign."""
    pieces: list[Piece] = []
    x, open_at, run = start, start, ""
    font, spacing = "", 0.0
    for index in range(line.start, line.end):
        char = text[index]
        gap = 0.0 if solid[index] or index == line.end - 1 else line.gap
        given = line.squeeze * chinese.squeezable(char, widths[index], size) if line.squeeze else 0.0
        shift = given if char in chinese.HALF_BEFORE else 0.0
        if run and (glyphs[index].font != font or gap != spacing or shift):
            pieces.append(Piece(open_at, font, run, spacing))
            run = ""
        if not run:
            open_at, font, spacing = x - shift, glyphs[index].font, gap
        run += char
        x += widths[index] - given + gap
        if given:
            pieces.append(Piece(open_at, font, run, spacing))
            run = ""
    if run:
        pieces.append(Piece(open_at, font, run, spacing))
    return pieces
