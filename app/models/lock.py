"""Who holds a workspace: a lock file beside it, which the system frees when its process dies, and a note.

The note is a file of its own, because Windows lets nobody read a locked one. It is only for people:
the lock alone decides.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.models.peek import side_file

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Holder:
    """The user, machine and time of the window that holds a workspace; empty where the note cannot be read."""

    user: str = ""
    machine: str = ""
    time: str = ""

    @property
    def sentence(self) -> str:
        """Who has it, for the screen."""
        if not self.user and not self.machine:
            return "审阅项目正在另一个窗口中打开。"
        since = f"，自 {self.time} 起" if self.time else ""
        return f"审阅项目正由 {self.user}（计算机 {self.machine}）打开{since}。"


class ReadOnlyPlace(Exception):
    """No lock file can be made there: the medium or the folder is read-only."""


def login_name() -> str:
    """The name under which the user is logged in; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


class WorkspaceLock:
    """The lock of one workspace; held from ``acquire`` to ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self.lock_path = side_file(path, ".lock")
        self.note_path = side_file(path, ".holder")
        self._lock: BaseFileLock | None = None

    def acquire(self) -> bool:
        """Try to become the holder; False if another one has it. Raises ReadOnlyPlace."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.lock_path, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise ReadOnlyPlace from error
        self._lock = lock
        try:
            self._write_note()
        except OSError as error:
            self.release()
            raise ReadOnlyPlace from error
        return True

    def holder(self) -> Holder:
        """Whom the note names."""
        try:
            said = json.loads(self.note_path.read_text(encoding="utf-8"))
            return Holder(str(said["user"]), str(said["machine"]), str(said["time"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Holder()

    def release(self) -> None:
        """Let go. The files are removed while the lock is still held, so nobody else's are."""
        if self._lock is None:
            return
        self.note_path.unlink(missing_ok=True)
        if os.name == "posix":
            self.lock_path.unlink(missing_ok=True)
        self._lock.release()
        self._lock = None

    def _write_note(self) -> None:
        now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        note = {**asdict(Holder(login_name(), platform.node(), now)), "pid": os.getpid()}
        self.note_path.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
