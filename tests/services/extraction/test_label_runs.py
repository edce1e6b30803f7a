"""Labels of tables without uprights: which rows they stand for, and where that stays open."""

from __future__ import annotations

import pytest

from app.services.extraction.label_runs import Band, Sheet, Way, part_rows

ROWS = [(0.0, 40.0), (50.0, 60.0), (70.0, 100.0), (110.0, 150.0)]


def _rows(*parts: int, tied: int = -1, fresh: int = -1) -> list[Band]:
    numbered = parts or (0, 0, 0, 0)
    return [Band(*edges, numbered[n], n == tied, n == fresh) for n, edges in enumerate(ROWS)]


def _owners(middles: list[float], rows: list[Band] | None = None, way: Way = Way.MIDDLE) -> list[int | None]:
    rows = rows or _rows()
    labels = [Band(y - 5, y + 5, max(r.part for r in rows if r.top <= y)) for y in middles]
    return list(part_rows(Sheet(labels, rows, 10.0), way).owners)


@pytest.mark.parametrize(
    ("middles", "owners"),
    [
        ([75.0], [0, 0, 0, 0]),
        ([30.0, 110.0], [0, 0, 1, 1]),
        ([20.0, 75.0, 130.0], [0, 1, 1, 2]),
    ],
)
def test_labels_stand_in_the_middle_of_their_rows(middles: list[float], owners: list[int]) -> None:
    assert _owners(middles) == owners


def test_labels_stand_at_the_top_of_their_rows() -> None:
    assert _owners([5.0, 55.0], way=Way.TOP) == [0, 1, 1, 1]


def test_a_cell_reaches_over_a_page_break() -> None:
    assert _owners([30.0, 110.0], _rows(0, 1, 1, 1)) == [0, 0, 1, 1]


def test_the_rest_of_a_row_has_its_label() -> None:
    assert _owners([20.0, 100.0], _rows(0, 1, 1, 1, tied=1)) == [0, 0, 1, 1]


def test_no_cell_reaches_into_another_table() -> None:
    assert _owners([20.0, 100.0], _rows(0, 1, 1, 1, fresh=1)) == [0, 1, 1, 1]


def test_words_of_another_measure_weigh() -> None:
    labels = [Band(45, 55, 0), Band(115, 125, 0)]
    strange = [[0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0]]
    assert list(part_rows(Sheet(labels, _rows(), 10.0, strange), Way.MIDDLE).owners) == [0, 0, 0, 1]


def test_a_row_that_may_have_either_label_is_open() -> None:
    even = [Band(y, y + 10, 0) for y in (0.0, 20.0, 40.0)]
    parted = part_rows(Sheet([Band(5, 15, 0), Band(35, 45, 0)], even, 10.0), Way.MIDDLE)
    assert [parted.is_open(n) for n in range(3)] == [False, True, False]


def test_labels_that_fit_no_rows_leave_all_open() -> None:
    parted = part_rows(Sheet([Band(0, 10, 0)] * 5, _rows(), 10.0), Way.MIDDLE)
    assert set(parted.owners) == {None}
    assert all(parted.is_open(n) for n in range(4))
