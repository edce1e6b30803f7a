"""How much slower the grid repaints while a plan is imported and a report is made.

``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_repaint [pairs]``: the whole window on a workspace of its
own with the sample plans; alternating idle and busy rounds, medians. Budget: busy ≤ 2 × idle.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QTableView

from app import bootstrap, paths
from app.bootstrap import Program, Wanted
from app.services.rows import Scope
from app.settings import Settings
from tests.benchmarks.plan_layouts import flowing
from tests.benchmarks.plan_words import make_plan

BUDGET = 2.0
PATIENCE = 60.0


class Bench:
    """The window with its grid, and work to keep it busy with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        paths.init(folder / "profile")
        self.samples = sorted((paths.resources() / "samples").glob("*.pdf"))
        self.program: Program = bootstrap.start(
            Wanted(folder / "重绘.qinglan", tuple(self.samples[:1])), Settings.load()
        )
        self.program.window.resize(1366, 768)
        self.program.window.show()
        self.settle(2.0)
        self.program.window.shell.stack.show_page("tasks")
        self.program.window.shell.stack.set_scope(Scope())
        self.settle(1.0)
        self.grid = max(self.program.window.findChildren(QTableView), key=lambda view: view.width() * view.height())
        self.round = 0

    def settle(self, seconds: float) -> None:
        """Let the window live until its lanes are quiet, at least for ``seconds``."""
        end = time.monotonic() + PATIENCE
        quiet = time.monotonic() + seconds
        while time.monotonic() < quiet or (self.program.lanes.busy() and time.monotonic() < end):
            self.program.app.processEvents()

    def repaint(self) -> float:
        """Milliseconds of one repaint of the grid."""
        begin = time.perf_counter()
        self.grid.viewport().repaint()
        return (time.perf_counter() - begin) * 1000

    def idle(self) -> float:
        """Median repaint with nothing else to do."""
        return statistics.median(self.repaint() for _ in range(60))

    def busy(self) -> float:
        """Median repaint while a plan that is new to the workspace is imported and a report is made."""
        self.round += 1
        rng = Random(self.round)
        invented = flowing(make_plan(self.round), rng)
        new = self.folder / f"{self.round}.txt"
        new.write_text("\n".join(invented.slice(line.span) for line in invented.lines), encoding="utf-8")
        copy = self.folder / f"{self.round}.pdf"
        shutil.copyfile(self.samples[-1], copy)
        with copy.open("ab") as stream:
            stream.write(f"\n% {self.round}\n".encode())  # other bytes, so that it is read again
        session, lanes = self.program.session, self.program.lanes
        out = self.folder / f"{self.round}-报告.pdf"
        for file in (copy, new):
            lanes.pool(lambda progress, file=file: session.import_file(file, progress), lambda _outcome: None)  # type: ignore[misc]
        lanes.pool(lambda progress: session.write_report(1, out, progress), lambda _pages: None)
        taken: list[float] = []
        end = time.monotonic() + PATIENCE
        while (lanes.busy() or len(taken) < 20) and time.monotonic() < end:
            taken.append(self.repaint())
            self.program.app.processEvents()
        return statistics.median(taken)


def main() -> None:
    """Run, print, and fail when the budget is passed."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="qinglan-repaint-", ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder))
        bench.busy()
        rounds = [(bench.idle(), bench.busy()) for _ in range(pairs)]
        bootstrap.stop(bench.program)
    for idle, busy in rounds:
        sys.stdout.write(f"idle {idle:6.2f} ms   busy {busy:6.2f} ms   {busy / idle:5.2f}\n")
    ratio = statistics.median(busy / idle for idle, busy in rounds)
    sys.stdout.write(f"median ratio {ratio:.2f} (budget {BUDGET})\n")
    raise SystemExit(ratio > BUDGET)


if __name__ == "__main__":
    main()
