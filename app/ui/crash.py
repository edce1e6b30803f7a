"""What happens when a bug flies up: a report in the log folder and a dialog with text to copy; nothing is lost."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, QThread, Signal, qVersion
from PySide6.QtWidgets import QApplication

from app import NAME, VERSION

log = logging.getLogger(__name__)

ABORTED = "aborted"


def describe(error: BaseException) -> str:
    """The report: versions, system, traceback. It holds no text of a plan beyond what the exception itself says."""
    lines = [
        f"{NAME} {VERSION}  Python {platform.python_version()}  Qt {qVersion()}",
        f"{platform.platform()}  {platform.machine()}",
        f"{datetime.now().astimezone().isoformat(timespec='seconds')}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(error)),
    ]
    return "\n".join(lines)


class CrashHook(QObject):
    """Takes exceptions of all threads to the GUI thread and shows them, once at a time."""

    _caught = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._showing = False
        self._abort_log: IO[str] | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> str:
        """Become the hook of main thread and threads; return what an earlier abort left behind (or "")."""
        left = self._take_abort()
        self._abort_log = self._abort_path().open("w", encoding="utf-8")
        faulthandler.enable(self._abort_log)
        sys.excepthook = self._main_hook
        threading.excepthook = self._thread_hook
        return left

    def remove(self) -> None:
        """Put the interpreter's own hooks back; an orderly end leaves no abort file."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._abort_log is not None:
            self._abort_log.close()
            self._abort_log = None
            self._abort_path().unlink(missing_ok=True)

    def report(self, error: BaseException) -> Path | None:
        """Write the report to the log folder; None where even that fails."""
        log.error("bug: %s", type(error).__name__, exc_info=error)
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
        path = self._folder / f"crash-{stamp}.txt"
        try:
            path.write_text(describe(error), encoding="utf-8")
        except OSError as failure:
            log.error("crash report not written: %s", failure)
            return None
        return path

    def _abort_path(self) -> Path:
        """One file a process, for two windows may stand side by side."""
        return self._folder / f"{ABORTED}-{os.getpid()}.log"

    def _take_abort(self) -> str:
        """Text of earlier aborts; each is told once and then kept under another name."""
        found: list[str] = []
        for path in sorted(self._folder.glob(f"{ABORTED}-*.log")):
            try:
                text = path.read_text(encoding="utf-8", errors="replace").strip()
                if text:
                    path.replace(path.with_name(path.name.replace(ABORTED, "crash-abort", 1)))
                    found.append(text)
            except OSError as failure:
                log.info("abort file left alone: %s", failure)
        return "\n\n".join(found)

    def _main_hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)  # for whoever started it from a terminal
        if QThread.currentThread().loopLevel() == 0:
            # Before the event loop, or after it: a queued signal would never be seen.
            self._show_and_wait(error)
        else:
            self._caught.emit(error.with_traceback(trace))

    def _thread_hook(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self._caught.emit(caught.exc_value)

    def _show_and_wait(self, error: BaseException) -> None:
        from app.ui.dialogs.crash import CrashDialog

        CrashDialog(describe(error), self.report(error)).exec()

    def _show(self, error: BaseException) -> None:
        """In the GUI thread: report always, show one dialog at a time (a bug in a repaint comes by the hundred)."""
        if self._showing:
            log.error("another bug while one is shown: %s", type(error).__name__, exc_info=error)
            return
        self._showing = True
        try:
            from app.ui.dialogs.crash import CrashDialog

            dialog = CrashDialog(describe(error), self.report(error), QApplication.activeWindow())
            dialog.finished.connect(self._done)
            dialog.open()
        except BaseException:
            self._showing = False
            raise

    def _done(self, _result: int) -> None:
        self._showing = False
