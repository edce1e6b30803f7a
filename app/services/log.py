"""The append-only log of what people decide: entries in the workspace, appended, read, united."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.errors import RevisionRefused
from app.models.review import Revision
from app.services.folding import DELETED, Entry, Folded, fold, refuse_twin, union

__all__ = ["DELETED", "KINDS", "Entry", "Folded", "append", "entries_of", "entries_under", "fold", "receive", "union"]

KINDS: Mapping[str, str] = {
    "remark": "remarks",
    "reply": "remarks",
    "decision": "remarks",
    "verdict": "remarks",
    "link": "links",
    "correction": "plans",
    "progress": "plans",
    "plan_merge": "plans",
    "alias": "agencies",
    "reviewer": "reviewers",
}
"""Each kind of entry, with the kind of thing on the screen that it changes."""

_CHUNK = 500


def new_id() -> str:
    """An id for an entry or an entity."""
    return str(uuid.uuid4())


def append(
    session: Session,
    *,
    kind: str,
    entity: str,
    fields: Mapping[str, Any],
    author: str,
    parents: Iterable[str] = (),
    address: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry; ``fields`` only what it changes, ``parents`` the heads it was made on (none: a new entity)."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of revision: {kind}")
    time = datetime.now().astimezone().isoformat(timespec="seconds")
    entry = Entry(new_id(), entity, kind, tuple(sorted(parents)), author, time, dict(fields), address)
    session.execute(insert(Revision), [_row(entry, entry.digest)])
    return entry


def _row(entry: Entry, digest: str) -> dict[str, Any]:
    return {
        "uuid": entry.uuid,
        "entity": entry.entity,
        "kind": entry.kind,
        "parents": list(entry.parents),
        "author": entry.author,
        "time": entry.time,
        "digest": digest,
        "fields": dict(entry.fields),
        "address": entry.address,
        "plan_uuid": entry.address.get("plan") if entry.address else None,
    }


def _entry(row: Revision) -> Entry:
    return Entry(row.uuid, row.entity, row.kind, tuple(row.parents), row.author, row.time, row.fields, row.address)


def entries_of(session: Session, entity: str) -> tuple[Entry, ...]:
    """All revisions of one entity."""
    return tuple(map(_entry, session.scalars(select(Revision).where(Revision.entity == entity).order_by(Revision.seq))))


def entries_under(session: Session, prefix: str) -> tuple[Entry, ...]:
    """All revisions of the entities ``prefix/…``, by the index on entities."""
    inside = select(Revision).where(Revision.entity >= f"{prefix}/", Revision.entity < f"{prefix}0")
    return tuple(map(_entry, session.scalars(inside.order_by(Revision.seq))))


def entries_by_entity(session: Session, kind: str) -> dict[str, list[Entry]]:
    """All revisions of all entities of a kind."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in session.scalars(select(Revision).where(Revision.kind == kind).order_by(Revision.seq)):
        found[row.entity].append(_entry(row))
    return found


def entry(session: Session, uuid: str) -> Entry | None:
    """One revision by its id."""
    row = session.scalar(select(Revision).where(Revision.uuid == uuid))
    return None if row is None else _entry(row)


def all_entries(session: Session) -> tuple[Entry, ...]:
    """The whole log, as it is handed in."""
    return tuple(map(_entry, session.scalars(select(Revision).order_by(Revision.seq))))


def receive(session: Session, incoming: Iterable[tuple[Entry, str]]) -> tuple[Entry, ...]:
    """Unite the log with entries from elsewhere, given with their digests; gives those that were new.

    Raises RevisionRefused for an entry that does not fit its digest, is of an unknown kind, or bears a known id
    with another digest; then the caller's transaction is to be left, so that nothing is taken over.
    """
    checked = union(_checked(one, digest) for one, digest in incoming)
    known: dict[str, str] = {}
    for start in range(0, len(checked), _CHUNK):
        ids = [one.uuid for one in checked[start : start + _CHUNK]]
        query = select(Revision.uuid, Revision.digest).where(Revision.uuid.in_(ids))
        known |= {row.uuid: row.digest for row in session.execute(query)}
    fresh = []
    for one in checked:
        digest = one.digest
        if known.get(one.uuid, digest) != digest:
            raise refuse_twin(one.uuid)
        if one.uuid not in known:
            fresh.append(one)
    if fresh:
        session.execute(insert(Revision), [_row(one, one.digest) for one in fresh])
    return tuple(fresh)


def _checked(one: Entry, digest: str) -> Entry:
    if one.kind not in KINDS:
        message = f"有一条修订记录的种类（{one.kind}）本程序不认识，可能来自更新版本的清览。"
        raise RevisionRefused(message, "没有并入任何内容；请升级清览后再试。")
    if one.digest != digest:
        message = f"有一条修订记录（编号 {one.uuid[:8]}）与其校验码不符，内容已损坏或被改动。"
        raise RevisionRefused(message, "没有并入任何内容；请向提供方重新索取。")
    return one
