"""Frozen task rows out of stored items, in a fixed number of queries however many tasks there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, tuple_
from sqlalchemy.orm import Session

from app.models.agency import Agency
from app.models.plan import (
    AssignmentRow as StoredAssignment,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow as StoredDoubt,
    Measure,
    PlaceRow as StoredPlace,
    Plan,
    PlanVersion,
    TargetRow as StoredTarget,
    Task,
)
from app.models.review import Remark
from app.services.rows import AssignmentRow, DoubtRow, ItemRef, PlaceRow, TargetRow, TaskRow
from app.services.wording import doubt_sentence, restore_level, target_phrase

CHUNK = 500

OwnerKey = tuple[int, int]


def load_tasks(session: Session, ids: Sequence[int]) -> tuple[TaskRow, ...]:
    """The tasks with these database ids, in this order; an id that is gone is left out."""
    rows: dict[int, TaskRow] = {}
    for start in range(0, len(ids), CHUNK):
        rows.update(_load_chunk(session, ids[start : start + CHUNK]))
    return tuple(rows[key] for key in ids if key in rows)


def _load_chunk(session: Session, ids: Sequence[int]) -> dict[int, TaskRow]:
    query = (
        select(Task, DeadlineRow, Category.label, Chapter.number, Measure.number, Measure.title, PlanVersion)
        .join(PlanVersion, PlanVersion.id == Task.version_id)
        .join(Category, Category.id == Task.category_id)
        .outerjoin(DeadlineRow, DeadlineRow.task_id == Task.id)
        .outerjoin(Chapter, Chapter.id == Task.chapter_id)
        .outerjoin(Measure, Measure.id == Task.measure_id)
        .where(Task.id.in_(list(ids)))
    )
    found = session.execute(query).all()
    keys = [(row.Task.version_id, row.Task.number) for row in found]
    context = _Context(
        duties=_load_duties(session, ids),
        targets=load_targets(session, "task", keys),
        places=load_places(session, "task", keys),
        doubts=load_doubts(session, "task", keys),
        states=_remark_states(session, {row.PlanVersion.id for row in found}),
    )
    return {row.Task.id: _task_row(row, context) for row in found}


class _Context:
    """What belongs to the tasks of one chunk, by task id or by (version, number)."""

    def __init__(
        self,
        duties: dict[int, list[AssignmentRow]],
        targets: dict[OwnerKey, list[TargetRow]],
        places: dict[OwnerKey, list[PlaceRow]],
        doubts: dict[OwnerKey, list[DoubtRow]],
        states: dict[OwnerKey, list[str]],
    ) -> None:
        self.duties = duties
        self.targets = targets
        self.places = places
        self.doubts = doubts
        self.states = states


def _task_row(row: Row[*tuple[Any, ...]], context: _Context) -> TaskRow:
    task, deadline, category, chapter, measure, measure_title, version = row
    key = (task.version_id, task.number)
    return TaskRow(
        ref=ItemRef(task.version_id, "task", task.number),
        number=task.number,
        label=task.label,
        category=category,
        category_source=task.category_source,
        chapter=chapter,
        measure=measure,
        measure_title=measure_title or "",
        text=task.text,
        deadline_raw=deadline.raw if deadline else None,
        deadline_kind=deadline.kind if deadline else "none",
        deadline_date=deadline.date if deadline else None,
        responsibility_raw=task.responsibility_raw,
        et_al=task.et_al,
        blanket=task.blanket,
        remark=task.remark,
        assignments=tuple(context.duties.get(task.id, ())),
        targets=tuple(context.targets.get(key, ())),
        places=tuple(context.places.get(key, ())),
        doubts=tuple(context.doubts.get(key, ())),
        remarks=len(context.states.get(key, ())),
        parent=task.parent_number,
        plan_title=version.title,
        remark_states=tuple(context.states.get(key, ())),
    )


def _load_duties(session: Session, ids: Sequence[int]) -> dict[int, list[AssignmentRow]]:
    query = (
        select(StoredAssignment, Agency)
        .join(Agency, Agency.id == StoredAssignment.agency_id)
        .where(StoredAssignment.task_id.in_(list(ids)))
        .order_by(StoredAssignment.task_id, StoredAssignment.inherited, StoredAssignment.id)
    )
    duties: dict[int, list[AssignmentRow]] = defaultdict(list)
    for duty, agency in session.execute(query):
        duties[duty.task_id].append(
            AssignmentRow(
                agency_id=agency.id,
                agency=agency.name,
                display=restore_level(duty.as_written, agency.level, agency.kind),
                as_written=duty.as_written,
                role=duty.role,
                role_raw=duty.role_raw,
                position=duty.position,
                inherited=duty.inherited,
            )
        )
    return duties


def _owned(
    stored: type[StoredTarget | StoredPlace | StoredDoubt], kind: str, keys: Iterable[OwnerKey]
) -> ColumnElement[bool]:
    by_version: dict[int, list[int]] = defaultdict(list)
    for version, number in keys:
        by_version[version].append(number)
    pairs = [(version, number) for version, numbers in by_version.items() for number in numbers]
    return and_(stored.owner_kind == kind, tuple_(stored.version_id, stored.owner_number).in_(pairs))


def load_targets(session: Session, kind: str, keys: Iterable[OwnerKey]) -> dict[OwnerKey, list[TargetRow]]:
    """Figures by (version, number) of their owner, in the order of the text."""
    found: dict[OwnerKey, list[TargetRow]] = defaultdict(list)
    query = select(StoredTarget).where(_owned(StoredTarget, kind, keys)).order_by(StoredTarget.position)
    for target in session.scalars(query):
        phrase = target_phrase(
            target.comparator,
            target.value,
            target.unit,
            value_high=target.value_high,
            year=target.year,
            baseline_year=target.baseline_year,
            bound=target.details.get("bound"),
        )
        found[target.version_id, target.owner_number].append(
            TargetRow(
                name=target.name,
                phrase=phrase,
                comparator=target.comparator,
                value=target.value,
                value_high=target.value_high,
                unit=target.unit,
                baseline_year=target.baseline_year,
                year=target.year,
                quote=target.quote,
                number=target.position,
            )
        )
    return found


def load_places(session: Session, kind: str, keys: Iterable[OwnerKey]) -> dict[OwnerKey, list[PlaceRow]]:
    """Places by (version, number) of their owner, in reading order."""
    found: dict[OwnerKey, list[PlaceRow]] = defaultdict(list)
    for place in session.scalars(select(StoredPlace).where(_owned(StoredPlace, kind, keys)).order_by(StoredPlace.id)):
        box = tuple(float(edge) for edge in place.box) if place.box else None
        flow = tuple((name, int(value)) for name, value in (place.flow or {}).items())
        found[place.version_id, place.owner_number].append(
            PlaceRow(place.page, place.printed_page, box, flow)  # type: ignore[arg-type]  # four edges, by the schema
        )
    return found


def load_doubts(session: Session, kind: str, keys: Iterable[OwnerKey]) -> dict[OwnerKey, list[DoubtRow]]:
    """Doubts by (version, number) of their owner, each with its sentence."""
    found: dict[OwnerKey, list[DoubtRow]] = defaultdict(list)
    for doubt in session.scalars(select(StoredDoubt).where(_owned(StoredDoubt, kind, keys)).order_by(StoredDoubt.id)):
        sentence = doubt_sentence(doubt.field, doubt.reason, doubt.note)
        found[doubt.version_id, doubt.owner_number].append(DoubtRow(doubt.field, doubt.reason, doubt.score, sentence))
    return found


def _remark_states(session: Session, versions: Iterable[int]) -> dict[OwnerKey, list[str]]:
    """The states of the remarks on each task of these versions."""
    query = (
        select(PlanVersion.id, Remark.owner_number, Remark.state)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Remark, and_(Remark.plan_uuid == Plan.uuid, Remark.version_id == PlanVersion.version_id))
        .where(PlanVersion.id.in_(list(versions)), Remark.owner_kind == "task")
    )
    states: dict[OwnerKey, list[str]] = defaultdict(list)
    for version, number, state in session.execute(query):
        states[version, number].append(state)
    return states


def count_remarks(session: Session, versions: Iterable[int], kind: str) -> dict[OwnerKey, int]:
    """How many remarks stand on each item of a kind in these versions."""
    query = (
        select(PlanVersion.id, Remark.owner_number, func.count())
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Remark, and_(Remark.plan_uuid == Plan.uuid, Remark.version_id == PlanVersion.version_id))
        .where(PlanVersion.id.in_(list(versions)), Remark.owner_kind == kind)
        .group_by(PlanVersion.id, Remark.owner_number)
    )
    return {(version, number): count for version, number, count in session.execute(query)}
