"""A plan without a fault has no finding above 提示; the checks are quick."""

from __future__ import annotations

import time

import pytest

from app.services.checking.engine import rules
from app.services.checking.finding import HINT
from tests.services.checking.made import check, clean


@pytest.mark.parametrize("seed", range(30))
def test_a_clean_plan_has_no_problem(seed: int) -> None:
    assert [(one.rule, one.explanation) for one in check(clean(seed)) if one.severity != HINT] == []


def test_the_clean_plans_are_checked_at_all() -> None:
    assert {one.rule for one in check(clean(1))} <= {"1.3", "3.14", "6.4"}
    assert len(rules()) >= 40


def test_rules_are_numbered_once_and_say_when_they_are_wrong() -> None:
    numbers = [one.number for one in rules()]
    assert len(set(numbers)) == len(numbers)
    assert all(one.title and one.false_alarm and one.group for one in rules())


def test_all_rules_on_one_plan_within_half_a_second() -> None:
    draft = clean(7)
    started = time.perf_counter()
    check(draft)
    assert time.perf_counter() - started < 0.5
