"""Photographs of pages."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.services.documents.plane import carried
from app.services.documents.scan_photo import flattened, in_points

CORNERS = [[60, 40], [740, 70], [760, 1120], [30, 1090]]


def photograph(ground: int = 90) -> np.ndarray:
    picture = np.full((1170, 800, 3), ground, np.uint8)
    cv2.fillPoly(picture, [np.asarray(CORNERS)], (235, 235, 235))
    return picture


def test_sheet_is_seen_from_above() -> None:
    flat = flattened(photograph())
    assert flat is not None
    sheet, back = flat
    assert sheet[12:-12, 12:-12].min() > 200
    height, width = sheet.shape[:2]
    assert carried(back, (0, 0, 0, 0))[:2] == pytest.approx(CORNERS[0], abs=6)
    assert carried(back, (width, height, width, height))[:2] == pytest.approx(CORNERS[2], abs=6)


def test_way_in_points() -> None:
    assert carried(in_points((1, 0, 20, 0, 1, 40, 0.01, 0, 1), 2), (50, 50, 50, 50))[0] == pytest.approx(
        carried((1, 0, 20, 0, 1, 40, 0.01, 0, 1), (100, 100, 100, 100))[0] / 2
    )


@pytest.mark.parametrize("ground", [235, 215])
def test_scans_and_pale_grounds_are_no_photographs(ground: int) -> None:
    assert flattened(photograph(ground)) is None


def test_black_border_on_two_sides_is_no_ground() -> None:
    picture = np.full((1170, 800, 3), 240, np.uint8)
    picture[:20] = picture[:, :20] = 10
    assert flattened(picture) is None
