from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.row_numbers import (
    added_number,
    is_added,
    is_made,
    order_key,
    origin_of,
    part_between,
    part_number,
    shown,
)

PRINTED = st.integers(0, 100_000)
PARTS = st.integers(2, 900_000)


@pytest.mark.parametrize(("number", "words"), [(13, "13"), (part_number(13, 1001), "13-2")])
def test_shown(number: int, words: str) -> None:
    assert shown(number) == words


def test_an_added_row_is_shown_by_the_row_before_it() -> None:
    assert shown(added_number(13, 1, "seed")) == "13增"


@given(PRINTED, PARTS)
def test_a_part_knows_its_origin(origin: int, part: int) -> None:
    number = part_number(origin, part)
    assert origin_of(number) == (origin, part)
    assert is_made(number)
    assert not is_added(number)


@given(PRINTED, PARTS, st.text())
def test_rows_stand_behind_their_origin_and_before_the_next(origin: int, part: int, seed: str) -> None:
    rows = [origin, part_number(origin, part), added_number(origin, part, seed), origin + 1]
    assert sorted(rows, key=order_key) == rows
    assert is_added(rows[2])


@given(PRINTED, PRINTED, PARTS, PARTS)
def test_no_two_parts_share_a_number(origin: int, other: int, part: int, another: int) -> None:
    same = part_number(origin, part) == part_number(other, another)
    assert same == ((origin, part) == (other, another))


@given(st.lists(st.integers(0, 30), max_size=60))
def test_parts_stand_where_they_were_split_off_and_are_never_given_twice(places: list[int]) -> None:
    parts, used = [1], {1}
    for place in places:
        at = place % len(parts)
        fresh = part_between(parts[at], parts[at + 1] if at + 1 < len(parts) else None, used)
        if fresh is not None:
            assert fresh not in used
            parts.insert(at + 1, fresh)
            used.add(fresh)
    assert parts == sorted(parts)


def test_no_room_between_parts() -> None:
    assert part_between(1, 3, [1, 2, 3]) is None
    assert part_between(999_500, None, [999_500]) is None
