"""A photograph of a page: the sheet is found on its darker ground, and seen from straight above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.documents.plane import Plane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.services.documents.ocr import Picture

SMALL = 600  # pixels: the sheet is looked for on a smaller picture
SHEET = (0.35, 0.94)  # share of the picture that the sheet covers; a scan has no ground round it
DARKER = 40  # grey levels between sheet and ground, on every side
RING = 0.012  # share of a side that certainly shows the ground


def flattened(picture: Picture) -> tuple[Picture, Plane] | None:
    """The sheet alone, and the way (in pixels) from it to the photograph; None where this is no photograph of one."""
    import cv2
    import numpy as np

    corners = _sheet(picture)
    if corners is None:
        return None
    width = round(max(_length(corners[1] - corners[0]), _length(corners[2] - corners[3])))
    height = round(max(_length(corners[3] - corners[0]), _length(corners[2] - corners[1])))
    flat = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.getPerspectiveTransform(corners, flat)
    sheet = cv2.warpPerspective(picture, there, (width, height), flags=cv2.INTER_CUBIC)
    a, b, c, d, e, f, g, h, i = np.linalg.inv(there).ravel().tolist()
    return np.asarray(sheet, np.uint8), (a, b, c, d, e, f, g, h, i)


def in_points(plane: Plane, scale: float) -> Plane:
    """A way in pixels as a way in points; ``scale``: pixels a point."""
    a, b, c, d, e, f, g, h, i = plane
    return (a, b, c / scale, d, e, f / scale, g * scale, h * scale, i)


def _length(way: NDArray[np.float32]) -> float:
    return float((way**2).sum() ** 0.5)


def _sheet(picture: Picture) -> NDArray[np.float32] | None:
    """The corners of a bright sheet: upper left, upper right, lower right, lower left."""
    import cv2
    import numpy as np

    scale = min(1.0, SMALL / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    gray = cv2.medianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), 7)
    height, width = gray.shape
    high, wide = max(1, round(RING * height)), max(1, round(RING * width))
    sides = (gray[:high], gray[-high:], gray[:, :wide], gray[:, -wide:])
    level, bright = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    middle = float(np.median(gray[height // 4 : -height // 4, width // 4 : -width // 4]))
    if middle < level or any(float(np.percentile(side, 80)) > middle - DARKER for side in sides):
        return None
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = cv2.convexHull(max(contours, key=cv2.contourArea))
    if not SHEET[0] <= cv2.contourArea(outline) / (width * height) <= SHEET[1]:
        return None
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True).reshape(-1, 2)
    if len(corners) != 4:
        return None
    sums, gaps = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = [int(sums.argmin()), int(gaps.argmax()), int(sums.argmax()), int(gaps.argmin())]
    return np.asarray(corners[order], np.float32) / np.float32(scale) if len(set(order)) == 4 else None
