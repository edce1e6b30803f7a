"""Signs in Chinese width, and nothing else changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from app.services.documents.ocr_decode import ReadCharacter
from app.services.documents.ocr_signs import is_page_number, tidied, widened


def wide(words: str) -> str:
    return "".join(widened(list(words)))


def tidy(words: str) -> str:
    return "".join(c.text for c in tidied([ReadCharacter(sign, 1, i) for i, sign in enumerate(words)]))


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("第一步,第二步:完成", "第一步，第二步：完成"),
        ("(一)夯实基础", "（一）夯实基础"),
        ("增长8%;下降3%", "增长8%；下降3%"),
        ("A;B,C", "A;B,C"),
        ("村(社区)", "村（社区）"),
        ("标准(GB3095-2012)执行", "标准（GB3095-2012）执行"),
        ("1,000户", "1,000户"),
        ("PM2.5(24h)", "PM2.5(24h)"),
        ("9:30开会", "9:30开会"),
        ('开展"回访"活动', "开展“回访”活动"),
        ("《关于〈办法》的通知》", "《关于〈办法〉的通知》"),
    ],
)
def test_width(read: str, kept: str) -> None:
    assert wide(read) == kept


@given(st.text(alphabet='水务局，,（()）:：;AB12.《》〈〉"“”', max_size=30))
def test_only_signs_change_and_twice_is_once(words: str) -> None:
    once = wide(words)
    assert len(once) == len(words)
    assert [a for a in once if a.isalnum()] == [b for b in words if b.isalnum()]
    assert wide(once) == once


@given(st.text(alphabet="水务局，,（()）:：;AB12", max_size=30))
def test_folded_text_stays(words: str) -> None:
    assert unicodedata.normalize("NFKC", wide(words)) == unicodedata.normalize("NFKC", words)


def test_blanks_stay_between_latin_words_only() -> None:
    assert tidy("到 2025 年 建成 A B") == "到2025年建成A B"


def test_rest_of_a_rule_is_dropped() -> None:
    assert tidy("|序号|") == "序号"


@pytest.mark.parametrize(
    ("read", "kept"), [("2026一2027年", "2026—2027年"), ("2026一", "2026—"), ("第一2年", "第一2年"), ("9一", "9一")]
)
def test_dash_between_digits(read: str, kept: str) -> None:
    assert tidy(read) == kept


@pytest.mark.parametrize(("read", "kept"), [("一9－", "—9—"), ("-12-", "—12—"), ("一是9-", "一是9-")])
def test_dashes_round_a_page_number(read: str, kept: str) -> None:
    assert tidy(read) == kept


@pytest.mark.parametrize(
    ("words", "odd"), [("关停后.全市", "."), ("方式参j", "j"), ("PM2.5和臭氧", ""), ("A级和5吨", ""), ("1.推进", "")]
)
def test_signs_that_chinese_print_has_not_are_unlikely(words: str, odd: str) -> None:
    read = tidied([ReadCharacter(sign, 0.9, i) for i, sign in enumerate(words)])
    assert "".join(c.text for c in read if c.score < 0.8) == odd


@pytest.mark.parametrize("words", ["——", "一", "3-4", "一三一"])
def test_no_page_number(words: str) -> None:
    assert not is_page_number(list(words))
