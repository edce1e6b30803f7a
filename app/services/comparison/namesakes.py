"""Figures of linked items that count the same thing under other names: shown side by side, never compared.

To say that the other plan has no such figure would be wrong where it has one of 污水处理能力 beside one of 处理能力.
"""

from __future__ import annotations

from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigureMatch, FigurePair
from app.services.comparison.figures import Figure

_LEAST_END = 4
"""Length of the thing counted, with which both names end (or one name is cut short: 培训 for 培训护理员)."""


def with_namesakes(match: FigureMatch) -> FigureMatch:
    """The match with the figures left over paired where each has just one namesake on the other side."""
    table = [
        (i, j) for i, one in enumerate(match.left) for j, other in enumerate(match.right) if _are_namesakes(one, other)
    ]
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
    return FigurePair(one, other, Side.OPEN, f"指标名称不同（“{one.target.name}”，“{other.target.name}”）")


def _are_namesakes(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same thing in the same unit; rates only where both are shares of it."""
    if one.derived or other.derived or (one.unit, one.change) != (other.unit, other.change):
        return False
    first, second = (name.partition("占") for name in (one.key, other.key))
    if first[1] and second[1]:
        return first[0] == second[0]
    short, long = sorted((one.key, other.key), key=len)
    return one.unit != "%" and (long.startswith(short) or one.key[-_LEAST_END:] == other.key[-_LEAST_END:])
