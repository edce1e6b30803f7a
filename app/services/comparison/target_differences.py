"""Differences of the figures of two linked items, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.figure_verdicts import FigureMatch, FigurePair, match_figures
from app.services.comparison.figures import Figure, figures_of
from app.services.comparison.items import ComparedItem
from app.services.comparison.namesakes import OTHER_NAMES, Corresponding, with_counterparts, with_namesakes
from app.services.comparison.wording import Sides, plain


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """The differences in figures and the ranges of either text that they speak of."""

    differences: tuple[Difference, ...]
    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]


def target_differences(
    left: ComparedItem, right: ComparedItem, sides: Sides, clauses: Sequence[Sequence[Corresponding]] = ()
) -> ComparedFigures:
    """Same indicators compared, then indicators of one side only (an absolute without a number is none).

    ``clauses``: where clauses correspond, the surest first; their figures are shown side by side under any name.
    """
    match = with_namesakes(
        match_figures(
            figures_of(left.text, left.targets, sides.places), figures_of(right.text, right.targets, sides.places)
        )
    )
    if clauses and match.left and match.right:
        here = (
            tuple(one for one in match.left if not _place(one, right, sides.right, sides.places)),
            tuple(one for one in match.right if not _place(one, left, sides.left, sides.places)),
        )
        match = with_counterparts(match, clauses, here)
    found = [one for pair in match.pairs for one in _of_pair(pair, left, right, sides)]
    found += [_only(one, Side.LEFT, sides, right) for one in match.left if not one.derived]
    found += [_only(one, Side.RIGHT, sides, left) for one in match.right if not one.derived]
    return ComparedFigures(tuple(found), _ranges(match, 0), _ranges(match, 1))


def _ranges(match: FigureMatch, side: int) -> tuple[tuple[int, int], ...]:
    paired = [(one.left, one.right)[side] for one in match.pairs]
    alone = [one for one in (match.left, match.right)[side] if not one.derived]
    return tuple(sorted({one.span for one in (*paired, *alone) if one.span is not None}))


def _of_pair(pair: FigurePair, left: ComparedItem, right: ComparedItem, sides: Sides) -> Iterator[Difference]:
    one, other = pair.left, pair.right
    if pair.side == Side.SAME and plain(one.target.quote, sides.places) == plain(other.target.quote, sides.places):
        return
    if pair.side == Side.SAME and _same_words(one, other):
        return
    sentence = figure_sentence(pair, sides.names)
    minor = pair.side == Side.SAME
    yield Difference(DifferenceKind.TARGET, pair.side, sentence, _mark(one), _mark(other), pair.reason, minor)


def _same_words(one: Figure, other: Figure) -> bool:
    return one.said == other.said and one.target.year == other.target.year and one.key == other.key


def figure_sentence(pair: FigurePair, names: tuple[str, str], *, of_right: bool = False) -> str:
    """A pair of figures in one sentence: what each plan says, and which is stricter, or why that is not said.

    ``of_right``: the sentence is about the right plan, which may be 弱于 the left one.
    """
    one, other = pair.left, pair.right
    title = f"{one.target.name}／{other.target.name}" if pair.reason.startswith(OTHER_NAMES) else _title(one, other)
    head = f"{title}：{names[0]}{_dated(one, other)}，{names[1]}{_dated(other, one)}"
    if pair.side == Side.OPEN:
        return f"{head}。口径不一致，不作比较：{pair.reason}。"
    if pair.side == Side.SAME:
        return f"{head}，数值一致{_missing_year(one, other, names)}。"
    if of_right and pair.side == Side.LEFT:
        return f"{head}，{names[1]}弱于{names[0]}{_gap(one, other)}。"
    firm, soft = names if pair.side == Side.LEFT else (names[1], names[0])
    return f"{head}，{firm}严于{soft}{_gap(one, other)}。"


def _title(one: Figure, other: Figure) -> str:
    first, second = (f"{f.target.scope or ''}{f.target.name}" for f in (one, other))
    if first == second:
        return first
    return min(one.target.name, other.target.name, key=lambda name: (len(name), name))


def _dated(one: Figure, other: Figure) -> str:
    """The figure, with its year where the years are not the same."""
    year = f"（{one.target.year}年）" if one.target.year and one.target.year != other.target.year else ""
    return f"{one.said}{year}"


def _missing_year(one: Figure, other: Figure, names: tuple[str, str]) -> str:
    for figure, name in ((one, names[0]), (other, names[1])):
        if figure.target.year is None and (one.target.year or other.target.year):
            return f"，{name}未写目标年份"
    return ""


def _gap(one: Figure, other: Figure) -> str:
    """How far apart two figures are: percentages in points, others in their unit."""
    if one.high is not None or other.high is not None or one.target.unit != other.target.unit:
        return ""
    gap = f"{abs(one.target.value - other.target.value):.10g}"
    if one.unit == "%":
        return f"，相差{gap}个百分点"
    return f"，相差{gap}{one.target.unit}" if one.target.unit else f"，相差{gap}"


def _only(one: Figure, side: Side, sides: Sides, counterpart: ComparedItem) -> Difference:
    """An indicator that the other item does not have; where another item of that plan has it, the sentence says so."""
    has, lacks = sides.names if side == Side.LEFT else (sides.names[1], sides.names[0])
    year = f"（{one.target.year}年）" if one.target.year else ""
    place = _place(one, counterpart, sides.right if side == Side.LEFT else sides.left, sides.places)
    lacking = f"{lacks}列入{place}" if place else f"{lacks}本{counterpart.classifier}未设该指标"
    mark = _mark(one)
    return Difference(
        DifferenceKind.TARGET,
        Side.SAME if place else side,
        f"{one.target.scope or ''}{one.target.name}：{has}{one.said}{year}，{lacking}。",
        mark if side == Side.LEFT else (),
        mark if side == Side.RIGHT else (),
    )


def _place(one: Figure, counterpart: ComparedItem, pool: Sequence[ComparedItem], places: tuple[str, ...]) -> str:
    """Another item with this indicator, as it is cited, or ""."""
    for item in pool:
        if item.number == counterpart.number:
            continue
        for other in figures_of(item.text, item.targets, places):
            if (other.key, other.scope) == (one.key, one.scope):
                return item.cite
    return ""


def _mark(one: Figure) -> tuple[Mark, ...]:
    return (("text", *one.span),) if one.span else ()
