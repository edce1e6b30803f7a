"""Rows of two plans side by side: nothing is lost, the left keeps its order, the right finds its place."""

from __future__ import annotations

from typing import Any

from hypothesis import given, strategies as st

from app.services.compare_links import HandLink
from app.services.compare_listing import rows
from app.services.compare_rows import CompareSide
from app.services.rows import ItemRef

NUMBERS = st.integers(1, 8)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), unique=True, max_size=14)


def sides(version: int, count: int) -> list[CompareSide]:
    return [CompareSide(ItemRef(version, "task", n), str(n), "", f"第{n}项") for n in range(1, count + 1)]


def link(pair: tuple[int, int], *, hand: bool = False) -> dict[str, Any]:
    return {
        "left": pair[0], "right": pair[1], "relation": "equivalent", "score": 0.9, "shared": [], "differences": [],
        "hand": hand,
    }  # fmt: skip


@given(NUMBERS, NUMBERS, PAIRS)
def test_each_link_and_each_lonely_item_has_one_row(left: int, right: int, pairs: list[tuple[int, int]]) -> None:
    there = {pair for pair in pairs if pair[0] <= left and pair[1] <= right}
    keys = [row.key for row in rows(sides(1, left), sides(2, right), map(link, pairs), {})]
    alone = {(n, 0) for n in range(1, left + 1) if n not in {one for one, _ in there}}
    alone |= {(0, n) for n in range(1, right + 1) if n not in {one for _, one in there}}
    assert sorted(keys) == sorted(there | alone)


@given(NUMBERS, NUMBERS, PAIRS)
def test_the_left_keeps_its_order(left: int, right: int, pairs: list[tuple[int, int]]) -> None:
    found = [row.key[0] for row in rows(sides(1, left), sides(2, right), map(link, pairs), {}) if row.key[0]]
    assert found == sorted(found)


@given(NUMBERS, PAIRS)
def test_what_only_the_right_has_stands_behind_what_stands_before_it_there(
    right: int, pairs: list[tuple[int, int]]
) -> None:
    keys = [row.key[1] for row in rows(sides(1, 8), sides(2, right), map(link, pairs), {})]
    lonely = [n for n in range(2, right + 1) if keys.count(n) == 1 and n not in {other for _, other in pairs}]
    assert all(n - 1 in keys[: keys.index(n)] for n in lonely)


def test_a_link_once_made_by_hand_is_none_when_that_was_taken_back() -> None:
    made = rows(sides(1, 1), sides(2, 1), [link((1, 1), hand=True)], {})
    assert [row.key for row in made] == [(0, 1), (1, 0)]


def test_a_persons_relation_counts() -> None:
    made = rows(sides(1, 1), sides(2, 1), [link((1, 1))], {(1, 1): HandLink("partial", "周审阅")})
    assert [(row.relation, row.hand, row.judge) for row in made] == [("partial", True, "周审阅")]
