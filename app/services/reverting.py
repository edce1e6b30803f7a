"""Taking changes back: the inverse of a revision is appended, if nothing later stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UndoRefused
from app.models.review import LocalValue, Revision
from app.services import log
from app.services.folding import ancestors_of
from app.services.history import Change, LocalStep, UndoToken
from app.services.log import DELETED, KINDS, Entry, Folded, fold
from app.services.people import author
from app.services.projections import project_all

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_LAID_OVER = frozenset({"correction", "alias"})
"""Kinds that lay fields over what was extracted: without a revision there is nothing to delete, only nothing laid."""

_RESTING_KINDS = ("reply", "decision")
"""Kinds whose ``remark`` field names the entity that they answer."""


def revert(workspace: Workspace, token: UndoToken) -> Change:
    """Append the inverse of each revision that the token names, the last one first; all or none."""
    kinds: set[str] = set()
    made: list[Entry] = []
    with workspace.write() as session:
        for uuid in reversed(token.revisions):
            entry = log.entry(session, uuid)
            if entry is None:
                raise UndoRefused("要撤销的改动已不在审阅项目中。", "请刷新后重试。")
            made.append(_append_inverse(session, entry))
            kinds |= {KINDS[entry.kind], "plans"} if entry.kind in _LAID_OVER else {KINDS[entry.kind]}
        project_all(session, [(one.kind, one.entity) for one in made])
        local = tuple(_put_back(session, step) for step in reversed(token.local))
        kinds |= {kind for step in local for kind in step.kinds}
    word = "重做" if token.redo else "撤销"
    undone = UndoToken(tuple(one.uuid for one in made), token.label, redo=not token.redo, local=local)
    return Change(frozenset(kinds), f"{word}：{token.label}", undone)


def _put_back(session: Session, step: LocalStep) -> LocalStep:
    """Give a local value what it was; the answer does it again."""
    stored = session.get(LocalValue, step.key)
    now = stored.value if stored is not None else None
    if now != step.after:
        raise UndoRefused("此后又有新的修改，这一步不能撤销。", "请先撤销后来的修改，或直接改成需要的内容。")
    if step.before is not None:
        session.merge(LocalValue(key=step.key, value=step.before))
    elif stored is not None:
        session.delete(stored)
    return replace(step, before=step.after, after=step.before)


def _append_inverse(session: Session, entry: Entry) -> Entry:
    entries = log.entries_of(session, entry.entity)
    now = fold(entries)
    below = ancestors_of(entry.uuid, entries)
    older = [one for one in entries if one.uuid in below]
    after = fold([*older, entry])
    before = fold(older) if older else None
    whole = before is None and entry.kind not in _LAID_OVER
    _refuse_if_stood_upon(now, after, whole=whole, entry=entry)
    if whole:
        _refuse_if_answered(session, entry.entity)
    return log.append(
        session,
        kind=entry.kind,
        entity=entry.entity,
        fields={DELETED: True} if whole else _former(entry, before),
        author=author(session),
        parents=now.heads,
        address=entry.address if entry.kind in _LAID_OVER else None,
    )


def _refuse_if_stood_upon(now: Folded, after: Folded, *, whole: bool, entry: Entry) -> None:
    """Compare what is shown now with what the change left: later changes that were themselves undone do not count."""
    names = set(now.fields) | set(after.fields) if whole else set(entry.fields)
    for name in names:
        default = False if name == DELETED else None
        state = now.fields.get(name)
        if (state is not None and state.conflicted) or now.value(name, default) != after.value(name, default):
            raise UndoRefused("此后又有新的修改，这一步不能撤销。", "请先撤销后来的修改，或直接改成需要的内容。")


def _refuse_if_answered(session: Session, entity: str) -> None:
    rests = select(Revision.entity).where(
        Revision.kind.in_(_RESTING_KINDS), Revision.fields["remark"].as_string() == entity
    )
    for answer in set(session.scalars(rests)):
        if not fold(log.entries_of(session, answer)).deleted:
            raise UndoRefused("这条意见已有答复或采纳情况，不能撤销。", "如不再需要，请在答复中说明，或将意见办结。")


def _former(entry: Entry, before: Folded | None) -> dict[str, Any]:
    """The values of the changed fields as they were. Two that a person settled cannot come back by one revision."""
    if before is None:
        return dict.fromkeys(entry.fields)
    former: dict[str, Any] = {}
    for name in entry.fields:
        state = before.fields.get(name)
        if state is not None and state.conflicted:
            raise UndoRefused("两处不一致已由人确认，这一步不能撤销。", "请直接改成需要的内容。")
        former[name] = before.value(name, False if name == DELETED else None)
    return former
