"""Rules 6, continued: widths of signs, pairs of quotes and brackets, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.services.checking.context import PlanContext
from app.services.checking.finding import WORDING, Finding
from app.services.checking.rule import Rule, rule
from app.services.comparison.changes import Mark

_HAN = r"\u4e00-\u9fff"
_HALF = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:?!](?=[{_HAN}“《（]|$)|(?<=[{_HAN}])\([^()]*[{_HAN}][^()]*\)|\((?=[{_HAN}])[^()]*\)"
)
_FULL_DIGITS = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’", "〔": "〕", "【": "】", "[": "]"}
_ITEM = re.compile(r"(?:^|(?<=[。；;：:\n]))(?:[0-9]{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[）)]")


@rule("6.8", "全角、半角标点混用", WORDING, "原件为全角，读入时被改作半角。")
def mixed_width(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Half-width signs among Chinese, full-width digits and letters: one finding for the plan."""
    found = []
    for item, field, text in context.texts():
        marks: list[Mark] = [(*m.span(), "word") for m in _HALF.finditer(text)]
        if not text.isascii() and re.search(r"[0-9A-Za-z%]", text):
            marks += [(*m.span(), "word") for m in _FULL_DIGITS.finditer(text)]
        if marks:
            found.append(context.passage(item, field, text, sorted(marks)))
    if found:
        where = "、".join(dict.fromkeys(one.cite for one in found[:5]))
        more = "等" if len(found) > 5 else ""
        yield rule.finding(f"{where}{more}共{len(found)}处全角、半角混用。", "请统一为全角标点、半角数字。", found)


@rule("6.9", "引号、括号、书名号不成对", WORDING, "另一半在读入时遗漏，或序号本用单括号。")
def unpaired(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """An opening sign without its closing one, or the reverse."""
    for item, field, text in context.texts():
        marks = unpaired_marks(text)
        if marks:
            signs = "、".join(dict.fromkeys(text[a:b] for a, b, _ in marks))
            yield rule.finding(f"“{signs}”没有配对。", "请核对并补全。", [context.passage(item, field, text, marks)])


def unpaired_marks(text: str) -> list[Mark]:
    """The signs of a text that have no partner."""
    waiting: list[tuple[str, int]] = []
    lone: list[int] = []
    closing = {close: start for start, close in _PAIRS.items()}
    items = {m.end() - 1 for m in _ITEM.finditer(text)}
    for index, char in enumerate(text):
        if char in _PAIRS:
            waiting.append((char, index))
        elif char in closing and index not in items:
            if waiting and _PAIRS[waiting[-1][0]] in _LIKE.get(char, char):
                waiting.pop()
            elif any(sign == closing[char] for sign, _ in waiting):
                while waiting and waiting[-1][0] != closing[char]:
                    lone.append(waiting.pop()[1])
                waiting.pop()
            else:
                lone.append(index)
    lone += [index for _, index in waiting]
    return [(index, index + 1, "word") for index in sorted(lone)]


_LIKE = {"）": "）)", ")": "）)"}
"""A bracket of the other width closes too: that is another rule's matter."""


@rule("6.10", "疑似形近字、错字", WORDING, "确为所写之字。")
def look_alikes(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Slips that scanning and typing leave: by a list of patterns."""
    patterns = [(re.compile(str(one["pattern"])), str(one["right"])) for one in context.words.table("look_alikes")]
    for item, field, text in context.texts():
        for pattern, right in patterns:
            for match in pattern.finditer(text):
                yield rule.finding(
                    f"“{match.group()}”疑为“{right}”之误。",
                    "请核对原件。",
                    [context.passage(item, field, text, [(*match.span(), "word")])],
                    key=match.group(),
                )
