"""The responsibility matrix: bodies × tasks or × chapters, with role signs and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from app.models.agency import Agency, AgencyAlias
from app.models.plan import AssignmentRow, Chapter, Measure, Plan, PlanVersion, Task
from app.services.rows import ItemRef, Matrix, MatrixAgency, MatrixColumn, Scope
from app.services.task_order import document_order
from app.services.wording import agency_display

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

ROLE_ORDER = ("lead", "sole", "joint", "support", "implement")
"""Strongest first: what a cell shows when a body has several roles there."""

COUNTED = ("lead", "joint", "sole", "support", "implement")


@dataclass(frozen=True, slots=True)
class _Duty:
    agency: int
    version: int
    task: int
    chapter: int | None
    role: str
    inherited: bool


@dataclass(slots=True)
class _CellContent:
    roles: set[str] = field(default_factory=set)
    tasks: list[ItemRef] = field(default_factory=list)
    own: bool = False


def build(
    workspace: Workspace, scope: Scope, by: str = "task", *, inherited: bool = True, order: str = "official"
) -> Matrix:
    """The matrix of a scope.

    ``by``: ``task`` or ``chapter``; ``inherited``: also the ▲ that a blanket clause gives to later rows;
    ``order``: ``official`` or ``load`` (bodies with most duties first).
    """
    with workspace.read() as session:
        duties = _load_duties(session, scope, inherited=inherited)
        agencies = load_agencies(session, {duty.agency for duty in duties})
        columns, column_of = _columns(session, scope, by)
    cells: dict[tuple[int, int], _CellContent] = defaultdict(_CellContent)
    for duty in duties:
        key = (duty.version, duty.task) if by == "task" else (duty.version, duty.chapter or 0)
        if key not in column_of:
            continue
        cell = cells[duty.agency, column_of[key]]
        cell.roles.add(duty.role)
        cell.own = cell.own or not duty.inherited
        ref = ItemRef(duty.version, "task", duty.task)
        if ref not in cell.tasks:
            cell.tasks.append(ref)
    return _assemble(by, columns, agencies, duties, cells, order)


def _assemble(
    by: str,
    columns: list[MatrixColumn],
    agencies: list[tuple[Agency, str]],
    duties: list[_Duty],
    cells: dict[tuple[int, int], _CellContent],
    order: str,
) -> Matrix:
    own: dict[int, Counter[str]] = defaultdict(Counter)
    passed_on: Counter[int] = Counter()
    for duty in duties:
        if duty.inherited:
            passed_on[duty.agency] += 1
        else:
            own[duty.agency][duty.role] += 1
    rows = [
        MatrixAgency(
            agency_id=agency.id,
            display=display,
            kind=agency.kind,
            counts=tuple(own[agency.id][role] for role in COUNTED),  # type: ignore[arg-type]  # five roles
            inherited=passed_on[agency.id],
            total=sum(own[agency.id].values()),
        )
        for agency, display in agencies
    ]
    if order == "load":
        rows.sort(key=lambda row: (-row.total, -row.inherited))
    place = {row.agency_id: index for index, row in enumerate(rows)}
    at = {(place[agency], column): cell for (agency, column), cell in cells.items()}
    bodies = Counter(column for (_, column), cell in at.items() if cell.own)
    return Matrix(
        by=by,
        columns=tuple(
            MatrixColumn(one.key, one.version, one.head, one.tip, bodies[index]) for index, one in enumerate(columns)
        ),
        agencies=tuple(rows),
        signs={key: tuple(role for role in ROLE_ORDER if role in cell.roles) for key, cell in at.items()},
        tasks={key: tuple(cell.tasks) for key, cell in at.items()},
        inherited=frozenset(key for key, cell in at.items() if not cell.own),
    )


def _load_duties(session: Session, scope: Scope, *, inherited: bool) -> list[_Duty]:
    query = (
        select(
            AssignmentRow.agency_id,
            AssignmentRow.version_id,
            Task.number,
            Chapter.number,
            AssignmentRow.role,
            AssignmentRow.inherited,
        )
        .join(Task, Task.id == AssignmentRow.task_id)
        .outerjoin(Chapter, Chapter.id == Task.chapter_id)
        .order_by(AssignmentRow.version_id, document_order(), AssignmentRow.id)
    )
    if scope.version is not None:
        query = query.where(AssignmentRow.version_id == scope.version)
    if scope.chapter is not None:
        query = query.where(Chapter.number == scope.chapter)
    if scope.measure is not None:
        query = query.where(Task.measure_id.in_(_measure_ids(scope)))
    if not inherited:
        query = query.where(AssignmentRow.inherited.is_(False))
    return [_Duty(*row) for row in session.execute(query)]


def _measure_ids(scope: Scope) -> Select[int]:
    return select(Measure.id).where(Measure.version_id == scope.version, Measure.number == scope.measure)


def load_agencies(session: Session, ids: set[int]) -> list[tuple[Agency, str]]:
    """Bodies with the names they are listed under, in official order."""
    query = select(Agency).order_by(Agency.official_order, Agency.region, Agency.pinyin, Agency.id)
    found = [agency for agency in session.scalars(query) if agency.id in ids]
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in session.scalars(select(AgencyAlias).order_by(AgencyAlias.id)):
        aliases[alias.agency_id].append(alias.text)
    several = len({agency.region for agency in found if agency.region and len(agency.level) == 1}) > 1
    return [
        (one, agency_display(one.name, one.level, one.region, one.kind, aliases[one.id], with_region=several))
        for one in found
    ]


def _columns(session: Session, scope: Scope, by: str) -> tuple[list[MatrixColumn], dict[tuple[int, int], int]]:
    several = scope.version is None
    listed = _task_columns(session, scope) if by == "task" else _chapter_columns(session, scope)
    columns = [
        MatrixColumn(number, version, f"{region}{head}" if several else head, tip, 0)
        for version, number, head, tip, region in listed
    ]
    return columns, {(column.version, column.key): index for index, column in enumerate(columns)}


def _task_columns(session: Session, scope: Scope) -> list[tuple[int, int, str, str, str]]:
    query = (
        select(Task.version_id, Task.number, Task.label, Task.text, Plan.region)
        .join(PlanVersion, PlanVersion.id == Task.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .outerjoin(Chapter, Chapter.id == Task.chapter_id)
        .order_by(Plan.official_order, Plan.pinyin, Task.version_id, document_order())
    )
    if scope.version is not None:
        query = query.where(Task.version_id == scope.version)
    if scope.chapter is not None:
        query = query.where(Chapter.number == scope.chapter)
    if scope.measure is not None:
        query = query.where(Task.measure_id.in_(_measure_ids(scope)))
    return [
        (version, number, label or str(number), text, region or "")
        for version, number, label, text, region in session.execute(query)
    ]


def _chapter_columns(session: Session, scope: Scope) -> list[tuple[int, int, str, str, str]]:
    used = select(Task.chapter_id).where(Task.chapter_id.is_not(None))
    query = (
        select(Chapter.version_id, Chapter.number, Chapter.label, Chapter.title, Plan.region)
        .join(PlanVersion, PlanVersion.id == Chapter.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Chapter.id.in_(used))
        .order_by(Plan.official_order, Plan.pinyin, Chapter.version_id, Chapter.number)
    )
    if scope.version is not None:
        query = query.where(Chapter.version_id == scope.version)
    if scope.chapter is not None:
        query = query.where(Chapter.number == scope.chapter)
    return [
        (version, number, f"{label}{title}" if label else title, title, region or "")
        for version, number, label, title, region in session.execute(query)
    ]
