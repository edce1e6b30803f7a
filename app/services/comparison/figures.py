"""The figures of an item, absolutes without a printed number among them, made ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from app.services.comparison.indicator import key_of
from app.services.comparison.indicator_words import plain_unit
from app.services.comparison.sentences import Span, clauses, sentences
from app.services.comparison.wording import plain, unplaced
from app.services.extraction.draft import Target
from app.services.extraction.target_names import scope_of, split_names, trim

UP, DOWN = 1, -1
_SHORTEST_NAME = 3

_WIDE = frozenset({"", "全国", "全省", "全市", "全县", "全区", "全州", "我市", "我省", "我县", "我区", "各地"})
_RISING = re.compile(r"达到|达|(?:提高|提升|增加|增长|扩大|上升|恢复)(?:到|至)|增至|建成|新增|完成|培育|实现|推广")
_FALLING = re.compile(r"控制(?:在|到)|(?:下降|降低|减少|压减|压缩|缩短|降)(?:到|至)|减至")
_EFFORTS = r"(?:基本|要|力争|全部|全面|年底前|均)*(?:实现|达到)?"
_FULL = re.compile(rf"(?P<name>[^，。；：、]{{2,40}}?){_EFFORTS}(?P<word>全覆盖|全面覆盖|100[%％]覆盖)")
_NONE = re.compile(rf"(?P<name>[^，。；：、]{{2,40}}?){_EFFORTS}[“\"]?(?:动态)?(?P<word>清零|归零)")
_ABSOLUTES = ("全面覆盖", "全覆盖", "动态清零", "清零", "归零")
_YEAR = re.compile(r"(?:到|至)?(20\d\d)年(?:底|末)?(?!以来|相比|基础)")
_EFFORT = re.compile(r"力争|争取|努力|基本|原则上")
_COUNTED = re.compile(r"(?<=.{3})[次家个人户项]数$")
"""检查次数 of 检查, where the unit says what is counted."""
_FLOOR, _CEILING, _EXACT, _ABOUT = "floor", "ceiling", "exact", "about"
_BOUNDS = {">=": _FLOOR, ">": _FLOOR, "<=": _CEILING, "<": _CEILING, "=": _EXACT, "~": _ABOUT}


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as it is compared. ``bound``: floor, ceiling, exact, about; ``way``: UP, DOWN, 0 where unknown.

    ``change``: a growth or decline, not a level; ``value`` in the usual ``unit`` (吨 of 万吨). ``key`` is the usual
    name without places and punctuation, ``scope`` what limits it; ``derived``: an absolute without a printed number.
    """

    target: Target
    key: str
    value: float
    high: float | None
    unit: str
    scope: str
    bound: str
    way: int
    change: bool
    effort: str
    span: tuple[int, int] | None = None
    derived: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The indicators that share this one figure."""
        return tuple(plain(key_of(unplaced(one))) for one in split_names(self.target.name))

    @property
    def said(self) -> str:
        """The figure as a sentence gives it: 2020年基础上下降10%以上."""
        return figure_words(self)


def figures_of(text: str, targets: Iterable[Target], places: tuple[str, ...] = ()) -> tuple[Figure, ...]:
    """The figures of a text: its targets, and the absolutes that it names without a number."""
    known = tuple(figure_of(one, text, places) for one in targets)
    covered = [one.span for one in known if one.span]
    more = [
        replace(figure_of(one, text, places), derived=True, span=span)
        for one, span in absolutes(text)
        if not any(a < span[1] and span[0] < b for a, b in covered)
    ]
    return known + tuple(more)


def figure_of(target: Target, text: str, places: tuple[str, ...] = ()) -> Figure:
    """One target made ready."""
    at = text.find(target.quote) if target.quote else -1
    unit, factor = plain_unit(target.unit)
    name, scope = _split_scope(target)
    change = target.comparator == "change"
    sign = (target.bound or "=") if change else target.comparator
    high = None if target.value_high is None else target.value_high * factor
    return Figure(
        target,
        _COUNTED.sub("", plain(key_of(unplaced(name, places)))),
        target.value * factor,
        high,
        unit,
        plain(scope, places),
        _BOUNDS.get(sign, _EXACT),
        _way(target, sign, change),
        change,
        target.effort or "",
        (at, at + len(target.quote)) if at >= 0 else None,
    )


_COUNTRY = ("县城", "县级", "农村", "乡村", "城镇")
_NARROW = re.compile(r"^(?:县城|县级|建成区|城区|主城区|中心城区|市区|城市|城镇|农村|乡村|地级及以上城市(?:建成区)?)")


def _split_scope(target: Target) -> tuple[str, str]:
    """Name and scope: 县城 in front of the indicator limits it like 建成区 that was told apart already."""
    name, scope = target.name, target.scope or ""
    scope = "" if scope in _WIDE else scope
    while (found := _NARROW.match(name)) and len(name) - found.end() >= _SHORTEST_NAME:
        # 县城 before 建成区 is another place than it, 城市 before it the same.
        scope = scope if scope in _COUNTRY else scope.removesuffix("城市") + found.group()
        name = name[found.end() :]
    return name, scope


def _way(target: Target, sign: str, change: bool) -> int:
    """Which way is stricter: higher or lower; 0 where the words do not tell."""
    if change:
        if sign in {"<=", "<"}:
            return DOWN if target.value > 0 else 0
        return UP if target.value > 0 else DOWN if target.value < 0 else 0
    if sign in {">=", ">"}:
        return UP
    if sign in {"<=", "<"}:
        return DOWN
    if _FALLING.search(target.quote):
        return DOWN
    return UP if _RISING.search(target.quote) else 0


@lru_cache(maxsize=8192)
def absolutes(text: str) -> tuple[tuple[Target, tuple[int, int]], ...]:
    """全覆盖 as 100 %, 清零 as 0, with their ranges."""
    return tuple(_absolutes(text))


def _absolutes(text: str) -> Iterator[tuple[Target, tuple[int, int]]]:
    for sentence in sentences(text):
        year: int | None = None
        for clause in clauses(sentence.text):
            dated = _YEAR.search(clause.text)
            year = int(dated.group(1)) if dated else year
            for pattern, value, unit, tail in ((_FULL, 100.0, "%", "覆盖率"), (_NONE, 0.0, "", "")):
                found = pattern.search(clause.text)
                if found:
                    start = sentence.start + clause.start
                    yield _absolute(found, clause, value, unit, tail, year), (start, start + len(clause.text))


def _absolute(found: re.Match[str], clause: Span, value: float, unit: str, tail: str, year: int | None) -> Target:
    raw = found.group("name")
    effort = _EFFORT.search(clause.text)
    name = trim(raw)
    return Target(
        where="",
        name=name if name.endswith(tail) else name + tail,
        comparator="=",
        value=value,
        unit=unit,
        year=year,
        quote=clause.text,
        effort=effort.group() if effort else None,
        scope=scope_of(raw),
    )


def figure_words(figure: Figure) -> str:
    """A figure in words, with what it is measured against: 较2020年下降10%以上."""
    one = figure.target
    if figure.derived:
        return next((word for word in _ABSOLUTES if word in one.quote), one.quote)
    number = _number(abs(one.value) if figure.change else one.value)
    if one.value_high is not None:
        number = f"{number}—{_number(abs(one.value_high) if figure.change else one.value_high)}"
    number += one.unit
    number += {_FLOOR: "以上", _CEILING: "以内", _ABOUT: "左右"}.get(figure.bound, "")
    if figure.change:
        base = f"较{one.baseline_year}年" if one.baseline_year else ""
        verb = "" if re.search(r"增长|下降|增速|降幅|增幅", one.name) else "增长" if one.value >= 0 else "下降"
        number = f"{base}{verb}{number}"
    return f"{figure.effort}{number}" if figure.effort in {"力争", "争取", "努力", "基本"} else number


def _number(value: float) -> str:
    return f"{value:.10g}"
