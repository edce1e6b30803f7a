"""Rules 1.1 and 1.10."""

from __future__ import annotations

from tests.services.checking.made import check, fires, plan, said, task

BINS = "每个小区设置两处回收点"


def test_title_and_category_differ_by_one_sign() -> None:
    assert "第1项" in said(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂货")]), "1.1")


def test_title_and_category_that_differ_in_a_stop_are_one() -> None:
    assert not fires(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂物。")]), "1.1")


def test_the_marks_of_a_title_are_its_odd_signs() -> None:
    one = check(plan(tasks=[task(1, f"{BINS}。", category="清理社区杂货")]), "1.1")[0]
    assert [[p.text[a:b] for a, b, _ in p.marks] for p in one.passages] == [["物"], ["货"]]


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
