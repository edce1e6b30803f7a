"""Deadlines by the schema's rules."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from app.services.extraction.deadlines import read_deadline
from app.services.extraction.draft import Deadline, Reason


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("2025年", "2025-12-31"),
        ("2025年底前", "2025-12-31"),
        ("2025年年底", "2025-12-31"),
        ("2025年度", "2025-12-31"),
        ("2025", "2025-12-31"),
        ("2025 年 12 月", "2025-12-31"),
        ("2025年6月底前", "2025-06-30"),
        ("2024年2月", "2024-02-29"),
        ("2025年6月15日前", "2025-06-15"),
        ("2025年6月中旬", "2025-06-20"),
        ("2025.6", "2025-06-30"),
        ("2025-06-30", "2025-06-30"),
        ("2022年四季度", "2022-12-31"),
        ("2025年第三季度", "2025-09-30"),
        ("2025年前三季度", "2025-09-30"),
        ("2025年上半年", "2025-06-30"),
        ("2025年下半年", "2025-12-31"),
        ("2024—2025年", "2025-12-31"),
        ("2024年1月至2025年6月", "2025-06-30"),
        ("2024年6月、12月底前", "2024-12-31"),
        ("第一阶段：2024年底；第二阶段：2026年6月", "2026-06-30"),
        ("“十四五”末", "2025-12-31"),
        ("十五五期间", "2030-12-31"),
        ("二〇二五年底前", "2025-12-31"),
        ("2025年底前完成，并持续推进", "2025-12-31"),
    ],
)
def test_by_date(raw: str, date: str) -> None:
    deadline, doubts = read_deadline(raw)
    assert (deadline.kind, deadline.date, doubts) == ("by_date", date, ())


@pytest.mark.parametrize("raw", ["持续推进", "长期坚持", "常态化开展", "2024年起持续推进", "每年", "每年12月底前"])
def test_ongoing(raw: str) -> None:
    deadline, doubts = read_deadline(raw)
    assert (deadline.kind, deadline.date, doubts) == ("ongoing", None, ())


@pytest.mark.parametrize("raw", ["尽快淘汰", "立行立改", "抓紧落实"])
def test_asap(raw: str) -> None:
    assert read_deadline(raw)[0].kind == "asap"


@pytest.mark.parametrize("raw", [None, "", "  ", "—", "/"])
def test_nothing_written_is_none_without_doubt(raw: str | None) -> None:
    assert read_deadline(raw) == (Deadline(), ())


@pytest.mark.parametrize("raw", ["2025年春节前", "印发后3个月内", "年底前", "胡写"])
def test_unread_is_none_with_a_doubt(raw: str) -> None:
    deadline, doubts = read_deadline(raw)
    assert deadline.kind == "none"
    assert [d.reason for d in doubts] == [Reason.UNREAD_DEADLINE]


def test_external() -> None:
    deadline, doubts = read_deadline("按省统一部署")
    assert (deadline.kind, deadline.external, doubts) == ("none", "按省统一部署", ())


def test_recurrence_and_beginning() -> None:
    assert read_deadline("每季度")[0].recurrence == "每季度"
    assert read_deadline("2024年起持续推进")[0].date_from == "2024-01-01"
    assert read_deadline("2025年1—6月")[0].date_from == "2025-01-01"


def test_real_deadlines(shared_plans: Path) -> None:
    gold = json.loads((shared_plans / "nantong.gold.json").read_text(encoding="utf-8"))
    for task in gold["tasks"]:
        deadline, _ = read_deadline(task["deadline_raw"])
        assert {"kind": deadline.kind, "date": deadline.date} == task["deadline"]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_full_date(day: dt.date) -> None:
    assert read_deadline(f"{day.year}年{day.month}月{day.day}日前")[0].date == day.isoformat()


@settings(max_examples=200, deadline=200)
@given(st.text(alphabet="20245年月日底前上下半第一二三四季度十五末每起—至、.持续尽快省部署按", max_size=60))
def test_dates_are_dates(raw: str) -> None:
    deadline, _ = read_deadline(raw)
    assert (deadline.date is not None) == (deadline.kind == "by_date")
    if deadline.date is not None:
        dt.date.fromisoformat(deadline.date)


@pytest.mark.parametrize(
    ("raw", "date"),
    [("9月底前", "2026-09-30"), ("年底前", "2026-12-31"), ("2027年3月", "2027-03-31"), ("上半年", "2026-06-30")],
)
def test_months_of_a_plan_for_one_year(raw: str, date: str) -> None:
    assert read_deadline(raw, 2026)[0].date == date
