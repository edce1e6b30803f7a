"""What people decide about two texts, as entries of the log: links of items, and how the plan above is carried out.

The entity of a link is made from the two texts' ids and the items' paths, whichever stands on the left: so it is the
same on every laptop, survives another import of the same text, and two people's decisions about it meet.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.models.review import Reviewer
from app.services import log
from app.services.addresses import path_of
from app.services.compare_rows import EQUIVALENT, NONE, PARTIAL, RELATION_WORDS
from app.services.finding_store import versions
from app.services.folding import Folded
from app.services.history import Change, UndoToken
from app.services.items import address_of
from app.services.people import author
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

KIND = "link"
KINDS = frozenset({"links"})
_NAMESPACE = uuid.UUID("5e1b2c52-7d0b-5b0e-9a0f-0d3a6f1c9b77")
_WORDS = {EQUIVALENT: "设为对应", PARTIAL: "设为部分对应", NONE: "取消对应"}


@dataclass(frozen=True, slots=True)
class HandLink:
    """What people decided about two items: the relation (none: no link), who last did, whether they disagree."""

    relation: str
    judge: str = ""
    conflicted: bool = False


def entity_of(about: str, *ends: str) -> str:
    """The entity of a decision about one or two ends, the same whichever comes first."""
    return str(uuid.uuid5(_NAMESPACE, "|".join([about, *sorted(ends)])))


def end_of(version_id: str, kind: str, number: int) -> str:
    """One end of a link: the id of a text, and a path in it."""
    return f"{version_id}/{path_of(kind, number)}"


def set_link(workspace: Workspace, left: ItemRef, right: ItemRef, relation: str) -> Change:
    """Link two items, confirm or change the link between them, or (``none``) cut it."""
    if relation not in RELATION_WORDS:
        raise ValueError(f"{relation!r} is no relation")
    with workspace.write() as session:
        ends = [_end(session, ref) for ref in (left, right)]
        addresses = {end: address_of(session, ref, "", "") for end, ref in zip(ends, (left, right), strict=True)}
        first, second = sorted(ends)
        made = decide(
            session,
            entity_of("pair", *ends),
            {"about": "pair", "one": first, "other": second, "to": addresses[second], "relation": relation},
            addresses[first],
        )
    return change(_WORDS[relation], made)


def change(label: str, revision: str) -> Change:
    """The answer of a decision about links."""
    return Change(KINDS, label, UndoToken((revision,), label))


def decide(session: Session, entity: str, said: Mapping[str, Any], address: Mapping[str, Any]) -> str:
    """Append a decision to what was decided before; gives the revision's id. Settles what two people disagreed on."""
    entries = log.entries_of(session, entity)
    state = log.fold(entries) if entries else None
    fields = dict(said)
    if state is not None and (state.deleted or state.value(log.DELETED)):
        fields[log.DELETED] = False
    made = log.append(
        session,
        kind=KIND,
        entity=entity,
        fields=fields,
        author=author(session),
        parents=state.heads if state is not None else (),
        address=address,
    )
    return made.uuid


def decisions(session: Session, about: str) -> Iterable[Folded]:
    """All that was decided about something (pair, superior, coverage) and not taken back."""
    for entries in log.entries_by_entity(session, KIND).values():
        state = log.fold(entries)
        if not state.deleted and state.value("about") == about:
            yield state


def names(session: Session) -> Mapping[str, str]:
    """The names of reviewers by id."""
    return {row.uuid: row.name for row in session.scalars(select(Reviewer))}


def judge_of(state: Folded, name: str, known: Mapping[str, str]) -> str:
    """Who last decided a field."""
    found = state.fields.get(name)
    return known.get(found.heads[0].author, "") if found is not None else ""


def hand_links(session: Session, left: str, right: str, kind: str) -> dict[tuple[int, int], HandLink]:
    """What was decided about the tasks or measures of two texts (their ids), by the items' numbers."""
    found: dict[tuple[int, int], HandLink] = {}
    known = names(session)
    for state in decisions(session, "pair"):
        ends = dict(_parts(str(state.value(name, ""))) for name in ("one", "other"))
        if left != right and {(left, kind), (right, kind)} == set(ends):
            said = HandLink(_relation(state), judge_of(state, "relation", known), state.conflicted)
            found[ends[left, kind], ends[right, kind]] = said
    return found


def _relation(state: Folded) -> str:
    """The relation to show; where one person linked and another cut, the link, so that it is seen and settled."""
    heads = [str(head.value) for head in state.fields["relation"].heads]
    return next((one for one in heads if one != NONE), NONE)


def _parts(end: str) -> tuple[tuple[str, str], int]:
    text, kind, number = end.split("/")
    return (text, kind), int(number)


def _end(session: Session, ref: ItemRef) -> str:
    return end_of(versions(session, [ref.version])[0].version_id, ref.kind, ref.number)
