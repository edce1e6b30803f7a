"""Figures of linked items that count the same thing under other names: shown side by side, never compared.

To say that the other plan has no such figure would be wrong where it has one of 污水处理能力 beside one of 处理能力.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigureMatch, FigurePair
from app.services.comparison.figures import Figure

Range = tuple[int, int]
Corresponding = tuple[Range, Range]
"""Where a clause of the left and its counterpart stand."""

OTHER_NAMES = "指标名称不同"
_LEAST_END = 4
"""Length of the thing counted, with which both names end (or one name is cut short: 培训 for 培训护理员)."""


def with_namesakes(match: FigureMatch) -> FigureMatch:
    """The match with the figures left over paired where each has just one namesake on the other side."""
    return _with(match, _are_namesakes)


def with_counterparts(
    match: FigureMatch, clauses: Iterable[Sequence[Corresponding]], here: tuple[Sequence[Figure], Sequence[Figure]]
) -> FigureMatch:
    """The match with figures paired that stand in clauses which correspond, under whatever name; by unit first.

    ``clauses``: the surest first; ``here``: the figures that no other item of the other plan has.
    """

    def related(one: Figure, other: Figure, *, where: Sequence[Corresponding], unit: Callable[[Figure], str]) -> bool:
        if one.derived or other.derived or one not in here[0] or other not in here[1]:
            return False
        if _way_of_counting(one) != _way_of_counting(other) or unit(one) != unit(other):
            return False
        return any(_stands_in(one.span, mine) and _stands_in(other.span, theirs) for mine, theirs in where)

    for where in clauses:
        for unit in (_printed_unit, _usual_unit, _any_unit):
            match = _with(match, partial(related, where=where, unit=unit))
    return match


def _way_of_counting(one: Figure) -> str:
    """A share, a change of it, or a number: 增加3个 is one as 新建3个 is."""
    return "" if one.unit != "%" else "change" if one.change else "share"


def _printed_unit(one: Figure) -> str:
    return one.target.unit.lstrip("十百千万亿")


def _usual_unit(one: Figure) -> str:
    return one.unit


def _any_unit(one: Figure) -> str:
    del one
    return ""


def _stands_in(span: Range | None, clause: Range) -> bool:
    """Whether a figure's words end in a clause (the year may stand before it, a mark behind it)."""
    return span is not None and clause[0] < span[1] <= clause[1] + 1


def _with(match: FigureMatch, related: Callable[[Figure, Figure], bool]) -> FigureMatch:
    """The match with figures left over paired where each is related to just one of the other side."""
    table = [(i, j) for i, one in enumerate(match.left) for j, other in enumerate(match.right) if related(one, other)]
    pairs = list(match.pairs)
    taken: tuple[set[int], set[int]] = (set(), set())
    for i, j in table:
        if sum(key[0] == i or key[1] == j for key in table) == 1:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append(_pair(match.left[i], match.right[j]))
    pairs.sort(key=lambda p: (p.left.span or (0, 0), p.right.span or (0, 0)))
    return FigureMatch(
        tuple(pairs),
        tuple(one for index, one in enumerate(match.left) if index not in taken[0]),
        tuple(one for index, one in enumerate(match.right) if index not in taken[1]),
    )


def _pair(one: Figure, other: Figure) -> FigurePair:
    reason = f"{OTHER_NAMES}（“{one.target.name}”，“{other.target.name}”）"
    if one.unit != other.unit:
        reason += f"；计量单位不同（{one.target.unit or '无'}，{other.target.unit or '无'}）"
    return FigurePair(one, other, Side.OPEN, reason)


def _are_namesakes(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same thing in the same unit; rates only where both are shares of it."""
    if one.derived or other.derived or (one.unit, one.change) != (other.unit, other.change):
        return False
    first, second = (name.partition("占") for name in (one.key, other.key))
    if first[1] and second[1]:
        return first[0] == second[0]
    short, long = sorted((one.key, other.key), key=len)
    return one.unit != "%" and (long.startswith(short) or one.key[-_LEAST_END:] == other.key[-_LEAST_END:])
