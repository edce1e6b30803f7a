"""Rules 1.2, 1.3 and 1.7 to 1.9."""

from __future__ import annotations

from tests.services.checking.made import check, clean, fires, plan, said, target, task

BINS = "每个小区设置两处回收点"


def test_a_sentence_that_no_row_says() -> None:
    draft = plan([("清理社区杂物", f"{BINS}。推广旧书交换集市和跳蚤市场。")], [task(1, f"{BINS}。")])
    assert "旧书交换集市" in said(draft, "1.2")


def test_a_sentence_that_the_row_says_in_another_order_is_none() -> None:
    draft = plan([("清理社区杂物", f"{BINS}。推广旧书交换集市。")], [task(1, f"推广旧书交换集市；{BINS}。")])
    assert not fires(draft, "1.2")


def test_only_the_clause_that_is_missing_is_marked() -> None:
    body = f"{BINS}，对大件家具实行预约上门搬运"
    one = check(plan([("清理社区杂物", f"{body}。")], [task(1, f"{BINS}。")]), "1.2")[0]
    assert [one.passages[0].text[a:b] for a, b, _ in one.passages[0].marks] == ["对大件家具实行预约上门搬运"]


def test_a_plan_whose_tasks_are_clauses_of_the_body_has_no_table() -> None:
    raw = "市城市管理局负责"
    draft = plan([("清理社区杂物", f"{BINS}。（{raw}）推广旧书交换集市。")], [task(1, BINS, responsibility_raw=raw)])
    assert not fires(draft, "1")


def test_rows_that_say_more_make_one_hint() -> None:
    rows = [task(1, f"{BINS}。夜间清洗垃圾桶。"), task(2, "雨棚漏水处及时补好。")]
    found = check(plan(tasks=rows), "1.3")
    assert [(one.severity, len(one.passages)) for one in found] == [("提示", 2)]


def test_rows_that_repeat_the_body_say_no_more() -> None:
    assert not fires(clean(3), "1.3")


def test_a_target_only_in_the_table() -> None:
    rows = [task(1, "回收率达到80%。")]
    assert "只在任务表" in said(plan(tasks=rows, targets=[target("task 1", "回收率", 80)]), "1.7")


def test_a_target_only_in_the_body() -> None:
    draft = plan([("清理社区杂物", "回收率达到80%。")], [task(1, f"{BINS}。")], [target("measure 1", "回收率", 80)])
    assert "只在正文" in said(draft, "1.7")


def test_a_target_on_both_sides() -> None:
    assert not fires(clean(5), "1.7")


def test_a_list_to_be_made_only_in_the_table() -> None:
    assert "建立垃圾桶清单" in said(plan(tasks=[task(1, f"{BINS}，建立垃圾桶清单。")]), "1.8")


def test_a_list_to_be_made_on_both_sides() -> None:
    text = f"{BINS}，建立垃圾桶清单。"
    assert not fires(plan([("清理社区杂物", text)], [task(1, text)]), "1.8")


def test_a_duty_of_counties_only_in_the_table() -> None:
    draft = plan(tasks=[task(1, f"{BINS}。各地要把收运车辆纳入年度预算。")])
    assert "各地要把收运车辆" in said(draft, "1.9")


def test_a_duty_of_the_bureau_is_none_of_counties() -> None:
    assert not fires(plan(tasks=[task(1, f"{BINS}。把收运车辆纳入年度预算。")]), "1.9")


def test_a_table_that_does_not_follow_the_body_makes_hints() -> None:
    body = "每日清晨冲洗广场地砖。雨天增派人手疏通排口。推广旧书交换集市。"
    draft = plan([("清理社区杂物", body)], [task(1, "为独居老人安装呼叫器。")])
    assert {one.severity for one in check(draft, "1.2")} == {"提示"}
