from __future__ import annotations

from typing import Any

import pytest

from app.services.blanket import inherited


def row(number: int, *bodies: tuple[str, str], blanket: str | None = None) -> dict[str, Any]:
    listed = [{"agency": name, "role": role} for name, role in bodies]
    return {"number": number, "assignments": listed, "blanket": blanket}


def heirs(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    return sorted((number, one["agency"]) for number, one in inherited(rows))


@pytest.mark.parametrize(
    ("clause", "bound"),
    [("以下均需各区落实。", [3, 4]), ("以上任务由各区落实。", [1]), ("各项任务均需各区落实。", [1, 3, 4])],
)
def test_direction(clause: str, bound: list[int]) -> None:
    rows = [row(1), row(2, ("各区", "implement"), blanket=clause), row(3), row(4)]
    assert heirs(*rows) == [(number, "各区") for number in bound]


def test_who_is_named_inherits_nothing() -> None:
    rows = [row(1, ("各区", "implement"), blanket="以下均需各区落实"), row(2, ("各区", "support")), row(3)]
    assert heirs(*rows) == [(3, "各区")]


def test_only_implementers_are_bound() -> None:
    rows = [row(1, ("甲局", "lead"), ("各区", "implement"), blanket="以下均需各区落实"), row(2)]
    assert heirs(*rows) == [(2, "各区")]


def test_two_clauses_bind_once_each() -> None:
    rows = [
        row(1, ("各区", "implement"), blanket="以下均需各区落实"),
        row(2, ("各区", "implement"), ("园区", "implement"), blanket="以下均需各区、园区落实"),
        row(3),
    ]
    assert heirs(*rows) == [(3, "各区"), (3, "园区")]


def test_without_a_clause_nothing_is_inherited() -> None:
    assert heirs(row(1, ("各区", "implement")), row(2)) == []
