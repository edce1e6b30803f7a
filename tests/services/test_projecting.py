"""The projection is a function of the set of corrections: neither their order nor who merged what counts."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from app.errors import KnownError, UndoRefused
from app.models.workspace import Workspace
from app.services.corrected_plan import correct_plan
from app.services.correcting import add_target, confirm, confirm_field, correct_field, settle
from app.services.corrections import Corrections
from app.services.desk_rows import Duty, Figure
from app.services.folding import Entry
from app.services.history import Change, undo
from app.services.projecting import stand
from app.services.proofing import conflicts, corrected
from app.services.rereading import Rereader
from app.services.restructuring import add_task, merge_tasks, remove, split_task, take_remainder
from app.services.reviewing import rebuild_remarks
from app.services.rows import ItemRef
from tests.deskkit import FIRST, HEAD, MEASURE, SECOND, THIRD, VERSION, doubtful_plan, hand_over, projection, token
from tests.storekit import import_plan, new_workspace

Steps = list[tuple[str, int]]
Act = Callable[[Workspace, int], Change]
ACTS: dict[str, Act] = {
    "text": lambda ws, n: correct_field(ws, FIRST, "text", f"第{n}稿，建成{n + 1}座。余下不变。"),
    "category": lambda ws, n: correct_field(ws, SECOND, "category", f"类{n % 2}"),
    "deadline": lambda ws, n: correct_field(ws, FIRST, "deadline_raw", f"20{30 + n}年"),
    "cell": lambda ws, n: correct_field(ws, SECOND, "responsibility_raw", ("市财政局负责", "市水务局牵头")[n % 2]),
    "duties": lambda ws, n: correct_field(
        ws, SECOND, "assignments", (Duty(f"市教育局{'' if n % 2 else '等'}", "lead"),)
    ),
    "measure": lambda ws, n: correct_field(ws, THIRD, "measure", 1 + n % 2),
    "head": lambda ws, n: correct_field(ws, HEAD, "title", f"青湾市第{n}号方案"),
    "section": lambda ws, n: correct_field(ws, MEASURE, "text", f"到2035年覆盖率达到{n + 10}%。"),
    "split": lambda ws, n: split_task(ws, (FIRST, SECOND)[n % 2], 3 + n % 4),
    "merge": lambda ws, n: merge_tasks(ws, FIRST, SECOND),
    "remove": lambda ws, n: remove(ws, (SECOND, THIRD)[n % 2]),
    "add": lambda ws, n: add_task(ws, VERSION, FIRST, f"增补第{n}项。"),
    "target": lambda ws, n: add_target(ws, FIRST, Figure(f"指标{n}", "=", n, "%")),
    "figure": lambda ws, n: correct_field(ws, ItemRef(VERSION, "target", 1), "figure", Figure("站", ">=", n, "座")),
    "take": lambda ws, n: take_remainder(ws, VERSION, 1, FIRST, "text", "end"),
    "confirm": lambda ws, n: confirm(ws, [(HEAD, FIRST, SECOND)[n % 3]], checked=n % 4 != 0),
    "field": lambda ws, n: confirm_field(ws, FIRST, "deadline_raw", checked=n % 3 != 0),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 5)), max_size=6)


def act(workspace: Workspace, steps: Steps) -> list[Change]:
    """Do what can be done; what is refused leaves nothing behind."""
    made = []
    for name, number in steps:
        try:
            made.append(ACTS[name](workspace, number))
        except KnownError:
            continue
    return [change for change in made if change.token is not None]


def laptop(folder: Path, name: str) -> Workspace:
    (folder / name).mkdir()
    workspace = new_workspace(folder / name)
    import_plan(workspace, folder / name, doubtful_plan(), data=name.encode())
    return workspace


@settings(max_examples=8, deadline=None)
@given(one=STEPS, two=STEPS)
def test_two_laptops_that_exchange_their_logs_show_the_same(one: Steps, two: Steps) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        laptop(Path(name), "a") as first,
        laptop(Path(name), "b") as second,
        laptop(Path(name), "c") as third,
    ):
        act(first, one)
        act(second, two)
        hand_over(first, third)
        hand_over(second, first)
        hand_over(first, second)
        hand_over(second, third)
        shown = [_without_import(projection(each)) for each in (first, second, third)]
        assert shown[0] == shown[1] == shown[2]
        assert [row.options for row in conflicts(first, VERSION)] == [row.options for row in conflicts(third, VERSION)]


def _without_import(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    for version in rows["version"]:
        version.pop("imported_at")
    return rows


@settings(max_examples=20, deadline=None)
@given(steps=STEPS)
def test_all_taken_back_is_what_was_extracted(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name, laptop(Path(name), "a") as workspace:
        before, plan = projection(workspace), _corrected(workspace)
        for change in reversed(act(workspace, steps)):
            undo(workspace, token(change))
        assert projection(workspace) == before
        assert _corrected(workspace) == plan == doubtful_plan()


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_written_by_differences_or_anew_is_the_same(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name, laptop(Path(name), "a") as workspace:
        act(workspace, steps)
        stepwise = projection(workspace)
        rebuild_remarks(workspace)
        assert projection(workspace) == stepwise


def _corrected(workspace: Workspace) -> dict[str, Any]:
    return corrected(workspace, VERSION)


VALUES = st.sampled_from([None, {"value": "甲"}, {"value": "乙"}, {"parts": [[1, "甲"], [2, "乙"]]}])
PATHS = st.sampled_from(["task/1", "task/2", "task/2000000002", "measure/1", "plan", "target/1", "remainder/1"])
NAMES = st.sampled_from(["text", "title", "category", "deadline_raw", "responsibility_raw", "removed", "checked"])


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """A log with branches, for several items; parts only where texts are."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        path, name, value = draw(PATHS), draw(NAMES), draw(VALUES)
        if value is not None and "parts" in value and not (path == "task/1" and name == "text"):
            value = {"value": "丙"}
        below = [one.uuid for one in entries if one.entity == f"V/{path}"]
        parents = draw(st.lists(st.sampled_from(below), max_size=2, unique=True)) if below else []
        entries.append(Entry(f"u{number}", f"V/{path}", "correction", tuple(parents), "w", "", {name: value}))
    return entries


@given(entries=logs(), seed=st.integers())
def test_the_order_of_revisions_does_not_matter(entries: list[Entry], seed: int) -> None:
    plan = doubtful_plan()
    shuffled = entries[:]
    random.Random(seed).shuffle(shuffled)
    half = len(shuffled) // 2
    whole = correct_plan(plan, Corrections("V", entries), Rereader(plan, {}))
    merged = Corrections("V", shuffled[:half]).extended(shuffled[half:])
    assert correct_plan(plan, merged, Rereader(plan, {})) == whole
    assert plan == doubtful_plan()


@given(entries=logs())
def test_no_address_is_given_twice_or_moved(entries: list[Entry]) -> None:
    plan = doubtful_plan()
    made = correct_plan(plan, Corrections("V", entries), Rereader(plan, {}))
    numbers = [task["number"] for task in made["tasks"]]
    assert len(set(numbers)) == len(numbers)
    for number, text in ((2, "新增公交车全部使用电力。"), (3, "建成充电站30座。")):
        touched = any(one.entity == f"V/task/{number}" for one in entries)
        assert touched or any(task["number"] == number and task["text"] == text for task in made["tasks"])


def test_undo_in_the_wrong_order_is_refused_whole(tmp_path: Path) -> None:
    with laptop(tmp_path, "a") as workspace:
        first = split_task(workspace, FIRST, 3)
        split_task(workspace, FIRST, 2)
        before = projection(workspace)
        with pytest.raises(UndoRefused):
            undo(workspace, token(first))
        assert projection(workspace) == before


def test_settling_is_a_correction_like_any_other(tmp_path: Path) -> None:
    with laptop(tmp_path, "a") as one, laptop(tmp_path, "b") as two:
        ACTS["category"](one, 0)
        ACTS["category"](two, 1)
        hand_over(two, one)
        (row,) = conflicts(one, VERSION)
        settle(one, row.entity, row.key, row.options[0].key)
        hand_over(one, two)
        assert _without_import(projection(one)) == _without_import(projection(two))


def test_address_of_a_correction(tmp_path: Path) -> None:
    with laptop(tmp_path, "a") as workspace:
        ACTS["text"](workspace, 0)
        with workspace.read() as session:
            standing = stand(session, VERSION)
        (item,) = standing.corrections
        assert item.folded.address == {
            "plan": standing.plan_uuid,
            "version": standing.corrections.version_id,
            "path": "task/1",
            "quote": {"exact": "学校、医院屋顶安装光伏板。", "prefix": "", "suffix": ""},
        }
