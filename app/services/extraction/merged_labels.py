"""Merged cells of tables without upright rules: which rows a label stands for, told by its height on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.services.documents.source import SourceDocument
from app.services.extraction.headers import Kind
from app.services.extraction.joining import is_cut, numbers_rows
from app.services.extraction.label_runs import Band, Sheet, Way, part_rows
from app.services.extraction.similarity import Texts
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_MORE = 0.28  # sizes: a blank between two labels is so much wider than one between the lines of one
_ALIKE = 85.0  # how like a measure's title a label is that stands for it
_NEAR = 1.0  # sizes: a label that a page break cuts ends this near the page's last line
_FEW = 0.85  # of the rows have a text of their own where cells are merged
_OWN = 0.6  # of the rows have a label in a column whose other cells are empty, and not parts of merged ones


@dataclass(frozen=True, slots=True)
class _Label:
    top: float
    bottom: float
    flow: Flow


@dataclass(frozen=True)
class _Part:
    """The rows of one table of a page, their edges, and the labels of a column beside them."""

    rows: Sequence[PartRow]
    extents: Sequence[tuple[float, float]]
    labels: Sequence[_Label]
    size: float


def settle_merged(document: SourceDocument, table: TaskTable, measures: Texts) -> None:
    """Give the rows the labels of their runs, as a ruled table has them by its cells."""
    if len(document.char_boxes) == 0:
        return
    told: list[tuple[int, list[_Part]]] = []
    for column in table.columns_of(Kind.CATEGORY, Kind.DEADLINE, Kind.DUTY, Kind.LEAD):
        parts = _parts(document, table, column)
        if parts and _is_merged(table, table.columns[column].kind, parts):
            told.append((column, parts))
    for column, parts in told:
        _settle_column(table, column, parts, measures)


def _parts(document: SourceDocument, table: TaskTable, column: int) -> list[_Part]:
    """What stands in a column, table by table; [] where rules tell which rows its cells cover."""
    made: list[_Part] = []
    for number in table.tables:
        rows = [row for row in table.rows if row.table == number]
        if not rows:
            continue
        keys = {row.keys.get(column) for row in rows}
        if document.tables[number].origin != "aligned" or len(keys) < len(rows) or any(not r.extent for r in rows):
            return []
        labels, size = _labels(document, rows, column, table.column(Kind.TEXT))
        extents = [_extent(document, table, row, column) for row in rows]
        made.append(_Part(rows, _with_labels(extents, labels), labels, size))
    return made


def _with_labels(extents: Sequence[tuple[float, float]], labels: Sequence[_Label]) -> list[tuple[float, float]]:
    """The rows' edges; a label beside one row only may be higher than its text and so makes the row higher."""
    made = list(extents)
    for label in labels:
        beside = [n for n, (top, bottom) in enumerate(extents) if label.top < bottom and top < label.bottom]
        if len(beside) == 1:
            top, bottom = made[beside[0]]
            made[beside[0]] = min(top, label.top), max(bottom, label.bottom)
    return made


def _extent(document: SourceDocument, table: TaskTable, row: PartRow, column: int) -> tuple[float, float]:
    """Upper and lower edge of what is printed in a row's other cells."""
    boxes = document.char_boxes
    labels = table.columns_of(Kind.CATEGORY, Kind.DEADLINE)
    indexes = [i for c, flow in row.cells.items() if c != column and c not in labels for i in flow.index if i >= 0]
    if not indexes:
        return row.extent or (0.0, 0.0)
    return min(boxes[4 * i + 1] for i in indexes), max(boxes[4 * i + 3] for i in indexes)


def _is_merged(table: TaskTable, kind: Kind, parts: Sequence[_Part]) -> bool:
    """Whether so few cells of a column have a text that others must be merged with them."""
    tied = sum(_goes_on(table, one.rows[-1], two.rows[0]) for one, two in pairwise(parts))
    rows = sum(len(part.rows) for part in parts) - tied
    labels = sum(len(part.labels) for part in parts)
    if kind is Kind.CATEGORY:
        return 0 < labels < rows
    return 0 < labels < _FEW * rows and not (labels >= _OWN * rows and all(map(_stand_on_rows, parts)))


def _stand_on_rows(part: _Part) -> bool:
    """Whether each label stands as the cell of a single row does: in its middle, or at its top."""
    near = 0.5 * part.size
    for label in part.labels:
        middle = min(abs(label.top + label.bottom - top - bottom) / 2 for top, bottom in part.extents)
        if min(middle, *(abs(label.top - top) for top, _ in part.extents)) > near:
            cut = label.bottom > part.extents[-1][0] or label.top < part.extents[0][1]
            if not cut:
                return False
    return True


def _settle_column(table: TaskTable, column: int, parts: Sequence[_Part], measures: Texts) -> None:
    """Part the rows of all pages: labels in the middle of their rows, or all at their top."""
    kind = table.columns[column].kind
    rows = [row for part in parts for row in part.rows]
    flows, sheet = _sheet(table, parts, kind, measures)
    parted = min((part_rows(sheet, way) for way in Way), key=lambda found: found.cost)
    done: set[int] = set()
    for at, row in enumerate(rows):
        owner, start = parted.owners[at], parted.starts[at]
        key = rows[start].keys.get(column)
        row.cells[column] = flows[owner] if owner is not None else EMPTY
        if key is not None:
            row.keys[column] = key
        if owner is None or parted.is_open(at):
            row.unsure.add(column)
        if kind is Kind.CATEGORY:
            row.category = key
        if start in done:
            row.own.discard(column)
        done.add(start)
    if kind is Kind.CATEGORY:
        table.settled = True


def _sheet(table: TaskTable, parts: Sequence[_Part], kind: Kind, measures: Texts) -> tuple[list[Flow], Sheet]:
    """The labels, and all places as one long page; two parts of a label cut by a page break are one."""
    size = next((part.size for part in parts if part.size), 10.0)
    blanks = sorted(b[0] - a[1] for part in parts for a, b in pairwise(part.extents))
    blank = blanks[len(blanks) // 2] if blanks else size
    flows: list[Flow] = []
    labels: list[Band] = []
    rows: list[Band] = []
    for number, part in enumerate(parts):
        tied = bool(rows) and _goes_on(table, parts[number - 1].rows[-1], part.rows[0])
        fresh = bool(rows) and part.rows[0].page == parts[number - 1].rows[-1].page
        shift = (rows[-1].bottom + (0.4 * size if tied else blank) - part.extents[0][0]) if rows else 0.0
        places = [Band(x.top + shift, x.bottom + shift, number) for x in part.labels]
        texts = [label.flow for label in part.labels]
        near = bool(flows and texts) and not fresh and _touches(parts[number - 1], part)
        if flows and texts and not fresh and _is_cut(flows[-1].text, texts[0].text, kind, measures, near=near):
            flows[-1] = join([flows[-1], texts.pop(0)])
            labels[-1] = replace(labels[-1], split=True)
            places.pop(0)
        flows += texts
        labels += places
        rows += [
            Band(top + shift, bottom + shift, number, tied and n == 0, fresh and n == 0)
            for n, (top, bottom) in enumerate(part.extents)
        ]
    strange: list[list[float]] = []
    if kind is Kind.CATEGORY:
        strange = _strangeness(table, [row for part in parts for row in part.rows], flows, measures)
    return flows, Sheet(labels, rows, size, strange)


def _touches(before: _Part, part: _Part) -> bool:
    """Whether the last label of one page ends with it and the first one of the next begins with that."""
    if not before.labels or not part.labels:
        return False
    below = before.extents[-1][1] - before.labels[-1].bottom
    above = part.labels[0].top - part.extents[0][0]
    return max(below, above) < _NEAR * part.size


def _is_cut(one: str, other: str, kind: Kind, measures: Texts, *, near: bool) -> bool:
    """Whether two labels beside a page break are one: ``near`` where each stands next to the break."""
    if kind is Kind.CATEGORY:
        alone = max(measures.title_score(one), measures.title_score(other))
        both = measures.title_score(one + other)
        return both > alone and (near or (both >= _ALIKE and both > alone + 5))
    return is_cut(kind, one, other) or (kind is not Kind.DEADLINE and near and one[-1:] not in "责配落头合实。")


def _goes_on(table: TaskTable, before: PartRow, row: PartRow) -> bool:
    """Whether the first row of a page is the rest of the last one before it, as the numbers tell."""
    number = table.column(Kind.NUMBER)
    if number is None or before.page == row.page or not numbers_rows(table, number):
        return False
    return not row.text(number) or not before.text(number) or before.text(number)[-1] in ".．-"


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
    table: TaskTable, rows: Sequence[PartRow], labels: Sequence[Flow], measures: Texts
) -> list[list[float]]:
    """For each label and row 0 where the row's words are those of the label's measure, up to 1 where of another."""
    text = table.column(Kind.TEXT)
    shares = [measures.shares(row.text(text)) for row in rows] if len(measures) else []
    made: list[list[float]] = []
    for label in labels:
        at = measures.by_title(label.text, _ALIKE)
        made.append([max(found) - found[at] for found in shares] if shares and at is not None else [0.0] * len(rows))
    return made
