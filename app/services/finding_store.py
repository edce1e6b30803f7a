"""What this workspace keeps of the checks: results by version, chosen dates, switched rules, edited lists.

Kept as local values: true of this file only, computed anew at any time, and never handed in. What people decide
about findings is in the log (finding_verdicts).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app import VERSION, paths
from app.models.review import Revision
from app.services.checking.check_json import finding_from_json, options_to_json, to_json
from app.services.checking.engine import EDITION, CheckOptions
from app.services.checking.finding import Finding
from app.services.checking.words import CheckWords
from app.services.finding_index import INDEX, OFF, Checked, index, load, off, save, stored, versions
from app.services.finding_rows import ReferenceDate

if TYPE_CHECKING:
    from app.models.workspace import Workspace

__all__ = [
    "CHOSEN",
    "LISTS",
    "OFF",
    "PRINTED",
    "Checked",
    "digest",
    "index",
    "is_fresh",
    "keep",
    "kept",
    "load",
    "off",
    "options",
    "plan_json",
    "reference",
    "reference_key",
    "results",
    "save",
    "save_off",
    "save_reference",
    "save_words",
    "stored",
    "text_state",
    "versions",
    "words",
]

_RESULTS, _DATE = "findings:", "findings.date:"
LISTS = "findings.lists"
CHOSEN, PRINTED = "拟印发日期", "印发日期"


def plan_json(workspace: Workspace, version: int) -> Mapping[str, Any]:
    """The plan JSON that everyone sees: extracted, corrected."""
    from app.services.projecting import corrected

    with workspace.read() as session:
        return corrected(session, version)


def save_off(session: Session, numbers: Sequence[str]) -> None:
    """Keep which rules are switched off."""
    save(session, OFF, sorted(set(numbers)))


def words(session: Session) -> CheckWords:
    """The word lists in force."""
    kept = load(session, LISTS, {})
    return CheckWords(kept.get("added") or {}, kept.get("removed") or {})


def save_words(session: Session, lists: CheckWords) -> None:
    """Keep what was added to lists and taken from them."""
    added = {key: list(words) for key, words in lists.added.items() if words}
    removed = {key: list(words) for key, words in lists.removed.items() if words}
    save(session, LISTS, {"added": added, "removed": removed})


def reference(session: Session, one: Checked) -> ReferenceDate:
    """The date at which deadlines are judged: chosen, or printed, or none; never today."""
    chosen = load(session, reference_key(one))
    if chosen:
        return ReferenceDate(chosen, CHOSEN)
    return ReferenceDate(one.issue_date, PRINTED) if one.issue_date else ReferenceDate(None)


def reference_key(one: Checked) -> str:
    """Under which the chosen date of a version is kept."""
    return _DATE + one.version_id


def save_reference(session: Session, one: Checked, chosen: date | None) -> None:
    """Keep the intended date of issue; None: as printed."""
    save(session, reference_key(one), chosen.isoformat() if chosen else None)


def options(session: Session, one: Checked, day: str | None = None) -> CheckOptions:
    """How a version is checked. Switched rules are left out when shown, so that switching costs nothing."""
    day = day or reference(session, one).date
    return CheckOptions(reference=_day(day), words=words(session))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def digest(session: Session, one: Checked, how: CheckOptions) -> str:
    """What a result depends on: the text with its corrections, the plan above, the options, program and lists."""
    from app.services.superior_choice import superior_of  # which reads versions from here

    above = superior_of(session, one)
    superior = text_state(session, above) if above is not None else ()
    said = [VERSION, EDITION, _shipped(), *text_state(session, one), superior, options_to_json(how)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def text_state(session: Session, one: Checked) -> tuple[str, int]:
    """What the corrected text of a version depends on: its id, and the last entry of the log that concerns it."""
    mine = and_(Revision.entity >= f"{one.version_id}/", Revision.entity < f"{one.version_id}0")
    last = session.scalar(select(func.max(Revision.seq)).where(or_(mine, Revision.kind == "alias"))) or 0
    return one.version_id, last


@cache
def _shipped() -> str:
    """What tells one edition of the shipped lists from another."""
    lists = [(paths.resources() / "lexicon" / f"{name}.json").read_bytes() for name in ("check_words", "superior")]
    return hashlib.sha256(b"\n".join(lists)).hexdigest()


def kept(session: Session, one: Checked, wanted: str) -> tuple[Finding, ...] | None:
    """The stored findings of a version; None where they are out of date."""
    found = load(session, _RESULTS + one.version_id)
    if found is None or found["digest"] != wanted:
        return None
    return tuple(map(finding_from_json, found["findings"]))


def is_fresh(session: Session, one: Checked) -> bool:
    """Whether a version's findings are stored and up to date."""
    found = load(session, INDEX + one.version_id)
    return found is not None and found["digest"] == digest(session, one, options(session, one))


def keep(session: Session, one: Checked, made: str, findings: Sequence[Finding]) -> None:
    """Store the findings of a version, and beside them what counting needs."""
    save(session, _RESULTS + one.version_id, {"digest": made, "findings": [to_json(each) for each in findings]})
    index = [[each.fingerprint, each.rule, each.severity, _items(each)] for each in findings]
    save(session, INDEX + one.version_id, {"digest": made, "findings": index})


def _items(finding: Finding) -> list[list[str | int]]:
    """Kind and number of the items that a finding speaks of, each once."""
    return [list(one) for one in dict.fromkeys((passage.kind, passage.number) for passage in finding.passages)]


def results(session: Session, one: Checked) -> tuple[Finding, ...]:
    """The stored findings of a version, out of date or not."""
    found = load(session, _RESULTS + one.version_id)
    return tuple(map(finding_from_json, found["findings"])) if found is not None else ()
