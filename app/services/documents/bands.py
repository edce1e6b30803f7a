"""Rows of one cell over all columns in tables without uprights at their sides: only lines above and below hold them.

Where such a row stands, no upright joins the rows above with those below, so that each stretch is a grid of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.documents.columns import extent, pieces
from app.services.documents.grid import Grid, GridCell
from app.services.documents.pdf_device import Rule
from app.services.documents.table_heads import head_at, is_annex

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine

HEIGHT = 60.0  # points: no such row is higher
NEAR = 4.0  # points: edges of the same column


def with_bands(grids: Sequence[Grid], free: Sequence[Rule], lines: Sequence[LaidLine]) -> list[Grid]:
    """The grids with the rows between them; ``free``: rules of no grid; ``lines``: all of the page."""
    ordered = sorted(lines, key=lambda line: line.top)
    made: list[Grid] = []
    for grid in sorted((_extended(grid, free, ordered) for grid in grids), key=lambda grid: grid.ys[0]):
        before = made[-1] if made else None
        if before is not None and _same_columns(before, grid) and _one_table(before, grid, ordered):
            made[-1] = _joined(before, grid)
        else:
            made.append(grid)
    return made


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) < NEAR for a, b in zip(one.xs, other.xs, strict=True))


def _one_table(above: Grid, below: Grid, lines: Sequence[LaidLine]) -> bool:
    """Whether a row of one cell stands between two grids, and no title of another table."""
    first = [line for line in lines if below.ys[0] < _middle(line) < below.ys[-1]]
    if first and head_at(first, 0) is not None:
        return False
    gap = below.ys[0] - above.ys[-1]
    return abs(gap) < NEAR or _is_band(above.ys[-1], below.ys[0], lines)


def _middle(line: LaidLine) -> float:
    return sum(extent(line)) / 2


def _is_band(top: float, bottom: float, lines: Sequence[LaidLine]) -> bool:
    """Whether one or two lines of one piece stand between two heights that are the edges of a row."""
    inside = [line for line in lines if top < _middle(line) < bottom]
    if not 0 < bottom - top < HEIGHT or not 1 <= len(inside) <= 2:
        return False
    return all(len(pieces(line)) == 1 and not is_annex(line) for line in inside)


def _extended(grid: Grid, free: Sequence[Rule], lines: Sequence[LaidLine]) -> Grid:
    """A grid with the row between its first or last edge and a rule as wide as it is."""
    wide = [r.at for r in free if abs(r.start - grid.xs[0]) < NEAR and abs(r.end - grid.xs[-1]) < NEAR]
    above = max((at for at in wide if at < grid.ys[0] - NEAR), default=None)
    below = min((at for at in wide if at > grid.ys[-1] + NEAR), default=None)
    if above is not None and _is_band(above, grid.ys[0], lines):
        grid = _joined(Grid(grid.xs, [above], []), grid)
    if below is not None and _is_band(grid.ys[-1], below, lines):
        grid = _joined(grid, Grid(grid.xs, [below], []))
    return grid


def _joined(above: Grid, below: Grid) -> Grid:
    """One grid of two, with a row of one cell between them if they do not touch."""
    touching = abs(below.ys[0] - above.ys[-1]) < NEAR
    shift = len(above.ys) - touching
    row = len(above.ys) - 1
    between = [] if touching else [GridCell(row, 0, row + 1, len(above.xs) - 1)]
    moved = [GridCell(c.top + shift, c.left, c.bottom + shift, c.right, c.open_top, c.open_bottom) for c in below.cells]
    return Grid(above.xs, [*above.ys, *below.ys[touching:]], [*above.cells, *between, *moved])
