"""Clauses with their lead-ins, and which of two passages belong together."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.commitments import commitments, matched

PIECES = (
    "到2031年，",
    "清理社区杂物",
    "对未达标的街区，",
    "组织排查沟渠隐患",
    "，",
    "。",
    "；",
    "按照统一部署，",
    "并向社会公开",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def texts(text: str) -> list[str]:
    return [one.text for one in commitments(text)]


@given(TEXTS)
def test_commitments_lie_in_their_text_in_order(text: str) -> None:
    found = commitments(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(TEXTS)
def test_a_passage_matches_itself_in_its_order(text: str) -> None:
    found = matched(text, text)
    assert (found.left, found.right) == ((), ())
    assert all(one.left == one.right and not one.moved for one in found.pairs)


@given(TEXTS, TEXTS)
def test_swapped_passages_match_alike(one: str, other: str) -> None:
    found, back = matched(one, other), matched(other, one)
    assert {(p.left, p.right, p.moved) for p in found.pairs} == {(p.right, p.left, p.moved) for p in back.pairs}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2031年，疏通沟渠，清理杂物。", ["到2031年，疏通沟渠", "清理杂物"]),
        ("对限期未改的铺面，依法关停。", ["对限期未改的铺面，依法关停"]),
        ("对沟渠组织一次检查，清理杂物。", ["对沟渠组织一次检查", "清理杂物"]),
        ("公布检查结果，并向社会公开。", ["公布检查结果，并向社会公开"]),
        ("疏通沟渠。（市水利局、财政局按职责分工负责）", ["疏通沟渠"]),
        ("各地要结合实际，编制清单。", ["各地要结合实际，编制清单"]),
    ],
)
def test_lead_ins_and_additions_stay_with_their_clause(text: str, wanted: list[str]) -> None:
    assert texts(text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("会同有关部门编制投诉热线清单", "会同有关部门推动护理床位联网"),
        ("持续开展首席服务员排查", "持续开展水电报装业务培训"),
    ],
)
def test_phrases_of_the_genre_alone_make_no_pair(one: str, other: str) -> None:
    assert matched(one, other).pairs == ()


def test_other_words_for_the_same_matter_make_a_pair() -> None:
    found = matched("推动化粪池与平台联网。编制投诉热线清单。", "建立投诉热线台账。实现化粪池联网。")
    assert [(one.left.text, one.right.text) for one in found.pairs] == [
        ("推动化粪池与平台联网", "实现化粪池联网"),
        ("编制投诉热线清单", "建立投诉热线台账"),
    ]
