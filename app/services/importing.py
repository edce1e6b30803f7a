"""A file goes in and becomes a plan version: recognised if known, read in a helper, stored in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from app.services.desk_rows import PlanChoice
from app.services.history import Change
from app.services.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from app.models.workspace import Workspace

Choose: TypeAlias = Callable[[Sequence[PlanChoice]], Sequence[int]]


class ReadingPool(Protocol):
    """The part of a HelperPool that importing needs."""

    def run(
        self, job: str, args: dict[str, Any], payload: bytes = b"", progress: Progress | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Do a job in a helper process."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import found. ``already_there``: the same bytes or the same text were stored before.

    ``others``: the further plans of a file that holds several.
    """

    version: int | None
    plan_uuid: str
    title: str
    tasks: int
    measures: int
    targets: int
    doubts: int
    already_there: bool
    warnings: tuple[str, ...]
    change: Change
    others: tuple[ImportOutcome, ...] = ()

    @property
    def all(self) -> tuple[ImportOutcome, ...]:
        """Each plan of the file by itself."""
        return (replace(self, others=()), *self.others)


def import_file(
    workspace: Workspace,
    pool: ReadingPool,
    path: Path,
    progress: Progress | None = None,
    choose: Choose | None = None,
) -> ImportOutcome:
    """Import one file; a file that is known already, by bytes or by text, is recognised and not doubled.

    ``choose`` is asked where the file holds several plans and gives the keys of those that are wanted; the outcome is
    the first one's. Without it the reading's own choice is taken.

    Raises FileRefused, Cancelled or WorkspaceLocked with the workspace unchanged.
    """
    from app.services.storing import store_file

    return store_file(workspace, pool, path, progress or Progress(), choose)
