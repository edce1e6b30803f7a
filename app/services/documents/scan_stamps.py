"""Seals over print: their red or blue ink is taken off, the black print under them stays.

A seal is told from a red letterhead by its shape: one large mark about as high as it is wide, mostly open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.services.documents.ocr import Picture

TINTED = 16  # the same of the rim of a seal's strokes
PRINT, PALE = 90, 190  # in the light of the seal's colour: darker is print, brighter is paper
COLOURED = 40  # grey levels between a pixel's strongest and weakest colour
LEAST, MOST = 16.0, 75.0  # millimetres: seals of offices are 30 to 50, those of persons 18
JOIN = 2.5  # millimetres: gaps within a seal
ROUND = 1.7  # seals are at most this much wider than high, or higher than wide
OPEN = 0.75  # share of its box that a seal inks at most
EDGE = 0.5  # millimetres of paler colour round a stroke
RARE = 0.0005  # share of coloured pixels of a page without any seal


@dataclass(frozen=True)
class Unsealed:
    """A page without its seals: ``light`` as seen in their own colour, ``print`` with nothing left of them.

    ``inked`` are the pixels they covered, None where there is no seal.
    """

    light: Picture
    print: Picture
    inked: NDArray[np.bool_] | None = None


def without_stamps(picture: Picture, dpi: float) -> Unsealed:
    """The picture without seals; the same picture where there are none."""
    import cv2
    import numpy as np

    spread = picture.max(axis=2) - picture.min(axis=2)
    coloured = np.asarray(spread > COLOURED, np.uint8)
    if float(coloured.mean()) < RARE:
        return Unsealed(picture, picture)
    millimetre = dpi / 25.4
    area = _seals(coloured, millimetre)
    if not area.any():
        return Unsealed(picture, picture)
    edge = max(1, round(EDGE * millimetre))
    tinted = np.asarray(spread > TINTED, np.uint8) & area
    inked = np.asarray(cv2.dilate(tinted, np.ones((2 * edge + 1, 2 * edge + 1), np.uint8)), np.bool_)
    # A red mark is nearly as bright as paper in red light, a blue one in blue light; black print is dark in either.
    shown = picture.max(axis=2)[inked].astype(np.float32)
    light, clean = picture.copy(), picture.copy()
    light[inked] = shown.astype(np.uint8)[:, np.newaxis]
    paler = PRINT + (shown - PRINT) * ((255 - PRINT) / (PALE - PRINT))
    clean[inked] = np.clip(np.maximum(shown, paler), 0, 255).astype(np.uint8)[:, np.newaxis]
    return Unsealed(light, clean, inked)


def _seals(coloured: NDArray[np.uint8], millimetre: float) -> NDArray[np.uint8]:
    """The boxes of seals, as a mask."""
    import cv2
    import numpy as np

    gap = max(2, round(JOIN * millimetre))
    small = 4  # looked for on a smaller picture
    shrunk = cv2.resize(coloured, None, fx=1 / small, fy=1 / small, interpolation=cv2.INTER_AREA)
    shrunk = np.asarray(cv2.resize(coloured * 255, shrunk.shape[::-1], interpolation=cv2.INTER_AREA) > 40, np.uint8)
    whole = cv2.dilate(shrunk, np.ones((max(1, gap // small), max(1, gap // small)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole)
    area = np.zeros_like(coloured)
    for number in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[number])
        short, long = sorted((width * small / millimetre, height * small / millimetre))
        inked = float(shrunk[y : y + height, x : x + width][labels[y : y + height, x : x + width] == number].sum())
        if short >= LEAST and long <= MOST and long <= ROUND * short and inked <= OPEN * width * height:
            area[y * small : (y + height) * small, x * small : (x + width) * small] = 1
    return area
