"""What differs between two passages that say the same: figures and years, lists, words of scope, single words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio, ratio

from app.services.comparison.sentences import Span, clauses

NUMBER, LIST, SCOPE, WORD = "number", "list", "scope", "word"

Mark = tuple[int, int, str]
"""Start, end, kind (differs, missing, number, word) in a text."""

_FIGURE = re.compile(r"\d[\d.,]*(?:[万亿]|%|％)?")
_ITEMS = re.compile(r"[、和及与等或，；。]")
_NOISE = re.compile(
    r"[的了在对把将等并和与及或，、：:；;。\s“”‘’\"'（）()《》\-—底末前]|全市|我市|本市|建设|实施|开展|进行|达到|达|工作"
)
_VERB = 2
"""Characters at the head of a clause that are its verb."""
_COMMON = 0.4
"""Share of items that two lists must have in common to be one list."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its kind, and its range in either text (an empty range where it is missing)."""

    kind: str
    one: tuple[int, int]
    other: tuple[int, int]
    words: tuple[str, str] = ("", "")


def changed_spans(one: str, other: str) -> list[Change]:
    """The changed stretches of two texts, figures taken whole, what touches joined; the same from either side."""
    if (len(other), other) < (len(one), one):  # which of equally long common texts is found depends on the order
        return [Change(c.kind, c.other, c.one, c.words[::-1]) for c in changed_spans(other, one)]
    figures = ([m.span() for m in _FIGURE.finditer(one)], [m.span() for m in _FIGURE.finditer(other)])
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for op in Indel.opcodes(one, other):
        if op.tag == "equal":
            continue
        left = _whole((op.src_start, op.src_end), figures[0])
        right = _whole((op.dest_start, op.dest_end), figures[1])
        if found and (found[-1][0][1] >= left[0] and found[-1][1][1] >= right[0]):
            last = found.pop()
            left = (last[0][0], max(left[1], last[0][1]))
            right = (last[1][0], max(right[1], last[1][1]))
        found.append((left, right))
    return [Change("", left, right, (one[slice(*left)], other[slice(*right)])) for left, right in found]


def _whole(span: tuple[int, int], figures: list[tuple[int, int]]) -> tuple[int, int]:
    """Widen a range to the figures that it cuts; an empty one that stands inside a figure too."""
    start, end = span
    for first, last in figures:
        if (first < end and start < last) or (start == end and first < start < last):
            start, end = min(start, first), max(end, last)
    return start, end


def marks(one: str, other: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The differences of two texts by character, as marks of either."""
    spans = changed_spans(one, other)
    first = tuple((*c.one, "differs") for c in spans if c.one[0] < c.one[1])
    second = tuple((*c.other, "differs") for c in spans if c.other[0] < c.other[1])
    return first, second


def figures_changed(one: str, other: str) -> list[Change]:
    """Figures and years that stand in the same place of both texts with another value."""
    return [
        Change(NUMBER, c.one, c.other, c.words)
        for c in changed_spans(one, other)
        if _DIGIT.search(c.words[0]) and _DIGIT.search(c.words[1]) and _value(c.words[0]) != _value(c.words[1])
    ]


def _value(words: str) -> list[str]:
    return [m.group().replace("％", "%").replace(",", "") for m in _FIGURE.finditer(words)]


@dataclass(frozen=True, slots=True)
class ListChange:
    """Items of a list that stand on one side only."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def lists_changed(one: str, other: str, *, least: int = 2) -> ListChange | None:
    """Items that only one of two lists names, where at least ``least`` items are common to both."""
    first, second = _list_of(one), _list_of(other)
    if first is None or second is None:
        return None
    common = [item for item in first if item in second]
    if len(common) < least or len(common) < _COMMON * len({*first, *second}):
        return None
    gone = tuple(item for item in first if item not in second and not _alike(item, second))
    new = tuple(item for item in second if item not in first and not _alike(item, first))
    return ListChange(gone, new) if gone or new else None


def _list_of(text: str) -> list[str] | None:
    """The items of the longest run joined by 、; what stands before the first and behind the last is cut loosely."""
    runs = re.findall(r"[^，；。：、]+(?:、[^，；。：、]+)+", text)
    if not runs:
        return None
    run = max(runs, key=lambda r: r.count("、"))
    items = [item for item in _ITEMS.split(run) if item]
    return items if len(items) > 2 else None


def _alike(item: str, others: list[str]) -> bool:
    """Whether an item is only another wording of one there, or joined to what stands around the list."""
    return len(item) > 8 or any(item in one or one in item or partial_ratio(item, one) >= 75 for one in others)


def scope_changed(one: str, other: str, words: tuple[str, ...]) -> list[Change]:
    """Words that widen or narrow what is meant, standing in one text only."""
    found = []
    for change in changed_spans(one, other):
        left, right = change.words
        mine = {word for word in words if word in left}
        theirs = {word for word in words if word in right}
        if mine != theirs and not _DIGIT.search(left + right):
            found.append(Change(SCOPE, change.one, change.other, change.words))
    return found


def word_changed(one: str, other: str, longest: int, least: float) -> list[Change]:
    """One short word put for another in texts that are otherwise alike (``least`` 0..100)."""
    found: list[Change] = []
    if ratio(one, other) < least:
        return found
    for change in changed_spans(one, other):
        if change.one[0] < _VERB:
            continue  # another verb: a matter of firmness, not of terms
        left, right = (_NOISE.sub("", word) for word in change.words)
        if not left or not right or _DIGIT.search(left + right):
            continue
        if len(left) <= longest and len(right) <= longest and abs(len(left) - len(right)) <= 1:
            found.append(Change(WORD, change.one, change.other, change.words))
    return found


def clause_pairs(one: str, other: str, least: float) -> list[tuple[Span, Span, float]]:
    """The clauses of one text, each with the one of the other that is most like it (differing, but alike)."""
    found = []
    theirs = clauses(other)
    for mine in clauses(one):
        if len(mine.text) < 6:
            continue
        best = max(((ratio(mine.text, span.text) / 100, -index) for index, span in enumerate(theirs)), default=None)
        if best is not None and least <= best[0] < 1.0:
            found.append((mine, theirs[-best[1]], best[0]))
    return found


def shifted(change_range: tuple[int, int], by: int, kind: str) -> Mark:
    """A range inside a clause as a mark of the whole text."""
    return change_range[0] + by, change_range[1] + by, kind


def is_rising(numbers: list[int]) -> bool:
    """Whether numbers go up one by one."""
    return all(after == before + 1 for before, after in pairwise(numbers))
