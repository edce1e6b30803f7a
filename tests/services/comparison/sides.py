"""Invented sides of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.comparison.items import ComparedItem, ComparedPlan, Kind
from app.services.comparison.link import Alignment
from app.services.extraction.draft import PlanHead


def side(
    texts: Sequence[str], region: str = "青湾市", headings: Sequence[str] = (), kind: Kind = "task"
) -> ComparedPlan:
    """A plan with an item for each text, numbered through; without headings none has one."""
    items = tuple(
        ComparedItem(kind, number, str(number), headings[number - 1] if headings else "", text)
        for number, text in enumerate(texts, 1)
    )
    return ComparedPlan(PlanHead(f"{region}工作方案", region=region), kind, items)


def found(alignment: Alignment) -> set[tuple[int, int, str]]:
    """The links as (left, right, e or p)."""
    return {(one.left, one.right, one.relation[0]) for one in alignment.links}
