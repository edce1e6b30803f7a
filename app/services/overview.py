"""Figures of a plan or of all plans: tasks by lead, part and deadline, duties by role, dates, targets.

Every figure carries the query of the tasks that it counts. Order is the official one everywhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, select

from app.models.plan import AssignmentRow, Chapter, DeadlineRow, Plan, PlanVersion, Task
from app.models.review import Remark
from app.services.grid import grid_totals, in_scope
from app.services.grid_only import LEADING, has_lead, is_first, only
from app.services.matrix import load_agencies
from app.services.overview_rows import Bar, Chart, Figure, Obligation, Overview, Segment
from app.services.overview_targets import target_lines
from app.services.rows import ROLE_WORDS, GridQuery, Scope

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

LEADERS = (("lead", "牵头（负责）单位"), ("first", "首列单位（未明示牵头）"))
TASKS = (("tasks", "任务"),)
DUE = (("dated", "有明确时限"), ("open", "长期或未写明时限"))
ROLES = tuple((role, ROLE_WORDS[role]) for role in ("lead", "joint", "sole", "support", "implement"))
WITHOUT_DATE = (("yearly", "每年（定期）"), ("ongoing", "持续推进"), ("other", "未写明时限"))


def overview(workspace: Workspace, scope: Scope) -> Overview:
    """All figures of a scope."""
    totals = grid_totals(workspace, GridQuery(scope))
    with workspace.read() as session:
        versions = _versions(session, scope)
        deadlines = _deadlines(session, scope)
        figures = _figures(session, scope, totals.tasks, totals.with_target, deadlines)
        charts = (
            _by_lead(session, scope),
            _by_part(session, scope, versions),
            _by_deadline(scope, deadlines),
            _by_role(session, scope),
        )
        targets = target_lines(session, scope)
        opinions = _opinions(session, versions)
    more = (
        Figure("targets", "量化指标", len(targets)),
        Figure("remarks", "审阅意见", opinions),
    )
    plans = (Figure("plans", "方案", len(versions)),) if scope.version is None else ()
    return Overview(
        scope=scope,
        versions=tuple(versions),
        figures=(*plans, *figures, *more),
        charts=charts,
        obligations=_obligations(scope, deadlines),
        targets=targets,
    )


def _query(scope: Scope, words: str, *only: tuple[str, str]) -> GridQuery:
    return GridQuery(scope, only=only, words=words)


def _versions(session: Session, scope: Scope) -> dict[int, str]:
    query = (
        select(PlanVersion.id, PlanVersion.title)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .order_by(Plan.official_order, Plan.pinyin, Plan.id, PlanVersion.id)
    )
    if scope.version is not None:
        query = query.where(PlanVersion.id == scope.version)
    return {int(version): str(title) for version, title in session.execute(query)}


def _opinions(session: Session, versions: dict[int, str]) -> int:
    query = (
        select(func.count(Remark.entity))
        .join(PlanVersion, PlanVersion.version_id == Remark.version_id)
        .join(Plan, and_(Plan.id == PlanVersion.plan_id, Plan.uuid == Remark.plan_uuid))
        .where(PlanVersion.id.in_(list(versions)))
    )
    return int(session.scalar(query) or 0)


def _figures(
    session: Session, scope: Scope, tasks: int, with_target: int, deadlines: Counter[tuple[str, str]]
) -> tuple[Figure, ...]:
    led = _count(session, scope, ("leading", "yes"))
    first = _count(session, scope, ("leading", "first"))
    kinds: Counter[str] = Counter()
    for (kind, _), count in deadlines.items():
        kinds[kind] += count
    figures = [
        Figure("tasks", "任务", tasks, 0, GridQuery(scope)),
        Figure("led", "明确牵头（负责）", led, tasks, _query(scope, "明确牵头（负责）", ("leading", "yes"))),
        Figure("first", "未明示牵头单位", first, tasks, _query(scope, "未明示牵头", ("leading", "first"))),
    ]
    if tasks - led - first:
        none = _query(scope, "责任单位笼统或缺失", ("leading", "none"))
        figures.append(Figure("vague", "责任单位笼统或缺失", tasks - led - first, tasks, none))
    dated = _query(scope, "有明确时限", ("deadline", "by_date"))
    figures.append(Figure("dated", "有明确时限", kinds["dated"], tasks, dated))
    for kind, words in WITHOUT_DATE:
        if kinds[kind]:
            figures.append(Figure(kind, words, kinds[kind], tasks, _query(scope, words, ("deadline", kind))))
    figured = _query(scope, "有量化指标", ("targets", "yes"))
    figures.append(Figure("figured", "有量化指标", with_target, tasks, figured))
    return tuple(figures)


def _count(session: Session, scope: Scope, *conditions: tuple[str, str]) -> int:
    query = select(func.count(Task.id)).where(*in_scope(scope), *(only(*one) for one in conditions))
    return int(session.scalar(query) or 0)


# Charts


def _by_lead(session: Session, scope: Scope) -> Chart:
    counted = func.count(Task.id.distinct())
    leads = _duties(scope, counted).where(AssignmentRow.role.in_(LEADING))
    firsts = _duties(scope, counted).where(is_first(), ~has_lead())
    found = {"lead": dict(_pairs(session, leads)), "first": dict(_pairs(session, firsts))}
    bars = []
    for body, label in _bodies(session, {*found["lead"], *found["first"]}):
        pieces = [
            Segment(key, found[key][body], _query(scope, f"{label} {words}", (key, str(body))))
            for key, words in (("lead", "牵头（负责）"), ("first", "为首列单位"))
            if body in found[key]
        ]
        whole = pieces[0].query if len(pieces) == 1 else _query(scope, label, ("leads", str(body)))
        bars.append(Bar(label, tuple(pieces), sum(piece.count for piece in pieces), whole))
    note = "方案未明示牵头单位的任务，列其首列单位，供核对。" if found["first"] else ""
    return Chart("lead", "牵头单位", LEADERS, tuple(bars), note)


def _duties(scope: Scope, *columns: object) -> Select[Any]:
    return (
        select(AssignmentRow.agency_id, *columns)
        .select_from(AssignmentRow)
        .join(Task, Task.id == AssignmentRow.task_id)
        .where(AssignmentRow.inherited.is_(False), *in_scope(scope))
        .group_by(AssignmentRow.agency_id)
    )


def _bodies(session: Session, ids: set[int]) -> list[tuple[int, str]]:
    return [(body.id, display) for body, display in load_agencies(session, ids)]


def _pairs(session: Session, query: Select[Any] | Select[int, int]) -> list[tuple[int, int]]:
    return [(int(one), int(two)) for one, two in session.execute(query)]


def _by_part(session: Session, scope: Scope, versions: dict[int, str]) -> Chart:
    if scope.version is None:
        by_version = select(Task.version_id, func.count()).group_by(Task.version_id)
        counted = dict(_pairs(session, by_version))
        bars = [_plain_bar(title, counted.get(one, 0), GridQuery(Scope(one))) for one, title in versions.items()]
        return Chart("part", "方案", TASKS, tuple(bars))
    parts = (
        select(Chapter.number, Chapter.label, Chapter.title, func.count(Task.id))
        .join(Task, Task.chapter_id == Chapter.id)
        .where(*in_scope(scope))
        .group_by(Chapter.id)
        .order_by(Chapter.number)
    )
    bars = [
        _plain_bar(f"{label}{title}", count, GridQuery(Scope(scope.version, number)))
        for number, label, title, count in session.execute(parts)
    ]
    return Chart("part", "部分", TASKS, tuple(bars))


def _plain_bar(label: str, count: int, query: GridQuery) -> Bar:
    return Bar(label, (Segment("tasks", count, query),), count, query)


def _deadlines(session: Session, scope: Scope) -> Counter[tuple[str, str]]:
    """Tasks by kind (dated, yearly, ongoing, other) and, where dated, day."""
    query = (
        select(DeadlineRow.kind, DeadlineRow.date, DeadlineRow.recurrence.is_not(None), func.count(Task.id))
        .select_from(Task)
        .outerjoin(DeadlineRow, DeadlineRow.task_id == Task.id)
        .where(*in_scope(scope))
        .group_by(DeadlineRow.kind, DeadlineRow.date, DeadlineRow.recurrence.is_not(None))
    )
    found: Counter[tuple[str, str]] = Counter()
    for kind, day, recurs, count in session.execute(query):
        if kind == "by_date":
            found["dated", day or ""] += count
        elif kind == "ongoing":
            found["yearly" if recurs else "ongoing", ""] += count
        else:
            found["other", ""] += count
    return found


def _by_deadline(scope: Scope, deadlines: Counter[tuple[str, str]]) -> Chart:
    years: Counter[str] = Counter()
    for (kind, day), count in deadlines.items():
        if kind == "dated":
            years[day[:4]] += count
    bars = []
    for year in sorted(years):
        query = _query(scope, f"{year}年到期", ("deadline", "by_date"), ("year", year))
        bars.append(Bar(f"{year}年", (Segment("dated", years[year], query),), years[year], query))
    for kind, words in WITHOUT_DATE:
        if count := deadlines[kind, ""]:
            query = _query(scope, words, ("deadline", kind))
            bars.append(Bar(words, (Segment("open", count, query),), count, query))
    return Chart("deadline", "完成时限", DUE, tuple(bars))


def _by_role(session: Session, scope: Scope) -> Chart:
    query = _duties(scope, AssignmentRow.role, func.count(Task.id.distinct())).group_by(AssignmentRow.role)
    found: dict[int, dict[str, int]] = {}
    for body, role, count in session.execute(query):
        found.setdefault(body, {})[role] = count
    bars = []
    for body, label in _bodies(session, set(found)):
        pieces = tuple(
            Segment(role, found[body][role], _query(scope, f"{label} {words}", ("role", f"{body}:{role}")))
            for role, words in ROLES
            if role in found[body]
        )
        bars.append(Bar(label, pieces, sum(one.count for one in pieces), _query(scope, label, ("body", str(body)))))
    return Chart("role", "单位职责", ROLES, tuple(bars), "不含按总括句承接的落实责任。")


def _obligations(scope: Scope, deadlines: Counter[tuple[str, str]]) -> tuple[Obligation, ...]:
    made = []
    for (kind, day), count in sorted(deadlines.items(), key=lambda pair: pair[0][1]):
        if kind == "dated" and day:
            words = date_words(day)
            query = _query(scope, f"{words}到期", ("deadline", "by_date"), ("date", day))
            made.append(Obligation("dated", day, words, count, query))
    for kind, words in WITHOUT_DATE:
        if count := deadlines[kind, ""]:
            made.append(Obligation(kind, "", words, count, _query(scope, words, ("deadline", kind))))
    return tuple(made)


def date_words(day: str) -> str:
    """A day as plans write it: 2025-12-31 → 2025年底, 2025-06-30 → 2025年6月底."""
    ends = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30}
    year, month, date = (int(part) for part in day.split("-"))
    if (month, date) == (12, 31):
        return f"{year}年底"
    if date == ends.get(month) or (month == 2 and date >= 28):
        return f"{year}年{month}月底"
    return f"{year}年{month}月{date}日"
