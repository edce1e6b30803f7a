"""落实情况 of one requirement of the superior plan: states, clauses and figures that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.services.comparison.figure_verdicts import FigurePair
from app.services.comparison.items import ComparedItem


class State(StrEnum):
    """How a requirement of the plan above is carried out (words of the papers)."""

    MET = "已落实"
    WEAKER = "弱于上级"
    PARTLY = "部分落实"
    MISSING = "未体现"
    STRICTER = "严于上级"
    OUTSIDE = "不涉及"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the own plan says it: an item (chapter, measure, task), a range of its text, and the citation."""

    kind: str
    number: int
    start: int
    end: int
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """One clause of the superior item. ``note``: why it does not concern us, what is weaker, later or stricter.

    ``timing``: 超前, 滞后 or "" — the date against the superior one; ``score`` how alike the words are, 0..1.
    """

    start: int
    end: int
    text: str
    state: State
    by: Place | None = None
    note: str = ""
    timing: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """A superior task or measure and how the own plan carries it out.

    ``sentence`` says the gap (差距) in official Chinese; ``reason`` why it does not concern us; ``advice`` what to
    write; ``figures`` the compared figures (left: superior, right: own); ``by`` all places that carry it out.
    """

    item: ComparedItem
    state: State
    sentence: str
    advice: str = ""
    reason: str = ""
    clauses: tuple[ClauseCoverage, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    by: tuple[Place, ...] = ()

    @property
    def missing(self) -> tuple[ClauseCoverage, ...]:
        """Clauses that the own plan does not say."""
        return tuple(one for one in self.clauses if one.state == State.MISSING)
