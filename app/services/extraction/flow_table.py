"""A task table in flowing text, without geometry: cells follow each other in the order of the head.

Row numbers are found as the best chain of expected numbers (a stray number inside a sentence does not
close the row before it); within a row the cells are the best scoring cut of its lines into the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.extraction.body_lines import BodyLine
from app.services.extraction.flow_scores import (
    category_score,
    closes,
    closes_surely,
    deadline_score,
    duty_score,
    is_deadline,
    text_score,
)
from app.services.extraction.headers import Column, Kind, is_head, kind_of, split_names
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.similarity import Texts
from app.services.extraction.text_cleaning import Flow, join

_NUMBER = re.compile(r"(\d{1,3})[.．、]?")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|抄送|附件)[：:\d]")
_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a line between two places where cells may meet."""

    flow: Flow
    line: int
    starts_line: bool
    after_blank: bool
    after_head: bool = False


@dataclass
class FlowRow:
    """One row: number and a flow for each kind of column."""

    label: Flow
    cells: dict[int, Flow] = field(default_factory=dict)
    score: float = 0.0


@dataclass
class FlowTable:
    """A table read from flowing text: columns, rows, the heads (first and repeated), lines used."""

    columns: list[Column]
    rows: list[FlowRow]
    heads: list[Flow]
    first_line: int
    end_line: int


def find_head_lines(lines: Sequence[BodyLine], start: int = 0) -> tuple[int, int, tuple[str, ...]] | None:
    """The first lines from ``start`` that are the head of a task table: (first, end, names)."""
    for first in range(start, len(lines)):
        text = lines[first].text
        if len(text) > 60 or not (text[0] in "序编" or kind_of(text) or split_names(text)):
            continue
        text = ""
        best: tuple[int, int, tuple[str, ...]] | None = None
        for end in range(first, min(first + _HEAD_LINES, len(lines))):
            text += lines[end].text
            if len(text) > 60:
                break
            names = split_names(text)
            if len(set(names)) < len(names):
                break
            if names and is_head(names) and (kind_of(names[0]) is Kind.NUMBER or len(names) >= 3):
                best = (first, end + 1, names)
        if best:
            return best
    return None


def read_flow_table(lines: Sequence[BodyLine], measures: Texts, options: Options = DEFAULT) -> FlowTable | None:
    """Read the first task table that stands in the lines as flowing text."""
    head = find_head_lines(lines)
    if head is None:
        return None
    first, end, names = head
    columns = _columns(names)
    units, heads = _units(lines, end, names)
    heads.insert(0, join(line.flow for line in lines[first:end]))
    starts = _row_starts(units, columns)
    if not starts:
        return None
    rows: list[FlowRow] = []
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else _last_end(units, start, columns)
        rows.append(_read_row(units[start:stop], columns, measures, options))
        last = stop
    stop_line = units[last].line if last < len(units) else len(lines)
    return FlowTable(columns, rows, heads, first, stop_line)


def _columns(names: Sequence[str]) -> list[Column]:
    """The columns in order; a single work column may hold label and text, as its head spans both."""
    columns = [Column(name, kind_of(name) or Kind.OTHER) for name in names]
    work = [i for i, c in enumerate(columns) if c.kind in (Kind.WORK, Kind.TEXT, Kind.CATEGORY)]
    if not work:
        work = [i for i, c in enumerate(columns) if c.kind is Kind.TARGET][:1]
    if len(work) == 1:
        i = work[0]
        return [*columns[:i], Column(columns[i].name, Kind.CATEGORY), Column(columns[i].name, Kind.TEXT), *columns[i + 1 :]]
    text = next((i for i in work if columns[i].kind is Kind.TEXT), work[-1] if work else -1)
    label = next((i for i in reversed(work) if i != text), None)
    kinds = {text: Kind.TEXT, label: Kind.CATEGORY}
    return [
        Column(c.name, kinds.get(i, Kind.OTHER if i in work else c.kind)) for i, c in enumerate(columns)
    ]


def _units(lines: Sequence[BodyLine], start: int, names: tuple[str, ...]) -> tuple[list[Unit], list[Flow]]:
    """Cut the lines below the head into units; repeated heads are taken out."""
    units: list[Unit] = []
    heads: list[Flow] = []
    whole = "".join(names)
    at, broken = start, False
    while at < len(lines):
        if _NOTE.match(lines[at].text):
            break
        taken = _repeats(lines, at, whole)
        if taken:
            heads.append(join(line.flow for line in lines[at : at + taken]))
            at += taken
            broken = True
            continue
        for n, flow in enumerate(_pieces(lines[at].flow)):
            blank = lines[at].after_blank and n == 0
            units.append(Unit(flow, at, n == 0, blank or broken, broken and n == 0))
        broken = False
        at += 1
    return units, heads


def _repeats(lines: Sequence[BodyLine], at: int, whole: str) -> int:
    """Number of lines from ``at`` that repeat the head; 0 if they do not."""
    text = ""
    for count, line in enumerate(lines[at : at + _HEAD_LINES], 1):
        text += line.text
        if text == whole:
            return count
        if not whole.startswith(text):
            return 0
    return 0


def _pieces(flow: Flow) -> list[Flow]:
    """Cut a line at the white space where two cells may meet."""
    gaps = [i for i in range(1, len(flow)) if flow.index[i] - flow.index[i - 1] > 1]
    if not gaps:
        return [flow]
    ends = [*gaps, len(flow)]
    cuts = [0]
    for at, gap in enumerate(gaps):
        if _may_meet(flow.text[cuts[-1] : gap], flow.text[gap : ends[at + 1]], cuts[-1] == 0):
            cuts.append(gap)
    return [flow.cut(a, b) for a, b in zip(cuts, [*cuts[1:], len(flow)], strict=True)]


def _may_meet(left: str, right: str, first: bool) -> bool:
    """White space between CJK and Latin is a typesetting artefact; between sentences or words it may part cells."""
    if first and _NUMBER.fullmatch(left):
        return True
    if left[-1] in "。；;" or is_deadline(right):
        return True
    left_latin = left[-1].isascii() and (left[-1].isalnum() or left[-1] in "%+")
    right_latin = right[0].isascii() and right[0].isalnum()
    return not left_latin and not right_latin


def _row_starts(units: Sequence[Unit], columns: Sequence[Column]) -> list[int]:
    """The units that are row numbers: the best chain of 1, 2, 3 … whose rows before them are closed."""
    if not any(c.kind is Kind.NUMBER for c in columns):
        return _unnumbered(units, columns)
    last = columns[-1].kind
    found: list[tuple[int, int, float]] = []
    for at, unit in enumerate(units):
        number = _NUMBER.fullmatch(unit.flow.text) if unit.starts_line else None
        if number:
            found.append((at, int(number.group(1)), _start_score(units, at, last)))
    best: list[tuple[float, int | None]] = []
    for i, (at, number, score) in enumerate(found):
        chain: tuple[float, int | None] = (score - (0.0 if number == 1 else 3.0 + 0.5 * at), None)
        for j in range(i):
            step = number - found[j][1]
            cost = _step_cost(step, number)
            if cost is not None and best[j][0] + score - cost > chain[0]:
                chain = (best[j][0] + score - cost, j)
        best.append(chain)
    starts: list[int] = []
    at_best: int | None = max(range(len(best)), key=lambda i: best[i][0], default=None)
    while at_best is not None:
        starts.append(found[at_best][0])
        at_best = best[at_best][1]
    return starts[::-1]


def _step_cost(step: int, number: int) -> float | None:
    """What a step from one number to the next costs: none for the next number, more for a gap or a restart."""
    if step == 1:
        return 0.0
    if 1 < step <= 3:
        return 4.0 * (step - 1)
    return 2.5 if number == 1 and step < 0 else None


def _start_score(units: Sequence[Unit], at: int, last: Kind) -> float:
    """How likely a number begins a row: what stands before it must close a row."""
    score = 0.5 * units[at].after_blank
    alone = at + 1 >= len(units) or units[at + 1].starts_line
    score += 0.5 * alone
    if at == 0:
        return score + 3.0
    before = units[at - 1].flow.text
    if at > 1 and len(before) < 8 and not units[at - 2].after_blank:
        before = units[at - 2].flow.text + before
    if closes_surely(before) and last in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return score + 3.0
    return score + (1.5 if closes(before, last) else -2.5)


def _unnumbered(units: Sequence[Unit], columns: Sequence[Column]) -> list[int]:
    """Without numbers a row ends where a duty cell surely ends and something else begins."""
    if columns[-1].kind not in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return []
    starts = [0]
    for at in range(1, len(units)):
        text = units[at].flow.text
        if closes_surely(units[at - 1].flow.text) and duty_score(text) < 6.0 and not text.startswith(("以下", "下同")):
            starts.append(at)
    return starts if len(starts) > 1 else []


def _last_end(units: Sequence[Unit], start: int, columns: Sequence[Column]) -> int:
    """Where the last row ends: after the last unit that closes a duty cell."""
    if columns[-1].kind not in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return len(units)
    ends = [at + 1 for at in range(start, len(units)) if closes_surely(units[at].flow.text)]
    return ends[-1] if ends else len(units)


def _read_row(units: Sequence[Unit], columns: Sequence[Column], measures: Texts, options: Options) -> FlowRow:
    """Cut one row's units into the columns."""
    numbered = any(c.kind is Kind.NUMBER for c in columns)
    row = FlowRow(units[0].flow if numbered else Flow())
    body = list(units[1:] if numbered else units)
    order = [i for i, c in enumerate(columns) if c.kind is not Kind.NUMBER]
    breaks = [at for at, unit in enumerate(body) if unit.after_head and at]
    passes = [order] * (len(breaks) + 1)
    row.score, cut = _best_cut(body, columns, passes, breaks, measures, options)
    for column, start, end in cut:
        flow = join(u.flow for u in body[start:end])
        row.cells[column] = join([row.cells.get(column, Flow()), flow])
    return row


def _best_cut(
    body: Sequence[Unit],
    columns: Sequence[Column],
    passes: Sequence[Sequence[int]],
    breaks: Sequence[int],
    measures: Texts,
    options: Options,
) -> tuple[float, list[tuple[int, int, int]]]:
    """Dynamic programming: the best cut of the units into the columns, begun anew after a repeated head."""
    sequence = [(column, n) for n, order in enumerate(passes) for column in order]
    size = len(body)
    nothing: tuple[float, list[tuple[int, int, int]]] = (-1e9, [])
    state: list[tuple[float, list[tuple[int, int, int]]]] = [nothing] * (size + 1)
    state[0] = (0.0, [])
    bounds = [0, *breaks, size]
    for at, (column, part) in enumerate(sequence):
        fresh = [nothing] * (size + 1)
        low, high = bounds[part], bounds[part + 1]
        final = at + 1 == len(sequence) or sequence[at + 1][1] != part
        for start in range(low, high + 1):
            if state[start][0] <= -1e8:
                continue
            for end in [high] if final else range(start, high + 1):
                gained = _cell_score(body, start, end, columns[column].kind, len(passes) > 1, measures, options)
                total = state[start][0] + gained
                if total > fresh[end][0]:
                    fresh[end] = (total, [*state[start][1], (column, start, end)])
        state = fresh
    return state[size]


def _cell_score(
    body: Sequence[Unit], start: int, end: int, kind: Kind, split: bool, measures: Texts, options: Options
) -> float:
    """The score of units as one cell; parts of a row split over pages may be empty or unfinished."""
    texts = [u.flow.text for u in body[start:end]]
    bonus = 0.6 if start < end and body[start].after_blank else 0.0
    if not texts and split:
        return -0.5
    if kind is Kind.CATEGORY:
        return category_score(texts, measures, options) + (bonus if texts else 0.0)
    if kind is Kind.TEXT:
        return text_score(texts) + bonus
    if kind is Kind.DEADLINE:
        return deadline_score("".join(texts)) + bonus
    if kind in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return duty_score("".join(texts)) + bonus
    if not texts:
        return 0.0
    return -0.2 * sum(len(t) for t in texts) + bonus
