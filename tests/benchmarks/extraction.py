"""The measured record of extraction: made plans in all layouts and file kinds, read and compared field by field.

``python -m tests.benchmarks.extraction [--count 3] [--seed 3] [--producers …] [--groups …] [--show 20]`` prints a
Markdown table, one row per producer and layout group: exactness per field, wrong fields with and without a
doubt, right fields with one. Its table stands in CONTRIBUTING.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from app.services.documents.reader import read_document
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import to_json
from tests.benchmarks.layouts.compare import Board, compare
from tests.benchmarks.layouts.plan import GROUPS, make
from tests.benchmarks.layouts.produce import PRODUCERS, produce, producers

_COLUMNS = (
    ("首部", ("plan.",)),
    ("章", ("chapters.",)),
    ("条", ("measures.",)),
    ("任务号", ("tasks.number",)),
    ("类别", ("tasks.category", "tasks.measure")),
    ("正文", ("tasks.text",)),
    ("时限", ("tasks.deadline",)),
    ("责任原文", ("tasks.responsibility_raw",)),
    ("单位和角色", ("tasks.assignments", "tasks.et_al")),
    ("目标", ("targets",)),
)


def read(path: Path) -> dict[str, Any]:
    """A file as plan JSON."""
    document = read_document(path.read_bytes(), path.name)
    plan: dict[str, Any] = json.loads(json.dumps(to_json(extract_plan(document), document)))
    return plan


def measure(group: str, seeds: Sequence[int], producer: str, folder: Path) -> Board:
    """Make the plans of a group with a producer, read and compare them."""
    made = [make(group, seed) for seed in seeds]
    board = Board()
    for plan, path in zip(made, produce(made, producer, folder), strict=True):
        board.join(compare(plan.gold, read(path), producer == "scan"), path.name)
    return board


def head() -> list[str]:
    """The head of the table."""
    names = ["文件", "版式", "字段", *(name for name, _ in _COLUMNS), "合计", "错有标记", "错无标记", "对有标记"]
    return ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]


def row(producer: str, group: str, board: Board) -> str:
    """One row of the table."""
    cells = [producer, group, str(sum(board.total.values()))]
    for _, begins in _COLUMNS:
        names = [n for n in board.total if n.startswith(begins)]
        cells.append(_percent(sum(board.right[n] for n in names), sum(board.total[n] for n in names)))
    right = sum(board.right.values())
    cells.append(_percent(right, sum(board.total.values())))
    cells += [str(sum(board.wrong_marked.values())), str(sum(board.wrong_unmarked.values()))]
    cells.append(_percent(sum(board.right_marked.values()), right))
    return "| " + " | ".join(cells) + " |"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else ""


def main() -> int:
    """Measure and print; the wrong fields go to standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3, help="plans of each group")
    parser.add_argument("--seed", type=int, default=3, help="the first plan's seed")
    parser.add_argument("--producers", nargs="+", choices=PRODUCERS, default=producers())
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=GROUPS)
    parser.add_argument("--jobs", type=int, default=2, help="processes at the same time")
    parser.add_argument("--show", type=int, default=20, help="so many wrong fields of each row")
    parser.add_argument("--keep", type=Path, help="a folder in which the files stay")
    chosen = parser.parse_args()
    seeds = range(chosen.seed, chosen.seed + chosen.count)
    pairs = [(producer, group) for producer in chosen.producers for group in chosen.groups]
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(chosen.jobs) as pool:
        folders = [(chosen.keep or Path(scratch)) / f"{producer}-{group}" for producer, group in pairs]
        waiting = [pool.submit(measure, g, seeds, p, folder) for (p, g), folder in zip(pairs, folders, strict=True)]
        sys.stdout.write("\n".join(head()) + "\n")
        for (producer, group), future in zip(pairs, waiting, strict=True):
            board = future.result()
            sys.stdout.write(row(producer, group, board) + "\n")
            sys.stdout.flush()
            sys.stderr.writelines(f"{line}\n" for line in board.wrong[: chosen.show])
    return 0


if __name__ == "__main__":
    sys.exit(main())
