"""Many plans against a reference: which of its items each plan has, and who leads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Alignment, Link, Relation
from app.services.extraction.draft import Assignment, Role

MOST_PLANS = 50
_LEADING = (Role.LEAD, Role.SOLE)


@dataclass(frozen=True, slots=True)
class Leader:
    """Who answers for an item. ``stated``: it leads or is alone responsible; else it only stands first (首列单位)."""

    names: tuple[str, ...]
    stated: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan has of an item of the reference: the strongest relation, and the links to its rows in their order."""

    relation: Relation | None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[row][column]``: items of the reference × plans, both in the order in which they were handed over."""

    cells: tuple[tuple[Cell, ...], ...]

    def missing(self, row: int) -> int:
        """In how many plans nothing of an item is found."""
        return sum(cell.relation is None for cell in self.cells[row])


def build(reference: ComparedPlan, alignments: Sequence[Alignment]) -> Matrix:
    """The matrix from one alignment a plan, each with the reference at the left."""
    by_item = [_by_left(one.links) for one in alignments]
    return Matrix(tuple(tuple(_cell(links.get(item.number, ())) for links in by_item) for item in reference.items))


def _by_left(links: Sequence[Link]) -> Mapping[int, list[Link]]:
    found: dict[int, list[Link]] = {}
    for link in links:
        found.setdefault(link.left, []).append(link)
    return found


def _cell(links: Sequence[Link]) -> Cell:
    if not links:
        return Cell(None)
    whole = any(link.relation == "equivalent" for link in links)
    ordered = sorted(links, key=lambda link: (link.relation != "equivalent", link.right))
    return Cell("equivalent" if whole else "partial", tuple(ordered))


def leader(item: ComparedItem) -> Leader | None:
    """The leading bodies of an item (共同牵头: all), else the one that stands first; None where no body is named."""
    leading = [one for one in item.assignments if one.role in _LEADING]
    if leading:
        return Leader(tuple(dict.fromkeys(map(_name, leading))), stated=True)
    others = [one for one in item.assignments if one.role is not Role.IMPLEMENT] or list(item.assignments)
    if not others:
        return None
    first = min(others, key=lambda one: one.position)
    return Leader((_name(first),), stated=False)


def _name(assignment: Assignment) -> str:
    return assignment.agency or assignment.as_written
