"""Two versions of a text as one marked text: what stayed, what was put in, struck out, or moved, by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.services.addresses import normalise
from app.services.comparison.changes import changed_spans

_GAP = 3
"""Equal characters between two changes that are too few to be read as text that stayed."""
_LEAST_MOVED = 8
"""Characters, punctuation aside, from which on a struck out and put in passage is a moved one."""


class Op(StrEnum):
    """What happened to a stretch of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with its range in either text (an empty range where it does not stand).

    ``elsewhere``: for moved text the path of the item it went to or came from, "" within the same text.
    """

    op: Op
    text: str
    old: tuple[int, int]
    new: tuple[int, int]
    elsewhere: str = ""


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The marked text: struck out stands before what replaced it; moved passages are told."""
    return _with_moves(tuple(_plain(old, new)))


def _plain(old: str, new: str) -> Iterator[Segment]:
    at = (0, 0)
    for (a, b), (c, d) in _joined(old, new):
        if at[0] < a or at[1] < c:
            yield Segment(Op.EQUAL, new[at[1] : c], (at[0], a), (at[1], c))
        if a < b:
            yield Segment(Op.DELETE, old[a:b], (a, b), (c, c))
        if c < d:
            yield Segment(Op.INSERT, new[c:d], (b, b), (c, d))
        at = (b, d)
    if at[0] < len(old) or at[1] < len(new):
        yield Segment(Op.EQUAL, new[at[1] :], (at[0], len(old)), (at[1], len(new)))


Ranges = tuple[tuple[int, int], tuple[int, int]]


def _joined(old: str, new: str) -> list[Ranges]:
    """The changed ranges; those with only a sign or two between them are one, unless they only add or only strike."""
    found: list[Ranges] = []
    for one, other in _even(old, new):
        if found and one[0] - found[-1][0][1] < _GAP and _replaces(found[-1], (one, other)):
            last = found.pop()
            one, other = (last[0][0], one[1]), (last[1][0], other[1])
        found.append((one, other))
    return found


def _even(old: str, new: str) -> Iterator[Ranges]:
    """The changed ranges with equal text between them: a figure taken whole on one side takes what it needs."""
    at = (0, 0)
    ends = [*((change.one, change.other) for change in changed_spans(old, new)), ((len(old),) * 2, (len(new),) * 2)]
    pending: Ranges | None = None
    for (a, b), (c, d) in ends:
        first, second = old[at[0] : a], new[at[1] : c]
        if first != second:
            same = _common_end(first, second)
            start = (pending[0][0], pending[1][0]) if pending else at
            pending = (start[0], a - same), (start[1], c - same)
        if pending is not None:
            yield pending
        pending = ((a, b), (c, d)) if a < b or c < d else None
        at = (b, d)
    if pending is not None:
        yield pending


def _common_end(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _replaces(*changes: Ranges) -> bool:
    """Whether changes taken together both strike out and put in."""
    return any(a < b for (a, b), _ in changes) and any(c < d for _, (c, d) in changes)


def _with_moves(found: Sequence[Segment]) -> tuple[Segment, ...]:
    """Mark what was struck out here and put in there as moved."""
    marked = list(found)
    for index, one in enumerate(marked):
        if one.op != Op.DELETE or len(normalise(one.text)) < _LEAST_MOVED:
            continue
        for other, two in enumerate(marked):
            if two.op == Op.INSERT and is_same(one.text, two.text):
                marked[index] = replace(one, op=Op.MOVED_FROM)
                marked[other] = replace(two, op=Op.MOVED_TO)
                break
    return tuple(marked)


def is_same(one: str, other: str) -> bool:
    """Whether two passages are one that was moved: long enough, equal but for the signs at their ends."""
    first, second = (normalise(text).strip("，。；、：") for text in (one, other))
    return len(first) >= _LEAST_MOVED and first == second
