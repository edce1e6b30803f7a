"""Finding numbers with their units, ranges, years and 翻番 in running text; offsets are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from app.services.extraction.numerals import chinese_number
from app.services.extraction.units import UnitKind, unit_at

_MASK: Final = "\uffff"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FULL_WIDTH: Final = str.maketrans(
    "０１２３４５６７８９．％／～" + "".join(chr(ord(c) + 0xFEE0) for c in _LETTERS), "0123456789.%/~" + _LETTERS
)
_NUMBER: Final = re.compile(r"(?<![\dA-Za-z.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_LONGEST: Final = 18
_DASH: Final = re.compile(r"(?:[—–~～\-－]{1,2}|至|到)(?=\d)")
_HIDDEN: Final = re.compile(
    r"《[^》]{0,200}》|〔[^〕]{0,40}〕|“[^”]{0,14}”|‘[^’]{0,14}’|[A-Za-z]+\d*[A-Za-z]*/?[A-Z]*\d+[-—]\d{4}"
)
_BRACKETED: Final = re.compile(r"(?<!/)（[^（）]{0,200}）|(?<!/)\([^()]{0,200}\)")
_ORDINAL_BEFORE: Final = re.compile(r"(?:第|前|版本|[Vv]|排名|居|列|NO\.?|No\.?|编号|附件|附表|表|图|专栏)$")
_DATE_AFTER: Final = re.compile(
    r"月(?![度均租])|号|[日](?=前|起|止|至|印发|，|。|）)|时(?!段)|[:：]\d|版|级|类|大(?!型)|字|℃|°|个(?:方面|一|层级|阶段|维度|批次|坚持|步骤)"
)
_TURN: Final = re.compile(r"翻(?:(?P<n>[一两二三四五]|\d)番|番|倍)")
_HAN_PERCENT: Final = re.compile(r"百分之(?P<n>[零一二三四五六七八九十百]{1,6}(?:点[零一二三四五六七八九]+)?)")
_HAN_COUNT: Final = re.compile(
    r"(?<![第一二三四五六七八九十每新上下])(?P<n>[一二两三四五六七八九十]{1,3})(?P<unit>次(?!能源|性|函数|产业|供)|轮|场|期|批次|遍|家|个|项|名|处|条|座|所|倍|户|支)"
)
_HALF: Final = re.compile(r"(?P<half>一半)")
_YEAR: Final = re.compile(
    r"(?P<first>20\d\d)(?:年)?(?:度)?(?:[—–~～\-－至到]{1,2}(?P<last>20\d\d))?(?=年|[、和与及](?:20\d\d)年)年?"
)
_PERIOD: Final = re.compile(r"[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?P<part>末|期末|时期|期间|规划期末|规划末|)")
_WITHIN_YEAR: Final = re.compile(
    r"(?<![\d年])(?:1[0-2]|[1-9])月(?:份)?(?:\d{1,2}[日号])?(?:底|末|[上中下]旬)?(?:之?前|以前)|(?<![\d每半])年底(?:之?前)?|年内|全年|今年|本年度"
)
_PERIOD_END: Final = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number: value, upper end of a range, unit, and what is special about it."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    kind: UnitKind | None
    odd: bool = False
    turn: bool = False
    han: bool = False


@dataclass(frozen=True, slots=True)
class YearMark:
    """A printed year or five-year plan (``year`` = its end)."""

    start: int
    end: int
    year: int


def mask(text: str) -> str:
    """The text with titles, document numbers and short quotations hidden, at the same offsets."""
    return _HIDDEN.sub(lambda m: _MASK * len(m.group()), text.translate(_FULL_WIDTH))


def mask_brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with brackets hidden, and the ranges of what stood in them."""
    inner: list[tuple[int, int]] = []

    def hide(match: re.Match[str]) -> str:
        inner.append((match.start() + 1, match.end() - 1))
        return _MASK * len(match.group())

    return _BRACKETED.sub(hide, text), inner


def find_years(text: str, original: str, plan_year: int | None = None) -> list[YearMark]:
    """Every year of ``text``; five-year plans are read in ``original`` because quotations are hidden.

    ``plan_year`` is the year of a plan for one year: 9月底前 and 全年 are its.
    """
    marks = [YearMark(m.start(), m.end(), int(m["last"] or m["first"])) for m in _YEAR.finditer(text)]
    for match in _PERIOD.finditer(original):
        following = original[match.end() : match.end() + 3]
        if match["part"] or re.match(r"，|以来|规划期", following):
            marks.append(YearMark(match.start(), match.end(), _PERIOD_END[match["plan"]]))
    if plan_year is not None:
        marks += [YearMark(m.start(), m.end(), plan_year) for m in _WITHIN_YEAR.finditer(text)]
    return sorted(marks, key=lambda m: m.start)


def find_quantities(text: str, years: list[YearMark]) -> list[Quantity]:
    """Every number that is no date, ordinal or part of a name; in order."""
    taken = [(y.start, y.end) for y in years]
    found: list[Quantity] = []
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        at = match.end()
        if (
            len(match.group()) > _LONGEST
            or any(a <= match.start() < b for a, b in taken)
            or _ORDINAL_BEFORE.search(text[max(0, match.start() - 4) : match.start()])
        ):
            continue
        quantity = _quantity(text, match)
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
    found += _in_words(text)
    return _share_units(text, sorted(found, key=lambda q: q.start))


def _number(text: str) -> float:
    value = float(text.replace(",", ""))
    return int(value) if value == int(value) else value


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    unit, kind, stop, odd = unit_at(text, end)
    high: float | None = None
    dash = _DASH.match(text, stop)
    upper = _NUMBER.match(text, dash.end()) if dash else None
    if upper is not None and _plain_year(match.group()) is False:
        second, second_kind, second_stop, _ = unit_at(text, upper.end())
        if second_kind is not None and (not unit or unit == second or second.startswith(unit) or second.endswith(unit)):
            unit, kind, stop, high = second, second_kind, second_stop, _number(upper.group())
    following = text[stop : stop + 1]
    if kind is None and not unit:
        if _DATE_AFTER.match(text, end) or re.match(r"[A-Za-z+]", text[end : end + 1]):
            return None
    elif _DATE_AFTER.match(text, end) or (following.isascii() and following.isalpha()):
        return None
    return Quantity(start, stop, _number(match.group()), high, unit, kind, odd)


def _plain_year(word: str) -> bool:
    return re.fullmatch(r"20\d\d", word) is not None


def _in_words(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _TURN.finditer(text):
        times = 1 if match.group() == "翻倍" else chinese_number(match["n"] or "一") or 1
        found.append(Quantity(match.start(), match.end(), (2**times - 1) * 100, None, "%", UnitKind.SHARE, turn=True))
    for match in _HAN_PERCENT.finditer(text):
        whole, _, part = match["n"].partition("点")
        digits = "".join(str(chinese_number(c) or 0) for c in part)
        value = _number(f"{chinese_number(whole) or 0}.{digits or 0}")
        found.append(Quantity(match.start(), match.end(), value, None, "%", UnitKind.SHARE))
    found += [Quantity(m.start(), m.end(), 50, None, "%", UnitKind.SHARE, han=True) for m in _HALF.finditer(text)]
    for match in _HAN_COUNT.finditer(text):
        value = chinese_number(match["n"]) or 0
        found.append(Quantity(match.start(), match.end(), value, None, match["unit"], UnitKind.COUNT, han=True))
    return found


_LINK: Final = re.compile(r"(?:、|和|及|以及|与|或|，)")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """800万和115万吨, 20个、10个百分点: the last unit of a list holds for all."""
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        if one.han or one.turn or not _LINK.fullmatch(text[one.end : following.start]) or following.kind is None:
            continue
        if one.kind is None:
            base = following.unit.lstrip("万亿千百") if one.unit else following.unit
            found[i] = replace(one, unit=one.unit + base, kind=following.kind)
        elif one.unit == "个" and following.unit.startswith("个"):
            found[i] = replace(one, unit=following.unit, kind=following.kind)
    return [q if q.kind is not None else replace(q, kind=UnitKind.PLAIN) for q in found if q.kind or not q.unit]
