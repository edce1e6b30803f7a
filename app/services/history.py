"""What a changing service gives back, and taking a change back by appending its inverse.

Kept light: windows import the two dataclasses long before a database is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.workspace import Workspace
    from app.services.rows import ItemRef


@dataclass(frozen=True, slots=True)
class LocalStep:
    """A local value of this file (switched rules, word lists) as it was and as it is now, as stored; None: absent."""

    key: str
    before: str | None
    after: str | None
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UndoToken:
    """Names the revisions of one change, so that ``undo`` can append their inverse; ``redo``: it does one again.

    ``local``: what it changed outside of the log.
    """

    revisions: tuple[str, ...]
    label: str
    redo: bool = False
    local: tuple[LocalStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a user action changed: kinds of thing (plans, remarks, agencies, links, …), a Chinese label, a token.

    ``token`` is None where the change cannot be taken back. ``refs``: the items it leaves, for a view to select.
    """

    kinds: frozenset[str]
    label: str
    token: UndoToken | None = None
    refs: tuple[ItemRef, ...] = ()


def undo(workspace: Workspace, token: UndoToken) -> Change:
    """Take a change back; the token of the answer does it again.

    Raises UndoRefused, with nothing changed, when something later stands on it.
    """
    from app.services.reverting import revert

    return revert(workspace, token)
