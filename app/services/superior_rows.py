"""Frozen rows of 落实情况对照: each requirement of the plan above, and how a plan carries it out."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.compare_rows import CompareSide, SideChoice
from app.services.rows import ItemRef

MISSING, PARTLY, WEAKER, MET, STRICTER, OUTSIDE = "未体现", "部分落实", "弱于上级", "已落实", "严于上级", "不涉及"
STATES = (MISSING, PARTLY, WEAKER, MET, STRICTER, OUTSIDE)
"""What asks for a decision comes first."""
STATE_SIGNS = {MISSING: "✕", PARTLY: "◐", WEAKER: "▽", MET: "✓", STRICTER: "△", OUTSIDE: "—"}
GAPS = (MISSING, PARTLY, WEAKER)
"""States that are worth an opinion."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where the own plan says it: an item, the words, and how papers cite the place."""

    ref: ItemRef
    start: int
    end: int
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class RequiredClause:
    """A clause of the requirement (its range in the text), its state, what is to be noted, and where it is said."""

    start: int
    end: int
    text: str
    state: str
    note: str = ""
    by: OwnPlace | None = None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A row of form 7. ``gap`` 差距, ``advice`` 修改建议; ``found`` the machine's state, ``state`` the one in force.

    ``why``: a person's reason for another state, ``judge`` who; ``conflicted``: two people judged differently;
    ``remark``: the entity of the opinion it became.
    """

    side: CompareSide
    state: str
    found: str
    gap: str = ""
    advice: str = ""
    reason: str = ""
    clauses: tuple[RequiredClause, ...] = ()
    by: tuple[OwnPlace, ...] = ()
    why: str = ""
    judge: str = ""
    conflicted: bool = False
    remark: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether a person said the state."""
        return bool(self.judge)


@dataclass(frozen=True, slots=True)
class SuperiorTable:
    """A plan against the one above it; ``superior`` None: nobody said yet which one that is."""

    own: SideChoice
    superior: SideChoice | None
    choices: tuple[SideChoice, ...]
    rows: tuple[RequirementRow, ...] = ()
