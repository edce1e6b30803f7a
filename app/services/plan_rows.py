"""From a plan JSON to the rows of a version: numbered beforehand, so that each table is one bulk insert."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models.base import Base
from app.models.plan import (
    LAST_ORDER,
    AssignmentRow,
    Category,
    Chapter,
    DeadlineRow,
    DoubtRow,
    Measure,
    PlaceRow,
    RemainderRow,
    TargetRow,
    Task,
)
from app.services.agencies import AgencyKey, body_of
from app.services.blanket import inherited
from app.services.pinyin import pinyin_key

NUMBERED: tuple[type[Chapter | Measure | Category | Task], ...] = (Chapter, Measure, Category, Task)
"""The tables whose rows others point to: their ids are given out here."""

TARGET_DETAILS = ("bound", "effort", "nature", "assigned", "scope", "base_value")
_FLOW = ("line", "table", "row", "column", "from", "to")


@dataclass
class PlanRows:
    """Collects the rows of one version; ``rows`` holds them by table, in the order of insertion."""

    version: int
    region: str | None
    agencies: Mapping[AgencyKey, tuple[int, int]]
    first_ids: Mapping[type[Base], int]
    rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _chapters: dict[int, int] = field(default_factory=dict)
    _measures: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    _categories: dict[str, int] = field(default_factory=dict)
    _tasks: dict[int, int] = field(default_factory=dict)

    def fill(self, extracted: Mapping[str, Any]) -> dict[type[Base], list[dict[str, Any]]]:
        """All rows of a plan JSON."""
        self._mark("plan", 0, extracted["plan"])
        for chapter in extracted.get("chapters", ()):
            self._chapter(chapter)
        for measure in extracted.get("measures", ()):
            self._measure(measure)
        tasks: Sequence[Mapping[str, Any]] = extracted.get("tasks", ())
        for task in tasks:
            self._task(task)
        for number, assignment in inherited(tasks):
            self._assign(self._tasks[number], {**assignment, "position": LAST_ORDER}, is_inherited=True)
        for counted, target in enumerate(extracted.get("targets", ()), 1):
            self._target(target.get("position", counted), target)
        for counted, left in enumerate(optional(extracted, "remainder", ()), 1):
            position = left.get("position", counted)
            self._add(RemainderRow, position=position, text=left["text"])
            self._mark("remainder", position, left)
        return self.rows

    def _add(self, table: type[Base], **values: Any) -> int:
        """Add a row; gives the id it will bear where the table is numbered."""
        rows = self.rows[table]
        key = self.first_ids.get(table, 0) + len(rows)
        if table in self.first_ids:
            values["id"] = key
        rows.append({"version_id": self.version, **values})
        return key

    def _mark(self, kind: str, number: int, item: Mapping[str, Any]) -> None:
        """The places and doubts of an item."""
        for place in item.get("place") or ():
            flow = {key: place[key] for key in _FLOW if place.get(key) is not None}
            self._add(
                PlaceRow,
                owner_kind=kind,
                owner_number=number,
                page=place.get("page"),
                printed_page=place.get("printed_page"),
                box=place.get("box"),
                flow=flow or None,
            )
        for doubt in item.get("doubts") or ():
            self._add(
                DoubtRow,
                owner_kind=kind,
                owner_number=number,
                field=doubt["field"],
                reason=doubt["reason"],
                score=doubt.get("score"),
                note=doubt.get("note") or "",
            )

    def _chapter(self, chapter: Mapping[str, Any]) -> None:
        number = chapter["number"]
        self._chapters[number] = self._add(Chapter, number=number, **_texts(chapter, "label", "title", "text"))
        self._mark("chapter", number, chapter)

    def _measure(self, measure: Mapping[str, Any]) -> None:
        number, chapter = measure["number"], self._chapters.get(measure.get("chapter") or 0)
        key = self._add(Measure, number=number, chapter_id=chapter, **_texts(measure, "label", "title", "text"))
        self._measures[number] = key, chapter
        self._mark("measure", number, measure)

    def _category(self, label: str) -> int:
        if label not in self._categories:
            position = len(self._categories) + 1
            self._categories[label] = self._add(Category, position=position, label=label, pinyin=pinyin_key(label))
        return self._categories[label]

    def _task(self, task: Mapping[str, Any]) -> None:
        number, deadline = task["number"], task.get("deadline") or {}
        measure, chapter = self._measures.get(task.get("measure") or 0, (None, None))
        key = self._add(
            Task,
            number=number,
            label=task.get("label") or str(number),
            parent_number=task.get("parent"),
            category_id=self._category(task.get("category") or ""),
            category_source=task["category_source"],
            measure_id=measure,
            chapter_id=chapter,
            text=task["text"],
            responsibility_raw=task.get("responsibility_raw"),
            responsibility_columns=[list(pair) for pair in task.get("responsibility_columns") or ()],
            et_al=bool(task.get("et_al")),
            blanket=task.get("blanket"),
            remark=task.get("remark"),
            sort_lead=self._first_order(task, lambda role: role in ("lead", "sole")),
            sort_others=self._first_order(task, lambda role: role != "lead"),
            sort_deadline=deadline_key(deadline),
            sort_text=pinyin_key(task["text"]),
        )
        self._tasks[number] = key
        self.rows[DeadlineRow].append(
            {
                "task_id": key,
                "raw": task.get("deadline_raw"),
                "kind": deadline.get("kind", "none"),
                **{name: deadline.get(name) for name in ("date", "date_from", "recurrence", "external")},
            }
        )
        for position, assignment in enumerate(task["assignments"], 1):
            self._assign(key, {"position": position, **assignment})
        self._mark("task", number, task)

    def _first_order(self, task: Mapping[str, Any], wanted: Callable[[str], bool]) -> int:
        """The official order of the first body in one of the wanted roles."""
        for assignment in task["assignments"]:
            if wanted(assignment["role"]):
                return self._agency(assignment)[1]
        return LAST_ORDER

    def _agency(self, assignment: Mapping[str, Any]) -> tuple[int, int]:
        return self.agencies[body_of(assignment, self.region).key]

    def _assign(self, task: int, assignment: Mapping[str, Any], *, is_inherited: bool = False) -> None:
        self._add(
            AssignmentRow,
            task_id=task,
            agency_id=self._agency(assignment)[0],
            role=assignment["role"],
            role_raw=assignment.get("role_raw") or "",
            position=assignment["position"],
            as_written=assignment.get("as_written") or assignment["agency"],
            members=list(assignment.get("members") or ()),
            inherited=is_inherited,
        )

    def _target(self, position: int, target: Mapping[str, Any]) -> None:
        kind, _, number = str(target["where"]).partition(" ")
        self._add(
            TargetRow,
            position=position,
            owner_kind=kind,
            owner_number=int(number),
            name=target["name"],
            comparator=target["comparator"],
            value=target["value"],
            value_high=target.get("value_high"),
            unit=target.get("unit") or "",
            baseline_year=target.get("baseline_year"),
            year=target.get("year"),
            quote=target.get("quote") or "",
            details={key: target[key] for key in TARGET_DETAILS if target.get(key) is not None},
        )
        self._mark("target", position, target)


def optional(extracted: Mapping[str, Any], key: str, default: Any = None) -> Any:
    """An optional key of the plan JSON, which stands on the plan or beside it."""
    value = extracted["plan"].get(key)
    value = extracted.get(key) if value is None else value
    return default if value is None else value


def deadline_key(deadline: Mapping[str, Any]) -> str:
    """Sorts 尽快 first, then dates, then 持续推进, then rows without a deadline."""
    if deadline.get("date"):
        return str(deadline["date"])
    return {"asap": "0000", "ongoing": "9998"}.get(str(deadline.get("kind")), "9999")


def _texts(item: Mapping[str, Any], *keys: str) -> dict[str, str]:
    return {key: item.get(key) or "" for key in keys}
