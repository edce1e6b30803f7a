"""Make .venv and put exactly the locked packages into it."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import debian, pythons
from installer.steps import ROOT, Stop, call, say

VENV = ROOT / ".venv"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"


def python() -> Path:
    """Return the environment's own Python."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def provide(locks: Sequence[str]) -> None:
    """Make the environment and install the locks whose stamp is not the one of the lock as it stands."""
    if not pythons.fits(pythons.version_of([str(python())])):
        _make()
    stale = [lock for lock in locks if not _is_current(lock)]
    if stale:
        _install(stale)
    _write_script()


def _make() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        debian.install([f"python{version}-venv"])
    say(f"正在建立运行环境 .venv（Python {version}）")
    if call([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Stop("运行环境没有建成。请检查磁盘空间和文件夹权限后，再运行本命令。")


def _install(locks: Sequence[str]) -> None:
    say("正在安装依赖（按锁定的版本和校验值），首次需要一两分钟")
    for lock in locks:
        _stamp(lock).unlink(missing_ok=True)
    # Wheels only: nothing is built here, and no package's own code runs while it is installed.
    flags = [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--compile",
        "--no-input",
        "--disable-pip-version-check",
        "-qq",
    ]
    files = [part for lock in locks for part in ("-r", ROOT / "installer" / lock)]
    if call([python(), "-m", "pip", "install", *flags, *files], {"PIP_ROOT_USER_ACTION": "ignore"}):
        raise Stop("依赖没有装上（原因见上）。请检查网络或软件源后，再运行本命令；已下载的不会重复下载。")
    call([python(), "-m", "compileall", "-q", "app"])
    for lock in locks:
        _stamp(lock).write_text(_mark(lock), encoding="ascii")


def _write_script() -> None:
    """The script ``qinglan``, which starts the program from any folder."""
    windows = sys.platform == "win32"
    script = python().parent / ("qinglan.cmd" if windows else "qinglan")
    lines = (
        ["@echo off", f'set "PYTHONPATH={ROOT}"', '"%~dp0python.exe" -m app %*']
        if windows
        else ["#!/bin/sh", f"PYTHONPATH='{ROOT}' exec '{python()}' -m app \"$@\""]
    )
    text = "\n".join([*lines, ""])
    if script.is_file() and script.read_text(encoding="utf-8") == text:
        return
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(text, encoding="utf-8")
    script.chmod(0o755)


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.stamp"


def _mark(lock: str) -> str:
    return hashlib.sha256((ROOT / "installer" / lock).read_bytes()).hexdigest()


def _is_current(lock: str) -> bool:
    stamp = _stamp(lock)
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _mark(lock)
