"""How exactly an extraction gives back what was made, per field, as shared/plan-schema.md counts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

FIELDS = (
    ("chapters", ("title", "text")),
    ("measures", ("chapter", "title", "text")),
    ("tasks", ("category", "measure", "text", "deadline_raw", "deadline", "responsibility_raw", "et_al")),
)


@dataclass
class Board:
    """Right and total per field, and what differs."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, good: bool, words: str) -> None:
        """Count one field."""
        self.total[name] += 1
        self.right[name] += good
        if not good:
            self.wrong.append(f"{name}: {words}")

    def sets(self, name: str, want: Counter[Any], got: Counter[Any]) -> None:
        """Count two multisets."""
        hit = sum((want & got).values())
        self.right[name] += hit
        self.total[name] += max(sum(want.values()), sum(got.values()))
        self.wrong += [f"{name}: missing {x}" for x in want - got] + [f"{name}: extra {x}" for x in got - want]


def norm(value: Any) -> Any:
    """A value without white space."""
    if isinstance(value, dict):
        return (value.get("kind"), value.get("date"))
    return re.sub(r"\s+", "", value) if isinstance(value, str) else value


def compare(gold: dict[str, Any], got: dict[str, Any]) -> Board:
    """Compare a plan JSON with the one that was made."""
    board = Board()
    for key, value in gold["plan"].items():
        have = got["plan"].get(key)
        board.add(f"plan.{key}", norm(value) == norm(have), f"want {value!r} got {have!r}")
    for kind, names in FIELDS:
        have_by = {item["number"]: item for item in got.get(kind) or []}
        want_by = {item["number"]: item for item in gold[kind]}
        board.sets(f"{kind}.number", Counter(want_by.keys()), Counter(have_by.keys()))
        for number, want in want_by.items():
            for name in (n for n in names if n in want):
                have = have_by.get(number, {}).get(name, "<absent>")
                board.add(
                    f"{kind}.{name}", norm(want[name]) == norm(have), f"{number} want {want[name]!r} got {have!r}"
                )
    board.sets("assignments", _bodies(gold), _bodies(got))
    board.sets("targets", _targets(gold), _targets(got))
    return board


def _bodies(plan: dict[str, Any]) -> Counter[Any]:
    return Counter(
        (t["number"], a["as_written"], a["agency"], str(a["role"])) for t in plan["tasks"] for a in t["assignments"]
    )


def _targets(plan: dict[str, Any]) -> Counter[Any]:
    return Counter(
        (t["where"], t["value"], t["unit"], t["comparator"], t["year"], t["baseline_year"]) for t in plan["targets"]
    )
