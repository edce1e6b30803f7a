"""Comparing two texts in a workspace: computed in a helper, kept while nothing changes, laid under what people decide.

``run`` is how two plans are compared: by a helper (``pool.run("compare_pair", …)``), or in this process.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import VERSION
from app.models.plan import Measure, Plan, PlanVersion, Task
from app.models.review import LocalValue
from app.services import compare_listing as listing, finding_store as store
from app.services.compare_links import hand_links
from app.services.compare_rows import NONE, Comparison, SideChoice
from app.services.comparison.items import Kind
from app.services.extraction.plan_json import from_json
from app.services.finding_store import Checked
from app.services.finding_verdicts import family
from app.services.loading import count_remarks
from app.services.progress import Progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

Json = dict[str, Any]
Runner = Callable[[Json, Progress], Json]
EDITION = 3
"""Counts up where comparison finds other links or differences than before."""

_RESULT, _ORDER = "compare:", "compare.order"
_MOST_KEPT = 24


def choices(workspace: Workspace) -> tuple[SideChoice, ...]:
    """All texts that can be compared, in official order, later drafts behind earlier ones."""
    from sqlalchemy import func

    def count(owner: type[Task | Measure]) -> Any:
        return select(func.count()).where(owner.version_id == PlanVersion.id).scalar_subquery()

    query = (
        select(PlanVersion, Plan, count(Task), count(Measure))
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .order_by(Plan.official_order, Plan.pinyin, Plan.id, PlanVersion.id)
    )
    with workspace.read() as session:
        found = session.execute(query).all()
        rows = tuple(
            SideChoice(
                version=one.id,
                version_id=one.version_id,
                plan_uuid=plan.uuid,
                name=one.region or one.title,
                title=one.title,
                stage=one.stage or "",
                tasks=tasks,
                measures=measures,
                family=family(one.region, one.title),
            )
            for one, plan, tasks, measures in found
        )
    return _told_apart(rows)


def _told_apart(rows: Sequence[SideChoice]) -> tuple[SideChoice, ...]:
    """Drafts of one plan that would bear the same name are counted in the order in which they came."""
    same: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        same.setdefault((row.family, row.full), []).append(row.version)
    return tuple(
        replace(row, stage=f"{row.stage}第{sorted(twins).index(row.version) + 1}稿") if len(twins) > 1 else row
        for row in rows
        for twins in [same[row.family, row.full]]
    )


def compare(
    workspace: Workspace, left: int, right: int, kind: Kind, run: Runner, progress: Progress | None = None
) -> Comparison:
    """Two texts side by side by ``kind``; raises NotFound where one is gone."""
    progress = progress or Progress()
    progress.step(0, 3, "读取两个方案")
    plans = [store.plan_json(workspace, version) for version in (left, right)]
    with workspace.read() as session:
        ours, theirs = (store.versions(session, [version])[0] for version in (left, right))
        decided = hand_links(session, ours.version_id, theirs.version_id, kind)
        wanted = digest(session, (ours, theirs), kind)
        key = f"{_RESULT}{kind}:{ours.version_id}:{theirs.version_id}"
        known = store.load(session, key)
    named = {one.version: one for one in choices(workspace)}
    by_hand = sorted(pair for pair, said in decided.items() if said.relation != NONE)
    progress.step(1, 3, "比对")
    if known is None or known["digest"] != wanted or not _covers(known["links"], by_hand):
        asked = {"left": dict(plans[0]), "right": dict(plans[1]), "kind": kind, "pairs": by_hand}
        answer = run(asked | {"names": names((named[left], named[right]))}, progress)
        known = {"digest": wanted, "links": answer["links"]}
        keep(workspace, key, known)
    progress.step(2, 3, "排列")
    with workspace.read() as session:
        counts = count_remarks(session, (left, right), kind)
    items = [
        listing.sides(version, from_json(plan), kind, counts)
        for version, plan in zip((left, right), plans, strict=True)
    ]
    return Comparison(
        kind=kind,
        left=named[left],
        right=named[right],
        rows=listing.rows(items[0], items[1], known["links"], decided),
        left_items=items[0],
        right_items=items[1],
        cut=tuple(sorted(pair for pair, said in decided.items() if said.relation == NONE)),
    )


def names(sides: tuple[SideChoice, SideChoice]) -> tuple[str, str]:
    """What two texts are called in sentences: short names, with the stage or a word where they would be the same."""
    left, right = sides
    for pair in ((left.name, right.name), (left.stage, right.stage), (left.full, right.full)):
        if all(pair) and pair[0] != pair[1]:
            return pair
    return ("原稿", "新稿") if left.plan_uuid == right.plan_uuid else ("方案一", "方案二")


def _covers(links: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether differences are known of all pairs that people linked."""
    return set(pairs) <= {(one["left"], one["right"]) for one in links}


def digest(session: Session, texts: Sequence[Checked], *how: str) -> str:
    """What a comparison depends on: the texts with their corrections, the program."""
    said = [VERSION, EDITION, *(store.text_state(session, one) for one in texts), *how]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def keep(workspace: Workspace, key: str, result: Mapping[str, Any]) -> None:
    """Store a result, and let go of those that were not made for the longest time."""
    if workspace.read_only:
        return
    with workspace.write() as session:
        before: list[str] = store.load(session, _ORDER, [])
        order = [*(one for one in before if one != key), key][-_MOST_KEPT:]
        for old in set(before) - set(order):
            gone = session.get(LocalValue, old)
            if gone is not None:
                session.delete(gone)
        store.save(session, key, result)
        store.save(session, _ORDER, order)
