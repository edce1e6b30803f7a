"""Two plans side by side as a helper does it: plan JSONs in; links, differences and what stands alone out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.services.comparison.alignment import align
from app.services.comparison.compare_json import compare_plans
from app.services.comparison.difference import Difference
from app.services.comparison.differences import compared_items
from app.services.comparison.items import ComparedItem, ComparedPlan, Kind, compared
from app.services.comparison.link import Link
from app.services.comparison.wording import sides_of
from app.services.extraction.draft import PlanDraft
from app.services.extraction.plan_json import from_json
from app.services.progress import Progress

Json = dict[str, Any]


def sides_for(left: PlanDraft, right: PlanDraft, kind: Kind) -> tuple[ComparedPlan, ComparedPlan]:
    """What of either plan is compared: like with like where both have it.

    If a plan has no tasks (or no measures), the measures (or tasks) of both are compared; if that is not possible
    either, the items that each has: a measure is linked with the tasks that carry it out.
    """
    other: Kind = "measure" if kind == "task" else "task"
    for one in (kind, other):
        sides = compared(left, one), compared(right, one)
        if sides[0].items and sides[1].items:
            return sides
    wanted = compared(left, kind), compared(right, kind)
    return tuple(  # type: ignore[return-value]  # of two
        side if side.items else compared(draft, other) for side, draft in zip(wanted, (left, right), strict=True)
    )


def compare_pair(args: Json, payload: bytes, progress: Progress) -> tuple[Json, bytes]:
    """Compare plan JSONs ``left`` and ``right`` by ``kind``; ``pairs``: what people linked;
    ``names``: what the plans are called in sentences (else their regions).

    ``fall_back``: other items where a plan has none of this kind (``sides_for``). Gives ``links`` with their
    ``differences``, ``left_only``, ``right_only`` (numbers), and ``kind`` and ``right_kind`` of the items.
    """
    del payload
    progress.step(0, 1, "比对")
    drafts = from_json(args["left"]), from_json(args["right"])
    kind: Kind = args["kind"]
    sides = (
        sides_for(*drafts, kind) if args.get("fall_back") else (compared(drafts[0], kind), compared(drafts[1], kind))
    )
    wording = sides_of(sides, tuple(args["names"]) if args.get("names") else None)

    def differ(one: ComparedItem, other: ComparedItem, link: Link) -> Sequence[Difference]:
        return compared_items(one, other, wording, link=link)

    answer = compare_plans(*sides, align, differ, [(one, other) for one, other in args.get("pairs") or ()])
    for side, plan in zip(("left", "right"), sides, strict=True):
        linked = {one[side] for one in answer["links"]}
        answer[f"{side}_only"] = sorted(item.number for item in plan.items if item.number not in linked)
    answer |= {"kind": sides[0].kind, "right_kind": sides[1].kind}
    return answer, b""
