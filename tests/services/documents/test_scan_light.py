"""Light, grain and holes of scanned paper."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.services.documents.scan_light import evened, without_holes

DPI = 144


def paper(level: int = 250) -> np.ndarray:
    return np.full((1684, 1190, 3), level, np.uint8)


def test_punched_hole_at_the_edge_goes() -> None:
    picture = paper()
    cv2.circle(picture, (45, 800), 17, (40, 40, 40), -1)
    assert without_holes(picture, DPI).min() > 200
    assert picture.min() == 40


@pytest.mark.parametrize(("place", "radius"), [((600, 800), 17), ((45, 800), 4), ((45, 800), 60)])
def test_other_discs_stay(place: tuple[int, int], radius: int) -> None:
    picture = paper()
    cv2.circle(picture, place, radius, (40, 40, 40), -1)
    assert without_holes(picture, DPI) is picture


def test_faded_ink_becomes_dark() -> None:
    picture = paper(235)
    picture[400:408, 100:1000] = picture[700:708, 100:1000] = picture[900:908, 100:1000] = 175
    assert evened(picture)[404, 500].max() < 100
