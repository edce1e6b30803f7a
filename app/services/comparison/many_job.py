"""The jobs over many plans that a helper does: aligning them with a reference, finding common runs of text."""

from __future__ import annotations

from typing import Any

from app.services.comparison.copied import Passage, common_runs
from app.services.comparison.items import ComparedPlan, Kind, compared
from app.services.comparison.link import Link
from app.services.extraction.draft import PlanDraft
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress

Json = dict[str, Any]


def items_of(draft: PlanDraft, kind: Kind) -> ComparedPlan:
    """The tasks or measures of a plan; one that has none of them is looked at by the others."""
    found = compared(draft, kind)
    return found if found.items else compared(draft, "measure" if kind == "task" else "task")


def align_many(args: Json, _payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """The links of each plan of ``plans`` with the items of ``reference`` by ``kind``."""
    from app.services.comparison.alignment import align

    reference = items_of(from_json(args["reference"]), args["kind"])
    made = []
    for number, plan in enumerate(args["plans"]):
        progress.step(number, len(args["plans"]), str(plan["plan"]["title"]))
        found = align(reference, items_of(from_json(plan), args["kind"]))
        made.append([[one.left, one.right, one.relation, _in_texts(one)] for one in found.links])
    progress.step(len(made), len(made), "完成")
    return {"links": made}, b""


def _in_texts(link: Link) -> list[list[int]]:
    """What both texts say, for marking; what stands in a heading is not shown as text."""
    return [[*one.left, *one.right] for one in link.shared if one.left_field == one.right_field == "text"]


def runs_job(args: Json, _payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """Common runs of ``passages`` [plan, key, text], with ``regions`` by plan and the plan ``above`` or None."""
    passages = [Passage(*one) for one in args["passages"]]
    regions = {int(plan): region for plan, region in args["regions"].items()}
    found = common_runs(
        passages, regions, args["above"], step=lambda done, total: progress.step(done, total, "查找雷同文字")
    )
    return {"runs": [[r.one, *r.one_range, r.other, *r.other_range, r.length, r.passed_on] for r in found]}, b""
