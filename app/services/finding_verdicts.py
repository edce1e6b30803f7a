"""Verdicts on findings as entries of the log: 转为意见 or 不作问题, by the content of the finding.

A verdict belongs to a finding of a plan of one region and title, whatever version: so it stays after the file is
imported again, and two reviewers' verdicts on one finding meet.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.review import Remark, Reviewer
from app.services import log
from app.services.addresses import address, normalise, path_of, quote_of
from app.services.finding_index import Checked
from app.services.finding_rows import OPEN, SET_ASIDE, TO_REMARK
from app.services.folding import Entry
from app.services.people import author

_NAMESPACE = uuid.UUID("0c7f3f0e-9a5e-5d51-8a0a-7d1c4b5f2e36")
_STAGE = re.compile(r"[（(](?:征求意见|送审|审议|讨论|修改|修订|印发)?稿[）)]$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one finding."""

    state: str
    reason: str = ""
    remark: str = ""
    judge: str = ""
    conflicted: bool = False


UNJUDGED = Verdict(OPEN)


def entity_of(one: Checked, fingerprint: str) -> str:
    """The entity under which a finding of a plan is judged, the same on every laptop."""
    return str(uuid.uuid5(_NAMESPACE, f"{family(one.region, one.title)}|{fingerprint}"))


@lru_cache(maxsize=1024)
def family(region: str | None, title: str) -> str:
    """What all versions of a plan share: region and title without the stage."""
    return f"{normalise(region)}|{_STAGE.sub('', normalise(title))}"


class Verdicts:
    """All verdicts of a workspace, found by the plan's region and title, or by its id and the finding's content.

    The second way finds them after a person corrected the title or the region.
    """

    def __init__(self, session: Session) -> None:
        names = {row.uuid: row.name for row in session.scalars(select(Reviewer))}
        living = set(session.scalars(select(Remark.entity)))
        self._known: dict[str, Verdict] = {}
        self._by_plan: dict[tuple[str, str], str] = {}
        for entity, entries in log.entries_by_entity(session, "verdict").items():
            self._known[entity] = _verdict(entries, names, living)
            for one in entries:
                fingerprint = one.fields.get("fingerprint")
                if fingerprint and one.address:
                    self._by_plan[str(one.address.get("plan")), str(fingerprint)] = entity

    def entity(self, one: Checked, fingerprint: str) -> str:
        """The entity under which a finding was or will be judged."""
        usual = entity_of(one, fingerprint)
        return usual if usual in self._known else self._by_plan.get((one.plan_uuid, fingerprint), usual)

    def of(self, one: Checked, fingerprint: str) -> Verdict:
        """The verdict on a finding."""
        if not self._known:
            return UNJUDGED
        return self._known.get(self.entity(one, fingerprint), UNJUDGED)


def _verdict(entries: list[Entry] | tuple[Entry, ...], names: Mapping[str, str], living: set[str]) -> Verdict:
    state = log.fold(entries)
    said = OPEN if state.deleted else str(state.value("verdict", OPEN))
    remark = str(state.value("remark", "") or "")
    if said == TO_REMARK and remark not in living:
        said = OPEN
    if said not in {TO_REMARK, SET_ASIDE}:
        return UNJUDGED
    last = state.fields["verdict"].heads[0].author if "verdict" in state.fields else ""
    return Verdict(
        state=said,
        reason=str(state.value("reason", "") or "") if said == SET_ASIDE else "",
        remark=remark if said == TO_REMARK else "",
        judge=names.get(last, ""),
        conflicted=state.conflicted,
    )


def decide(session: Session, one: Checked, fingerprint: str, passage: tuple[str, int, str, str], said: Any) -> str:
    """Append a verdict; ``passage``: kind, number, field and text of the first one; gives the revision's id."""
    entity = Verdicts(session).entity(one, fingerprint)
    entries = log.entries_of(session, entity)
    fields = {"fingerprint": fingerprint, **said} if not entries else dict(said)
    if entries and log.fold(entries).deleted:
        fields[log.DELETED] = False
    kind, number, field, text = passage
    made = log.append(
        session,
        kind="verdict",
        entity=entity,
        fields=fields,
        author=author(session),
        parents=log.fold(entries).heads if entries else (),
        address=address(one.plan_uuid, one.version_id, path_of(kind, number, field), quote_of(text, text)),
    )
    return made.uuid
