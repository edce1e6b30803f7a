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
SHORT = 60.0  # shorter marks must stand free
SIDES, CROWDED = (0.6, 1.8), 0.16  # how far beside them is looked, and how much ink there may be
BREAK = 1.4  # gaps that noise tears into a rule
MEET = 3.0  # rules this near meet
CONTRAST = 12  # how much darker than its surroundings a rule is (of 255)
WINDOW = 14.0

MOST_TILT = 6.0  # degrees
LID = 0.04  # share of a side where the edge of the paper and the shadow of the lid have a tilt of their own
SMALL_WIDTH = 1200  # pixels: the tilt is measured on a smaller picture
POINTS = 150_000


def find_tilt(gray: Gray) -> float:
    """By how many degrees a picture is to be turned counter-clockwise to be level."""
    import cv2
    import numpy as np

    scale = min(1.0, SMALL_WIDTH / max(gray.shape))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    high, wide = (round(LID * side) for side in ink.shape)
    down, along = np.nonzero(ink[high : ink.shape[0] - high, wide : ink.shape[1] - wide])
    if not len(down):
        return 0.0
    # Each dark pixel becomes a point somewhere in it: else the pixels' own rows would make 0 look best.
    chance = np.random.default_rng(0)
    chosen = chance.permutation(len(down))[:POINTS]
    ys = down[chosen] + chance.random(len(chosen))
    xs = along[chosen] + chance.random(len(chosen))

    def sharpness(angle: float) -> float:
        turn = np.deg2rad(angle)
        rows = ys * np.cos(turn) - xs * np.sin(turn)
        counted = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
        return float((counted**2).sum())

    best = 0.0
    for reach, step in ((MOST_TILT, 0.25), (0.3, 0.05), (0.05, 0.01)):
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
    dark: Gray = np.asarray(ink, np.uint8)
    across, painted = _strokes(dark, scale, ACROSS)
    down, upright = _strokes(np.ascontiguousarray(dark.T), scale, DOWN)
    long_across = [r for r in across if r.end - r.start >= ALONE_ACROSS]
    kept_down = [r for r in down if r.end - r.start >= ALONE_DOWN or _ends_meet(r, long_across)]
    kept_across = [r for r in across if r.end - r.start >= ALONE_ACROSS or _ends_meet(r, kept_down)]
    mask = _mask(painted, across, kept_across) | _mask(upright, down, kept_down).T
    return kept_across, kept_down, np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)


def _mask(labels: NDArray[np.int32], rules: list[Rule], kept: list[Rule]) -> Gray:
    """The pixels of the rules that are kept; each rule's label is its place in the list, counted from 1."""
    import numpy as np

    chosen = np.zeros(len(rules) + 1, np.uint8)
    for number, rule in enumerate(rules, 1):
        chosen[number] = 255 if any(rule is other for other in kept) else 0
    return chosen[labels]


def _strokes(ink: Gray, scale: float, shortest: float) -> tuple[list[Rule], NDArray[np.int32]]:
    """The long thin horizontal marks, and for each pixel of which it is (from 1; 0: of none)."""
    import cv2
    import numpy as np

    gap = max(2, round(BREAK * scale))
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, round(shortest * scale)), np.uint8))
    # What is left of a slightly tilted rule lies in steps, one pixel apart: join them.
    long = cv2.dilate(long, np.ones((3, gap), np.uint8))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(long)
    rules: list[Rule] = []
    names = np.zeros(count, np.int32)
    trim = gap // 2
    for number in range(1, count):
        x, _, width, height, _ = (int(value) for value in stats[number])
        if height - 2 <= THICK * scale and (width >= SHORT * scale or _stands_free(ink, stats[number], scale)):
            at = float(centres[number][1]) + 0.5
            rules.append(Rule(at / scale, (x + trim) / scale, (x + width - trim) / scale))
            names[number] = len(rules)
    return rules, names[labels]


def _stands_free(ink: Gray, box: NDArray[np.int32], scale: float) -> bool:
    """Whether a short mark has blank paper on both sides: strokes of characters in a row do not."""
    x, y, width, height = (int(value) for value in box[:4])
    near, far = round(SIDES[0] * scale), round(SIDES[1] * scale)
    above = ink[max(0, y - far) : max(0, y - near) + 1, x : x + width]
    below = ink[y + height + near - 1 : y + height + far, x : x + width]
    return all(not side.size or float(side.mean()) <= CROWDED * 255 for side in (above, below))


def _ends_meet(rule: Rule, others: list[Rule]) -> bool:
    """Whether both ends of a short rule lie on rules of the other direction: those of a character's strokes do not."""
    return all(
        any(abs(other.at - end) <= MEET and other.start - MEET <= rule.at <= other.end + MEET for other in others)
        for end in (rule.start, rule.end)
    )
