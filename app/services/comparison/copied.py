"""雷同文字: long runs that two plans have in common once the names of places are taken out.

Looked for only when asked; a run that the plan above has too is passed on, not copied, and says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.services.extraction.regions import Regions

LEAST = 40
"""Characters, punctuation and places aside, from which a run counts as copied."""
_STEP = 8
_GENERAL = (
    r"全[市省县区州国]|我[市省县区州]|本[市省县区州]|各县（市、区）|各县级市（区）|各区县|各市县|市级|省级|县级"
    r"|各县\(市、区\)|各市（县、区）|各区（市、县）"
)
_LEVEL = re.compile(r"(?<=[、，；。（])[市省县区](?=[\u4e00-\u9fff]{2,})|^[市省县区](?=[\u4e00-\u9fff]{2,})")
_MARKS = re.compile(r"[^\w%％.]|_")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a plan: ``plan`` and ``key`` are the caller's."""

    plan: int
    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A common run: passage (by position in the list) and range in its text on either side; ``length`` without marks.

    ``passed_on``: the plan above says it too.
    """

    one: int
    one_range: tuple[int, int]
    other: int
    other_range: tuple[int, int]
    length: int
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class _Bare:
    text: str
    places: tuple[int, ...]
    """Where each character stands in the passage."""


def common_runs(
    passages: Sequence[Passage],
    regions: Mapping[int, str | None],
    above: int | None = None,
    least: int = LEAST,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Run, ...]:
    """All maximal runs of at least ``least`` characters between passages of different plans.

    ``regions``: the place of each plan; ``above``: the plan above, whose own passages are compared like all others;
    ``step`` is told how many passages are done.
    """
    bare = [_strip(one.text, regions.get(one.plan)) for one in passages]
    grams = least - _STEP + 1
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    found: list[Run] = []
    for number, one in enumerate(bare):
        found += _runs_of(number, one, passages, bare, index, least)
        for at in range(0, len(one.text) - grams + 1, _STEP):
            index[one.text[at : at + grams]].append((number, at))
        step(number + 1, len(bare))
    said_above = [bare[number].text for number, one in enumerate(passages) if one.plan == above]
    return tuple(_told(run, passages, bare, said_above, above) for run in _longest(found))


def _runs_of(
    number: int,
    one: _Bare,
    passages: Sequence[Passage],
    bare: Sequence[_Bare],
    index: Mapping[str, list[tuple[int, int]]],
    least: int,
) -> Iterator[Run]:
    """Runs of one passage with those that are in the index."""
    grams = least - _STEP + 1
    ends: dict[tuple[int, int], int] = {}
    for at in range(len(one.text) - grams + 1):
        for other, there in index.get(one.text[at : at + grams], ()):
            if passages[other].plan == passages[number].plan or ends.get((other, at - there), -1) > at:
                continue
            mine, theirs, length = _widen(one.text, at, bare[other].text, there)
            ends[other, at - there] = mine + length
            if length >= least:
                yield Run(other, _range(bare[other], theirs, length), number, _range(one, mine, length), length)


def _widen(one: str, at: int, other: str, there: int) -> tuple[int, int, int]:
    start = 0
    while at - start > 0 and there - start > 0 and one[at - start - 1] == other[there - start - 1]:
        start += 1
    end, most = 0, min(len(one) - at, len(other) - there)
    while end < most and one[at + end] == other[there + end]:
        end += 1
    return at - start, there - start, start + end


def _range(bare: _Bare, start: int, length: int) -> tuple[int, int]:
    return bare.places[start], bare.places[start + length - 1] + 1


def _longest(runs: Sequence[Run]) -> list[Run]:
    """Of runs of the same two passages that overlap, the longest."""
    by_pair: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        by_pair[run.one, run.other].append(run)
    kept = []
    for group in by_pair.values():
        taken: list[Run] = []
        for run in sorted(group, key=lambda one: (-one.length, one.one_range)):
            if not any(_overlap(run.one_range, t.one_range) or _overlap(run.other_range, t.other_range) for t in taken):
                taken.append(run)
        kept += taken
    return sorted(kept, key=lambda run: (run.one, run.other, run.one_range))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _told(
    run: Run, passages: Sequence[Passage], bare: Sequence[_Bare], said_above: Sequence[str], above: int | None
) -> Run:
    """The run, marked where the plan above says it too."""
    if above is None or above in (passages[run.one].plan, passages[run.other].plan):
        return run
    one = bare[run.one]
    start = one.places.index(run.one_range[0])
    words = one.text[start : start + run.length]
    if not any(words in text for text in said_above):
        return run
    return Run(run.one, run.one_range, run.other, run.other_range, run.length, passed_on=True)


@cache
def _places(region: str | None) -> re.Pattern[str]:
    words = []
    if region:
        known = Regions.shipped().named(region)
        province = Regions.shipped().province_of(region)
        near = Regions.shipped().named(province)
        short = known.short if known else region.rstrip("省市县区州盟旗")
        words = [region, short, *((near.name, near.short) if near else ())]
    named = [re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 1]
    return re.compile("|".join([*named, _GENERAL]))


def _strip(text: str, region: str | None) -> _Bare:
    """A text without places, marks and white space, and where its characters stood."""
    gone = [False] * len(text)
    for pattern in (_places(region), _LEVEL, _MARKS):
        for match in pattern.finditer(text):
            gone[match.start() : match.end()] = [True] * (match.end() - match.start())
    places = tuple(at for at, out in enumerate(gone) if not out)
    return _Bare("".join(text[at] for at in places), places)
