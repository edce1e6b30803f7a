"""Tables that are ruled across only.

The rules are drawn cell by cell, so their ends are the column edges, and where a piece is missing
a merged label goes on. Where a program drew them in one piece the columns come from the gutters,
but only under a head that begins with 序号: three full lines also stand round an imprint (版记).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.documents.columns import crosses, extent, gutters, is_head, take_while_fitting
from app.services.documents.grid import SNAP, Grid, GridCell, positions
from app.services.documents.pdf_device import Rule

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine

END = 3.0  # ends of rules nearer than this are one column edge
SHORTEST = 8.0


def horizontal_grids(across: Sequence[Rule], free: Sequence[Rule], lines: Sequence[LaidLine]) -> list[Grid]:
    """The grids of the horizontal rules that belong to no fully ruled table."""
    pieces = [rule for rule in across if rule.end - rule.start >= SHORTEST and _lies_on(rule, free)]
    grids = [_grid(group, lines) for group in _groups(pieces)]
    return [grid for grid in grids if grid is not None]


def _lies_on(rule: Rule, free: Sequence[Rule]) -> bool:
    return any(
        abs(rule.at - other.at) <= SNAP and rule.start >= other.start - 1 and rule.end <= other.end + 1
        for other in free
    )


def _groups(rules: list[Rule]) -> list[list[list[Rule]]]:
    """Levels of rules, put together where they share at least two ends."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1][0].at <= SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    groups: list[tuple[list[list[Rule]], list[float]]] = []
    for level in levels:
        ends = positions([end for rule in level for end in (rule.start, rule.end)], END)
        for group, known in groups:
            if sum(any(abs(end - place) <= END for place in known) for end in ends) >= 2:
                group.append(level)
                known.extend(ends)
                break
        else:
            groups.append(([level], list(ends)))
    return [group for group, _ in groups if len(group) >= 2]


def _grid(levels: list[list[Rule]], lines: Sequence[LaidLine]) -> Grid | None:
    xs = positions([end for level in levels for rule in level for end in (rule.start, rule.end)], END)
    ys = [sum(rule.at for rule in level) / len(level) for level in levels]
    ordered = sorted(lines, key=lambda line: line.top)
    if len(xs) == 2:
        xs = _by_gutters(xs, ys, ordered)
    if len(xs) < 3:
        return None
    ys, added_top, added_bottom = _with_open_rows(xs, ys, ordered)
    covered: list[list[Rule]] = [[]] * added_top + levels + [[]] * added_bottom
    inside = [line for line in ordered if ys[0] <= sum(extent(line)) / 2 <= ys[-1]]
    cells = _cells(xs, ys, covered, inside)
    grid = Grid(xs, ys, cells, "horizontal")
    return grid if _is_table(grid, inside) else None


def _by_gutters(xs: list[float], ys: list[float], lines: list[LaidLine]) -> list[float]:
    inside = [line for line in lines if ys[0] - 40 <= sum(extent(line)) / 2 <= ys[-1]]
    heads = [i for i, line in enumerate(inside) if is_head(line)]
    if not heads:
        return xs
    return [xs[0], *(edge for edge in gutters(inside[heads[0] :]) if xs[0] < edge < xs[1]), xs[1]]


def _with_open_rows(xs: list[float], ys: list[float], lines: list[LaidLine]) -> tuple[list[float], int, int]:
    """Add a row above the first rule (the head, or the rest of a split row) and one below the last."""
    middle = [(sum(extent(line)) / 2, line) for line in lines]
    above = [line for y, line in reversed(middle) if y < ys[0]]
    below = [line for y, line in middle if y > ys[-1]]
    top: list[float] = []
    if not any(is_head(line) for y, line in middle if len(ys) > 1 and ys[0] < y < ys[1]):
        taken = take_while_fitting(above, xs, ys[0], down=False)
        if taken and (len(taken) == len(above) or any(is_head(line) for line in taken)):
            top = [extent(taken[-1])[0] - 1]
    taken = take_while_fitting(below, xs, ys[-1], down=True)
    bottom = [extent(taken[-1])[1] + 1] if taken else []
    return [*top, *ys, *bottom], len(top), len(bottom)


def _cells(xs: list[float], ys: list[float], levels: list[list[Rule]], lines: list[LaidLine]) -> list[GridCell]:
    def ruled(level: int, left: int, right: int) -> bool:
        middles = [(xs[i] + xs[i + 1]) / 2 for i in range(left, right)]
        return any(rule.start <= x <= rule.end for rule in levels[level] for x in middles)

    cells: list[GridCell] = []
    growing: dict[tuple[int, int], GridCell] = {}
    for row in range(len(ys) - 1):
        band = [line for line in lines if ys[row] <= sum(extent(line)) / 2 < ys[row + 1]]
        now: dict[tuple[int, int], GridCell] = {}
        for left, right in _runs(xs, band):
            closed = ruled(row, left, right)
            cell = growing.get((left, right))
            # The rows that no rule opens at the page's top are never part of something above them.
            if cell is not None and not closed:
                cell.bottom = row + 1
            else:
                cell = GridCell(row, left, row + 1, right, open_top=not closed)
                cells.append(cell)
            now[left, right] = cell
        growing = now
    for cell in cells:
        cell.open_bottom = not ruled(cell.bottom, cell.left, cell.right)
    return cells


def _runs(xs: list[float], band: list[LaidLine]) -> list[tuple[int, int]]:
    """Neighbouring columns joined where the text of this row runs over the edge between them."""
    runs: list[tuple[int, int]] = []
    start = 0
    for column in range(1, len(xs)):
        if column == len(xs) - 1 or not any(crosses(line, xs[column]) for line in band):
            runs.append((start, column))
            start = column
    return runs


def _is_table(grid: Grid, lines: list[LaidLine]) -> bool:
    """At least half of the rows that have text have it in two columns."""
    filled: dict[int, set[int]] = {}
    for line in lines:
        for glyph in line.glyphs:
            if glyph.text.isspace():
                continue
            cell = grid.cell_at((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
            if cell is not None:
                filled.setdefault(grid.cells[cell].top, set()).add(grid.cells[cell].left)
    return bool(filled) and sum(len(columns) > 1 for columns in filled.values()) * 2 >= len(filled)
