"""Rules 4."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.dates import add_months, due_dates
from app.services.extraction.draft import Deadline, PlanDraft
from tests.services.checking.made import check, clean, fires, plan, said, task

ONGOING = {"deadline_raw": "持续推进", "deadline": Deadline("ongoing")}
NONE = {"deadline_raw": None, "deadline": Deadline()}


def row(text: str, **more: object) -> PlanDraft:
    return plan(tasks=[task(1, text, **more)])


def test_ongoing_against_a_year() -> None:
    found = check(row("到2031年，楼道灯全部更换。", **ONGOING), "4.1")
    assert [one.severity for one in found] == ["重大"]
    assert [passage.field for passage in found[0].passages] == ["text", "deadline_raw"]


@pytest.mark.parametrize(
    "text",
    [
        "漏收率比2029年下降两成。",
        "执行《清运目录（2029年本）》。",
        "2028年以来建成的小区补装路灯。",
        "楼道灯全部更换。",
    ],
)
def test_base_years_and_editions_are_no_deadlines(text: str) -> None:
    assert not fires(row(text, **ONGOING), "4.1")


def test_a_later_year_than_the_column() -> None:
    assert fires(row("到2032年，楼道灯全部更换。"), "4.1")


def test_the_year_of_the_column() -> None:
    assert not fires(row("到2031年底，楼道灯全部更换。"), "4.1")


def test_a_date_that_is_past() -> None:
    assert [one.severity for one in check(row("2029年底前更换。", **NONE), "4.2")] == ["重大"]


def test_a_date_within_six_months_is_a_hint() -> None:
    found = check(row("2030年6月底前更换。", **NONE), "4.2", reference=date(2030, 1, 10))
    assert [one.severity for one in found] == ["提示"]


def test_a_date_far_away() -> None:
    assert not fires(row("2031年6月底前更换。", **NONE), "4.2")


def test_without_a_reference_date_nothing_is_past() -> None:
    assert not fires(row("2001年底前更换。", **NONE), "4.2", reference=None)


def test_the_printed_date_of_issue_is_the_reference() -> None:
    draft = plan(tasks=[task(1, "2029年底前更换。", **NONE)], head={"issue_date": "2030-02-01"})
    assert "2030年2月1日" in said(draft, "4.2", reference=None)


@pytest.mark.parametrize("text", ["建立楼道巡查机制。", "修订完善《楼道管理办法》。", "编制旧灯更换清单。"])
def test_one_off_work_under_ongoing(text: str) -> None:
    assert fires(row(text, **ONGOING), "4.3")


@pytest.mark.parametrize("text", ["完善楼道巡查。", "编制清单的小区优先补助。", "落实巡查制度。"])
def test_standing_work_under_ongoing(text: str) -> None:
    assert not fires(row(text, **ONGOING), "4.3")


def test_one_off_work_with_a_date() -> None:
    assert not fires(row("建立楼道巡查机制。"), "4.3")


def test_yearly_work_under_ongoing() -> None:
    assert "每年更换路灯50盏" in said(row("每年更换路灯50盏。", **ONGOING), "4.4")


def test_yearly_work_that_the_column_calls_so() -> None:
    yearly = {"deadline_raw": "每年", "deadline": Deadline("ongoing", recurrence="每年")}
    assert not fires(row("每年更换路灯50盏。", **yearly), "4.4")


def test_a_date_for_encouraging() -> None:
    assert fires(row("鼓励居民交换旧书。推广共享雨伞。"), "4.5")


def test_a_date_for_encouraging_with_a_result() -> None:
    assert not fires(row("鼓励居民交换旧书。推广共享雨伞500把以上，建成服务点20个。"), "4.5")


def test_no_date_where_others_have_one() -> None:
    rows = [task(1, "换灯。"), task(2, "扫地。"), task(3, "浇花。", deadline_raw="", deadline=Deadline())]
    assert [one.severity for one in check(plan(tasks=rows), "4.6")] == ["一般"]


def test_no_dates_at_all_make_one_hint() -> None:
    found = check(plan(tasks=[task(n, "换灯。", **NONE) for n in (1, 2, 3)]), "4.6")
    assert [(one.severity, len(one.passages)) for one in found] == [("提示", 3)]


def test_dates_everywhere() -> None:
    assert not fires(clean(4), "4.6")


def test_several_dates_in_one_row() -> None:
    assert fires(row("2030年底前换灯，2031年底前扫地。"), "4.7")


def test_one_date_said_twice() -> None:
    assert not fires(row("到2031年换灯，2031年底前扫地。"), "4.7")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031年6月底前", date(2031, 6, 30)),
        ("到2031年", date(2031, 12, 31)),
        ("2031年上半年", date(2031, 6, 30)),
        ("2032年2月底", date(2032, 2, 29)),
        ("2031年三季度", date(2031, 9, 30)),
        ("2029—2031年", date(2031, 12, 31)),
    ],
)
def test_dates_in_a_text(text: str, day: date) -> None:
    assert [one.day for one in due_dates(f"{text}，换好路灯。")] == [day]


@given(st.text(alphabet="到比较2030年1底前，。《》（）月", max_size=30))
def test_dates_lie_in_their_text(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in due_dates(text))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_months_later(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
