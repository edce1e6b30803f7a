"""The task grid: ids in order, rows by id, totals. Sorting and filtering are done by SQL (DESIGN.md 14)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)

from app.models.agency import Agency
from app.models.plan import (
    AssignmentRow,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow,
    Measure,
    Plan,
    PlanVersion,
    TargetRow,
    Task,
)
from app.models.review import Remark
from app.services.finding_counts import counted_items, waiting_on_task
from app.services.grid_only import LEADING, only
from app.services.loading import load_tasks
from app.services.rows import GridQuery, GridTotals, Scope, TaskRow
from app.services.task_order import document_order

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace


def grid_ids(workspace: Workspace, query: GridQuery) -> array[int]:
    """Database ids of the tasks that the filters leave, in the order asked for."""
    with workspace.read() as session:
        found = _found(session, query)
        statement = _filtered(select(Task.id), query, found).order_by(*_order(query, found))
        return array("q", session.scalars(statement))


def grid_rows(workspace: Workspace, ids: Sequence[int]) -> tuple[TaskRow, ...]:
    """The rows of one window of the grid, in the order of ``ids``."""
    with workspace.read() as session:
        rows = load_tasks(session, ids)
        found = counted_items(session, list({row.ref.version for row in rows}))
    return tuple(replace(row, findings=found.get(row.ref, 0)) for row in rows) if found else rows


def grid_totals(workspace: Workspace, query: GridQuery) -> GridTotals:
    """The foot of the grid: counts over the rows that the filters leave."""
    flags = (
        func.count(),
        _how_many(_has_lead()),
        _how_many(_is_dated()),
        _how_many(_target_count() > 0),
        func.coalesce(func.sum(_remark_count()), 0),
        func.coalesce(func.sum(_doubt_count()), 0),
    )
    with workspace.read() as session:
        statement = _filtered(select(*flags), query, _found(session, query))
        return GridTotals(*(int(value) for value in session.execute(statement).one()))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _found(session: Session, query: GridQuery) -> ColumnElement[int]:
    """How many problems wait on a task; nothing is counted where the query does not ask for them."""
    asked = query.sort == "findings" or any(key == "findings" for key, _ in query.filters)
    return waiting_on_task(session, query.scope.version) if asked else literal(0)


def _filtered(
    statement: Select[*tuple[Any, ...]], query: GridQuery, found: ColumnElement[int]
) -> Select[*tuple[Any, ...]]:
    statement = (
        statement.select_from(Task)
        .join(PlanVersion, PlanVersion.id == Task.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Category, Category.id == Task.category_id)
        .outerjoin(DeadlineRow, DeadlineRow.task_id == Task.id)
    )
    for condition in in_scope(query.scope):
        statement = statement.where(condition)
    for key, words in query.filters:
        if words.strip():
            statement = statement.where(_column_filter(key, words.strip(), found))
    for key, value in query.only:
        statement = statement.where(only(key, value))
    if query.text.strip():
        statement = statement.where(_anywhere(query.text.strip()))
    return statement


def in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """What a task must fulfil to lie in a scope."""
    conditions: list[ColumnElement[bool]] = []
    if scope.version is not None:
        conditions.append(Task.version_id == scope.version)
    if scope.chapter is not None:
        chapter = select(Chapter.id).where(Chapter.version_id == scope.version, Chapter.number == scope.chapter)
        conditions.append(Task.chapter_id == chapter.scalar_subquery())
    if scope.measure is not None:
        measure = select(Measure.id).where(Measure.version_id == scope.version, Measure.number == scope.measure)
        conditions.append(Task.measure_id == measure.scalar_subquery())
    return conditions


def _column_filter(key: str, words: str, found: ColumnElement[int]) -> ColumnElement[bool]:
    """What must hold for a row to stay when ``words`` stand in the filter cell of a column."""
    if key in COUNTED and (least := least_of(words)) is not None:
        counted = {"doubts": _doubt_count(), "remarks": _remark_count(), "findings": found}
        return counted[key] >= least if least else counted[key] == 0
    plain = {"category": Category.label, "text": Task.text, "deadline": DeadlineRow.raw, "plan": PlanVersion.title}
    if key in plain:
        return plain[key].contains(words, autoescape=True)
    if key == "number":
        return or_(Task.label == words, func.cast(Task.number, Task.label.type) == words)
    if key in ("lead", "others"):
        return _has_body(words, leading=key == "lead")
    if key == "targets":
        return exists().where(
            *_owns(TargetRow),
            or_(TargetRow.name.contains(words, autoescape=True), TargetRow.quote.contains(words, autoescape=True)),
        )
    if key == "remarks":
        return exists().where(*_remarked(), Remark.text.contains(words, autoescape=True))
    if key == "state":
        return exists().where(*_remarked(), Remark.state.contains(words, autoescape=True))
    if key == "doubts":
        return exists().where(*_owns(DoubtRow), DoubtRow.note.contains(words, autoescape=True))
    if key == "findings":
        return false()
    raise ValueError(f"no such column: {key}")


COUNTED = frozenset({"doubts", "remarks", "findings"})


def least_of(words: str) -> int | None:
    """How many at least are asked for by 有, 无 or a number in a column of counts; None: the words are looked for."""
    if words in ("有", "无"):
        return int(words == "有")
    return int(words) if words.isascii() and words.isdigit() else None


def _anywhere(words: str) -> ColumnElement[bool]:
    return or_(
        Task.text.contains(words, autoescape=True),
        Category.label.contains(words, autoescape=True),
        DeadlineRow.raw.contains(words, autoescape=True),
        _has_body(words, leading=None),
        Task.responsibility_raw.contains(words, autoescape=True),
        Task.remark.contains(words, autoescape=True),
    )


def _has_body(words: str, *, leading: bool | None) -> ColumnElement[bool]:
    conditions = [
        AssignmentRow.task_id == Task.id,
        AssignmentRow.inherited.is_(False),
        Agency.id == AssignmentRow.agency_id,
        or_(Agency.name.contains(words, autoescape=True), AssignmentRow.as_written.contains(words, autoescape=True)),
    ]
    if leading is not None:
        leads = or_(AssignmentRow.role.in_(LEADING), and_(AssignmentRow.role == "joint", AssignmentRow.position == 1))
        conditions.append(leads if leading else ~leads)
    return exists().where(*conditions)


def _owns(stored: type[TargetRow | DoubtRow]) -> tuple[ColumnElement[bool], ...]:
    return (
        stored.version_id == Task.version_id,
        stored.owner_kind == "task",
        stored.owner_number == Task.number,
    )


def _remarked() -> tuple[ColumnElement[bool], ...]:
    return (
        Remark.plan_uuid == Plan.uuid,
        Remark.version_id == PlanVersion.version_id,
        Remark.owner_kind == "task",
        Remark.owner_number == Task.number,
    )


def _target_count() -> ColumnElement[int]:
    return select(func.count(TargetRow.id)).where(*_owns(TargetRow)).correlate(Task).scalar_subquery()


def _doubt_count() -> ColumnElement[int]:
    return select(func.count(DoubtRow.id)).where(*_owns(DoubtRow)).correlate(Task).scalar_subquery()


def _remark_count() -> ColumnElement[int]:
    counted = select(func.count(Remark.entity)).where(*_remarked())
    return counted.correlate(Task, Plan, PlanVersion).scalar_subquery()


def _first_state() -> ColumnElement[str]:
    states = select(func.min(Remark.state)).where(*_remarked())
    return states.correlate(Task, Plan, PlanVersion).scalar_subquery()


def _has_lead() -> ColumnElement[bool]:
    return exists().where(AssignmentRow.task_id == Task.id, AssignmentRow.role.in_(LEADING))


def _is_dated() -> ColumnElement[bool]:
    return func.coalesce(DeadlineRow.kind, "none") == "by_date"


def _order(query: GridQuery, found: ColumnElement[int]) -> list[ColumnElement[Any]]:
    official: list[ColumnElement[Any]] = [
        Plan.official_order.expression,
        Plan.pinyin.expression,
        PlanVersion.id.expression,
        document_order(),
    ]
    keys: dict[str, ColumnElement[Any]] = {
        "number": document_order(),
        "category": Category.pinyin.expression,
        "text": Task.sort_text.expression,
        "deadline": Task.sort_deadline.expression,
        "lead": Task.sort_lead.expression,
        "others": select(func.count(AssignmentRow.id)).where(AssignmentRow.task_id == Task.id).scalar_subquery(),
        "plan": Plan.pinyin.expression,
        "targets": _target_count(),
        "doubts": _doubt_count(),
        "remarks": _remark_count(),
        "findings": found,
        "state": select(func.min(Remark.state))
        .where(*_remarked())
        .correlate(Task, Plan, PlanVersion)
        .scalar_subquery(),
    }
    groups: dict[str, list[ColumnElement[Any]]] = {
        "chapter": [Plan.official_order.expression, PlanVersion.id.expression, Task.chapter_id.expression],
        "agency": [Task.sort_lead.expression],
        "deadline": [Task.sort_deadline.expression],
    }
    order = list(groups.get(query.group, ()))
    if query.sort != "official":
        key = keys[query.sort]
        order.append(key.desc() if query.descending else key.asc())
    return order + official
