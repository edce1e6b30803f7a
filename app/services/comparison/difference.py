"""One difference of a linked pair, typed and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    """What differs."""

    WORDING = "wording"
    MOVED = "moved"
    CLAUSE = "clause"
    TARGET = "target"
    DEADLINE = "deadline"
    AGENCY = "agency"
    STRENGTH = "strength"


class Side(StrEnum):
    """Which plan has more, as far as that can be said.

    For targets, deadlines and strength ``LEFT``/``RIGHT`` is the stricter (earlier, firmer) plan, for clauses and
    agencies the one that has it; ``SAME`` no difference in substance; ``OPEN`` differs without more or less
    (for targets: 口径不一致，不作比较).
    """

    LEFT = "left"
    RIGHT = "right"
    SAME = "same"
    OPEN = "open"


Mark = tuple[str, int, int]
"""Field of the item (text, heading, deadline_raw, responsibility_raw), start, end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference. ``sentence`` says it in official Chinese, naming neither colour nor side by position only.

    ``reason``: why figures are not compared. ``minor``: punctuation, width, place names — may be hidden.
    """

    kind: DifferenceKind
    side: Side
    sentence: str
    left: tuple[Mark, ...] = ()
    right: tuple[Mark, ...] = ()
    reason: str = ""
    minor: bool = False
