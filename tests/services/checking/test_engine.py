"""Options, fingerprints, JSON, citing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from app.services.checking.check_json import (
    check_job,
    finding_from_json,
    options_from_json,
    options_to_json,
    to_json,
)
from app.services.checking.engine import CheckOptions, check_plan
from app.services.checking.words import CheckWords
from app.services.citing import cite_chapter, cite_measure, cite_task, han
from app.services.extraction.draft import ChapterDraft, MeasureDraft, Place
from app.services.extraction.plan_json import to_json as plan_to_json
from app.services.progress import Progress
from tests.services.checking.made import REFERENCE, check, clean, plan, task

SPOILT = plan(tasks=[task(1, "到2029年换灯。己完成三处。", category="清理社区杂货")])


def test_only_a_rule_or_a_group() -> None:
    assert {one.rule for one in check(SPOILT, "1.1")} == {"1.1"}
    assert {one.rule.split(".")[0] for one in check(SPOILT, "6")} == {"6"}


def test_a_rule_that_is_off() -> None:
    assert "6.10" not in {one.rule for one in check(SPOILT, off=("6.10",))}


def test_fingerprints_are_of_the_content() -> None:
    moved = replace(SPOILT.tasks[0], place=(Place(page=9),), number=7, label="7")
    again = check(replace(SPOILT, tasks=(moved,)), "6.10")
    assert [one.fingerprint for one in again] == [one.fingerprint for one in check(SPOILT, "6.10")]


def test_another_text_is_another_fingerprint() -> None:
    other = replace(SPOILT, tasks=(replace(SPOILT.tasks[0], text="己完成四处。"),))
    assert check(other, "6.10")[0].fingerprint != check(SPOILT, "6.10")[0].fingerprint


def test_equal_findings_are_told_apart() -> None:
    rows = [task(1, "己完成。"), task(2, "己完成。")]
    assert len({one.fingerprint for one in check(plan(tasks=rows), "6.10")}) == 2


def test_findings_go_through_json() -> None:
    found = check(SPOILT)
    assert tuple(finding_from_json(json.loads(json.dumps(to_json(one)))) for one in found) == found
    assert [one.fingerprint for one in found] == [to_json(one)["fingerprint"] for one in found]


def test_options_go_through_json() -> None:
    made = CheckOptions(date(2030, 1, 1), ("1.3",), ("1",), CheckWords({"soft": ["也许"]}, {"soft": ["鼓励"]}))
    assert options_from_json(json.loads(json.dumps(options_to_json(made)))) == made


def test_the_job_of_a_helper() -> None:
    options = options_to_json(CheckOptions(reference=REFERENCE))
    answer, _ = check_job({"plan": plan_to_json(SPOILT), "options": options}, b"", Progress())
    assert [one["rule"] for one in answer["findings"]] == [one.rule for one in check(SPOILT)]


def test_the_wording_names_the_place() -> None:
    assert check(SPOILT, "6.10")[0].wording.startswith("附件第1项：“己”疑为“已”之误。")


def test_the_printed_page_is_cited() -> None:
    chapter = ChapterDraft(2, "主要任务", "")
    measure = MeasureDraft(3, 2, "换灯", "", place=(Place(page=9, printed_page="7"),))
    assert cite_measure(measure, chapter) == "正文第二部分第（三）条（第7页）"
    assert cite_chapter(chapter) == "正文第二部分"
    assert cite_task(task(17, ""), from_table=False) == "第17项任务"


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五")])
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert han(number) == words


def test_a_plan_of_nothing() -> None:
    assert check_plan(replace(clean(1), chapters=(), measures=(), tasks=(), targets=())) == ()
