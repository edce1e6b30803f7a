"""Numbers, offsets, matrices, colours and outlines as OFD writes them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from app.services.documents.ofd_values import (
    IDENTITY,
    Segment,
    apply,
    box,
    child,
    children,
    colour,
    combine,
    matrix,
    numbers,
    offsets,
    outline,
    shift,
)
from tests.services.documents.made_ofd import MM, repeated

STEPS = st.lists(st.sampled_from([2.5, 5.0, 5.67, 14.0]), max_size=40)
SMALL = st.floats(-50, 50)
MATRICES = st.tuples(SMALL, SMALL, SMALL, SMALL, SMALL, SMALL)


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("5.6 5.6", 9, [5.6, 5.6]),
        ("g 3 5.6", 9, [5.6] * 3),
        ("1 g 2 5 g 1 4 3", 9, [1, 5, 5, 4, 3]),
        ("G 2 .5", 9, [0.5, 0.5]),
        ("g 999999999 1", 4, [1] * 4),
        ("g -3 1 2", 9, [2]),
        ("g 2", 9, [0, 0]),
        ("g", 9, []),
        ("x 2", 9, [0, 2]),
        ("", 9, []),
        (None, 9, []),
    ],
)
def test_offsets(text: str | None, most: int, found: list[float]) -> None:
    assert offsets(text, most) == found


@given(STEPS)
def test_offsets_undo_repetition(steps: list[float]) -> None:
    assert offsets(repeated(steps), 40) == pytest.approx([step * MM for step in steps], abs=1e-4)


@pytest.mark.parametrize("text", ["nan inf", "1e999", "99999999999"])
def test_numbers_beyond_reason_are_none(text: str) -> None:
    assert numbers(text) == []


def test_numbers_between_anything() -> None:
    assert numbers("1,2.5 -3e1;.5") == [1, 2.5, -30, 0.5]


def test_box_and_matrix_need_all_their_numbers() -> None:
    assert (box("1 2 3"), matrix("1 0 0 1 0")) == (None, None)
    assert box("1 2 3 4") == (1, 2, 3, 4)


@given(MATRICES, MATRICES, SMALL, SMALL)
def test_combined_matrices_apply_one_after_the_other(
    a: tuple[float, ...], b: tuple[float, ...], x: float, y: float
) -> None:
    first, second = matrix(" ".join(map(str, a))), matrix(" ".join(map(str, b)))
    assert first is not None
    assert second is not None
    together = apply(combine(first, second), x, y)
    assert together == pytest.approx(apply(second, *apply(first, x, y)), rel=1e-6, abs=1e-3)


def test_shift_moves() -> None:
    assert apply(combine(IDENTITY, shift(3, 4)), 1, 1) == (4, 5)


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        ('<c Value="255 0 16"/>', (255, 0, 16)),
        ('<c Value="#ee #20 #25"/>', (238, 32, 37)),
        ('<c Value="#zz 0 0"/>', (0, 0, 0)),
        ('<c Value="128"/>', (128, 128, 128)),
        ('<c Value="0 0 0 255"/>', (0, 0, 0)),
        ('<c Value="0 255 255 0"/>', (255, 0, 0)),
        ('<c Value="1 2"/>', None),
        ("<c/>", None),
        ('<c><AxialShd><Segment><Color Value="1 2 3"/></Segment></AxialShd></c>', (1, 2, 3)),
    ],
)
def test_colour(xml: str, found: tuple[int, int, int] | None) -> None:
    assert colour(etree.fromstring(xml)) == found


def steps_of(segments: list[Segment]) -> str:
    return "".join(step for step, _ in segments)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("M 0 0 L 5 0 C", "MLC"),
        ("S 0.0 0.0 L 156.0 0.0 C", "MLC"),
        ("M0,0L5,5", "ML"),
        ("M 0 0 B 1 1 2 2 3 3 Q 4 4 5 5", "MBB"),
        ("M 0 0 L 5", "M"),
        ("M 0 0 L C", "M"),
        ("7 8 M 0 0", "M"),
        ("", ""),
    ],
)
def test_outline_steps(text: str, steps: str) -> None:
    assert steps_of(outline(text)) == steps


def test_half_circle_runs_over_its_top() -> None:
    found = outline("M 0 0 A 10 10 0 0 1 20 0")
    assert steps_of(found) == "MBB"
    assert found[1][1][-1] == pytest.approx((10, -10), abs=1e-6)
    assert found[-1][1][-1] == (20, 0)


@given(st.floats(1, 30), st.floats(1, 30), st.floats(0, 360), st.booleans(), st.booleans())
def test_arc_ends_where_it_says_and_stays_near(rx: float, ry: float, turn: float, large: bool, sweep: bool) -> None:
    found = outline(f"M 3 4 A {rx:.4f} {ry:.4f} {turn:.4f} {int(large)} {int(sweep)} 9 1")
    assert found[-1][1][-1] == pytest.approx((9, 1))
    assert all(math.hypot(x - 3, y - 4) < 200 for _, points in found for x, y in points)


def test_names_count_without_namespace() -> None:
    root = etree.fromstring('<a xmlns:x="u" xmlns="v"><!-- b --><x:b>1</x:b><b>2</b><c/></a>')
    assert [node.text for node in children(root, "b")] == ["1", "2"]
    assert [child(root, *path) is None for path in (("c",), ("c", "b"))] == [False, True]
