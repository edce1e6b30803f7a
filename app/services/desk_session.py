"""The proof-reading desk and the batch import of one open workspace: what windows call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from app.services.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from app.models.workspace import Workspace
    from app.services.batch import Choose
    from app.services.desk_rows import (
        AgencyFacts,
        BatchSnapshot,
        ConflictRow,
        DeskField,
        DeskItem,
        Figure,
        ProofState,
        RemainderRow,
        SourceFlow,
        Value,
    )
    from app.services.helpers import HelperPool
    from app.services.history import Change
    from app.services.rows import ItemRef


class DeskSession:
    """Binds the desk's services to a workspace; nothing heavy is imported before the first call."""

    def __init__(
        self,
        workspace: Callable[[], Workspace],
        pool: Callable[[], HelperPool],
        chooser: Callable[[], Choose | None] = lambda: None,
    ) -> None:
        self._workspace = workspace
        self._pool = pool
        self._chooser = chooser

    def calls(self) -> dict[str, Callable[..., Any]]:
        """All use cases by name, as a window gets them."""
        return {name: getattr(self, name) for name in vars(DeskSession) if not name.startswith("_") and name != "calls"}

    # Reading

    def desk_items(self, version: int) -> tuple[DeskItem, ...]:
        """What is to be checked, doubtful items first."""
        from app.services import proofing

        return proofing.desk_items(self._workspace(), version)

    def desk_fields(self, ref: ItemRef) -> tuple[DeskField, ...]:
        """All that can be edited of an item."""
        from app.services import desk_fields

        return desk_fields.desk_fields(self._workspace(), ref)

    def remainder(self, version: int) -> tuple[RemainderRow, ...]:
        """The text that found no field."""
        from app.services import proofing

        return proofing.remainder(self._workspace(), version)

    def conflicts(self, version: int) -> tuple[ConflictRow, ...]:
        """Corrections that disagree."""
        from app.services import proofing

        return proofing.conflicts(self._workspace(), version)

    def proof_state(self, version: int) -> ProofState:
        """How far the proof-reading is."""
        from app.services import proofing

        return proofing.proof_state(self._workspace(), version)

    def source_flow(self, version: int) -> SourceFlow:
        """A source without pages as it was read."""
        from app.services import browsing
        from app.services.source_flow import flow_of

        _, name, content = browsing.source_bytes(self._workspace(), version)
        return flow_of(self._pool().run("source_flow", {"name": name}, content)[0])

    # Changing

    def correct(self, ref: ItemRef, key: str, value: Value) -> Change:
        """Give a field another value."""
        from app.services import correcting

        return correcting.correct_field(self._workspace(), ref, key, value)

    def split(self, ref: ItemRef, at: int) -> Change:
        """Cut a task's text in two."""
        from app.services import restructuring

        return restructuring.split_task(self._workspace(), ref, at)

    def merge(self, first: ItemRef, second: ItemRef) -> Change:
        """Put two tasks together."""
        from app.services import restructuring

        return restructuring.merge_tasks(self._workspace(), first, second)

    def add_task(self, version: int, behind: ItemRef | None, text: str) -> Change:
        """Add a task that was not read."""
        from app.services import restructuring

        return restructuring.add_task(self._workspace(), version, behind, text)

    def add_target(self, owner: ItemRef, figure: Figure) -> Change:
        """Add a figure to an item."""
        from app.services import correcting

        return correcting.add_target(self._workspace(), owner, figure)

    def remove(self, ref: ItemRef) -> Change:
        """Take a task or a figure out."""
        from app.services import restructuring

        return restructuring.remove(self._workspace(), ref)

    def take_remainder(
        self, version: int, position: int, ref: ItemRef, key: str, where: str, part: tuple[int, int] | None
    ) -> Change:
        """Move text that found no field into one."""
        from app.services import restructuring

        return restructuring.take_remainder(self._workspace(), version, position, ref, key, where, part)

    def confirm(self, refs: Sequence[ItemRef], checked: bool) -> Change:
        """Say that a person checked items."""
        from app.services import correcting

        return correcting.confirm(self._workspace(), refs, checked)

    def confirm_field(self, ref: ItemRef, key: str, checked: bool) -> Change:
        """Say that a person checked a field."""
        from app.services import correcting

        return correcting.confirm_field(self._workspace(), ref, key, checked)

    def confirm_remainder(self, version: int, position: int, checked: bool) -> Change:
        """Say that a text belongs to no field."""
        from app.services import correcting

        return correcting.confirm_remainder(self._workspace(), version, position, checked)

    def settle(self, entity: str, key: str, option: str) -> Change:
        """End a disagreement."""
        from app.services import correcting

        return correcting.settle(self._workspace(), entity, key, option)

    def add_alias(self, name: str, facts: AgencyFacts) -> Change:
        """Add a name to the workspace's lexicon."""
        from app.services import correcting

        return correcting.add_alias(self._workspace(), name, facts)

    # Files

    def batch_import(
        self, paths: Sequence[Path], recursive: bool, show: Callable[[BatchSnapshot], None], progress: Progress
    ) -> BatchSnapshot:
        """Import files and folders; the rest goes on after a failure."""
        from app.services.batch import BatchRun

        run = BatchRun(self._workspace(), self._pool(), paths, recursive=recursive, show=show, choose=self._chooser())
        return run.run(progress)
