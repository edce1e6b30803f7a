"""A ruled table as a grid of cleaned cells, and its head if it is the head of a task table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.documents.source import Cell, RuledTable, SourceDocument
from app.services.extraction.headers import Column, Kind, is_head, kind_of
from app.services.extraction.text_cleaning import EMPTY, Flow, clean, squeeze

_LONGEST = 8  # characters of an unusual name above the names of several columns
_HEAD_SEARCH = 4  # a head stands in the first rows: titles may stand above it


@dataclass(frozen=True)
class Grid:
    """One table: its cells by position (merged cells at every position they cover) and their flows."""

    number: int
    table: RuledTable
    at: dict[tuple[int, int], Cell]
    flows: dict[tuple[int, int], Flow]

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position."""
        return self.at.get((row, column))

    def flow(self, row: int, column: int) -> Flow:
        """The cleaned text of the cell that covers a position."""
        cell = self.at.get((row, column))
        return self.flows[cell.row, cell.column] if cell else EMPTY

    def starts(self, row: int, column: int) -> bool:
        """Whether a cell begins in this row of the column."""
        cell = self.at.get((row, column))
        return cell is not None and cell.row == row

    def names(self, row: int) -> list[str]:
        """The texts of a row without white space, a merged cell's text at each of its columns."""
        return [squeeze(self.flow(row, c).text) for c in range(self.table.columns)]

    def spread(self, row: int) -> Cell | None:
        """The only filled cell of a row if it covers all or nearly all columns (a title or section row)."""
        cells = {id(c): c for col in range(self.table.columns) if (c := self.cell(row, col))}.values()
        filled = [c for c in cells if self.flows[c.row, c.column]]
        if len(filled) == 1 and filled[0].column_span >= max(2, self.table.columns - 1):
            return filled[0]
        return None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: index of its first row, number of rows up to the first data row, the columns."""

    first: int
    end: int
    columns: tuple[Column, ...]


def make_grid(document: SourceDocument, number: int) -> Grid:
    """Lay out one table of the document."""
    table = document.tables[number]
    at: dict[tuple[int, int], Cell] = {}
    flows: dict[tuple[int, int], Flow] = {}
    for cell in table.cells:
        flows[cell.row, cell.column] = clean(document, cell.spans)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                at[row, column] = cell
    return Grid(number, table, at, flows)


def find_head(grid: Grid) -> Head | None:
    """The head among the first rows, one or two rows deep."""
    for row in range(min(_HEAD_SEARCH, grid.table.rows)):
        head = head_at(grid, row)
        if head:
            return head
        if grid.spread(row) is None:
            return None
    return None


def head_at(grid: Grid, row: int) -> Head | None:
    """The head that begins in a row; two rows if cells are merged downwards or a second row names columns."""
    names = grid.names(row)
    deeper = _second_row(grid, row, names)
    if deeper:
        return deeper
    named = _spread_names(grid, row, names)
    distinct = _distinct(grid, row)
    if not is_head(distinct):
        return None
    return Head(row, row + 1, tuple(_column(name) for name in named))


def _distinct(grid: Grid, row: int) -> list[str]:
    """The texts of a row, each cell once."""
    seen: dict[int, str] = {}
    for column in range(grid.table.columns):
        cell = grid.cell(row, column)
        if cell:
            seen[id(cell)] = squeeze(grid.flows[cell.row, cell.column].text)
    return list(seen.values())


def _column(name: str) -> Column:
    """A column by its printed name."""
    return Column(name, kind_of(name) or Kind.OTHER)


def _spread_names(grid: Grid, row: int, names: Sequence[str]) -> list[str]:
    """Empty names beside a work column belong to it: its head spans two columns."""
    named = list(names)
    for i in range(1, len(named)):
        if not named[i] and kind_of(named[i - 1]) in (Kind.WORK, Kind.TEXT, Kind.CATEGORY):
            named[i] = named[i - 1]
    for i in range(len(named) - 1):
        if not named[i] and kind_of(named[i + 1]) in (Kind.WORK, Kind.TEXT, Kind.CATEGORY):
            named[i] = named[i + 1]
    return named


def _second_row(grid: Grid, row: int, names: Sequence[str]) -> Head | None:
    """A head of two rows: the second names what a merged cell of the first covers."""
    if row + 1 >= grid.table.rows:
        return None
    below = grid.names(row + 1)
    merged: list[str] = []
    changed = False
    for column, (upper, lower) in enumerate(zip(names, below, strict=True)):
        if grid.cell(row, column) is grid.cell(row + 1, column) or not lower:
            merged.append(upper)
            continue
        if kind_of(lower) is None or (len(upper) > _LONGEST and kind_of(upper) is None):
            return None
        merged.append(lower)
        changed = True
    if not changed or not is_head(list(dict.fromkeys(merged))):
        return None
    return Head(row, row + 2, tuple(_column(name) for name in merged))
