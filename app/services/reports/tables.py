"""Ruled tables over any number of pages: rows taller than a page are cut, the head comes again, no row is lost.

Every page of a table is closed by a rule. The cells of a merged column stand once for equal neighbours, at
the top (and again on the next page) or in the middle of the merged cell, as office programs print it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.services.reports.fonts import FANG, HEI
from app.services.reports.paper import Flow, Leaf, Words
from app.services.reports.setting import Line, Style, Text, set_text

OUTER: Final = 1.0
INNER: Final = 0.5
CELL: Final = Style(role=FANG, size=10.5, leading=15)
HEAD: Final = Style(role=HEI, size=10.5, leading=15, align="center")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, width in points, how its cells stand.

    ``merge``: ``""`` no, ``top`` equal neighbours are shown once a page, ``middle`` once in the middle of them all.
    ``repeat``: in a row that is cut, the text comes again on the next page, marked 续.
    """

    head: str
    width: float
    align: str = "justify"
    merge: str = ""
    repeat: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """Type and room of a table. ``cut``: rows that do not fit are cut at once instead of moved to the next page."""

    cell: Style = CELL
    head: Style = HEAD
    side: float = 3.0
    above: float = 2.5
    heads: bool = True
    cut: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A row with one text over the whole width: the head of a group of rows."""

    text: Text


Row = Sequence[Text] | Band


@dataclass(slots=True)
class _Merged:
    """An open merged cell: its text and the stretches it takes, one a page."""

    text: Text
    lines: list[Line]
    stretches: list[tuple[Leaf, float, float]] = field(default_factory=list)

    def grow(self, leaf: Leaf, top: float, bottom: float) -> None:
        """Add a row, or a part of one."""
        if self.stretches and self.stretches[-1][0] is leaf:
            top = self.stretches.pop()[1]
        self.stretches.append((leaf, top, bottom))


def draw_table(flow: Flow, columns: Sequence[Column], rows: Sequence[Row], look: Look | None = None) -> None:
    """Draw a table from where the flow stands; it must begin where at least its head and a line have room."""
    _Table(flow, columns, look or Look()).draw(rows)


class _Table:
    def __init__(self, flow: Flow, columns: Sequence[Column], look: Look) -> None:
        self._flow = flow
        self._columns = columns
        self._look = look
        self._left = flow.sheet.left
        self._edges = [self._left]
        for column in columns:
            self._edges.append(self._edges[-1] + column.width)
        self._head = self._lay_head()
        self._head_height = self._height(self._head, look.head)
        self._merged: dict[int, _Merged] = {}
        narrow = 2 * look.side + look.cell.size
        if self._edges[-1] - self._left > flow.sheet.text_width + 0.5 or min(one.width for one in columns) < narrow:
            raise ValueError("columns are wider than the page or narrower than a character")

    def draw(self, rows: Sequence[Row]) -> None:
        """Draw head, rows and the closing rule."""
        flow, look = self._flow, self._look
        flow.need(self._head_height + 2 * look.cell.leading + 2 * look.above)
        self._begin_page(first=True)
        for index, row in enumerate(rows):
            if isinstance(row, Band):
                self._band(row)
            else:
                self._row(row, fresh=index == 0)
        self._settle_all()
        self._close()

    def _lay_head(self) -> list[list[Line]]:
        cells: list[list[Line]] = []
        for index, column in enumerate(self._columns):
            width = sum(one.width for one in self._columns[index : index + column.span])
            cells.append(self._lay(column.head, width, self._look.head) if column.span else [])
        return cells

    def _lay(self, text: Text, width: float, style: Style) -> list[Line]:
        return set_text(self._flow.fonts, text, style, width - 2 * self._look.side)

    def _height(self, cells: Sequence[Sequence[Line]], style: Style) -> float:
        return max(len(lines) for lines in cells) * style.leading + 2 * self._look.above

    def _begin_page(self, *, first: bool = False, open_row: bool = False) -> None:
        """Draw the upper rule and the head (again); a row that stands open goes on without them."""
        flow = self._flow
        headed = first or self._look.heads
        if headed or self._look.closed or not open_row:
            self._rule(OUTER, range(len(self._columns)))
        if not headed:
            return
        for index, lines in enumerate(self._head):
            room = self._head_height - len(lines) * self._look.head.leading
            self._put(lines, index, flow.y + room / 2, self._look.head)
        self._uprights(flow.y, flow.y + self._head_height, heads=True)
        flow.y += self._head_height

    def _next_page(self, *, open_row: bool) -> None:
        self._close(open_row=open_row)
        self._flow.new_leaf()
        self._begin_page(open_row=open_row)

    def _close(self, *, open_row: bool = False) -> None:
        if self._look.closed or not open_row:
            self._rule(OUTER, range(len(self._columns)))

    def _rule(self, width: float, columns: Sequence[int]) -> None:
        """A horizontal rule where the flow stands, under the given columns."""
        if not columns:
            return
        y = self._flow.y
        start = columns[0]
        for index, column in enumerate(columns):
            if index + 1 == len(columns) or columns[index + 1] != column + 1:
                self._flow.stroke(self._edges[start], y, self._edges[column + 1], y, width)
                start = columns[index + 1] if index + 1 < len(columns) else start

    def _uprights(self, top: float, bottom: float, *, heads: bool = False, inner: bool = True) -> None:
        last = len(self._edges) - 1
        for index, x in enumerate(self._edges):
            outer = index in (0, last)
            if not outer and (not inner or (heads and self._columns[index].span == 0)):
                continue
            self._flow.stroke(x, top, x, bottom, OUTER if outer else INNER)

    def _put(self, lines: Sequence[Line], column: int, top: float, style: Style, leaf: Leaf | None = None) -> None:
        x = self._edges[column] + self._look.side
        marks = (leaf or self._flow.leaf).marks
        for number, line in enumerate(lines):
            if line.pieces:
                marks.append(Words(x, top + number * style.leading + style.baseline(), style.size, line))

    def _band(self, band: Band) -> None:
        style, flow = self._look.head, self._flow
        lines = self._lay(band.text, self._edges[-1] - self._left, style.but(align="justify"))
        height = len(lines) * style.leading + 2 * self._look.above
        self._settle_all()
        if flow.room < height + 2 * self._look.cell.leading + 2 * self._look.above:
            self._next_page(open_row=False)
        self._rule(INNER, range(len(self._columns)))
        self._put(lines, 0, flow.y + self._look.above, style)
        self._uprights(flow.y, flow.y + height, inner=False)
        flow.y += height

    def _row(self, row: Sequence[Text], *, fresh: bool) -> None:
        """Draw one row: whole where it has room, on the next page if it fits there, else cut."""
        flow, look = self._flow, self._look
        cells = [
            self._lay(text, column.width, look.cell.but(align=column.align))
            for text, column in zip(row, self._columns, strict=True)
        ]
        self._update_merged(row, cells)
        height = self._height(cells, look.cell)
        page = flow.sheet.text_height - (self._head_height if look.heads else 0.0)
        if flow.room < height and (not look.cut or flow.room < 2 * look.cell.leading + 2 * look.above):
            much = flow.room > page / 3 and height > page / 2
            if not (much or fresh) or flow.room < 2 * look.cell.leading + 2 * look.above:
                self._next_page(open_row=False)
        self._rule(INNER, self._ruled())
        if height <= flow.room:
            self._whole(cells, height)
        else:
            self._cut(row, cells)

    def _update_merged(self, row: Sequence[Text], cells: Sequence[list[Line]]) -> None:
        """End the merged cells whose text changes, in their column and all to the right of it; open new ones."""
        changed = False
        for index, column in enumerate(self._columns):
            if not column.merge:
                continue
            merged = self._merged.get(index)
            changed = changed or merged is None or merged.text != row[index]
            if changed:
                self._settle(index)
                self._merged[index] = _Merged(row[index], cells[index])

    def _ruled(self) -> list[int]:
        """Columns that get a rule above this row: all but the merged ones that go on."""
        going = {
            index
            for index, merged in self._merged.items()
            if merged.stretches
            and (
                merged.stretches[-1][0] is self._flow.leaf
                or (self._columns[index].merge == "middle" and not self._look.heads)
            )
        }
        return [index for index in range(len(self._columns)) if index not in going]

    def _settle(self, index: int) -> None:
        """Print a merged cell's text, now that its extent is known."""
        merged = self._merged.pop(index, None)
        if merged is None or not merged.stretches:
            return
        style = self._look.cell
        height = len(merged.lines) * style.leading
        fitting = [one for one in merged.stretches if one[2] - one[1] >= height]
        if not fitting:
            self._spread(index, merged)
        elif self._columns[index].merge == "middle":
            leaf, top, bottom = max(fitting, key=lambda one: one[2] - one[1])
            self._put(merged.lines, index, (top + bottom - height) / 2, style, leaf)
        else:
            for leaf, top, _ in fitting:
                self._put(merged.lines, index, top + self._look.above, style, leaf)

    def _spread(self, index: int, merged: _Merged) -> None:
        """Print a text that no stretch can take whole over all of them: together they have room for it."""
        style, done = self._look.cell, 0
        for leaf, top, bottom in merged.stretches:
            fits = int((bottom - top - 2 * self._look.above + 0.01) / style.leading)
            self._put(merged.lines[done : done + fits], index, top + self._look.above, style, leaf)
            done += fits

    def _settle_all(self) -> None:
        for index in list(self._merged):
            self._settle(index)

    def _grow(self, top: float, bottom: float) -> None:
        for merged in self._merged.values():
            merged.grow(self._flow.leaf, top, bottom)

    def _whole(self, cells: Sequence[list[Line]], height: float) -> None:
        flow, style = self._flow, self._look.cell
        for index, lines in enumerate(cells):
            if index not in self._merged:
                self._put(lines, index, flow.y + (height - len(lines) * style.leading) / 2, style)
        self._uprights(flow.y, flow.y + height)
        self._grow(flow.y, flow.y + height)
        flow.y += height

    def _cut(self, row: Sequence[Text], cells: Sequence[list[Line]]) -> None:
        """Draw a row in parts, each as many lines as the page still takes."""
        flow, look = self._flow, self._look
        total = max(len(lines) for index, lines in enumerate(cells) if index not in self._merged)
        total = max([total, *(len(merged.lines) for merged in self._merged.values() if not merged.stretches)])
        done = 0
        while done < total:
            fits = max(1, int((flow.room - 2 * look.above) / look.cell.leading))
            part = [lines[done : done + fits] for lines in cells]
            taken = min(fits, total - done)
            height = taken * look.cell.leading + 2 * look.above
            for index, lines in enumerate(part):
                if index in self._merged:
                    continue
                if done and self._columns[index].repeat and not lines:
                    lines = self._again(row[index], index)[:taken]
                self._put(lines, index, flow.y + look.above, look.cell)
            self._uprights(flow.y, flow.y + height)
            self._grow(flow.y, flow.y + height)
            flow.y += height
            done += taken
            if done < total:
                self._next_page(open_row=True)
                self._rule(INNER, self._ruled() if look.heads else [])

    def _again(self, text: Text, index: int) -> list[Line]:
        column = self._columns[index]
        parts = [(self._look.cell.role, text)] if isinstance(text, str) else list(text)
        return self._lay([*parts, (self._look.cell.role, "续")], column.width, self._look.cell.but(align=column.align))
