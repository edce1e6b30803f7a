"""Boxes of lines: cut, parted, made glyphs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from app.services.documents.ocr import Rectangle
from app.services.documents.ocr_boxes import (
    Piece,
    apart,
    cut_at_rules,
    cut_high,
    cut_tall,
    glyphs_of,
    with_room,
    without_grain,
    without_nested,
    without_page_dashes,
    without_strays,
)
from app.services.documents.ocr_decode import ReadCharacter
from app.services.documents.pdf_device import Rule


def piece(words: str, box: Rectangle, pitch: float = 30) -> Piece:
    return Piece(box, [ReadCharacter(sign, 0.9, (i + 0.5) * pitch) for i, sign in enumerate(words)])


def striped(height: int, width: int, *rows: tuple[int, int]) -> np.ndarray:
    picture = np.full((height, width, 3), 250, np.uint8)
    for start, end in rows:
        picture[start:end, 5 : width - 5 : 2] = 20
    return picture


def test_box_over_a_rule_is_cut_there() -> None:
    parts = cut_at_rules(Rectangle(0, 0, 100, 40), [Rule(20, 0, 50), Rule(30, 60, 90)], 2)
    assert [(part.x0, part.x1) for part in parts] == [(0, 40), (40, 100)]


def test_slip_beyond_a_rule_falls_away() -> None:
    parts = cut_at_rules(Rectangle(0, 0, 100, 40), [Rule(48, 0, 50)], 2)
    assert [(part.x0, part.x1) for part in parts] == [(0, 96)]


def test_downward_writing_is_cut_into_characters() -> None:
    parts = cut_tall(Rectangle(0, 0, 40, 120), striped(120, 40, (5, 35), (45, 75), (85, 115)))
    assert len(parts) == 3
    assert all(0.5 < part.height / part.width < 1.2 for part in parts)


def test_two_lines_in_one_box_are_parted() -> None:
    parts = cut_high(Rectangle(0, 0, 200, 80), 40, striped(80, 200, (8, 34), (46, 72)))
    assert [round((part.top + part.bottom) / 2, -1) for part in parts] == [20, 60]


def test_long_box_of_a_line_and_a_short_line_is_cut() -> None:
    picture = striped(60, 600, (6, 30), (36, 56))
    picture[36:56, 120:] = 250
    parts = cut_high(Rectangle(0, 0, 600, 60), 42, picture)
    assert [(part.top, part.bottom) for part in parts] == [(1, 33), (33, 60)]
    assert len(cut_high(Rectangle(0, 0, 100, 60), 42, picture)) == 1


def test_large_type_is_one_line() -> None:
    box = Rectangle(0, 0, 200, 80)
    assert cut_high(box, 40, striped(80, 200, (10, 70))) == [box]


def test_lines_that_reach_into_each_other_are_parted() -> None:
    upper, lower = apart([Rectangle(0, 0, 100, 44), Rectangle(10, 30, 90, 74)])
    assert upper.bottom == lower.top == 37


def test_columns_side_by_side_stay() -> None:
    boxes = [Rectangle(0, 0, 100, 44), Rectangle(110, 30, 190, 74)]
    assert apart(boxes) == boxes


def test_box_of_grain_goes() -> None:
    picture = striped(120, 100, (5, 35), (85, 115))
    picture[45:75, 10:90:3] -= 30
    boxes = [Rectangle(0, top, 100, top + 40) for top in (0, 40, 80)]
    assert without_grain(boxes, picture) == [boxes[0], boxes[2]]


def test_lone_thin_figure_is_no_grain() -> None:
    picture = striped(80, 100, (5, 35))
    picture[48:72, 60:63] = 20
    boxes = [Rectangle(0, 0, 100, 40), Rectangle(30, 40, 96, 80)]
    assert without_grain(boxes, picture) == boxes


def test_nested_box_goes() -> None:
    outer = Rectangle(0, 0, 100, 40)
    assert without_nested([Rectangle(20, 5, 60, 30), outer]) == [outer]


def test_room_ends_at_a_rule_and_at_the_next_box() -> None:
    boxes = [Rectangle(0, 0, 100, 40), Rectangle(110, 0, 200, 40), Rectangle(0, 60, 100, 100)]
    found = with_room(boxes, [Rule(206, 0, 50)], 1000, 1)
    assert [box.x1 for box in found] == [110, 204, 124]


def test_only_signs_are_kept_in_the_added_room() -> None:
    text = piece("水务三", Rectangle(0, 0, 60, 40)).text
    assert "".join(c.text for c in without_strays(text, 60)) == "水务"
    assert "".join(c.text for c in without_strays(piece("水务、", Rectangle(0, 0, 60, 40)).text, 60)) == "水务、"


def test_lone_dashes_at_the_foot_go_and_in_the_body_stay() -> None:
    body, foot = (piece("一一", Rectangle(0, top, 60, top + 30)) for top in (500, 960))
    assert without_page_dashes([body, foot], 1000) == [body]


def test_characters_get_places_sizes_and_scores() -> None:
    glyphs = glyphs_of([piece("水务一局", Rectangle(100, 200, 220, 242))], 2)
    assert [glyph.text for glyph in glyphs] == ["水", "务", "一", "局"]
    assert {glyph.size for glyph in glyphs} == {15.0}
    assert (glyphs[0].x0, glyphs[-1].x1, glyphs[0].score) == (50, 110, 0.9)
    assert all(left.x1 <= right.x0 + 0.01 for left, right in pairwise(glyphs))


def test_low_box_of_signs_takes_the_line_beside_it() -> None:
    line, comma = piece("水务一局", Rectangle(0, 0, 120, 40)), piece("，", Rectangle(122, 26, 140, 40))
    first, *_, last = glyphs_of([line, comma], 1)
    assert (last.base, last.size) == (first.base, first.size)
