"""Items that correspond in quite other words: what has no counterpart yet, by all of its words and signs.

No two clauses are alike here; but where an item without a counterpart and an item (or a sentence that is in none of
the links) of the other plan have each other as by far the likest, they are about the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from app.services.comparison.counterparts import Pair, Side
from app.services.comparison.matching import LEAST_ITEMS, NO_COMMON_ACTION, Match, titles_of

LEAST, OWN_WORDS, LEAST_FAR = 0.2, 0.25, 0.72
"""Least likeness of two plans in words of their own; how much more it must be where all items are linked already,
because the plans have their words in common; which part of it is enough where the next likest is far behind."""
NEVER_LESS = 0.25
STRANGE, RELATED = 0.25, 0.15
"""How much more it must be in plans of which nothing is linked yet: they are about other things; the linked share of
the items from which on plans are about the same."""
OTHER_ACTIONS = 0.4
"""Which part of what is shared may stand in clauses that name other actions on the same thing."""
AHEAD, FAR_AHEAD = 1.4, 3.0
"""How many times as like as the next likest on either side it must be."""
LEAST_WEIGHT = 4.0
"""Least weight of the words and signs that are shared."""
LEAST_SUBJECT = 1.5
"""Least weight of the pairs of characters that say what both are about."""
RARITY, LEAST_RARE = 2.0, 0.05
"""How much more rare words tell than common ones (exponent); words that tell less are not looked at."""
LEAST_COMMON, REWORDED = 0.3, 0.5
"""Which part of a clause must be shared for it to count; how far it then counts as found in the other item."""
SIGN = 0.5
"""What a single character tells beside a pair of characters."""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class _Unit:
    """An item, or one of its sentences, with its words and signs."""

    item: int
    clauses: tuple[int, ...]
    words: Mapping[str, float]
    actions: frozenset[str]


@dataclass(frozen=True)
class _Likeness:
    """How like two units are; the weight of what is shared, and of what it is about."""

    score: float
    weight: float
    subject: float


def reworded(sides: tuple[Side, Side], pairs: Sequence[Pair]) -> list[Pair]:
    """Further pairs of items, at least one of which has no counterpart in ``pairs``."""
    linked = {one.left for one in pairs}, {one.right for one in pairs}
    told = {m.left for p in pairs for m in p.shared}, {m.right for p in pairs for m in p.shared}
    wholes = list(_wholes(sides[0])), list(_wholes(sides[1]))
    weights = _weights(wholes)
    share = max(len(linked[0]), len(linked[1])) / max(1, min(len(wholes[0]), len(wholes[1])))
    least = max(NEVER_LESS, LEAST + OWN_WORDS * min(1.0, share)) + STRANGE * max(0.0, 1 - share / RELATED)
    found: dict[tuple[int, int], tuple[float, _Unit, _Unit]] = {}
    for mine, theirs in ((0, 1), (1, 0)):
        if len(linked[mine]) == len(wholes[mine]):
            continue
        units = [*wholes[theirs], *_sentences(sides[theirs], told[theirs])]
        both_linked = linked[mine], linked[theirs]
        for whole, unit, score in _chosen((wholes[mine], units), weights, both_linked, least, len(wholes[theirs])):
            both = (whole, unit) if mine == 0 else (unit, whole)
            key = (both[0].item, both[1].item)
            if key not in found or score > found[key][0]:
                found[key] = (score, *both)
    made = [_pair(sides, weights, *found[key]) for key in sorted(found)]
    return [pair for pair in made if not _other_actions(sides, pair)]


def _other_actions(sides: tuple[Side, Side], pair: Pair) -> bool:
    """Whether most of what two items share are things with which either does something else."""
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
    return fsum(others) > OTHER_ACTIONS * fsum(total)


def _doing(side: Side, item: int) -> dict[int, set[str]]:
    """The kinds of action of each sentence of an item."""
    found: dict[int, set[str]] = defaultdict(set)
    for index in side.of_item[item]:
        found[side.clauses[index].sentence] |= side.clauses[index].tokens.actions
    return found


def _wholes(side: Side) -> Iterator[_Unit]:
    for item, own in sorted(side.of_item.items()):
        yield _unit(side, item, own)


def _sentences(side: Side, told: set[int]) -> Iterator[_Unit]:
    """The sentences of items that have several, of which nothing is linked."""
    for item, own in sorted(side.of_item.items()):
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for index in own:
            by_sentence[side.clauses[index].sentence].append(index)
        by_sentence.pop(-1, None)
        if len(by_sentence) > 1:
            yield from (_unit(side, item, one) for one in by_sentence.values() if not told.intersection(one))


def _unit(side: Side, item: int, own: Iterable[int]) -> _Unit:
    words: dict[str, float] = {}
    actions: set[str] = set()
    own = tuple(own)
    for index in own:
        tokens = side.clauses[index].tokens
        actions |= tokens.actions
        words.update(dict.fromkeys(tokens.signs, SIGN))
        for token, weight in tokens.weights:
            if weight > words.get(token, 0.0):
                words[token] = weight
    return _Unit(item, own, words, frozenset(actions))


def _weights(sides: tuple[Sequence[_Unit], Sequence[_Unit]]) -> Weights:
    """How much a word or sign tells: less the more items of a plan have it."""
    most: dict[str, int] = {}
    for side in sides:
        count: dict[str, int] = defaultdict(int)
        for unit in side:
            for word in unit.words:
                count[word] += 1
        for word, number in count.items():
            most[word] = max(number, most.get(word, 1))
    total = log(max(len(sides[0]), len(sides[1]), LEAST_ITEMS) + 1)
    return {word: max(0.0, 1 - log(number) / total) ** RARITY for word, number in most.items()}


class _Index:
    """Units that another unit is compared with."""

    def __init__(self, units: Sequence[_Unit], weights: Weights) -> None:
        self._units, self._weights = units, weights
        self._users: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._sizes: list[float] = []
        for index, unit in enumerate(units):
            values: list[float] = []
            for word, weight in unit.words.items():
                rarity = weights.get(word, 0.0)
                values.append(weight * rarity)
                if rarity >= LEAST_RARE:
                    self._users[word].append((index, weight))
            self._sizes.append(fsum(values))

    def like(self, one: _Unit) -> dict[int, _Likeness]:
        """How like a unit those are that share words with it."""
        common: dict[int, float] = defaultdict(float)
        subject: dict[int, float] = defaultdict(float)
        for word, weight in sorted(one.words.items()):  # in this order the sums are the same from both sides
            rarity = self._weights.get(word, 0.0)
            for other, its in self._users.get(word, ()):
                common[other] += min(weight, its) * rarity
                if weight == its == 1.0:
                    subject[other] += rarity
        own = fsum(weight * self._weights.get(word, 0.0) for word, weight in one.words.items())
        found: dict[int, _Likeness] = {}
        for other, weight in common.items():
            score = weight / min(own, self._sizes[other]) * sqrt(2 * weight / (own + self._sizes[other]))
            actions = one.actions, self._units[other].actions
            if actions[0] and actions[1] and not actions[0] & actions[1]:
                score *= NO_COMMON_ACTION
            found[other] = _Likeness(score, weight, subject[other])
        return found


def _chosen(
    sides: tuple[Sequence[_Unit], Sequence[_Unit]],
    weights: Weights,
    linked: tuple[set[int], set[int]],
    least: float,
    items: int,
) -> Iterator[tuple[_Unit, _Unit, float]]:
    """Items of the first side without a counterpart, each with what is by far the likest, both ways.

    The first side has whole items; the second its ``items`` whole items and then sentences.
    """
    wholes, units = sides
    theirs = _Index(units, weights)
    mine: _Index | None = None
    for index, whole in enumerate(wholes):
        if whole.item in linked[0]:
            continue
        row = theirs.like(whole)
        for other, one in row.items():
            if one.weight < LEAST_WEIGHT or one.subject < LEAST_SUBJECT or one.score < LEAST_FAR * least:
                continue
            unit = units[other]
            if other < items and unit.item in linked[1]:
                continue  # an item that has a counterpart takes another only for a sentence that is still open
            others = [o.score for number, o in row.items() if units[number].item != unit.item]
            mine = mine or _Index(wholes, weights)
            others += [o.score for number, o in mine.like(unit).items() if number != index]
            ahead = one.score / max([*others, 0.01])
            if ahead >= FAR_AHEAD or (ahead >= AHEAD and one.score >= least):
                yield whole, unit, one.score


def _pair(sides: tuple[Side, Side], weights: Weights, score: float, left: _Unit, right: _Unit) -> Pair:
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
