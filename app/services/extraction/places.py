"""Where a flow stands in its source: pages with boxes, or lines, or table cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.services.documents.plane import SAME, Plane, carried
from app.services.documents.source import Box, SourceDocument
from app.services.extraction.draft import Place
from app.services.extraction.text_cleaning import VIRTUAL, Flow

_GAP = 1.6  # lines farther apart than this many line heights get boxes of their own


def _runs(index: Iterable[int]) -> list[tuple[int, int]]:
    """Half-open runs of neighbouring source characters."""
    runs: list[tuple[int, int]] = []
    for i in index:
        if i == VIRTUAL:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


@dataclass
class Places:
    """Finds places in one document; ``printed`` gives the printed page number of a page."""

    document: SourceDocument
    printed: Mapping[int, str]
    _starts: list[int] = field(init=False)
    _lines: list[int] = field(init=False)
    _cells: list[tuple[int, int, int, int, int]] = field(init=False)
    _backs: dict[int, Plane] = field(init=False)

    def __post_init__(self) -> None:
        """Index lines, and cells of tables without pages, by their first character."""
        order = sorted(
            (line.span.start, i) for i, line in enumerate(self.document.lines) if line.span.end > line.span.start
        )
        self._starts = [start for start, _ in order]
        self._lines = [i for _, i in order]
        self._backs = {page.number: page.back for page in self.document.pages if page.back != SAME}
        self._cells = sorted(
            (span.start, span.end, number, cell.row, cell.column)
            for number, table in enumerate(self.document.tables)
            if table.page is None
            for cell in table.cells
            for span in cell.spans
        )

    def line_of(self, char: int) -> int:
        """Number of the line that holds a source character."""
        return self._lines[max(0, bisect_right(self._starts, char) - 1)]

    def of(self, *flows: Flow) -> tuple[Place, ...]:
        """The places of the flows: one box per group of lines and page, or one entry a line or cell."""
        index = sorted({i for flow in flows for i in flow.index if i != VIRTUAL})
        parts = [part for run in _runs(index) for part in self._by_line(run)]
        if not self.document.pages:
            return tuple(self._plain(line, start, end) for line, start, end in parts)
        return tuple(self._shown(place) for place in self._grouped(parts))

    def pages_of(self, places: Iterable[Place]) -> set[int]:
        """The pages that the places stand on."""
        return {place.page for place in places if place.page is not None}

    def _by_line(self, run: tuple[int, int]) -> list[tuple[int, int, int]]:
        """Split a run at the ends of lines: (line, start, end)."""
        parts: list[tuple[int, int, int]] = []
        start, end = run
        while start < end:
            line = self.line_of(start)
            stop = min(end, self.document.lines[line].span.end)
            stop = stop if stop > start else end
            if parts and parts[-1][0] == line:
                parts[-1] = (line, parts[-1][1], stop)
            else:
                parts.append((line, start, stop))
            start = stop
        return parts

    def _plain(self, line: int, start: int, end: int) -> Place:
        """A place without pages: the cell of a table, or a line, with its range of characters."""
        at = bisect_right(self._cells, (start, 1 << 60)) - 1
        if at >= 0 and self._cells[at][1] >= end:
            first, _, table, row, column = self._cells[at]
            return Place(table=table, row=row, column=column, start=start - first, end=end - first, source=(start, end))
        offset = self.document.lines[line].span.start
        return Place(line=line + 1, start=start - offset, end=end - offset, source=(start, end))

    def _box(self, line: int, start: int, end: int) -> Box | None:
        """The box of a part of a line."""
        full = self.document.lines[line]
        boxes = self.document.char_boxes
        if full.span.start == start and full.span.end == end and full.box is not None:
            return full.box
        if len(boxes) < 4 * end:
            return full.box
        quads = [boxes[4 * i : 4 * i + 4] for i in range(start, end) if not self.document.text[i].isspace()]
        quads = [q for q in quads if q[2] > q[0]]
        if not quads:
            return full.box
        left, top, right, bottom = zip(*quads, strict=True)
        return Box(min(left), min(top), max(right), max(bottom))

    def _shown(self, place: Place) -> Place:
        """The place on the page as it is shown."""
        back = self._backs.get(place.page or 0)
        return place if back is None or place.box is None else replace(place, box=carried(back, place.box))

    def _grouped(self, parts: list[tuple[int, int, int]]) -> list[Place]:
        """Unite the boxes of lines that follow each other on a page."""
        places: list[Place] = []
        for line, start, end in parts:
            page = self.document.lines[line].page
            box = self._box(line, start, end)
            last = places[-1] if places else None
            if last and last.page == page and last.box and box and _near(last.box, box):
                x0, top, x1, bottom = last.box
                united = (min(x0, box.x0), min(top, box.top), max(x1, box.x1), max(bottom, box.bottom))
                places[-1] = Place(
                    page=page, printed_page=last.printed_page, box=united, source=(min(last.source[0], start), end)
                )
                continue
            as_tuple = (box.x0, box.top, box.x1, box.bottom) if box else None
            printed = self.printed.get(page) if page is not None else None
            places.append(Place(page=page, printed_page=printed, box=as_tuple, source=(start, end)))
        return places


def _near(last: tuple[float, float, float, float], box: Box) -> bool:
    """Whether a line belongs to the group of lines above or beside it."""
    height = max(box.bottom - box.top, 1.0)
    gap = max(box.top - last[3], last[1] - box.bottom)
    return gap <= _GAP * height
