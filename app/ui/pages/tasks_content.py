"""What the task page reads in the lane: ids with bands, totals, prepared rows, cells to copy."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.services.rows import GridQuery, GridTotals, ItemRef, PlanNode, Scope
from app.ui.itemmodels.task_grid import Rows
from app.ui.itemmodels.task_rows import COLUMNS, INDEX, Band, group_key, prepare

if TYPE_CHECKING:
    from app.ui.services import UiServices

GROUP_LIMIT = 10_000
COPY_CHUNK = 500


@dataclass(frozen=True, slots=True)
class GridContent:
    """An answer to a question: what to show. ``ungrouped``: too many rows to make bands."""

    query: GridQuery
    ids: array[int]
    bands: tuple[Band, ...]
    totals: GridTotals
    ungrouped: bool = False


def load_content(services: UiServices, query: GridQuery) -> GridContent:
    """Ask for the rows of a query, in bands where it groups."""
    found = services.grid_ids(query)
    ids = found if isinstance(found, array) else array("q", found)
    totals = services.grid_totals(query)
    if not query.group:
        return GridContent(query, ids, (), totals)
    if len(ids) > GROUP_LIMIT:
        return GridContent(query, ids, (), totals, ungrouped=True)
    mixed, bands = _banded(services, query, ids)
    return GridContent(query, mixed, bands, totals)


def _banded(services: UiServices, query: GridQuery, ids: array[int]) -> tuple[array[int], tuple[Band, ...]]:
    """Put a mark before each group; groups stand in the order in which their first row comes."""
    titles = _chapter_titles(services.tree(), with_plan=query.scope.version is None)
    name_of = group_key(query.group, lambda version, number: titles.get((version, number), f"第{number}部分"))
    groups: dict[str, list[int]] = {}
    for start in range(0, len(ids), COPY_CHUNK):
        chunk = ids[start : start + COPY_CHUNK]
        for task, row in zip(chunk, services.grid_rows(chunk), strict=False):
            groups.setdefault(name_of(row), []).append(task)
    mixed: array[int] = array("q")
    for number, members in enumerate(groups.values()):
        mixed.append(-1 - number)
        mixed.extend(members)
    return mixed, tuple(Band(title, len(members)) for title, members in groups.items())


def _chapter_titles(tree: Sequence[PlanNode], *, with_plan: bool) -> dict[tuple[int, int], str]:
    titles: dict[tuple[int, int], str] = {}
    for plan in tree:
        for node in plan.children:
            if node.ref.kind == "chapter":
                lead = f"{plan.label or plan.title}　" if with_plan else ""
                titles[node.ref.version, node.ref.number] = f"{lead}{node.label}{node.title}"
    return titles


def load_rows(services: UiServices, ids: Sequence[int]) -> Rows:
    """Prepared rows of a page of the grid."""
    return [prepare(row) for row in services.grid_rows(ids)]


def load_cells(services: UiServices, ids: Sequence[int], columns: Sequence[int], *, with_head: bool) -> list[list[str]]:
    """Cells to copy, for rows that may not be on the screen."""
    cells = [[COLUMNS[column].title for column in columns]] if with_head else []
    for start in range(0, len(ids), COPY_CHUNK):
        rows = load_rows(services, ids[start : start + COPY_CHUNK])
        cells.extend([row.cells[column] for column in columns] for row in rows if row)
    return cells


def find_id(services: UiServices, ref: ItemRef) -> int | None:
    """Database id of a task, found among those of its version."""
    ids = services.grid_ids(GridQuery(scope=Scope(version=ref.version)))
    rows = services.grid_rows(ids)
    return next((task for task, row in zip(ids, rows, strict=False) if row.ref == ref), None)


def totals_words(totals: GridTotals) -> str:
    """The foot of the grid."""
    return (
        f"共 {totals.tasks} 项任务　·　有牵头（负责）单位 {totals.with_lead}　·　有明确时限 {totals.dated}"
        f"　·　有指标 {totals.with_target}　·　意见 {totals.remarks} 条　·　存疑 {totals.doubts} 处"
    )


def toggled(query: GridQuery, section: int, *, descending: bool) -> GridQuery:
    """The query after a click on a title; a negative section means official order."""
    if section < 0:
        return replace(query, sort="official", descending=False)
    key = next(key for key, index in INDEX.items() if index == section)
    return replace(query, sort=key, descending=descending)
