"""Rows told by the places of their cells."""

from __future__ import annotations

from app.services.documents.row_blocks import Piece, cells_of, rows_by_cells


def _lines(*tops: float) -> list[Piece]:
    return [Piece(top, top + 10, "字") for top in tops]


NUMBERS = [Piece(12, 22, "1"), Piece(72, 82, "2")]
TEXTS = _lines(0, 14, 28, 60, 74, 88)


def _edges(*others: list[Piece], numbers: list[Piece] | None = None) -> list[float] | None:
    return rows_by_cells([NUMBERS, TEXTS, *others], 1, 10.0, 6.0, NUMBERS if numbers is None else numbers)


def test_lines_of_a_cell_stand_close() -> None:
    assert [(cell.top, cell.bottom) for cell in cells_of(TEXTS, 6.0)] == [(0, 38), (60, 98)]


def test_the_highest_cell_tells_where_a_row_ends() -> None:
    duties = _lines(12, 66, 80, 94, 108)
    assert _edges(duties) == [49.0]


def test_the_rest_of_a_row_at_the_head_of_a_page_is_a_row() -> None:
    texts = [Piece(p.top + 60, p.bottom + 60, p.text) for p in TEXTS]
    numbers = [Piece(p.top + 60, p.bottom + 60, p.text) for p in NUMBERS]
    assert rows_by_cells([numbers, texts, _lines(0, 72, 132)], 1, 10.0, 6.0, numbers) == [35.0, 109.0]


def test_a_merged_label_between_two_rows_parts_nothing() -> None:
    assert _edges(_lines(44)) == [49.0]


def test_rows_as_close_as_lines_are_not_told() -> None:
    close = _lines(0, 14, 28, 42)
    assert rows_by_cells([NUMBERS[:1] + _lines(30), close], 1, 10.0, 6.0, [NUMBERS[0], Piece(30, 40, "2")]) is None


def test_a_cell_beside_two_texts_close_together_makes_them_one() -> None:
    texts = _lines(0, 14, 50, 64, 100, 114, 132, 146, 180, 194, 230)
    dates = [*_lines(7, 57), *_lines(112, 126, 140), *_lines(187, 230)]
    duties = _lines(7, 57, 110, 136, 187, 230)
    assert rows_by_cells([texts, dates, duties], 0, 10.0, 6.0, []) == [37.0, 87.0, 168.0, 217.0]
