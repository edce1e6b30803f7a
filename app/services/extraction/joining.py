"""Rows split over pages are joined: because the numbers force it, or by what the cells hold (then with a doubt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.extraction.headers import Kind
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import Flow, join

_BRACKETS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"))
_CLOSING = "。，、；：）”》"
_ENDS = "。！？；;.）)】”"
_UNENDED = (".", "．", "-")  # a number that a page break cuts: 10. over 1


@dataclass
class Row:
    """A row of a task table: its parts on one or more pages."""

    parts: list[PartRow]
    doubtful: bool = False
    inherited: dict[int, Flow] = field(default_factory=dict)

    def flow(self, column: int | None) -> Flow:
        """The joined flow of a column."""
        if column is None:
            return Flow()
        flows = [p.cells[column] for p in self.parts if column in p.cells]
        unique: list[Flow] = []
        for flow in flows:
            if flow and not (unique and unique[-1].index == flow.index):
                unique.append(flow)
        return join(unique) or self.inherited.get(column, Flow())

    def owns(self, column: int) -> bool:
        """Whether the column's text is first met in this row (not that of a merged cell above)."""
        return any(column in p.own for p in self.parts)


def join_rows(table: TaskTable) -> list[Row]:
    """Make whole rows of the rows of all pages."""
    rows: list[Row] = []
    number = table.column(Kind.NUMBER)
    numbered = number is not None and any(p.text(number) for p in table.rows)
    for at, part in enumerate(table.rows):
        previous = rows[-1] if rows else None
        verdict = _belongs(table, previous, part, table.rows[at + 1 :], number if numbered else None)
        if previous is None or verdict is None:
            rows.append(Row([part]))
        else:
            previous.parts.append(part)
            previous.doubtful |= verdict == "guess"
    _inherit(table, rows)
    return rows


def _belongs(
    table: TaskTable, row: Row | None, part: PartRow, following: Sequence[PartRow], number: int | None
) -> str | None:
    """Whether a part goes on with the row before: "forced", "guess", or None for a row of its own."""
    if row is None:
        return None
    crossing = part.first and row.parts[-1].last
    if not crossing:
        return _within(table, row, part, number)
    if number is None:
        return _by_content(table, row, part)
    has = any(p.text(number) for p in row.parts)
    if has and part.text(number):
        return "forced" if row.parts[-1].text(number)[-1:] in _UNENDED else None
    if has:
        return None if _starts_next(table, row, part, following, number) else "forced"
    if part.text(number):
        return "forced"
    return "forced"


def _within(table: TaskTable, row: Row, part: PartRow, number: int | None) -> str | None:
    """On one page rules separate rows: only one without number and text is more of the row above."""
    if number is None or part.last or part.text(number) or number not in part.own:
        return None
    return None if part.text(table.column(Kind.TEXT)) else "guess"


def _terminated(table: TaskTable) -> bool:
    """Whether the texts of this table usually end with a full stop, so that one without is unfinished."""
    texts = [t for p in table.rows if (t := p.text(table.column(Kind.TEXT)))]
    return sum(t[-1] in _ENDS for t in texts) >= 0.6 * len(texts)


def _stopped(table: TaskTable) -> bool:
    """Whether nearly all texts of this table end with a full stop, so that one with a semicolon is unfinished."""
    texts = [t for p in table.rows if (t := p.text(table.column(Kind.TEXT)))]
    return sum(t[-1] in "。！？）)" for t in texts) >= 0.8 * len(texts)


def _whole(row: Row, table: TaskTable) -> bool:
    """Whether text and duties of a row end as whole cells end."""
    text = row.flow(table.column(Kind.TEXT)).text
    duties = [row.flow(c).text for c in table.columns_of(Kind.DUTY, Kind.LEAD, Kind.SUPPORT)]
    if not text or (text[-1] not in _ENDS and _terminated(table)):
        return False
    return any(duties) and all(not d or d[-1] not in "、，,（" for d in duties)


def _starts_next(table: TaskTable, row: Row, part: PartRow, following: Sequence[PartRow], number: int) -> bool:
    """A page that holds one unnumbered row alone: does it begin the row whose number stands on the next page?"""
    if not part.last or not following or not following[0].first or not following[0].text(number):
        return False
    if not _whole(row, table) or (part.page is not None and part.page == following[0].page):
        return False
    after = Row([part])
    return not _whole(after, table) or following[0].open_top or part.open_bottom


def _by_content(table: TaskTable, row: Row, part: PartRow) -> str | None:
    """Tables without numbers: open rules force a join; else an unfinished cell or empty cells suggest it."""
    if row.parts[-1].open_bottom and part.open_top:
        return "forced"
    if not row.parts[-1].open_bottom and any(p.ruled and p.open_bottom and p.last for p in table.rows):
        return None  # this program leaves the rows that it splits open
    text = table.column(Kind.TEXT)
    before = row.flow(text).text
    if not part.text(text) or part.text(text)[0] in _CLOSING or _unbalanced(row, part):
        return "guess"
    if before and (before[-1] in "，、,（(" or (before[-1] not in _ENDS and _terminated(table))):
        return "guess"
    if before and before[-1] in "；;" and _stopped(table):
        return "guess"
    duties = table.columns_of(Kind.DUTY, Kind.LEAD)
    always = [c for c in table.columns_of(Kind.DEADLINE, Kind.DUTY, Kind.LEAD) if _always_filled(table, c)]
    if always and not any(part.text(c) for c in always):
        return "guess"
    if any(part.text(c) and not row.flow(c) for c in always):
        return "guess"
    cut = [c for c in duties if row.flow(c).text and row.flow(c).text[-1] in "、，,"]
    if cut or (duties and not any(part.text(c) for c in duties) and part.open_top):
        return "guess"
    return None


def _always_filled(table: TaskTable, column: int) -> bool:
    """Whether nearly every row that begins on its page has something of its own in a column."""
    rows = [p for p in table.rows if not p.first]
    return len(rows) > 3 and sum(bool(p.text(column)) and column in p.own for p in rows) >= 0.95 * len(rows)


def _unbalanced(row: Row, part: PartRow) -> bool:
    """Whether a cell of the row opens a bracket that the same column of the part closes."""
    for column, flow in part.cells.items():
        before = row.flow(column).text
        for opening, closing in _BRACKETS:
            unclosed = before.count(opening) > before.count(closing)
            if unclosed and flow.text.count(closing) > flow.text.count(opening):
                return True
    return False


def _inherit(table: TaskTable, rows: Sequence[Row]) -> None:
    """A merged deadline or duty cell cut by a page break: its text stands on the page before, or on the next."""
    for column in table.columns_of(Kind.DEADLINE, Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        merges = _has_merged(rows, column)
        for at, row in enumerate(rows):
            if not row.flow(column) and at and _continues_above(rows, at, column, merges):
                row.inherited[column] = rows[at - 1].flow(column)
        for at in reversed(range(len(rows) - 1)):
            if merges and not rows[at].flow(column) and _continues_below(rows, at, column):
                rows[at].inherited[column] = rows[at + 1].flow(column)


def _covered(rows: Sequence[Row], at: int, column: int) -> list[PartRow]:
    """The rows that the cell of a row covers."""
    part = rows[at].parts[-1]
    key = part.keys.get(column)
    return [p for row in rows for p in row.parts if key is not None and p.keys.get(column) == key]


def _has_merged(rows: Sequence[Row], column: int) -> bool:
    """Whether cells of this column cover several rows somewhere."""
    keys = [key for row in rows for p in row.parts[:1] if (key := p.keys.get(column)) is not None]
    return len(set(keys)) < len(keys)


def _continues_above(rows: Sequence[Row], at: int, column: int, merges: bool) -> bool:
    """Whether an empty cell at the head of a page goes on with the cell at the foot of the page before."""
    covered = _covered(rows, at, column)
    if not covered or not covered[0].first:
        return False
    before = rows[at - 1].parts[-1]
    if rows[at].parts[0] is not covered[0]:
        return len(covered) > 1
    opened = covered[0].open_top and before.open_bottom
    return len(covered) > 1 or opened or (merges and before.last)


def _continues_below(rows: Sequence[Row], at: int, column: int) -> bool:
    """Whether an empty cell at the foot of a page belongs to the merged cell at the head of the next one."""
    covered = _covered(rows, at, column)
    if not covered:
        return False
    if rows[at + 1].parts[0] in covered:
        return True
    return covered[-1].last and rows[at + 1].parts[0].first and len(_covered(rows, at + 1, column)) + len(covered) > 2
