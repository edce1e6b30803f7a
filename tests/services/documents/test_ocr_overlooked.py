"""Marks that no box of a line covers."""

from __future__ import annotations

import numpy as np
import pytest

from app.services.documents.ocr import Rectangle
from app.services.documents.ocr_decode import ReadCharacter
from app.services.documents.ocr_overlooked import is_print, overlooked

LINE = Rectangle(100, 100, 400, 140)


def page(*marks: tuple[int, int, int, int]) -> np.ndarray:
    picture = np.full((800, 600, 3), 250, np.uint8)
    picture[108:132, 105:395:3] = 20
    for x0, top, x1, bottom in marks:
        picture[top:bottom, x0:x1] = 20
    return picture


def test_nothing_is_left_beside_a_found_line() -> None:
    assert overlooked(page(), [LINE]) == []


def test_lone_mark_gets_the_height_of_a_line() -> None:
    (found,) = overlooked(page((300, 308, 306, 332)), [LINE])
    assert (found.x0, found.top, found.x1, found.bottom) == (292, 300, 314, 340)


def test_marks_near_each_other_are_one() -> None:
    assert len(overlooked(page((300, 308, 306, 332), (324, 308, 330, 332)), [LINE])) == 1


@pytest.mark.parametrize(
    "mark", [(300, 308, 303, 311), (300, 308, 324, 332), (300, 300, 340, 400), (0, 308, 8, 332), (592, 308, 598, 332)]
)
def test_dirt_pictures_and_edges_are_no_print(mark: tuple[int, int, int, int]) -> None:
    assert overlooked(page(mark), [LINE]) == []


@pytest.mark.parametrize(
    ("text", "score", "want"), [("7", 0.9, True), ("7", 0.5, False), ("。", 0.9, False), ("", 1, False)]
)
def test_only_sure_words_and_figures_are_print(text: str, score: float, want: bool) -> None:
    assert is_print([ReadCharacter(sign, score, 5) for sign in text]) is want
