"""Names of bodies that people add to a workspace's lexicon: revisions, used wherever cells are read in it.

The names are laid over what was extracted, not handed to extraction: a version's id must not depend on them, or two
laptops with different lexicons could not exchange remarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from app.services import log
from app.services.corrections import Item
from app.services.extraction.lexicon import AgencyName
from app.services.log import fold

ALIAS: Final = "alias"
BODY: Final = "body"


def alias_entity(name: str) -> str:
    """The entity of a name: the same on all laptops, so that two meanings of it are seen."""
    return f"{ALIAS}/{name}"


def name_of(entity: str) -> str:
    """The name of an entity."""
    return entity.removeprefix(f"{ALIAS}/")


def added_names(session: Session) -> dict[str, AgencyName]:
    """The names that people added; one on which two disagree waits until it is settled."""
    grouped: dict[str, list[log.Entry]] = {}
    for entry in log.entries_under(session, ALIAS):
        grouped.setdefault(entry.entity, []).append(entry)
    found: dict[str, AgencyName] = {}
    for entity, entries in sorted(grouped.items()):
        said = Item(entity, tuple(entries), fold(entries)).value(BODY)
        if said is not None:
            found[name_of(entity)] = _name(said)
    return found


def _name(said: Mapping[str, Any]) -> AgencyName:
    return AgencyName(
        agency=str(said.get("agency") or ""),
        level=said.get("level") or None,
        region=said.get("region") or None,
        kind=said.get("kind") or None,
        known=True,
    )
