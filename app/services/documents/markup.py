"""What DOCX and HTML have in common: blocks of text and tables that become a SourceDocument.

A reader makes paragraphs and tables; ``lay_out`` gives every character its index, flattens tables
that only arrange text, and finds the places of opinions.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from app.services.documents.faces import is_heavy
from app.services.documents.source import Cell, Line, RuledTable, SourceDocument, SourceOpinion, SourceWarning, Span

LAYOUT_SHARE = 0.5  # of a table's text in tables within it: it only arranges them
LONG_CELL = 600  # characters of one cell that holds nearly everything: a page put into a table
WHOLE_CELL = 0.8


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face; a line feed ends the line."""

    text: str
    bold: bool = False
    size: float | None = None
    font: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an opinion (by its key) begins or ends."""

    key: int
    opens: bool


@dataclass
class Paragraph:
    """Runs and marks in reading order."""

    items: list[Run | Mark] = field(default_factory=list)
    region: str = ""

    def text(self) -> str:
        """The characters."""
        return "".join(item.text for item in self.items if isinstance(item, Run))


@dataclass
class TableCell:
    """A cell with whatever stands in it."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Table:
    """A table by its cells."""

    rows: int
    columns: int
    cells: list[TableCell] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs_of(cell.blocks)


def length(blocks: Sequence[Block]) -> int:
    """How many characters that are no white space the blocks hold."""
    return sum(len("".join(p.text().split())) for p in paragraphs_of(blocks))


def flattened(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each table that only arranges text replaced by what stands in its cells."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _arranges(block):
            for cell in block.cells:
                made.extend(flattened(cell.blocks))
        else:
            made.append(block)
    return made


def _arranges(table: Table) -> bool:
    """Whether a table is there for the layout only."""
    if len(table.cells) <= 1:
        return True
    whole = length([table])
    if not whole:
        return False
    nested = sum(length([block]) for cell in table.cells for block in cell.blocks if isinstance(block, Table))
    if nested >= LAYOUT_SHARE * whole:
        return True
    longest = max(table.cells, key=lambda cell: length(cell.blocks))
    return len(longest.blocks) >= 5 and length(longest.blocks) > max(LONG_CELL, WHOLE_CELL * whole)


@dataclass
class OpinionText:
    """An opinion before its place is known; ``text`` may grow while its runs are read."""

    kind: str
    author: str
    date: str
    text: str = ""


class Layout:
    """Collects blocks into one string with lines, tables and the places of opinions."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._tables: list[RuledTable] = []
        self._opened: dict[int, int] = {}
        self._closed: dict[int, int] = {}

    def add(self, blocks: Sequence[Block]) -> None:
        """Append running text and tables."""
        for block in flattened(blocks):
            if isinstance(block, Paragraph):
                self._paragraph(block, None)
            else:
                self._table(block)

    def _table(self, table: Table) -> None:
        """Append a table: its cells row by row; tables within it are text of their cell."""
        number = len(self._tables)
        self._tables.append(RuledTable(None, table.rows, table.columns, (), origin="markup"))
        cells: list[Cell] = []
        for cell in table.cells:
            spans = [span for p in paragraphs_of(cell.blocks) for span in self._paragraph(p, number) if len(span)]
            cells.append(Cell(cell.row, cell.column, tuple(spans), cell.row_span, cell.column_span))
        self._tables[number] = replace(self._tables[number], cells=tuple(cells))

    def _paragraph(self, paragraph: Paragraph, table: int | None) -> list[Span]:
        """Append the lines of one paragraph."""
        spans: list[Span] = []
        line: list[Run] = []
        start = self._length
        for item in paragraph.items:
            if isinstance(item, Mark):
                (self._opened if item.opens else self._closed).setdefault(item.key, self._length)
                continue
            first, *others = item.text.split("\n")
            self._run(line, replace(item, text=first))
            for other in others:
                spans.append(self._line(start, line, table, paragraph.region))
                line, start = [], self._length
                self._run(line, replace(item, text=other))
        spans.append(self._line(start, line, table, paragraph.region))
        return spans

    def _run(self, line: list[Run], run: Run) -> None:
        """Append characters to the line under way."""
        if run.text:
            line.append(run)
            self._parts.append(run.text)
            self._length += len(run.text)

    def _line(self, start: int, runs: Sequence[Run], table: int | None, region: str) -> Span:
        """Close a line."""
        span = Span(start, self._length)
        font, size, bold = _face(runs)
        self._lines.append(Line(span, None, None, size, font, bold, table, region))
        return span

    def document(
        self,
        kind: str,
        data: bytes,
        name: str,
        warnings: Sequence[SourceWarning] = (),
        opinions: Sequence[OpinionText] = (),
    ) -> SourceDocument:
        """The finished document; ``opinions`` by their keys."""
        return SourceDocument(
            kind,
            "".join(self._parts),
            tuple(self._lines),
            tuple(self._tables),
            warnings=tuple(warnings),
            sha256=digest(data),
            name=name,
            opinions=tuple(self._placed(opinions)),
        )

    def _placed(self, opinions: Sequence[OpinionText]) -> Iterator[SourceOpinion]:
        """The opinions with their ranges; one whose marks were never met concerns no characters."""
        for key, opinion in enumerate(opinions):
            start = self._opened.get(key, self._closed.get(key, 0))
            end = max(start, self._closed.get(key, start))
            yield SourceOpinion(opinion.kind, opinion.author, opinion.date, opinion.text, Span(start, end))


def _face(runs: Sequence[Run]) -> tuple[str, float | None, bool]:
    """The main face of a line, its size, and whether most of the line is heavy."""
    faces: Counter[tuple[str, float | None]] = Counter()
    heavy = total = 0
    for run in runs:
        count = len("".join(run.text.split()))
        faces[run.font, run.size] += count
        total += count
        heavy += count * (run.bold or is_heavy(run.font))
    if not total:
        return "", None, False
    (font, size), _ = faces.most_common(1)[0]
    return font, size, heavy * 2 > total


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()
