"""Rules 5."""

from __future__ import annotations

from app.services.extraction.draft import Deadline
from tests.services.checking.made import check, clean, fires, plan, said, target, task

RATE = "到2031年，回收率达到80%。"


def test_a_headline_target_without_a_task() -> None:
    draft = plan(targets=[target("chapter 1", "居民满意率", 90)], aims="居民满意率达到90%。")
    assert "居民满意率" in said(draft, "5.1")


def test_a_headline_target_that_a_task_carries() -> None:
    assert not fires(clean(6), "5.1")


def test_a_headline_target_that_a_row_only_names() -> None:
    rows = [task(1, "每季度测一次居民满意率。")]
    draft = plan(tasks=rows, targets=[target("chapter 1", "居民满意率", 90)], aims="居民满意率达到90%。")
    assert not fires(draft, "5.1")


def test_a_base_without_an_amount() -> None:
    assert "垃圾总量较2029年实现下降" in said(plan(tasks=[task(1, "垃圾总量较2029年实现下降。")]), "5.2")


def test_a_base_with_its_amount() -> None:
    assert not fires(plan(tasks=[task(1, "垃圾总量较2029年下降12%。")]), "5.2")


def change(quote: str, **more: object) -> object:
    return target("task 1", "垃圾总量", -12, comparator="change", quote=quote, **more)


def test_an_amount_without_a_base() -> None:
    draft = plan(tasks=[task(1, "垃圾总量下降12%。")], targets=[change("垃圾总量下降12%")])  # type: ignore[list-item]
    assert fires(draft, "5.3")


def test_an_amount_whose_base_stands_in_the_sentence_before() -> None:
    rows = [task(1, "与2029年相比，比2029年厨余减少一成，垃圾总量下降12%。")]
    assert not fires(plan(tasks=rows, targets=[change("垃圾总量下降12%")]), "5.3")  # type: ignore[list-item]


def test_a_target_without_a_year() -> None:
    rows = [task(1, "回收率达到80%。", deadline_raw=None, deadline=Deadline())]
    assert fires(plan(tasks=rows, targets=[target("task 1", "回收率", 80, year=None)]), "5.4")


def test_the_deadline_of_the_row_is_its_year() -> None:
    assert not fires(
        plan(tasks=[task(1, "回收率达到80%。")], targets=[target("task 1", "回收率", 80, year=None)]), "5.4"
    )


def test_a_bare_figure() -> None:
    draft = plan(
        tasks=[task(1, "设回收点300。")], targets=[target("task 1", "回收点", 300, unit="", quote="设回收点300")]
    )
    assert fires(draft, "5.5")


def test_an_index_needs_no_unit() -> None:
    draft = plan(tasks=[task(1, "整洁指数90。")], targets=[target("task 1", "整洁指数", 90, unit="")])
    assert not fires(draft, "5.5")


def test_two_values_of_one_indicator() -> None:
    found = check(plan(targets=[target("measure 1", "回收率", 80), target("task 1", "回收率", 85)]), "5.6")
    assert [one.severity for one in found] == ["重大"]


def test_values_of_two_years() -> None:
    draft = plan(targets=[target("measure 1", "回收率", 80), target("task 1", "回收率", 85, year=2033)])
    assert not fires(draft, "5.6")


def test_two_ways_to_measure_one_indicator() -> None:
    draft = plan(targets=[target("chapter 1", "尘土浓度", 30), target("task 1", "尘土平均浓度", 30)])
    assert "“尘土浓度”“尘土平均浓度”" in said(draft, "5.7")


def test_one_way_to_measure() -> None:
    assert not fires(clean(8), "5.7")


def test_two_indicators_share_a_figure() -> None:
    quote = "氨氮和总磷排放量比2029年下降10%"
    rows = [task(1, f"{quote}。")]
    draft = plan(tasks=rows, targets=[target("task 1", "氨氮和总磷排放量", -10, quote=quote)])
    assert fires(draft, "5.8")


def test_two_indicators_with_a_figure_each() -> None:
    quote = "氨氮和总磷排放量比2029年分别下降10%"
    draft = plan(tasks=[task(1, quote)], targets=[target("task 1", "氨氮和总磷排放量", -10, quote=quote)])
    assert not fires(draft, "5.8")


def test_a_list_of_means_is_no_pair_of_indicators() -> None:
    quote = "利用水路、铁路、公路运输木材比例达95%"
    draft = plan(
        tasks=[task(1, quote)], targets=[target("task 1", "利用水路、铁路、公路运输木材比例", 95, quote=quote)]
    )
    assert not fires(draft, "5.8")


def test_parts_that_are_more_than_the_sum() -> None:
    assert "相加为31处" in said(plan(tasks=[task(1, "共建回收点30处，其中城区20处、镇区11处。")]), "5.9")


def test_parts_that_fit_the_sum() -> None:
    assert not fires(plan(tasks=[task(1, "共建回收点30处，其中城区20处、镇区10处。")]), "5.9")


def test_a_norm_needs_no_year() -> None:
    quote = "广场绿地率应不低于30%"
    rows = [task(1, quote, deadline_raw=None, deadline=Deadline())]
    assert not fires(plan(tasks=rows, targets=[target("task 1", "广场绿地率", 30, year=None, quote=quote)]), "5.4")
