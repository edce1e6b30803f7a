"""Chinese and other ordinals, and the markers of headings and items made with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = "零〇一二三四五六七八九十百"


def chinese_number(text: str) -> int | None:
    """Read 十二, 二十一, 一百零三 or plain digits; None if it is no number."""
    if text.isdigit() and text.isascii():
        return int(text)
    total = current = 0
    for char in text:
        if char in _DIGITS:
            current = _DIGITS[char]
        elif char == "十":
            total += (current or 1) * 10
            current = 0
        elif char == "百":
            total += (current or 1) * 100
            current = 0
        else:
            return None
    return (total + current) if text else None


class Style(StrEnum):
    """How an ordinal is printed."""

    PART = "章"
    SECTION = "节"
    ARTICLE = "条"
    HAN = "一、"
    HAN_BRACKET = "（一）"
    DIGIT = "1."
    DIGIT_BRACKET = "（1）"
    CIRCLED = "①"
    NAMED = "行动一"


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal at the head of a line: its style, number and how many characters it takes."""

    style: Style
    number: int
    end: int


_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.PART, re.compile(rf"第([{_HAN}]+|\d+)(?:章|部分|篇)[、：:.．]?")),
    (Style.SECTION, re.compile(rf"第([{_HAN}]+|\d+)节[、：:.．]?")),
    (Style.ARTICLE, re.compile(rf"第([{_HAN}]+|\d+)条[、：:.．]?(?!规定|例|款|第|所|的|至|和|到)")),
    (Style.NAMED, re.compile(rf"(?:行动|任务|工程|举措|措施|专项|专题)([{_HAN}]{{1,3}}|\d{{1,2}})[：:、．.](?!\d)")),
    (Style.HAN, re.compile(rf"([{_HAN}]{{1,4}})[、．.]")),
    (Style.HAN_BRACKET, re.compile(rf"[（(]([{_HAN}]{{1,4}})[）)][、.．]?")),
    (Style.DIGIT, re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)")),
    (Style.DIGIT_BRACKET, re.compile(r"[（(]?(\d{1,2})[）)][、.．]?")),
)


def marker_at(text: str) -> Marker | None:
    """The ordinal that the (cleaned) text begins with, or None."""
    if not text:
        return None
    if text[0] in _CIRCLED:
        return Marker(Style.CIRCLED, _CIRCLED.index(text[0]) + 1, 1)
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            number = chinese_number(found.group(1))
            if number:
                return Marker(style, number, found.end())
    return None
