"""What a person does at the desk, as calls of services in the write lane; each is stored before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError, NotFound
from app.services.desk_rows import AgencyFacts, DeskField, Figure, RemainderRow, Value
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.services.history import Change
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class DeskWrites(QObject):
    """``changed(Change)``: it is on the disk. ``failed(KnownError)``: it is not, and nothing was changed.

    ``moved(ItemRef)`` comes before ``changed`` where rows were made or taken away: the one to go on with.
    """

    changed = Signal(object)
    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._lanes = services, lanes

    def confirm(self, refs: Sequence[ItemRef], *, checked: bool = True) -> None:
        """Items that stand as they should, or that are to be looked at again."""
        self._write(lambda: self._services.confirm(refs, checked))

    def correct(self, field: DeskField, value: Value) -> None:
        """Another value of a field."""
        self._write(lambda: self._services.correct(field.ref, field.key, value))

    def revert(self, field: DeskField) -> None:
        """A field as it was extracted."""
        self.correct(field, field.extracted)

    def settle(self, field: DeskField, option: str) -> None:
        """One of two corrections that disagree."""

        def run() -> Change:
            waiting = self._services.conflicts(field.ref.version)
            # A figure is one field here and several in the log.
            mine = [one for one in waiting if one.ref == field.ref and field.key in (one.key, "figure")]
            found = next((one for one in mine if any(known.key == option for known in one.options)), None)
            if found is None:
                raise NotFound("这一处已经确认过了。", "请查看当前内容。")
            return self._services.settle(found.entity, found.key, option)

        self._write(run)

    def split(self, ref: ItemRef, position: int) -> None:
        """A task in two, before a character of its text."""
        self._write(lambda: self._services.split(ref, position), moves=True)

    def merge(self, ref: ItemRef, other: ItemRef) -> None:
        """Two tasks in one."""
        self._write(lambda: self._services.merge(ref, other), moves=True)

    def add_task(self, version: int, behind: ItemRef | None, text: str) -> None:
        """A task that was not found."""
        self._write(lambda: self._services.add_task(version, behind, text), moves=True)

    def add_figure(self, ref: ItemRef, figure: Figure) -> None:
        """A target that was not found."""
        self._write(lambda: self._services.add_target(ref, figure))

    def remove(self, ref: ItemRef) -> None:
        """A task or a target that is none."""
        self._write(lambda: self._services.remove(ref), moves=ref.kind == "task")

    def put(self, row: RemainderRow, ref: ItemRef, key: str, where: str, part: tuple[int, int] | None) -> None:
        """Left-over text, or a range of it, into a field."""
        self._write(lambda: self._services.take_remainder(row.version, row.position, ref, key, where, part))

    def settle_remainder(self, row: RemainderRow) -> None:
        """Left-over text that belongs to no field."""
        self._write(lambda: self._services.confirm_remainder(row.version, row.position, True))

    def add_alias(self, name: str) -> None:
        """A name for the workspace's lexicon."""
        self._write(lambda: self._services.add_alias(name, AgencyFacts()))

    def _write(self, call: Callable[[], Change], *, moves: bool = False) -> None:
        def done(change: Change) -> None:
            if moves and change.refs:
                self.moved.emit(change.refs[-1])
            self.changed.emit(change)

        self._lanes.write(call, done, self._refused)

    def _refused(self, error: KnownError) -> None:
        self.failed.emit(error)
        self._lanes.refused.emit(error)
