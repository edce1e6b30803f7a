"""Rules 4: until when. Dates are judged at the reference date, never at today's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, MAJOR, ORDINARY, Finding, Passage
from app.services.checking.rule import Rule, rule
from app.services.comparison.changes import Mark
from app.services.comparison.dates import Due, add_months, due_dates
from app.services.comparison.sentences import sentences
from app.services.extraction.draft import TaskDraft

_EACH = re.compile(r"每(?:年|季度|半年|月|两年)|逐年|年均")
_YEARLY = re.compile(r"每(?:年|季度|半年|月)")
_FIGURE = re.compile(r"\d")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _marks(dues: tuple[Due, ...] | list[Due]) -> list[Mark]:
    return [(one.start, one.end, "number") for one in dues]


def _is_open(task: TaskDraft) -> bool:
    """Whether the column sets no date: 持续推进, 尽快."""
    return bool(task.deadline_raw) and task.deadline.kind in {"ongoing", "asap"} and not task.deadline.recurrence


@rule("4.1", "完成时限与任务内容年份不一致", MAJOR, "年份只约束其中一句，其余内容需长期坚持。")
def deadline_against_text(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """The column says 持续推进 or one date, the text another year."""
    for task in context.draft.tasks:
        dues = due_dates(task.text)
        if not task.deadline_raw or not dues:
            continue
        column = _day(task.deadline.date)
        if _is_open(task):
            wrong = list(dues)
        elif column is not None:
            later = [one for one in dues if one.day > column]
            wrong = later or (list(dues) if all(one.day.year < column.year for one in dues) else [])
        else:
            continue
        if wrong:
            said = "、".join(dict.fromkeys(one.text for one in wrong))
            yield rule.finding(
                f"{context.labels([task])}任务内容写“{said}”，完成时限栏为“{task.deadline_raw}”。",
                "请核准时限；长期要求与限期要求可分列。",
                [
                    context.of(task, _marks(wrong)),
                    context.passage(task, "deadline_raw", task.deadline_raw, [(0, len(task.deadline_raw), "differs")]),
                ],
            )


def _all_dues(task: TaskDraft) -> list[tuple[date, str, str, Mark]]:
    """Every date of a row: day, words, field, mark."""
    found = [(one.day, one.text, "text", (one.start, one.end, "number")) for one in due_dates(task.text)]
    column = _day(task.deadline.date)
    if column is not None and task.deadline_raw:
        found.append((column, task.deadline_raw, "deadline_raw", (0, len(task.deadline_raw), "number")))
    return found


@rule("4.2", "时限已过或过近", ORDINARY, "拟印发日期填写有误，或该任务已基本完成。")
def past_or_near(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Dates before the reference date (one finding each), or within six months of it (one hint for the plan)."""
    reference = context.reference
    if reference is None:
        return
    limit = add_months(reference, int(context.words.threshold("near_months")))
    near: list[tuple[TaskDraft, str, str, Mark]] = []
    for task in context.draft.tasks:
        dues = _all_dues(task)
        gone = [one for one in dues if one[0] < reference]
        if gone:
            _, words, field, mark = gone[0]
            text = task.text if field == "text" else task.deadline_raw or ""
            yield rule.finding(
                f"{context.labels([task])}时限“{words}”早于{_written(reference)}（拟印发或印发日期）。",
                "请调整时限，或说明完成情况。",
                [context.passage(task, field, text, [mark])],
                severity=MAJOR,
            )
        elif soon := [one for one in dues if one[0] <= limit]:
            near.append((task, *soon[0][1:]))
    if near:
        tasks = [task for task, *_ in near]
        yield rule.finding(
            f"{context.labels(tasks)}时限距{_written(reference)}（拟印发或印发日期）不足六个月。",
            "请核实能否按期完成。",
            [
                context.passage(task, field, task.text if field == "text" else task.deadline_raw or "", [mark])
                for task, _, field, mark in near
            ],
            severity=HINT,
        )


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("4.3", "一次性任务写作持续推进", ORDINARY, "该机制、清单已建立，此处指长期运行。")
def one_off_without_date(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """建立, 修订, 编制 something under 持续推进."""
    words = context.words
    pattern = re.compile(
        f"(?:{'|'.join(words.words('one_off'))})[^，。；]{{0,40}}?(?:{'|'.join(words.words('deliverables'))})(?!的|内|中)》?"
    )
    for task in context.draft.tasks:
        hits = [m for m in pattern.finditer(task.text) if not _YEARLY.search(m.group())]
        if _is_open(task) and hits and not due_dates(task.text):
            yield rule.finding(
                f"{context.labels([task])}“{hits[0].group()}”属一次性工作，完成时限为“{task.deadline_raw}”。",
                "请写明完成时间。",
                [context.of(task, [(*m.span(), "word") for m in hits]), _column(context, task)],
            )


def _column(context: PlanContext, task: TaskDraft) -> Passage:
    return context.passage(task, "deadline_raw", task.deadline_raw or "")


@rule("4.4", "年度任务写作持续推进", ORDINARY, "考核按年度进行，另有规定。")
def yearly_without_term(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A yearly duty under 持续推进."""
    for task in context.draft.tasks:
        hits = list(_YEARLY.finditer(task.text))
        if _is_open(task) and hits:
            yield rule.finding(
                f"{context.labels([task])}“{_around(task.text, hits[0])}”是年度任务，时限为“{task.deadline_raw}”。",
                "建议写作“每年”并注明检查时点。",
                [context.of(task, [(*m.span(), "word") for m in hits]), _column(context, task)],
            )


def _around(text: str, match: re.Match[str]) -> str:
    return re.split(r"[，。；]", text[match.start() :])[0][:30]


@rule("4.5", "鼓励、推广类任务设了期限而无成果要求", ORDINARY, "另有文件规定了推广数量。")
def dated_without_result(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A date for encouraging or promoting something, with nothing that could be checked on that day."""
    words = context.words
    soft = re.compile("|".join(words.words("promoting")))
    result = re.compile(
        "|".join([r"\d+(?:\.\d+)?(?:%|万|个|家|座|辆|台|公里)", *words.words("deliverables"), *words.words("results")])
    )
    for task in context.draft.tasks:
        said = sentences(task.text)
        dated = task.deadline.kind == "by_date" and task.deadline_raw
        if dated and said and all(soft.search(one.text) for one in said) and not result.search(task.text):
            yield rule.finding(
                f"{context.labels([task])}只有鼓励、推广一类要求，完成时限为“{task.deadline_raw}”，到期无成果可查。",
                "请明确成果，或改为长期坚持。",
                [context.of(task, [(*m.span(), "word") for m in soft.finditer(task.text)]), _column(context, task)],
            )


@rule("4.6", "没有时限", ORDINARY, "属长期坚持的工作，无需时限。")
def no_deadline(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """No date anywhere: each row where others have one, one hint for the plan where there is no column."""
    bare = [
        task
        for task in context.draft.tasks
        if not (task.deadline_raw or "").strip("-—－/ ") and not due_dates(task.text) and not _EACH.search(task.text)
    ]
    if not bare:
        return
    if context.has_deadlines and len(bare) * 2 < len(context.draft.tasks):
        for task in bare:
            yield rule.finding(f"{context.labels([task])}没有完成时限。", "请写明完成时限。", [context.of(task)])
        return
    total = len(context.draft.tasks)
    column = "" if context.has_deadlines else "没有完成时限栏，"
    yield rule.finding(
        f"任务{column}全部{total}项中有{len(bare)}项文中也未写明时限（{context.labels(bare)}）。",
        "建议逐项明确完成时限。",
        [context.of(task) for task in bare],
        severity=HINT,
    )


@rule("4.7", "一项任务有几个时限", HINT, "分阶段提出要求，各有明确内容。")
def several_dates(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Several dates in one row: one hint for the plan."""
    found = [task for task in context.draft.tasks if len({one.day for one in due_dates(task.text)}) > 1]
    if found:
        yield rule.finding(
            f"{context.labels(found)}含有几个不同时限。",
            "建议分列，便于调度考核。",
            [context.of(task, _marks(due_dates(task.text))) for task in found],
        )
