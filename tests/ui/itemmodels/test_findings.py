"""Arranging findings, cutting passages at their marks, reading days."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.finding_rows import RuleRow
from app.ui.itemmodels.findings import Band, FindingModel, Narrowing, arrange, aside_words, rule_key, spoken
from app.ui.pages.check_date import day_words, read_day
from app.ui.widgets.passage_text import runs
from tests.test_imports import loaded_by
from tests.ui.pages.suspected import finding, some

KINDS = ("differs", "missing", "number", "word")
STRENGTH = ("missing", "differs", "word", "number")


def test_rules_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["1.10", "2.1", "1.2"], key=rule_key) == ["1.2", "1.10", "2.1"]


def test_nothing_is_lost_by_grouping() -> None:
    for by in ("rule", "chapter", "severity"):
        rows = [row for row in arrange(some(), by, ()) if not isinstance(row, Band)]
        assert sorted(row.fingerprint for row in rows) == ["a", "b", "c", "d"]


def test_bands_count_their_rows() -> None:
    bands = [row for row in arrange(some(), "severity", ()) if isinstance(row, Band)]
    assert [(band.title, band.count) for band in bands] == [("重大", 1), ("一般", 2), ("提示", 1)]


def test_share_is_said_only_where_something_was_set_aside() -> None:
    assert aside_words(RuleRow("1.1", "甲", "一般", 8, 2, True)) == "不作问题 2/8（25%）"
    assert aside_words(RuleRow("1.1", "甲", "一般", 8, 0, True)) == ""


def test_judged_ones_are_left_out_at_first() -> None:
    assert Narrowing().fits(finding("x", "1.1", "一般"))
    assert not Narrowing(severity="重大").fits(finding("x", "1.1", "一般"))


def test_steps_pass_over_bands_and_end() -> None:
    model = FindingModel()
    model.set_rows(arrange(some(), "rule", ()))
    assert [model.step(0, 1), model.step(2, 1), model.step(1, -1)] == [1, 4, -1]


def test_a_screen_reader_hears_severity_and_state() -> None:
    assert spoken(finding("x", "1.1", "重大", task=7)) == "重大，措施名称与任务类别不一致，附件第1项、附件第7项，待处理"


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45), st.sampled_from(KINDS)), max_size=6),
)
def test_runs_joined_are_the_passage(text: str, marks: list[tuple[int, int, str]]) -> None:
    assert "".join(words for words, _ in runs(text, marks, STRENGTH)) == text


def test_the_stronger_mark_wins() -> None:
    assert list(runs("一二三四", ((0, 4, "missing"), (1, 2, "number")), STRENGTH)) == [
        ("一", "missing"),
        ("二", "number"),
        ("三四", "missing"),
    ]


@pytest.mark.parametrize("words", ["2025-3-9", "2025.03.09", "2025/3/9", "2025年3月9日", " 2025-03-09 "])
def test_days_as_people_type_them(words: str) -> None:
    assert read_day(words) == "2025-03-09"


@pytest.mark.parametrize("words", ["", "2025-13-01", "2025-02-30", "3-9", "明天", "2025-03-09-1"])
def test_what_is_no_day(words: str) -> None:
    assert read_day(words) is None


def test_a_day_is_shown_in_chinese() -> None:
    assert day_words("2025-03-09") == "2025年3月9日"


def test_the_checks_need_no_charts_and_no_database() -> None:
    held = loaded_by("import app.ui.main_window, app.ui.pages.check, app.ui.dialogs.check_rules")
    assert not held & {"pyqtgraph", "numpy", "sqlalchemy"}
