"""Problems that wait, by item: for the library, the grid and the card."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.workspace import Workspace, open_workspace
from app.services import finding_counts, findings
from app.services.check_session import CheckSession
from app.services.finding_rows import HINT, OPEN, FindingRow
from app.services.grid import grid_ids, grid_rows, grid_totals
from app.services.rows import GridQuery, ItemRef, PlanNode, Scope
from tests.services.test_findings import spoilt
from tests.storekit import import_plan

Opened = tuple[Workspace, int]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A workspace with the spoilt plan, and its version."""
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        version = import_plan(workspace, tmp_path, spoilt()).version
        assert version is not None
        yield workspace, version


def waiting(opened: Opened, ref: ItemRef) -> list[FindingRow]:
    rows = findings.findings(*opened)
    return [row for row in rows if row.severity != HINT and any(one.ref == ref for one in row.passages)]


def test_unchecked_plan_has_no_counts(opened: Opened) -> None:
    assert finding_counts.item_counts(opened[0]) == {}
    assert finding_counts.on_item(opened[0], ItemRef(opened[1], "task", 2)) == ()


def test_task_measure_chapter_and_plan_are_counted(opened: Opened) -> None:
    task = ItemRef(opened[1], "task", 2)
    expected = waiting(opened, task)
    found = finding_counts.item_counts(opened[0])
    assert found[task] == len(expected) > 0
    whole = finding_counts.counts(opened[0])[opened[1]]
    assert found[ItemRef(opened[1], "plan", 0)] == whole.open
    chapters = [count for ref, count in found.items() if ref.kind == "chapter"]
    assert max(chapters) <= whole.open
    assert found[task] <= max(chapters)


def test_judged_problem_is_counted_no_more(opened: Opened) -> None:
    task = ItemRef(opened[1], "task", 2)
    for row in waiting(opened, task):
        findings.set_aside(*opened, row.fingerprint)
    assert task not in finding_counts.item_counts(opened[0])
    assert all(row.state == OPEN for row in finding_counts.on_item(opened[0], task))


def test_card_of_a_measure_tells_of_its_tasks(opened: Opened) -> None:
    findings.findings(*opened)
    own = {row.fingerprint for row in finding_counts.on_item(opened[0], ItemRef(opened[1], "task", 3))}
    below = {row.fingerprint for row in finding_counts.on_item(opened[0], ItemRef(opened[1], "measure", 2))}
    assert own
    assert own <= below


def test_library_carries_the_counts_down_to_measures(opened: Opened) -> None:
    findings.findings(*opened)
    measure = PlanNode(ItemRef(opened[1], "measure", 2), "措施", "（二）", 1, 0)
    chapter = PlanNode(ItemRef(opened[1], "chapter", 2), "部分", "二、", 1, 0, children=(measure,))
    plan = PlanNode(ItemRef(opened[1], "plan", 7), "方案", "", 3, 0, children=(chapter,))
    checks = CheckSession(lambda: opened[0], lambda: pytest.fail("nothing is computed"))
    (counted,) = checks.counted((plan,))
    assert counted.findings >= counted.children[0].findings >= counted.children[0].children[0].findings > 0


def test_grid_shows_sorts_and_filters_by_problems(opened: Opened) -> None:
    workspace, version = opened
    findings.findings(*opened)
    query = GridQuery(Scope(version), sort="findings", descending=True)
    rows = grid_rows(workspace, grid_ids(workspace, query))
    assert [row.findings for row in rows] == sorted((row.findings for row in rows), reverse=True)
    assert rows[0].findings > 0
    some = GridQuery(Scope(version), filters=(("findings", "有"),))
    assert len(grid_ids(workspace, some)) == sum(row.findings > 0 for row in rows) == grid_totals(workspace, some).tasks
    none = GridQuery(Scope(), filters=(("findings", "无"),))
    assert len(grid_ids(workspace, none)) == sum(row.findings == 0 for row in rows)


def test_grid_of_unchecked_plans_has_none(opened: Opened) -> None:
    assert len(grid_ids(opened[0], GridQuery(filters=(("findings", "有"),)))) == 0
    assert len(grid_ids(opened[0], GridQuery(sort="findings"))) == 3


def test_counting_at_start_brings_no_checks() -> None:
    asked = "import sys, app.services.finding_counts; print([m for m in sys.modules if 'services.checking' in m])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
