"""kill -9 at any moment: what was reported as saved is there, what was not reported is there whole or not at all.

``pytest tests/benchmarks/test_kills.py --count 200 --seed 1`` is the long trial.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.connection import connect
from app.models.plan import AssignmentRow, Extraction, PlanVersion, SourceFile, Task, VersionSource
from app.models.workspace import Workspace, open_workspace
from app.services.reviewing import rebuild_remarks, remarks
from tests.conftest import ROOT
from tests.models.test_migration_kills import check_whole, killed_copies

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="kills by signal"), pytest.mark.slow]

LONGEST = 0.4
DUTIES = 6
"""Rows of ``assignment`` that the invented plan has, inherited ones included."""


def work_until_killed(path: Path, seed: int, seconds: float) -> list[str]:
    """Let a process work and kill it; return the lines that it reported before."""
    words = [sys.executable, "-m", "tests.benchmarks.reporting", str(path), str(seed)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if process.stdout.readline() != "open\n":
        pytest.fail(process.communicate()[1])
    time.sleep(seconds)
    process.kill()
    said, error = process.communicate()
    assert error == ""
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


@dataclass
class Reported:
    """What processes said before they were killed. ``touched``: about to be changed or deleted."""

    plan: set[str] = field(default_factory=set)
    remark: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)

    def take(self, line: str) -> None:
        kind, _, what = line.rstrip("\n").partition(" ")
        getattr(self, kind).add(what)


def check_workspace(workspace: Workspace, reported: Reported) -> None:
    """Prove that everything reported is there and nothing is there in part."""
    texts = {row.text for row in remarks(workspace)}
    assert reported.remark - reported.touched <= texts
    # What was reported as deleted or replaced does not come back.
    assert not reported.deleted & texts
    with workspace.read() as session:
        stored = set(session.scalars(select(PlanVersion.version_id)))
        assert reported.plan <= stored
        count = len(stored)
        for table, each in ((Task, 3), (AssignmentRow, DUTIES), (Extraction, 1), (VersionSource, 1), (SourceFile, 1)):
            assert session.scalar(select(func.count()).select_from(table)) == each * count, table
    before = remarks(workspace)
    rebuild_remarks(workspace)
    assert remarks(workspace) == before


@pytest.mark.timeout(3600)
def test_what_was_reported_is_there(tmp_path: Path, trial_count: int, trial_seed: int) -> None:
    path, chance, reported = tmp_path / "审阅.qinglan", random.Random(trial_seed), Reported()
    for number in range(trial_count):
        for line in work_until_killed(path, trial_seed * 100_000 + number, chance.uniform(0, LONGEST)):
            reported.take(line)
        with open_workspace(path) as workspace:
            assert not workspace.read_only
            check_workspace(workspace, reported)
    with closing(connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(reported.plan) + len(reported.remark) > trial_count


@pytest.mark.timeout(3600)
def test_migration_killed_at_more_steps(tmp_path: Path, trial_count: int, trial_seed: int) -> None:
    """With a count of 100 and above every single step is taken."""
    every = max(1, 100 // trial_count)
    for path in killed_copies(tmp_path, every, 1 + trial_seed % every):
        check_whole(path)
