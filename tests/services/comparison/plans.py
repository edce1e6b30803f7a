"""Invented items, links and figures for the tests of what is compared over many plans."""

from __future__ import annotations

from typing import Any

from app.services.comparison.indicators import PlanTargets
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Alignment, Link, Relation
from app.services.extraction.draft import Assignment, PlanHead, Role, Target


def target(name: str, value: float = 10, unit: str = "%", **more: Any) -> Target:
    said = {"where": "task 1", "comparator": "=", "year": 2025, "quote": name, **more}
    return Target(name=name, value=value, unit=unit, **said)


def listed(*plans: tuple[Target, ...]) -> tuple[PlanTargets, ...]:
    """Plans 0, 1, … of invented cities with these figures."""
    return tuple(PlanTargets(number, f"{'甲乙丙丁戊'[number]}湾市", targets) for number, targets in enumerate(plans))


def duty(agency: str, role: Role, position: int = 1) -> Assignment:
    return Assignment(agency, f"市{agency}", role, position=position)


def item(number: int, *assignments: Assignment) -> ComparedItem:
    return ComparedItem("task", number, str(number), "类别", f"做第{number}件事。", assignments=assignments)


def plan(*items: ComparedItem) -> ComparedPlan:
    return ComparedPlan(PlanHead("甲湾市方案", region="甲湾市"), "task", items)


def aligned(*links: tuple[int, int, Relation]) -> Alignment:
    return Alignment("task", tuple(Link(left, right, relation, 0.9) for left, right, relation in links), (), ())
