"""Task tables: which ruled tables are parts of one, their columns, and their rows page by page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.documents.source import SourceDocument
from app.services.extraction.headers import Column, Kind, settle
from app.services.extraction.table_grid import Grid, Head, find_head, head_at, make_grid
from app.services.extraction.text_cleaning import EMPTY, Flow

_NUMBER = re.compile(r"[（(]?(\d{1,3}(?:[.．-]\d{1,3})*|[①-⑳]|[一二三四五六七八九十百]{1,4})[)）.．、]?")


@dataclass
class PartRow:
    """One row of one page's table: the flow and cell of each column.

    ``own``: columns whose cell begins in this row (a merged cell's text is this row's only there).
    ``keys``: (table, row, column) of the cell that covers the row in each column; ``category`` the category's.
    ``opens``: whether that cell is not closed above and below.
    """

    table: int
    page: int | None
    row: int
    cells: dict[int, Flow]
    own: set[int]
    category: tuple[int, int, int] | None = None
    keys: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    open_top: bool = False
    open_bottom: bool = False
    first: bool = False
    last: bool = False
    section: Flow = EMPTY
    opens: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    extent: tuple[float, float] | None = None
    ruled: bool = False
    unsure: set[int] = field(default_factory=set)  # columns whose cell is a guess by its place

    def text(self, column: int | None) -> str:
        """The text of a column, "" if there is none."""
        return self.cells[column].text if column is not None and column in self.cells else ""


@dataclass
class TaskTable:
    """A task table over all its pages."""

    columns: list[Column]
    rows: list[PartRow]
    tables: list[int]
    heads: list[tuple[Flow, bool]] = field(default_factory=list)
    sections: list[Flow] = field(default_factory=list)
    title: str = ""
    settled: bool = False  # the rows' category cells are told by geometry
    numbered: bool | None = None  # whether each row has a number; None until that is asked

    def column(self, kind: Kind) -> int | None:
        """The first column of a kind."""
        return next((i for i, c in enumerate(self.columns) if c.kind is kind), None)

    def take_category(self, column: int) -> None:
        """Let another column hold the categories."""
        self.columns = [
            Column(c.name, Kind.CATEGORY if i == column else Kind.OTHER if c.kind is Kind.CATEGORY else c.kind)
            for i, c in enumerate(self.columns)
        ]
        for row in self.rows:
            row.category = row.keys.get(column)

    def columns_of(self, *kinds: Kind) -> list[int]:
        """All columns of the kinds, left to right."""
        return [i for i, c in enumerate(self.columns) if c.kind in kinds]


@dataclass
class _Found:
    head: Head
    grids: list[tuple[Grid, list[int], int]]  # grid, its column for each column of the head, first data row
    title: str


def find_task_tables(document: SourceDocument, titles: dict[int, str] | None = None) -> list[TaskTable]:
    """The task tables of a document; several with unlike columns only if none is clearly the main one."""
    found: list[_Found] = []
    last: _Found | None = None
    for number in range(len(document.tables)):
        grid = make_grid(document, number)
        title = (titles or {}).get(number, "")
        head = find_head(grid)
        if head and last and not title and _same_kinds(head, last.head):
            last.grids.append((grid, list(range(len(head.columns))), head.first))
        elif head:
            last = _Found(head, [(grid, list(range(len(head.columns))), head.first)], title)
            found.append(last)
        elif last and not title and (wide := _widened(last, grid)):
            last.head, last.grids = wide, [(last.grids[0][0], _covering(last.grids[0][0], grid), last.grids[0][2])]
            last.grids.append((grid, list(range(grid.table.columns)), 0))
        elif last and not title and (mapping := _continues(last, grid)):
            last.grids.append((grid, mapping, 0))
        elif grid.table.columns > 1 and grid.table.rows > 1:
            last = None
    return _choose([_read(f) for f in found])


def _same_kinds(one: Head, other: Head) -> bool:
    """Whether two heads have the same columns."""
    return [c.kind for c in one.columns] == [c.kind for c in other.columns]


def _continues(found: _Found, grid: Grid) -> list[int] | None:
    """The column of ``grid`` for each column of the table before, if it goes on without a head."""
    last, mapping, _ = found.grids[-1]
    if last.table.page is not None and grid.table.page is not None and grid.table.page - last.table.page > 1:
        return None
    aligned = _aligned(last, mapping, grid)
    if aligned is None:
        if grid.table.columns != last.table.columns:
            return None
        aligned = mapping
    number = next((i for i, c in enumerate(found.head.columns) if c.kind is Kind.NUMBER), None)
    if number is None:
        return aligned
    rows = [r for r in range(grid.table.rows) if grid.spread(r) is None and not head_at(grid, r)]
    texts = [t for r in rows if (t := grid.flow(r, aligned[number]).text)]
    return aligned if all(_NUMBER.fullmatch(t) for t in texts) else None


def _covering(narrow: Grid, wide: Grid) -> list[int]:
    """For each column of ``wide`` the column of ``narrow`` that it lies in; empty where the tables do not fit."""
    theirs = [_edges(narrow, column) for column in range(narrow.table.columns)]
    made: list[int] = []
    for column in range(wide.table.columns):
        ends = _edges(wide, column)
        home = [i for i, one in enumerate(theirs) if ends and one and one[0] - 8 < ends[0] and ends[1] < one[1] + 8]
        if len(home) != 1:
            return []
        made.append(home[0])
    return made if sorted(set(made)) == list(range(narrow.table.columns)) else []


def _widened(found: _Found, grid: Grid) -> Head | None:
    """The head for a table with more columns than its head shows: alone at a page's foot, a name over several
    columns is one cell there."""
    (alone, _, _), *others = found.grids
    here, before = grid.table.page, alone.table.page
    if others or found.head.end < alone.table.rows or here is None or before is None or here - before != 1:
        return None
    if grid.table.columns <= alone.table.columns or not (home := _covering(alone, grid)):
        return None
    columns = tuple(found.head.columns[i] for i in home)
    number = next((i for i, c in enumerate(columns) if c.kind is Kind.NUMBER), None)
    texts = [] if number is None else [t for r in range(grid.table.rows) if (t := grid.flow(r, number).text)]
    return Head(found.head.first, found.head.end, columns) if all(_NUMBER.fullmatch(t) for t in texts) else None


def _edges(grid: Grid, column: int) -> tuple[float, float] | None:
    """The left and right ends of a column, from a cell that covers only it."""
    for cell in grid.table.cells:
        if cell.column == column and cell.column_span == 1 and cell.box is not None:
            return cell.box.x0, cell.box.x1
    return None


def _aligned(last: Grid, mapping: Sequence[int], grid: Grid) -> list[int] | None:
    """Match columns by their horizontal position."""
    made: list[int] = []
    for column in mapping:
        ends = _edges(last, column)
        best = -1
        for other in range(grid.table.columns):
            theirs = _edges(grid, other)
            if ends and theirs and abs(ends[0] - theirs[0]) < 8 and abs(ends[1] - theirs[1]) < 8:
                best = other
        if best < 0:
            return None
        made.append(best)
    return made


def _read(found: _Found) -> TaskTable:
    """Read the rows of all parts; settle text and category columns by their content."""
    lengths = _lengths(found)
    columns = settle(found.head.columns, lengths)
    table = TaskTable(columns, [], [g.number for g, _, _ in found.grids], title=found.title)
    section = EMPTY
    for at, (grid, mapping, first) in enumerate(found.grids):
        section = _read_part(table, grid, mapping, first, section, repeated=at > 0)
    return table


def _lengths(found: _Found) -> list[float]:
    """Mean length of the filled cells of each column."""
    totals = [[0, 0] for _ in found.head.columns]
    for grid, mapping, first in found.grids:
        for i, column in enumerate(mapping):
            for row in range(first, grid.table.rows):
                cell = grid.cell(row, column)
                if cell and cell.row == row and cell.column == column and cell.column_span == 1:
                    length = len(grid.flow(row, column))
                    totals[i][0] += length
                    totals[i][1] += length > 0
    return [total / count if count else 0.0 for total, count in totals]


def _read_part(table: TaskTable, grid: Grid, mapping: Sequence[int], first: int, section: Flow, repeated: bool) -> Flow:
    """Add the rows of one page's table; ``section`` is the last row over all columns, which comes back."""
    text = table.column(Kind.TEXT)
    if text is None:
        return section
    row = 0
    part: list[PartRow] = []
    while row < grid.table.rows:
        head = head_at(grid, row)
        if head and (row < first + 1 or _same_names(head, table, mapping)):
            table.heads.extend((grid.flow(r, c), repeated or row > first) for r, c in _cells(grid, row, head.end))
            row = head.end
            continue
        spread = grid.spread(row)
        if spread is not None:
            section = grid.flow(row, spread.column)
            table.sections.append(section)
        elif row >= first:
            _add(part, table, grid, mapping, row, mapping[text], section)
        row += 1
    if part:
        part[0].first, part[-1].last = True, True
    table.rows.extend(part)
    return section


def _cells(grid: Grid, start: int, end: int) -> list[tuple[int, int]]:
    """The cells that begin in a range of rows."""
    return [(c.row, c.column) for c in grid.table.cells if start <= c.row < end]


def _same_names(head: Head, table: TaskTable, mapping: Sequence[int]) -> bool:
    """Whether a head row in the middle of the data repeats the table's own head."""
    names = [head.columns[c].name if c < len(head.columns) else "" for c in mapping]
    return names == [c.name for c in table.columns]


def _add(
    part: list[PartRow], table: TaskTable, grid: Grid, mapping: Sequence[int], row: int, text: int, section: Flow
) -> None:
    """Add a grid row: a row of its own where a text cell begins, else more of the row above."""
    cells = {i: grid.flow(row, c) for i, c in enumerate(mapping)}
    own = {i for i, c in enumerate(mapping) if grid.starts(row, c)}
    if part and not grid.starts(row, text):
        above = part[-1]
        for i in own:
            if cells[i]:
                above.cells[i] = Flow(above.cells[i].text + cells[i].text, above.cells[i].index + cells[i].index)
        above.open_bottom = _open(grid, row, mapping[text])[1]
        return
    opened = _open(grid, row, mapping[text])
    made = PartRow(grid.number, grid.table.page, row, cells, own, open_top=opened[0], open_bottom=opened[1])
    made.section = section
    made.ruled = grid.table.origin == "rules"
    for i, covered in enumerate(mapping):
        if (cell := grid.cell(row, covered)) is not None:
            made.keys[i] = grid.number, cell.row, cell.column
            made.opens[i] = cell.open_top, cell.open_bottom
    body = grid.cell(row, text)
    made.extent = (body.box.top, body.box.bottom) if body and body.box else None
    category = table.column(Kind.CATEGORY)
    made.category = made.keys.get(category) if category is not None else None
    part.append(made)


def _open(grid: Grid, row: int, text: int) -> tuple[bool, bool]:
    """Whether a row is not closed by a rule above or below, as its text cell tells: labels also run over rows."""
    cell = grid.cell(row, text)
    return (cell.open_top, cell.open_bottom) if cell else (False, False)


def _choose(tables: list[TaskTable]) -> list[TaskTable]:
    """Keep the tables that list tasks: those of the best one's columns; lists of projects go elsewhere."""
    usable = [t for t in tables if t.rows and t.column(Kind.TEXT) is not None]
    if len(usable) < 2:
        return usable
    best = max(usable, key=_worth)
    kinds = {c.kind for c in best.columns} - {Kind.OTHER, Kind.REMARK, Kind.CATEGORY, Kind.PERSON}
    alike = [c.kind for c in best.columns]
    return [t for t in usable if [c.kind for c in t.columns] == alike or _lists_tasks(t, kinds, _worth(best))]


def _lists_tasks(table: TaskTable, kinds: set[Kind], best: float) -> bool:
    """Whether a table with other columns than the best one lists tasks too."""
    return {c.kind for c in table.columns} >= kinds and _worth(table) >= 0.5 * min(best, len(table.rows))


def _worth(table: TaskTable) -> float:
    """How much a table looks like the list of tasks."""
    text = table.column(Kind.TEXT)
    sentences = sum(1 for row in table.rows if "。" in row.text(text) or len(row.text(text)) > 15)
    duties = bool(table.columns_of(Kind.DUTY, Kind.LEAD, Kind.SUPPORT))
    named = 2.0 if re.search(r"任务|分工|分解|举措", table.title) else 1.0
    project = 0.3 if any("项目" in c.name or "投资" in c.name for c in table.columns) else 1.0
    return sentences * named * project * (1.0 if duties else 0.2)
