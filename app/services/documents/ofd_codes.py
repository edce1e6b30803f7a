"""The characters of an OFD text object, each with its place, and the shapes that the file names for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from app.services.documents.ofd_values import child, children, local, number, numbers, offsets


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its place on the baseline, in the run's own millimetres; ``glyphs``: indices in its face."""

    text: str
    x: float
    y: float
    glyphs: tuple[int, ...] | None = None


def characters_of(node: etree._Element, size: float, stretch: float, down: bool) -> list[Character]:
    """The characters of a text object's TextCodes, each with its place."""
    made: list[Character] = []
    x = y = 0.0
    changes: list[etree._Element] = []
    for code in children(node, "TextCode", "CGTransform"):
        if local(code) == "CGTransform":  # it concerns the TextCode that follows
            changes.append(code)
            continue
        text = _text_of(code)
        glyphs, changes = _glyphs(changes, len(text)), []
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, below = _steps(text, code.get("DeltaX")), _steps(text, code.get("DeltaY"))
        at_x, at_y = x, y
        for i, sign in enumerate(text):
            made.append(Character(sign, at_x, at_y, glyphs.get(i)))
            step = ems(sign) * size
            at_x += across[i] if i < len(across) else (0.0 if below or down else step * stretch)
            at_y += below[i] if i < len(below) else (step if down and not across else 0.0)
    return made


def _text_of(code: etree._Element) -> str:
    """The characters; line ends and tabs stand only in the XML, where they were put for looks."""
    text = code.text or ""
    return text.translate({9: None, 10: None, 13: None}) if text.strip() else text


def _steps(text: str, given: str | None) -> list[float]:
    """The offset after each character. Java programs count rare characters (beyond U+FFFF) twice."""
    if not given:
        return []
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    found = offsets(given, units)
    if units == len(text) or len(found) < units - 1:
        return found
    made: list[float] = []
    at = 0
    for sign in text:
        wide = 2 if ord(sign) > 0xFFFF else 1
        made.append(sum(found[at : at + wide]))
        at += wide
    return made


def _glyphs(changes: Sequence[etree._Element], count: int) -> dict[int, tuple[int, ...]]:
    """The glyph indices that CGTransforms give, by the character's place."""
    found: dict[int, tuple[int, ...]] = {}
    for change in changes:
        first = round(number(change.get("CodePosition"), 0.0))
        codes = max(1, round(number(change.get("CodeCount"), 1.0)))
        holder = child(change, "Glyphs")
        given = [int(index) for index in numbers(None if holder is None else holder.text) if 0 <= index <= 0xFFFF]
        if not given or not 0 <= first < count:
            continue
        if len(given) == codes:
            found.update({first + i: (index,) for i, index in enumerate(given)})
        else:  # several characters for one shape, or the other way round: the first carries them
            found[first] = tuple(given)
            found.update({first + i: () for i in range(1, min(codes, count - first))})
    return found


def ems(sign: str) -> float:
    """The advance of a character in sizes, where no face says it: Chinese ones are square, others half."""
    code = ord(sign)
    if code >= 0x2E80 or 0x2014 <= code <= 0x2026 or 0x2160 <= code <= 0x27BF:
        return 0.5 if 0xFF61 <= code <= 0xFFDC else 1.0
    return 1.0 if sign in "·×÷±°" else 0.5
