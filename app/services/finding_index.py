"""What counting needs of the findings that are stored: versions, switched rules, findings in short.

Light: the library counts at every start, long before anything is checked (finding_store has the rest).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.plan import Plan, PlanVersion
from app.models.review import LocalValue

INDEX = "findings.index:"
OFF = "findings.off"


@dataclass(frozen=True, slots=True)
class Checked:
    """A version as the checks see it."""

    version: int
    version_id: str
    plan_uuid: str
    title: str
    region: str | None
    issue_date: str | None


def versions(session: Session, wanted: Sequence[int] | None = None) -> tuple[Checked, ...]:
    """The versions asked for, or all. Raises NotFound for one that is gone."""
    query = select(PlanVersion, Plan.uuid).join(Plan, Plan.id == PlanVersion.plan_id).order_by(PlanVersion.id)
    if wanted is not None:
        query = query.where(PlanVersion.id.in_(list(wanted)))
    found = tuple(
        Checked(row.id, row.version_id, uuid, row.title, row.region, row.issue_date)
        for row, uuid in session.execute(query)
    )
    if wanted is not None and len(found) < len(set(wanted)):
        raise NotFound("这个方案已不在审阅项目中。", "请在方案库中重新选择。")
    return found


def load(session: Session, key: str, default: Any = None) -> Any:
    """A local value."""
    stored = session.get(LocalValue, key)
    return default if stored is None else json.loads(stored.value)


def save(session: Session, key: str, value: Any) -> None:
    """Keep a local value."""
    session.merge(LocalValue(key=key, value=json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def stored(session: Session, key: str) -> str | None:
    """A local value as it is stored, for taking a change back."""
    kept = session.get(LocalValue, key)
    return kept.value if kept is not None else None


def off(session: Session) -> tuple[str, ...]:
    """The numbers of rules that are switched off."""
    return tuple(load(session, OFF, ()))


@dataclass(frozen=True, slots=True)
class Indexed:
    """What counting needs of a finding. ``items``: kind and number of those that it speaks of."""

    fingerprint: str
    rule: str
    severity: str
    items: tuple[tuple[str, int], ...] = ()


def index(session: Session, one: Checked) -> tuple[Indexed, ...] | None:
    """The stored findings of a version in short, out of date or not; None: never checked."""
    found = load(session, INDEX + one.version_id)
    if found is None:
        return None
    return tuple(
        Indexed(fingerprint, rule, severity, tuple((kind, number) for items in named for kind, number in items))
        for fingerprint, rule, severity, *named in found["findings"]
    )
