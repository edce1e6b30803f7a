"""Two plan JSONs compared by a helper."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.comparison.link import Link
from app.services.comparison.pair_job import compare_pair
from app.services.progress import Progress
from tests.storekit import plan_json


def answer(**changes: Any) -> dict[str, Any]:
    right = plan_json() | changes
    request = {"left": plan_json(), "right": right, "kind": "task", "fall_back": True}
    return compare_pair(request, b"", Progress())[0]


def test_links_and_the_rest() -> None:
    found = answer(tasks=plan_json()["tasks"][:1])
    assert [(one["left"], one["right"]) for one in found["links"]] == [(1, 1)]
    assert (found["left_only"], found["right_only"]) == ([2, 3], [])


def test_without_tasks_the_measures_of_both_are_compared() -> None:
    found = answer(tasks=[])
    assert (found["kind"], found["right_kind"]) == ("measure", "measure")
    assert found["links"]


def test_measures_face_tasks_where_a_plan_has_nothing_else() -> None:
    found = answer(tasks=[], measures=[]), answer(measures=[], tasks=[])
    assert found[0] == found[1]
    request = {"left": plan_json() | {"tasks": []}, "right": plan_json() | {"measures": []}, "kind": "task"}
    mixed = compare_pair(request | {"fall_back": True}, b"", Progress())[0]
    assert (mixed["kind"], mixed["right_kind"]) == ("measure", "task")


def test_pairs_that_people_made_are_kept() -> None:
    request = {"left": plan_json(), "right": plan_json(), "kind": "task", "pairs": [[1, 3]]}
    found = compare_pair(request, b"", Progress())[0]
    assert next(one for one in found["links"] if one["right"] == 3 and one["left"] == 1)["hand"]


def test_differences_of_linked_items_are_told() -> None:
    tasks = plan_json()["tasks"]
    tasks[0] = tasks[0] | {"deadline_raw": "2035年底前", "deadline": {"kind": "by_date", "date": "2035-12-31"}}
    kinds = {one["kind"] for one in answer(tasks=tasks)["links"][0]["differences"]}
    assert "deadline" in kinds


def test_the_clauses_of_a_link_reach_its_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Link | None] = []

    def compared_items(*_items: object, link: Link | None = None) -> tuple[()]:
        seen.append(link)
        return ()

    monkeypatch.setattr("app.services.comparison.pair_job.compared_items", compared_items)
    links = answer()["links"]
    assert [(one.left, one.right, bool(one.shared)) for one in seen if one] == [
        (one["left"], one["right"], True) for one in links
    ]
