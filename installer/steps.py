"""What the set-up's parts share: speaking, stopping, starting other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):
    """The set-up cannot go on; the text says what happened and what to do."""


def say(line: str) -> None:
    """Tell the user, at once even when the output goes into a pipe."""
    print(line, flush=True)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for a child: it may keep bytecode, else every start would compile everything again."""
    environment = {key: value for key, value in os.environ.items() if key not in _DROPPED}
    return {**environment, "PYTHONUTF8": "1", **(extra or {})}


# The last two would put another Python's modules in front of the environment's own.
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME")


def call(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder, its output on the screen; return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=child_environment(extra), check=False
    ).returncode


def answer(command: Sequence[str | Path]) -> str:
    """Return what a command prints, empty if it cannot be run or fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=child_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            encoding="utf-8",
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def is_root() -> bool:
    """Tell whether system packages may be installed without asking."""
    return sys.platform != "win32" and os.geteuid() == 0
