"""Rows split over pages are joined: because the numbers force it, or by what the cells hold (then with a doubt)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.services.extraction.deadlines import read_deadline
from app.services.extraction.headers import Kind
from app.services.extraction.numerals import chinese_number
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import Flow, join

_BRACKETS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"))
_CLOSING = "。，、；：）”》"
_ENDS = "。！？；;.）)】”"
_MOST = 0.7  # of the rows have a number where each has its own
_FOOT = 24.0  # points: a row that a page break splits ends no further above the lowest line
_OPEN_DATE = tuple("—–-~～至到、，")
_ITEM = re.compile(r"(\d{1,2})[.．、](?=20\d\d年|\D)")  # also 2.2025年底前…
_UNENDED = (".", "．", "-")  # a number that a page break cuts: 10. over 1


@dataclass
class Row:
    """A row of a task table: its parts on one or more pages."""

    parts: list[PartRow]
    doubtful: bool = False
    open: bool = False  # beside a page break at which it may be one with the row beyond
    inherited: dict[int, Flow] = field(default_factory=dict)
    whole: dict[int, Flow] = field(default_factory=dict)  # merged cells that a page break cuts

    def flow(self, column: int | None) -> Flow:
        """The joined flow of a column."""
        if column is None:
            return Flow()
        if column in self.whole:
            return self.whole[column]
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
    numbered = number is not None and numbers_rows(table, number)
    for at, part in enumerate(table.rows):
        previous = rows[-1] if rows else None
        verdict = _belongs(table, previous, part, table.rows[at + 1 :], number if numbered else None)
        if verdict is None and numbered and number is not None and _one_number(rows, part, number):
            verdict = "forced"
        if previous is None or verdict is None:
            rows.append(Row([part]))
            if previous is not None and not numbered and _is_open(table, previous, part):
                previous.open = rows[-1].open = True
        else:
            previous.parts.append(part)
            previous.doubtful |= verdict == "guess"
    for column in table.columns_of(Kind.DEADLINE, Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        _join_cells(rows, column, table.columns[column].kind)
    _inherit(table, rows)
    return rows


def is_cut(kind: Kind, one: str, other: str) -> bool:
    """Whether the words of two deadline or duty cells beside a page break are those of one."""
    if kind is Kind.DEADLINE:
        return bool(one[-1:] in _OPEN_DATE or (read_deadline(other)[1] and not read_deadline(one + other)[1]))
    return one[-1:] in "、，和及与（" or other[:1] in "、，）。；"


def _join_cells(rows: Sequence[Row], column: int, kind: Kind) -> None:
    """A merged cell that page breaks cut holds the words of all its parts, for all its rows."""
    parts = [(n, part) for n, row in enumerate(rows) for part in row.parts]
    cells: list[tuple[set[tuple[int, int, int]], list[Flow]]] = []
    for (n, one), (m, two) in pairwise(parts):
        before, after = one.keys.get(column), two.keys.get(column)
        words, more = one.text(column), two.text(column)
        if before is None or after is None or before == after or not (one.last and two.first) or not words or not more:
            continue
        if n != m and not is_cut(kind, words, more):
            continue
        if not cells or before not in cells[-1][0]:
            cells.append(({before}, [one.cells[column]]))
        cells[-1][0].add(after)
        cells[-1][1].append(two.cells[column])
    for keys, flows in cells:
        for row in rows:
            if any(part.keys.get(column) in keys for part in row.parts):
                row.whole[column] = join(flows)


def numbers_rows(table: TaskTable, column: int) -> bool:
    """Whether each row has a number: not where a number's cell covers several rows."""
    if table.numbered is None:
        table.numbered = _has_numbers(table, column)
    return table.numbered


def _has_numbers(table: TaskTable, column: int) -> bool:
    """Whether the numbers of a column are those of single rows."""
    keys = [key for p in table.rows if (key := p.keys.get(column)) is not None]
    inner = [p for p in table.rows if not p.first and not p.last]
    given = sum(bool(p.text(column)) for p in inner)
    whole = sum(not p.text(column) and _is_whole(table, p) for p in inner)
    if (
        len(set(keys)) < len(keys)
        or (len(inner) > 5 and given < _MOST * len(inner))
        or whole >= max(2, 0.1 * len(inner))
    ):
        return False
    return any(p.text(column) for p in table.rows)


def _is_whole(table: TaskTable, part: PartRow) -> bool:
    """Whether a row has a text and who does it, as rows of their own have."""
    duties = table.columns_of(Kind.DUTY, Kind.LEAD, Kind.SUPPORT)
    return bool(part.text(table.column(Kind.TEXT))) and any(part.text(c) for c in duties)


def _one_number(rows: Sequence[Row], part: PartRow, column: int) -> bool:
    """Whether a page break cuts the number itself: 二十 over 三 behind 二十二."""
    if len(rows) < 2 or not part.first or not rows[-1].parts[-1].last:
        return False
    one, other = rows[-1].flow(column).text, part.text(column)
    wanted = chinese_number(rows[-2].flow(column).text)
    if not other or wanted is None or chinese_number(one) == wanted + 1:
        return False
    return chinese_number(one + other) == wanted + 1


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
        return _by_content(table, row, part, following)
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


def _by_content(table: TaskTable, row: Row, part: PartRow, following: Sequence[PartRow]) -> str | None:
    """Tables without numbers: open rules force a join; else an unfinished cell or empty cells suggest it."""
    if row.parts[-1].open_bottom and part.open_top:
        return "forced"
    if not row.parts[-1].open_bottom and any(p.ruled and p.open_bottom and p.last for p in table.rows):
        return None  # this program leaves the rows that it splits open
    text = table.column(Kind.TEXT)
    before = row.flow(text).text
    if not before and part.text(text):
        return "guess"  # only cells that stand in the middle of the row were printed on the page before
    if not part.text(text) or part.text(text)[0] in _CLOSING or _unbalanced(row, part):
        return "guess"
    if before and (before[-1] in "，、,（(" or (before[-1] not in _ENDS and _terminated(table))):
        return "guess"
    if before and before[-1] in "；;" and _stopped(table):
        return "guess"
    if _goes_on(table, row, part):
        return "guess"
    duties = table.columns_of(Kind.DUTY, Kind.LEAD)
    always = [c for c in table.columns_of(Kind.DEADLINE, Kind.DUTY, Kind.LEAD) if _always_filled(table, c)]
    alone = part.last and bool(following) and following[0].first and _whole(row, table) and before[-1:] in _ENDS
    if alone and always and all(following[0].text(c) and not part.text(c) and row.flow(c) for c in always):
        return None  # it begins the row whose other cells stand in the middle, on the next page
    if always and not all(part.text(c) for c in always):
        return "guess"
    if any(part.text(c) and not row.flow(c) for c in always):
        return "guess"
    cut = [c for c in duties if row.flow(c).text and row.flow(c).text[-1] in "、，,"]
    if cut or (duties and not any(part.text(c) for c in duties) and part.open_top):
        return "guess"
    return None


def _is_open(table: TaskTable, row: Row, part: PartRow) -> bool:
    """Whether nothing tells that two rows beside a page break are not one: no rules, no columns that are always filled,
    and the upper one reaches the foot of the page as a row that is split does."""
    above = row.parts[-1]
    if not (part.first and above.last) or above.ruled or part.ruled or above.extent is None or part.extent is None:
        return False
    if any(_always_filled(table, c) for c in table.columns_of(Kind.DEADLINE, Kind.DUTY, Kind.LEAD)):
        return False
    lowest = max(p.extent[1] for p in table.rows if p.extent is not None)
    return above.extent[1] > lowest - _FOOT


def _goes_on(table: TaskTable, row: Row, part: PartRow) -> bool:
    """Whether cells of the row are cut (2026年6月 over 底前), or its numbered items go on (2. behind 1.)."""
    for column in table.columns_of(Kind.DEADLINE):
        one, other = row.parts[-1].text(column), part.text(column)
        if one and other and is_cut(Kind.DEADLINE, one, other):
            return True
    text = table.column(Kind.TEXT)
    number = _item(part.text(text))
    if number < 2 or _item(row.flow(text).text) != 1 or f"{number - 1}." not in row.flow(text).text:
        return False
    return not any(_item(p.text(text)) > 1 for p in table.rows if not p.first)


def _item(text: str) -> int:
    """The number of the item with which a text begins, 0 if there is none."""
    found = _ITEM.match(text)
    return int(found.group(1)) if found else 0


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
