"""The differences of all links of the two sample plans, each read against the texts: key, 1 right or 0 wrong.

A key is kind, side and the marked ranges (field initial, start–end); a changed rule brings new keys, which are to be
read and judged before they enter the file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.services.comparison.alignment import align
from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.differences import differences
from app.services.comparison.items import ComparedPlan, compared
from app.services.comparison.link import Link
from app.services.extraction.plan_json import from_json
from tests.conftest import ROOT

JUDGED: dict[str, dict[str, int]] = json.loads(
    (ROOT / "tests" / "data" / "difference_judgements.json").read_text(encoding="utf-8")
)
LEAST = 0.98


def _ranges(marks: tuple[Mark, ...]) -> str:
    return ",".join(f"{field[0]}{start}-{end}" for field, start, end in marks) or "-"


def key_of(one: Difference) -> str:
    return f"{one.kind} {one.side} {_ranges(one.left)} {_ranges(one.right)}"


@cache
def plans(folder: Path) -> tuple[ComparedPlan, ComparedPlan]:
    left, right = (
        compared(from_json(json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))), "task")
        for name in ("nantong", "suzhou")
    )
    return left, right


@cache
def links_of(left: ComparedPlan, right: ComparedPlan) -> dict[tuple[int, int], Link]:
    """The links that the program finds, with the clauses that they share."""
    return {(one.left, one.right): one for one in align(left, right).links}


def found(folder: Path) -> dict[str, list[Difference]]:
    left, right = plans(folder)
    links = json.loads((folder / "nantong-suzhou.align.json").read_text(encoding="utf-8"))["links"]
    known = links_of(left, right)
    return {
        f"{i}-{j}": list(differences(left.item(i), right.item(j), known.get((i, j)), (left, right)))
        for i, j in ((one["left"], one["right"]) for one in links)
    }


def test_differences_are_right(shared_plans: Path) -> None:
    verdicts = [JUDGED[link].get(key_of(one), 0) for link, rows in found(shared_plans).items() for one in rows]
    assert sum(verdicts) >= LEAST * len(verdicts)


def test_no_right_difference_was_lost(shared_plans: Path) -> None:
    now = {link: {key_of(one) for one in rows} for link, rows in found(shared_plans).items()}
    wanted = [(link, key) for link, keys in JUDGED.items() for key, right in keys.items() if right]
    assert sum(key in now[link] for link, key in wanted) >= LEAST * len(wanted)


def test_every_claim_of_more_or_less_is_right(shared_plans: Path) -> None:
    """A wrong "stricter" is worse than any other error: none is allowed."""
    wrong = [
        (link, one.sentence)
        for link, rows in found(shared_plans).items()
        for one in rows
        if one.kind in {DifferenceKind.TARGET, DifferenceKind.STRENGTH, DifferenceKind.DEADLINE}
        and one.side in {Side.LEFT, Side.RIGHT}
        and not JUDGED[link].get(key_of(one))
    ]
    assert wrong == []


def test_shuffled_plans_have_the_same_differences(shared_plans: Path) -> None:
    left, right = plans(shared_plans)
    mixed = replace(left, items=left.items[::-1]), replace(right, items=right.items[::-1])
    for one, other in ((1, 1), (12, 31), (22, 25), (26, 29)):
        pair = left.item(one), right.item(other)
        assert differences(*pair, None, mixed) == differences(*pair, None, (left, right))


def test_swapped_sides_swap_the_differences_of_all_links(shared_plans: Path) -> None:
    left, right = plans(shared_plans)
    turned = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    known = links_of(right, left)
    for link, rows in found(shared_plans).items():
        numbers = [int(number) for number in link.split("-")]
        one = known.get((numbers[1], numbers[0]))
        other = differences(right.item(numbers[1]), left.item(numbers[0]), one, (right, left))
        back = {
            f"{one.kind} {turned.get(one.side, one.side)} {_ranges(one.right)} {_ranges(one.left)}" for one in other
        }
        assert back == {key_of(one) for one in rows}, link
