"""Tables without any rule: columns by white strips under a head, rows by blanks and numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.services.documents.columns import extent, pieces
from app.services.documents.grid import Grid, GridCell
from app.services.documents.table_heads import Head, head_at, is_annex
from app.services.documents.text_columns import Columns, columns_under, fits_columns, is_section, reach
from app.services.documents.text_rows import row_edges

OFF = 6.0  # points: how far the names of the same head may be off on the next page

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine


def aligned_grids(lines: Sequence[LaidLine], before: Columns | None = None) -> list[tuple[Grid, Columns]]:
    """The grids that only the place of the text tells; ``before``: columns of a table that fills the page before."""
    ordered = sorted(lines, key=lambda line: line.top)
    found: list[tuple[Grid, Columns]] = []
    at = 0
    if before is not None and ordered and head_at(ordered, 0) is None and not is_annex(ordered[0]):
        at, wide, columns = _goes_on(ordered, before)
        grid = text_grid(None, ordered[:at], wide, columns) if at else None
        if grid is not None:
            found.append((grid, columns))
            before = columns
        at = at if grid else 0
    while at < len(ordered):
        head = head_at(ordered, at)
        start = at + head.lines if head else at + 1
        if head is not None and start == len(ordered) and (same := _same_head(head, before)) is not None:
            found.append((_only_head(head, same), same))  # its rows stand on the next page
            break
        count, wide = reach(head, ordered[start : start + _until_head(ordered[start:])]) if head else (0, [])
        if head is None or not count:
            at += 1
            continue
        body = ordered[start : start + count]
        columns = columns_under(head, [line for n, line in enumerate(body) if n not in wide], before)
        grid = text_grid(head, body, wide, columns)
        if grid is not None:
            found.append((grid, columns))
            before = columns
        at = start + count
    return found


def _same_head(head: Head, before: Columns | None) -> Columns | None:
    """The columns of the table before under the same head; None if its names are others or stand elsewhere."""
    if before is None or before.words != tuple(cell.text for cell in head.leaves):
        return None
    same = all(abs(a - cell.middle) < OFF for a, cell in zip(before.names, head.leaves, strict=True))
    return replace(before, head=head) if same else None


def _only_head(head: Head, columns: Columns) -> Grid:
    """The grid of a head at the foot of a page, below which no row stands."""
    ys = [head.top - 1, head.bottom + 1]
    if head.upper:
        ys.insert(1, (max(c.bottom for c in head.upper) + max(c.top for c in head.leaves)) / 2)
    return Grid(columns.xs, ys, head_cells(head, columns, len(ys) - 1), "aligned")


def _until_head(lines: Sequence[LaidLine]) -> int:
    """How many lines stand above the head of the next table and its title."""
    return next((_above_title(lines, at) for at in range(1, len(lines)) if head_at(lines, at) is not None), len(lines))


def _goes_on(lines: Sequence[LaidLine], before: Columns) -> tuple[int, list[int], Columns]:
    """How many lines at the head of a page go on with the table of the page before, which are sections, the columns.

    The lines of this page may be longer than those before: its columns are where the names still have white strips
    between them.
    """
    limit = _until_head(lines)
    if before.head is None:
        count, wide = _fitting(lines[:limit], before)
        return count, wide, before
    top = extent(lines[0])[0]
    leaves = [replace(cell, top=top - 1, bottom=top) for cell in before.head.leaves]
    head = Head(leaves)
    count, wide = reach(head, lines[:limit])
    body = [line for n, line in enumerate(lines[:count]) if n not in wide]
    columns = before if all(fits_columns(line, before.xs) for line in body) else columns_under(head, body)
    return (count, wide, columns) if len(columns.xs) == len(before.xs) else (*_fitting(lines[:limit], before), before)


def _fitting(lines: Sequence[LaidLine], before: Columns) -> tuple[int, list[int]]:
    """How many lines lie within the columns of the page before, or are sections; and which are sections."""
    wide: list[int] = []
    for at, line in enumerate(lines):
        if fits_columns(line, before.xs):
            continue
        if not is_section(line, (before.xs[0], before.xs[-1]), line.glyphs[0].size):
            return at, wide
        wide.append(at)
    return len(lines), wide


def _above_title(lines: Sequence[LaidLine], head: int) -> int:
    """The first of the lines that are the title of the table whose head stands below them."""
    at = head
    while at and _is_title(lines[at - 1]) and _is_apart(lines, at - 1):
        at -= 1
    return at


def _is_apart(lines: Sequence[LaidLine], at: int) -> bool:
    """Whether more than the blank between two lines of a cell stands above a line."""
    if not at:
        return True
    return extent(lines[at])[0] - extent(lines[at - 1])[1] > 0.7 * max(glyph.size for glyph in lines[at].glyphs)


def _is_title(line: LaidLine) -> bool:
    """Whether a line may be (part of) a title: 表4　名称, or short words alone."""
    parts = pieces(line)
    if is_annex(line):
        return len(parts) <= 2
    return len(parts) == 1 and parts[0][2][-1] not in "。；，、：" and len(parts[0][2]) < 40


def text_grid(head: Head | None, body: Sequence[LaidLine], wide: Sequence[int], columns: Columns) -> Grid | None:
    """A grid of head and rows; ``wide``: the lines that are rows of one cell over all columns."""
    xs = columns.xs
    if len(xs) < 4 or not body:
        return None
    ys: list[float] = []
    rows: list[bool] = []
    first = 0
    cells: list[GridCell] = []
    if head is not None:
        ys.append(head.top - 1)
        if head.upper:
            ys.append((max(c.bottom for c in head.upper) + max(c.top for c in head.leaves)) / 2)
        first = len(ys)
        cells += head_cells(head, columns, first)
    for lines, is_wide in _stretches(body, wide):
        top = min(extent(line)[0] for line in lines)
        ys.append((top + bottom) / 2 if (bottom := _bottom(head, body, lines)) is not None else top - 1)
        inner = [] if is_wide else row_edges(lines, xs)
        ys += inner
        rows += [is_wide] * (1 + len(inner))
    ys.append(max(extent(line)[1] for line in body) + 1)
    for row, is_wide in enumerate(rows, first):
        cells += _row(row, len(xs) - 1, is_wide)
    return Grid(xs, ys, cells, "aligned")


def _row(row: int, count: int, is_wide: bool) -> list[GridCell]:
    if is_wide:
        return [GridCell(row, 0, row + 1, count)]
    return [GridCell(row, column, row + 1, column + 1) for column in range(count)]


def _stretches(body: Sequence[LaidLine], wide: Sequence[int]) -> list[tuple[list[LaidLine], bool]]:
    """The lines between sections, and the sections, from the top down."""
    made: list[tuple[list[LaidLine], bool]] = []
    for at, line in enumerate(body):
        is_wide = at in wide
        if made and made[-1][1] == is_wide:
            made[-1][0].append(line)
        else:
            made.append(([line], is_wide))
    return made


def _bottom(head: Head | None, body: Sequence[LaidLine], lines: Sequence[LaidLine]) -> float | None:
    """The lower edge of what stands directly above a stretch; None at the head of a page."""
    at = next(i for i, line in enumerate(body) if line is lines[0])
    if at:
        return max(extent(line)[1] for line in body[:at])
    return head.bottom if head else None


def head_cells(head: Head, columns: Columns, rows: int) -> list[GridCell]:
    """The cells of a head in one row or two; a name may stand over several columns."""
    xs = columns.xs
    covered: dict[int, int] = {}
    for start, end in columns.spans:
        covered.update(dict.fromkeys(range(start, end), start))
    cells: list[GridCell] = []
    under: set[int] = set()
    for name in head.upper if rows > 1 else ():
        inside = sorted(bisect_right(xs, leaf.middle) - 1 for leaf in name.under)
        cells.append(GridCell(0, inside[0], 1, inside[-1] + 1))
        under.update(inside)
    column = 0
    while column < len(xs) - 1:
        start = covered.get(column, column)
        end = column + 1
        while end < len(xs) - 1 and covered.get(end) == start and column in covered:
            end += 1
        cells.append(GridCell(1 if column in under and rows > 1 else 0, column, rows, end))
        column = end
    return sorted(cells, key=lambda cell: (cell.top, cell.left))
