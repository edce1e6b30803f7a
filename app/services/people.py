"""Who reviews: people are entries of the log; who sits at this computer is known to this file alone."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import KnownError, NotFound
from app.models.lock import login_name
from app.models.review import LocalValue, Reviewer
from app.services import log
from app.services.history import Change, UndoToken
from app.services.projections import project

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_KINDS = frozenset({"reviewers"})


@dataclass(frozen=True, slots=True)
class Person:
    """A reviewer; ``uuid`` is the author id of what they decide."""

    uuid: str
    name: str
    unit: str


def current_reviewer(workspace: Workspace) -> Person | None:
    """Who reviews on this computer, None until somebody said so; another computer's answer does not count."""
    with workspace.read() as session:
        return _current(session)


def reviewers(workspace: Workspace) -> tuple[Person, ...]:
    """Everybody who ever reviewed in this workspace, in the order in which they came."""
    with workspace.read() as session:
        return tuple(_person(row) for row in session.scalars(select(Reviewer).order_by(Reviewer.id)))


def set_reviewer(workspace: Workspace, name: str, unit: str = "") -> Change:
    """Say who reviews on this computer; somebody of this name and unit is recognised, not doubled."""
    name, unit = name.strip(), unit.strip()
    if not name:
        raise KnownError("审阅人姓名为空。", "请填写姓名。")
    with workspace.write() as session:
        known = session.scalar(select(Reviewer).where(Reviewer.name == name, Reviewer.unit == unit))
        uuid = _add(session, name, unit) if known is None else known.uuid
        session.merge(LocalValue(key=_key(), value=uuid))
    return Change(_KINDS, f"设定审阅人：{name}")


def rename_reviewer(workspace: Workspace, uuid: str, name: str, unit: str) -> Change:
    """Correct a person's name or unit, also on all that they wrote before."""
    if not name.strip():
        raise KnownError("审阅人姓名为空。", "请填写姓名。")
    with workspace.write() as session:
        entries = log.entries_of(session, uuid)
        if not entries:
            raise NotFound("审阅人不在本审阅项目中。", "请重新选择。")
        made = log.append(
            session,
            kind="reviewer",
            entity=uuid,
            fields={"name": name.strip(), "unit": unit.strip()},
            author=author(session),
            parents=log.fold(entries).heads,
        )
        project(session, "reviewer", uuid)
    label = f"更正审阅人：{name.strip()}"
    return Change(_KINDS | {"remarks"}, label, UndoToken((made.uuid,), label))


def author(session: Session) -> str:
    """The id of who reviews here; without an answer the login's name becomes a reviewer, so nothing is anonymous."""
    known = _current(session)
    if known is not None:
        return known.uuid
    uuid = _add(session, login_name() or "未署名", "")
    session.merge(LocalValue(key=_key(), value=uuid))
    session.flush()
    return uuid


def _add(session: Session, name: str, unit: str) -> str:
    uuid = log.new_id()
    log.append(session, kind="reviewer", entity=uuid, fields={"name": name, "unit": unit}, author=uuid)
    project(session, "reviewer", uuid)
    return uuid


def _current(session: Session) -> Person | None:
    stored = session.get(LocalValue, _key())
    if stored is None:
        return None
    row = session.scalar(select(Reviewer).where(Reviewer.uuid == stored.value))
    return None if row is None else _person(row)


def _person(row: Reviewer) -> Person:
    return Person(row.uuid, row.name, row.unit)


def _key() -> str:
    return f"reviewer:{login_name()}@{platform.node()}"
