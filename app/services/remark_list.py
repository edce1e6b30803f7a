"""Listing remarks: on an item, inside what the library has selected, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from app.models.plan import Chapter, Measure, Plan, PlanVersion, Task
from app.models.review import Remark, Reviewer
from app.services.rows import ItemRef, RemarkRow, Scope

if TYPE_CHECKING:
    from app.models.workspace import Workspace


def remarks(workspace: Workspace, ref: ItemRef | None = None, scope: Scope | None = None) -> tuple[RemarkRow, ...]:
    """The remarks on one item, on all items inside a scope, or all; in the order of the plans.

    A remark on a text that is not in the workspace is kept and listed with version 0, where all are asked for.
    """
    with workspace.read() as session:
        query = (
            select(Remark, PlanVersion.id, Reviewer.name)
            .outerjoin(PlanVersion, PlanVersion.version_id == Remark.version_id)
            .outerjoin(Plan, Plan.id == PlanVersion.plan_id)
            .outerjoin(Reviewer, Reviewer.uuid == Remark.author)
        )
        query = _restricted(session, query, ref, scope)
        order = (Plan.official_order, Plan.pinyin, PlanVersion.id, Remark.owner_number, Remark.time, Remark.entity)
        found = session.execute(query.order_by(*order)).all()
    rank = {"plan": 0, "chapter": 1, "measure": 2, "task": 3}
    rows = [_row(remark, version, name) for remark, version, name in found]
    # Sorting is stable: within a version by kind, within a kind as the query has it.
    versions = {version: place for place, version in enumerate(dict.fromkeys(row.ref.version for row in rows))}
    return tuple(sorted(rows, key=lambda row: (versions[row.ref.version], rank.get(row.ref.kind, 9))))


def _row(remark: Remark, version: int | None, name: str | None) -> RemarkRow:
    return RemarkRow(
        entity=remark.entity,
        ref=ItemRef(version or 0, remark.owner_kind, remark.owner_number),
        path=remark.path,
        text=remark.text,
        severity=remark.severity,
        state=remark.state,
        author=remark.author,
        author_name=name or "",
        time=remark.time,
        quote=remark.quote,
        conflicted=remark.conflicted,
    )


def _restricted(
    session: Session, query: Select[Remark, int, str], ref: ItemRef | None, scope: Scope | None
) -> Select[Remark, int, str]:
    if ref is not None:
        number = 0 if ref.kind == "plan" else ref.number
        return query.where(PlanVersion.id == ref.version, Remark.owner_kind == ref.kind, Remark.owner_number == number)
    if scope is None or scope.version is None:
        return query
    query = query.where(PlanVersion.id == scope.version)
    if scope.measure is not None:
        return query.where(_under_measures(session, scope.version, [scope.measure]))
    if scope.chapter is None:
        return query
    inside = (
        select(Measure.number)
        .join(Chapter, Chapter.id == Measure.chapter_id)
        .where(Chapter.version_id == scope.version, Chapter.number == scope.chapter)
    )
    measures = list(session.scalars(inside))
    itself = and_(Remark.owner_kind == "chapter", Remark.owner_number == scope.chapter)
    loose = (
        select(Task.number)
        .join(Chapter, Chapter.id == Task.chapter_id)
        .where(Task.version_id == scope.version, Chapter.number == scope.chapter)
    )
    on_task = and_(Remark.owner_kind == "task", Remark.owner_number.in_(loose))
    return query.where(or_(itself, on_task, _under_measures(session, scope.version, measures)))


def _under_measures(session: Session, version: int, measures: list[int]) -> ColumnElement[bool]:
    if not measures:
        return false()
    numbers = session.scalars(
        select(Task.number)
        .join(Measure, Measure.id == Task.measure_id)
        .where(Task.version_id == version, Measure.number.in_(measures))
    ).all()
    return or_(
        and_(Remark.owner_kind == "measure", Remark.owner_number.in_(measures)),
        and_(Remark.owner_kind == "task", Remark.owner_number.in_(numbers)),
    )
