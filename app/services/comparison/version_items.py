"""Which chapter, measure or task of a new version is which of the old one: renumbered, split, merged, put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from app.services.comparison.commitments import commitments
from app.services.comparison.wording import core
from app.services.extraction.draft import ChapterDraft, MeasureDraft, PlanDraft, TaskDraft

ALIKE = 0.5
"""How alike two items must be to be one item in two versions, 0..1."""
_SAME_HEADING = 0.3
"""The same where heading and number are equal as well."""
_PART = 0.6
"""Share of an item's commitments that must stand in another for it to have been cut out of it or put into it."""
_SHORTEST = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A chapter, measure or task with the texts that are compared."""

    kind: str
    number: int
    label: str
    heading: str
    text: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together: indices of the old and of the new ones."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def items_of(draft: PlanDraft, kind: str) -> tuple[Item, ...]:
    """The items of a kind in the order of the document; the head of the plan is one of kind plan."""
    if kind == "plan":
        head = draft.plan
        fields = (("title", head.title), ("preamble", head.preamble))
        return (Item("plan", 0, "", head.title, head.preamble, fields),)
    if kind == "chapter":
        return tuple(_chapter(one) for one in draft.chapters)
    if kind == "measure":
        return tuple(_measure(one) for one in draft.measures)
    return tuple(_task(one) for one in draft.tasks)


def _chapter(one: ChapterDraft) -> Item:
    fields = (("title", one.title), ("text", one.text))
    return Item("chapter", one.number, one.label or str(one.number), one.title, one.text, fields)


def _measure(one: MeasureDraft) -> Item:
    fields = (("title", one.title), ("text", one.text))
    return Item("measure", one.number, one.label or str(one.number), one.title, one.text, fields)


def _task(one: TaskDraft) -> Item:
    columns = tuple((f"responsibility:{head}", cell) for head, cell in one.responsibility_columns)
    fields = (
        ("category", one.category),
        ("text", one.text),
        ("deadline_raw", one.deadline_raw or ""),
        ("responsibility_raw", one.responsibility_raw or ""),
        *columns,
        ("remark", one.remark or ""),
    )
    return Item("task", one.number, one.label or str(one.number), one.category, one.text, fields)


def grouped(old: Sequence[Item], new: Sequence[Item]) -> tuple[Group, ...]:
    """All items in groups, in the order of the new version; what was struck out stands in its old place."""
    pairs = _paired(old, new)
    groups = {j: Group((i,), (j,)) for i, j in pairs}
    left = [i for i in range(len(old)) if i not in {i for i, _ in pairs}]
    added = [j for j in range(len(new)) if j not in groups]
    by_old = dict(pairs)
    for j in added:
        i = _whole_of(new[j], old, [(k, new[by_old[k]]) for k in by_old])
        if i is None:
            groups[j] = Group((), (j,))
        else:
            home = by_old[i]
            groups[home] = Group(groups[home].old, (*groups[home].new, j))
    gone: list[int] = []
    for i in left:
        whole = _whole_of(old[i], new, [(k, old[groups[k].old[0]]) for k in groups if groups[k].old])
        if whole is None:
            gone.append(i)
        else:
            groups[whole] = Group((*groups[whole].old, i), groups[whole].new)
    return _ordered([*groups.values(), *(Group((i,), ()) for i in gone)])


def _paired(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """The likest first; equal items in their order."""
    scored = []
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            score = _likeness(one, other)
            if score:
                scored.append((-score, abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return pairs


def _likeness(one: Item, other: Item) -> float:
    """How alike two items are, 0 where too little; an equal heading and number speak for it."""
    if one.kind == "plan":
        return 1.0
    score = _text_likeness(one, other)
    same = bool(one.heading) and core(one.heading) == core(other.heading)
    needed = _SAME_HEADING if same and one.label == other.label else ALIKE
    if one.kind == "chapter" and same:
        return 1.0 + score
    return score + 0.01 * same if score >= needed else 0.0


def _text_likeness(one: Item, other: Item) -> float:
    first, second = core(one.text), core(other.text)
    if not first or not second:
        return ratio(core(one.heading), core(other.heading)) / 100 if first == second else 0.0
    return ratio(first, second) / 100


def _whole_of(part: Item, wholes: Sequence[Item], known: Sequence[tuple[int, Item]]) -> int | None:
    """The item that a leftover was cut out of (or put into), of which its counterpart does not say that part.

    ``known``: indices of ``wholes`` with the counterpart of each.
    """
    texts = [text for one in commitments(part.text) if len(text := core(one.text)) >= _SHORTEST]
    total = sum(map(len, texts))
    best: tuple[float, int] | None = None
    for index, counterpart in known:
        whole, kept = core(wholes[index].text), core(counterpart.text)
        share = sum(len(one) for one in texts if one in whole and one not in kept) / total if total else 0.0
        if share >= _PART and (best is None or share > best[0]):
            best = (share, index)
    return best[1] if best else None


def _ordered(groups: Sequence[Group]) -> tuple[Group, ...]:
    """By the new version; what is gone behind the last one that stood before it in the old version."""
    placed = sorted((one for one in groups if one.new), key=lambda group: min(group.new))
    for group in sorted((one for one in groups if not one.new), key=lambda one: one.old):
        before = [index for index, one in enumerate(placed) if one.old and min(one.old) < group.old[0]]
        nearest = max(before, key=lambda index: min(placed[index].old), default=-1)
        placed.insert(nearest + 1, group)
    return tuple(placed)
