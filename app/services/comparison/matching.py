"""Which clauses of two plans say the same: overlap of their tokens, weighed by how rare these are in both plans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, log
from typing import Literal

from rapidfuzz.distance import LCSseq

from app.services.comparison.items import ComparedPlan
from app.services.comparison.link import Field
from app.services.comparison.sentences import clauses, sentences
from app.services.comparison.tokens import Tokens, tokens_of

LEAST_ITEMS = 30
"""A plan shorter than this tells too little about which words are common."""
NO_COMMON_ACTION, ONE_ACTION = 0.55, 0.95
"""What two clauses with the same object keep when the concrete actions named in either are others; when only one
names a concrete action."""
SAME_ACTION, LEAST_SUBJECT = 0.92, 2.0
"""What the likeness of the subjects counts where both name the same kind of action, in whatever words; and the least
weight of what the subjects share."""
TITLE_AND_TEXT = 0.85
"""What the likeness of a title and a clause of a text counts: a title is seldom the commitment itself."""
INSERTED = 0.92
"""How far a clause stands in another that has all of its words in this order, others in between."""
LEAST_VALUE = 0.2
"""Tokens that tell less are not what clauses are found by; they count where clauses are found."""
LEAST_MASS, LEAST_HELD = 0.8, 0.3
"""Clauses that share less weight, or a smaller part of the shorter, are not looked at."""
LENGTH = 0.5
"""How much it counts against two clauses that one says more than the other (exponent)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an item: its sentence, counted through the item, where it stands in ``field``, and its tokens."""

    item: int
    sentence: int
    field: Field
    start: int
    end: int
    text: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Match:
    """Two clauses that share words: indices of either, likeness 0..1, weight of what is shared, the shared tokens,
    and how many of them are titles."""

    left: int
    right: int
    score: float
    mass: float
    shared: frozenset[str]
    titles: Literal["", "one", "both"] = ""


def clauses_of(plan: ComparedPlan, places: tuple[str, ...]) -> list[Clause]:
    """All clauses of the items; a heading that no other item has is the item's own first clause."""
    headings = Counter(one.heading for one in plan.items)
    found: list[Clause] = []
    for index, item in enumerate(plan.items):
        if item.heading and headings[item.heading] == 1:
            tokens = tokens_of(item.heading, places)
            found.append(Clause(index, -1, "heading", 0, len(item.heading), item.heading, tokens))
        for number, sentence in enumerate(sentences(item.text)):
            for clause in clauses(sentence.text):
                start, end = sentence.start + clause.start, sentence.start + clause.end
                found.append(Clause(index, number, "text", start, end, clause.text, tokens_of(clause.text, places)))
    return found


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
    theirs = [_values(one, weights) for one in right]
    users: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, values in enumerate(theirs):
        for token, value in values.items():
            if value >= LEAST_VALUE:
                users[token].append((index, value))
    masses = [_mass(one, weights) for one in right]
    found: list[Match] = []
    for index, clause in enumerate(left):
        own, mine = _mass(clause, weights), _values(clause, weights)
        common: dict[int, float] = defaultdict(float)
        for token, value in mine.items():
            if value >= LEAST_VALUE:
                for other, its_value in users.get(token, ()):
                    common[other] += min(value, its_value)
        for other, rough in common.items():
            if rough < LEAST_MASS / 2 or rough < LEAST_HELD / 2 * min(own.whole, masses[other].whole):
                continue
            its, tokens = theirs[other], clause.tokens.named & right[other].tokens.named
            mass = fsum(min(mine[token], its[token]) for token in tokens)  # a word may be telling in one of them only
            if mass < LEAST_MASS or mass < LEAST_HELD * min(own.whole, masses[other].whole):
                continue
            subject = fsum(weights[token] for token in clause.tokens.subject & right[other].tokens.subject)
            score = _score(clause, right[other], _Mass(mass, subject), own, masses[other])
            found.append(Match(index, other, score, mass, tokens, titles_of(clause, right[other])))
    return found


def _values(clause: Clause, weights: dict[str, float]) -> dict[str, float]:
    """What each token of a clause tells."""
    return {token: weight * weights[token] for token, weight in clause.tokens.weights}


@dataclass(frozen=True, slots=True)
class _Mass:
    """What a clause weighs, and what its subject alone."""

    whole: float
    subject: float


def _mass(clause: Clause, weights: dict[str, float]) -> _Mass:
    tokens = clause.tokens
    return _Mass(mass_of(clause, weights), fsum(weights[token] for token in tokens.subject))


def _score(one: Clause, other: Clause, both: _Mass, own: _Mass, its: _Mass) -> float:
    """How alike two clauses are; ``both``: what they share."""
    score = likeness(both.whole, own.whole, its.whole)
    actions = one.tokens.actions, other.tokens.actions
    if actions[0] & actions[1] and both.subject >= LEAST_SUBJECT:
        score = max(score, SAME_ACTION * likeness(both.subject, own.subject, its.subject))
    agreeing = bool(actions[0] & actions[1]) or not (actions[0] or actions[1])
    if agreeing and score < INSERTED and both.whole >= LEAST_SUBJECT and _is_within(one.tokens.core, other.tokens.core):
        score = max(score, likeness(INSERTED * min(own.whole, its.whole), own.whole, its.whole))
    return score * _agreement(one, other)


def likeness(mass: float, one: float, other: float) -> float:
    """How far the shorter of two clauses stands in the longer, and, less, how alike they are."""
    return mass / min(one, other) * float((2 * mass / (one + other)) ** LENGTH)


def _is_within(one: str, other: str) -> bool:
    """Whether one text is the other with words put in between."""
    shorter, longer = sorted((one, other), key=len)
    return LCSseq.similarity(shorter, longer) == len(shorter)


def titles_of(one: Clause, other: Clause) -> Literal["", "one", "both"]:
    """How many of two clauses are titles."""
    if one.field != other.field:
        return "one"
    return "both" if one.field == "heading" else ""


def agreement(one: Tokens, other: Tokens) -> float:
    """What two clauses keep where either names a concrete action and none is common."""
    return NO_COMMON_ACTION if one.actions and other.actions and not one.actions & other.actions else 1.0


def _agreement(one: Clause, other: Clause) -> float:
    value = TITLE_AND_TEXT if one.field != other.field else 1.0
    value *= agreement(one.tokens, other.tokens)
    return value * ONE_ACTION if bool(one.tokens.actions) != bool(other.tokens.actions) else value
