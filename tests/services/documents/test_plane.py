"""The way from levelled pages back to those that are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.documents.layout import turn_box
from app.services.documents.plane import SAME, after, carried, lies, turned_plane

TURNS = st.sampled_from((0, 90, 180, 270))
BOX = (20.0, 30.0, 50.0, 35.0)


@given(TURNS)
def test_turned_plane_undoes_the_turn(turn: int) -> None:
    upright = turn_box(BOX, turn, 300, 400)
    assert carried(turned_plane(turn, 300, 400), upright) == BOX


@given(TURNS, TURNS)
def test_one_after_the_other_is_both(one: int, other: int) -> None:
    first, then = turned_plane(one, 100, 200), turned_plane(other, 300, 400)
    assert carried(after(first, then), BOX) == pytest.approx(carried(then, carried(first, BOX)))


def test_only_quarters_lie_on_their_side() -> None:
    assert [lies(turned_plane(turn, 1, 1)) for turn in (0, 90, 180, 270)] == [False, True, False, True]


def test_slanted_pages_are_carried_by_depth() -> None:
    assert carried((1, 0, 0, 0, 1, 0, 0, 0, 2), (2, 4, 6, 8)) == (1, 2, 3, 4)
    assert carried(SAME, BOX) == BOX
