"""Sorting, filtering and totals of the task grid."""

from __future__ import annotations

import pytest

from app.models.workspace import Workspace
from app.services.grid import grid_ids, grid_rows, grid_totals
from app.services.reviewing import add_remark, set_reviewer
from app.services.rows import GridQuery, ItemRef, Scope

Stored = tuple[Workspace, int, int]


def _numbers(stored: Stored, query: GridQuery) -> list[tuple[str, int]]:
    rows = grid_rows(stored[0], grid_ids(stored[0], query))
    return [(row.plan_title[:2], row.number) for row in rows]


def test_official_order_is_plans_then_numbers(stored: Stored) -> None:
    assert _numbers(stored, GridQuery()) == [("云溪", 1), ("云溪", 2), ("云溪", 3), ("石湾", 1)]


@pytest.mark.parametrize(
    ("scope", "numbers"),
    [({}, [1, 2, 3]), ({"chapter": 2}, [2, 3]), ({"measure": 1}, [1]), ({"chapter": 9}, [])],
)
def test_scope(stored: Stored, scope: dict[str, int], numbers: list[int]) -> None:
    query = GridQuery(scope=Scope(stored[1], **scope))
    assert [number for _, number in _numbers(stored, query)] == numbers


@pytest.mark.parametrize(
    ("column", "words", "numbers"),
    [
        ("text", "管道", [2]),
        ("category", "管网", [2, 3]),
        ("deadline", "2026", [1]),
        ("lead", "水务", [1, 3]),
        ("lead", "住房", [2]),
        ("others", "水务", [2]),
        ("others", "财政", [1]),
        ("targets", "漏损", [2]),
        ("number", "3", [3]),
        ("text", "%", [2]),
        ("text", "_", []),
        ("text", "  ", [1, 2, 3]),
    ],
)
def test_column_filters(stored: Stored, column: str, words: str, numbers: list[int]) -> None:
    query = GridQuery(scope=Scope(stored[1]), filters=((column, words),))
    assert [number for _, number in _numbers(stored, query)] == numbers


def test_filters_work_together(stored: Stored) -> None:
    query = GridQuery(filters=(("category", "管网"), ("text", "巡河")))
    assert _numbers(stored, query) == [("云溪", 3)]


def test_free_text_looks_everywhere(stored: Stored) -> None:
    assert _numbers(stored, GridQuery(text="独居")) == [("石湾", 1)]
    assert _numbers(stored, GridQuery(text="2026年")) == [("云溪", 1)]


def test_an_unknown_column_is_a_bug(stored: Stored) -> None:
    with pytest.raises(ValueError, match="no such column"):
        grid_ids(stored[0], GridQuery(filters=(("colour", "x"),)))


@pytest.mark.parametrize(
    "key", ["number", "category", "text", "deadline", "lead", "others", "plan", "targets", "doubts", "remarks", "state"]
)
def test_every_column_sorts_both_ways_and_loses_nothing(stored: Stored, key: str) -> None:
    up = grid_ids(stored[0], GridQuery(sort=key))
    down = grid_ids(stored[0], GridQuery(sort=key, descending=True))
    assert sorted(up) == sorted(down)
    assert len(up) == 4


def test_sorting_by_targets_puts_the_row_with_one_last(stored: Stored) -> None:
    assert _numbers(stored, GridQuery(sort="targets"))[-1] == ("云溪", 2)


@pytest.mark.parametrize("group", ["chapter", "agency", "deadline"])
def test_groups_come_before_the_sort(stored: Stored, group: str) -> None:
    assert len(grid_ids(stored[0], GridQuery(group=group, sort="text"))) == 4


def test_totals_follow_the_filters(stored: Stored) -> None:
    set_reviewer(stored[0], "审阅员", "")
    add_remark(stored[0], ItemRef(stored[1], "task", 2), "漏损率口径？")
    totals = grid_totals(stored[0], GridQuery(scope=Scope(stored[1])))
    assert (totals.tasks, totals.with_lead, totals.dated, totals.with_target) == (3, 2, 1, 1)
    assert (totals.remarks, totals.doubts) == (1, 1)
    assert grid_totals(stored[0], GridQuery(text="没有这几个字")).tasks == 0


def test_rows_come_in_the_order_asked_and_gone_ids_are_left_out(stored: Stored) -> None:
    ids = list(grid_ids(stored[0], GridQuery()))
    rows = grid_rows(stored[0], [ids[2], 999, ids[0]])
    assert [row.number for row in rows] == [3, 1]
