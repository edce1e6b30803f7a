"""What the tests of the desk share: the invented plan in a workspace, its projection, logs carried between laptops."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.models.agency import Agency
from app.models.plan import (
    AssignmentRow,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow,
    Measure,
    PlaceRow,
    Plan,
    PlanVersion,
    RemainderRow,
    TargetRow,
    Task,
)
from app.models.workspace import Workspace
from app.services import log
from app.services.history import Change, UndoToken
from app.services.projections import project_all
from app.services.rows import ItemRef
from tests.storekit import plan_json

ITEMS: tuple[Any, ...] = (
    Chapter, Measure, Category, Task, AssignmentRow, TargetRow, PlaceRow, DoubtRow, RemainderRow,
)  # fmt: skip
VERSION = 1
FIRST, SECOND, THIRD = (ItemRef(VERSION, "task", number) for number in (1, 2, 3))
HEAD = ItemRef(VERSION, "plan", 0)
MEASURE = ItemRef(VERSION, "measure", 1)


def doubtful_plan() -> dict[str, Any]:
    """The invented plan with doubts on its tasks."""
    plan = plan_json()
    plan["tasks"][0]["doubts"] = [
        {"field": "deadline_raw", "reason": "unread_deadline", "score": None},
        {"field": "responsibility_raw", "reason": "unknown_agency", "score": None, "note": "词库中没有“市雨燕处”"},
    ]
    plan["tasks"][2]["doubts"] = [{"field": "text", "reason": "ocr", "score": 0.6}]
    return plan


def projection(workspace: Workspace, version: int = VERSION) -> dict[str, list[Any]]:
    """All rows of a version as plain values, row ids replaced by what they stand for."""
    with workspace.read() as session:
        agencies = {row.id: (row.name, row.level, row.region) for row in session.scalars(select(Agency))}
        numbers: dict[str, dict[Any, Any]] = {"agency_id": agencies}
        owners: tuple[tuple[str, Any], ...] = (("chapter_id", Chapter), ("measure_id", Measure), ("task_id", Task))
        for name, table in owners:
            found = session.scalars(select(table).where(table.version_id == version))
            numbers[name] = {row.id: row.number for row in found}
        labels = session.scalars(select(Category).where(Category.version_id == version))
        numbers["category_id"] = {row.id: row.label for row in labels}
        made: dict[str, list[Any]] = {}
        for item in ITEMS:
            query = select(item).where(item.version_id == version).order_by(item.id)
            made[item.__tablename__] = [_plain(row, numbers) for row in session.scalars(query)]
        tasks = list(numbers["task_id"])
        due = session.scalars(select(DeadlineRow).where(DeadlineRow.task_id.in_(tasks)).order_by(DeadlineRow.task_id))
        made["deadline"] = [_plain(row, numbers) for row in due]
        made["version"] = [_plain(row, {}) for row in session.scalars(select(PlanVersion))]
        made["plan"] = [_plain(row, {}) for row in session.scalars(select(Plan))]
    return made


def _plain(row: Any, numbers: dict[str, dict[Any, Any]]) -> dict[str, Any]:
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
    return {name: numbers[name].get(value) if name in numbers else value for name, value in values.items()}


def token(change: Change) -> UndoToken:
    """The token of a change that can be taken back."""
    assert change.token is not None
    return change.token


def hand_over(source: Workspace, target: Workspace) -> None:
    """Carry the whole log from one laptop to another, as a package will."""
    with source.read() as session:
        entries = [(one, one.digest) for one in log.all_entries(session)]
    with target.write() as session:
        fresh = log.receive(session, entries)
        project_all(session, [(one.kind, one.entity) for one in fresh])
