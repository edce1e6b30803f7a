"""Raw tasks from task tables: ruled or tab-separated ones, and those in flowing text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.services.documents.source import SourceDocument
from app.services.extraction.body_lines import BodyLine
from app.services.extraction.categories import Category, by_content, categorise, choose_category
from app.services.extraction.draft import Doubt, Reason
from app.services.extraction.flow_table import FlowTable, read_flow_table
from app.services.extraction.headers import Column, Kind
from app.services.extraction.joining import Row, join_rows
from app.services.extraction.merged_labels import settle_merged
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.similarity import Texts
from app.services.extraction.task_table import TaskTable
from app.services.extraction.tasks import RawTask
from app.services.extraction.text_cleaning import EMPTY, Flow

_DUTIES = (Kind.DUTY, Kind.LEAD, Kind.SUPPORT)
_OTHERS = (Kind.PERSON, Kind.TARGET, Kind.OTHER)
_BY_CONTENT = "按内容归入下方类别"
_BY_PLACE = "无框线表格，按位置归入"
_FIELDS = {
    Kind.CATEGORY: "category",
    Kind.DEADLINE: "deadline_raw",
    Kind.DUTY: "responsibility_raw",
    Kind.LEAD: "responsibility_raw",
}
_JOINED = "跨页单元格按内容拼接"
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_WORDS_BESIDE = "序号栏中另有文字，可能是类别，请核对"
_APART = "页末和下页开头按内容作为两行，请核对是否同一行"


def from_table(
    document: SourceDocument, table: TaskTable, measures: Texts, options: Options = DEFAULT
) -> list[RawTask]:
    """The rows of a task table as raw tasks."""
    choose_category(table, measures)
    settle_merged(document, table, measures)
    rows = join_rows(table)
    categories = categorise(document, table, rows, measures, options)
    return [
        _from_row(table, row, category)
        for row, category in zip(rows, categories, strict=True)
        if row.flow(table.column(Kind.TEXT)) or any(row.flow(c) for c in table.columns_of(*_DUTIES))
    ]


def _from_row(table: TaskTable, row: Row, category: Category) -> RawTask:
    """One row."""
    number, deadline = table.column(Kind.NUMBER), table.column(Kind.DEADLINE)
    remark = table.column(Kind.REMARK)
    raw = RawTask(
        label=row.flow(number),
        category=category.label,
        category_source=category.source,
        owns_category=category.owns,
        text=row.flow(table.column(Kind.TEXT)),
        deadline=row.flow(deadline) if deadline is not None else None,
        duties=[(table.columns[c], row.flow(c)) for c in table.columns_of(*_DUTIES)],
        remark=row.flow(remark) if remark is not None else None,
        others=[(table.columns[c], row.flow(c)) for c in table.columns_of(*_OTHERS) if row.owns(c)],
    )
    if row.doubtful:
        raw.doubts.append(Doubt("text", Reason.JOINED_OVER_PAGE, None, _JOINED))
    elif row.open:
        raw.doubts.append(Doubt("text", Reason.JOINED_OVER_PAGE, None, _APART))
    if category.by_content:
        raw.doubts.append(Doubt("category", Reason.CATEGORY_BY_CONTENT, None, _BY_CONTENT))
    if not category.label and _WORDS.search(raw.label.text):
        raw.doubts.append(Doubt("category", Reason.OTHER, None, _WORDS_BESIDE))
    raw.doubts += [Doubt(field, Reason.OTHER, None, _BY_PLACE) for field in _unsure(table, row)]
    return raw


def _unsure(table: TaskTable, row: Row) -> list[str]:
    """The fields that only the heights of cells without rules tell, where these leave another reading open."""
    kinds = {table.columns[c].kind for part in row.parts for c in part.unsure}
    return [name for kind, name in _FIELDS.items() if kind in kinds]


def from_flow(
    lines: Sequence[BodyLine], measures: Texts, options: Options = DEFAULT
) -> tuple[list[RawTask], FlowTable | None]:
    """The rows of a task table in flowing text as raw tasks, and the table."""
    table = read_flow_table(lines, measures, options)
    if table is None:
        return [], None
    kinds = {c.kind: i for i, c in reversed(list(enumerate(table.columns)))}

    def cell(at: int, kind: Kind) -> Flow:
        return table.rows[at].cells.get(kinds.get(kind, -1), EMPTY) if kind in kinds else EMPTY

    size = range(len(table.rows))
    labels = [cell(i, Kind.CATEGORY) for i in size]
    categories = by_content(labels, [cell(i, Kind.TEXT).text for i in size], measures, options)
    made: list[RawTask] = []
    for i in size:
        raw = RawTask(
            label=table.rows[i].label,
            category=categories[i].label,
            category_source=categories[i].source,
            owns_category=categories[i].owns,
            text=cell(i, Kind.TEXT),
            deadline=cell(i, Kind.DEADLINE) if Kind.DEADLINE in kinds else None,
            duties=_of_kinds(table, i, _DUTIES),
            remark=cell(i, Kind.REMARK) if Kind.REMARK in kinds else None,
            others=[
                (c, table.rows[i].cells[n])
                for n, c in enumerate(table.columns)
                if c.kind in _OTHERS and n in table.rows[i].cells
            ],
        )
        if categories[i].by_content:
            raw.doubts.append(Doubt("category", Reason.CATEGORY_BY_CONTENT, None, _BY_CONTENT))
        made.append(raw)
    return made, table


def _of_kinds(table: FlowTable, row: int, kinds: tuple[Kind, ...]) -> list[tuple[Column, Flow]]:
    """The cells of a row in flowing text whose columns are of the kinds."""
    cells = table.rows[row].cells
    return [(c, cells.get(n, EMPTY)) for n, c in enumerate(table.columns) if c.kind in kinds]
