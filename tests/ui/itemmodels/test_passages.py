"""What is marked in a passage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from app.ui.itemmodels.passages import AGENCY, DATE, TARGET, agency_pattern, marked_runs

NOBODY = re.compile(r"(?!)")


@given(st.text(max_size=40), st.lists(st.text(max_size=4), max_size=3))
def test_joined_runs_are_the_text(text: str, quotes: list[str]) -> None:
    assert "".join(run for run, _ in marked_runs(text, quotes, NOBODY)) == text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("到2027年建成", "到2027年"), ("于2026年6月底前完成", "2026年6月底前"), ("2026年上半年", "2026年上半年"),
        ("“十五五”末达到", "“十五五”末"), ("2024年本", ""), ("共2030家", ""),
    ],
)  # fmt: skip
def test_dates(text: str, date: str) -> None:
    assert "".join(run for run, kind in marked_runs(text, (), NOBODY) if kind & DATE) == date


def test_target_is_the_whole_quote_and_may_hold_a_date() -> None:
    runs = marked_runs("力争到2027年漏损率降到9%以内。", ["到2027年漏损率降到9%以内"], NOBODY)
    assert runs == [("力争", 0), ("到2027年", TARGET + DATE), ("漏损率降到9%以内", TARGET), ("。", 0)]


def test_longest_body_wins() -> None:
    runs = marked_runs("由市水务局直属分局办理", (), agency_pattern(["市水务局", "市水务局直属分局", "局"]))
    assert [run for run, kind in runs if kind == AGENCY] == ["市水务局直属分局"]


def test_no_bodies_mark_nothing() -> None:
    assert marked_runs("无", (), agency_pattern([])) == [("无", 0)]
