"""Tasks or measures of one plan as the comparison looks at them: one shape for both kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from app.services.addresses import normalise
from app.services.extraction.draft import (
    Assignment,
    Deadline,
    MeasureDraft,
    Place,
    PlanDraft,
    PlanHead,
    Target,
    TaskDraft,
)

Kind = Literal["task", "measure"]


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """A task or a measure. ``heading``: category or title; ``text`` without the heading.

    ``label`` is the printed number. A measure carries the deadlines of none and the bodies of all of its tasks;
    ``measure`` and ``measure_title`` of a task say which measure it elaborates.
    """

    kind: Kind
    number: int
    label: str
    heading: str
    text: str
    chapter: int | None = None
    chapter_title: str = ""
    measure: int | None = None
    measure_title: str = ""
    deadline_raw: str | None = None
    deadline: Deadline = field(default_factory=Deadline)
    responsibility_raw: str | None = None
    assignments: tuple[Assignment, ...] = ()
    et_al: bool = False
    targets: tuple[Target, ...] = ()
    place: tuple[Place, ...] = ()

    @property
    def classifier(self) -> str:
        """What items of the kind are counted in: 第5项 of the table, 第（五）条 of the body."""
        return "项" if self.kind == "task" else "条"

    @property
    def cite(self) -> str:
        """How a sentence names the item: 第5项, 第（五）条."""
        return f"第{self.label}{self.classifier}"

    @property
    def whole(self) -> str:
        """Heading and text, as one text to be read."""
        return f"{self.heading}。{self.text}" if self.heading else self.text


@dataclass(frozen=True)
class ComparedPlan:
    """One side of a comparison: the plan's head and its items of one kind, in the order of the document."""

    head: PlanHead
    kind: Kind
    items: tuple[ComparedItem, ...]

    def item(self, number: int) -> ComparedItem:
        """The item of a number. Raises KeyError where there is none."""
        for one in self.items:
            if one.number == number:
                return one
        raise KeyError(number)


def compared(draft: PlanDraft, kind: Kind) -> ComparedPlan:
    """The tasks or the measures of a plan."""
    items = _tasks(draft) if kind == "task" else _measures(draft)
    return ComparedPlan(draft.plan, kind, tuple(items))


def has_table(draft: PlanDraft) -> bool:
    """Whether the tasks come from a table beside the body, not from clauses of the body."""
    texts = {one.number: normalise(one.text) for one in draft.measures}
    tasks = [one for one in draft.tasks if one.measure in texts]
    if not tasks:
        return bool(draft.tasks)
    raws = [(normalise(one.responsibility_raw), texts[one.measure or 0]) for one in tasks]
    return sum(bool(raw) and raw in text for raw, text in raws) * 2 < len(tasks)


def _targets(draft: PlanDraft, where: str) -> tuple[Target, ...]:
    return tuple(one for one in draft.targets if one.where == where)


def _of_clause(draft: PlanDraft, task: TaskDraft, measure: MeasureDraft | None) -> tuple[Target, ...]:
    """The targets of a task that is a passage of its measure: they are told of the measure only (plan-schema.md)."""
    if measure is None or normalise(task.text) not in normalise(measure.text):
        return ()
    return tuple(one for one in _targets(draft, f"measure {measure.number}") if one.quote in task.text)


def _tasks(draft: PlanDraft) -> Iterable[ComparedItem]:
    chapters = {one.number: one for one in draft.chapters}
    measures = {one.number: one for one in draft.measures}
    for task in draft.tasks:
        measure = measures.get(task.measure or 0)
        chapter = chapters.get(measure.chapter or 0) if measure else None
        yield ComparedItem(
            "task",
            task.number,
            task.label or str(task.number),
            task.category,
            task.text,
            chapter.number if chapter else None,
            chapter.title if chapter else "",
            measure.number if measure else None,
            measure.title if measure else "",
            task.deadline_raw,
            task.deadline,
            _duty(task),
            task.assignments,
            task.et_al,
            _targets(draft, f"task {task.number}") or _of_clause(draft, task, measure),
            task.place,
        )


def _measures(draft: PlanDraft) -> Iterable[ComparedItem]:
    chapters = {one.number: one for one in draft.chapters}
    for measure in draft.measures:
        chapter = chapters.get(measure.chapter or 0)
        own = [task for task in draft.tasks if task.measure == measure.number]
        yield ComparedItem(
            "measure",
            measure.number,
            measure.label or str(measure.number),
            measure.title,
            measure.text,
            chapter.number if chapter else None,
            chapter.title if chapter else "",
            measure.number,
            measure.title,
            assignments=tuple({(one.agency, one.region, one.role): one for t in own for one in t.assignments}.values()),
            et_al=any(task.et_al for task in own),
            targets=_targets(draft, f"measure {measure.number}"),
            place=measure.place,
        )


def _duty(task: TaskDraft) -> str | None:
    if task.responsibility_raw is not None or not task.responsibility_columns:
        return task.responsibility_raw
    return "；".join(f"{head}：{cell}" for head, cell in task.responsibility_columns)
