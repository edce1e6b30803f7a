"""How long comparing takes: ``python tests/benchmarks/bench_compare.py [--plans 50] [--tasks 60]``.

The two sample plans beside the project are aligned in this process, warm; then invented plans are aligned with a
reference in two helpers, as the page of many plans does it, with progress, and the peak memory of each helper and of
this process is read (Linux). Exit code 1 above a limit.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.services.comparison.alignment import align
from app.services.comparison.items import ComparedPlan, compared
from app.services.extraction.plan_json import from_json
from app.services.helpers import HelperPool
from app.services.progress import Progress
from tests.benchmarks.compare_pairs import Maker, Row, Writer
from tests.benchmarks.pair_words import CITIES, SUBJECTS

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "plans"
WARM_LIMIT, MANY_LIMIT, MEMORY_LIMIT = 0.3, 5.0, 300
HELPERS, BATCH = 2, 5


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=50)
    parser.add_argument("--tasks", type=int, default=60)
    arguments = parser.parse_args()
    good = True
    if SAMPLES.is_dir():
        took = warm_seconds(sample("nantong"), sample("suzhou"))
        sys.stdout.write(f"the two samples, warm: {took:.3f} s, limit {WARM_LIMIT} s\n")
        good = took <= WARM_LIMIT
    plans = [made(number, arguments.tasks) for number in range(arguments.plans + 1)]
    before = os.times()
    took, steps, peaks = many(plans[0], plans[1:])
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    sys.stdout.write(
        f"{arguments.plans} plans of {arguments.tasks} tasks: {took:.2f} s in {HELPERS} helpers ({work:.2f} s of "
        f"processor time, their start included), limit {MANY_LIMIT} s; "
        f"{steps} steps of progress; peaks {', '.join(f'{peak:.0f} MB' for peak in peaks)}, limit {MEMORY_LIMIT} MB\n"
    )
    return 0 if good and took <= MANY_LIMIT and max(peaks) <= MEMORY_LIMIT else 1


def sample(name: str) -> ComparedPlan:
    """The tasks of a sample plan."""
    return compared(from_json(json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))), "task")


def warm_seconds(left: ComparedPlan, right: ComparedPlan) -> float:
    """Median of aligning, after one round that is not counted."""
    align(left, right)
    took = []
    for _ in range(9):
        begun = time.perf_counter()
        align(left, right)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def made(seed: int, tasks: int) -> dict[str, Any]:
    """The plan JSON of an invented plan; all are of one subject, so that they share words."""
    rng = Random(seed)
    city = rng.choice(CITIES)
    writer = Writer(rng, city, other=seed > 0)
    rows: list[Row] = []
    while len(rows) < tasks:  # one maker makes each thing once: take another when its things run out
        maker = Maker(SUBJECTS[0], Random(f"{len(rows)}"))
        rows += [maker.row(rng.randrange(2, 6)) for _ in range(20)]
    given: dict[str, Any] = {
        "category_source": "printed",
        "measure": None,
        "deadline_raw": None,
        "et_al": False,
        "blanket": None,
    }
    items: list[dict[str, Any]] = [
        {"number": number, "category": row.title, "text": writer.text(row), "assignments": [], **given}
        for number, row in enumerate(rows[:tasks], 1)
    ]
    head = {"title": f"{city}行动方案", "region": city, "preamble": ""}
    return {"schema": 1, "plan": head, "chapters": [], "measures": [], "tasks": items, "targets": []}


def many(reference: dict[str, Any], plans: Sequence[dict[str, Any]]) -> tuple[float, int, list[float]]:
    """Seconds, steps of progress, and peaks in MB; helpers are started before, as in the program."""
    steps: list[str] = []
    batches = [plans[at : at + BATCH] for at in range(0, len(plans), BATCH)]
    with HelperPool(HELPERS) as pool, ThreadPoolExecutor(HELPERS) as threads:

        def work(batch: Sequence[dict[str, Any]]) -> int:
            args = {"reference": reference, "plans": list(batch), "kind": "task"}
            answer, _ = pool.run("align_many", args, b"", Progress(lambda _done, _of, what: steps.append(what)))
            return len(answer["links"])

        pool.prestart()
        time.sleep(1)
        begun = time.perf_counter()
        done = sum(threads.map(work, batches))
        took = time.perf_counter() - begun
        peaks = [peak for peak in map(peak_of, ["self", *children()]) if peak]
    if done != len(plans):
        raise RuntimeError(f"{done} of {len(plans)} plans came back")
    return took, len(steps), peaks


def children() -> list[str]:
    """The process ids of our helpers."""
    listed = Path("/proc/self/task")
    if not listed.is_dir():
        return []
    return [one for task in listed.iterdir() for one in (task / "children").read_text(encoding="ascii").split()]


def peak_of(process: str) -> float:
    """Peak resident memory of a process in MB; 0 where the system does not tell."""
    try:
        said = Path("/proc", process, "status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
