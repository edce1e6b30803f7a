"""Batch import from the window: the dialog, the work in the background, its progress, going on after a cancel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.desk_rows import DONE, DOUBTFUL, THERE, BatchItem, BatchSnapshot
from app.ui.dialogs.batch_import import BatchDialog, summary

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.errors import KnownError
    from app.services.progress import Progress
    from app.ui.lanes import Lanes, Work
    from app.ui.messages import Messages
    from app.ui.services import UiServices

LOOK_EVERY_MS = 150
_THROUGH = (DONE, DOUBTFUL, THERE)


class Batching(QObject):
    """``stored``: plans came in. ``opened(version)``: to the desk. ``folder_asked``, ``files_asked``: choose some.

    The readers' threads only leave their latest snapshot here; the window looks at it by a timer.
    """

    stored = Signal()
    opened = Signal(int)
    folder_asked = Signal()
    files_asked = Signal()

    def __init__(self, services: UiServices, lanes: Lanes, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._lanes, self._messages, self._window = services, lanes, messages, window
        self._dialog: BatchDialog | None = None
        self._latest = BatchSnapshot()
        self._through: tuple[BatchItem, ...] = ()
        self._counted = 0
        self._work: Work | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Is a batch under way?"""
        return self._work is not None

    @property
    def dialog(self) -> BatchDialog:
        """The list of files, made when it is first wanted."""
        if self._dialog is None:
            self._dialog = BatchDialog(self._window)
            self._dialog.folder_asked.connect(self.folder_asked)
            self._dialog.files_asked.connect(self.files_asked)
            self._dialog.cancelled.connect(self.cancel)
            self._dialog.resumed.connect(self.resume)
            self._dialog.opened.connect(self.opened)
        return self._dialog

    def show(self) -> None:
        """The list to the front."""
        self.dialog.show()
        self.dialog.raise_()

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and whole folders."""
        self.show()
        if self.running:
            self._messages.warning("批量导入正在进行。", "请等它完成，或取消后再选择。")
            return
        self._through = ()
        self._begin(paths)

    def _begin(self, paths: Sequence[Path]) -> None:
        self._latest, self._counted = BatchSnapshot(running=True), 0

        def keep(snapshot: BatchSnapshot) -> None:
            self._latest = snapshot

        def run(progress: Progress) -> BatchSnapshot:
            return self._services.batch_import(paths, True, keep, progress)

        self._work = self._lanes.pool(run, self._done, self._failed, title="正在批量导入")
        self._timer.start()
        self._look()

    def cancel(self) -> None:
        """Stop; what is in stays."""
        if self._work is not None:
            self._work.cancel()
            self._look()

    def resume(self) -> None:
        """Those that are not in yet, failed ones included."""
        items = self._latest.items
        self._through = (*self._through, *(item for item in items if item.state in _THROUGH))
        paths = [Path(item.path) for item in items if item.state not in _THROUGH]
        if paths and not self.running:
            self._begin(paths)

    def _look(self) -> None:
        snapshot = self._latest
        if self._work is not None and self._work.cancelled and not snapshot.cancelled:
            snapshot = BatchSnapshot(snapshot.items, snapshot.running, cancelled=True)
        whole = BatchSnapshot((*self._through, *snapshot.items), snapshot.running, snapshot.cancelled)
        self.dialog.show_snapshot(whole)
        stored = snapshot.count(DONE, DOUBTFUL)
        if stored != self._counted:
            self._counted = stored
            self.stored.emit()

    def _done(self, snapshot: BatchSnapshot) -> None:
        self._end(snapshot)
        if not self.dialog.isVisible():
            self._messages.info(f"批量导入：{summary(self.dialog.model.snapshot)}", ("查看列表", self.show))

    def _failed(self, error: KnownError) -> None:
        self._end(BatchSnapshot(self._latest.items, running=False, cancelled=True))
        self._lanes.refused.emit(error)

    def _end(self, snapshot: BatchSnapshot) -> None:
        self._work = None
        self._timer.stop()
        self._latest = snapshot
        self._look()
