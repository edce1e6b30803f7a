from __future__ import annotations

from hypothesis import given, strategies as st

from app.services.comparison.indicators import IndicatorGroup, tabulate
from app.services.extraction.draft import Target
from tests.services.comparison.plans import listed, target

TARGETS = st.builds(
    target,
    st.sampled_from(["PM2.5浓度", "重点区域PM2.5浓度", "氮氧化物和VOCs排放总量", "VOCs排放量", "新建充电桩", "利用率"]),
    st.sampled_from([1.0, 2.0]),
    st.sampled_from(["%", "个", "万个"]),
    year=st.sampled_from([None, 2025, 2030]),
)
PLANS = st.lists(st.lists(TARGETS, max_size=5).map(tuple), min_size=1, max_size=4)


def only(*plans: tuple[Target, ...]) -> IndicatorGroup:
    (group,) = tabulate(listed(*plans))
    return group


def test_same_indicator_side_by_side() -> None:
    group = only((target("PM2.5浓度", 28),), (target("细颗粒物浓度", 31),))
    assert [(one.plan, one.value) for one in group.series[0].figures] == [(0, 28), (1, 31)]
    assert group.apart == ()


def test_plans_keep_their_order_whatever_the_values() -> None:
    group = only((target("森林覆盖率", 1),), (target("森林覆盖率", 9),), (target("森林覆盖率", 5),))
    assert [one.plan for one in group.series[0].figures] == [0, 1, 2]


def test_body_and_table_are_one_figure() -> None:
    group = only((target("漏损率", 8), target("漏损率", 8)), (target("漏损率", 7),))
    assert [one.places for one in group.series[0].figures] == [(0, 1), (0,)]


def test_two_values_of_one_plan_stand_apart() -> None:
    group = only((target("漏损率", 8), target("漏损率", 9)), (target("漏损率", 7),), (target("漏损率", 6),))
    assert [one.plan for one in group.series[0].figures] == [1, 2]
    assert {one.reason for one in group.apart} == {"本方案另有不同数值，请先核对"}


def test_another_year_stands_apart_with_its_reason() -> None:
    group = only((target("漏损率"),), (target("漏损率"),), (target("漏损率", year=2027),))
    assert [(one.figure.plan, one.reason) for one in group.apart] == [(2, "目标年份不同（2027年、2025年）")]


def test_growth_and_amount_stand_apart() -> None:
    growth = target("铁路货运量", comparator="change", baseline_year=2020)
    group = only((growth,), (target("铁路货运量", 115, "万吨"),))
    assert [one.reason for one in group.apart] == ["一为增减幅度，一为数值", "一为数值，一为增减幅度"]


def test_units_of_different_size_are_compared() -> None:
    group = only((target("货运量", 115, "万吨"),), (target("货运量", 1150000, "吨"),))
    assert [one.value for one in group.series[0].figures] == [1150000, 1150000]


def test_narrower_scope_stands_apart() -> None:
    group = only((target("重点区域快充站覆盖率", 80),), (target("快充站覆盖率", 100),))
    assert group.apart[0].reason == "范围不同（重点区域、全域）"


def test_both_scopes_in_one_plan_are_two_indicators() -> None:
    groups = tabulate(listed((target("重点区域快充站覆盖率", 80), target("快充站覆盖率", 60))))
    assert len(groups) == 2


def test_one_figure_for_two_indicators_stands_apart_at_both() -> None:
    each = (target("氮氧化物排放总量"), target("VOCs排放总量"))
    groups = tabulate(listed(each, (target("氮氧化物和VOCs排放总量"),)))
    assert [group.name for group in groups] == ["氮氧化物排放总量", "VOCs排放总量"]
    assert all(group.apart[-1].reason == "“氮氧化物和VOCs排放总量”合用一个数值" for group in groups)


def test_a_name_that_says_too_little_is_not_compared() -> None:
    group = only((target("培训", 1800, "人次"),), (target("培训", 900, "人次"),))
    assert group.series == ()
    assert {one.reason for one in group.apart} == {"指标名称不完整，请看原文"}


def test_a_lone_indicator_needs_no_reason() -> None:
    assert only((target("湿地面积", 5, "公顷"),)).apart[0].reason == ""


@given(PLANS)
def test_no_figure_is_lost(plans: list[tuple[Target, ...]]) -> None:
    groups = tabulate(listed(*plans))
    shown = {
        (one.plan, place)
        for group in groups
        for one in [f for s in group.series for f in s.figures] + [a.figure for a in group.apart]
        for place in one.places
    }
    assert shown == {(plan, place) for plan, targets in enumerate(plans) for place in range(len(targets))}


@given(PLANS)
def test_figures_of_a_series_share_their_basis(plans: list[tuple[Target, ...]]) -> None:
    for group in tabulate(listed(*plans)):
        for series in group.series:
            assert len({one.plan for one in series.figures}) == len(series.figures) > 1
            assert {one.basis for one in series.figures} == {series.basis}
