"""How alike two sentences are, by their overlapping character pairs."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.fuzz import ratio

from app.services.extraction.similarity import bare


@lru_cache(maxsize=16384)
def pairs_of(text: str) -> frozenset[str]:
    """The overlapping character pairs of a text, punctuation aside."""
    short = bare(text)
    return frozenset(short[i : i + 2] for i in range(len(short) - 1))


def held(text: str, other: frozenset[str]) -> float:
    """Which share of a text's pairs another text holds; 1.0 for a text too short to tell."""
    own = pairs_of(text)
    return len(own & other) / len(own) if own else 1.0


def likeness(one: str, other: str) -> float:
    """How alike two sentences are, 0..1; one that holds the other whole counts as much as an equal one."""
    whole = ratio(bare(one), bare(other)) / 100
    first, second = pairs_of(one), pairs_of(other)
    if not first or not second:
        return whole
    common = len(first & second)
    least = common / min(len(first), len(second)) if min(len(first), len(second)) >= 6 else 0.0
    return max(whole, 0.95 * least if least >= 0.75 else 0.0)
