"""The figures to be reached of a scope, each with the item it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.models.plan import Chapter, Measure, Plan, PlanVersion, TargetRow, Task
from app.services.overview_rows import TargetLine
from app.services.rows import ItemRef, Scope
from app.services.wording import target_phrase

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WORDS = {"task": "任务 {}", "measure": "正文措施（{}）", "chapter": "正文第{}部分", "table": "指标表第{}行"}


def target_lines(session: Session, scope: Scope) -> tuple[TargetLine, ...]:
    """In the order of the plans and their texts."""
    inside = _inside(session, scope)
    query = (
        select(TargetRow, PlanVersion.title)
        .join(PlanVersion, PlanVersion.id == TargetRow.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .order_by(Plan.official_order, Plan.pinyin, PlanVersion.id, TargetRow.position)
    )
    if scope.version is not None:
        query = query.where(TargetRow.version_id == scope.version)
    found = session.execute(query).all()
    return tuple(
        _line(target, title)
        for target, title in found
        if inside is None or (target.owner_kind, target.owner_number) in inside
    )


def _inside(session: Session, scope: Scope) -> set[tuple[str, int]] | None:
    """The items of a part of a plan; None: no part is chosen."""
    if scope.chapter is None and scope.measure is None:
        return None
    tasks = select(Task.number).where(Task.version_id == scope.version)
    measures = select(Measure.number).where(Measure.version_id == scope.version)
    inside: set[tuple[str, int]] = set()
    if scope.chapter is not None:
        chapter = select(Chapter.id).where(Chapter.version_id == scope.version, Chapter.number == scope.chapter)
        tasks = tasks.where(Task.chapter_id == chapter.scalar_subquery())
        measures = measures.where(Measure.chapter_id == chapter.scalar_subquery())
        if scope.measure is None:
            inside.add(("chapter", scope.chapter))
    if scope.measure is not None:
        measure = select(Measure.id).where(Measure.version_id == scope.version, Measure.number == scope.measure)
        tasks = tasks.where(Task.measure_id == measure.scalar_subquery())
        measures = measures.where(Measure.number == scope.measure)
    inside |= {("task", number) for number in session.scalars(tasks)}
    return inside | {("measure", number) for number in session.scalars(measures)}


def _line(target: TargetRow, title: str) -> TargetLine:
    phrase = target_phrase(
        target.comparator,
        target.value,
        target.unit,
        value_high=target.value_high,
        year=target.year,
        baseline_year=target.baseline_year,
        bound=target.details.get("bound"),
    )
    kind = target.owner_kind if target.owner_kind in ("task", "measure", "chapter") else "plan"
    where = _WORDS.get(target.owner_kind, "正文").format(target.owner_number)
    return TargetLine(
        target.name, phrase, target.year, ItemRef(target.version_id, kind, target.owner_number), where, title
    )
