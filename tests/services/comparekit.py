"""Two invented plans in a workspace, and a comparison made by hand that answers for the helper."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from app.models.workspace import Workspace
from app.services.comparison.compare_json import Json, compare_plans
from app.services.comparison.difference import Difference, DifferenceKind, Side
from app.services.comparison.items import ComparedItem, ComparedPlan, compared
from app.services.comparison.link import Alignment, Link
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress
from tests.storekit import assignment, import_plan, plan_json, task


def other_plan() -> dict[str, Any]:
    """The plan above, for another city: the first two tasks again, one of its own between them."""
    plan = copy.deepcopy(plan_json("白塔市清洁能源推广实施方案", "白政发〔2031〕2号"))
    plan["plan"] |= {"issuing_body": "白塔市人民政府", "region": "白塔市"}
    duty = [assignment("教育局", "市教育局", "sole")]
    first, second, _ = plan["tasks"]
    plan["tasks"] = [
        first | {"text": "学校、车站屋顶安装光伏板。"},
        task(2, "每年开展节能宣传。", "宣传", duty),
        second | {"number": 3, "label": "3"},
    ]
    plan["targets"] = []
    return plan


def store_two(workspace: Workspace, folder: Path) -> tuple[int, int]:
    """Import both; give their versions."""
    left = import_plan(workspace, folder).version
    right = import_plan(workspace, folder, other_plan(), b"%PDF two").version
    assert left is not None
    assert right is not None
    return left, right


def align(left: ComparedPlan, right: ComparedPlan) -> Alignment:
    """Items whose first two characters are equal."""
    links = [
        Link(one.number, two.number, "equivalent", 0.9)
        for one in left.items
        for two in right.items
        if one.text[:2] == two.text[:2]
    ]
    return Alignment(left.kind, tuple(links), (), ())


def differ(left: ComparedItem, right: ComparedItem, link: Link) -> tuple[Difference, ...]:
    """One difference of wording where the texts are not equal."""
    del link
    if left.text == right.text:
        return ()
    return (Difference(DifferenceKind.WORDING, Side.OPEN, "用字不同", (("text", 3, 5),), (("text", 3, 5),)),)


class Helper:
    """Compares here, and counts how often it was asked."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, args: Json, _progress: Progress) -> Json:
        self.runs += 1
        left, right = (compared(from_json(args[side]), args["kind"]) for side in ("left", "right"))
        return compare_plans(left, right, align, differ, map(tuple, args["pairs"]))
