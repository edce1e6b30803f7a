"""Rules 1: what stands only in the body, or only in the task table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from app.services.checking.alignment import Alignment, Side
from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, ORDINARY, Finding, Passage
from app.services.checking.pairing import alignment
from app.services.checking.rule import Rule, rule
from app.services.citing import brief
from app.services.comparison.likeness import held, pairs_of
from app.services.comparison.sentences import clauses
from app.services.extraction.draft import MeasureDraft, Target, TaskDraft
from app.services.extraction.similarity import bare

_SHORT = 8
"""Signs that a clause has at least to be spoken of alone."""


@rule("1.2", "正文要求未列入任务表", ORDINARY, "该句为意义、背景等一般表述，或任务表以其他措辞列出。")
def body_without_row(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Sentences and clauses of a measure that no row says."""
    if not context.has_table:
        return
    aligned = alignment(context)
    for number, measure in context.measures.items():
        if not context.tasks_by_measure.get(number):
            continue
        whole = [part for one in aligned.missing_in_table(number) for part in _unsaid(context, one, measure)]
        parts = [span for span in _loose_clauses(context, aligned, measure) if not _inside(span, whole)]
        figures = _figures(context, measure)
        ranges = [one for one in sorted([*whole, *parts]) if not any(a < one[1] and one[0] < b for a, b in figures)]
        if ranges:
            said = "；".join(f"“{brief(measure.text[a:b])}”" for a, b in ranges)
            yield rule.finding(
                f"本条中{said}在任务表中没有对应任务，责任单位和时限无从落实。",
                "请补列任务，或说明不单列的理由。",
                [context.of(measure, [(a, b, "missing") for a, b in ranges])],
                severity=HINT if aligned.is_loose else None,
            )


def _figures(context: PlanContext, measure: MeasureDraft) -> list[tuple[int, int]]:
    """Where the targets of a measure stand: rule 1.7 speaks of them."""
    quotes = [one.quote for one in context.draft.targets if one.where == f"measure {measure.number}"]
    found = [(measure.text.find(quote), quote) for quote in quotes]
    return [(start, start + len(quote)) for start, quote in found if start >= 0]


def _unsaid(context: PlanContext, side: Side, measure: MeasureDraft) -> list[tuple[int, int]]:
    """What of a missing sentence is missing: neighbouring clauses joined, without those that some row says."""
    own = pairs_of("。".join(task.text for task in context.tasks_by_measure.get(measure.number, ())))
    least = context.words.threshold("missing_elsewhere")
    found: list[tuple[int, int]] = []
    previous = -2
    for index, one in enumerate(clauses(side.span.text)):
        if held(one.text, own) >= least:
            continue
        start = found.pop()[0] if previous == index - 1 and found else side.span.start + one.start
        found.append((start, side.span.start + one.end))
        previous = index
    long = [one for one in found if one[1] - one[0] >= _SHORT]
    return long or [(side.span.start, side.span.end)]


def _inside(span: tuple[int, int], ranges: list[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in ranges)


def _loose_clauses(context: PlanContext, aligned: Alignment, measure: MeasureDraft) -> Iterator[tuple[int, int]]:
    """Clauses with an action of their own that the rows leave out of a sentence they otherwise say."""
    own = pairs_of("。".join(task.text for task in context.tasks_by_measure.get(measure.number, ())))
    least = context.words.threshold("clause_missing")
    verbs = context.words.words("actions")
    for side in aligned.body.get(measure.number, ()):
        for one in clauses(side.span.text):
            acts = any(one.text.startswith(verb) or f"上{verb}" in one.text[:8] for verb in verbs)
            if (
                len(one.text) >= _SHORT
                and acts
                and held(one.text, own) < least
                and not aligned.said(one.text, table=True)
            ):
                yield side.span.start + one.start, side.span.start + one.end


@rule("1.3", "任务表内容正文没有对应表述", HINT, "任务表本就是对正文的细化，属正常展开。")
def row_without_body(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Sentences of rows that the body does not say: one hint for the plan."""
    if not context.has_table or not context.measures:
        return
    aligned = alignment(context)
    by_task: dict[int, list[Side]] = {}
    for measure in [*context.measures, None]:
        for side in aligned.missing_in_body(measure):
            by_task.setdefault(side.item.number, []).append(side)
    if by_task:
        count = sum(map(len, by_task.values()))
        tasks = [context.tasks[number] for number in sorted(by_task)]
        yield rule.finding(
            f"任务表有{count}句在正文没有对应表述，涉及{context.labels(tasks)}。",
            "请核对是否属于对正文的细化，新增要求是否经过研究。",
            [context.of(one, [(s.span.start, s.span.end, "missing") for s in by_task[one.number]]) for one in tasks],
        )


@rule("1.7", "指标只在任务表或只在正文出现", ORDINARY, "该指标系任务表细化，正文以文字概括表述。")
def target_on_one_side(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Targets of rows that the body does not give (one finding), and of measures that no row gives (one each)."""
    if not context.has_table or not context.measures:
        return
    groups: dict[str, list[Target]] = {"body": [], "task": []}
    for target in context.draft.targets:
        groups["task" if target.where.startswith("task") else "body"].append(target)
    lone = [one for one in groups["task"] if not any(_is_same(one, other) for other in groups["body"])]
    if lone:
        names = "；".join(dict.fromkeys(brief(one.quote) for one in lone))
        yield rule.finding(
            f"以下指标只在任务表出现，正文没有：{names}。",
            "请核对来源和依据，必要时在正文写明。",
            _target_passages(context, lone),
        )
    by_measure: dict[str, list[Target]] = {}
    for one in groups["body"]:
        if one.where.startswith("measure") and not any(_is_same(one, other) for other in groups["task"]):
            by_measure.setdefault(one.where, []).append(one)
    for group in by_measure.values():
        names = "；".join(dict.fromkeys(brief(one.quote) for one in group))
        yield rule.finding(
            f"指标“{names}”只在正文出现，任务表没有任务承接。",
            "请在任务表中列明责任单位和时限。",
            _target_passages(context, group),
            severity=HINT if alignment(context).is_loose else None,
        )


def _is_same(one: Target, other: Target) -> bool:
    return (one.value, one.unit) == (other.value, other.unit) and (
        ratio(bare(one.name), bare(other.name)) >= 70
        or bare(one.name) in bare(other.name)
        or bare(other.name) in bare(one.name)
    )


def _target_passages(context: PlanContext, targets: list[Target]) -> list[Passage]:
    found: dict[str, list[Target]] = {}
    for one in targets:
        found.setdefault(one.where, []).append(one)
    passages = []
    for group in found.values():
        owner = context.owner(group[0])
        if owner is not None:
            places = [(owner.text.find(one.quote), one.quote) for one in group]
            passages.append(context.of(owner, [(a, a + len(q), "number") for a, q in places if a >= 0]))
    return passages


@rule("1.8", "建立、制定类要求只在任务表出现", HINT, "属于对正文的细化。")
def deliverable_on_one_side(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Plans, mechanisms and lists to be made that the body does not speak of: one hint for the plan."""
    if not context.has_table or not context.measures:
        return
    aligned = alignment(context)
    pattern = re.compile(
        f"(?:{'|'.join(context.words.words('one_off'))})[^，。；]*?(?:{'|'.join(context.words.words('deliverables'))})"
    )
    found: dict[int, list[tuple[int, int, str]]] = {}
    for task in context.draft.tasks:
        for one in clauses(task.text):
            hit = pattern.search(one.text)
            if hit and not _said_by_measure(context, aligned, task, one.text):
                start = one.start + hit.start()
                found.setdefault(task.number, []).append((start, one.start + hit.end(), hit.group()))
    if found:
        tasks = [context.tasks[number] for number in found]
        said = "；".join(
            f"{context.labels([one])}“{'、'.join(brief(words) for *_, words in found[one.number])}”" for one in tasks
        )
        yield rule.finding(
            f"以下建立、制定类要求只在任务表出现，正文没有：{said}。",
            "请核对是否应在正文写明。",
            [context.of(one, [(a, b, "missing") for a, b, _ in found[one.number]]) for one in tasks],
        )


def _said_by_measure(context: PlanContext, aligned: Alignment, task: TaskDraft, text: str) -> bool:
    measure = context.measures.get(task.measure or 0)
    own = pairs_of(measure.text) if measure else frozenset()
    return held(text, own) >= context.words.threshold("clause_missing") or aligned.said(text, table=False)


@rule("1.9", "对下级政府、企业的要求只在任务表出现", ORDINARY, "该要求已有上级文件或法规规定，任务表仅作引述。")
def duty_on_one_side(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """What a row demands of 各地, 各级政府 or enterprises while the body does not."""
    if not context.has_table or not context.measures:
        return
    aligned = alignment(context)
    pattern = re.compile("|".join(context.words.words("addressed")))
    for measure in [*context.measures, None]:
        for side in aligned.missing_in_body(measure):
            task = side.item
            hit = pattern.search(side.span.text)
            if hit is None or not isinstance(task, TaskDraft):
                continue
            home = context.measures.get(measure or 0)
            passages = [context.of(task, [(side.span.start, side.span.end, "missing")])]
            if home is not None:
                passages.append(context.of(home))
            yield rule.finding(
                f"任务表{context.labels([task])}要求“{brief(side.span.text)}”，正文没有这一职责。",
                "请在正文相应措施中写明，或核对依据。",
                passages,
            )
