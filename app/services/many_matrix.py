"""Many plans of a workspace against a reference: aligned by helpers, kept while nothing changes, with people's links.

``run`` does a job in a helper: (job, args, progress) → answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.errors import KnownError
from app.services import finding_store as store
from app.services.compare_links import HandLink, hand_links
from app.services.compare_rows import NONE
from app.services.comparing import digest
from app.services.comparison.items import ComparedPlan, Kind
from app.services.comparison.link import Alignment, Link, Relation
from app.services.comparison.many import MOST_PLANS, Cell, Leader, build, leader
from app.services.comparison.many_job import items_of
from app.services.extraction.plan_json import from_json
from app.services.many_rows import ManyCell, ManyItem, ManyLink, ManyMatrix, PlanColumn
from app.services.plan_columns import plan_columns
from app.services.progress import Progress
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from app.models.workspace import Workspace

Json = dict[str, Any]
Runner = Callable[[str, Json, Progress], Json]
_RESULT, _ORDER = "many:", "many.order"
_MOST_KEPT = 6
"""References whose links are kept; one of 50 plans takes about a megabyte."""
_BATCH = 4
"""Plans a job: enough that the reference is read rarely, few enough that cancel and progress are prompt."""


@dataclass(frozen=True)
class _Plan:
    """A plan while it is compared; ``json`` is empty where its links are kept and up to date."""

    column: PlanColumn
    version_id: str
    digest: str
    json: Json
    items: ComparedPlan
    decided: Mapping[tuple[int, int], HandLink]


def matrix(
    workspace: Workspace,
    reference: int,
    versions: Sequence[int] | None,
    kind: Kind,
    run: Runner,
    progress: Progress | None = None,
    workers: int = 1,
) -> ManyMatrix:
    """The matrix of a reference and these versions (None: the last one of every other plan), in official order.

    A reference that has no items of the kind is looked at by the others.
    """
    progress = progress or Progress()
    columns = _columns(workspace, reference, versions)
    progress.step(0, len(columns), "读取方案")
    if not (columns[0].tasks if kind == "task" else columns[0].measures):
        kind = "measure" if kind == "task" else "task"
    known, (above, *plans) = _load(workspace, columns, kind)
    stale = [one for one in plans if one.json]
    if stale:
        _align(above, stale, kind, known, run, progress, workers)
        _keep(workspace, above, kind, known)
    links = [_with_hands(known[one.version_id]["links"], one) for one in plans]
    cells = build(above.items, [Alignment(kind, found, (), ()) for found in links]).cells
    return ManyMatrix(
        kind=kind,
        reference=above.column,
        plans=tuple(one.column for one in plans),
        rows=tuple(_items(above).values()),
        cells=tuple(tuple(_cell(cell, one) for cell, one in zip(row, plans, strict=True)) for row in cells),
        items={ref: item for one in (above, *plans) for ref, item in _items(one).items()},
    )


def _columns(workspace: Workspace, reference: int, versions: Sequence[int] | None) -> list[PlanColumn]:
    """The reference first, the others in official order."""
    with workspace.read() as session:
        found = plan_columns(session, None if versions is None else [reference, *versions])
        if all(one.version != reference for one in found):
            same = {one.version for one in found}
            found = plan_columns(session, [reference, *same])
    others = [one for one in found if one.version != reference]
    if not others:
        raise KnownError("没有可以对照的方案。", "请先导入两个以上方案，或在“方案”中勾选。")
    if len(others) > MOST_PLANS:
        raise KnownError(f"一次最多对照{MOST_PLANS}个方案。", "请在“方案”中少选一些。")
    return [next(one for one in found if one.version == reference), *others]


def _load(workspace: Workspace, columns: Sequence[PlanColumn], kind: Kind) -> tuple[dict[str, Json], list[_Plan]]:
    """The links that are kept, and the plans, one after the other: fifty whole ones would take a lot of memory."""
    with workspace.read() as session:
        texts = [store.versions(session, [one.version])[0] for one in columns]
        digests = [digest(session, (texts[0], text), kind) for text in texts]
        known: dict[str, Json] = store.load(session, f"{_RESULT}{kind}:{texts[0].version_id}", {})
        decided = [hand_links(session, texts[0].version_id, text.version_id, kind) for text in texts[1:]]
    fresh = [known.get(text.version_id, {}).get("digest") == made for text, made in zip(texts, digests, strict=True)]
    plans = []
    for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
        plan = _bare(store.plan_json(workspace, column.version))
        wanted = not all(fresh[1:]) if place == 0 else not fresh[place]
        hands = decided[place - 1] if place else {}
        items = items_of(from_json(plan), kind)
        plans.append(_Plan(column, text.version_id, digests[place], plan if wanted else {}, items, hands))
    return known, plans


# Links, computed and kept


def _keep(workspace: Workspace, above: _Plan, kind: Kind, known: Mapping[str, Json]) -> None:
    if workspace.read_only:
        return
    from app.models.review import LocalValue

    key = f"{_RESULT}{kind}:{above.version_id}"
    with workspace.write() as session:
        before: list[str] = store.load(session, _ORDER, [])
        order = [*(one for one in before if one != key), key][-_MOST_KEPT:]
        for old in set(before) - set(order):
            if (gone := session.get(LocalValue, old)) is not None:
                session.delete(gone)
        there = {one.version_id for one in store.versions(session)}
        store.save(session, key, {text: links for text, links in known.items() if text in there})
        store.save(session, _ORDER, order)


def _align(
    above: _Plan,
    stale: Sequence[_Plan],
    kind: Kind,
    known: dict[str, Json],
    run: Runner,
    progress: Progress,
    workers: int,
) -> None:
    """Fill in what is out of date, several helpers at once; an error of one, or a cancel, ends all."""
    batches = [stale[at : at + _BATCH] for at in range(0, len(stale), _BATCH)]
    told = _Joint(progress, len(stale))

    def work(batch: Sequence[_Plan]) -> list[Any]:
        args = {"reference": above.json, "plans": [one.json for one in batch], "kind": kind}
        try:
            found: list[Any] = run("align_many", args, told.part())["links"]
        except KnownError:
            told.stop()
            raise
        return found

    with ThreadPoolExecutor(max_workers=max(1, workers)) as threads:
        for batch, found in zip(batches, threads.map(work, batches), strict=True):
            for one, links in zip(batch, found, strict=True):
                known[one.version_id] = {"digest": one.digest, "links": links}
    progress.report(len(stale), len(stale), "完成")


class _Joint:
    """One progress for jobs that run side by side."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self._lock = threading.Lock()
        self._done: dict[int, int] = {}
        self._stopped = False

    def stop(self) -> None:
        """End all parts at their next step."""
        self._stopped = True

    def part(self) -> Progress:
        """The progress of one of the jobs."""
        with self._lock:
            number = len(self._done)
            self._done[number] = 0

        def report(done: int, _of: int, what: str) -> None:
            with self._lock:
                self._done[number] = done
                done_by_all = sum(self._done.values())
            self._progress.report(done_by_all, self._total, f"对照 {what}")

        return Progress(report, lambda: self._stopped or self._progress.is_cancelled())


def _bare(plan: Mapping[str, Any]) -> Json:
    """A plan without places, doubts and figures, which alignment does not look at."""
    slim: Json = {
        "plan": {key: value for key, value in plan["plan"].items() if key not in ("place", "doubts", "remainder")},
    }
    for owner in ("chapters", "measures", "tasks"):
        slim[owner] = [
            {key: value for key, value in one.items() if key not in ("place", "doubts")} for one in plan[owner]
        ]
    return slim


def _with_hands(links: Sequence[Sequence[Any]], plan: _Plan) -> tuple[Link, ...]:
    """What the machine found, under what people decided."""
    found: dict[tuple[int, int], Link] = {}
    for left, right, relation, shared in links:
        ranges = tuple(_shared(one) for one in shared)
        found[left, right] = Link(left, right, relation, 1.0, ranges)
    for pair, said in plan.decided.items():
        if said.relation == NONE:
            found.pop(pair, None)
        else:
            old = found.get(pair)
            found[pair] = Link(*pair, _relation(said.relation), 1.0, old.shared if old else (), hand=True)
    there = {one.number for one in plan.items.items}
    return tuple(link for pair, link in sorted(found.items()) if pair[1] in there)


def _relation(words: str) -> Relation:
    return "equivalent" if words == "equivalent" else "partial"


def _shared(ranges: Sequence[int]) -> Any:
    from app.services.comparison.link import SharedClause

    return SharedClause((ranges[0], ranges[1]), (ranges[2], ranges[3]), "", "", 1.0)


# Rows


def _cell(cell: Cell, plan: _Plan) -> ManyCell:
    if not plan.items.items:
        return ManyCell("absent")
    kind = plan.items.kind
    return ManyCell(
        cell.relation or "none",
        tuple(
            ManyLink(
                ItemRef(plan.column.version, kind, one.right),
                one.relation,
                tuple((each.left, each.right) for each in one.shared),
                one.hand,
            )
            for one in cell.links
        ),
    )


def _items(plan: _Plan) -> dict[ItemRef, ManyItem]:
    return dict(_listed(plan))


def _listed(plan: _Plan) -> Iterator[tuple[ItemRef, ManyItem]]:
    for item in plan.items.items:
        ref = ItemRef(plan.column.version, item.kind, item.number)
        leads = leader(item) or Leader((), stated=False)
        yield (
            ref,
            ManyItem(
                ref=ref,
                label=item.label,
                heading=item.heading,
                text=item.text,
                chapter=item.chapter_title,
                deadline=item.deadline_raw or "",
                duty=item.responsibility_raw or "",
                leaders=leads.names,
                stated=leads.stated,
            ),
        )
