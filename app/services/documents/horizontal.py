"""Tables that are ruled across only.

The rules are drawn cell by cell, so their ends are the column edges, and where a piece is missing
a merged label goes on. Where a program drew them in one piece the columns come from the gutters,
but only under a head of usual names: three full lines also stand round an imprint (版记).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from app.services.documents.columns import crosses, extent, pieces
from app.services.documents.grid import SNAP, Grid, GridCell, merge_rules, positions
from app.services.documents.pdf_device import Rule
from app.services.documents.table_heads import head_at, is_annex, is_head
from app.services.documents.text_columns import ORDINAL, Columns, columns_under, is_section, reach, take_while_fitting
from app.services.documents.text_rows import numbers_in, row_edges

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine

END = 3.0  # ends of rules nearer than this are one column edge
SHORTEST = 8.0
SAME = 12.0  # a column edge told by the text is no further from the one told by the rules
OUT = 20.0  # a table that goes on has its outer edges this near the ones before


def horizontal_grids(
    across: Sequence[Rule], free: Sequence[Rule], lines: Sequence[LaidLine], before: Columns | None = None
) -> list[tuple[Grid, Columns]]:
    """The grids of the horizontal rules that belong to no fully ruled table, with their columns.

    ``before``: the columns of a table that fills the page before; it may go on here without a head.
    """
    found = [rule for rule in across if rule.end - rule.start >= SHORTEST and _lies_on(rule, free)]
    ordered = sorted(lines, key=lambda line: line.top)
    grids = [_grid(part, ordered, before) for group in _groups(found) for part in _parted(group, ordered)]
    return [grid for grid in grids if grid is not None]


def _lies_on(rule: Rule, free: Sequence[Rule]) -> bool:
    return any(
        abs(rule.at - other.at) <= SNAP and rule.start >= other.start - 1 and rule.end <= other.end + 1
        for other in free
    )


def _groups(rules: list[Rule]) -> list[list[list[Rule]]]:
    """Levels of rules, put together where they share at least two ends, or one within the others' reach."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1][0].at <= SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    groups: list[tuple[list[list[Rule]], list[float]]] = []
    for level in levels:
        ends = positions([end for rule in level for end in (rule.start, rule.end)], END)
        for group, known in reversed(groups):
            shared = sum(any(abs(end - place) <= END for place in known) for end in ends)
            within = min(known) - END <= ends[0] and ends[-1] <= max(known) + END
            if shared >= 2 or within:
                group.append(level)
                known.extend(ends)
                break
        else:
            groups.append(([level], list(ends)))
    return [group for group, _ in groups if len(group) >= 2]


def _parted(levels: list[list[Rule]], lines: Sequence[LaidLine]) -> list[list[list[Rule]]]:
    """The levels of each table, where several with the same edges stand below each other: a head begins one."""
    made: list[list[list[Rule]]] = [[]]
    for n, level in enumerate(levels):
        after = levels[n + 1][0].at if n + 1 < len(levels) else level[0].at
        rest = [line for line in lines if level[0].at <= sum(extent(line)) / 2]
        band = rest if rest and sum(extent(rest[0])) / 2 < after else []
        if len(made[-1]) > 1 and band and head_at(band, 0) is not None:
            above = [line for line in lines if levels[n - 1][0].at <= sum(extent(line)) / 2 < level[0].at]
            if all(len(pieces(line)) == 1 or is_annex(line) for line in above):
                made.append([])
        made[-1].append(level)
    return [part for part in made if len(part) >= 2]


def _grid(levels: list[list[Rule]], ordered: list[LaidLine], before: Columns | None) -> tuple[Grid, Columns] | None:
    ends = positions([end for level in levels for rule in level for end in (rule.start, rule.end)], END)
    ys = [sum(rule.at for rule in level) / len(level) for level in levels]
    columns = _columns(ends, ys, ordered, before)
    xs = columns.xs
    if len(xs) < 3 or (columns.head is not None and _has_three_lines(levels)):
        return None
    ys, added_top, added_bottom = _with_open_rows(xs, ys, ordered)
    covered: list[list[Rule]] = [[]] * added_top + levels + [[]] * added_bottom
    inside = [line for line in ordered if ys[0] <= sum(extent(line)) / 2 <= ys[-1]]
    ruled = len(ys)
    ys, covered = _split_bands(xs, ys, covered, inside)
    origin = "horizontal" if len(ys) == ruled else "aligned"  # where rules part the rows they also tell merged cells
    grid = Grid(xs, ys, _cells(columns, ys, covered, inside), origin)
    return (grid, columns) if _is_table(grid, inside) else None


def _has_three_lines(levels: list[list[Rule]]) -> bool:
    """Whether only the head and the end have lines, in one piece: the rows are told as where there are no rules."""
    return len(levels) <= 3 and all(len(merge_rules(level)) == 1 for level in levels)


def _columns(ends: list[float], ys: list[float], lines: list[LaidLine], before: Columns | None) -> Columns:
    """The columns: the ends of the rules, and under a head its white strips."""
    near = [line for line in lines if ys[0] - 60 <= sum(extent(line)) / 2 <= ys[-1] + 3]
    at = next((i for i in range(len(near)) if head_at(near, i)), None)
    head = head_at(near, at) if at is not None else None
    if head is not None and at is not None:
        body = near[at + head.lines :]
        count, wide = reach(head, body)
        if not count:
            return Columns(ends, head=head)
        told = columns_under(head, [line for n, line in enumerate(body[:count]) if n not in wide], before)
    elif before is not None and abs(before.xs[0] - ends[0]) < OUT and abs(before.xs[-1] - ends[-1]) < OUT:
        told = before
    else:
        return Columns(ends)
    xs = _refined(ends, told)
    return Columns(xs, told.spans if len(xs) == len(told.xs) else [], told.names, told.words, told.head)


def _refined(ends: list[float], told: Columns) -> list[float]:
    """The ends of the rules, and the white strips between two of them where several columns stand there."""
    xs = [ends[0]]
    for left, right in pairwise(ends):
        middles = [(a + b) / 2 for a, b in pairwise(told.xs) if left <= (a + b) / 2 <= right]
        named = sum(1 for name in told.names if left <= name <= right)
        if len(middles) > 1 and (named > 1 or len(ends) == 2):
            xs += [x for x in told.xs[1:-1] if left + END < x < right - END and middles[0] < x < middles[-1]]
        xs.append(right)
    return xs


def _split_bands(
    xs: list[float], ys: list[float], levels: list[list[Rule]], lines: list[LaidLine]
) -> tuple[list[float], list[list[Rule]]]:
    """Part the rows between two rules where several stand (three-line tables)."""
    made_ys, made = [ys[0]], [levels[0]]
    for n in range(len(ys) - 1):
        band = [line for line in lines if ys[n] <= sum(extent(line)) / 2 < ys[n + 1]]
        if band and (numbers_in(band, xs) > 1 or (len(ys) <= 3 and not is_head(band[0]) and len(band) > 1)):
            inner = [y for y in row_edges(band, xs) if ys[n] < y < ys[n + 1]]
            made_ys += inner
            whole = [Rule(0.0, xs[0], xs[-1])]
            made += [whole for _ in inner]
        made_ys.append(ys[n + 1])
        made.append(levels[n + 1])
    return made_ys, made


def _with_open_rows(xs: list[float], ys: list[float], lines: list[LaidLine]) -> tuple[list[float], int, int]:
    """Add a row above the first rule (the head, or the rest of a split row) and one below the last."""
    middle = [(sum(extent(line)) / 2, line) for line in lines]
    above = [line for y, line in reversed(middle) if y < ys[0]]
    below = [line for y, line in middle if y > ys[-1]]
    inside = [line for y, line in middle if ys[0] < y < ys[-1]]
    numbered = numbers_in([line for line in inside if not is_head(line)], xs) > 0
    top: list[float] = []
    if not any(is_head(line) for y, line in middle if len(ys) > 1 and ys[0] < y < ys[1]):
        taken = take_while_fitting(above, xs, ys[0], down=False, numbered=numbered)
        if taken and (len(taken) == len(above) or any(is_head(line) for line in taken)):
            top = [extent(taken[-1])[0] - 1]
    taken = take_while_fitting(below, xs, ys[-1], down=True, numbered=numbered)
    bottom = [extent(taken[-1])[1] + 1] if taken and (numbered or len(taken) == len(below)) else []
    return [*top, *ys, *bottom], len(top), len(bottom)


def _cells(columns: Columns, ys: list[float], levels: list[list[Rule]], lines: list[LaidLine]) -> list[GridCell]:
    xs = columns.xs

    def ruled(level: int, left: int, right: int) -> bool:
        middles = [(xs[i] + xs[i + 1]) / 2 for i in range(left, right)]
        return any(rule.start <= x <= rule.end for rule in levels[level] for x in middles)

    cells: list[GridCell] = []
    growing: dict[tuple[int, int], GridCell] = {}
    for row in range(len(ys) - 1):
        band = [line for line in lines if ys[row] <= sum(extent(line)) / 2 < ys[row + 1]]
        now: dict[tuple[int, int], GridCell] = {}
        for left, right in _runs(columns, band):
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


def _runs(columns: Columns, band: list[LaidLine]) -> list[tuple[int, int]]:
    """Neighbouring columns joined where the text of this row runs over the edge, or a name stands over both."""
    xs = columns.xs
    if _is_section(band, xs):
        return [(0, len(xs) - 1)]
    joined = {i for start, end in columns.spans for i in range(start + 1, end)} if _holds_head(band) else set()
    runs: list[tuple[int, int]] = []
    start = 0
    for column in range(1, len(xs)):
        crossed = column < len(xs) - 1 and (column in joined or any(crosses(line, xs[column]) for line in band))
        if not crossed:
            runs.append((start, column))
            start = column
    return runs


def _is_section(band: list[LaidLine], xs: list[float]) -> bool:
    """Whether a row holds one line alone that is numbered as a section, or set in the middle of the table."""
    if len(band) != 1 or not is_section(band[0], (xs[0], xs[-1]), band[0].glyphs[0].size):
        return False
    x0, _, text = pieces(band[0])[0]
    left = max((x for x in xs[:-1] if x <= x0), default=xs[0])
    return bool(ORDINAL.match(text)) or x0 > left + 2 * band[0].glyphs[0].size


def _holds_head(band: list[LaidLine]) -> bool:
    return any(head_at(band, i) is not None for i in range(len(band)))


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
