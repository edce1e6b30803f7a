"""Rules 3."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.extraction.draft import Assignment, Notice, PlanDraft, Role
from tests.services.checking.made import check, clean, duty, fires, plan, said, task

WORK = "每个小区设置两处回收点。"


def with_bodies(*bodies: Assignment, raw: str = "", **more: object) -> PlanDraft:
    words = raw or "、".join(one.as_written for one in bodies)
    return plan(tasks=[task(1, WORK, assignments=bodies, responsibility_raw=words, **more)])


JOINT = (duty("城市管理局", Role.JOINT), duty("财政局", Role.JOINT, 2))


def test_joint_rows_make_one_hint_that_names_the_first() -> None:
    rows = [
        task(n, WORK, assignments=JOINT, responsibility_raw="市城市管理局、市财政局按职责分工负责。") for n in (1, 2, 3)
    ]
    found = check(plan(tasks=rows), "3.1")
    assert [(one.severity, len(one.passages)) for one in found] == [("提示", 3)]
    assert "未明示牵头单位，首列为市城市管理局（第1、2、3项）" in found[0].explanation


def test_the_hint_never_says_that_nobody_leads() -> None:
    words = said(with_bodies(*JOINT), "3.1")
    assert "没有牵头" not in words
    assert "无牵头" not in words


def test_a_lead_among_joint_bodies_is_enough() -> None:
    assert not fires(with_bodies(duty("民政局"), *JOINT), "3.1")


def test_the_plan_may_say_that_the_first_leads() -> None:
    draft = plan(tasks=[task(1, WORK, assignments=JOINT)], head={"first_is_lead": "列第一位的为牵头单位"})
    assert not fires(draft, "3.1")


def test_a_row_without_a_body() -> None:
    rows = [task(1, WORK), task(2, "夜间清洗。", assignments=(), responsibility_raw="")]
    assert "第2项没有责任单位" in said(plan(tasks=rows), "3.2")


def test_rows_with_bodies() -> None:
    assert not fires(clean(1), "3.2")


def test_vague_bodies_beside_a_lead_make_one_hint() -> None:
    vague = duty("各有关部门", Role.JOINT, 2, as_written="市各有关部门", agency_kind=None)
    assert [one.severity for one in check(with_bodies(duty("民政局"), vague), "3.3")] == ["提示"]


def test_a_vague_lead_is_a_problem() -> None:
    vague = duty("某", as_written="县级人民政府确定的管理部门", agency_kind=None)
    assert [one.severity for one in check(with_bodies(vague), "3.3")] == ["一般"]


def test_a_named_body_is_not_vague() -> None:
    assert not fires(clean(1), "3.3")


def test_two_leads() -> None:
    assert "2个牵头单位" in said(with_bodies(duty("民政局"), duty("财政局", position=2)), "3.4")


def test_two_leads_in_common() -> None:
    bodies = duty("民政局"), duty("财政局", position=2)
    assert not fires(with_bodies(*bodies, raw="市民政局、市财政局共同牵头"), "3.4")


def test_lists_that_end_in_and_others_make_one_hint() -> None:
    rows = [task(n, WORK, et_al=True, responsibility_raw="市民政局等按职责分工负责。") for n in (1, 2)]
    found = check(plan(tasks=rows), "3.5")
    assert [one.passages[0].text[slice(*one.passages[0].marks[0][:2])] for one in found] == ["等"]


def test_whole_lists() -> None:
    assert not fires(clean(1), "3.5")


KINDS = [("3.6", "国有企业", Role.JOINT), ("3.7", "中央和省驻市单位", Role.LEAD), ("3.8", "党委部门", Role.SUPPORT)]


@pytest.mark.parametrize(("number", "kind", "role"), [*KINDS, ("3.9", "议事协调机构", Role.LEAD)])
def test_kinds_of_bodies(number: str, kind: str, role: Role) -> None:
    assert fires(with_bodies(duty("某某", role, agency_kind=kind)), number)


@pytest.mark.parametrize(("number", "kind", "role"), KINDS)
def test_bureaus_are_of_no_such_kind(number: str, kind: str, role: Role) -> None:
    assert kind != "政府部门"
    assert not fires(with_bodies(duty("某某", role)), number)


def test_a_stationed_body_may_support() -> None:
    assert not fires(with_bodies(duty("某某", Role.SUPPORT, agency_kind="中央和省驻市单位")), "3.7")


def test_a_party_body_in_a_plan_of_the_party() -> None:
    rows = [task(1, WORK, assignments=(duty("某部", agency_kind="党委部门"),))]
    assert not fires(plan(tasks=rows, head={"issuing_body": "中共青湾市委"}), "3.8")


def test_an_office_that_the_text_explains() -> None:
    office = duty("整洁办", agency_kind="议事协调机构", as_written="市整洁办")
    rows = [task(1, WORK, assignments=(office,))]
    draft = plan([("清理社区杂物", f"成立整洁行动办公室（以下简称整洁办）。{WORK}")], rows)
    assert not fires(draft, "3.9")


def test_a_name_that_a_reform_took_away() -> None:
    old = duty("环境保护局", as_written="市环保局")
    assert "生态环境" in said(with_bodies(old), "3.10")


def test_a_name_that_was_right_then() -> None:
    old = duty("环境保护局", as_written="市环保局")
    assert not fires(with_bodies(old), "3.10", reference=date(2017, 5, 1))


def test_an_unknown_name() -> None:
    assert fires(with_bodies(duty("扫帚局", known=False)), "3.11")


def test_known_names() -> None:
    assert not fires(clean(1), "3.11")


def test_one_body_two_names() -> None:
    rows = [task(1, WORK), task(2, "夜间清洗。", assignments=(duty("城市管理局", as_written="市城管局"),))]
    assert "“市城管局”" in said(plan(tasks=rows), "3.12")


def test_a_dropped_level_is_no_second_name() -> None:
    rows = [task(1, WORK), task(2, "夜间清洗。", assignments=(duty("城市管理局", as_written="城市管理局"),))]
    assert not fires(plan(tasks=rows), "3.12")


def test_a_name_that_begins_with_the_sign_of_the_level() -> None:
    body = "市场监督管理局"
    rows = [task(n, WORK, assignments=(duty(body, as_written=w),)) for n, w in ((1, "市场监管局"), (2, "市市场监管局"))]
    assert not fires(plan(tasks=rows), "3.12")


def test_two_sets_of_implementers() -> None:
    raw = "市民政局负责，各县（市、区）人民政府落实。以下均需地方各级人民政府落实，不再列出。"
    assert "落实主体不一致" in said(with_bodies(duty("民政局"), raw=raw, blanket="以下均需落实"), "3.13")


def test_one_set_of_implementers() -> None:
    raw = "市民政局负责，各县（市、区）人民政府落实。以下均需各县（市、区）人民政府落实，不再列出。"
    assert not fires(with_bodies(duty("民政局"), raw=raw, blanket="以下均需落实"), "3.13")


@pytest.mark.parametrize(("bound", "expected"), [("各县人民政府", True), ("各县人民政府、各园区管委会", False)])
def test_zones_that_are_addressed_and_not_bound(bound: str, expected: bool) -> None:
    raw = f"以下均需{bound}落实，不再列出。"
    rows = [task(1, WORK, responsibility_raw=raw, blanket=raw)]
    draft = plan(tasks=rows, notice=Notice("印发给你们。", ("各县人民政府", "各园区管委会")))
    assert fires(draft, "3.13") is expected


def test_an_object_without_its_body() -> None:
    assert "公安部门" in said(plan(tasks=[task(1, "学校门前路段高峰时段限行。")]), "3.14")


def test_an_object_with_its_body() -> None:
    rows = [task(1, "学校门前路段高峰时段限行。", assignments=(duty("公安局"),))]
    assert not fires(plan(tasks=rows), "3.14")
