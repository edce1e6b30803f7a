"""Reading plans: lists, the library's tree, a whole plan as set text, one task."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from app.errors import NotFound
from app.models.plan import (
    Chapter,
    DoubtRow,
    Measure,
    Plan,
    PlanVersion,
    RemainderRow,
    SourceFile,
    TargetRow,
    Task,
)
from app.models.review import Remark
from app.services.loading import count_remarks, load_doubts, load_places, load_targets, load_tasks
from app.services.proof_counts import kept_proofs
from app.services.reviewing import remarks as load_remarks
from app.services.rows import (
    ChapterRow,
    ItemRef,
    MeasureRow,
    PlanNode,
    PlanSummary,
    PlanText,
    Scope,
    TaskRow,
)
from app.services.task_order import document_order

_CHECKED_ITEMS = ("chapters", "measures", "tasks")

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from app.models.workspace import Workspace


def plans(workspace: Workspace) -> tuple[PlanSummary, ...]:
    """All versions of all plans in official order (GB/T 2260, then title), numbered from 1."""
    with workspace.read() as session:
        return _summaries(session)


def _summaries(session: Session) -> tuple[PlanSummary, ...]:
    query = (
        select(PlanVersion, Plan, SourceFile.name, SourceFile.kind)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(SourceFile, SourceFile.id == PlanVersion.source_file_id)
        .order_by(Plan.official_order, Plan.pinyin, Plan.id, PlanVersion.id)
    )
    counts = {
        name: _count_by_version(session, column)
        for name, column in (
            ("chapters", Chapter.version_id),
            ("measures", Measure.version_id),
            ("tasks", Task.version_id),
            ("targets", TargetRow.version_id),
            ("doubts", DoubtRow.version_id),
        )
    }
    tables = TargetRow.owner_kind == "table"
    loose = _counter(session, select(TargetRow.version_id, func.count()).where(tables).group_by(TargetRow.version_id))
    proofs = kept_proofs(session)
    remarks = _remarks_by_version(session)
    return tuple(
        PlanSummary(
            number=number,
            version=version.id,
            plan_uuid=plan.uuid,
            version_id=version.version_id,
            title=version.title,
            region=version.region,
            document_number=version.document_number,
            issuing_body=version.issuing_body,
            issue_date=version.issue_date,
            stage=version.stage,
            remarks=remarks[version.id],
            source_name=source_name,
            source_kind=source_kind,
            pages=len(version.pages),
            warnings=tuple(version.warnings),
            secrecy=version.secrecy,
            checked=proofs.get(version.id, (0, 0))[0],
            conflicts=proofs.get(version.id, (0, 0))[1],
            total=1 + loose[version.id] + sum(counts[name][version.id] for name in _CHECKED_ITEMS),
            **{name: count[version.id] for name, count in counts.items()},
        )
        for number, (version, plan, source_name, source_kind) in enumerate(session.execute(query).all(), 1)
    )


def _counter(session: Session, query: Select[int, int]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for owner, count in session.execute(query):
        counted[owner] = count
    return counted


def _count_by_version(session: Session, column: InstrumentedAttribute[int]) -> Counter[int]:
    return _counter(session, select(column, func.count()).group_by(column))


def _remarks_by_version(session: Session) -> Counter[int]:
    query = (
        select(PlanVersion.id, func.count())
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Remark, and_(Remark.plan_uuid == Plan.uuid, Remark.version_id == PlanVersion.version_id))
        .group_by(PlanVersion.id)
    )
    return _counter(session, query)


def find_plan(workspace: Workspace, words: str) -> PlanSummary:
    """The plan that a number of the list, or an unambiguous beginning of its title, names.

    Raises NotFound: nothing fits, or several do (they are listed in the hint).
    """
    known = plans(workspace)
    if words.isdigit():
        hits = [plan for plan in known if plan.number == int(words)]
    else:
        hits = [plan for plan in known if plan.title == words] or [p for p in known if p.title.startswith(words)]
    if len(hits) == 1:
        return hits[0]
    listing = "\n".join(f"  {plan.number}  {plan.title}" for plan in (hits or known))
    if not hits:
        raise NotFound(f"审阅项目中没有找到“{words}”。", f"现有方案：\n{listing}" if known else "请先导入方案。")
    raise NotFound(f"“{words}”对应多个方案，请写明是哪一个：", f"\n{listing}")


def tree(workspace: Workspace) -> tuple[PlanNode, ...]:
    """The library: plans → chapters → measures, each with its counts of tasks and remarks."""
    with workspace.read() as session:
        summaries = _summaries(session)
        versions = [summary.version for summary in summaries]
        tasks = _tasks_by_owner(session)
        chapters: dict[int, list[Chapter]] = defaultdict(list)
        for chapter in session.scalars(select(Chapter).order_by(Chapter.version_id, Chapter.number)):
            chapters[chapter.version_id].append(chapter)
        measures: dict[tuple[int, int | None], list[Measure]] = defaultdict(list)
        for measure in session.scalars(select(Measure).order_by(Measure.version_id, Measure.number)):
            measures[measure.version_id, measure.chapter_id].append(measure)
        on_tasks = _task_remarks_by_measure(session)
        on_measures = count_remarks(session, versions, "measure")
        on_chapters = count_remarks(session, versions, "chapter")

    def measure_node(measure: Measure) -> PlanNode:
        key = (measure.version_id, measure.number)
        noted = on_measures.get(key, 0) + on_tasks[measure.id]
        ref = ItemRef(measure.version_id, "measure", measure.number)
        return PlanNode(ref, measure.title, measure.label, tasks["measure", measure.id], noted)

    def chapter_node(chapter: Chapter) -> PlanNode:
        children = tuple(measure_node(one) for one in measures[chapter.version_id, chapter.id])
        noted = on_chapters.get((chapter.version_id, chapter.number), 0) + sum(child.remarks for child in children)
        ref = ItemRef(chapter.version_id, "chapter", chapter.number)
        return PlanNode(ref, chapter.title, chapter.label, tasks["chapter", chapter.id], noted, children=children)

    return tuple(
        PlanNode(
            ref=ItemRef(plan.version, "plan", plan.number),
            title=plan.title,
            label=plan.region or "",
            checked=plan.checked,
            total=plan.total,
            tasks=plan.tasks,
            remarks=plan.remarks,
            doubts=plan.doubts,
            children=tuple(chapter_node(one) for one in chapters[plan.version])
            + tuple(measure_node(one) for one in measures[plan.version, None]),
        )
        for plan in summaries
    )


def _tasks_by_owner(session: Session) -> Counter[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for name, column in (("measure", Task.measure_id), ("chapter", Task.chapter_id)):
        query = select(column, func.count()).where(column.is_not(None)).group_by(column)
        counts.update({(name, owner): count for owner, count in session.execute(query) if owner is not None})
    return counts


def _task_remarks_by_measure(session: Session) -> Counter[int]:
    query = (
        select(Task.measure_id, func.count())
        .join(PlanVersion, PlanVersion.id == Task.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(
            Remark,
            and_(
                Remark.plan_uuid == Plan.uuid,
                Remark.version_id == PlanVersion.version_id,
                Remark.owner_kind == "task",
                Remark.owner_number == Task.number,
            ),
        )
        .where(Task.measure_id.is_not(None))
        .group_by(Task.measure_id)
    )
    return Counter({owner: count for owner, count in session.execute(query) if owner is not None})


def task(workspace: Workspace, ref: ItemRef) -> TaskRow:
    """One task with all that belongs to it. Raises NotFound if it is gone."""
    with workspace.read() as session:
        found = session.scalar(select(Task.id).where(Task.version_id == ref.version, Task.number == ref.number))
        if found is None:
            raise NotFound("这项任务已不在审阅项目中。", "请在方案库中重新选择。")
        return load_tasks(session, [found])[0]


def plan_text(workspace: Workspace, version: int) -> PlanText:
    """A whole version: chapters, measures, tasks, targets, remarks, remainder. Raises NotFound if it is gone."""
    with workspace.read() as session:
        summary = next((one for one in _summaries(session) if one.version == version), None)
        stored = session.get(PlanVersion, version)
        if summary is None or stored is None:
            raise NotFound("这个方案已不在审阅项目中。", "请在方案库中重新选择。")
        ids = session.scalars(select(Task.id).where(Task.version_id == version).order_by(document_order())).all()
        tasks = load_tasks(session, ids)
        by_measure: dict[int | None, list[TaskRow]] = defaultdict(list)
        for one in tasks:
            by_measure[one.measure].append(one)
        measures = _measure_rows(session, version, by_measure)
        chapters = _chapter_rows(session, version, measures, by_measure[None])
        placed = {row.ref for chapter in chapters for row in chapter.tasks}
        placed |= {row.ref for rows in measures.values() for measure in rows for row in measure.tasks}
        remainder = session.scalars(
            select(RemainderRow.text).where(RemainderRow.version_id == version).order_by(RemainderRow.position)
        ).all()
        preamble, notice = stored.preamble, stored.notice
    return PlanText(
        summary=summary,
        preamble=preamble,
        notice=notice,
        chapters=chapters,
        loose_tasks=tuple(row for row in tasks if row.ref not in placed),
        remainder=tuple(remainder),
        remarks=load_remarks(workspace, scope=Scope(version)),
    )


def _measure_rows(
    session: Session, version: int, by_measure: dict[int | None, list[TaskRow]]
) -> dict[int | None, list[MeasureRow]]:
    stored = session.scalars(select(Measure).where(Measure.version_id == version).order_by(Measure.number)).all()
    keys = [(version, one.number) for one in stored]
    targets, places = load_targets(session, "measure", keys), load_places(session, "measure", keys)
    doubts, remarks = load_doubts(session, "measure", keys), count_remarks(session, [version], "measure")
    rows: dict[int | None, list[MeasureRow]] = defaultdict(list)
    for one in stored:
        key = (version, one.number)
        rows[one.chapter_id].append(
            MeasureRow(
                ref=ItemRef(version, "measure", one.number),
                number=one.number,
                label=one.label,
                title=one.title,
                text=one.text,
                tasks=tuple(by_measure[one.number]),
                targets=tuple(targets.get(key, ())),
                remarks=remarks.get(key, 0),
                places=tuple(places.get(key, ())),
                doubts=tuple(doubts.get(key, ())),
            )
        )
    return rows


def _chapter_rows(
    session: Session, version: int, measures: dict[int | None, list[MeasureRow]], loose: list[TaskRow]
) -> tuple[ChapterRow, ...]:
    stored = session.scalars(select(Chapter).where(Chapter.version_id == version).order_by(Chapter.number)).all()
    keys = [(version, one.number) for one in stored]
    targets, places = load_targets(session, "chapter", keys), load_places(session, "chapter", keys)
    remarks = count_remarks(session, [version], "chapter")
    rows = [
        ChapterRow(
            ref=ItemRef(version, "chapter", one.number),
            number=one.number,
            label=one.label,
            title=one.title,
            text=one.text,
            measures=tuple(measures.get(one.id, ())),
            tasks=tuple(row for row in loose if row.chapter == one.number),
            targets=tuple(targets.get((version, one.number), ())),
            remarks=remarks.get((version, one.number), 0),
            places=tuple(places.get((version, one.number), ())),
        )
        for one in stored
    ]
    if measures.get(None):
        # A plan without chapters (第一条 … only): its measures stand under an unnamed one.
        ref = ItemRef(version, "chapter", 0)
        tasks = tuple(row for row in loose if row.chapter is None) if not stored else ()
        rows.insert(0, ChapterRow(ref, 0, "", "", "", tuple(measures[None]), tasks))
    return tuple(rows)


def source_bytes(workspace: Workspace, version: int) -> tuple[str, str, bytes]:
    """Kind, name and bytes of the file a version was read from."""
    with workspace.read() as session:
        query = (
            select(SourceFile.kind, SourceFile.name, SourceFile.content)
            .join(PlanVersion, PlanVersion.source_file_id == SourceFile.id)
            .where(PlanVersion.id == version)
        )
        found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound("这个方案的原件已不在审阅项目中。", "请重新导入文件。")
    return found.kind, found.name, found.content


def page_sizes(workspace: Workspace, version: int) -> tuple[tuple[float, float], ...]:
    """Width and height in points of each page of a version's source; empty where it has none."""
    with workspace.read() as session:
        stored = session.get(PlanVersion, version)
        pages = stored.pages if stored else []
    return tuple((float(page["width"]), float(page["height"])) for page in pages)
