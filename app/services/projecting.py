"""Writing the items of a version: what was extracted ⊕ the fold of the corrections, as rows that grids and papers read.

Only the items of one version are written anew, in the caller's transaction. Row ids may change; numbers, and so the
addresses of remarks, do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.agency import AgencyAlias
from app.models.base import Base
from app.models.plan import (
    AssignmentRow,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow,
    Extraction,
    Measure,
    PlaceRow,
    Plan,
    PlanVersion,
    RemainderRow,
    TargetRow,
    Task,
)
from app.services import log
from app.services.agencies import AgencyKey, body_of, store_bodies
from app.services.aliases import added_names
from app.services.corrected_plan import correct_plan
from app.services.corrections import Corrections
from app.services.official_order import official_place
from app.services.pinyin import pinyin_key
from app.services.plan_rows import NUMBERED, PlanRows, optional
from app.services.proof_counts import keep_proof
from app.services.rereading import Rereader

_OWNED: tuple[type[Any], ...] = (
    AssignmentRow, Task, Category, Measure, Chapter, TargetRow, PlaceRow, DoubtRow, RemainderRow,
)  # fmt: skip
_HEAD = ("document_number", "issuing_body", "issue_date", "region")


@dataclass(frozen=True)
class Standing:
    """A version as it stands: what was extracted, what people made of it, and both together."""

    version: int
    plan_uuid: str
    extracted: Mapping[str, Any] = field(repr=False)
    corrections: Corrections = field(repr=False)
    reader: Rereader = field(repr=False)

    @cached_property
    def corrected(self) -> dict[str, Any]:
        """The corrected plan JSON."""
        return correct_plan(self.extracted, self.corrections, self.reader)


def stand(session: Session, version: int) -> Standing:
    """Load a version as it stands. Raises NotFound if it is gone."""
    query = (
        select(PlanVersion.version_id, Plan.uuid, Extraction.draft)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Extraction, Extraction.version_id == PlanVersion.id)
    )
    found = session.execute(query.where(PlanVersion.id == version)).one_or_none()
    if found is None:
        raise NotFound("这个方案已不在审阅项目中。", "请在方案库中重新选择。")
    return standing_of(session, version, found.uuid, found.version_id, found.draft)


def standing_of(
    session: Session, version: int, plan_uuid: str, identity: str, extracted: Mapping[str, Any]
) -> Standing:
    """A version whose extraction is at hand."""
    corrections = Corrections(identity, log.entries_under(session, identity))
    return Standing(version, plan_uuid, extracted, corrections, Rereader(extracted, added_names(session)))


def corrected(session: Session, version: int) -> dict[str, Any]:
    """The plan JSON of a version as it stands corrected."""
    return stand(session, version).corrected


def reproject(session: Session, version: int) -> Standing:
    """Write all items of a version anew from its extraction and the log."""
    standing = stand(session, version)
    _rewrite(session, standing)
    return standing


def project_change(session: Session, before: Standing, after: Standing) -> None:
    """Bring the items of a version from one standing to the next; only tables that differ are touched."""
    if before.corrected != after.corrected:
        ids = _ids_in_use(session, after)
        if ids is None or not _same_rows(before.corrected, after.corrected):
            _rewrite(session, after)
            return
        touched = _write_differences(session, before, after, ids)
        _drop_unused_aliases(session, touched)
        if head_columns(before.corrected) != head_columns(after.corrected):
            write_head(session, after)
    _keep_proof(session, after)


def _rewrite(session: Session, standing: Standing) -> None:
    version = standing.version
    touched = set(session.scalars(select(AssignmentRow.agency_id).where(AssignmentRow.version_id == version)))
    tasks = select(Task.id).where(Task.version_id == version)
    session.execute(delete(DeadlineRow).where(DeadlineRow.task_id.in_(tasks)))
    for table in _OWNED:
        session.execute(delete(table).where(table.version_id == version))
    touched |= write_items(session, standing)
    _drop_unused_aliases(session, touched)
    write_head(session, standing)


def _same_rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether chapters, measures, categories and tasks are the same ones, so that their row ids can stay."""

    def face(plan: Mapping[str, Any]) -> list[Any]:
        numbers = [[one["number"] for one in plan.get(name, ())] for name in ("chapters", "measures", "tasks")]
        return [*numbers, list(dict.fromkeys(task.get("category") or "" for task in plan.get("tasks", ())))]

    return face(before) == face(after)


def _ids_in_use(session: Session, standing: Standing) -> dict[type[Base], int] | None:
    """The first row id of each numbered table of a version; None where its rows do not follow each other."""
    found: dict[type[Base], int] = {}
    for table in NUMBERED:
        query = select(func.min(table.id), func.max(table.id), func.count())
        first, last, count = session.execute(query.where(table.version_id == standing.version)).one()
        if count and last - first + 1 != count:
            return None
        found[table] = first or 0
    return found


def _write_differences(session: Session, before: Standing, after: Standing, ids: Mapping[type[Base], int]) -> set[int]:
    """Write the tables whose rows differ; gives the bodies whose duties were written anew."""
    old, agencies = _rows(session, before, ids)
    new, more = _rows(session, after, ids)
    touched: set[int] = set()
    for kept in (*NUMBERED, DeadlineRow):
        pairs = zip(new.get(kept, ()), old.get(kept, ()), strict=True)
        changed = [row for row, was in pairs if row != was]
        if changed:
            session.execute(update(kept), changed)
    for table in (AssignmentRow, TargetRow, PlaceRow, DoubtRow, RemainderRow):
        if old.get(table, []) == new.get(table, []):
            continue
        session.execute(delete(table).where(table.version_id == after.version))
        if new.get(table):
            session.execute(insert(table), new[table])
        if table is AssignmentRow:
            touched = {key for key, _ in (*agencies.values(), *more.values())}
    return touched


def _rows(
    session: Session, standing: Standing, first_ids: Mapping[type[Base], int]
) -> tuple[dict[type[Base], list[dict[str, Any]]], dict[AgencyKey, tuple[int, int]]]:
    """The rows of a version by table, and its bodies, made where they are missing."""
    plan = standing.corrected
    region = plan["plan"].get("region")
    assignments = [one for task in plan.get("tasks", ()) for one in task["assignments"]]
    bodies = {body_of(one, region, standing.reader.lexicon) for one in assignments}
    agencies = store_bodies(session, sorted(bodies, key=lambda body: (body.key, body.alias)))
    return PlanRows(standing.version, region, agencies, first_ids).fill(plan), agencies


def write_items(session: Session, standing: Standing, step: Callable[[int, int], object] | None = None) -> set[int]:
    """Insert the items of a version; gives the ids of the bodies with duties. ``step`` hears of each table."""
    rows, agencies = _rows(session, standing, {table: next_id(session, table) for table in NUMBERED})
    for number, (table, found) in enumerate(rows.items()):
        if step is not None:
            step(number, len(rows))
        session.execute(insert(table), found)
    _keep_proof(session, standing)
    return {key for key, _ in agencies.values()}


def head_columns(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version that its corrected front matter gives."""
    head = plan["plan"]
    return {
        "title": head["title"],
        **{name: head.get(name) for name in _HEAD},
        "stage": optional(plan, "stage"),
        "preamble": head.get("preamble") or "",
        "has_deadlines": any(task.get("deadline_raw") is not None for task in plan.get("tasks", ())),
    }


def write_head(session: Session, standing: Standing) -> None:
    """The front matter of the version, and the face of its plan where this is its latest version."""
    plan = standing.corrected
    session.execute(update(PlanVersion).where(PlanVersion.id == standing.version).values(**head_columns(plan)))
    owner = session.scalar(select(PlanVersion.plan_id).where(PlanVersion.id == standing.version))
    latest = session.scalar(select(func.max(PlanVersion.id)).where(PlanVersion.plan_id == owner))
    if latest == standing.version:
        session.execute(update(Plan).where(Plan.id == owner).values(**face(plan["plan"])))


def face(head: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a plan by which it is listed and sorted."""
    code, order = official_place(head.get("region"))
    title = head["title"]
    return {
        "title": title,
        "region": head.get("region"),
        "region_code": code,
        "official_order": order,
        "pinyin": pinyin_key(title),
    }


def checked_items(standing: Standing) -> int:
    """How many items of the desk a person confirmed."""
    plan, corrections = standing.corrected, standing.corrections
    known = [("plan", 0)]
    known += [(kind, one["number"]) for kind in ("chapter", "measure", "task") for one in plan.get(f"{kind}s", ())]
    known += [("target", number) for number, _ in table_targets(plan)]
    found = (corrections.item(kind, number) for kind, number in known)
    return sum(item is not None and item.checked for item in found)


def table_targets(plan: Mapping[str, Any]) -> Iterable[tuple[int, Mapping[str, Any]]]:
    """The figures of target tables, which belong to no other item, with their numbers."""
    for counted, target in enumerate(plan.get("targets", ()), 1):
        if str(target["where"]).startswith("table"):
            yield target.get("position", counted), target


def _keep_proof(session: Session, standing: Standing) -> None:
    conflicts = sum(len(item.conflicts) for item in standing.corrections)
    keep_proof(session, standing.version, checked_items(standing), conflicts)


def _drop_unused_aliases(session: Session, agencies: set[int]) -> None:
    """Forget the names of bodies that no text bears any more (they came from a cell that was corrected)."""
    used = select(AssignmentRow.id).where(
        AssignmentRow.agency_id == AgencyAlias.agency_id, AssignmentRow.as_written == AgencyAlias.text
    )
    session.execute(delete(AgencyAlias).where(AgencyAlias.agency_id.in_(agencies), ~used.exists()))


def versions_naming(session: Session, names: Iterable[str]) -> list[int]:
    """The versions in whose duty cells one of these names stands."""
    wanted = list(names)
    texts = or_(*(Task.responsibility_raw.contains(name, autoescape=True) for name in wanted))
    found = set(session.scalars(select(Task.version_id).where(texts).distinct()))
    columns = select(Task.version_id, Task.responsibility_columns).where(Task.responsibility_raw.is_(None))
    for version, cells in session.execute(columns):
        if any(name in text for name in wanted for _, text in cells):
            found.add(version)
    return sorted(found)


def next_id(session: Session, table: type[Any]) -> int:
    """The next free id: safe, because the transaction is the only writer from its first moment on."""
    return int(session.scalar(select(func.max(table.id))) or 0) + 1
