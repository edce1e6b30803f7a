"""A task table in flowing text, without geometry: cells follow each other in the order of the head.

Row numbers are found as the best chain of expected numbers (a stray number inside a sentence does not
close the row before it); within a row the cells are the best scoring cut of its lines into the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.extraction.body_lines import BodyLine
from app.services.extraction.flow_scores import category_score, deadline_score, duty_score, text_score
from app.services.extraction.flow_units import Unit, cut_units, find_head_lines, last_end, row_starts
from app.services.extraction.headers import Column, Kind, kind_of
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.similarity import Texts
from app.services.extraction.text_cleaning import Flow, join


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


def read_flow_table(lines: Sequence[BodyLine], measures: Texts, options: Options = DEFAULT) -> FlowTable | None:
    """Read the first task table that stands in the lines as flowing text."""
    head = find_head_lines(lines)
    if head is None:
        return None
    first, end, names = head
    columns = _columns(names)
    units, heads = cut_units(lines, end, names)
    heads.insert(0, join(line.flow for line in lines[first:end]))
    starts = row_starts(units, columns)
    if not starts:
        return None
    rows: list[FlowRow] = []
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else last_end(units, start, columns)
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
        return [
            *columns[:i],
            Column(columns[i].name, Kind.CATEGORY),
            Column(columns[i].name, Kind.TEXT),
            *columns[i + 1 :],
        ]
    text = next((i for i in work if columns[i].kind is Kind.TEXT), work[-1] if work else -1)
    label = next((i for i in reversed(work) if i != text), None)
    kinds = {text: Kind.TEXT, label: Kind.CATEGORY}
    return [Column(c.name, kinds.get(i, Kind.OTHER if i in work else c.kind)) for i, c in enumerate(columns)]


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
        return -2.0 if kind is Kind.TEXT else -0.5
    if kind is Kind.CATEGORY:
        return category_score(texts, measures, options) + (bonus if texts else 0.0)
    if kind is Kind.TEXT:
        return (max(text_score(texts), 2.0) if split and texts[0][0] not in "，。" else text_score(texts)) + bonus
    if kind is Kind.DEADLINE:
        return deadline_score("".join(texts)) + bonus
    if kind in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return duty_score("".join(texts)) + bonus
    if not texts:
        return 0.0
    return -0.2 * sum(len(t) for t in texts) + bonus
