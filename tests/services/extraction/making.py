"""Builds SourceDocuments by hand: pages of lines with boxes, and ruled tables with cells."""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass, field

from app.services.documents.source import (
    Box,
    Cell,
    Line,
    Page,
    RuledTable,
    SourceDocument,
    SourceWarning,
    Span,
)
from app.services.documents.text import read_text

SIZE = 16.0
LEFT, RIGHT, TOP = 80.0, 528.0, 72.0
HEIGHT, WIDTH = 842.0, 595.0


@dataclass
class PlacedCell:
    """A cell to put into a table: its lines and where it stands."""

    row: int
    column: int
    lines: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    open_top: bool = False
    open_bottom: bool = False


@dataclass
class Maker:
    """Collects lines and tables, page by page."""

    pieces: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    boxes: array[float] = field(default_factory=lambda: array("f"))
    page: int = 1
    y: float = TOP
    starts: list[int] = field(default_factory=lambda: [0])
    warnings: list[SourceWarning] = field(default_factory=list)
    length: int = 0

    def put(self, text: str, x: float, y: float, table: int | None = None, bold: bool = False) -> Span:
        """Put one line at a place."""
        span = Span(self.length, self.length + len(text))
        self.length += len(text)
        self.pieces.append(text)
        at = x
        for char in text:
            step = SIZE if ord(char) > 0x2E7F or char in "“”—…" else SIZE / 2
            self.boxes.extend((at, y, at + step, y + SIZE))
            at += step
        self.lines.append(Line(span, self.page, Box(x, y, at, y + SIZE), SIZE, "body", bold, table))
        return span

    def paragraph(self, text: str, indent: bool = True, width: int = 28) -> None:
        """Set a paragraph in lines of ``width`` full-width characters, over pages where needed."""
        first = True
        while text:
            room = width - (2 if first and indent else 0)
            piece, text = _break(text, room)
            if self.y > HEIGHT - 110:
                self.turn()
            self.put(piece, LEFT + (2 * SIZE if first and indent else 0), self.y)
            self.y += 1.6 * SIZE
            first = False

    def centred(self, text: str) -> None:
        """A line in the middle of the page."""
        width = sum(SIZE if ord(c) > 0x2E7F else SIZE / 2 for c in text)
        self.put(text, (LEFT + RIGHT - width) / 2, self.y)
        self.y += 1.6 * SIZE

    def turn(self, number: str = "— {} —") -> None:
        """End the page with its printed number and begin a new one."""
        if number:
            self.put(number.format(self.page), 270.0, HEIGHT - 60)
        self.starts.append(len(self.lines))
        self.page += 1
        self.y = TOP

    def table(self, cells: list[PlacedCell], columns: int, origin: str = "rules", pages: bool = True) -> None:
        """Put a table of equal columns on the page; its rows are as high as their cells' lines need."""
        number = len(self.tables)
        rows = max(c.row + c.rows for c in cells)
        heights = [1] * rows
        for cell in cells:
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], len(cell.lines))
        tops = [self.y + sum(heights[:r]) * 1.2 * SIZE for r in range(rows + 1)]
        step = (RIGHT - LEFT) / columns
        made: list[Cell] = []
        for cell in cells:
            x, y, end = LEFT + cell.column * step, tops[cell.row], tops[cell.row + cell.rows]
            start = y + max(0.0, (end - y - len(cell.lines) * 1.2 * SIZE) / 2)
            spans = tuple(self.put(t, x + 2, start + i * 1.2 * SIZE, number) for i, t in enumerate(cell.lines))
            box = Box(x, y, x + cell.columns * step, end) if pages else None
            made.append(
                Cell(cell.row, cell.column, spans, cell.rows, cell.columns, box, cell.open_top, cell.open_bottom)
            )
        self.tables.append(RuledTable(self.page if pages else None, rows, columns, tuple(made), None, origin))
        self.y = tops[-1] + SIZE

    def document(self) -> SourceDocument:
        """The document."""
        starts = [*self.starts, len(self.lines)]
        pages = tuple(Page(n + 1, WIDTH, HEIGHT, a, b) for n, (a, b) in enumerate(itertools.pairwise(starts)))
        return SourceDocument(
            "pdf", "".join(self.pieces), tuple(self.lines), tuple(self.tables), pages, tuple(self.warnings), self.boxes,
            name="made.pdf",
        )  # fmt: skip


def _break(text: str, room: int) -> tuple[str, str]:
    """Cut a text after ``room`` full-width characters; no closing mark at the head of a line."""
    width = 0.0
    for at, char in enumerate(text):
        width += 1.0 if ord(char) > 0x2E7F or char in "“”—…" else 0.5
        if width > room and char not in "，。、；：）”》":
            return text[:at], text[at:]
    return text, ""


def wrap(text: str, room: int) -> tuple[str, ...]:
    """All lines of a text set in ``room`` full-width characters."""
    lines: list[str] = []
    while text:
        line, text = _break(text, room)
        lines.append(line)
    return tuple(lines)


def text_document(text: str) -> SourceDocument:
    """A text file as the reader reads it."""
    return read_text(text.encode("utf-8"), "made.txt")
