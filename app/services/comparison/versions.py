"""Two versions of one plan (征求意见稿 → 送审稿): every chapter, measure and task as marked text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.services.addresses import normalise, path_of
from app.services.comparison.version_items import Group, Item, grouped, items_of
from app.services.comparison.version_text import Op, Segment, is_same, segments
from app.services.extraction.draft import PlanDraft

KINDS = ("plan", "chapter", "measure", "task")
JOINT = "\n"
"""Between the texts of items that were split or merged."""


class Fate(StrEnum):
    """What became of an item."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field in both versions: the texts (of split and merged items joined by a line break) and the marked text."""

    field: str
    old: str
    new: str
    segments: tuple[Segment, ...]

    @property
    def changed(self) -> bool:
        """Whether more than white space or width differs."""
        return normalise(self.old) != normalise(self.new)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item in both versions: numbers and printed labels, what became of it, its fields."""

    kind: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    old_labels: tuple[str, ...]
    new_labels: tuple[str, ...]
    fate: Fate
    heading: str
    fields: tuple[FieldChange, ...]

    @property
    def renumbered(self) -> bool:
        """Whether it stands under another number now."""
        return bool(self.old_labels) and bool(self.new_labels) and self.old_labels != self.new_labels

    def field(self, name: str) -> FieldChange | None:
        """A field by its name."""
        return next((one for one in self.fields if one.field == name), None)


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """All items of both versions, kind by kind, in the order of the new version."""

    items: tuple[ItemChange, ...]

    def of_old(self, kind: str, number: int) -> ItemChange | None:
        """What became of an item of the old version."""
        return next((one for one in self.items if one.kind == kind and number in one.old), None)

    def counts(self) -> dict[tuple[str, Fate], int]:
        """How many items of each kind met each fate."""
        return dict(Counter((one.kind, one.fate) for one in self.items))

    @property
    def changed(self) -> tuple[ItemChange, ...]:
        """The items that are not as they were."""
        return tuple(one for one in self.items if one.fate != Fate.UNCHANGED)


def versions(old: PlanDraft, new: PlanDraft) -> VersionChanges:
    """Compare two versions of a plan."""
    found = [one for kind in KINDS for one in _of_kind(items_of(old, kind), items_of(new, kind))]
    return VersionChanges(tuple(_moved_between(found)))


def _of_kind(old: Sequence[Item], new: Sequence[Item]) -> Iterator[ItemChange]:
    for group in grouped(old, new):
        mine, theirs = [old[i] for i in group.old], [new[j] for j in sorted(group.new)]
        fields = tuple(_fields(mine, theirs))
        yield ItemChange(
            (mine or theirs)[0].kind,
            tuple(one.number for one in mine),
            tuple(one.number for one in theirs),
            tuple(one.label for one in mine),
            tuple(one.label for one in theirs),
            _fate(group, fields),
            (theirs or mine)[0].heading,
            fields,
        )


def _fate(group: Group, fields: Sequence[FieldChange]) -> Fate:
    if not group.old or not group.new:
        return Fate.DELETED if group.old else Fate.INSERTED
    if len(group.new) > 1:
        return Fate.SPLIT
    if len(group.old) > 1:
        return Fate.MERGED
    return Fate.CHANGED if any(one.changed for one in fields) else Fate.UNCHANGED


def _fields(old: Sequence[Item], new: Sequence[Item]) -> Iterator[FieldChange]:
    names = list(dict.fromkeys(name for one in (*old, *new) for name, _ in one.fields))
    for name in names:
        first, second = _joined(old, name), _joined(new, name)
        if first or second:
            yield FieldChange(name, first, second, segments(first, second))


def _joined(items: Sequence[Item], name: str) -> str:
    """The field of all items; headings that are the same stand once."""
    texts = [text for one in items for field, text in one.fields if field == name]
    return JOINT.join(texts if name == "text" else dict.fromkeys(text for text in texts if text))


def _moved_between(items: list[ItemChange]) -> list[ItemChange]:
    """Passages struck out of one item and put into another of the same kind are moved, not gone."""
    places = [
        (index, field, at)
        for index, one in enumerate(items)
        for field, change in enumerate(one.fields)
        if change.field == "text"
        for at, segment in enumerate(change.segments)
        if segment.op == Op.INSERT
    ]
    for index, one in enumerate(items):
        for number, change in enumerate(one.fields):
            for at, segment in enumerate(change.segments):
                if segment.op != Op.DELETE or change.field != "text":
                    continue
                for other, field, there in places:
                    target = items[other].fields[field].segments[there]
                    same_kind = items[other].kind == one.kind and other != index
                    if same_kind and target.op == Op.INSERT and is_same(segment.text, target.text):
                        _mark(items, (index, number, at), Op.MOVED_FROM, _path(items[other], new=True))
                        _mark(items, (other, field, there), Op.MOVED_TO, _path(one, new=False))
                        break
    return items


def _path(one: ItemChange, *, new: bool) -> str:
    numbers = one.new if new else one.old
    return path_of(one.kind, numbers[0], "text") if numbers else ""


def _mark(items: list[ItemChange], place: tuple[int, int, int], op: Op, elsewhere: str) -> None:
    index, number, at = place
    change = items[index].fields[number]
    marked = list(change.segments)
    marked[at] = replace(marked[at], op=op, elsewhere=elsewhere)
    fields = list(items[index].fields)
    fields[number] = replace(change, segments=tuple(marked))
    items[index] = replace(items[index], fields=tuple(fields))
