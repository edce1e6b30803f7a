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
from app.services.extraction.label_runs import Sheet, part_rows
from app.services.extraction.similarity import Texts
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_MORE = 0.28  # sizes: a blank between two labels is so much wider than one between the lines of one
_ALIKE = 85.0  # how like a measure's title a label is that stands for it
_LEAN = 0.5  # sizes: so much dearer a page's labels may be if they stand as those of the other pages
_FEW = 0.85  # of the rows have a text of their own where cells are merged
_ORIGINS = ("aligned", "horizontal")


@dataclass(frozen=True, slots=True)
class _Label:
    top: float
    bottom: float
    flow: Flow


@dataclass(frozen=True)
class _Page:
    """The rows of one page, and the labels of a column beside them."""

    part: Sequence[PartRow]
    sheet: Sheet
    labels: Sequence[_Label]


def settle_merged(document: SourceDocument, table: TaskTable, measures: Texts) -> None:
    """Give the rows of each page the labels of their runs, as a ruled table has them by its cells."""
    if len(document.char_boxes) == 0:
        return
    found: dict[int, list[_Page]] = {}
    columns = table.columns_of(Kind.CATEGORY, Kind.DEADLINE, Kind.DUTY, Kind.LEAD)
    for column in columns:
        pages = [
            _page(document, table, part, column, measures)
            for number in table.tables
            if document.tables[number].origin in _ORIGINS and (part := [r for r in table.rows if r.table == number])
        ]
        found[column] = [page for page in pages if page is not None]
    for column, pages in found.items():
        if _is_merged(table.columns[column].kind, pages):
            _settle_column(table, column, pages)


def _page(
    document: SourceDocument, table: TaskTable, part: Sequence[PartRow], column: int, measures: Texts
) -> _Page | None:
    """What stands in a column of one page; None where rules tell which rows a cell covers."""
    keys = {row.keys.get(column) for row in part}
    if len(keys) < len(part) or any(row.extent is None for row in part):
        return None
    labels, size = _labels(document, part, column, table.column(Kind.TEXT))
    if not labels:
        return _Page(part, Sheet([], [row.extent or (0.0, 0.0) for row in part], 10.0, []), labels)
    strange = _strangeness(table, part, labels, measures) if table.columns[column].kind is Kind.CATEGORY else []
    extents = [_extent(document, table, row, column) for row in part]
    return _Page(part, Sheet([(x.top, x.bottom) for x in labels], extents, size, strange), labels)


def _extent(document: SourceDocument, table: TaskTable, row: PartRow, column: int) -> tuple[float, float]:
    """Upper and lower edge of what is printed in a row's other cells."""
    boxes = document.char_boxes
    labels = table.columns_of(Kind.CATEGORY, Kind.DEADLINE)
    indexes = [i for c, flow in row.cells.items() if c != column and c not in labels for i in flow.index if i >= 0]
    if not indexes:
        return row.extent or (0.0, 0.0)
    return min(boxes[4 * i + 1] for i in indexes), max(boxes[4 * i + 3] for i in indexes)


def _is_merged(kind: Kind, pages: Sequence[_Page]) -> bool:
    """Whether so few cells of a column have a text that others must be merged with them."""
    rows = sum(len(page.part) for page in pages)
    labels = sum(len(page.labels) for page in pages)
    return 0 < labels < rows if kind is Kind.CATEGORY else 0 < labels < _FEW * rows


def _settle_column(table: TaskTable, column: int, pages: Sequence[_Page]) -> None:
    """Part the rows of all pages, the labels of each in the middle of their rows or at their top."""
    middle, top = ([part_rows(page.sheet, top=top) for page in pages] for top in (False, True))
    lean = _LEAN if sum(found.cost for found in middle) < sum(found.cost for found in top) else -_LEAN
    chosen = [one if one.cost < two.cost + lean else two for one, two in zip(middle, top, strict=True)]
    kind = table.columns[column].kind
    for page, found in zip(pages, chosen, strict=True):
        for run in found.runs:
            flow = page.labels[run.label].flow if run.label is not None else EMPTY
            key = page.part[run.start].keys.get(column)
            for at, row in enumerate(page.part[run.start : run.end], run.start):
                row.cells[column] = flow
                if key is not None:
                    row.keys[column] = key
                if found.is_open(at):
                    row.unsure.add(column)
                if kind is Kind.CATEGORY:
                    row.category = key
                if at > run.start:
                    row.own.discard(column)
    if kind is Kind.CATEGORY:
        table.settled = True


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
