"""Reading a deadline cell by the schema's rules: ongoing, by date, as soon as possible, none."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Final

from app.services.extraction.draft import Deadline, Doubt, Reason
from app.services.extraction.numerals import chinese_number

_FIELD: Final = "deadline_raw"
_ONGOING: Final = re.compile(
    r"持续|长期|常态|常年|全年|逐年|年度任务|贯穿|定期|实时|经常|滚动|日常|按年度|动态|始终|永久|不断|长效|按需|同步推进|序时推进"
)
_ASAP: Final = re.compile(r"尽快|抓紧|立即|马上|立行立改|即知即改|即行即改|即时|即刻|随即|尽早|从速|加快推进|加快")
_EACH: Final = re.compile(r"每(?:年度?|季度?|个?月度?|半年|周|日|天|旬|两年)|按(?:年度?|季度?|月度?|旬|周)")
_EXTERNAL: Final = re.compile(
    r"(?:按照?|根据|依据|待|与|视)(?:国家|中央|省|市|上级|部|省级|国务院|全省|全国|省委|市委|有关|统一)[^，；。]{0,24}(?:部署|要求|安排|进度|时限|计划|统一|下达|规定|同步|推进|时间|节点)"
)
_UNREADABLE: Final = re.compile(
    r"春节|两会|汛期|国庆|[采供]暖季|节前|节后|开学|高考|雨季|[春夏秋冬]季|入冬|入汛|内完成|之?日起|印发后|个月内|工作日|届时|会后|年初|汛前|封冻|考核前"
)
_RANGE: Final = re.compile(r"20\d\d年?[—–\-~～至到]+(?:20)?\d|[月日号][—–\-~～至到]+\d|\d[—–\-~～至到]+\d{1,2}月")
_PERIOD_ENDS: Final = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_HAN_YEAR: Final = re.compile(r"[二三][〇○零一二三四五六七八九]{3}(?=年)")
_TOKEN: Final = re.compile(
    r"(?P<iso>20\d\d[-/.](?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?(?!\d))"
    r"|(?P<year>20\d\d)(?=\s*年|\s*[—–\-~～至到]|$)"
    r"|(?P<plan>十[二三四五六]五)[”\"」]?(?:规划)?(?P<planpart>初|中期|前期)?"
    r"|(?P<half>[上下])半年|(?P<middle>年中)"
    r"|(?:第|前)?(?P<quarter>[一二三四1-4])个?季度?(?=[^节]|$)"
    r"|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<third>[上中下]旬|初))?"
    r"|(?P<range>(?<!\d)(?:1[0-2]|0?[1-9])(?=[—–\-~～至到](?:1[0-2]|0?[1-9])月))"
    r"|(?P<yearend>年(?:年)?[底末内]|年度|年)"
    r"|(?P<since>起|以来)"
)
_THIRDS: Final = {"上旬": 10, "初": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class _Point:
    """The end and the beginning of a printed date or period."""

    end: str
    begin: str
    since: bool = False


def read_deadline(raw: str | None, plan_year: int | None = None) -> tuple[Deadline, tuple[Doubt, ...]]:
    """Read a deadline cell; None means the table has no such column, "" that the cell is empty.

    ``plan_year`` is the year of a plan for one year: months without a year are its months.
    """
    text = re.sub(r"\s+", "", raw or "")
    if not text.strip("-—－/\\无 　"):
        return Deadline(), ()
    text = _HAN_YEAR.sub(lambda m: "".join(str(chinese_number(c) or 0) for c in m.group()), text)
    points = _points(text, plan_year)
    each = _EACH.search(text)
    external = _external(text)
    begin = min((p.begin for p in points), default=None)
    if each is not None:
        return Deadline("ongoing", None, begin, each.group(), external), ()
    ends = [p for p in points if not p.since]
    if ends and not _UNREADABLE.search(text):
        last = max(p.end for p in ends)
        first = begin if begin is not None and begin < last and _is_range(text, points) else None
        return Deadline("by_date", last, first, None, external), ()
    if _ONGOING.search(text) or (points and not ends):
        return Deadline("ongoing", None, begin, None, external), ()
    if external is not None:
        return Deadline("none", external=external), ()
    if _ASAP.search(text):
        return Deadline("asap"), ()
    return Deadline(), (Doubt(_FIELD, Reason.UNREAD_DEADLINE, None, f"未能读出完成时限：“{text}”"),)


def _external(text: str) -> str | None:
    match = _EXTERNAL.search(text)
    return match.group() if match else None


def _is_range(text: str, points: list[_Point]) -> bool:
    return any(p.since for p in points) or _RANGE.search(text) is not None


class _Reader:
    """Carries year and month over the tokens of one cell."""

    def __init__(self, plan_year: int | None = None) -> None:
        self.points: list[_Point] = []
        self._year: int | None = plan_year
        self._first: int | None = None  # the 1 of 1—6月
        self._open = False  # a year whose month, quarter or half has not come yet

    def year(self, year: int) -> None:
        """A year stands; alone it means its last day."""
        self.close()
        self._year, self._open = year, True

    def part(self, first: int, last: int, day: int | None = None) -> None:
        """Months first..last of the current year (a month, quarter, half), or one day."""
        first, self._first = min(first, self._first or first), None
        if self._year is None or not 1 <= first <= last <= 12:
            return
        end = min(day or 31, calendar.monthrange(self._year, last)[1])
        self.points.append(_Point(f"{self._year}-{last:02d}-{end:02d}", f"{self._year}-{first:02d}-01"))
        self._open = False

    def year_end(self) -> None:
        """年底 of the plan's year, where no year and no month was printed."""
        if self._year is not None and not self._open and not self.points:
            self._open = True

    def range_from(self, month: int) -> None:
        """The next month closes a range that begins with ``month``."""
        self._first = month

    def since(self) -> None:
        """起: what stands before is a beginning, no end."""
        self.close()
        if self.points:
            point = self.points.pop()
            self.points.append(_Point(point.end, point.begin, True))

    def close(self) -> None:
        """The year before stood alone."""
        if self._open and self._year is not None:
            self.points.append(_Point(f"{self._year}-12-31", f"{self._year}-01-01"))
        self._open = False


def _points(text: str, plan_year: int | None) -> list[_Point]:
    reader = _Reader(plan_year)
    for match in _TOKEN.finditer(text):
        _take(reader, match)
    reader.close()
    return reader.points


def _take(reader: _Reader, match: re.Match[str]) -> None:
    kind, value = match.lastgroup, match.group()
    if match["iso"]:
        year, month, *day = (int(n) for n in re.split(r"[-/.]", match["iso"]))
        reader.year(year)
        reader.part(month, month, day[0] if day else None)
    elif match["year"]:
        reader.year(int(match["year"]))
    elif match["plan"]:
        if not match["planpart"]:
            reader.year(_PERIOD_ENDS[match["plan"]])
            reader.close()
    elif match["half"]:
        reader.part(*((1, 6) if match["half"] == "上" else (7, 12)))
    elif kind == "middle":
        reader.part(1, 6)
    elif match["quarter"]:
        _quarter(reader, match["quarter"], whole=value.startswith("前"))
    elif match["month"]:
        _month(reader, match)
    elif match["range"]:
        reader.range_from(int(match["range"]))
    elif kind == "yearend" and value not in ("年", "年度"):
        reader.year_end()
    elif kind == "since":
        reader.since()


def _quarter(reader: _Reader, word: str, *, whole: bool) -> None:
    number = chinese_number(word) or 4
    reader.part(1 if whole else number * 3 - 2, number * 3)


def _month(reader: _Reader, match: re.Match[str]) -> None:
    month = chinese_number(match["month"].lstrip("0")) or 0
    day = int(match["day"]) if match["day"] else _THIRDS.get(match["third"] or "")
    reader.part(month, month, day)
