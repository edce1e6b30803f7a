"""A process that is killed in the middle: children of one that has everything imported, so that each costs little.

Run as a program: ``killing.py FOLDER MASTER EVERY FIRST``. For each n = FIRST, FIRST + EVERY … it copies MASTER, forks
a child that opens the copy for writing and kills itself with SIGKILL at the n-th step, until a child gets to
the end. A step is a statement sent to SQLite, or a line of our migration code.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import alembic.operations.batch  # noqa: F401  (imported before the fork)

from app.models import access, schema, workspace
from app.models.migrations import runner
from app.models.migrations.versions import v0001_initial, v0002_task_order

WATCHED = {module.__file__ for module in (access, schema, workspace, runner, v0001_initial, v0002_task_order)}


class Countdown:
    """Kills its own process at the n-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if frame.f_code.co_filename in WATCHED:
            if event == "line":
                self.step()
            return self.trace
        if frame.f_code.co_name == "do_execute" and event == "call":
            self.step()
        return None


def die_at(path: Path, steps: int) -> None:
    sys.settrace(Countdown(steps).trace)
    workspace.open_workspace(path).close()
    sys.settrace(None)


def main(folder: Path, master: Path, every: int, first: int) -> int:
    steps = first
    while True:
        place = folder / f"{steps:05d}"
        place.mkdir()
        copy = place / "a.qinglan"
        shutil.copyfile(master, copy)
        child = os.fork()
        if child == 0:
            die_at(copy, steps)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return os.waitstatus_to_exitcode(status)
        steps += every


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
