"""A plan at the desk in memory: items, fields, and everything a person may do to them, with undo by the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import KnownError
from app.services.desk_rows import (
    AgencyFacts,
    ConflictRow,
    DeadlineValue,
    DeskField,
    DeskItem,
    DeskOption,
    Duty,
    Figure,
    RemainderRow,
    SourceFlow,
    Value,
)
from app.services.history import Change, UndoToken
from app.services.rows import DoubtRow, ItemRef, PlaceRow, TaskRow
from app.ui.services import UiServices
from tests.ui.pages.invented import Invented, make_plan, tasks_of

PLANS = frozenset({"plans"})
MINE, YOURS = "k1", "k2"


def duties_of(row: TaskRow) -> tuple[Duty, ...]:
    """A task's own duties as the desk edits them."""
    return tuple(
        Duty(one.display, one.role, one.agency, one.role_raw, known=one.agency != "教育局")
        for one in row.assignments
        if not one.inherited
    )


@dataclass
class FakeDesk(Invented):
    """Tasks whose number can be divided by 7 are doubtful. ``done`` keeps what was asked to be stored."""

    plans: list[Any] = field(default_factory=lambda: [make_plan()])
    done: list[tuple[Any, ...]] = field(default_factory=list)
    refuse: KnownError | None = None
    checked: set[ItemRef] = field(default_factory=set)
    values: dict[tuple[ItemRef, str], Value] = field(default_factory=dict)
    made: list[tuple[ItemRef, ItemRef, str]] = field(default_factory=list)
    gone: set[ItemRef] = field(default_factory=set)
    conflicted: set[tuple[ItemRef, str]] = field(default_factory=set)
    left: list[RemainderRow] = field(default_factory=list)
    flow: SourceFlow = field(default_factory=lambda: SourceFlow("docx"))
    notes: dict[tuple[ItemRef, str], str] = field(default_factory=dict)
    """Doubts about single fields."""

    # --- reading -------------------------------------------------------------------------------------------------

    def desk_items(self, version: int) -> tuple[DeskItem, ...]:
        """Front matter, chapters, measures, tasks, in the order of the document."""
        self._note("desk_items", version)
        plan = next(one for one in self.plans if one.summary.version == version)
        found = [self._item(ItemRef(version, "plan", 0), "plan", "", plan.summary.title)]
        for chapter in plan.chapters:
            found.append(self._item(chapter.ref, "chapter", chapter.label, chapter.title))
            for measure in chapter.measures:
                found.append(self._item(measure.ref, "measure", measure.label, measure.title, places=measure.places))
                for row in measure.tasks:
                    found += self._task_items(row)
        here = [replace(one, order=place) for place, one in enumerate(found) if one.ref not in self.gone]
        return tuple(sorted(here, key=lambda one: not one.doubtful))

    def _task_items(self, row: TaskRow) -> list[DeskItem]:
        found = [self._item(row.ref, "task", row.label, row.text, row.doubts, row.places)]
        for ref, origin, text in self.made:
            if origin == row.ref:
                found.append(replace(self._item(ref, "task", row.label, text, (), row.places), made=True))
        return found

    def _item(
        self,
        ref: ItemRef,
        kind: str,
        label: str,
        title: str,
        doubts: tuple[DoubtRow, ...] = (),
        places: tuple[PlaceRow, ...] = (),
    ) -> DeskItem:
        seen = ref in self.checked
        return DeskItem(
            ref=ref,
            kind=kind,
            label=label,
            title=str(self.values.get((ref, "text"), title)),
            doubts=() if seen else doubts,
            checked_by="周校对" if seen else "",
            checked_at="2026-01-05T09:00:00+00:00" if seen else "",
            corrected=any(one == ref for one, _ in self.values),
            conflict=any(one == ref for one, _ in self.conflicted),
            places=places,
        )

    def desk_fields(self, ref: ItemRef) -> tuple[DeskField, ...]:
        """The fields of an item."""
        self._note("desk_fields", ref)
        if ref.kind != "task":
            return (
                self._field(ref, "title", "标题", "line", "标题文字"),
                self._field(ref, "text", "内容", "text", "内容"),
            )
        origin = next((one for made, one, _ in self.made if made == ref), ref)
        row = next(one for plan in self.plans for one in tasks_of(plan) if one.ref == origin)
        text = next((words for made, _, words in self.made if made == ref), row.text)
        doubts = tuple(doubt.sentence for doubt in row.doubts)
        found = [
            self._field(ref, "text", "任务", "text", text),
            self._field(ref, "category", "类别", "category", row.category),
            self._field(ref, "measure", "对应措施", "measure", row.measure),
            replace(
                self._field(ref, "deadline_raw", "完成时限", "deadline", row.deadline_raw),
                read=DeadlineValue(row.deadline_kind, row.deadline_date),
            ),
            replace(self._field(ref, "assignments", "责任分工", "duties", duties_of(row)), doubts=doubts),
        ]
        for number, target in enumerate(row.targets, 1):
            owner = ItemRef(ref.version, "target", ref.number * 10 + number)
            figure = Figure(target.name, target.comparator, target.value, target.unit, number=owner.number)
            found.append(self._field(owner, "figure", "指标", "figure", figure))
        return tuple(one for one in found if one.ref not in self.gone)

    def _field(self, ref: ItemRef, key: str, name: str, kind: str, extracted: Value) -> DeskField:
        value = self.values.get((ref, key), extracted)
        options: tuple[DeskOption, ...] = ()
        if (ref, key) in self.conflicted:
            value = extracted
            options = (
                DeskOption(MINE, "甲的写法", "甲的写法", "甲审阅", "2026-01-05T09:00:00+00:00"),
                DeskOption(YOURS, "乙的写法", "乙的写法", "乙审阅", "2026-01-06T10:00:00+00:00"),
            )
        mine = value != extracted
        note = self.notes.get((ref, key), "")
        return DeskField(
            ref, key, name, kind, extracted, value, doubts=(note,) if note and not mine else (),
            by="周校对" if mine else "", at="2026-01-05T09:00:00+00:00" if mine else "",
            corrected=mine, checked=ref in self.checked, options=options,
        )  # fmt: skip

    # --- writing -------------------------------------------------------------------------------------------------

    def confirm(self, refs: Sequence[ItemRef], checked: bool) -> Change:
        """Note who was seen."""
        change = self._change("confirm", tuple(refs), checked)
        self.checked = self.checked | set(refs) if checked else self.checked - set(refs)
        return change

    def correct(self, ref: ItemRef, key: str, value: Value) -> Change:
        """Keep a value."""
        change = self._change("correct", ref, key, value)
        self.values[ref, key] = value
        self.conflicted.discard((ref, key))
        return change

    def split(self, ref: ItemRef, at: int) -> Change:
        """A second row with the end of the text."""
        change = self._change("split", ref, at)
        text = next(str(one.value) for one in self.desk_fields(ref) if one.key == "text")
        new = ItemRef(ref.version, "task", 10_000 + len(self.made))
        self.made.append((new, ref, text[at:]))
        self.values[ref, "text"] = text[:at]
        return replace(change, refs=(ref, new))

    def merge(self, first: ItemRef, second: ItemRef) -> Change:
        """The second goes."""
        change = self._change("merge", first, second)
        self.gone.add(second)
        return replace(change, refs=(first,))

    def add_task(self, version: int, behind: ItemRef | None, text: str) -> Change:
        """A row of its own."""
        change = self._change("add_task", version, behind, text)
        new = ItemRef(version, "task", 10_000 + len(self.made))
        self.made.append((new, behind or ItemRef(version, "task", 1), text))
        return replace(change, refs=(new,))

    def add_target(self, ref: ItemRef, figure: Figure) -> Change:
        """Note it."""
        return self._change("add_target", ref, figure)

    def remove(self, ref: ItemRef) -> Change:
        """It goes."""
        change = self._change("remove", ref)
        self.gone.add(ref)
        return change

    def take_remainder(
        self, version: int, position: int, ref: ItemRef, key: str, where: str, part: tuple[int, int] | None
    ) -> Change:
        """The whole piece goes."""
        change = self._change("take_remainder", version, position, ref, key, where, part)
        self.left = [row for row in self.left if row.position != position]
        return change

    def confirm_remainder(self, version: int, position: int, checked: bool) -> Change:
        """Note it."""
        change = self._change("confirm_remainder", version, position, checked)
        self.left = [replace(row, checked=checked) if row.position == position else row for row in self.left]
        return change

    def conflicts(self, version: int) -> tuple[ConflictRow, ...]:
        """What waits for a person."""
        del version
        return tuple(
            ConflictRow(f"e-{ref.number}", ref, key, key, "", self._field(ref, key, key, "text", "").options)
            for ref, key in self.conflicted
        )

    def settle(self, entity: str, key: str, option: str) -> Change:
        """One of the two stands."""
        change = self._change("settle", entity, key, option)
        self.conflicted = {one for one in self.conflicted if one[1] != key}
        return change

    def add_alias(self, name: str, facts: AgencyFacts) -> Change:
        """Note it."""
        return self._change("add_alias", name, facts)

    def desk(self, **other: Any) -> UiServices:
        """The services of a page test."""
        names = (
            "desk_items", "desk_fields", "confirm", "correct", "split", "merge", "add_task", "add_target", "remove",
            "take_remainder", "confirm_remainder", "conflicts", "settle", "add_alias",
        )  # fmt: skip
        mine: dict[str, Any] = {name: getattr(self, name) for name in names}
        mine |= {"remainder": lambda _version: tuple(self.left), "source_flow": lambda _version: self.flow}
        return self.services(**(mine | other))

    def _change(self, *what: Any) -> Change:
        if self.refuse is not None:
            raise self.refuse
        self.done.append(what)
        return Change(PLANS, str(what[0]), UndoToken((f"r{len(self.done)}",), str(what[0])))
