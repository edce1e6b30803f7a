"""Grids that rules do not hold together: rows of one cell, pages within one row, columns that one cell fills."""

from __future__ import annotations

from app.services.documents.bands import with_bands
from app.services.documents.grid import Grid, open_row, ruled_grids
from app.services.documents.layout import LaidLine
from app.services.documents.pdf_device import Glyph, Rule

XS = [50.0, 100.0, 300.0]
UPRIGHTS = [Rule(x, 100.0, 700.0) for x in (100.0, 200.0)]


def _grid(top: float, bottom: float) -> Grid:
    across = [Rule(top, 50, 300), Rule(bottom, 50, 300)]
    (grid,), _ = ruled_grids(across, [Rule(x, top, bottom) for x in XS])
    return grid


def _line(x: float, top: float, words: str) -> LaidLine:
    signs = enumerate(words)
    return LaidLine([Glyph(w, x + 10 * n, top, x + 10 * n + 10, top + 10, top + 9, 10.0, "宋体", 0) for n, w in signs])


def test_a_row_of_one_cell_joins_the_grids_above_and_below() -> None:
    (grid,) = with_bands([_grid(100, 120), _grid(150, 170)], [], [_line(120, 130, "一、治水")])
    assert [(c.top, c.left, c.right) for c in grid.cells] == [(0, 0, 1), (0, 1, 2), (1, 0, 2), (2, 0, 1), (2, 1, 2)]


def test_an_empty_gap_parts_two_tables() -> None:
    assert len(with_bands([_grid(100, 120), _grid(150, 170)], [], [])) == 2


def test_a_rule_as_wide_as_the_table_closes_its_last_row() -> None:
    (grid,) = with_bands([_grid(100, 120)], [Rule(150, 50, 300)], [_line(120, 130, "二、治气")])
    assert grid.ys == [100, 120, 150]


def test_a_page_within_one_row_has_uprights_only() -> None:
    row = open_row(UPRIGHTS, Grid([50.0, 100.0, 200.0, 300.0], [0.0, 10.0], []))
    assert row is not None
    assert all(cell.open_top and cell.open_bottom for cell in row.cells)


def test_uprights_elsewhere_hold_no_row() -> None:
    assert open_row(UPRIGHTS, Grid([50.0, 120.0, 220.0, 300.0], [0.0, 10.0], [])) is None


def test_a_column_that_one_cell_fills_does_not_cut_the_table() -> None:
    ys = (100.0, 150.0, 200.0)
    across = [Rule(y, *ends) for y in ys for ends in ((50.0, 80.0), (120.0, 300.0))]
    down = [Rule(x, 100.0, 200.0) for x in (50.0, 80.0, 120.0, 200.0, 300.0)]
    grids, free = ruled_grids(across, down)
    assert [grid.xs for grid in grids] == [[50.0, 80.0, 120.0, 200.0, 300.0]]
    assert not free
