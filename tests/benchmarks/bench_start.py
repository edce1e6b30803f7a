"""How long until the window stands and its plan list is filled, against a bare PySide6 main window.

Needs an X display (Xvfb will do): ``DISPLAY=:99 python -m tests.benchmarks.bench_start [pairs] [workspace]``.
Alternating pairs, medians. Mapped is the X server's MapNotify of the first real window; filled is the time
that the program itself logs. Budget (SPEED.md): mapped ≤ 2 ×, filled ≤ 6 × the bare window.
"""

from __future__ import annotations

import ctypes
import os
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1000, 600)
window.show()
app.exec()
"""
MAPPED_BUDGET, FILLED_BUDGET = 2.0, 6.0
_MAP_NOTIFY, _SUBSTRUCTURE = 19, 1 << 19
_PATIENCE = 30.0


class _MapEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("event", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("override_redirect", ctypes.c_int),
        ("pad", ctypes.c_long * 24),
    )


class Screen:
    """Listens at the X server for windows that are mapped."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        if self._display.value is None:
            raise SystemExit("no X display")
        root = self._x.XDefaultRootWindow(self._display)
        self._x.XSelectInput(self._display, ctypes.c_ulong(root), ctypes.c_long(_SUBSTRUCTURE))
        self._x.XFlush(self._display)
        self._wire = self._x.XConnectionNumber(self._display)

    def clear(self) -> None:
        """Forget what was mapped so far."""
        while self._x.XPending(self._display):
            self._next()

    def wait_mapped(self) -> float:
        """Block until a real window is mapped; give the moment."""
        end = time.time() + _PATIENCE
        while time.time() < end:
            if not self._x.XPending(self._display):
                select.select([self._wire], [], [], 0.5)
                continue
            event = self._next()
            if event.type == _MAP_NOTIFY and not event.override_redirect and self._is_large(event.window):
                return time.time()
        raise SystemExit("no window was mapped")

    def _next(self) -> _MapEvent:
        event = _MapEvent()
        self._x.XNextEvent(self._display, ctypes.byref(event))
        return event

    def _is_large(self, window: int) -> bool:
        root, x, y = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int()
        width, height, border, depth = (ctypes.c_uint() for _ in range(4))
        parts = (root, x, y, width, height, border, depth)
        self._x.XGetGeometry(self._display, ctypes.c_ulong(window), *(ctypes.byref(part) for part in parts))
        return width.value >= 150 and height.value >= 100


@dataclass
class Run:
    """Seconds from exec."""

    mapped: float
    filled: float = 0.0


def run(screen: Screen, words: list[str], profile: Path, *, wait_filled: bool) -> Run:
    """Start a program, take its times, end it."""
    log = profile / "log" / "qinglan.log"
    log.unlink(missing_ok=True)
    screen.clear()
    began = time.time()
    environment = {**os.environ, "QINGLAN_PROFILE": str(profile)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the set-up compiles; the first pair does it here
    program = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment)
    try:
        mapped = screen.wait_mapped() - began
        filled = _wait_filled(log) - began if wait_filled else 0.0
        time.sleep(0.3)
    finally:
        program.kill()
        program.wait()
    return Run(mapped, filled)


def _wait_filled(log: Path) -> float:
    end = time.time() + _PATIENCE
    while time.time() < end:
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        if found := re.search(r"^(\S+ \S+) .*plan list filled", text, re.MULTILINE):
            return datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S,%f").astimezone().timestamp()
        time.sleep(0.01)
    raise SystemExit("the plan list was never filled")


def main() -> int:
    """Alternate, print medians, say whether the budget holds."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    screen = Screen()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        workspace = Path(sys.argv[2]) if len(sys.argv) > 2 else profile / "bench.qinglan"
        ours_words = ["-m", "app", "--workspace", str(workspace)]
        bare: list[Run] = []
        ours: list[Run] = []
        for number in range(pairs + 1):
            one = run(screen, ["-c", BARE], profile, wait_filled=False)
            other = run(screen, ours_words, profile, wait_filled=True)
            if number:  # the first pair only warms up
                bare.append(one)
                ours.append(other)
    base = statistics.median(one.mapped for one in bare)
    mapped = statistics.median(one.mapped for one in ours)
    filled = statistics.median(one.filled for one in ours)
    sys.stdout.write(
        f"bare window mapped   {base * 1000:6.0f} ms\n"
        f"our window mapped    {mapped * 1000:6.0f} ms  {mapped / base:.2f} x (budget {MAPPED_BUDGET})\n"
        f"plan list filled     {filled * 1000:6.0f} ms  {filled / base:.2f} x (budget {FILLED_BUDGET})\n"
    )
    return 0 if mapped <= MAPPED_BUDGET * base and filled <= FILLED_BUDGET * base else 1


if __name__ == "__main__":
    sys.exit(main())
