"""Pairs of plans in words of their own, against the links that a person gave them first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.services.comparison.alignment import align
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
