"""A plan as the rules look at it: items by number, passages with places, tasks by measure, the lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from app.services.checking.finding import Passage
from app.services.checking.words import CheckWords
from app.services.citing import cite_chapter, cite_measure, cite_task
from app.services.comparison.changes import Mark
from app.services.comparison.items import has_table
from app.services.extraction.draft import Assignment, ChapterDraft, MeasureDraft, PlanDraft, Target, TaskDraft
from app.services.extraction.regions import Region, Regions

_WHERE = re.compile(r"(chapter|measure|task|table) (\d+)")
_GENERAL = re.compile(r"总体|目标|指导思想|基本原则|工作要求|保障|组织")


class PlanContext:
    """What the rules ask of a plan."""

    def __init__(
        self, draft: PlanDraft, words: CheckWords, reference: date | None = None, superior: PlanDraft | None = None
    ) -> None:
        self.draft = draft
        self.words = words
        self.superior = superior
        self.reference = reference or _day(draft.plan.issue_date)
        self.chapters = {one.number: one for one in draft.chapters}
        self.measures = {one.number: one for one in draft.measures}
        self.tasks = {one.number: one for one in draft.tasks}

    @cached_property
    def has_table(self) -> bool:
        """Whether the tasks come from a table beside the body, not from clauses of the body."""
        return has_table(self.draft)

    @cached_property
    def tasks_by_measure(self) -> dict[int | None, list[TaskDraft]]:
        """Tasks by the measure they elaborate."""
        found: dict[int | None, list[TaskDraft]] = defaultdict(list)
        for one in self.draft.tasks:
            found[one.measure].append(one)
        return found

    @cached_property
    def has_deadlines(self) -> bool:
        """Whether there is a column (or there are clauses) of deadlines."""
        return any(one.deadline_raw is not None for one in self.draft.tasks)

    @cached_property
    def first_is_lead(self) -> bool:
        """Whether the plan says that the first body of a list leads."""
        return bool(self.draft.plan.first_is_lead)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The province and city the plan is for, as far as its region names them."""
        return _regions_in(self.draft.plan.region or "")

    @cached_property
    def level(self) -> str:
        """省, 市 or 县: whose plan it is; empty where unknown."""
        region = self.draft.plan.region or ""
        known = self.regions
        if region.endswith(("省", "自治区")):
            return "省"
        if known and known[-1].name == region:
            return known[-1].level
        return (
            "市" if region.endswith(("市", "州", "盟", "地区")) else "县" if region.endswith(("县", "区", "旗")) else ""
        )

    # Text

    @cached_property
    def all_text(self) -> str:
        """Preamble, notice, chapters, measures and tasks, joined."""
        parts = [self.draft.plan.title, self.draft.plan.preamble]
        if self.draft.notice:
            parts.append(self.draft.notice.text)
        parts += [text for one in self.draft.chapters for text in (one.title, one.text)]
        parts += [text for one in self.draft.measures for text in (one.title, one.text)]
        parts += [one.text for one in self.draft.tasks]
        return "\n".join(parts)

    def texts(self) -> Iterator[tuple[ChapterDraft | MeasureDraft | TaskDraft, str, str]]:
        """Every text of the plan once: item, field, text."""
        for chapter in self.draft.chapters:
            yield chapter, "title", chapter.title
            yield chapter, "text", chapter.text
        for measure in self.draft.measures:
            yield measure, "title", measure.title
            yield measure, "text", measure.text
        for task in self.draft.tasks:
            if self.has_table:
                yield task, "text", task.text

    def owner(self, target: Target) -> ChapterDraft | MeasureDraft | TaskDraft | None:
        """The item that a target stands in."""
        found = _WHERE.fullmatch(target.where)
        if not found:
            return None
        return self._items.get((found.group(1), int(found.group(2))))

    def item(self, kind: str, number: int) -> ChapterDraft | MeasureDraft | TaskDraft:
        """The chapter, measure or task of a number. Raises KeyError where there is none."""
        return self._items[kind, number]

    @cached_property
    def _items(self) -> dict[tuple[str, int], ChapterDraft | MeasureDraft | TaskDraft]:
        return {
            **{("chapter", number): one for number, one in self.chapters.items()},
            **{("measure", number): one for number, one in self.measures.items()},
            **{("task", number): one for number, one in self.tasks.items()},
        }

    def is_general(self, chapter: ChapterDraft) -> bool:
        """Whether a chapter holds the aims of the whole, no measures of its own."""
        return bool(_GENERAL.search(chapter.title)) and not any(
            one.chapter == chapter.number and self.tasks_by_measure[one.number] for one in self.draft.measures
        )

    def bodies(self, task: TaskDraft) -> tuple[Assignment, ...]:
        """Duties of a task without those that only implement."""
        return tuple(one for one in task.assignments if str(one.role) != "implement")

    # Passages

    def passage(
        self, item: ChapterDraft | MeasureDraft | TaskDraft, field: str, text: str, marks: Iterable[Mark] = ()
    ) -> Passage:
        """A field of an item with its place and citation."""
        if isinstance(item, ChapterDraft):
            kind, cite, chapter = "chapter", cite_chapter(item), item.number
        elif isinstance(item, MeasureDraft):
            kind, cite = "measure", cite_measure(item, self.chapters.get(item.chapter or 0))
            chapter = item.chapter or 0
        else:
            kind, cite = "task", cite_task(item, from_table=self.has_table)
            chapter = self._chapter_of(item)
        return Passage(kind, item.number, field, text, tuple(marks), item.place, cite, chapter or None)

    def of(self, item: ChapterDraft | MeasureDraft | TaskDraft, marks: Iterable[Mark] = ()) -> Passage:
        """The text of an item."""
        return self.passage(item, "text", item.text, marks)

    def duty(self, task: TaskDraft, words: Iterable[str] = ()) -> Passage:
        """The responsibility cell of a task, with the first place of each word marked."""
        text = task.responsibility_raw or "；".join(f"{head}：{cell}" for head, cell in task.responsibility_columns)
        return self.passage(task, "responsibility_raw", text, marks_of(text, words))

    def plan_passage(self, field: str, text: str, marks: Iterable[Mark] = ()) -> Passage:
        """A field of the plan's head."""
        return Passage("plan", 0, field, text, tuple(marks), self.draft.plan.place, "", None)

    def label(self, task: TaskDraft) -> str:
        """The printed number of a task."""
        return task.label or str(task.number)

    def labels(self, tasks: Iterable[TaskDraft]) -> str:
        """第3、5、8项."""
        return f"第{'、'.join(dict.fromkeys(self.label(one) for one in tasks))}项"

    def _chapter_of(self, task: TaskDraft) -> int:
        measure = self.measures.get(task.measure or 0)
        return (measure.chapter or 0) if measure else 0


def marks_of(text: str, words: Iterable[str], kind: str = "word") -> tuple[Mark, ...]:
    """The first place of each word in a text."""
    found = [(text.find(word), word) for word in words if word]
    return tuple(sorted((start, start + len(word), kind) for start, word in found if start >= 0))


def _regions_in(region: str) -> tuple[Region, ...]:
    table = Regions.shipped()
    whole = table.named(region)
    if whole is not None:
        return (whole,)
    found = []
    for cut in range(len(region) - 1, 1, -1):
        first = table.named(region[:cut])
        if first is not None:
            found.append(first)
            second = table.named(region[cut:])
            if second is not None:
                found.append(second)
            break
    return tuple(found)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
