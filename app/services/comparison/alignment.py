"""Which tasks or measures of two plans correspond: clauses that say the same, lifted to the items (plan-schema.md).

1. Clauses are compared by what they are about (tokens.py, matching.py).
2. A pair of clauses counts as a *shared commitment* if it is alike enough, tells enough, and neither clause has a
   better counterpart elsewhere.
3. Items with a shared commitment are linked. They are *equivalent* if they are each other's counterparts: what is
   shared makes up most of one of them, or both begin with it. If several items are parts of one item, each with
   other clauses of it, all are *partial*, save one that makes up nearly all of it (counterparts.py).
4. An item that stands word for word in the other plan is linked with that only.

All steps treat both sides alike, and none looks at the order of the items: swapping the plans swaps the result.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from app.services.comparison.counterparts import Pair, Side, relate
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Alignment, Link, SharedClause
from app.services.comparison.matching import Match, clauses_of, matches, weights_of
from app.services.comparison.tokens import places_of
from app.services.extraction.similarity import bare

ALIKE, FULL_MASS = 0.6, 3.0
"""Least likeness of a shared commitment, and the weight of shared words from which on it counts whole."""
LOOSE = 0.4
"""Least likeness of further clauses of items that share a commitment."""
NEAR_BEST = 0.9
"""A clause pair must reach this share of the best counterpart of either clause."""


def align(left: ComparedPlan, right: ComparedPlan) -> Alignment:
    """All links of two plans. The kinds of item may differ (measures of one, tasks of the other)."""
    places = places_of((left.head.region, right.head.region))
    clauses = clauses_of(left, places), clauses_of(right, places)
    weights = weights_of(clauses, max(len(left.items), len(right.items)))
    sides = Side(clauses[0], weights), Side(clauses[1], weights)
    same = _word_for_word(left, right, places)
    pairs = _linked(sides, matches(*clauses, weights), same)
    relate(pairs)
    links = [_link(left, right, sides, pair, same) for pair in pairs]
    links.sort(key=lambda one: (one.left, one.right))
    linked = {one.left for one in links}, {one.right for one in links}
    return Alignment(
        left.kind,
        tuple(links),
        tuple(sorted(one.number for one in left.items if one.number not in linked[0])),
        tuple(sorted(one.number for one in right.items if one.number not in linked[1])),
        right.kind,
    )


def evidence(match: Match) -> float:
    """How surely two clauses make the same commitment, 0..1."""
    return match.score * min(1.0, match.mass / FULL_MASS)


def _word_for_word(left: ComparedPlan, right: ComparedPlan, places: tuple[str, ...]) -> set[tuple[int, int]]:
    """Items that say the same but for marks, width and place names."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(right.items):
        found[_plain(item, places)].append(index)
    found.pop("", None)
    return {(i, other) for i, item in enumerate(left.items) for other in found.get(_plain(item, places), ())}


def _plain(item: ComparedItem, places: tuple[str, ...]) -> str:
    text = bare(unicodedata.normalize("NFKC", item.text)) or bare(unicodedata.normalize("NFKC", item.heading))
    return re.sub("|".join(map(re.escape, places)), "", text) if places else text


def _linked(sides: tuple[Side, Side], found: Sequence[Match], same: set[tuple[int, int]]) -> list[Pair]:
    """The pairs of items that share a commitment, with all that they share."""
    taken = {one for one, _ in same}, {other for _, other in same}
    best: tuple[dict[int, float], dict[int, float]] = (defaultdict(float), defaultdict(float))
    for one in found:
        value = evidence(one)
        best[0][one.left] = max(best[0][one.left], value)
        best[1][one.right] = max(best[1][one.right], value)
    pairs = {key: Pair(*key) for key in same}
    sure = set(same)
    for one in found:
        key = (sides[0].clauses[one.left].item, sides[1].clauses[one.right].item)
        value = evidence(one)
        if (key[0] in taken[0] or key[1] in taken[1]) and key not in same:
            continue
        if value < NEAR_BEST * max(best[0][one.left], best[1][one.right]):
            continue
        if value >= ALIKE:
            sure.add(key)
        if one.score >= LOOSE:
            pairs.setdefault(key, Pair(*key)).shared.append(one)
    kept = [pairs[key] for key in sorted(sure)]
    for pair in kept:
        pair.measure(*sides)
        if (pair.left, pair.right) in same:
            pair.covered = (1.0, 1.0)
    return kept


def _link(
    left: ComparedPlan, right: ComparedPlan, sides: tuple[Side, Side], pair: Pair, same: set[tuple[int, int]]
) -> Link:
    one, other = left.items[pair.left], right.items[pair.right]
    if (pair.left, pair.right) in same:
        return Link(one.number, other.number, "equivalent", 1.0, _shown(sides, pair) or (_whole(one, other),))
    return Link(one.number, other.number, pair.relation, round(pair.strength, 3), _shown(sides, pair))


def _whole(one: ComparedItem, other: ComparedItem) -> SharedClause:
    """The texts of items that say the same in words that any plan has."""
    return SharedClause((0, len(one.text)), (0, len(other.text)), one.text, other.text, 1.0)


def _shown(sides: tuple[Side, Side], pair: Pair) -> tuple[SharedClause, ...]:
    """The shared clauses, each with its best counterparts."""
    best: tuple[dict[int, float], dict[int, float]] = (defaultdict(float), defaultdict(float))
    for one in pair.shared:
        best[0][one.left] = max(best[0][one.left], evidence(one))
        best[1][one.right] = max(best[1][one.right], evidence(one))
    found: list[SharedClause] = []
    for one in pair.shared:
        if evidence(one) not in (best[0][one.left], best[1][one.right]):
            continue
        first, second = sides[0].clauses[one.left], sides[1].clauses[one.right]
        score = round(min(1.0, one.score), 3)
        ranges = (first.start, first.end), (second.start, second.end)
        found.append(SharedClause(*ranges, first.text, second.text, score, first.field, second.field))
    return tuple(sorted(found, key=lambda s: (s.left_field, s.left, s.right_field, s.right)))
