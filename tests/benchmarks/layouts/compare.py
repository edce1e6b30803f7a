"""How exactly an extraction gives back what was made, and how far its doubts are about what is wrong.

Fields and their meaning are those of shared/plan-schema.md; a field is marked where its item has a doubt on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

FIELDS = (
    ("chapters", ("title", "text")),
    ("measures", ("chapter", "title", "text")),
    (
        "tasks",
        ("category", "measure", "text", "deadline_raw", "deadline", "responsibility_raw", "assignments", "et_al"),
    ),
)
_DOUBTED_AS = {"deadline": "deadline_raw", "assignments": "responsibility_raw", "et_al": "responsibility_raw"}
_QUOTES = str.maketrans("“”‘’—－", "\"\"''--")


@dataclass
class Board:
    """Right and total per field, what differs, and what of it is marked as doubtful."""

    fold: bool = False
    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong_marked: Counter[str] = field(default_factory=Counter)
    wrong_unmarked: Counter[str] = field(default_factory=Counter)
    right_marked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, good: bool, words: str, marked: bool = False) -> None:
        """Count one field."""
        self.total[name] += 1
        self.right[name] += good
        self.right_marked[name] += good and marked
        self.wrong_marked[name] += marked and not good
        self.wrong_unmarked[name] += not marked and not good
        if not good:
            self.wrong.append(f"{'marked' if marked else 'UNMARKED'} {name}: {words}")

    def sets(self, name: str, want: Counter[Any], got: Counter[Any], marked: frozenset[Any] = frozenset()) -> None:
        """Count two multisets; ``marked`` are those read that carry a doubt."""
        hit = want & got
        self.right[name] += sum(hit.values())
        self.total[name] += max(sum(want.values()), sum(got.values()))
        self.right_marked[name] += sum(n for x, n in hit.items() if x in marked)
        extra = [(x, x in marked) for x in (got - want).elements()]
        missing = list((want - got).elements())
        self.wrong += [f"{'marked' if m else 'UNMARKED'} {name}: extra {x}" for x, m in extra]
        self.wrong += [f"UNMARKED {name}: missing {x}" for x in missing]
        known = sum(m for _, m in extra)
        self.wrong_marked[name] += known
        self.wrong_unmarked[name] += max(len(extra), len(missing)) - known

    def join(self, other: Board, name: str = "") -> None:
        """Add another board's counts."""
        for kind in ("right", "total", "wrong_marked", "wrong_unmarked", "right_marked"):
            getattr(self, kind).update(getattr(other, kind))
        self.wrong += [f"{name} {line}" for line in other.wrong]

    def share(self) -> float:
        """Right fields of all."""
        return sum(self.right.values()) / max(1, sum(self.total.values()))

    def norm(self, value: Any) -> Any:
        """A value without white space; the width of signs folded where a scan cannot tell it."""
        if isinstance(value, dict):
            return (value.get("kind"), value.get("date"))
        if isinstance(value, list):
            return Counter((self.norm(a["as_written"]), self.norm(a["agency"]), str(a["role"])) for a in value)
        if not isinstance(value, str):
            return value
        words = re.sub(r"\s+", "", value)
        return unicodedata.normalize("NFKC", words).translate(_QUOTES) if self.fold else words


def compare(gold: dict[str, Any], got: dict[str, Any], fold: bool = False) -> Board:
    """Compare a plan JSON with the one that was made."""
    board = Board(fold)
    doubted = _doubted(got["plan"])
    for key, value in gold["plan"].items():
        have = got["plan"].get(key)
        board.add(f"plan.{key}", board.norm(value) == board.norm(have), f"want {value!r} got {have!r}", key in doubted)
    for kind, names in FIELDS:
        have_by = {item["number"]: item for item in got.get(kind) or []}
        want_by = {item["number"]: item for item in gold[kind]}
        board.sets(f"{kind}.number", Counter(want_by.keys()), Counter(have_by.keys()))
        for number, want in want_by.items():
            item = have_by.get(number, {})
            for name in (n for n in names if n in want):
                have = item.get(name, "<absent>")
                words = f"{number} want {want[name]!r} got {_shown(have)!r}"
                marked = _DOUBTED_AS.get(name, name) in _doubted(item)
                board.add(f"{kind}.{name}", board.norm(want[name]) == board.norm(have), words, marked)
    marked_targets = frozenset(_target(board, t) for t in got["targets"] if t.get("doubts"))
    want_targets = Counter(_target(board, t) for t in gold["targets"])
    board.sets("targets", want_targets, Counter(_target(board, t) for t in got["targets"]), marked_targets)
    return board


def _doubted(item: dict[str, Any]) -> set[str]:
    return {d["field"] for d in item.get("doubts") or []}


def _shown(value: Any) -> Any:
    """Assignments in short."""
    if isinstance(value, list):
        return [(a["as_written"], a["agency"], str(a["role"])) for a in value]
    return value


def _target(board: Board, t: dict[str, Any]) -> Any:
    return (t["where"], t["value"], board.norm(t["unit"]), t["comparator"], t["year"], t["baseline_year"])
