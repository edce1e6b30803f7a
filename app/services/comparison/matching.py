"""Which clauses of two plans say the same: overlap of their tokens, weighed by how rare these are in both plans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Field
from app.services.comparison.sentences import clauses, sentences
from app.services.comparison.tokens import Tokens, tokens_of

LEAST_ITEMS = 30
"""A plan shorter than this tells too little about which words are common."""
NO_COMMON_ACTION = 0.6
"""What two clauses with the same object keep when the concrete actions named in either are others."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an item: where it stands (``field`` text or heading), its tokens, and its place in the item."""

    item: int
    order: int
    field: Field
    start: int
    end: int
    text: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Match:
    """Two clauses that share words: indices of either, likeness 0..1, weight of what is shared, the shared tokens."""

    left: int
    right: int
    score: float
    mass: float
    shared: frozenset[str]


def clauses_of(plan: ComparedPlan, places: tuple[str, ...]) -> list[Clause]:
    """All clauses of the items; a heading that no other item has is the item's own first clause."""
    headings = Counter(one.heading for one in plan.items)
    found: list[Clause] = []
    for index, item in enumerate(plan.items):
        order = 0
        if item.heading and headings[item.heading] == 1:
            tokens = tokens_of(item.heading, places)
            found.append(Clause(index, order, "heading", 0, len(item.heading), item.heading, tokens))
            order += 1
        for start, end in _pieces(item):
            text = item.text[start:end]
            found.append(Clause(index, order, "text", start, end, text, tokens_of(text, places)))
            order += 1
    return found


def _pieces(item: ComparedItem) -> Iterable[tuple[int, int]]:
    for sentence in sentences(item.text):
        for clause in clauses(sentence.text):
            yield sentence.start + clause.start, sentence.start + clause.end


def weights_of(sides: Sequence[Sequence[Clause]], items: int) -> dict[str, float]:
    """How much a token tells, 0..1: less the more items of a plan use it."""
    most: dict[str, int] = {}
    for side in sides:
        users: dict[str, set[int]] = defaultdict(set)
        for clause in side:
            for token, _ in clause.tokens.weights:
                users[token].add(clause.item)
        for token, found in users.items():
            most[token] = max(most.get(token, 1), len(found))
    total = log(max(items, LEAST_ITEMS) + 1)
    return {token: max(0.0, 1 - log(count) / total) for token, count in most.items()}


def mass_of(clause: Clause, weights: dict[str, float]) -> float:
    """How much a clause says about its subject."""
    return fsum(weight * weights[token] for token, weight in clause.tokens.weights)


def matches(left: Sequence[Clause], right: Sequence[Clause], weights: dict[str, float]) -> list[Match]:
    """All pairs of clauses that share words that tell something."""
    users: dict[str, list[int]] = defaultdict(list)
    for index, clause in enumerate(right):
        for token, _ in clause.tokens.weights:
            users[token].append(index)
    masses = [mass_of(one, weights) for one in right]
    found: list[Match] = []
    for index, clause in enumerate(left):
        common: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for token, weight in clause.tokens.weights:
            value = weight * weights[token]
            for other in users.get(token, ()):
                common[other].append((token, value))
        own = mass_of(clause, weights)
        for other, shared in common.items():
            mass = fsum(value for _, value in shared)
            if mass < 1.0:
                continue
            score = _likeness(mass, own, masses[other]) * agreement(clause.tokens, right[other].tokens)
            found.append(Match(index, other, score, mass, frozenset(token for token, _ in shared)))
    return found


def _likeness(mass: float, one: float, other: float) -> float:
    """Between how alike two clauses are and how far the shorter stands in the longer."""
    return sqrt(mass / min(one, other) * 2 * mass / (one + other))


def agreement(one: Tokens, other: Tokens) -> float:
    """What two clauses keep where either names a concrete action and none is common."""
    return NO_COMMON_ACTION if one.actions and other.actions and not one.actions & other.actions else 1.0
