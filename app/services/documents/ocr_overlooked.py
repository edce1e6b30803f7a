"""Ink that the finder of lines passed over: lone figures, the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from app.services.documents.ocr import Rectangle

if TYPE_CHECKING:
    from app.services.documents.ocr import Picture
    from app.services.documents.ocr_decode import ReadCharacter

DARK = 140  # of evened paper, which is 250
AROUND = 0.2  # share of its height by which a found line's box is widened to cover what belongs to it
JOIN = 0.5  # heights: strokes and characters this near are one mark
LOW, HIGH = 0.3, 1.2  # heights of a mark that may be a line of characters
SLIM = 0.1  # heights: slimmer marks are dirt
STROKES = 0.02  # share of a square as high as a line that the smallest character inks
SOLID, SLENDER = 0.62, 0.5  # share of its box that a character inks at most, unless it is a 1: discs are none
BORDER = 0.012  # share of the page where the lid of a scanner throws its shadow
SURE = 0.6  # what is read there less surely is dirt


def overlooked(picture: Picture, boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """Marks of the size of characters that lie in none of the boxes."""
    import cv2
    import numpy as np

    if not boxes:
        return []
    usual = median(box.height for box in boxes)
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    ink = np.asarray(picture.max(axis=2) < DARK, np.uint8)
    for box in boxes:
        margin = round(AROUND * usual)
        ink[max(0, box.top - margin) : box.bottom + margin, max(0, box.x0 - margin) : box.x1 + margin] = 0
    reach = round(JOIN * usual)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach // 2 | 1, reach | 1), np.uint8))
    count, _labels, stats, _ = cv2.connectedComponentsWithStats(whole)
    height, width = ink.shape
    found = []
    for number in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[number])
        at_edge = min(x, width - x - w) < BORDER * width or min(y, height - y - h) < BORDER * height
        if at_edge or not LOW * usual <= h <= HIGH * usual or w < SLIM * usual:
            continue
        inked = int(ink[y : y + h, x : x + w].sum())
        solid = inked > SOLID * w * h and w > SLENDER * h
        if STROKES * usual * usual <= inked and not solid and left <= x + w / 2 <= right:
            found.append(_roomy(Rectangle(x, y, x + w, y + h), usual, width, height))
    return found


def _roomy(box: Rectangle, usual: float, width: int, height: int) -> Rectangle:
    """A box as high as those of lines, with a little room at both ends."""
    middle, half, side = (box.top + box.bottom) / 2, max(usual, box.height) / 2, round(AROUND * usual)
    top, bottom = max(0, round(middle - half)), min(height, round(middle + half))
    return replace(box, x0=max(0, box.x0 - side), x1=min(width, box.x1 + side), top=top, bottom=bottom)


def is_print(text: Sequence[ReadCharacter]) -> bool:
    """Whether what was read there is sure enough to be print."""
    return (
        bool(text)
        and all(character.score >= SURE for character in text)
        and any(character.text.isalnum() for character in text)
    )
