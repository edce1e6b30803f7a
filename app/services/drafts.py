"""Two drafts of a plan in a workspace: their marked text, and the opinions on the old one carried over to the new one.

``run`` is how two drafts are laid side by side: ``pool.run("versions", …)``, or in this process.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.models.review import Remark
from app.services import draft_listing as listing, finding_store as store, log
from app.services.comparing import Runner, choices, digest, keep
from app.services.draft_rows import Drafts, EarlierRemark
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.people import author
from app.services.progress import Progress
from app.services.projections import owner_of, project
from app.services.remark_list import remarks
from app.services.reviewing import STATES
from app.services.rows import ItemRef, RemarkRow, Scope

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

_RESULT = "drafts:"
_NAMESPACE = uuid.UUID("c0d9b4a4-6f2f-5d8a-8e53-1b7f0f7b0c11")
_KINDS = frozenset({"remarks"})
Passage = Mapping[str, Any]


def drafts(workspace: Workspace, old: int, new: int, run: Runner, progress: Progress | None = None) -> Drafts:
    """Two drafts side by side; raises NotFound where one is gone."""
    progress = progress or Progress()
    progress.step(0, 3, "读取两稿")
    plans = [store.plan_json(workspace, version) for version in (old, new)]
    written = remarks(workspace, scope=Scope(old))
    with workspace.read() as session:
        ours, theirs = (store.versions(session, [version])[0] for version in (old, new))
        passages = [_passage(session, one) for one in written]
        wanted = digest(session, (ours, theirs), json.dumps(passages, ensure_ascii=False))
        key = f"{_RESULT}{ours.version_id}:{theirs.version_id}"
        known = store.load(session, key)
        living = set(session.scalars(select(Remark.entity)))
    progress.step(1, 3, "对照两稿")
    if known is None or known["digest"] != wanted:
        answer = run({"old": dict(plans[0]), "new": dict(plans[1]), "passages": passages}, progress)
        known = {"digest": wanted, "items": answer["items"], "passages": answer["passages"]}
        keep(workspace, key, known)
    progress.step(2, 3, "排列")
    named = {one.version: one for one in choices(workspace)}
    carried = {one.entity for one in written if carried_id(one.entity, theirs.version_id) in living}
    return Drafts(
        old=named[old],
        new=named[new],
        items=listing.items((old, new), plans, known["items"]),
        remarks=_earlier(new, written, known["passages"], carried),
    )


def carried_id(entity: str, version_id: str) -> str:
    """The entity of an opinion that was carried over to a text: the same on every laptop."""
    return str(uuid.uuid5(_NAMESPACE, f"{entity}|{version_id}"))


def carry_over(workspace: Workspace, entity: str, version: int, path: str, now: str) -> Change:
    """Raise an opinion on an old draft anew on a new one, at ``path`` ("": on the plan) and the words ``now``."""
    kind, number = owner_of(path) if path else ("plan", 0)
    field = path.split("/", 2)[2] if path.count("/") == 2 else ""
    with workspace.write() as session:
        old = log.fold(log.entries_of(session, entity))
        fresh = carried_id(entity, store.versions(session, [version])[0].version_id)
        before = log.entries_of(session, fresh)
        quote = now if path and old.value("quote", "") else ""
        said = {name: old.value(name, "") for name in ("text", "severity")}
        said |= {"state": STATES[0], "quote": quote, "origin": entity}
        if before:
            said[log.DELETED] = False
        made = log.append(
            session,
            kind="remark",
            entity=fresh,
            fields=said,
            author=author(session),
            parents=log.fold(before).heads if before else (),
            address=address_of(session, ItemRef(version, kind, number), field, quote),
        )
        project(session, "remark", fresh)
    label = "沿用意见"
    return Change(_KINDS, label, UndoToken((made.uuid,), label))


def _passage(session: Session, one: RemarkRow) -> dict[str, Any]:
    """Where an opinion stands, as the helper asks for it; one on no words of its own is on the item as a whole."""
    address = log.fold(log.entries_of(session, one.entity)).address or {}
    quote = address.get("quote") if one.quote else None
    return {"path": str(address.get("path", "plan")), "quote": dict(quote or {"exact": ""})}


def _earlier(
    new: int, written: Sequence[RemarkRow], fates: Sequence[Passage], carried: set[str]
) -> tuple[EarlierRemark, ...]:
    return tuple(
        listing.earlier(new, one, fate, carried=one.entity in carried) for one, fate in zip(written, fates, strict=True)
    )
