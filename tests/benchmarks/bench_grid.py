"""Times of the task grid over 180,000 tasks: ``python tests/benchmarks/bench_grid.py``.

Prints milliseconds: model and first paint, jumps over the whole range, how long a click on a title holds the window
up while the sort itself takes a second, repaint while the machine is idle and while another process, and then a
Python thread of our own, is busy.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services.rows import GridQuery, GridTotals, ItemRef, Scope, TaskRow
from app.ui import theme
from app.ui.lanes import Lanes
from app.ui.pages.tasks import TasksPage
from tests.ui.pages.invented import Invented, make_task

TASKS = 180_000
SORT_SECONDS = 1.0
BUSY = "import time\nend = time.time() + 20\nwhile time.time() < end: sum(range(10000))"


def rows(ids: Sequence[int]) -> tuple[TaskRow, ...]:
    """Rows of a page, each with a text of its own so that nothing comes from the cache of cut lines."""
    made = []
    for task in ids:
        row = make_task(1, task, 1, 1, "改造老旧灌区")
        made.append(replace(row, ref=ItemRef(1, "task", task), text=f"{row.text}{task}"))
    return tuple(made)


def ids(query: GridQuery) -> array[int]:
    """All ids; a sort takes its time, as an unindexed column would."""
    if query.sort != "official":
        time.sleep(SORT_SECONDS)
    return array("q", range(1, TASKS + 1))


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


class Bench:
    """A page over 180,000 tasks."""

    def __init__(self) -> None:
        self.app = QApplication([])
        theme.load_ui_fonts()
        theme.apply(self.app)
        self.lanes = Lanes()
        totals = GridTotals(TASKS, 1, 1, 1, 0, 0)
        services = Invented([]).services(grid_ids=ids, grid_rows=rows, grid_totals=lambda _query: totals)
        self.page = TasksPage(services, self.lanes)
        self.page.resize(1100, 700)
        self.page.show()
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way and all is painted."""
        for _ in range(3):
            self.app.processEvents()
            while self.lanes.busy():
                self.app.processEvents()

    def repaint(self) -> None:
        """Paint all that is seen, now."""
        self.page.view.viewport().repaint()

    def open(self) -> None:
        """Ids, model, first rows on the screen."""
        self.page.set_scope(Scope(version=1))
        self.settle()
        self.repaint()

    def jump(self, number: int) -> None:
        """Somewhere else, with its rows loaded and painted."""
        bar = self.page.view.verticalScrollBar()
        bar.setValue(int(bar.maximum() * ((number * 37) % 100) / 100))
        self.settle()
        self.repaint()

    def longest_hold(self) -> float:
        """Click on a title: the longest time in which the window answered nothing while the sort ran."""
        head = self.page.view.head
        longest, last = 0.0, time.perf_counter()
        head.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
        while self.lanes.busy():
            self.app.processEvents()
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
        self.settle()
        return longest * 1000

    def repaints(self) -> float:
        """Median repaint."""
        return statistics.median(milliseconds(self.repaint) for _ in range(60))


def main() -> None:
    """Run and print."""
    bench = Bench()
    say(f"first rows painted       {milliseconds(bench.open):8.1f} ms")
    jumps = [milliseconds(lambda number=number: bench.jump(number)) for number in range(100)]  # type: ignore[misc]
    say(f"jump, median / worst     {statistics.median(jumps):8.1f} / {max(jumps):.1f} ms")
    say(f"window held by a sort    {bench.longest_hold():8.1f} ms (the sort takes {SORT_SECONDS * 1000:.0f} ms)")
    idle = bench.repaints()
    say(f"repaint, idle            {idle:8.2f} ms")
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2)]
    time.sleep(0.3)
    say(f"repaint, 2 busy processes{bench.repaints():8.2f} ms")
    for process in busy:
        process.kill()
        process.wait()
    stop = threading.Event()
    thread = threading.Thread(target=lambda: [sum(range(1000)) for _ in iter(stop.is_set, True)])
    thread.start()
    say(f"repaint, busy thread     {bench.repaints():8.2f} ms (why work goes to helper processes)")
    stop.set()
    thread.join()
    bench.lanes.close()


if __name__ == "__main__":
    main()
