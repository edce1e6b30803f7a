"""Merged cells of tables without upright rules: which rows a label stands for, told by its height on the page.

A label stands in the middle of its rows, or at their top. So the rows are parted into runs such that each
label is in the middle (at the top) of its run; a run that a page break cuts may have its label on the other page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.services.documents.source import SourceDocument
from app.services.extraction.headers import Kind
from app.services.extraction.similarity import Texts
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_MORE = 0.28  # sizes: a blank between two labels is so much wider than one between the lines of one
_CUT = 0.8  # sizes: what it costs to take a run for one that a page break cuts
_ODD = 1.2  # sizes: the same where the label is not where the middle of the whole run may be
_WORDS = 1.0  # sizes: what it costs if a row's words are all those of another measure
_ALIKE = 85.0  # how like a measure's title a label is that stands for it
_FEW = 0.75  # of the rows have a text of their own where cells are merged
_ORIGINS = ("aligned", "horizontal")


@dataclass(frozen=True, slots=True)
class _Label:
    top: float
    bottom: float
    flow: Flow


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows ``start`` to ``end`` with one label, or with none."""

    start: int
    end: int
    label: int | None


def settle_merged(document: SourceDocument, table: TaskTable, measures: Texts) -> None:
    """Give the rows of each page the labels of their runs, as a ruled table has them by its cells."""
    if len(document.char_boxes) == 0:
        return
    columns = table.columns_of(Kind.CATEGORY, Kind.DEADLINE, Kind.DUTY, Kind.LEAD)
    for number in table.tables:
        if document.tables[number].origin not in _ORIGINS:
            continue
        part = [row for row in table.rows if row.table == number]
        for column in columns:
            _settle_column(document, table, part, column, measures)


def _settle_column(
    document: SourceDocument, table: TaskTable, part: Sequence[PartRow], column: int, measures: Texts
) -> None:
    kind = table.columns[column].kind
    keys = {row.keys.get(column) for row in part}
    if not part or len(keys) < len(part) or any(row.extent is None for row in part):
        return
    if kind is not Kind.CATEGORY and not _is_merged_elsewhere(table, column):
        return
    labels, size = _labels(document, part, column, table.column(Kind.TEXT))
    if not labels or len(labels) >= len(part):
        return
    sheet = _Sheet(
        labels, [row.extent or (0.0, 0.0) for row in part], size, _strangeness(table, part, labels, measures)
    )
    runs = min((_runs(sheet, top=top) for top in (False, True)), key=lambda found: found[0])[1]
    for run in runs:
        unsure = _is_unsure(sheet, run)
        flow = labels[run.label].flow if run.label is not None else EMPTY
        key = part[run.start].keys.get(column)
        for row in part[run.start : run.end]:
            row.cells[column] = flow
            if key is not None:
                row.keys[column] = key
            if kind is Kind.CATEGORY:
                row.category = key
                row.unsure = unsure
            if row is not part[run.start]:
                row.own.discard(column)
    if kind is Kind.CATEGORY:
        table.settled = True


def _is_unsure(sheet: _Sheet, run: _Run) -> bool:
    """Whether a run at the head or foot of a page may be another: no label, or one in neither place."""
    if run.start > 0 and run.end < len(sheet.extents):
        return False
    if run.label is None:
        return True
    label, upper, lower = sheet.labels[run.label], sheet.extents[run.start][0], sheet.extents[run.end - 1][1]
    off = min(abs(label.top + label.bottom - upper - lower) / 2, abs(label.top - upper))
    return off > _CUT * sheet.size


def _is_merged_elsewhere(table: TaskTable, column: int) -> bool:
    """Whether so many cells of a column are empty that they must be parts of merged ones."""
    return sum(bool(row.text(column)) for row in table.rows) < _FEW * len(table.rows)


def _labels(
    document: SourceDocument, part: Sequence[PartRow], column: int, text: int | None
) -> tuple[list[_Label], float]:
    """The labels of a column on one page, lines with usual blanks between them together; and the size of the type."""
    lines = _lines(document, [row.cells.get(column, EMPTY) for row in part])
    if not lines:
        return [], 0.0
    size = sorted(line.bottom - line.top for line in lines)[len(lines) // 2]
    body = _lines(document, [row.cells.get(text, EMPTY) for row in part]) if text is not None else []
    blanks = sorted(b.top - a.bottom for found in (lines, body) for a, b in pairwise(found))
    tight = blanks[len(blanks) // 10] if blanks else 0.0
    made: list[_Label] = []
    for line in lines:
        if made and line.top - made[-1].bottom <= tight + _MORE * size:
            made[-1] = _Label(made[-1].top, line.bottom, join([made[-1].flow, line.flow]))
        else:
            made.append(line)
    return made, size


def _lines(document: SourceDocument, flows: Sequence[Flow]) -> list[_Label]:
    """The printed lines of some cells, from the top down."""
    made: list[_Label] = []
    boxes = document.char_boxes
    for flow in flows:
        for at, i in enumerate(flow.index):
            if i < 0:
                continue
            top, bottom = boxes[4 * i + 1], boxes[4 * i + 3]
            if made and abs((made[-1].top + made[-1].bottom) - (top + bottom)) < bottom - top:
                last = made[-1]
                made[-1] = _Label(min(last.top, top), max(last.bottom, bottom), join([last.flow, flow.cut(at, at + 1)]))
            else:
                made.append(_Label(top, bottom, flow.cut(at, at + 1)))
    return sorted(made, key=lambda line: line.top)


@dataclass(frozen=True)
class _Sheet:
    """One page's labels and rows; ``strange``: how little each row's words are those of each label's measure."""

    labels: Sequence[_Label]
    extents: Sequence[tuple[float, float]]
    size: float
    strange: Sequence[Sequence[float]]


def _strangeness(
    table: TaskTable, part: Sequence[PartRow], labels: Sequence[_Label], measures: Texts
) -> list[list[float]]:
    """For each label and row 0 where the row's words are those of the label's measure, up to 1 where of another."""
    found = [[0.0] * len(part) for _ in labels]
    text = table.column(Kind.TEXT)
    for k, label in enumerate(labels if len(measures) else ()):
        at = measures.by_title(label.flow.text, _ALIKE)
        if at is None:
            continue
        for n, row in enumerate(part):
            shares = measures.shares(row.text(text))
            found[k][n] = max(shares) - shares[at]
    return found


def _runs(sheet: _Sheet, *, top: bool) -> tuple[float, list[_Run]]:
    """The cheapest parting of the rows into runs, each with the next label; the first or last may have none."""
    count = len(sheet.extents)
    best: dict[tuple[int, int], tuple[float, list[_Run]]] = {(0, 0): (0.0, [])}
    for start in range(count):
        for used in range(len(sheet.labels) + 1):
            state = best.get((start, used))
            if state is None:
                continue
            for end in range(start + 1, count + 1):
                for label, cost in _choices(sheet, used, start, end, top=top):
                    total = state[0] + cost
                    key = (end, used + (label is not None))
                    if key not in best or total < best[key][0]:
                        best[key] = (total, [*state[1], _Run(start, end, label)])
    return best.get((count, len(sheet.labels)), (1e9, [_Run(i, i + 1, None) for i in range(count)]))


def _choices(sheet: _Sheet, used: int, start: int, end: int, *, top: bool) -> list[tuple[int | None, float]]:
    """What a run of rows may be: one without label at either end of the page, or one with the next label."""
    upper, lower = sheet.extents[start][0], sheet.extents[end - 1][1]
    at_head, at_foot = start == 0, end == len(sheet.extents)
    found: list[tuple[int | None, float]] = [(None, _CUT)] if at_head or at_foot else []
    if used >= len(sheet.labels):
        return found
    label = sheet.labels[used]
    if label.top < upper - sheet.size or label.bottom > lower + sheet.size:
        return found
    off = (label.top - upper) if top else (label.top + label.bottom - upper - lower) / 2
    cost = abs(off) / sheet.size
    if at_head or at_foot:
        cut = _CUT if (at_head and off < 0) or (at_foot and off > 0) else _ODD
        cost = min(cost, cut + 0.05 * cost)
    found.append((used, cost + _WORDS * sum(sheet.strange[used][start:end])))
    return found
