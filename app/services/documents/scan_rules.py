"""Ruled lines on a picture, and how far the picture is tilted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.documents.pdf_device import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.uint8]

# Points, as in grid.py.
ACROSS, DOWN = 20.0, 13.0  # shorter strokes are parts of characters
ALONE_ACROSS, ALONE_DOWN = 60.0, 40.0  # rules that do not end on others are at least this long
THICK = 4.0  # thicker marks are pictures, borders of the scanner's lid
BREAK = 1.4  # gaps that noise tears into a rule
MEET = 3.0  # rules this near meet
CONTRAST = 12  # how much darker than its surroundings a rule is (of 255)
WINDOW = 14.0

MOST_TILT = 6.0  # degrees
SMALL_WIDTH = 900  # pixels: the tilt is measured on a smaller picture


def find_tilt(gray: Gray) -> float:
    """By how many degrees a picture is to be turned counter-clockwise to be level."""
    import cv2
    import numpy as np

    scale = min(1.0, SMALL_WIDTH / max(gray.shape))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    height, width = ink.shape
    middle = (width / 2, height / 2)

    def sharpness(angle: float) -> float:
        turned = cv2.warpAffine(ink, cv2.getRotationMatrix2D(middle, angle, 1), (width, height))
        rows = turned.sum(axis=1, dtype=np.float64)
        return float((np.diff(rows) ** 2).sum())

    best = 0.0
    for reach, step in ((MOST_TILT, 0.5), (0.5, 0.1), (0.1, 0.02)):
        tries = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tries, key=sharpness))
    return best


def find_rules(gray: Gray, dpi: float) -> tuple[list[Rule], list[Rule], Gray]:
    """Horizontal and vertical rules in points, and the mask of their pixels."""
    import cv2
    import numpy as np

    scale = dpi / 72
    window = round(WINDOW * scale) | 1
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, CONTRAST)
    ink = np.asarray(ink, np.uint8)
    across = _strokes(ink, scale, ACROSS)
    down = [Rule(r.at, r.start, r.end) for r in _strokes(np.ascontiguousarray(ink.T), scale, DOWN)]
    long_across = [r for r in across if r.end - r.start >= ALONE_ACROSS]
    down = [r for r in down if r.end - r.start >= ALONE_DOWN or _ends_meet(r, long_across)]
    across = [r for r in across if r.end - r.start >= ALONE_ACROSS or _ends_meet(r, down)]
    return across, down, _mask(ink.shape, across, down, scale)


def _strokes(ink: Gray, scale: float, shortest: float) -> list[Rule]:
    """The long thin horizontal marks."""
    import cv2
    import numpy as np

    gap = max(2, round(BREAK * scale))
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, round(shortest * scale)), np.uint8))
    # What is left of a slightly tilted rule lies in steps, one pixel apart: join them.
    long = cv2.dilate(long, np.ones((3, gap), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(long)
    rules: list[Rule] = []
    for number in range(1, count):
        x, _, width, height, _ = (int(value) for value in stats[number])
        if height - 2 <= THICK * scale:
            trim = gap // 2
            at = float(centres[number][1]) + 0.5
            rules.append(Rule(at / scale, (x + trim) / scale, (x + width - trim) / scale))
    return rules


def _ends_meet(rule: Rule, others: list[Rule]) -> bool:
    """Whether both ends of a short rule lie on rules of the other direction: those of a character's strokes do not."""
    return all(
        any(abs(other.at - end) <= MEET and other.start - MEET <= rule.at <= other.end + MEET for other in others)
        for end in (rule.start, rule.end)
    )


def _mask(shape: tuple[int, ...], across: list[Rule], down: list[Rule], scale: float) -> Gray:
    import cv2
    import numpy as np

    mask = np.zeros(shape[:2], np.uint8)
    thick = max(3, round(1.4 * scale))
    for rule in across:
        y = round(rule.at * scale)
        cv2.line(mask, (round(rule.start * scale), y), (round(rule.end * scale), y), 255, thick)
    for rule in down:
        x = round(rule.at * scale)
        cv2.line(mask, (x, round(rule.start * scale)), (x, round(rule.end * scale)), 255, thick)
    return mask
