from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.extraction.numerals import Style, chinese_number, marker_at

_HAN = "一二三四五六七八九"


def han(n: int) -> str:
    tens, ones = divmod(n, 10)
    head = "" if not tens else ("十" if tens == 1 else _HAN[tens - 1] + "十")
    return head + (_HAN[ones - 1] if ones else "")


@given(st.integers(1, 99))
def test_chinese_numbers(n: int) -> None:
    assert chinese_number(han(n)) == n


@pytest.mark.parametrize(("text", "number"), [("一百零三", 103), ("一百二十", 120), ("7", 7), ("", None), ("河", None)])
def test_other_numbers(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("一、总则", Style.HAN, 1),
        ("（十二）修复湿地", Style.HAN_BRACKET, 12),
        ("(二十五)修复湿地", Style.HAN_BRACKET, 25),
        ("第三章 保障", Style.PART, 3),
        ("第二部分任务", Style.PART, 2),
        ("第十条本办法", Style.ARTICLE, 10),
        ("3.清淤", Style.DIGIT, 3),
        ("3、清淤", Style.DIGIT, 3),
        ("（4）清淤", Style.DIGIT_BRACKET, 4),
        ("②清淤", Style.CIRCLED, 2),
    ],
)
def test_markers(text: str, style: Style, number: int) -> None:
    marker = marker_at(text)
    assert marker is not None
    assert (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize("text", ["1.5万吨", "第三条规定的情形", "全市一盘棋", "", "2025年底"])
def test_no_markers(text: str) -> None:
    assert marker_at(text) is None
