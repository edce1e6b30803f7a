"""Boxes of read lines become glyphs: cut at rules, one character a box, on common baselines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from app.services.documents.ocr import Rectangle
from app.services.documents.ocr_decode import ReadCharacter
from app.services.documents.ocr_signs import DASHES, tidied
from app.services.documents.pdf_device import Glyph, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.services.documents.ocr import Picture

STROKE = 0.03  # share of a square as high as a line that the smallest sign inks
PALE = 0.4  # share of the usual depth of ink: paler boxes are empty
FAINT_SIGNS = "，。、；：）》”,.;:)"  # so faint that a box may end before them
ROOM = 0.6  # share of its height by which a box is lengthened
NESTED = 0.6  # share of a box inside another
TIGHT = 0.6  # share of their height that boxes of different lines may have in common
SLIP = 5.0  # points: what is narrower beyond a rule holds no character
TALL = 1.5  # boxes this much higher than wide hold characters one below the other
MOST_NOISE = 30  # grey levels by which paper may seem darker than it is
FAINT = 0.06  # share of the darkest row's ink: rows with less are between lines
SPECK = 0.25  # share of a line's height: lower runs are dirt
SHARE = 0.68  # of the height of a line's box is the size of its type
BASELINE = 0.36  # sizes below the middle of a line
LOW = 0.7  # boxes this much lower than usual hold only signs: their neighbour tells the line
HIGH = 1.6  # a box this much higher than usual may hold several lines
LONG_HIGH, LONG = 1.35, 6.0  # so may a box lower than that, if it is so much wider than high
MARGIN = 0.12  # share of a page where page numbers stand
LIKE = 0.08  # share by which the size of one type may be measured wrong
FACE = "scan"


@dataclass(frozen=True)
class Piece:
    """A read line, or the part of it that stands in one cell."""

    box: Rectangle
    text: Sequence[ReadCharacter]


def with_room(boxes: Sequence[Rectangle], down: Sequence[Rule], width: int, scale: float) -> list[Rectangle]:
    """The boxes with room for a faint sign at the end of their line, as far as nothing else stands there."""
    found: list[Rectangle] = []
    for box in boxes:
        edge = min(width, box.x1 + round(ROOM * box.height))
        middle = (box.top + box.bottom) / 2
        beside = [other.x0 for other in boxes if other.x0 >= box.x1 - 2 and other.top < middle < other.bottom]
        beside += [
            round(rule.at * scale) - 2
            for rule in down
            if rule.start <= middle / scale <= rule.end and rule.at * scale >= box.x1 - 2
        ]
        found.append(replace(box, x1=max(box.x1, min([edge, *beside]))))
    return found


def without_strays(text: Sequence[ReadCharacter], width: float) -> list[ReadCharacter]:
    """The characters of a line without what is no sign in the room beyond ``width``: the edge of a rule, dirt."""
    return [character for character in text if character.middle <= width or character.text in FAINT_SIGNS]


def without_grain(boxes: Sequence[Rectangle], picture: Picture) -> list[Rectangle]:
    """The boxes that hold ink: the detector takes the grain of a noisy scan for faint characters."""
    import numpy as np

    depths = []
    for box in boxes:
        shown = picture[box.top : box.bottom, box.x0 : box.x1].min(axis=2).ravel()
        few = min(len(shown), max(1, round(STROKE * min(box.width, box.height) ** 2)))
        ink = np.partition(shown, few - 1)[:few].mean()  # a lone figure fills little of its box
        depths.append(float(np.percentile(shown, 80) - ink))
    usual = median(depths) if depths else 0.0
    return [box for box, depth in zip(boxes, depths, strict=True) if depth >= PALE * usual]


def without_nested(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """The boxes without those that lie mostly in a larger one."""
    kept: list[Rectangle] = []
    for box in sorted(boxes, key=lambda box: -box.width * box.height):
        if not any(_shared(box, other) > NESTED * box.width * box.height for other in kept):
            kept.append(box)
    return kept


def _shared(one: Rectangle, other: Rectangle) -> int:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0, width) * max(0, height)


def apart(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """The boxes, those of neighbouring lines cut where they meet: in tight print they reach into each other."""
    found = sorted(boxes, key=lambda box: box.top + box.bottom)
    for i, upper in enumerate(found):
        for j in range(i + 1, len(found)):
            lower = found[j]
            shared = upper.bottom - lower.top
            if lower.top + lower.bottom > 2 * upper.bottom + upper.height:
                break
            beside = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
            if 0 < shared < TIGHT * min(upper.height, lower.height) and beside > 0:
                edge = (upper.bottom + lower.top) // 2
                upper = found[i] = replace(upper, bottom=edge)
                found[j] = replace(lower, top=edge)
    return sorted(found, key=lambda box: (box.top, box.x0))


def cut_at_rules(box: Rectangle, down: Sequence[Rule], scale: float) -> list[Rectangle]:
    """The parts of a box between the vertical rules that run through it; narrow slips beyond a rule fall away."""
    middle = (box.top + box.bottom) / 2 / scale
    places = sorted(
        round(rule.at * scale)
        for rule in down
        if rule.start <= middle <= rule.end and box.x0 < rule.at * scale < box.x1
    )
    edges = [box.x0, *places, box.x1]
    parts = [Rectangle(x0, box.top, x1, box.bottom) for x0, x1 in pairwise(edges) if x1 - x0 >= SLIP * scale]
    return parts or [box]


def cut_tall(box: Rectangle, picture: Picture) -> list[Rectangle]:
    """The characters of a box that is written downwards (labels in narrow cells); other boxes as they are."""
    if box.height < TALL * box.width:
        return [box]
    runs = [list(run) for run in _runs([bool(row.any()) for row in _dark(box, picture)])]
    pitch = box.width * 0.9
    joined: list[list[int]] = []
    for start, end in runs:
        if joined and end - joined[-1][0] < pitch:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    if len(joined) < 2:
        return [box]
    margin = round(0.12 * box.width)
    return [
        Rectangle(box.x0, max(box.top, box.top + start - margin), box.x1, min(box.bottom, box.top + end + margin + 1))
        for start, end in joined
    ]


def cut_high(box: Rectangle, usual: float, picture: Picture) -> list[Rectangle]:
    """The lines of a box that took several lines for one; ``usual`` is the height of a line's box."""
    if box.height < HIGH * usual and (box.height < LONG_HIGH * usual or box.width < LONG * box.height):
        return [box]
    dark = _dark(box, picture).sum(axis=1)
    runs = _runs([count > FAINT * dark.max() for count in dark])
    runs = [run for run in runs if run[1] - run[0] > SPECK * usual]
    if len(runs) < 2:
        return [box]
    margin = round(0.12 * usual)
    edges = [max(0, runs[0][0] - margin)]
    edges += [(left[1] + right[0]) // 2 for left, right in pairwise(runs)]
    edges.append(min(box.height, runs[-1][1] + margin))
    return [Rectangle(box.x0, box.top + start, box.x1, box.top + end) for start, end in pairwise(edges)]


def _dark(box: Rectangle, picture: Picture) -> NDArray[np.bool_]:
    """Which pixels of a box are ink."""
    import numpy as np

    shown = picture[box.top : box.bottom, box.x0 : box.x1].min(axis=2)
    paper, ink = np.percentile(shown, (80, 1))
    return np.asarray(shown < paper - max(MOST_NOISE, 0.4 * (paper - ink)), np.bool_)


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """The half-open ranges of rows that are marked."""
    found: list[tuple[int, int]] = []
    for row, is_marked in enumerate(marks):
        if not is_marked:
            continue
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found


def without_page_dashes(pieces: Sequence[Piece], height: float) -> list[Piece]:
    """The pieces without the dashes round a page number that the model did not see."""
    return [
        piece
        for piece in pieces
        if not all(character.text in DASHES for character in piece.text)
        or MARGIN * height < piece.box.top < (1 - MARGIN) * height
    ]


def glyphs_of(pieces: Sequence[Piece], scale: float) -> list[Glyph]:
    """The characters as glyphs in points; ``scale``: pixels a point."""
    pieces = [replace(piece, text=tidied(piece.text)) for piece in pieces]
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return []
    pitches = [_pitch(piece) for piece in pieces]
    shares = [pitch / piece.box.height for pitch, piece in zip(pitches, pieces, strict=True) if pitch]
    share = median(shares) if shares else SHARE
    sizes = [pitch or share * piece.box.height for pitch, piece in zip(pitches, pieces, strict=True)]
    sizes = _one_type(sizes, pieces)
    placed = _on_lines(pieces, sizes)
    return [
        glyph
        for piece, (size, middle) in zip(pieces, placed, strict=True)
        for glyph in _glyphs(piece, size, middle, scale)
    ]


def _pitch(piece: Piece) -> float:
    """The distance of neighbouring wide characters, which is the size of the type; 0 where there are too few."""
    steps = [
        right.middle - left.middle
        for left, right in pairwise(piece.text)
        if _is_wide(left.text) and _is_wide(right.text)
    ]
    usual = median(steps) if len(steps) >= 3 else 0.0
    if usual <= 0:
        return 0.0
    alike = [step for step in steps if 0.7 * usual <= step <= 1.3 * usual]
    if not alike:  # two kinds of steps, and the median between them
        return 0.0
    pitch = sum(alike) / len(alike)
    return pitch if 0.4 * piece.box.height <= pitch <= piece.box.height else 0.0


def _one_type(sizes: Sequence[float], pieces: Sequence[Piece]) -> list[float]:
    """Sizes that differ only by the fault of measuring become one: the size that most characters near them have."""
    weights = [(size, len(piece.text)) for size, piece in zip(sizes, pieces, strict=True)]
    found: list[float] = []
    for size in sizes:
        near = [(other, weight) for other, weight in weights if abs(other - size) <= LIKE * size]
        found.append(sum(other * weight for other, weight in near) / sum(weight for _, weight in near))
    return found


def _on_lines(pieces: Sequence[Piece], sizes: Sequence[float]) -> list[tuple[float, float]]:
    """Size and middle of each line; a box that holds only low signs takes both from the line it stands on."""
    usual = median(piece.box.height for piece in pieces)
    whole = [(p.box, size) for p, size in zip(pieces, sizes, strict=True) if p.box.height >= LOW * usual]
    found: list[tuple[float, float]] = []
    for piece, size in zip(pieces, sizes, strict=True):
        box = piece.box
        middle = (box.top + box.bottom) / 2
        beside = [one for one in whole if one[0].top - 2 <= middle <= one[0].bottom + 2]
        if box.height < LOW * usual and beside:
            line, size = min(beside, key=lambda one: min(abs(one[0].x1 - box.x0), abs(box.x1 - one[0].x0)))
            middle = (line.top + line.bottom) / 2
        found.append((size, middle))
    return found


def _glyphs(piece: Piece, size: float, middle: float, scale: float) -> list[Glyph]:
    places = [piece.box.x0 + character.middle for character in piece.text]
    half = [size / 2 if _is_wide(character.text) else size / 4 for character in piece.text]
    lefts = [place - width for place, width in zip(places, half, strict=True)]
    rights = [place + width for place, width in zip(places, half, strict=True)]
    for i in range(len(places) - 1):
        if rights[i] > lefts[i + 1]:
            rights[i] = lefts[i + 1] = max(places[i], min((rights[i] + lefts[i + 1]) / 2, places[i + 1]))
    top, bottom, base = middle - size / 2, middle + size / 2, middle + BASELINE * size
    points = round(size / scale * 2) / 2  # type comes in half points
    return [
        Glyph(
            character.text, left / scale, top / scale, right / scale, bottom / scale, base / scale, points, FACE, 0,
            score=character.score,
        )
        for character, left, right in zip(piece.text, lefts, rights, strict=True)
    ]  # fmt: skip


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’—…"
