"""Rules 6."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from app.services.checking.signs import unpaired_marks
from app.services.checking.words import CheckWords
from tests.services.checking.made import check, clean, fires, plan, said, task

WORK = "每个小区设置两处回收点。"
SOUTH = {"title": "南京市整洁家园行动方案", "region": "南京市", "issuing_body": "南京市人民政府"}
NORTH = {"title": "吉林市整洁家园行动方案", "region": "吉林市", "issuing_body": "吉林市人民政府"}


def test_a_gap_in_the_numbers_of_rows() -> None:
    rows = [task(1, WORK), task(2, "夜间清洗。", label="3")]
    assert "“1”之后为“3”" in said(plan(tasks=rows), "6.1")


def test_a_double_among_the_measures() -> None:
    draft = plan([("清理社区杂物", WORK), ("修补乡间小路", "先行填平。")])
    draft = replace(draft, measures=tuple(replace(one, label="（一）") for one in draft.measures))
    assert fires(draft, "6.1")


def test_numbers_in_order() -> None:
    assert not fires(clean(9), "6.1")


def test_numbers_that_begin_anew_in_each_chapter() -> None:
    draft = plan([("清理社区杂物", WORK), ("修补乡间小路", "先行填平。")])
    first, second = draft.measures
    draft = replace(draft, measures=(first, replace(second, chapter=3, label="（一）")))
    assert not fires(draft, "6.1")


def test_a_measure_without_a_row() -> None:
    draft = plan([("清理社区杂物", WORK), ("修补乡间小路", "先行填平。")])
    assert "修补乡间小路" in said(draft, "6.2")


def test_a_row_without_a_measure() -> None:
    rows = [task(1, WORK), task(2, "夜间清洗。", measure=None, category="种植屋顶花草")]
    assert "种植屋顶花草" in said(plan(tasks=rows), "6.3")


@pytest.mark.parametrize("number", ["6.2", "6.3", "6.4"])
def test_body_and_table_that_fit(number: str) -> None:
    assert not fires(clean(9), number)


def test_a_row_of_many_works() -> None:
    assert fires(plan(tasks=[task(1, "扫地。换灯。浇花。修路。刷墙。")]), "6.4")


def test_a_catalogue_without_its_edition() -> None:
    found = check(plan(tasks=[task(1, "执行《可回收物目录》。")]), "6.5")
    assert [one.severity for one in found] == ["文字性"]


@pytest.mark.parametrize(
    "text", ["执行《可回收物目录（2029年版）》。", "执行《可回收物目录》（2029年版）。", "依照《街巷整洁条例》。"]
)
def test_citations_that_need_nothing(text: str) -> None:
    assert not fires(plan(tasks=[task(1, text)]), "6.5")


def test_a_notice_without_its_number_is_a_hint() -> None:
    assert [one.severity for one in check(plan(tasks=[task(1, "落实《关于清扫楼道的通知》。")]), "6.5")] == ["提示"]


def test_a_document_whose_number_stands_elsewhere() -> None:
    draft = plan(
        tasks=[task(1, "落实《关于清扫楼道的通知》（青政办〔2029〕3号）。"), task(2, "续办《关于清扫楼道的通知》。")]
    )
    assert not fires(draft, "6.5")


def test_words_of_another_level() -> None:
    assert "集中供暖" in said(plan(tasks=[task(1, "新村接入集中供暖管网。")], head=SOUTH), "6.6")


def test_heating_in_the_north_is_no_copy() -> None:
    assert not fires(plan(tasks=[task(1, "新村接入集中供暖管网。")], head=NORTH), "6.6")


def test_a_place_left_over() -> None:
    assert "武汉市" in said(plan(tasks=[task(1, "清理武汉市背街小巷。")], head=SOUTH), "6.7")


@pytest.mark.parametrize("text", ["清理南京市背街小巷。", "按江苏省要求清理。", "学习武汉市、长沙市做法。"])
def test_own_places_and_lists_of_places(text: str) -> None:
    assert not fires(plan(tasks=[task(1, text)], head=SOUTH), "6.7")


def test_half_width_signs_make_one_finding() -> None:
    rows = [task(1, "先扫地,后浇花。"), task(2, "修路(含便道)。")]
    assert [len(one.passages) for one in check(plan(tasks=rows), "6.8")] == [2]


@pytest.mark.parametrize("text", ["达到1,200盏。", "PM2.5浓度下降。", "先扫地，后浇花（含花坛）。"])
def test_signs_that_are_right(text: str) -> None:
    assert not fires(plan(tasks=[task(1, text)]), "6.8")


@pytest.mark.parametrize("text", ["开展“清扫周活动。", "修路（含便道。", "执行清扫办法》。"])
def test_signs_without_a_partner(text: str) -> None:
    assert fires(plan(tasks=[task(1, text)]), "6.9")


@pytest.mark.parametrize("text", ["开展“清扫周”活动。", "1）修路；2）浇花。", "修路（含“便道”)。"])
def test_signs_with_a_partner(text: str) -> None:
    assert not fires(plan(tasks=[task(1, text)]), "6.9")


@pytest.mark.parametrize("text", ["己完成三处。", "加强未端清运。", "到2O31年。", "大气氮污染。"])
def test_look_alikes(text: str) -> None:
    assert fires(plan(tasks=[task(1, text)]), "6.10")


@pytest.mark.parametrize("text", ["已完成三处。", "知己知彼。", "力争取得成效。", "大气氮氧化物。", "达到目的的措施。"])
def test_right_signs(text: str) -> None:
    assert not fires(plan(tasks=[task(1, text)]), "6.10")


def test_a_list_that_the_office_edits() -> None:
    rows = [task(1, "每个小区归扫帚队管。", assignments=())]
    assert not fires(plan(tasks=rows), "3.3")
    words = CheckWords({"vague_bodies": ["扫帚队"]})
    assert "扫帚队" in words.words("vague_bodies")
    assert "各部门" not in CheckWords(removed={"vague_bodies": ["各部门"]}).words("vague_bodies")


@given(st.text(alphabet="（）“”《》扫地，。", max_size=20))
def test_lone_signs_are_signs(text: str) -> None:
    assert all(text[a:b] in set("（）“”《》") for a, b, _ in unpaired_marks(text))


@given(st.lists(st.sampled_from(["（扫）", "“地”", "《花》", "路"]), max_size=8))
def test_pairs_are_never_lone(parts: list[str]) -> None:
    assert unpaired_marks("".join(parts)) == []


def test_many_measures_without_a_row_make_one_hint() -> None:
    titles = ("修补乡间小路", "更换老旧路灯", "整修菜市场", "扩建图书室")
    draft = plan([("清理社区杂物", WORK), *((title, "抓紧办。") for title in titles)])
    assert [(one.severity, len(one.passages)) for one in check(draft, "6.2")] == [("提示", 4)]


def test_a_measure_of_aims_needs_no_row() -> None:
    assert not fires(plan([("清理社区杂物", WORK), ("工作目标", "街巷整洁。")]), "6.2")
