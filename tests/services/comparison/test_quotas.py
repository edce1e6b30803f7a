from __future__ import annotations

from typing import Any

import pytest

from app.services.comparison.indicators import tabulate
from app.services.comparison.quotas import Outcome, Quota, add_up
from app.services.extraction.draft import Target
from tests.services.comparison.plans import listed, target


def quota(above: Target, *below: Target) -> Quota:
    groups = tabulate(listed((above,), *((one,) for one in below)))
    (found,) = add_up(groups, 0, range(1, len(below) + 1))
    return found


def pipes(value: float, **more: Any) -> Target:
    return target("新建污水管网", value, "公里", **more)


@pytest.mark.parametrize(
    ("parts", "outcome", "difference"),
    [((60, 40), Outcome.REACHED, 0), ((60, 30), Outcome.SHORT, -10), ((80, 40), Outcome.REACHED, 20)],
)
def test_sum_against_what_is_demanded(parts: tuple[float, float], outcome: Outcome, difference: float) -> None:
    found = quota(pipes(100, comparator=">="), *map(pipes, parts))
    assert (found.outcome, found.difference) == (outcome, difference)


def test_a_cap_must_not_be_exceeded() -> None:
    above = target("用水总量", 1, "亿立方米", comparator="<=")
    assert quota(above, *[target("用水总量", 6000, "万立方米")] * 2).outcome is Outcome.SHORT
    assert quota(above, *[target("用水总量", 5000, "万立方米")] * 2).outcome is Outcome.REACHED


def test_who_could_not_be_added_and_why() -> None:
    found = quota(pipes(100), pipes(50), pipes(50, year=2027), target("湿地面积", 5, "公顷"))
    assert found.left_out == ((2, "目标年份不同（2027年、2025年）"), (3, "未列该指标"))
    assert [one.plan for one in found.parts] == [1]


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        (target("森林覆盖率", 40), "为比率、浓度等，不能相加"),
        (target("货运量", 10, comparator="change"), "为增减幅度，不能相加"),
        (pipes(100, value_high=120), "上级目标为一个区间"),
        (pipes(100), "所选方案均没有口径一致的数值"),
    ],
)
def test_what_is_not_added(above: Target, reason: str) -> None:
    found = quota(above, target("湿地面积", 5, "公顷"))
    assert (found.outcome, found.reason) == (Outcome.NONE, reason)


def test_plans_that_must_not_be_added() -> None:
    groups = tabulate(listed((pipes(100),), (pipes(60),), (pipes(40),)))
    (found,) = add_up(groups, 0, (1, 2), {2: "不属于甲湾省"})
    assert (found.total, found.left_out) == (60, ((2, "不属于甲湾省"),))
