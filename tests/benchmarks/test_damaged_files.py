"""Damaged copies of the real PDFs: refused with a sentence, or read with a warning where anything differs.

``pytest tests/benchmarks/test_damaged_files.py --count 200 --seed 2`` is the whole trial.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileRefused
from app.services.helpers import HelperPool, Limits
from tests.benchmarks.conftest import COUNT
from tests.benchmarks.damage import damaged

PROGRAM = [sys.executable, "-P", "-m", "tests.benchmarks.damage"]
LIMITS = Limits(memory_mib=1024, cpu_seconds=60, wall_seconds=900, silent_seconds=300)  # a lying layer is read by OCR
# Pages without a (sound) text layer are read by their pictures, which takes seconds each: only where a count is given.
SCANS = ("plans/suzhou-scan.pdf", "corpus/shanghai-peak.pdf")
PATIENT = Limits(memory_mib=2048, cpu_seconds=1800, wall_seconds=1800, silent_seconds=600)
CORPUS = "anhui hainan heilongjiang huangpu liaoning linyi retrofit sanming shanghai-peak soil synergy".split()
FILES = [
    "plans/nantong.pdf",
    "plans/suzhou.pdf",
    "plans/suzhou-scan.pdf",
    *(f"corpus/{name}.pdf" for name in CORPUS),
]


@pytest.fixture(scope="module")
def pool() -> Iterator[HelperPool]:
    with HelperPool(1, PROGRAM) as pool:
        yield pool


def outcome(pool: HelperPool, data: bytes, limits: Limits = LIMITS) -> dict[str, Any] | str:
    """What reading gives: the answer, or the sentence that refuses. A dead or silent helper fails the test."""
    try:
        return pool.run("read", {"name": "方案.pdf"}, data, limits=limits)[0]
    except FileRefused as refused:
        return refused.message if refused.hint else ""


def changed_pages(original: dict[str, Any], copy: dict[str, Any]) -> set[int]:
    """The copy's pages that differ from the original's; all of them where their number differs."""
    pages, before = copy["pages"], original["pages"]
    if len(pages) != len(before):
        return set(range(1, len(pages) + 1))
    return {i for i, (a, b) in enumerate(zip(before, pages, strict=True), 1) if a != b}


def silences(original: dict[str, Any], copy: dict[str, Any]) -> list[str]:
    """Changed pages that no warning names, and items on them that carry no doubt."""
    changed = changed_pages(original, copy)
    warned = {page for page, _ in copy["warnings"]}
    pictured = set().union(*(named(words) for page, words in copy["warnings"] if page is None))
    silent = [f"page {page} without a warning" for page in sorted(changed - warned - pictured)]
    if changed and not copy["told"]:
        silent.append("the plan says nothing")
    before = {name: words for name, _, _, words in original["items"]}
    return silent + [
        f"{name} without a doubt"
        for name, on, doubted, words in copy["items"]
        # What was read from pictures and is the same is as sure as the reading.
        if changed & set(on) and not doubted and not (changed & set(on) <= pictured and before.get(name) == words)
    ]


def named(words: str) -> set[int]:
    """The pages that a sentence on the whole file names first: 第1—3、5页…"""
    found = re.match(r"第([\d—、]+)页", words)
    ranges = [part.split("—") for part in found[1].split("、")] if found else []
    return {page for part in ranges for page in range(int(part[0]), int(part[-1]) + 1)}


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("file", FILES)
def test_damage_is_refused_or_warned_of(
    file: str, pool: HelperPool, shared_plans: Path, trial_count: int, trial_seed: int
) -> None:
    if file in SCANS and trial_count == COUNT:
        pytest.skip("a scan takes minutes: give a --count")
    limits = PATIENT if file in SCANS else LIMITS
    data = (shared_plans.parent / file).read_bytes()
    original = outcome(pool, data, limits)
    chance = random.Random(f"{trial_seed} {file}")
    tally: Counter[str] = Counter()
    faults: list[str] = []
    begun = time.monotonic()
    for _ in range(trial_count):
        what, broken = damaged(data, chance)
        result = outcome(pool, broken, limits)
        if isinstance(result, str):
            tally["refused"] += 1
            if not result.endswith("。"):
                faults.append(f"{what}: refused without a sentence and a hint")
        elif isinstance(original, str):
            faults.append(f"{what}: gave text where the whole file gives none")
        else:
            silent = silences(original, result)
            tally["warned" if result["warnings"] else "unharmed"] += 1
            if silent:
                faults.append(f"{what}: {silent}")
    sys.stderr.write(f"\n{file}: {dict(tally)} in {time.monotonic() - begun:.1f} s, faults: {faults}\n")
    assert not faults


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n" + bytes(500), b"\0" * 300, b"\xff" * 300, b""])
def test_rubbish_is_refused(pool: HelperPool, data: bytes) -> None:
    result = outcome(pool, data)
    assert isinstance(result, str)
    assert result.endswith("。")
