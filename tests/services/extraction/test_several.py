"""Several plans in one file."""

from __future__ import annotations

import pytest

from app.services.extract_job import extract_one
from app.services.extraction.several import part_of, plan_starts
from app.services.progress import Progress
from tests.services.extraction.making import text_document

ONE = (
    "{0}市河道整治实施方案\n为整治河道，制定本方案。\n一、总体要求\n统一部署。\n二、主要任务\n（一）清淤。清理河道。\n"
)
ANNEX = "附件2\n评分规则\n一、范围\n本市。\n二、方法\n逐项打分。\n"
LIST = "附件：1.甲\n2.乙\n"


def test_a_single_plan_has_one_start() -> None:
    assert plan_starts(text_document(ONE.format("云岭"))) == [0]


def test_each_title_above_a_first_chapter_begins_a_plan() -> None:
    document = text_document(ONE.format("云岭") + ONE.format("青崖"))
    assert [document.slice(document.lines[n].span) for n in plan_starts(document)][1] == "青崖市河道整治实施方案"


@pytest.mark.parametrize("more", [ANNEX, LIST, "一、另有说明\n二、联系方式\n"])
def test_annexes_with_numbers_of_their_own_are_no_plans(more: str) -> None:
    assert len(plan_starts(text_document(ONE.format("云岭") + more))) == 1


def test_the_mark_of_an_annex_belongs_to_the_plan_below_it() -> None:
    document = text_document(ONE.format("云岭") + "附件1\n" + ONE.format("青崖"))
    assert document.slice(document.lines[plan_starts(document)[1]].span) == "附件1"


def test_a_part_has_its_own_characters() -> None:
    document = text_document(ONE.format("云岭") + ONE.format("青崖"))
    part = part_of(document, plan_starts(document)[1], len(document.lines))
    assert part.text.startswith("青崖市")
    assert part.slice(part.lines[0].span) == "青崖市河道整治实施方案"


def test_one_plan_has_no_choices() -> None:
    *_, choices = extract_one(text_document(ONE.format("云岭")), 0, Progress())
    assert choices == []


@pytest.mark.parametrize(("key", "city"), [(0, "云岭"), (1, "青崖"), (7, "云岭")])
def test_the_wanted_plan_is_read(key: int, city: str) -> None:
    draft, part, offset, choices = extract_one(text_document(ONE.format("云岭") + ONE.format("青崖")), key, Progress())
    assert draft.plan.title == f"{city}市河道整治实施方案"
    assert [choice["key"] for choice in choices] == [0, 1]
    assert len(part.text) == draft.accounts[-1].end
    assert bool(offset) == (key == 1)


NOTICE = (
    "云岭市人民政府关于印发两个方案的通知\n云政发〔2026〕3号\n各区人民政府：\n"
    "现印发给你们，请认真贯彻执行。\n云岭市人民政府\n2026年3月9日\n"
)


def test_a_notice_in_front_promulgates_all() -> None:
    document = text_document(NOTICE + ONE.format("云岭") + ONE.format("云岭").replace("河道", "道路"))
    draft, *_ = extract_one(document, 1, Progress())
    assert (draft.plan.document_number, draft.plan.issuing_body) == ("云政发〔2026〕3号", "云岭市人民政府")
