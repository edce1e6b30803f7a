"""Dates by which something is due, as a text says them; base years, years of documents and editions are none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DATE = re.compile(
    r"(?P<lead>到|至|截至|截止|力争|确保|争取|于|在)?"
    r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|[1-9])月(?:(?P<day>3[01]|[12]\d|[1-9])日)?|(?P<half>上半年|[一二三四]季度|第[一二三四]季度))?"
    r"(?P<tail>年?(?:底|末)前?|之?前|内|年度|全年|度)?"
)
_NOT_DUE = re.compile(
    r"^(?:以来|起|本|版|修订|修正|度?水平|基础上|为基|同期|的?[^，。；]{0,6}(?:相比|基础上)|[，、]?以来|已|印发|发布|出台)"
)
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}
_MASKED = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》|〔\d{4}〕|[（(][^（）()]*(?:号|本|版)[）)]")
_SINCE = re.compile(r"(?:比|较|与|自|从|以)$")


@dataclass(frozen=True, slots=True)
class Due:
    """A date by which something is due, with its range in the text."""

    day: date
    start: int
    end: int
    text: str


@lru_cache(maxsize=8192)
def due_dates(text: str) -> tuple[Due, ...]:
    """All dates by which a text says something is due."""
    plain = _MASKED.sub(lambda m: "□" * len(m.group()), text)
    return tuple(_due(plain, text))


def _due(plain: str, text: str) -> Iterator[Due]:
    for match in _DATE.finditer(plain):
        if _SINCE.search(plain[: match.start()]) or _NOT_DUE.match(plain[match.end() :]):
            continue
        if match.group("lead") in {"截至", "截止"} and not match.group("tail"):
            continue
        if re.match(r"[—–\-~至到]+\s*(?:20)?\d", plain[match.end() :]):
            continue  # the first year of a range
        yield Due(_end_of(match), match.start(), match.end(), text[match.start() : match.end()])


def _end_of(match: re.Match[str]) -> date:
    year, month = int(match.group("year")), 12
    if match.group("month"):
        month = int(match.group("month"))
    elif match.group("half"):
        quarter = match.group("half").strip("第季度")
        month = _QUARTERS.get(quarter, 6)
    last = calendar.monthrange(year, month)[1]
    day = min(int(match.group("day") or last), last)
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """The day some months later; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
