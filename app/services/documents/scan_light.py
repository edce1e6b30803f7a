"""Even light: paper becomes white, faded ink dark, the grain of a noisy scanner is smoothed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.documents.ocr import Picture

WHITE = 250
INK = 60  # what the ink of a page is darkened to at least
DARK = 120  # of evened paper
HOLE, EDGE = (3.5, 9.0), 16.0  # millimetres: the width of a punched hole, and how far from the edge it may be
ROUND, FULL = 1.25, (0.68, 0.86)  # a disc is as wide as it is high, and fills this share of its box
GRAIN = 5.0  # grey levels: a scanner noisier than this is smoothed


def evened(picture: Picture) -> Picture:
    """The page as on white paper in even light."""
    import cv2
    import numpy as np

    grain = grain_of(picture)
    if grain > GRAIN:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), min(1.0, 0.08 * grain)), np.uint8)
    flat = cv2.divide(picture, paper(picture), scale=WHITE)
    ink = float(np.percentile(flat[::4, ::4], 0.5))
    if INK < ink < WHITE - 60:  # faded, but not a blank page
        stretch = (WHITE - INK) / (WHITE - ink)
        flat = cv2.convertScaleAbs(flat, alpha=stretch, beta=WHITE * (1 - stretch))
    return np.asarray(flat, np.uint8)


def without_holes(picture: Picture, dpi: float) -> Picture:
    """The page without the holes punched into its edges: dark discs."""
    import cv2
    import numpy as np

    dark = np.asarray(picture.max(axis=2) < DARK, np.uint8)
    height, width = dark.shape
    least, most, reach = (round(length * dpi / 25.4) for length in (*HOLE, EDGE))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    found = picture
    for number in np.nonzero((stats[:, 2] >= least) & (stats[:, 3] >= least) & (stats[:, 2] <= most))[0]:
        x, y, w, h, area = (int(value) for value in stats[number])
        if max(w, h) > most or max(w, h) > ROUND * min(w, h) or not FULL[0] <= area / (w * h) <= FULL[1]:
            continue
        if min(x, y, width - x - w, height - y - h) <= reach:
            found = found.copy() if found is picture else found
            cv2.rectangle(found, (x - 2, y - 2), (x + w + 2, y + h + 2), (WHITE,) * 3, -1)
    return found


def paper(picture: Picture) -> Picture:
    """The paper without what is printed on it."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 9)
    small = cv2.erode(small, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def grain_of(picture: Picture) -> float:
    """The noise of the paper in grey levels: how much neighbouring pixels differ where nothing is printed."""
    import numpy as np

    plane = picture[:, :, 1].astype(np.int16)
    steps = np.abs(plane[::2, 2::2] - plane[::2, 1:-1:2])
    return float(np.percentile(steps, 50)) / 0.954  # the median of the difference of two normal values
