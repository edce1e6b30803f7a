"""Pairs of plans in words of their own, against the links that a person gave them first."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from app.services.comparison.alignment import align
from app.services.comparison.difference import Difference, DifferenceKind, Side
from app.services.comparison.differences import differences
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.extraction.draft import PlanHead
from tests.conftest import ROOT
from tests.services.comparison.sides import found

PAIRS: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "own_words_pairs.json").read_text(encoding="utf-8"))
LEAST_F1, LEAST_RELATIONS = 0.92, 0.92


def plan(side: dict[str, Any]) -> ComparedPlan:
    rows = enumerate(side["rows"], 1)
    items = tuple(ComparedItem("task", number, str(number), heading, text) for number, (heading, text) in rows)
    return ComparedPlan(PlanHead(side["title"], region=side["region"]), "task", items)


@pytest.mark.parametrize("name", ["ageing", "buses"])
def test_links_of_a_person_are_found(name: str) -> None:
    pair = PAIRS[name]
    links = found(align(plan(pair["left"]), plan(pair["right"])))
    wanted = {(*map(int, one[:-1].split("-")), one[-1]) for one in pair["links"]}
    hits = {one[:2] for one in links} & {one[:2] for one in wanted}
    assert 2 * len(hits) / (len(links) + len(wanted)) >= LEAST_F1
    assert len(links & wanted) / len(hits) >= LEAST_RELATIONS


TURNED = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
MOST_MISSING = 0.05


def told(left: ComparedPlan, right: ComparedPlan) -> dict[tuple[int, int], tuple[Difference, ...]]:
    plans = left, right
    return {
        (link.left, link.right): differences(left.item(link.left), right.item(link.right), link, plans)
        for link in align(*plans).links
    }


@pytest.mark.parametrize("name", ["ageing", "buses"])
def test_swapped_plans_swap_their_differences(name: str) -> None:
    left, right = (plan(PAIRS[name][side]) for side in ("left", "right"))
    back = told(right, left)
    for (i, j), rows in told(left, right).items():
        assert Counter((d.kind, TURNED.get(d.side, d.side), d.right, d.left) for d in rows) == Counter(
            (d.kind, d.side, d.left, d.right) for d in back[j, i]
        )


@pytest.mark.parametrize("name", ["ageing", "buses"])
def test_what_a_link_shares_is_hardly_ever_missing_on_both_sides(name: str) -> None:
    left, right = (plan(PAIRS[name][side]) for side in ("left", "right"))
    rows = told(left, right)
    shared = missing = 0
    for link in align(left, right).links:
        lone = [d for d in rows[link.left, link.right] if d.kind == DifferenceKind.CLAUSE]
        starts = {mark[1] for d in lone for mark in d.left}, {mark[1] for d in lone for mark in d.right}
        shared += len(link.shared)
        missing += sum(one.left[0] in starts[0] and one.right[0] in starts[1] for one in link.shared)
    assert missing <= MOST_MISSING * shared
