from __future__ import annotations

from datetime import date

import pytest

from app.services.reports.phrases import (
    Positions,
    chinese_date,
    chinese_number,
    duty_words,
    first_listed,
    lead_words,
    other_words,
    runs,
)
from app.services.rows import ItemRef
from tests.services.reports.invented import duty, plan, task

JOINT = (duty("市民政局", "joint"), duty("市财政局", "joint", 2), duty("各区政府", "implement", 3))


@pytest.mark.parametrize(("number", "words"), [(3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_chinese_numbers(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_date_has_no_noughts() -> None:
    assert chinese_date(date(2026, 6, 3)) == "2026年6月3日"


def test_neighbouring_numbers_are_drawn_together() -> None:
    assert runs([9, 1, 3, 4, 5, 6, 11, 12, 9]) == "1、3—6、9、11、12"


def test_task_position_names_the_printed_page() -> None:
    assert Positions(plan([task(17)])).of(ItemRef(1, "task", 17)) == "附件第17项（第7页）"


def test_measure_position() -> None:
    assert Positions(plan()).of(ItemRef(1, "measure", 1)) == "正文第一部分第（一）条"


def test_chapter_and_plan_positions() -> None:
    positions = Positions(plan())
    assert positions.of(ItemRef(1, "chapter", 1)) == "正文第一部分"
    assert positions.of(ItemRef(1, "plan", 1)) == "全文"


def test_lead_is_named() -> None:
    assert lead_words(task()) == "市民政局"
    assert other_words(task()) == "配合：市财政局"


def test_first_body_stands_for_the_lead_that_is_not_named() -> None:
    row = task(assignments=JOINT, et_al=True)
    assert lead_words(row) == "市民政局\n（首列）"
    assert other_words(row) == "分工负责：市财政局等；落实：各区政府"


def test_single_body_is_responsible_alone() -> None:
    row = task(assignments=(duty("市民政局", "sole"),))
    assert (lead_words(row), other_words(row)) == ("市民政局", "")


def test_inherited_duties_are_no_words_of_the_row() -> None:
    row = task(assignments=(duty("市民政局", "lead"), duty("各区政府", "implement", inherited=True)))
    assert other_words(row) == ""


def test_signs_come_with_words() -> None:
    assert duty_words(task(et_al=True)) == ["● 牵头：市民政局", "○ 配合：市财政局等"]


def test_open_list_is_that_of_the_departments_not_of_those_who_implement() -> None:
    shared = (duty("市民政局", "joint"), duty("市医保局", "joint", 2), duty("各县（市、区）人民政府", "implement", 3))
    row = task(1, assignments=shared, et_al=True)
    assert other_words(row) == "分工负责：市医保局等；落实：各县（市、区）人民政府"
    assert duty_words(row)[0].endswith("市医保局等")
    assert duty_words(task(1, assignments=shared[2:], et_al=True)) == ["▲ 落实：各县（市、区）人民政府等"]


def test_only_rows_without_any_leader_are_first_listed() -> None:
    rows = [task(1, assignments=JOINT), task(2), task(3, assignments=(duty("市民政局", "sole"), *JOINT[1:]))]
    assert [row.number for row in first_listed(rows)] == [1]
