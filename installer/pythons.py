"""Find a Python the program runs on and go on with that one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from installer import debian
from installer.steps import Stop, answer, child_environment, is_root

FIRST = (3, 11)
LAST = (3, 13)
_ASK = "import sys; print(*sys.version_info[:2])"


def fits(version: Sequence[int]) -> bool:
    """Tell whether the locked packages have wheels for this version."""
    return FIRST <= tuple(version[:2]) <= LAST


def candidates() -> Iterator[list[str]]:
    """Give the commands under which a fitting Python usually stands."""
    for minor in range(FIRST[1], LAST[1] + 1):
        if sys.platform == "win32":
            yield ["py", f"-3.{minor}"]
        else:
            yield [f"python3.{minor}"]
            yield [f"/usr/bin/python3.{minor}"]
            yield [f"/usr/local/bin/python3.{minor}"]


def version_of(command: Sequence[str]) -> tuple[int, ...]:
    """Return major and minor version of the Python behind a command, () if there is none."""
    return tuple(int(part) for part in answer([*command, "-c", _ASK]).split())


def find() -> list[str] | None:
    """Return the command of the first fitting Python on this machine."""
    return next((command for command in candidates() if fits(version_of(command))), None)


def go_on_with_a_fitting_one(arguments: Sequence[str]) -> None:
    """Return if this Python fits; else start the set-up again with one that does and end this process."""
    current = tuple(sys.version_info[:2])
    if fits(current):
        return
    command = find()
    if command is None and is_root() and debian.has_apt():
        debian.install(["python3", "python3-venv"])
        command = find()
    if command is None:
        raise Stop(
            f"需要 Python {_text(FIRST)}～{_text(LAST)}（64 位），当前是 {_text(current)}，也没有找到其他版本。\n"
            "请先安装：Debian 12、UOS 等可执行 apt-get install python3 python3-venv；"
            "Windows 请安装 Python 3.11 并勾选 py 启动器。装好后再运行本命令。"
        )
    again = [*command, *arguments]
    if sys.platform == "win32":
        raise SystemExit(subprocess.run(again, env=child_environment(), check=False).returncode)
    sys.stdout.flush()
    os.execvpe(again[0], again, child_environment())


def _text(version: Sequence[int]) -> str:
    return ".".join(str(part) for part in version)
