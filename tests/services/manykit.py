"""Three invented plans in a workspace, two of cities and one above them, and a helper that works here."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from app.models.workspace import Workspace
from app.services.comparison.many_job import align_many, runs_job
from app.services.progress import Progress
from tests.services.comparekit import other_plan
from tests.storekit import import_plan, plan_json


def target(name: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    said = {"where": "task 3", "comparator": "=", "value_high": None, "baseline_year": None, "year": 2032}
    return {**said, "quote": f"{name}{value:g}{unit}", **more, "name": name, "value": value, "unit": unit}


def above_plan() -> dict[str, Any]:
    """The plan of the state: no place, the same measures, no tasks, a figure to be shared out."""
    plan = copy.deepcopy(plan_json("清洁能源推广行动计划", "国发〔2031〕1号"))
    plan["plan"] |= {"issuing_body": "国务院", "region": None}
    plan["tasks"] = []
    plan["targets"] = [
        target("充电站", 80, "座", where="measure 2", comparator=">="),
        target("可再生能源占比", 30, "%", where="chapter 1"),
    ]
    return plan


def store_three(workspace: Workspace, folder: Path) -> tuple[int, int, int]:
    """Import them; give the versions of 青湾市, 白塔市 and the plan above."""
    here = plan_json()
    here["targets"] = [target("充电站", 30, "座"), target("充电站", 30, "座", where="measure 1", nature="预期性")]
    there = other_plan()
    there["targets"] = [target("充电站", 40, "个"), target("屋顶光伏", 5, "万平方米", year=2033)]
    plans = (here, there, above_plan())
    found = [import_plan(workspace, folder, plan, b"%PDF " + bytes([n])).version for n, plan in enumerate(plans, 65)]
    first, second, third = (version for version in found if version is not None)
    return first, second, third


class Here:
    """Does jobs in this process and counts the plans that were aligned."""

    def __init__(self) -> None:
        self.aligned = 0

    def __call__(self, job: str, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        if job == "common_runs":
            return runs_job(args, b"", progress)[0]
        self.aligned += len(args["plans"])
        return align_many(args, b"", progress)[0]
