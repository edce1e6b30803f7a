"""Rules 1: the category of a row against the title and the subject of its measure."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from app.services.checking.context import PlanContext
from app.services.checking.finding import ORDINARY, WORDING, Finding
from app.services.checking.pairing import alignment
from app.services.checking.rule import Rule, rule
from app.services.comparison.changes import (
    marks,
)
from app.services.comparison.likeness import pairs_of
from app.services.extraction.draft import MeasureDraft, TaskDraft
from app.services.extraction.similarity import bare


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
