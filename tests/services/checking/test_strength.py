"""Rules 2."""

from __future__ import annotations

import pytest

from app.services.comparison.strength import firmness, ladder
from tests.services.checking.made import check, clean, fires, plan, said, task


def test_a_softer_word_in_the_table() -> None:
    draft = plan(
        [("清理社区杂物", "到2031年，漏收率比上年下降两成。")], [task(1, "到2031年，漏收率力争比上年下降两成。")]
    )
    assert "增加了“力争”" in said(draft, "2.1")


def test_a_softer_word_about_a_figure_is_grave() -> None:
    draft = plan([("清理社区杂物", "到2031年回收率达到80%。")], [task(1, "到2031年回收率力争达到80%。")])
    assert [one.severity for one in check(draft, "2.1")] == ["重大"]


def test_the_same_softer_word_on_both_sides() -> None:
    draft = plan([("清理社区杂物", "力争全部楼道每周清扫。")], [task(1, "力争全部楼道每周清扫一遍。")])
    assert not fires(draft, "2.1")


def test_a_softer_word_in_the_body_is_a_hint() -> None:
    draft = plan([("清理社区杂物", "鼓励小区物业添置压缩式垃圾车。")], [task(1, "小区物业添置压缩式垃圾车。")])
    assert [one.severity for one in check(draft, "2.2")] == ["提示"]


def test_equal_words_are_no_hint() -> None:
    assert not fires(clean(2), "2.2")


def test_a_row_that_only_encourages() -> None:
    assert "第1项" in said(plan(tasks=[task(1, "鼓励居民交换旧书。探索积分兑换。")]), "2.3")


def test_a_row_that_also_demands() -> None:
    assert not fires(plan(tasks=[task(1, "鼓励居民交换旧书。每周清运一遍。")]), "2.3")


@pytest.mark.parametrize(
    ("text", "word"), [("力争全部完成", "力争"), ("严禁乱堆", "严禁"), ("守住基本农田", ""), ("清运一遍", "")]
)
def test_the_lowest_step_counts(text: str, word: str) -> None:
    assert firmness(text, ladder())[1] == word
