"""Rules 1: each fires on one plan and not on its neighbour."""

from __future__ import annotations

from tests.services.checking.made import check, clean, fires, plan, said, target, task

BINS = "每个小区设置两处回收点"


def test_title_and_category_differ_by_one_sign() -> None:
    assert "第1项" in said(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂货")]), "1.1")


def test_title_and_category_that_differ_in_a_stop_are_one() -> None:
    assert not fires(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂物。")]), "1.1")


def test_the_marks_of_a_title_are_its_odd_signs() -> None:
    one = check(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂货")]), "1.1")[0]
    assert [[p.text[a:b] for a, b, _ in p.marks] for p in one.passages] == [["物"], ["货"]]


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


def test_another_figure() -> None:
    draft = plan([("清理社区杂物", "到2031年，回收点增加到300处。")], [task(1, "到2031年，回收点增加到200处。")])
    one = check(draft, "1.4")[0]
    assert one.severity == "重大"
    assert [p.text[slice(*p.marks[0][:2])] for p in one.passages] == ["300", "200"]


def test_another_year() -> None:
    draft = plan([("清理社区杂物", "到2031年底回收点全部挂牌。")], [task(1, "到2032年底回收点全部挂牌。")])
    assert "“2031”" in said(draft, "1.4")


def test_the_same_figure_in_other_signs_is_the_same() -> None:
    draft = plan([("清理社区杂物", "到2031年，回收率达到80％。")], [task(1, "到2031年，回收率达到80%。")])
    assert not fires(draft, "1.4")


def test_two_figures_of_two_things_are_no_change() -> None:
    text = "三年招募楼长600名，其中头一年招募楼长200名。"
    assert not fires(plan([("清理社区杂物", text)], [task(1, "招募楼长200名。")]), "1.4")


def test_another_list() -> None:
    draft = plan(
        [("清理社区杂物", "检查饭馆、茶馆、书店、旅店等场所卫生。")],
        [task(1, "检查饭馆、茶馆、书店、网吧等场所卫生。")],
    )
    assert "网吧" in said(draft, "1.5")


def test_a_list_in_another_order_is_the_same() -> None:
    draft = plan(
        [("清理社区杂物", "检查饭馆、茶馆、书店、旅店等场所卫生。")],
        [task(1, "检查茶馆、饭馆、旅店、书店等场所卫生。")],
    )
    assert not fires(draft, "1.5")


def test_a_narrower_scope() -> None:
    draft = plan(
        [("清理社区杂物", "对重点小区楼道堆物逐一登记。")],
        [task(1, "对小区楼道堆物逐一登记。")],
    )
    assert "重点小区" in said(draft, "1.6")


def test_a_word_that_adds_nothing() -> None:
    draft = plan([("清理社区杂物", "对小区楼道堆物进行逐一登记。")], [task(1, "对小区楼道堆物逐一登记。")])
    assert not fires(draft, "1.6")


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


def test_a_row_about_another_subject() -> None:
    draft = plan(
        [("推进秸秆综合利用", "秸秆打捆后统一收储。")],
        [task(1, "秸秆打捆后统一收储。"), task(2, "提高餐饮门店油烟净化器清洗频次。", category="推进秸秆综合利用")],
    )
    assert "第2项" in said(draft, "1.10")


def test_a_row_about_its_subject() -> None:
    draft = plan(
        [("推进秸秆综合利用", "秸秆打捆后统一收储。")],
        [task(1, "秸秆打捆后统一收储。"), task(2, "餐饮门店旁的秸秆堆场迁走。", category="推进秸秆综合利用")],
    )
    assert not fires(draft, "1.10")


def test_a_table_that_does_not_follow_the_body_makes_hints() -> None:
    body = "每日清晨冲洗广场地砖。雨天增派人手疏通排口。推广旧书交换集市。"
    draft = plan([("清理社区杂物", body)], [task(1, "为独居老人安装呼叫器。")])
    assert {one.severity for one in check(draft, "1.2")} == {"提示"}
