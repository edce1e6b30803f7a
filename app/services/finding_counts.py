"""How many suspected problems wait, by version and by item; those that stand on one item, for its card.

Counted from what is stored, out of date or not: what was never checked has no counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, literal, select

from app.models.plan import Chapter, Measure, Task
from app.services import finding_index as store
from app.services.finding_rows import HINT, OPEN, SET_ASIDE, TO_REMARK, FindingCounts, FindingRow
from app.services.finding_verdicts import Verdict, Verdicts
from app.services.rows import ItemRef

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

Item = tuple[str, int]
"""Kind and number within a version."""


def counts(workspace: Workspace) -> dict[int, FindingCounts]:
    """Counts for the library, by version; a version that was never checked is not in it."""
    made: dict[int, FindingCounts] = {}
    with workspace.read() as session:
        verdicts, off = Verdicts(session), set(store.off(session))
        for one in store.versions(session):
            listed = store.index(session, one)
            if listed is not None:
                judged = [
                    (each.severity, verdicts.of(one, each.fingerprint)) for each in listed if each.rule not in off
                ]
                made[one.version] = _counts(judged)
    return made


def _counts(judged: Sequence[tuple[str, Verdict]]) -> FindingCounts:
    states = [verdict.state for _, verdict in judged]
    hints = sum(severity == HINT for severity, _ in judged)
    waiting = sum(severity != HINT and verdict.state == OPEN for severity, verdict in judged)
    return FindingCounts(
        problems=len(judged) - hints,
        hints=hints,
        to_remark=states.count(TO_REMARK),
        set_aside=states.count(SET_ASIDE),
        open=waiting,
    )


def item_counts(workspace: Workspace) -> dict[ItemRef, int]:
    """Problems that wait, by item: each counts once for every task it names, for the measure and the chapter of
    these, and for its plan (number 0). Only items with some.
    """
    with workspace.read() as session:
        return counted_items(session)


def counted_items(session: Session, versions: Sequence[int] | None = None) -> dict[ItemRef, int]:
    """``item_counts`` within a session, of some versions only."""
    verdicts, off = Verdicts(session), set(store.off(session))
    found: Counter[ItemRef] = Counter()
    for one in store.versions(session, versions):
        waiting = [
            each.items
            for each in store.index(session, one) or ()
            if each.severity != HINT and each.rule not in off and verdicts.of(one, each.fingerprint).state == OPEN
        ]
        if waiting:
            above = _above(session, one.version)
            for items in waiting:
                found.update(ItemRef(one.version, *item) for item in _with_above(items, above))
    return dict(found)


def waiting_on_task(session: Session, version: int | None) -> ColumnElement[int]:
    """How many problems wait on a task, to sort and filter by in SQL; of one version, or of all."""
    counted = counted_items(session, None if version is None else [version])
    ids: dict[int, list[int]] = defaultdict(list)
    for task, owner, number in session.execute(select(Task.id, Task.version_id, Task.number)):
        if count := counted.get(ItemRef(owner, "task", number)):
            ids[count].append(task)
    # Written out, not bound: there may be more of them than a statement takes parameters.
    lists: dict[int, BindParameter[Any]] = {
        count: bindparam(None, some, expanding=True, literal_execute=True) for count, some in ids.items()
    }
    return case(*((Task.id.in_(some), count) for count, some in lists.items()), else_=0) if lists else literal(0)


def _above(session: Session, version: int) -> dict[Item, list[Item]]:
    """Where tasks and measures belong."""
    above: dict[Item, list[Item]] = defaultdict(list)
    tasks = (
        select(Task.number, Measure.number, Chapter.number)
        .outerjoin(Measure, Measure.id == Task.measure_id)
        .outerjoin(Chapter, Chapter.id == Task.chapter_id)
        .where(Task.version_id == version)
    )
    for number, measure, chapter in session.execute(tasks):
        above["task", number] = _named(measure, chapter)
    measures = (
        select(Measure.number, Chapter.number)
        .outerjoin(Chapter, Chapter.id == Measure.chapter_id)
        .where(Measure.version_id == version)
    )
    for number, chapter in session.execute(measures):
        above["measure", number] = _named(None, chapter)
    return above


def _named(measure: int | None, chapter: int | None) -> list[Item]:
    items = (("measure", measure), ("chapter", chapter))
    return [(kind, number) for kind, number in items if number is not None]


def _with_above(items: Iterable[Item], above: dict[Item, list[Item]]) -> set[Item]:
    own = {item for item in items if item[0] != "plan"}
    return own | {higher for item in own for higher in above.get(item, ())} | {("plan", 0)}


def on_item(workspace: Workspace, ref: ItemRef) -> tuple[FindingRow, ...]:
    """The suspected problems that wait on an item, on the tasks of a measure, on all in a chapter; hints too."""
    # The findings in full bring the checks' modules, which counting does without.
    from app.services.finding_listing import row_of
    from app.services.finding_store import results

    with workspace.read() as session:
        one = store.versions(session, [ref.version])[0]
        verdicts, off = Verdicts(session), set(store.off(session))
        above = _above(session, ref.version)
        item = ("plan", 0) if ref.kind == "plan" else (ref.kind, ref.number)
        return tuple(
            row_of(ref.version, each, verdict, {})
            for each in results(session, one)
            if each.rule not in off
            and (verdict := verdicts.of(one, each.fingerprint)).state == OPEN
            and item in _with_above([(passage.kind, passage.number) for passage in each.passages], above)
        )
