"""Items, sentences and clauses as bags of words and signs, and how like these are, by how rare what they share is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from app.services.comparison.counterparts import Side
from app.services.comparison.matching import LEAST_ITEMS, NO_COMMON_ACTION

RARITY, LEAST_RARE = 2.0, 0.05
"""How much more rare words tell than common ones (exponent); words that tell less are not looked at."""
IN_TITLE = 0.5
"""What words of the title of a plan tell beside others: all of the plan is about them."""
SIGN = 0.5
"""What a single character tells beside a pair of characters."""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Unit:
    """An item, or some of its clauses, with its words and signs."""

    item: int
    clauses: tuple[int, ...]
    words: Mapping[str, float]
    actions: frozenset[str]


@dataclass(frozen=True)
class Likeness:
    """How like two units are; the weight of what is shared, and of what it is about."""

    score: float
    weight: float
    subject: float


def wholes(side: Side) -> Iterator[Unit]:
    """The items of one side."""
    for item, own in sorted(side.of_item.items()):
        yield _unit(side, item, own)


def sentences_left(side: Side, told: set[int]) -> Iterator[Unit]:
    """The sentences of items that have several, of which no clause is among ``told``."""
    for item, own in sorted(side.of_item.items()):
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for index in own:
            by_sentence[side.clauses[index].sentence].append(index)
        by_sentence.pop(-1, None)
        if len(by_sentence) > 1:
            yield from (_unit(side, item, one) for one in by_sentence.values() if not told.intersection(one))


def single_clauses(side: Side) -> Iterator[Unit]:
    """The clauses of the texts of items that have several."""
    for item, own in sorted(side.of_item.items()):
        texts = [index for index in own if side.clauses[index].sentence >= 0]
        if len(texts) > 1:
            yield from (_unit(side, item, (one,)) for one in texts)


def _unit(side: Side, item: int, own: Iterable[int]) -> Unit:
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
    return Unit(item, own, words, frozenset(actions))


def rarities(sides: tuple[Sequence[Unit], Sequence[Unit]], titles: frozenset[str]) -> Weights:
    """How much a word or sign tells: less the more items of a plan have it, less if it is in the ``titles``."""
    most: dict[str, int] = {}
    for side in sides:
        count: dict[str, int] = defaultdict(int)
        for unit in side:
            for word in unit.words:
                count[word] += 1
        for word, number in count.items():
            most[word] = max(number, most.get(word, 1))
    total = log(max(len(sides[0]), len(sides[1]), LEAST_ITEMS) + 1)
    return {
        word: max(0.0, 1 - log(number) / total) ** RARITY * (IN_TITLE if word in titles else 1.0)
        for word, number in most.items()
    }


class Index:
    """Units that another unit is compared with."""

    def __init__(self, units: Sequence[Unit], weights: Weights) -> None:
        self._units, self._weights = units, weights
        self._users: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, unit in enumerate(units):
            for word, weight in unit.words.items():
                if weights.get(word, 0.0) >= LEAST_RARE:
                    self._users[word].append((index, weight))
        self._sizes = [self._size(unit) for unit in units]

    def _size(self, unit: Unit) -> float:
        return fsum(weight * rarity for word, weight in unit.words.items() if (rarity := self._weights.get(word, 0.0)))

    def like(self, one: Unit) -> dict[int, Likeness]:
        """How like a unit those are that share words with it."""
        common: dict[int, float] = defaultdict(float)
        subject: dict[int, float] = defaultdict(float)
        for word, weight in sorted(one.words.items()):  # in this order the sums are the same from both sides
            rarity = self._weights.get(word, 0.0)
            for other, its in self._users.get(word, ()):
                common[other] += min(weight, its) * rarity
                if weight == its == 1.0:
                    subject[other] += rarity
        own = self._size(one)
        found: dict[int, Likeness] = {}
        for other, weight in common.items():
            score = weight / min(own, self._sizes[other]) * sqrt(2 * weight / (own + self._sizes[other]))
            actions = one.actions, self._units[other].actions
            if actions[0] and actions[1] and not actions[0] & actions[1]:
                score *= NO_COMMON_ACTION
            found[other] = Likeness(score, weight, subject[other])
        return found


def likest(
    sides: tuple[Sequence[Unit], Sequence[Unit]], weights: Weights
) -> dict[tuple[int, int], tuple[float, Likeness]]:
    """The items that are the likest of each other, by item, with how many times as like as the next likest."""
    index = Index(sides[1], weights)
    rows = [index.like(one) for one in sides[0]]
    columns: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        for other, one in row.items():
            columns[other].append(one.score)
    tops = {other: sorted(scores)[-2:] for other, scores in columns.items()}
    found: dict[tuple[int, int], tuple[float, Likeness]] = {}
    for number, row in enumerate(rows):
        own = sorted(one.score for one in row.values())[-2:]
        for other, one in row.items():
            if one.score < max(own[-1], tops[other][-1]):
                continue
            rest = [*own[:-1], *tops[other][:-1], 0.01]
            found[sides[0][number].item, sides[1][other].item] = one.score / max(rest), one
    return found
