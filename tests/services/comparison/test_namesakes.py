"""Figures of the same thing under other names."""

from __future__ import annotations

import pytest

from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigureMatch, match_figures
from app.services.comparison.figures import figures_of
from app.services.comparison.namesakes import with_namesakes
from tests.services.comparison.plans import target


def matched(one: str, other: str, unit: str = "座", *more: str) -> FigureMatch:
    left = figures_of("", [target(one, 3, unit)])
    right = figures_of("", [target(name, 5, unit) for name in (other, *more)])
    return with_namesakes(match_figures(left, right))


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("整修老旧游船码头", "迁建破损游船码头", "座"),
        ("轮训", "轮训摆渡船工", "人次"),
        ("夜间航班占比", "夜间航班占全部航班总数的", "%"),
    ],
)
def test_the_same_thing_under_another_name_is_shown_beside_it(one: str, other: str, unit: str) -> None:
    match = matched(one, other, unit)
    assert [(p.side, p.reason) for p in match.pairs] == [(Side.OPEN, f"指标名称不同（“{one}”，“{other}”）")]
    assert not match.left
    assert not match.right


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [("盲道完好率", "路灯完好率", "%"), ("游船码头", "货运码头", "座"), ("茶园", "茶园", "亩")],
)
def test_other_things_are_not(one: str, other: str, unit: str) -> None:
    assert not any("名称" in p.reason for p in matched(one, other, unit).pairs)


def test_two_namesakes_are_none() -> None:
    assert not matched("整修游船码头", "迁建老游船码头", "座", "扩建新游船码头").pairs
