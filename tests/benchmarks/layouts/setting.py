"""Lines of text as a printer breaks them, and the lines of a table's cells over pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.benchmarks.layouts.blocks import Cell, Row, Table

_NO_START = "，。、；：）”》〉？！%％)"
_NO_END = "（“《〈("
_TOKEN = re.compile(r"[A-Za-z0-9.+]+-?|.", re.DOTALL)


def broken(text: str, width: float, measure: Callable[[str], float], first: float = 0.0) -> list[str]:
    """Break text into lines; the first one is ``first`` narrower. No line begins with a closing sign."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        room = width - first
        for token in _TOKEN.findall(paragraph):
            if line and measure("".join([*line, token])) > room:
                carried: list[str] = []
                while len(line) > 1 and ((carried or [token])[0] in _NO_START or line[-1] in _NO_END):
                    carried.insert(0, line.pop())
                lines.append("".join(line))
                line, room = carried, width
            line.append(token)
        lines.append("".join(line))
    return lines


@dataclass
class Placed:
    """A cell with its broken lines: top row, left column, and the line of the table where its text begins."""

    cell: Cell
    row: int
    column: int
    lines: list[str]
    offset: int = 0


@dataclass
class Strip:
    """The part of a row that stands on one page: from line to line of the row."""

    row: int
    start: int
    end: int


@dataclass
class Laid:
    """Cells, the height of each row in lines, and the strips page by page."""

    cells: list[Placed]
    heights: list[int]
    pages: list[list[Strip]] = field(default_factory=list)

    def first_line(self, row: int) -> int:
        """The table's line at which a row begins."""
        return sum(self.heights[:row])


def place(rows: list[Row], table: Table, breaker: Callable[[str, int, int], list[str]]) -> Laid:
    """Put the text of all cells into lines; ``breaker`` breaks a text for a column and its span."""
    cells: list[Placed] = []
    for r, row in enumerate(rows):
        cells += [Placed(cell, r, c, breaker(cell.text, c, cell.columns)) for c, cell in enumerate(row) if cell]
    heights = [max([len(p.lines) for p in cells if p.row == r and p.cell.rows == 1] or [1]) for r in range(len(rows))]
    for p in cells:
        lacking = len(p.lines) - sum(heights[p.row : p.row + p.cell.rows])
        if lacking > 0:
            heights[p.row + p.cell.rows - 1] += lacking
    for p in cells:
        total = sum(heights[p.row : p.row + p.cell.rows])
        centred = table.middle or p.column in table.centred
        p.offset = (total - len(p.lines)) // 2 if centred else 0
    return Laid(cells, heights)


def paginate(laid: Laid, table: Table, room: Callable[[int], int]) -> None:
    """Cut the rows into strips; ``room`` is the number of lines on page 0, 1, …; padding is a line's half."""
    page: list[Strip] = []
    used = 0.0
    number = 0
    for row, height in enumerate(laid.heights):
        start = 0
        while start < height:
            left = int(room(number) - used - 0.5)
            if height - start <= left:
                page.append(Strip(row, start, height))
                used += height - start + 0.5
                break
            whole = room(number + 1) - 1
            if left >= 2 and (table.split or height > whole):
                page.append(Strip(row, start, start + left))
                start += left
            elif not page and left < 1:
                raise ValueError("no room for a row")
            laid.pages.append(page)
            page, used = [], 0.0
            number += 1
    laid.pages.append(page)
