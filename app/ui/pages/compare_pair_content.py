"""What 两个方案 reads in the background: which two texts, by tasks or by measures, and how they compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.compare_rows import Comparison, SideChoice
from app.services.rows import Scope


@dataclass(frozen=True, slots=True)
class Content:
    """The texts there are, and two of them compared (None: there are no two)."""

    choices: tuple[SideChoice, ...]
    comparison: Comparison | None


def pick(choices: Sequence[SideChoice], wanted: tuple[str, str], scope: Scope) -> tuple[int, int]:
    """Which two to compare: those compared last, the library's plan on the left where it is none of them."""
    known = {one.version_id: one for one in choices}
    left, right = known.get(wanted[0]), known.get(wanted[1])
    here = next((one for one in choices if one.version == scope.version), None)
    if here is not None and here not in (left, right):
        left, right = here, right if right is not None and right.plan_uuid != here.plan_uuid else None
    left = left or next(iter(choices), None)
    if left is None:
        return 0, 0
    if right is None:
        right = next((one for one in choices if one.plan_uuid != left.plan_uuid), None)
    right = right or next((one for one in choices if one.version != left.version), None)
    return left.version, right.version if right is not None else 0


def fitting(choices: Sequence[SideChoice], pair: tuple[int, int], kind: str) -> str:
    """What is compared: the kind that was asked for, or the other one where only of that both plans have any."""
    sides = [one for one in choices if one.version in pair]
    other = "measure" if kind == "task" else "task"
    counts = {name: [getattr(one, f"{name}s") for one in sides] for name in (kind, other)}
    return other if not all(counts[kind]) and all(counts[other]) else kind
