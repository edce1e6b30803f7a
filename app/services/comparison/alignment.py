"""Which tasks or measures of two plans correspond: clauses that say the same, lifted to the items (plan-schema.md).

1. Clauses are compared by what they are about (tokens.py, matching.py).
2. A pair of clauses counts as a *shared commitment* if it is alike enough, tells enough, and neither clause has a
   better counterpart elsewhere.
3. Items with a shared commitment are linked. They are *equivalent* if they are each other's counterparts: what is
   shared makes up most of one of them, or both begin with it. If several items are parts of one item, each with
   other clauses of it, all are *partial*, save one that makes up nearly all of it (counterparts.py).
4. What has no counterpart then is linked with what is by far the likest by all of its words (rewording.py).
5. An item that stands word for word in the other plan is linked with that only.

All steps treat both sides alike, and none looks at the order of the items: swapping the plans swaps the result.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.services.comparison.counterparts import Pair, Side, relate
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Alignment, Link, SharedClause
from app.services.comparison.matching import Match, clauses_of, matches, weights_of
from app.services.comparison.rewording import reworded
from app.services.comparison.tokens import places_of, tokens_of
from app.services.extraction.similarity import bare

SURE, WHOLE_HELPS = 0.82, 0.2
"""How sure it must be that two items share a commitment; how much less if they are alike as wholes."""
FAIRLY, FULL_MASS = 0.5, 3.5
"""Least evidence that counts, and the weight of shared words from which on likeness counts whole."""
TOLD = 0.35
"""Least evidence of a shared clause that is shown."""
LONG, MOST_LONG = 0.07, 1.2
"""How much more a longer shared passage tells, and at most."""
LOOSE = 0.4
"""Least likeness of further clauses of items that share a commitment."""
NEAR_BEST, NOT_FAR = 0.9, 0.6
"""A clause pair must reach this share of the best counterpart of either clause to tell that items correspond; to
count among what corresponding items share."""

MOST_ROWS = 2
"""A clause that stands in more rows of the other plan than these is a phrase, no commitment of its own."""


def align(left: ComparedPlan, right: ComparedPlan) -> Alignment:
    """All links of two plans. The kinds of item may differ (measures of one, tasks of the other)."""
    places = places_of((left.head.region, right.head.region))
    clauses = clauses_of(left, places), clauses_of(right, places)
    weights = weights_of(clauses, max(len(left.items), len(right.items)))
    sides = Side(clauses[0], weights), Side(clauses[1], weights)
    same = _word_for_word(left, right, places)
    pairs = _linked(sides, matches(*clauses, weights), same)
    pairs += reworded(sides, pairs, _title_words(left, places) | _title_words(right, places))
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


def _title_words(plan: ComparedPlan, places: tuple[str, ...]) -> frozenset[str]:
    """The words of the title of a plan: what all of its items are about."""
    tokens = tokens_of(plan.head.title or "", places)
    return tokens.named | tokens.signs


def evidence(match: Match) -> float:
    """How surely two clauses make the same commitment, 0..1."""
    fullness = match.mass / FULL_MASS
    return min(1.0, match.score * min(fullness, 1 + LONG * (fullness - 1), MOST_LONG))


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
    pairs = {key: Pair(*key) for key in same}
    telling: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for one, telling_one in _best(sides, found):
        key = _items_of(sides, one)
        if (key[0] in taken[0] or key[1] in taken[1]) and key not in same:
            continue
        if one.score >= LOOSE:
            pairs.setdefault(key, Pair(*key)).shared.append(one)
            if telling_one:
                telling[key].append(one)
    titles = {key: one.score for one in found if one.titles == "both" and (key := _items_of(sides, one)) in pairs}
    kept: list[Pair] = []
    for key in sorted(pairs):
        pair = pairs[key]
        pair.measure(*sides)
        pair.titles = titles.get(key, 0.0)
        if key in same:
            pair.covered = (1.0, 1.0)
        if key in same or _sureness(telling[key]) >= SURE - WHOLE_HELPS * min(pair.covered):
            kept.append(pair)
    return kept


def _items_of(sides: tuple[Side, Side], match: Match) -> tuple[int, int]:
    return sides[0].clauses[match.left].item, sides[1].clauses[match.right].item


def _sureness(found: Sequence[Match]) -> float:
    """How surely two items share a commitment: several fairly alike clauses tell as much as one very alike."""
    doubt, used = 1.0, (set[int](), set[int]())
    for one in sorted(found, key=evidence, reverse=True):
        if one.left in used[0] or one.right in used[1]:
            continue
        used[0].add(one.left)
        used[1].add(one.right)
        doubt *= 1 - min(1.0, evidence(one)) if evidence(one) >= FAIRLY else 1.0
    return 1 - doubt


def _best(sides: tuple[Side, Side], found: Sequence[Match]) -> Iterator[tuple[Match, bool]]:
    """The matches of which neither clause has a much better one, and whether they tell that items correspond.

    They do if neither clause has a better one, and none is a phrase that many rows have.
    """
    best: tuple[dict[int, float], dict[int, float]] = (defaultdict(float), defaultdict(float))
    values = [evidence(one) for one in found]
    for one, value in zip(found, values, strict=True):
        if value > best[0][one.left]:
            best[0][one.left] = value
        if value > best[1][one.right]:
            best[1][one.right] = value
    rows: tuple[dict[int, set[int]], dict[int, set[int]]] = (defaultdict(set), defaultdict(set))
    for one, value in zip(found, values, strict=True):
        if value >= NEAR_BEST * best[0][one.left]:
            rows[0][one.left].add(sides[1].clauses[one.right].item)
        if value >= NEAR_BEST * best[1][one.right]:
            rows[1][one.right].add(sides[0].clauses[one.left].item)
    for one, value in zip(found, values, strict=True):
        share = value / max(best[0][one.left], best[1][one.right])
        if share >= NOT_FAR:
            many = max(len(rows[0][one.left]), len(rows[1][one.right])) > MOST_ROWS
            yield one, share >= NEAR_BEST and not many


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
    least = min(TOLD, max(map(evidence, pair.shared), default=0.0))
    for one in pair.shared:
        if evidence(one) < least or evidence(one) not in (best[0][one.left], best[1][one.right]):
            continue
        first, second = sides[0].clauses[one.left], sides[1].clauses[one.right]
        score = round(min(1.0, one.score), 3)
        ranges = (first.start, first.end), (second.start, second.end)
        found.append(SharedClause(*ranges, first.text, second.text, score, first.field, second.field))
    return tuple(sorted(found, key=lambda s: (s.left_field, s.left, s.right_field, s.right)))
