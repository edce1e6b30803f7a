"""Two figures of one indicator: stricter, weaker, equal, or not to be compared, and why.

Never a claim where base, unit, year, scope or comparator differ: a wrong "weaker" is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from app.services.comparison.difference import Side
from app.services.comparison.figures import Figure

_ALIKE = 86
_SHORT_NAME = 4
_STILL_ALIKE = 0.7
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures of one indicator and what is to be said of them. ``reason`` where they are not compared."""

    left: Figure
    right: Figure
    side: Side
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """The figures of two passages: pairs, and those that only one side has."""

    pairs: tuple[FigurePair, ...]
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]


def match_figures(left: Sequence[Figure], right: Sequence[Figure]) -> FigureMatch:
    """Pair figures of the same indicator, the likest names first; one figure for two indicators pairs with both."""
    scored = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            score = kinship(one, other)
            if score > 0:
                scored.append((score, i, j))
    scored.sort(key=lambda s: (-s[0], abs(s[1] - s[2]), s[1] + s[2]))
    pairs: list[FigurePair] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, i, j in scored:
        shared = _shares_figure(left[i], right[j])
        if (i in rows and not (shared and len(left[i].parts) > 1)) or (
            j in columns and not (shared and len(right[j].parts) > 1)
        ):
            continue
        rows.add(i)
        columns.add(j)
        side, reason = verdict(left[i], right[j])
        pairs.append(FigurePair(left[i], right[j], side, reason))
    pairs.sort(key=lambda p: (p.left.span or (0, 0), p.right.span or (0, 0)))
    return FigureMatch(
        tuple(pairs),
        tuple(one for index, one in enumerate(left) if index not in rows),
        tuple(one for index, one in enumerate(right) if index not in columns),
    )


def kinship(one: Figure, other: Figure) -> float:
    """How surely two figures are of one indicator, 0..3; 0 where they are not. Same scope and year count more."""
    name = name_kinship(one.key, other.key)
    if not name and _shares_figure(one, other):
        name = _STILL_ALIKE
    if not name:
        return 0.0
    if one.scope and other.scope and one.scope != other.scope:
        return 0.0
    return (
        name
        + 0.5 * (one.scope == other.scope)
        + 0.25 * (one.target.year == other.target.year)
        + (0.25 if one.unit == other.unit and one.change == other.change else 0.0)
    )


def name_kinship(one: str, other: str) -> float:
    """Whether two names mean one indicator: equal, or one only adds words to the other; 0..1.

    A word put in place of another (铁路 for 水路) makes another indicator, however alike the rest.
    """
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORT_NAME:
        return 0.0
    if _replaced(one, other):
        return 0.0
    # Words are only added: from the front they limit the scope, as long as the indicator itself stays.
    if long.endswith(short) or ratio(one, other) >= _ALIKE:
        return ratio(one, other) / 100 if ratio(one, other) > _STILL_ALIKE * 100 else _STILL_ALIKE
    return 0.0


def _replaced(one: str, other: str) -> bool:
    """Whether both sides have words of their own: Indel tells a swap as a deletion beside an insertion."""
    ops = [op for op in Indel.opcodes(one, other) if op.tag != "equal"]
    return any(op.tag == "delete" for op in ops) and any(op.tag == "insert" for op in ops)


def _shares_figure(one: Figure, other: Figure) -> bool:
    """Whether one side gives a single figure to several indicators, of which the other's is one."""
    mine, theirs = one.parts, other.parts
    return (len(mine) > 1) != (len(theirs) > 1) and bool(set(mine) & {*theirs, other.key} or set(theirs) & {one.key})


def verdict(one: Figure, other: Figure) -> tuple[Side, str]:
    """Which of two figures of one indicator is stricter, or why they are not compared."""
    reason = incomparable(one, other)
    if reason:
        return Side.OPEN, reason
    if one.value == other.value and one.high == other.high:
        return Side.SAME, ""
    way = one.way or other.way
    if not way or (one.way and other.way and one.way != other.way):
        return Side.OPEN, "未写明以高为严还是以低为严"
    steps = {_sign(a - b) for a, b in ((one.value, other.value), (one.high or 0, other.high or 0))} - {0}
    if len(steps) > 1:
        return Side.OPEN, "一个区间包含另一个"
    stricter = Side.LEFT if steps == {_sign(way)} else Side.RIGHT
    return _with_effort(one, other, stricter)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _with_effort(one: Figure, other: Figure, stricter: Side) -> tuple[Side, str]:
    """A higher figure that is only striven for is not stricter than a lower one that is promised."""
    if one.effort == other.effort:
        return stricter, ""
    soft = Side.LEFT if one.effort and not other.effort else Side.RIGHT if other.effort and not one.effort else None
    if soft is None or soft == stricter:
        return Side.OPEN, "约束力不同（一为努力目标，一为确定目标）"
    return stricter, ""


def incomparable(one: Figure, other: Figure) -> str:
    """Why two figures of one indicator are not compared; empty where they may be."""
    for differs, reason in (
        (_shares_figure(one, other), "一方由几项指标合用一个数值"),
        (one.change != other.change, "一为增减幅度，一为总量或比例"),
        (_other_unit(one, other), _units(one, other)),
        (_scoped(one) != _scoped(other), _scopes(one, other)),
        (one.change and one.target.baseline_year != other.target.baseline_year, _bases(one, other)),
        (_other_year(one, other), _years(one, other)),
        (not _same_bound(one, other), _bounds(one, other)),
        ((one.high is None) != (other.high is None), "一为区间，一为单一数值"),
    ):
        if differs:
            return reason
    return ""


def _other_unit(one: Figure, other: Figure) -> bool:
    """Whether the units differ; 清零 is none of whatever the other counts."""
    return one.unit != other.unit and not any(f.derived and not f.unit for f in (one, other))


def _other_year(one: Figure, other: Figure) -> bool:
    """Whether the years differ; where one is not written, equal values may still be called equal."""
    first, second = one.target.year, other.target.year
    if first == second:
        return False
    return (first is not None and second is not None) or (one.value, one.high) != (other.value, other.high)


def _scoped(one: Figure) -> tuple[str, str]:
    return one.scope, one.key


def _units(one: Figure, other: Figure) -> str:
    return f"计量单位不同（{one.target.unit or '无'}，{other.target.unit or '无'}）"


def _scopes(one: Figure, other: Figure) -> str:
    first, second = (f"{f.target.scope or ''}{f.target.name}" for f in (one, other))
    return f"指标口径不同（“{first}”，“{second}”）"


def _bases(one: Figure, other: Figure) -> str:
    first, second = (f"{f.target.baseline_year}年" if f.target.baseline_year else "未写" for f in (one, other))
    return f"基期不同（{first}，{second}）"


def _years(one: Figure, other: Figure) -> str:
    first, second = (f"{f.target.year}年" if f.target.year else "未写" for f in (one, other))
    return f"目标年份不同（{first}，{second}）"


def _same_bound(one: Figure, other: Figure) -> bool:
    """Exact figures go with a floor or a ceiling; about does with about only, a floor never with a ceiling."""
    pair = {one.bound, other.bound}
    if len(pair) == 1:
        return True
    if _ABOUT in pair or pair == {"floor", "ceiling"}:
        return False
    return not (one.way and other.way and one.way != other.way)


def _bounds(one: Figure, other: Figure) -> str:
    words = {"floor": "下限", "ceiling": "上限", "exact": "定值", "about": "约数"}
    return f"约束方式不同（{words[one.bound]}，{words[other.bound]}）"
