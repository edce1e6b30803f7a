"""Folds of the log kept as plain rows, so that lists and grids count in SQL; rebuilt from the log at any time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from app.models.plan import PlanVersion
from app.models.review import Remark, Reviewer, Revision
from app.services import log
from app.services.log import Entry, Folded, fold


def project(session: Session, kind: str, entity: str) -> None:
    """Bring the rows of one entity up to its revisions; kinds without rows of their own need nothing."""
    project_all(session, [(kind, entity)])


def project_all(session: Session, changed: Iterable[tuple[str, str]]) -> None:
    """Bring the rows of several entities (kind, id) up to their revisions, each version's items only once."""
    versions: set[int] = set()
    for kind, entity in dict.fromkeys(changed):
        if kind == "remark":
            _project_remark(session, entity, log.entries_of(session, entity))
        elif kind == "reviewer":
            _project_reviewer(session, entity, log.entries_of(session, entity))
        elif kind == "correction":
            versions |= set(session.scalars(_of_text(entity.split("/")[0])))
        elif kind == "alias":
            from app.services.projecting import versions_naming

            versions |= set(versions_naming(session, [entity.removeprefix("alias/")]))
    for version in sorted(versions):
        from app.services.projecting import reproject

        reproject(session, version)


def _of_text(identity: str) -> Select[int]:
    return select(PlanVersion.id).where(PlanVersion.version_id == identity)


def rebuild(session: Session) -> None:
    """Write all folded rows anew from the log."""
    session.execute(delete(Remark))
    for entity, entries in log.entries_by_entity(session, "remark").items():
        _project_remark(session, entity, entries)
    for entity, entries in log.entries_by_entity(session, "reviewer").items():
        _project_reviewer(session, entity, entries)
    changed = session.execute(select(Revision.kind, Revision.entity).where(Revision.kind.in_(("correction", "alias"))))
    project_all(session, [(row.kind, row.entity) for row in changed])


def _project_remark(session: Session, entity: str, entries: list[Entry] | tuple[Entry, ...]) -> None:
    session.execute(delete(Remark).where(Remark.entity == entity))
    state = fold(entries)
    if not state.deleted:
        session.execute(insert(Remark), [_remark_row(state)])


def _remark_row(state: Folded) -> dict[str, Any]:
    address = state.address or {}
    path = str(address.get("path", ""))
    kind, number = owner_of(path)
    return {
        "entity": state.entity,
        "plan_uuid": address.get("plan", ""),
        "version_id": address.get("version", ""),
        "owner_kind": kind,
        "owner_number": number,
        "path": path,
        "text": state.value("text", ""),
        "severity": state.value("severity", ""),
        "state": state.value("state", ""),
        "author": state.root.author,
        "time": state.root.time,
        "quote": state.value("quote", ""),
        "conflicted": state.conflicted,
    }


def owner_of(path: str) -> tuple[str, int]:
    """The kind and number of the item that a path leads to: ``task/13/text`` → task, 13; ``plan`` → plan, 0."""
    parts = path.split("/")
    if len(parts) > 1 and parts[1].isdecimal():
        return parts[0], int(parts[1])
    return parts[0], 0


def _project_reviewer(session: Session, entity: str, entries: list[Entry] | tuple[Entry, ...]) -> None:
    """Keep the person's row even after a deletion: what they wrote still bears their name."""
    state = fold(entries)
    said = {"name": state.value("name", ""), "unit": state.value("unit", "")}
    known = session.scalar(select(Reviewer.id).where(Reviewer.uuid == entity))
    if known is None:
        session.execute(insert(Reviewer), [{"uuid": entity, **said}])
    else:
        session.execute(update(Reviewer).where(Reviewer.uuid == entity).values(**said))
