"""Puts a SourceDocument together, so that each character gets its index exactly once."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter

from app.services.documents.layout import LaidLine, PageLayout
from app.services.documents.pdf_device import PageContent
from app.services.documents.plane import SAME, after, turned_plane
from app.services.documents.source import (
    Box,
    Cell,
    Line,
    Page,
    RuledTable,
    SourceDocument,
    SourceOpinion,
    SourceWarning,
    Span,
)

STROKED = (2, 6)  # rendering modes that fill and stroke: bold without a bold face
HEAVY = ("bold", "heavy", "black", "simhei", "fzht", "fzxbs", "xbs", "heiti", "-bd", "黑体", "小标宋", "粗")


class PageByPage:
    """Collects laid out pages into one document."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._boxes = array("f")
        self._scores = array("f")
        self._lines: list[Line] = []
        self._tables: list[RuledTable] = []
        self._pages: list[Page] = []

    def add(self, content: PageContent, layout: PageLayout) -> None:
        """Append one page."""
        first = len(self._lines)
        before = len(self._tables)
        spans: dict[tuple[int, int], list[Span]] = {}
        for line in layout.lines:
            table = None if line.table is None else before + line.table
            span = self._add_line(line, table, content.number)
            if line.table is not None and line.cell is not None:
                spans.setdefault((line.table, line.cell), []).append(span)
        for number in range(len(layout.grids)):
            self._tables.append(_table(number, content.number, layout, spans))
        self._pages.append(_page(content, layout.turn, first, len(self._lines)))

    def texts(self) -> list[str]:
        """The characters of each page."""
        lines = self._parts
        return ["".join(lines[page.first_line : page.end_line]) for page in self._pages]

    def document(
        self,
        data: bytes,
        name: str,
        warnings: tuple[SourceWarning, ...],
        kind: str = "pdf",
        opinions: tuple[SourceOpinion, ...] = (),
    ) -> SourceDocument:
        """The finished document."""
        return SourceDocument(
            kind,
            "".join(self._parts),
            tuple(self._lines),
            tuple(self._tables),
            tuple(self._pages),
            warnings,
            self._boxes,
            hashlib.sha256(data).hexdigest(),
            name,
            opinions,
            scores=self._scores if any(score < 1 for score in self._scores) else array("f"),
        )

    def _add_line(self, line: LaidLine, table: int | None, page: int) -> Span:
        boxes = self._boxes
        left = upper = float("inf")
        right = lower = float("-inf")
        for glyph in line.glyphs:
            box = (glyph.x0, glyph.top, glyph.x1, glyph.bottom)
            boxes.extend(box)
            left, upper = min(left, box[0]), min(upper, box[1])
            right, lower = max(right, box[2]), max(lower, box[3])
        self._scores.extend(glyph.score for glyph in line.glyphs)
        text = "".join(glyph.text for glyph in line.glyphs)
        span = Span(self._length, self._length + len(text))
        self._parts.append(text)
        self._length = span.end
        font, points, bold = _face(line)
        self._lines.append(Line(span, page, Box(left, upper, right, lower), points, font, bold, table, line.region))
        return span


def _page(content: PageContent, turn: int, first: int, end: int) -> Page:
    """The page as it is shown, and the way there from where its text runs from left to right."""
    back = content.back or SAME
    width, height = content.shown or (content.width, content.height)
    upright = turned_plane(turn, content.width, content.height)
    level = content.width if turn in (90, 270) else content.height
    return Page(content.number, width, height, first, end, after(upright, back), level)


def _face(line: LaidLine) -> tuple[str, float, bool]:
    """The main face of a line, its size, and whether most of the line is heavy."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()] or line.glyphs
    faces = Counter((glyph.font, round(glyph.size, 1)) for glyph in shown)
    (font, size), _ = faces.most_common(1)[0]
    heavy = sum(glyph.mode in STROKED or _is_heavy(glyph.font) for glyph in shown)
    return font.rpartition("+")[2], size, heavy * 2 > len(shown)


def _is_heavy(font: str) -> bool:
    name = font.lower()
    return any(word in name for word in HEAVY)


def _table(number: int, page: int, layout: PageLayout, spans: dict[tuple[int, int], list[Span]]) -> RuledTable:
    grid = layout.grids[number]
    xs, ys = grid.xs, grid.ys
    cells = tuple(
        Cell(
            cell.top,
            cell.left,
            tuple(spans.get((number, i), ())),
            cell.bottom - cell.top,
            cell.right - cell.left,
            Box(xs[cell.left], ys[cell.top], xs[cell.right], ys[cell.bottom]),
            cell.open_top,
            cell.open_bottom,
        )
        for i, cell in enumerate(grid.cells)
    )
    return RuledTable(page, len(ys) - 1, len(xs) - 1, cells, Box(xs[0], ys[0], xs[-1], ys[-1]), grid.origin)
