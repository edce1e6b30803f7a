"""How many items of each version a person has checked, kept beside the projection so that lists need no fold."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.review import LocalValue

_KEY: Final = "proof:"


def keep_proof(session: Session, version: int, checked: int, conflicts: int) -> None:
    """Keep the counts of a version: derived from the log like its items, never handed in."""
    session.merge(LocalValue(key=f"{_KEY}{version}", value=json.dumps([checked, conflicts])))


def kept_proofs(session: Session) -> dict[int, tuple[int, int]]:
    """Checked items and open disagreements by version; a version without corrections may be missing."""
    query = select(LocalValue.key, LocalValue.value).where(LocalValue.key.startswith(_KEY))
    found: dict[int, tuple[int, int]] = {}
    for key, value in session.execute(query):
        checked, conflicts = json.loads(value)
        found[int(key.removeprefix(_KEY))] = (checked, conflicts)
    return found
