"""What belongs together: links between items of two plans, with the clauses they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.services.comparison.items import Kind

Relation = Literal["equivalent", "partial"]
Field = Literal["text", "heading"]


@dataclass(frozen=True, slots=True)
class SharedClause:
    """A commitment that both items make: its range in either item's text, and how alike the words are, 0..1.

    ``left_field``, ``right_field``: what the range is a range of, ``text`` or ``heading``.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    left_text: str
    right_text: str
    score: float
    left_field: Field = "text"
    right_field: Field = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """Two items that correspond (plan-schema.md, Alignment). ``score`` 0..1; ``shared`` explains it.

    ``hand``: a person added or confirmed it.
    """

    left: int
    right: int
    relation: Relation
    score: float
    shared: tuple[SharedClause, ...] = ()
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links of two plans in the order of the left, and the items that have none.

    ``kind`` of the left items, ``right_kind`` of the right ones: measures may be compared with tasks.
    """

    kind: Kind
    links: tuple[Link, ...]
    left_only: tuple[int, ...]
    right_only: tuple[int, ...]
    right_kind: Kind = "task"
