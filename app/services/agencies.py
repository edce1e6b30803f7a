"""The bodies of a workspace: recognised by function, level and region, with every name they were met under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.models.agency import Agency, AgencyAlias
from app.services.extraction.lexicon import Lexicon
from app.services.pinyin import pinyin_key

AgencyKey = tuple[str, str, str]
_WIDE_LEVELS = frozenset({"国家", "省"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a plan names it, with its place in the official order."""

    key: AgencyKey
    kind: str
    group: str
    order: int
    known: bool
    alias: str


def body_of(assignment: Mapping[str, Any], region: str | None, lexicon: Lexicon | None = None) -> Body:
    """The body of one assignment of a plan. Without a region of its own a local body belongs to the plan's."""
    name, written = str(assignment["agency"]), str(assignment.get("as_written") or assignment["agency"])
    lexicon = lexicon or Lexicon.shipped()
    found = lexicon.find(written, region)
    if found.agency != name:
        found = lexicon.find(name, region)
    level = assignment.get("level") or ""
    place = assignment.get("region") or ("" if level in _WIDE_LEVELS else region or "")
    return Body(
        key=(name, level, place),
        kind=assignment.get("agency_kind") or "",
        group=found.group or name,
        order=found.order,
        known=bool(assignment.get("known", True)),
        alias=written,
    )


def store_bodies(session: Session, bodies: Iterable[Body]) -> dict[AgencyKey, tuple[int, int]]:
    """Make the missing ones, and their missing names; gives id and official order of each."""
    listed = list(bodies)
    found = _known(session, {body.key[0] for body in listed})
    next_id = (session.scalar(select(func.max(Agency.id))) or 0) + 1
    fresh: list[dict[str, Any]] = []
    for body in listed:
        if body.key in found:
            continue
        found[body.key] = (next_id, body.order)
        fresh.append(_row(body, next_id))
        next_id += 1
    if fresh:
        session.execute(insert(Agency), fresh)
    _store_aliases(session, {(found[body.key][0], body.alias) for body in listed})
    return found


def _known(session: Session, names: set[str]) -> dict[AgencyKey, tuple[int, int]]:
    query = select(Agency.name, Agency.level, Agency.region, Agency.id, Agency.official_order)
    rows = session.execute(query.where(Agency.name.in_(sorted(names))))
    return {(name, level, region): (key, order) for name, level, region, key, order in rows}


def _row(body: Body, key: int) -> dict[str, Any]:
    name, level, region = body.key
    return {
        "id": key,
        "name": name,
        "level": level,
        "region": region,
        "kind": body.kind,
        "group": body.group,
        "official_order": body.order,
        "pinyin": pinyin_key(name),
        "known": body.known,
    }


def _store_aliases(session: Session, wanted: set[tuple[int, str]]) -> None:
    agencies = sorted({key for key, _ in wanted})
    query = select(AgencyAlias.agency_id, AgencyAlias.text).where(AgencyAlias.agency_id.in_(agencies))
    missing = sorted(wanted - {(key, text) for key, text in session.execute(query)})
    if missing:
        session.execute(insert(AgencyAlias), [{"agency_id": key, "text": text} for key, text in missing])
