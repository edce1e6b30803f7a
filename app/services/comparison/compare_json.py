"""Links and differences of two plans as JSON, as a helper gives them and the workspace keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Alignment, Link, SharedClause

Json = dict[str, Any]
Aligner = Callable[[ComparedPlan, ComparedPlan], Alignment]
Differ = Callable[[ComparedItem, ComparedItem, Link], Sequence[Difference]]


def compare_plans(
    left: ComparedPlan,
    right: ComparedPlan,
    align: Aligner,
    differ: Differ,
    by_hand: Iterable[tuple[int, int]] = (),
) -> Json:
    """Links with their differences; ``by_hand``: pairs that a person linked and the machine may not know."""
    found = align(left, right)
    links = {(one.left, one.right): one for one in found.links}
    there = ({one.number for one in left.items}, {one.number for one in right.items})
    for pair in by_hand:
        if pair not in links and pair[0] in there[0] and pair[1] in there[1]:
            links[pair] = Link(*pair, "partial", 0.0, hand=True)
    return {
        "links": [
            {
                **link_to_json(link),
                "differences": [to_json(each) for each in differ(left.item(one), right.item(other), link)],
            }
            for (one, other), link in sorted(links.items())
        ]
    }


def link_to_json(link: Link) -> Json:
    """A link as plain data."""
    return asdict(link)


def link_from_json(data: Mapping[str, Any]) -> Link:
    """The link that plain data describe."""
    shared = tuple(
        SharedClause(
            tuple(one["left"]),
            tuple(one["right"]),
            one["left_text"],
            one["right_text"],
            one["score"],
            one.get("left_field", "text"),
            one.get("right_field", "text"),
        )
        for one in data.get("shared") or ()
    )
    return Link(data["left"], data["right"], data["relation"], data["score"], shared, bool(data.get("hand")))


def to_json(difference: Difference) -> Json:
    """A difference as plain data."""
    return asdict(difference)


def from_json(data: Mapping[str, Any]) -> Difference:
    """The difference that plain data describe."""
    return Difference(
        DifferenceKind(data["kind"]),
        Side(data["side"]),
        data["sentence"],
        _marks(data["left"]),
        _marks(data["right"]),
        data["reason"],
        data["minor"],
    )


def _marks(data: Iterable[Sequence[Any]]) -> tuple[Mark, ...]:
    return tuple((str(one[0]), int(one[1]), int(one[2])) for one in data)
