"""The figures to be reached of a scope, each with the item it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.models.plan import Chapter, Measure, Plan, PlanVersion, TargetRow, Task
from app.services.citing import han
from app.services.overview_rows import TargetLine
from app.services.rows import ItemRef, Scope
from app.services.wording import target_phrase

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

# Columns, not objects: over 300 plans there are 10 000 figures.
COLUMNS = (
    TargetRow.version_id,
    TargetRow.owner_kind,
    TargetRow.owner_number,
    TargetRow.name,
    TargetRow.comparator,
    TargetRow.value,
    TargetRow.value_high,
    TargetRow.unit,
    TargetRow.baseline_year,
    TargetRow.year,
    TargetRow.details,
)


def target_lines(session: Session, scope: Scope) -> tuple[TargetLine, ...]:
    """In the order of the plans and their texts."""
    inside = _inside(session, scope)
    query = (
        select(*COLUMNS, PlanVersion.title.label("plan"))
        .join(PlanVersion, PlanVersion.id == TargetRow.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .order_by(Plan.official_order, Plan.pinyin, PlanVersion.id, TargetRow.position)
    )
    if scope.version is not None:
        query = query.where(TargetRow.version_id == scope.version)
    return tuple(
        _line(row) for row in session.execute(query) if inside is None or (row.owner_kind, row.owner_number) in inside
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


def _line(row: Row[Any]) -> TargetLine:
    phrase = target_phrase(
        row.comparator,
        row.value,
        row.unit,
        value_high=row.value_high,
        year=row.year,
        baseline_year=row.baseline_year,
        bound=row.details.get("bound"),
    )
    ref, where = owner_of(row.version_id, row.owner_kind, row.owner_number)
    return TargetLine(row.name, phrase, row.year, ref, where, row.plan)


def owner_of(version: int, kind: str, number: int) -> tuple[ItemRef, str]:
    """The item a figure stands in (a target table: the plan), and the words for it."""
    known = kind if kind in ("task", "measure", "chapter") else "plan"
    words = {
        "task": f"任务 {number}",
        "measure": f"正文第（{han(number)}）条",
        "chapter": f"正文第{han(number)}部分",
        "table": f"指标表第{number}行",
    }
    return ItemRef(version, known, number), words.get(kind, "正文")
