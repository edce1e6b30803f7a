"""Rules 1: what the body says against what the task table says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from app.services.checking.alignment import Alignment, Side
from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, MAJOR, ORDINARY, WORDING, Finding, Passage
from app.services.checking.pairing import Reworded, alignment, reworded
from app.services.checking.rule import Rule, rule
from app.services.comparison.changes import (
    Mark,
    figures_changed,
    lists_changed,
    marks,
    scope_changed,
    shifted,
    word_changed,
)
from app.services.comparison.likeness import held, pairs_of
from app.services.comparison.sentences import Span, clauses
from app.services.extraction.draft import MeasureDraft, Target, TaskDraft
from app.services.extraction.similarity import bare

_SHORT = 8
_NEARLY = 90
"""How alike two clauses must be (0..100) for one other word to be a slip and no rewording."""


@rule("1.1", "措施标题与任务表类别不一致", WORDING, "任务表有意使用简称，或标题中的换行、标点被误读。")
def title_against_category(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """The title of a measure and the category of its rows."""
    if not context.has_table:
        return
    for number, measure in context.measures.items():
        by_label: dict[str, list[TaskDraft]] = {}
        for task in context.tasks_by_measure.get(number, ()):
            by_label.setdefault(task.category, []).append(task)
        for label, tasks in by_label.items():
            if not label or bare(label) == bare(measure.title) or ratio(label, measure.title) < 60:
                continue
            mine, theirs = marks(measure.title, label)
            yield rule.finding(
                f"措施标题为“{measure.title}”，任务表（{context.labels(tasks)}）类别写作“{label}”。",
                "请核实用词，前后统一。",
                [
                    context.passage(measure, "title", measure.title, mine),
                    context.passage(tasks[0], "category", label, theirs),
                ],
            )


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
            said = "；".join(f"“{_brief(measure.text[a:b])}”" for a, b in ranges)
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


def _brief(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


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


def _pair_passages(
    context: PlanContext, one: Reworded, mine: list[Mark], theirs: list[Mark]
) -> tuple[Passage, Passage]:
    return context.of(one.measure, mine), context.of(one.task, theirs)


@rule("1.4", "正文与任务表数字、年份不一致", MAJOR, "两处说的不是同一指标或同一时点。")
def figures_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart with another figure or year."""
    for one in reworded(context):
        rows = "".join(task.text for task in context.tasks_by_measure[one.measure.number])
        for change in figures_changed(one.mine.text, one.theirs.text):
            left, right = change.words
            if right in one.measure.text or left in rows:
                continue  # each side has both figures: they are of two things
            yield rule.finding(
                f"同一要求，正文写“{left}”，任务表{context.labels([one.task])}写“{right}”。",
                "请核准后统一。",
                _pair_passages(
                    context,
                    one,
                    [shifted(change.one, one.mine.start, "number")],
                    [shifted(change.other, one.theirs.start, "number")],
                ),
                key=f"{left}|{right}",
            )


@rule("1.5", "正文与任务表列举事项不一致", ORDINARY, "任务表有意细化或分工，其余事项另有任务承接。")
def lists_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart whose list names other industries, places or things."""
    for one in reworded(context):
        change = lists_changed(one.mine.text, one.theirs.text)
        if change is None:
            continue
        whole = "".join(task.text for task in context.tasks_by_measure[one.measure.number])
        gone = tuple(item for item in change.gone if item not in whole)
        new = tuple(item for item in change.new if item not in one.measure.text)
        if not gone and not new:
            continue
        said = []
        if gone:
            said.append(f"正文的“{'、'.join(gone)}”任务表没有")
        if new:
            said.append(f"任务表的“{'、'.join(new)}”正文没有")
        yield rule.finding(
            f"同一要求列举不一致：{'；'.join(said)}（{context.labels([one.task])}）。",
            "请核对范围后统一。",
            _pair_passages(context, one, _found(one.mine, gone), _found(one.theirs, new)),
        )


def _found(span: Span, items: tuple[str, ...]) -> list[Mark]:
    text, start = span.text, span.start
    places = [(text.find(item), item) for item in items]
    return [(start + place, start + place + len(item), "differs") for place, item in places if place >= 0]


@rule("1.6", "正文与任务表用语、范围不一致", ORDINARY, "两种说法含义相同，或任务表有意限定范围。")
def words_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart in which one word, or the scope, is another."""
    scope = context.words.words("scope")
    same = [tuple(pair.split("=")) for pair in context.words.words("same_words")]
    soft = (*context.words.words("soft"), *context.words.words("hard"))
    for one in reworded(context):
        mine, theirs = one.mine.text, one.theirs.text
        changes = scope_changed(mine, theirs, scope)
        changes += [c for c in word_changed(mine, theirs, 4, _NEARLY) if c.one not in {known.one for known in changes}]
        changes = [
            c for c in changes if not _same(c.words, same) and not any(w in c.words[0] + c.words[1] for w in soft)
        ]
        if not changes or ratio(mine, theirs) < 78:
            continue
        said = f"正文“{_brief(mine)}”，任务表“{_brief(theirs)}”"
        yield rule.finding(
            f"同一要求用语不一致（{context.labels([one.task])}）：{said}。",
            "请核实含义后统一。",
            _pair_passages(
                context,
                one,
                [shifted(c.one, one.mine.start, "differs") for c in changes],
                [shifted(c.other, one.theirs.start, "differs") for c in changes],
            ),
            severity=ORDINARY if any(change.kind == "scope" for change in changes) else WORDING,
        )


def _same(words: tuple[str, str], same: list[tuple[str, ...]]) -> bool:
    return any(words[0] in pair and words[1] in pair for pair in same)


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
        names = "；".join(dict.fromkeys(_brief(one.quote) for one in lone))
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
        names = "；".join(dict.fromkeys(_brief(one.quote) for one in group))
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
            f"{context.labels([one])}“{'、'.join(_brief(words) for *_, words in found[one.number])}”" for one in tasks
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
                f"任务表{context.labels([task])}要求“{_brief(side.span.text)}”，正文没有这一职责。",
                "请在正文相应措施中写明，或核对依据。",
                passages,
            )


@rule("1.10", "任务内容与所属类别不相符", ORDINARY, "类别名称较概括，该任务确属其范围。")
def content_against_category(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A row about another subject than the measure under which it stands."""
    if not context.has_table:
        return
    topics = [(str(one["topic"]), tuple(one["words"])) for one in context.words.table("topics")]
    aligned = alignment(context)
    for number, measure in context.measures.items():
        about = _topics(measure.title, topics)
        missing = {(side.item.number, side.span.start) for side in aligned.missing_in_body(number)}
        for task in context.tasks_by_measure.get(number, ()):
            mine = [side for side in aligned.table.get(number, ()) if side.item.number == task.number]
            theme = _topics(task.text, topics)
            alone = mine and all((one.item.number, one.span.start) in missing for one in mine)
            near = _title_words(context, measure) & pairs_of(task.text)
            if alone and about and theme and not theme & about and not near:
                yield rule.finding(
                    f"任务表{context.labels([task])}内容涉及{'、'.join(sorted(theme))}，"
                    f"列在“{task.category}”类别下，且与正文该条没有对应表述。",
                    "请核对归类。",
                    [context.of(task), context.passage(measure, "title", measure.title)],
                )


def _title_words(context: PlanContext, measure: MeasureDraft) -> frozenset[str]:
    """The pairs of a title without its verbs."""
    title = measure.title
    for verb in sorted(context.words.words("actions"), key=len, reverse=True):
        title = title.replace(verb, "。")
    return frozenset(pair for part in title.split("。") for pair in pairs_of(part))


def _topics(text: str, topics: list[tuple[str, tuple[str, ...]]]) -> set[str]:
    return {topic for topic, words in topics if any(word in text for word in words)}
