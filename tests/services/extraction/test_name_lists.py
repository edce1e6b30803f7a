"""Cutting responsibility texts into names."""

from __future__ import annotations

import pytest

from app.services.extraction.lexicon import Lexicon
from app.services.extraction.name_lists import split_glued, split_linked, split_parts, without_others

LEXICON = Lexicon.shipped()


def known(text: str) -> bool:
    return LEXICON.find(text).known


def test_separators_in_brackets_do_not_split() -> None:
    assert [p.text for p in split_parts("市教育局、各县（市、区）人民政府")] == ["市教育局", "各县（市、区）人民政府"]


def test_group_of_local_governments_stays_whole() -> None:
    assert [p.text for p in split_parts("各市、县（区）人民政府，省教育厅")] == ["各市、县（区）人民政府", "省教育厅"]


def test_unclosed_bracket_ends_nothing() -> None:
    assert [p.text for p in split_parts("各县（市、区人民政府")] == ["各县（市、区人民政府"]


@pytest.mark.parametrize("name", ["自然资源和规划局", "文化和旅游局", "市各有关部门和单位", "妇女和儿童服务中心"])
def test_one_name_with_and(name: str) -> None:
    assert split_linked(name, known) == [name]


def test_two_names_with_and() -> None:
    assert split_linked("市教育局及市自然资源和规划局", known) == ["市教育局", "市自然资源和规划局"]


def test_glued_names() -> None:
    assert split_glued("市教育局市财政局", known) == ["市教育局", "市财政局"]
    assert split_glued("市住房和城乡建设局", known) == ["市住房和城乡建设局"]


@pytest.mark.parametrize("text", ["市教育局等", "市教育局等部门", "市教育局等5个部门", "市教育局等市有关单位"])
def test_others(text: str) -> None:
    assert without_others(text) == ("市教育局", True)
