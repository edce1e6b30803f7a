"""Items that correspond in quite other words: what has no counterpart yet, by all of its words and signs.

No two clauses are alike here; but where an item without a counterpart and an item (or a sentence that is in none of
the links) of the other plan have each other as by far the likest, they are about the same thing. How like is enough
depends on the two plans: whether they are about the same things at all, and whether they say these in the same words
(copied from the plan above) or each in its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from app.services.comparison.counterparts import Pair, Side
from app.services.comparison.matching import Match, titles_of
from app.services.comparison.units import (
    SIGN,
    Index,
    Likeness,
    Unit,
    Weights,
    likest,
    rarities,
    sentences_left,
    single_clauses,
    wholes,
)

LEAST, SAME_WORDS, LEAST_FAR = 0.05, 0.4, 0.72
"""Least likeness of two plans in words of their own; how much more it must be (by the square of the share that is
linked already) where the plans have their words in common; which part is enough where the next likest is far behind."""
STRANGE, RELATED, LEAST_ITEMS = 0.45, 0.3, 8
"""How much more it must be in plans about other things; the share of the items with a far likest item in the other
plan, not counting one that would prove itself, from which on two plans are about the same; a plan shorter than this
tells too little."""
OTHER_ACTIONS, OTHER_ACTIONS_OWN = 0.4, 0.3
"""Which part of what is shared may stand in clauses that name other actions on the same thing; how much more of it
in plans in words of their own."""
AHEAD, FAR_AHEAD, KIN_AHEAD = 1.4, 3.0, 2.0
"""How many times as like as the next likest on either side it must be; to tell that two plans are about the same."""
LEAST_WEIGHT, LESS_WEIGHT = 4.0, 1.5
"""Least weight of the words and signs that are shared; how much less in plans in words of their own."""
LEAST_SUBJECT, LESS_SUBJECT, KIN_SUBJECT = 1.5, 0.7, 2.0
"""Least weight of the pairs of characters that say what both are about, likewise; to tell that two plans are akin."""
HALF_OWN = 0.5
"""From which part of words of their own on less is enough."""
OWN_WORDS, LEAST_CLAUSE = 0.3, 0.15
"""From which part of words of their own on single clauses are looked at, and their least likeness."""
LEAST_COMMON, REWORDED = 0.3, 0.5
"""Which part of a clause must be shared for it to count; how far it then counts as found in the other item."""

Sides = tuple[Side, Side]
Units = tuple[Sequence[Unit], Sequence[Unit]]


@dataclass(frozen=True)
class _Bar:
    """How like two units must be. ``own``: how far the plans say the same in words of their own, 0..1."""

    least: float
    own: float

    @property
    def most_other(self) -> float:
        """Which part of what two units share may be things with which either does something else."""
        return OTHER_ACTIONS + OTHER_ACTIONS_OWN * self.own

    def reached(self, one: Likeness) -> bool:
        """Whether what two units share can be enough."""
        return (
            one.weight >= LEAST_WEIGHT - LESS_WEIGHT * self.own
            and one.subject >= LEAST_SUBJECT - LESS_SUBJECT * self.own
            and one.score >= LEAST_FAR * self.least
        )


def reworded(sides: Sides, pairs: Sequence[Pair], titles: frozenset[str] = frozenset()) -> list[Pair]:
    """Further pairs of items, at least one of which has no counterpart in ``pairs``; ``titles``: words of the plans'.

    Pairs that are by far the likest of each other as wholes are marked so, those of ``pairs`` too.
    """
    units = list(wholes(sides[0])), list(wholes(sides[1]))
    weights = rarities(units, titles)
    best = likest(units, weights)
    bar = _bar(units, best, pairs)
    told = {m.left for p in pairs for m in p.shared}, {m.right for p in pairs for m in p.shared}
    parts = list(sentences_left(sides[0], told[0])), list(sentences_left(sides[1], told[1]))
    found = _further(sides, (units, parts), weights, pairs, bar)
    if bar.own >= OWN_WORDS:
        found += _left_over(sides, units, weights, [*pairs, *found], bar)
        parts = list(single_clauses(sides[0])), list(single_clauses(sides[1]))
        found += _further(sides, (units, parts), weights, [*pairs, *found], _Bar(max(bar.least, LEAST_CLAUSE), bar.own))
        for pair in (*pairs, *found):
            ahead, one = best.get((pair.left, pair.right), (0.0, None))
            pair.likest = one is not None and ahead >= AHEAD and bar.reached(one)
    return found


def _left_over(sides: Sides, units: Units, weights: Weights, pairs: Sequence[Pair], bar: _Bar) -> list[Pair]:
    """Pairs of items that have no counterpart yet, by far the likest among those that have none."""
    linked = {one.left for one in pairs}, {one.right for one in pairs}
    by_item = [{one.item: one for one in units[side] if one.item not in linked[side]} for side in (0, 1)]
    alone = list(by_item[0].values()), list(by_item[1].values())
    made = [
        _pair(sides, weights, one.score, by_item[0][left], by_item[1][right])
        for (left, right), (ahead, one) in sorted(likest(alone, weights).items())
        if ahead >= AHEAD and bar.reached(one)
    ]
    return [pair for pair in made if _other_actions(sides, pair) <= bar.most_other]


def _bar(units: Units, best: dict[tuple[int, int], tuple[float, Likeness]], pairs: Sequence[Pair]) -> _Bar:
    shorter = max(1, min(len(units[0]), len(units[1])))
    linked = max(len({one.left for one in pairs}), len({one.right for one in pairs}))
    share = min(1.0, linked / shorter)
    far = [one for ahead, one in best.values() if ahead >= KIN_AHEAD and one.weight >= LEAST_WEIGHT]
    akin = sum(one.subject >= KIN_SUBJECT for one in far) - 1
    kin = min(1.0, max(0, akin) / max(shorter, LEAST_ITEMS) / RELATED)
    return _Bar(LEAST + SAME_WORDS * share**2 + STRANGE * (1 - kin), _scaled(float((1 - share) ** 0.5) * kin))


def _scaled(own: float) -> float:
    """Plans of which half is linked by its words have few of their own: what is left has no counterpart."""
    return max(0.0, (own - HALF_OWN) / (1 - HALF_OWN))


def _further(
    sides: Sides, units: tuple[Units, Units], weights: Weights, pairs: Sequence[Pair], bar: _Bar
) -> list[Pair]:
    """Pairs of an item without a counterpart and an item without, or a part of any item (``units``: items, parts)."""
    linked = {one.left for one in pairs}, {one.right for one in pairs}
    whole, parts = units
    found: dict[tuple[int, int], tuple[float, Unit, Unit]] = {}
    for mine, theirs in ((0, 1), (1, 0)):
        if len(linked[mine]) == len(whole[mine]):
            continue
        others = [*whole[theirs], *parts[theirs]]
        both_linked = linked[mine], linked[theirs]
        for one, other, score in _chosen((whole[mine], others), weights, both_linked, bar, len(whole[theirs])):
            both = (one, other) if mine == 0 else (other, one)
            key = (both[0].item, both[1].item)
            if key not in found or score > found[key][0]:
                found[key] = (score, *both)
    made = [_pair(sides, weights, *found[key]) for key in sorted(found)]
    return [pair for pair in made if _other_actions(sides, pair) <= bar.most_other]


def _other_actions(sides: Sides, pair: Pair) -> float:
    """Which part of what two items share are things with which either does something else."""
    doing = _doing(sides[0], pair.left), _doing(sides[1], pair.right)
    others: list[float] = []
    total: list[float] = []
    for one in pair.shared:
        first, second = sides[0].clauses[one.left], sides[1].clauses[one.right]
        actions = doing[0][first.sentence], doing[1][second.sentence]
        if one.titles == "one":
            continue
        total.append(one.mass)
        if first.tokens.actions and second.tokens.actions and not actions[0] & actions[1]:
            others.append(one.mass)
    return fsum(others) / fsum(total) if others else 0.0


def _doing(side: Side, item: int) -> dict[int, set[str]]:
    """The kinds of action of each sentence of an item."""
    found: dict[int, set[str]] = defaultdict(set)
    for index in side.of_item[item]:
        found[side.clauses[index].sentence] |= side.clauses[index].tokens.actions
    return found


def _chosen(
    sides: tuple[Sequence[Unit], Sequence[Unit]],
    weights: Weights,
    linked: tuple[set[int], set[int]],
    bar: _Bar,
    items: int,
) -> Iterator[tuple[Unit, Unit, float]]:
    """Items of the first side without a counterpart, each with what is by far the likest, both ways.

    The first side has whole items; the second its ``items`` whole items and then sentences.
    """
    wholes, units = sides
    theirs, mine = Index(units, weights), Index(wholes, weights)
    for index, whole in enumerate(wholes):
        if whole.item in linked[0]:
            continue
        row = theirs.like(whole)
        for other, one in row.items():
            if not bar.reached(one):
                continue
            unit = units[other]
            if other < items and unit.item in linked[1]:
                continue  # an item that has a counterpart takes another only for a sentence that is still open
            others = [o.score for number, o in row.items() if units[number].item != unit.item]
            others += [o.score for number, o in mine.like(unit).items() if number != index]
            ahead = one.score / max([*others, 0.01])
            if ahead >= FAR_AHEAD or (ahead >= AHEAD and one.score >= bar.least):
                yield whole, unit, one.score


def _pair(sides: tuple[Side, Side], weights: Weights, score: float, left: Unit, right: Unit) -> Pair:
    """The pair of items, each clause of either unit with the clause of the other that shares most with it."""
    table = {(i, j): _match(sides, weights, i, j, score) for i in left.clauses for j in right.clauses}
    most: tuple[dict[int, float], dict[int, float]] = (defaultdict(float), defaultdict(float))
    for (i, j), one in table.items():
        most[0][i] = max(most[0][i], one.mass)
        most[1][j] = max(most[1][j], one.mass)
    best = max(one.mass for one in table.values())
    shared = [
        one
        for (i, j), one in sorted(table.items())
        if one.mass in (most[0][i], most[1][j])
        and (one.mass == best or one.mass >= LEAST_COMMON * min(sides[0].mass[i], sides[1].mass[j]) > 0)
    ]
    pair = Pair(left.item, right.item, shared, reworded=True)
    pair.measure(*sides)
    return pair


def _match(sides: tuple[Side, Side], weights: Weights, one: int, other: int, score: float) -> Match:
    first, second = sides[0].clauses[one].tokens, sides[1].clauses[other].tokens
    shared = first.named & second.named
    mass = fsum([*(weights[word] * SIGN for word in first.signs & second.signs), *(weights[word] for word in shared)])
    kind = titles_of(sides[0].clauses[one], sides[1].clauses[other])
    return Match(one, other, min(1.0, REWORDED + score * (1 - REWORDED)), mass, shared, kind)
