"""Pairs of items that share commitments: how much of either is shared, and whether they are counterparts or parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum

from app.services.comparison.link import Relation
from app.services.comparison.matching import Clause, Match, mass_of

MAIN, HEADED = 0.5, 0.3
"""Share of an item that makes a counterpart of the whole; where both items begin with it."""
LEAST_PART = 0.12
"""Share of either item that must be shared: a sentence is no counterpart of a whole page that has it too."""
DOMINANT, DOMINANT_HEAD, NEARLY_ALL = 0.85, 0.6, 0.92
"""Share of what an item has in common with its parts from which on one part is its counterpart: if it is not, or is,
the part that the item begins with; if another part is a row that is whole in the item."""
SAME_TITLE, SAME_SUBJECT = 0.8, 0.3
"""Likeness of the titles of two items' own that makes them counterparts; if neither has anything else in common."""
TITLES_HELP = 0.3
"""How much like titles make up for texts that are not alike."""
ABSORBED = 0.65
"""Share of a row in another from which on it is whole in it."""
SAME_PART = 0.5
"""Overlap from which on two parts are the same part (rows that say the same)."""
WHOLE = 0.7
"""A clause of which this share is found elsewhere counts as found whole: figures and bodies may differ."""
HEAVY = 10.0
"""The most that one clause weighs in its item."""
TELLING = 1.5
"""Weight from which on a clause says something (到2025年 does not)."""


class Side:
    """The clauses of one plan, by item, with what they weigh."""

    def __init__(self, clauses: Sequence[Clause], weights: dict[str, float]) -> None:
        self.clauses = clauses
        self.mass = [mass_of(one, weights) for one in clauses]
        self.of_item: dict[int, list[int]] = defaultdict(list)
        for index, clause in enumerate(clauses):
            self.of_item[clause.item].append(index)
        self._weights = weights

    def head(self, item: int) -> int:
        """The first clause of an item that says something; -1 for an item without any."""
        own = self.of_item.get(item, ())
        return next((index for index in own if self.mass[index] >= TELLING), own[0] if own else -1)

    def covered(self, item: int, shared: Iterable[tuple[int, Match]]) -> float:
        """Which share of an item is in the matches, given with the index of its clause."""
        by_clause: dict[int, list[Match]] = defaultdict(list)
        for index, one in shared:
            by_clause[index].append(one)
        total = fsum(self.counted(index) for index in self.of_item.get(item, ()))
        return fsum(self._reached(index, found) for index, found in by_clause.items()) / total if total else 0.0

    def counted(self, index: int) -> float:
        """What a clause counts within its item: a long list of names does not outweigh all other clauses."""
        return min(self.mass[index], HEAVY)

    def _reached(self, index: int, found: Sequence[Match]) -> float:
        tokens = frozenset().union(*(one.shared for one in found))
        value = fsum(w * self._weights[token] for token, w in self.clauses[index].tokens.weights if token in tokens)
        own = max(value / self.mass[index], *(one.score for one in found)) if self.mass[index] else 0.0
        return self.counted(index) * min(1.0, own / WHOLE)


@dataclass
class Pair:
    """Two items and the clauses that they share; ``covered`` is the share of either item, ``heads`` whether it
    begins with something shared, ``titles`` how alike the titles of their own are."""

    left: int
    right: int
    shared: list[Match] = field(default_factory=list)
    covered: tuple[float, float] = (0.0, 0.0)
    heads: tuple[bool, bool] = (False, False)
    relation: Relation = "partial"
    titles: float = 0.0
    reworded: bool = False
    likest: bool = False

    @property
    def strength(self) -> float:
        """How much of either item the other holds, 0..1; containment counts most, like titles help."""
        held = 0.7 * max(self.covered) + 0.3 * min(self.covered)
        return min(1.0, held + TITLES_HELP * self.titles * (1 - held))

    def measure(self, left: Side, right: Side) -> None:
        """Fill in how much of either item is shared, and whether both begin with something shared."""
        self.covered = (
            left.covered(self.left, [(one.left, one) for one in self.shared]),
            right.covered(self.right, [(one.right, one) for one in self.shared]),
        )
        heads = left.head(self.left), right.head(self.right)
        self.heads = any(m.left == heads[0] for m in self.shared), any(m.right == heads[1] for m in self.shared)

    def begins(self, *, left: bool) -> bool:
        """Whether one side begins with something shared."""
        return self.heads[0 if left else 1]

    def parts(self, *, left: bool) -> dict[int, float]:
        """The clauses of the text of one side that are shared, with the shared weight."""
        found: dict[int, float] = {}
        for one in self.shared:
            index = one.left if left else one.right
            if not one.titles:
                found[index] = max(found.get(index, 0.0), one.mass)
        return found


def relate(pairs: Sequence[Pair]) -> None:
    """Tell counterparts from parts, in all pairs of two plans."""
    by_left, by_right = _grouped(pairs, lambda p: p.left), _grouped(pairs, lambda p: p.right)
    parts = {id(p) for group in by_left.values() for p in _parts_of(group, by_right, left=True)}
    parts |= {id(p) for group in by_right.values() for p in _parts_of(group, by_left, left=False)}
    for pair in pairs:
        alone = len(by_left[pair.left]) == len(by_right[pair.right]) == 1
        enough = max(pair.covered) >= MAIN or (all(pair.heads) and max(pair.covered) >= HEADED)
        enough = enough and min(pair.covered) >= LEAST_PART
        enough = enough or pair.titles >= (SAME_SUBJECT if alone else SAME_TITLE)
        enough = enough or (alone and pair.likest)
        main = _is_best(pair, by_left[pair.left]) and _is_best(pair, by_right[pair.right])
        if enough and main and id(pair) not in parts:
            pair.relation = "equivalent"


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], int]) -> dict[int, list[Pair]]:
    groups: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[key(pair)].append(pair)
    return groups


def _is_best(pair: Pair, rivals: Sequence[Pair]) -> bool:
    return pair.strength >= max(one.strength for one in rivals) - 1e-9


def _parts_of(group: Sequence[Pair], others: dict[int, list[Pair]], *, left: bool) -> list[Pair]:
    """The pairs of one item (of the left plan or the right) in which the other item is only one of its parts.

    Parts are items that have their best counterpart in it, each in other clauses of it; a part that makes up
    most of what is shared is none.
    """
    best = [p for p in group if _is_best(p, others[p.right if left else p.left])]
    shares = [p.parts(left=left) for p in best]
    found: list[Pair] = []
    for index, pair in enumerate(best):
        rivals = [i for i, one in enumerate(shares) if i != index and not _overlap(one, shares[index])]
        if not rivals:
            continue
        absorbed = any(best[i].covered[1 if left else 0] >= ABSORBED for i in rivals)
        least = NEARLY_ALL if absorbed else DOMINANT_HEAD if pair.begins(left=left) else DOMINANT
        mine = fsum(shares[index].values())
        if mine < least * fsum([mine, *(value for i in rivals for value in shares[i].values())]):
            found.append(pair)
    return found


def _overlap(one: dict[int, float], other: dict[int, float]) -> bool:
    """Whether two parts are about the same clauses of the whole."""
    common = fsum(min(value, other[index]) for index, value in one.items() if index in other)
    return common >= SAME_PART * min(fsum(one.values()), fsum(other.values()))
