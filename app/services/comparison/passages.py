"""What became of the passage that an opinion speaks of: unchanged, partly changed, changed, or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.addresses import Quote, locate, normalise, path_of
from app.services.comparison.version_text import Op, Segment
from app.services.comparison.versions import Fate, FieldChange, ItemChange, VersionChanges

_HALF = 0.5
"""Share of a passage that must have stayed for it to be called partly changed."""
_SHORTEST = 8
"""Characters from which on a passage is looked for in other items than its own."""


class PassageState(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    PARTLY = "partly changed"
    CHANGED = "changed"
    GONE = "gone"


WORDS = {
    PassageState.UNCHANGED: "未修改",
    PassageState.PARTLY: "部分修改",
    PassageState.CHANGED: "已修改",
    PassageState.GONE: "已删除",
}


@dataclass(frozen=True, slots=True)
class PassageFate:
    """What became of a passage, and where it stands in the new version (``path`` "" where it is gone).

    ``start``, ``end``: what stands in its place in the new text of the field; ``now``: that text; ``kept``: the share
    of its characters that stayed, 0..1; ``moved``: it stands in another item, or under another number.
    """

    state: PassageState
    path: str = ""
    start: int = 0
    end: int = 0
    now: str = ""
    kept: float = 0.0
    moved: bool = False

    @property
    def word(self) -> str:
        """The state as the screen says it."""
        return WORDS[self.state]


def passage_fate(changes: VersionChanges, path: str, quote: Quote) -> PassageFate:
    """What became of the passage at an address of the old version. Without a quote: of the whole field or item."""
    kind, number, name = _parts(path)
    item = changes.of_old(kind, number)
    if item is None or not item.new:
        return _elsewhere(changes, item, quote)
    field = item.field(name or "text") or (item.fields[0] if not name and item.fields else None)
    if field is None:
        return PassageFate(PassageState.GONE)
    if not name and not normalise(quote.exact):
        return _of_item(item, field)
    found = locate(field.old, quote) if normalise(quote.exact) else (0, len(field.old))
    if found is None:
        return _elsewhere(changes, item, quote)
    return _within(changes, item, field, found, quote)


def _parts(path: str) -> tuple[str, int, str]:
    kind, _, rest = path.partition("/")
    if kind == "plan":
        return kind, 0, rest
    number, _, field = rest.partition("/")
    return kind, int(number) if number.isdigit() else 0, field


def _of_item(item: ItemChange, field: FieldChange) -> PassageFate:
    state = PassageState.UNCHANGED if item.fate == Fate.UNCHANGED else PassageState.PARTLY
    path = path_of(item.kind, item.new[0])
    return PassageFate(
        state, path, 0, len(field.new), field.new, _kept(field.segments, (0, len(field.old))), item.renumbered
    )


def _within(
    changes: VersionChanges, item: ItemChange, field: FieldChange, found: tuple[int, int], quote: Quote
) -> PassageFate:
    """A passage whose field still is there."""
    exact = field.old[found[0] : found[1]]
    kept = _kept(field.segments, found)
    start, end = _range(field.segments, found)
    whole = locate(field.new, Quote(exact, quote.prefix, quote.suffix)) if exact else (start, end)
    if whole is not None:
        return _made(PassageState.UNCHANGED, item, field, whole, 1.0)
    if kept <= 1 - _HALF and len(normalise(exact)) >= _SHORTEST:
        other = _elsewhere(changes, item, quote)
        if other.state == PassageState.UNCHANGED:
            return other
    if kept >= _HALF:
        return _made(PassageState.PARTLY, item, field, (start, end), kept)
    if normalise(field.new[start:end]):
        return _made(PassageState.CHANGED, item, field, (start, end), kept)
    return PassageFate(PassageState.GONE)


def _made(
    state: PassageState, item: ItemChange, field: FieldChange, found: tuple[int, int], kept: float
) -> PassageFate:
    """The fate with its new address; in split items the one in whose text the passage now stands."""
    number, shift = item.new[0], 0
    if len(item.new) > 1 and field.field == "text":
        pieces = field.new.split("\n")
        for candidate, piece in zip(item.new, pieces, strict=False):
            if found[0] < shift + len(piece) or candidate == item.new[-1]:
                number = candidate
                break
            shift += len(piece) + 1
    start, end = max(0, found[0] - shift), max(0, found[1] - shift)
    path = path_of(item.kind, number, field.field)
    return PassageFate(state, path, start, end, field.new[found[0] : found[1]], kept, item.renumbered)


def _kept(marked: Sequence[Segment], found: tuple[int, int]) -> float:
    """Share of the characters of a range that stayed in the text, moved ones among them."""
    total = stayed = 0
    for one in marked:
        a, b = max(one.old[0], found[0]), min(one.old[1], found[1])
        if a >= b:
            continue
        total += b - a
        stayed += (b - a) * (one.op in {Op.EQUAL, Op.MOVED_FROM})
    return stayed / total if total else 0.0


def _range(marked: Sequence[Segment], found: tuple[int, int]) -> tuple[int, int]:
    """Where what stands in place of a range of the old text stands in the new one."""
    starts: list[int] = []
    ends: list[int] = []
    for one in marked:
        a, b = max(one.old[0], found[0]), min(one.old[1], found[1])
        if one.op == Op.EQUAL and a < b:
            starts.append(one.new[0] + a - one.old[0])
            ends.append(one.new[0] + b - one.old[0])
        elif a < b or (one.op in {Op.INSERT, Op.MOVED_TO} and found[0] < one.old[0] <= found[1]):
            starts.append(one.new[0])
            ends.append(one.new[1])
    return min(starts, default=0), max(ends, default=0)


def _elsewhere(changes: VersionChanges, item: ItemChange | None, quote: Quote) -> PassageFate:
    """A passage that its own item does not hold any more: it may have gone to another one, word for word.

    What stood there before as well (the body that says what the row said) is no move.
    """
    if len(normalise(quote.exact)) >= _SHORTEST:
        for other in changes.items:
            for field in other.fields:
                found = locate(field.new, quote) if other is not item and other.new else None
                if found is not None and locate(field.old, Quote(quote.exact)) is None:
                    made = _made(PassageState.UNCHANGED, other, field, found, 1.0)
                    return PassageFate(made.state, made.path, made.start, made.end, made.now, 1.0, moved=True)
    return PassageFate(PassageState.GONE)
