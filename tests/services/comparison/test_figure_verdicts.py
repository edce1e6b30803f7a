"""Which figures are of one indicator, and when one may be called stricter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import match_figures, name_kinship, verdict
from app.services.comparison.figures import Figure, figure_of, figures_of
from app.services.extraction.draft import Target

TURNED = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.SAME: Side.SAME, Side.OPEN: Side.OPEN}


def figure(name: str = "路灯完好率", value: float = 90, **more: Any) -> Figure:
    quote = f"{name}达到{value:g}%"
    said: dict[str, Any] = {"comparator": ">=", "unit": "%", "year": 2031, "quote": quote, **more}
    return figure_of(Target("task 1", name, value=value, **said), f"{quote}。")


FIGURES = st.builds(
    figure,
    st.just("路灯完好率"),
    st.sampled_from([-20, -10, 10, 80, 95]),
    comparator=st.sampled_from([">=", "<=", "=", "~", "change"]),
    bound=st.sampled_from([None, ">=", "~"]),
    unit=st.sampled_from(["%", "万盏"]),
    year=st.sampled_from([None, 2031, 2035]),
    baseline_year=st.sampled_from([None, 2020, 2021]),
    scope=st.sampled_from([None, "全市", "建成区"]),
    effort=st.sampled_from([None, "力争"]),
)


@given(FIGURES, FIGURES)
def test_nothing_is_called_stricter_on_another_basis(one: Figure, other: Figure) -> None:
    if verdict(one, other)[0] in {Side.LEFT, Side.RIGHT}:
        assert (one.unit, one.change, one.scope, one.target.year) == (
            other.unit,
            other.change,
            other.scope,
            other.target.year,
        )
        assert not one.change or one.target.baseline_year == other.target.baseline_year
        assert {one.bound, other.bound} not in ({"floor", "ceiling"}, {"about", "floor"}, {"about", "ceiling"})
        assert {one.bound, other.bound} != {"about", "exact"}


@given(FIGURES, FIGURES)
def test_the_verdict_is_the_same_from_either_side(one: Figure, other: Figure) -> None:
    assert verdict(other, one)[0] == TURNED[verdict(one, other)[0]]


@given(FIGURES)
def test_a_figure_is_equal_to_itself(one: Figure) -> None:
    assert verdict(one, one) == (Side.SAME, "")


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [
        ({"value": -12, "comparator": "change", "baseline_year": 2020}, {"value": -10}, Side.LEFT),
        ({"value": 12, "comparator": "change", "baseline_year": 2020}, {"value": 10}, Side.LEFT),
        ({"value": 25, "comparator": "<=", "unit": "微克"}, {"value": 30}, Side.LEFT),
        ({"value": 1.5, "unit": "万盏"}, {"value": 12000, "unit": "盏"}, Side.LEFT),
        ({"value": 7, "value_high": 9}, {"value": 6, "value_high": 10}, Side.OPEN),
        ({"value": 100, "comparator": "="}, {"value": 90, "comparator": ">="}, Side.LEFT),
        ({"value": 95, "effort": "力争"}, {"value": 90, "effort": None}, Side.OPEN),
        ({"value": 95}, {"value": 90, "effort": "力争"}, Side.LEFT),
    ],
)
def test_which_is_stricter(left: dict[str, Any], right: dict[str, Any], side: Side) -> None:
    assert verdict(figure(**left), figure(**{**left, **right}))[0] == side


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("铁路货运量", "水路货运量", False),
        ("城镇供水普及率", "农村供水普及率", False),
        ("煤炭消费量", "非电行业煤炭消费量", True),
        ("利用率", "秸秆综合利用率", False),
        ("秸秆综合利用率", "秸秆综合利用率", True),
    ],
)
def test_a_word_put_for_another_makes_another_indicator(one: str, other: str, kin: bool) -> None:
    assert bool(name_kinship(one, other)) is kin
    assert name_kinship(one, other) == name_kinship(other, one)


def test_one_figure_for_two_indicators_goes_with_both() -> None:
    shared = [figure("氮氧化物和VOCs排放总量", 10)]
    each = [figure("氮氧化物排放总量", 10), figure("VOCs排放总量", 12)]
    found = match_figures(shared, each)
    assert [(one.side, one.reason) for one in found.pairs] == [(Side.OPEN, "一方由几项指标合用一个数值")] * 2


def test_full_coverage_and_none_left_are_figures() -> None:
    found = figures_of("到2031年，全市社区巡查全覆盖。2030年底前，违规堆放“动态清零”。", ())
    assert [(one.value, one.unit, one.target.year, one.said) for one in found] == [
        (100.0, "%", 2031, "全覆盖"),
        (0.0, "", 2030, "动态清零"),
    ]
