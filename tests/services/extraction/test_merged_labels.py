"""Labels of tables without uprights: which rows they stand for."""

from __future__ import annotations

import pytest

from app.services.extraction.merged_labels import _Label, _runs, _Sheet
from app.services.extraction.text_cleaning import Flow

ROWS = [(0.0, 40.0), (40.0, 60.0), (60.0, 100.0), (100.0, 140.0)]


def _parted(middles: list[float], *, top: bool = False) -> list[tuple[int, int, int | None]]:
    labels = [_Label(y - 5, y + 5, Flow("签")) for y in middles]
    sheet = _Sheet(labels, ROWS, 10.0, [[0.0] * len(ROWS) for _ in labels])
    return [(run.start, run.end, run.label) for run in _runs(sheet, top=top)[1]]


@pytest.mark.parametrize(
    ("middles", "runs"),
    [
        ([70.0], [(0, 4, 0)]),
        ([30.0, 100.0], [(0, 2, 0), (2, 4, 1)]),
        ([20.0, 70.0, 120.0], [(0, 1, 0), (1, 3, 1), (3, 4, 2)]),
        ([100.0], [(0, 2, None), (2, 4, 0)]),
    ],
)
def test_labels_stand_in_the_middle_of_their_rows(
    middles: list[float], runs: list[tuple[int, int, int | None]]
) -> None:
    assert _parted(middles) == runs


def test_labels_stand_at_the_top_of_their_rows() -> None:
    assert _parted([5.0, 45.0], top=True) == [(0, 1, 0), (1, 4, 1)]


def test_words_of_another_measure_weigh() -> None:
    labels = [_Label(45, 55, Flow("甲")), _Label(95, 105, Flow("乙"))]
    strange = [[0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0]]
    runs = _runs(_Sheet(labels, ROWS, 10.0, strange), top=False)[1]
    assert [(run.start, run.end) for run in runs][-1] == (2, 4)
