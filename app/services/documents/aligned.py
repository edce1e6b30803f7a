"""Tables without any rule: columns by gutters under a head that begins with 序号, rows by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from app.services.documents.columns import extent, fits, gutters, is_head
from app.services.documents.grid import Grid, GridCell

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine

FAR = 3.0  # sizes: a wider blank below a line ends the table


def aligned_grids(lines: Sequence[LaidLine]) -> list[Grid]:
    """The grids that only the alignment of the text tells; one for each head."""
    ordered = sorted(lines, key=lambda line: line.top)
    heads = [i for i, line in enumerate(ordered) if is_head(line)]
    grids = [_grid(ordered[head:end]) for head, end in pairwise([*heads, len(ordered)])]
    return [grid for grid in grids if grid is not None]


def _grid(lines: list[LaidLine]) -> Grid | None:
    """The table whose head is the first of these lines, down to where the text no longer fits."""
    xs: list[float] = []
    count = 0
    for end in range(2, len(lines) + 1):
        if extent(lines[end - 1])[0] - extent(lines[end - 2])[1] > FAR * lines[0].glyphs[0].size:
            break
        edges = gutters(lines[:end])
        if len(edges) < 2 or (xs and len(edges) < len(xs) - 2):
            break
        wide = [-1e9, *edges, 1e9]
        if not fits(lines[end - 1], wide):
            break
        xs, count = wide, end
    body = lines[:count]
    if count < 2:
        return None
    xs[0] = min(glyph.x0 for line in body for glyph in line.glyphs) - 2
    xs[-1] = max(glyph.x1 for line in body for glyph in line.glyphs) + 2
    ys = _row_edges(body, xs[1])
    if len(ys) < 3:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = [GridCell(row, column, row + 1, column + 1) for row in range(rows) for column in range(columns)]
    return Grid(xs, ys, cells, "aligned")


def _row_edges(lines: list[LaidLine], first_column: float) -> list[float]:
    """Between two numbers the widest blank parts the rows; where all are alike, the one above the number."""
    extents = [extent(line) for line in lines]
    marked = [
        i for i, line in enumerate(lines) if line.glyphs[0].x1 <= first_column and not line.glyphs[0].text.isspace()
    ]
    edges = [extents[0][0] - 1]
    for above, below in pairwise(marked):
        blanks = [(round(extents[i + 1][0] - extents[i][1], 0), i) for i in range(above, below)]
        _, place = max(blanks)
        edges.append((extents[place][1] + extents[place + 1][0]) / 2)
    return [*edges, extents[-1][1] + 1]


def _begins_left(line: LaidLine, edge: float) -> bool:
    shown = next((glyph for glyph in line.glyphs if not glyph.text.isspace()), None)
    return shown is not None and shown.x1 <= edge
