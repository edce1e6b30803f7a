"""The guard itself must bite."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from tests.conftest import LogGuard

log = logging.getLogger("somewhere")


@pytest.fixture
def guard() -> LogGuard:
    return LogGuard()


def record(guard: LogGuard, text: str) -> None:
    guard.emit(logging.LogRecord("somewhere", logging.WARNING, __file__, 1, text, None, None))


def test_unexpected_record_is_a_fault(guard: LogGuard) -> None:
    record(guard, "disk is odd")
    assert guard.faults() == ["unexpected log: WARNING somewhere: disk is odd"]


def test_expected_record_is_no_fault(guard: LogGuard) -> None:
    guard.expected.append("disk")
    record(guard, "disk is odd")
    assert guard.faults() == []


def test_expected_record_that_never_came_is_a_fault(guard: LogGuard) -> None:
    guard.expected.append("disk")
    assert guard.faults() == ["log never came: disk"]


def test_allowed_record_may_stay_away(guard: LogGuard) -> None:
    guard.allowed.append("disk")
    assert guard.faults() == []


def test_expect_log_reaches_the_guard(expect_log: Callable[[str], None]) -> None:
    expect_log("WARNING somewhere: odd")
    log.warning("odd")


@pytest.mark.allow_log("odd")
def test_mark_reaches_the_guard(log_guard: LogGuard) -> None:
    log.warning("odd")
    assert len(log_guard.records) == 1
