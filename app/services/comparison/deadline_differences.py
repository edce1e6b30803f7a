"""Differences of deadlines: the column, and the years that stand in the text of corresponding clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.services.comparison.commitments import Matched, Pair
from app.services.comparison.dates import Due, due_dates
from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.items import ComparedItem
from app.services.comparison.sentences import Span, sentences
from app.services.comparison.wording import Sides, brief

Ranges = Sequence[tuple[int, int]]

_LOOSE, _SURE = 0.5, 0.74
"""How alike two clauses must be for one date to be told, and for two to be weighed."""
_DATED = re.compile(r"20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_FIGURE = re.compile(r"\d")


def deadline_differences(
    left: ComparedItem, right: ComparedItem, match: Matched, sides: Sides, figures: tuple[Ranges, Ranges] = ((), ())
) -> tuple[Difference, ...]:
    """First clause by clause, then the columns. ``figures``: ranges of either text whose years figures speak of."""
    in_text = [one for pair in match.pairs for one in _of_clauses(pair, left, right, sides, figures)]
    return (*in_text, *_of_columns(left, right, sides, bool(in_text)))


def _touches(span: Span, ranges: Ranges) -> bool:
    return any(a < span.end and span.start < b for a, b in ranges)


def _dues(text: str, start: int, end: int) -> list[Due]:
    """The dates of a clause; else the one that opens its sentence (到2025年，…), which governs it too."""
    own = [one for one in due_dates(text) if start <= one.start < end]
    if own:
        return own
    sentence = next((one for one in sentences(text) if one.start <= start < one.end), None)
    if sentence is None:
        return []
    before = [one for one in due_dates(text) if sentence.start <= one.start < start]
    return [one for one in before if text[one.end : one.end + 1] in {"，", ","}][-1:]


def _of_clauses(
    pair: Pair, left: ComparedItem, right: ComparedItem, sides: Sides, figures: tuple[Ranges, Ranges]
) -> Iterator[Difference]:
    """Dates of two clauses that say the same; where a clause has a figure, its year belongs to the figure."""
    if pair.score < _LOOSE or _touches(pair.left, figures[0]) or _touches(pair.right, figures[1]):
        return
    mine, theirs = _dues(left.text, pair.left.start, pair.left.end), _dues(right.text, pair.right.start, pair.right.end)
    one, other = (max((due.day for due in dues), default=None) for dues in (mine, theirs))
    if one == other or (one is None and _column(left)) or (other is None and _column(right)):
        return
    if not _of_one_thing(pair, one is not None and other is not None):
        return
    what = brief(pair.left.text if one else pair.right.text)
    said = [due[-1].text if due else "" for due in (mine, theirs)]
    side = _stricter(one, other)
    yield Difference(
        DifferenceKind.DEADLINE,
        side,
        f"“{what}”：{_told(said, sides.names)}{_judged(one, other, sides.names)}。",
        _marks(mine),
        _marks(theirs),
    )


def _of_one_thing(pair: Pair, both: bool) -> bool:
    """Whether two clauses are surely of one thing: two dates need likeness, one date a clause without other figures."""
    if both:
        return pair.score >= _SURE
    return not any(_FIGURE.search(_DATED.sub("", span.text)) for span in (pair.left, pair.right))


def _marks(dues: list[Due]) -> tuple[Mark, ...]:
    return tuple(("text", due.start, due.end) for due in dues)


def _column(item: ComparedItem) -> date | None:
    return date.fromisoformat(item.deadline.date) if item.deadline.date else None


def _stricter(one: date | None, other: date | None) -> Side:
    if one is None or other is None:
        return Side.RIGHT if one is None else Side.LEFT
    return Side.LEFT if one < other else Side.RIGHT


def _told(said: list[str], names: tuple[str, str]) -> str:
    pairs = zip(said, names, strict=True)
    return "，".join(f"{name}时限为“{words}”" if words else f"{name}未写时限" for words, name in pairs)


def _judged(one: date | None, other: date | None, names: tuple[str, str]) -> str:
    if one is None or other is None:
        return ""
    early, late = names if one < other else (names[1], names[0])
    return f"，{early}早于{late}"


def _of_columns(left: ComparedItem, right: ComparedItem, sides: Sides, told: bool) -> Iterator[Difference]:
    """The deadlines of the items as wholes. ``told``: the clauses have said already that dates differ."""
    if "measure" in {left.kind, right.kind}:
        return  # measures have no column
    kinds = (_kind(left), _kind(right))
    one, other = _column(left), _column(right)
    if kinds[0] == kinds[1] and one == other:
        return
    if (one is None or other is None) and (told or _said_in_text(left, right, one, other)):
        return
    marks = [(("deadline_raw", 0, len(one.deadline_raw)),) if one.deadline_raw else () for one in (left, right)]
    parts = zip((left, right), kinds, sides.names, strict=True)
    words = "，".join(_worded(item, kind, name) for item, kind, name in parts)
    side, minor = _weighed(kinds, one, other)
    judged = _judged(one, other, sides.names)
    yield Difference(DifferenceKind.DEADLINE, side, f"完成时限：{words}{judged}。", marks[0], marks[1], minor=minor)


def _kind(item: ComparedItem) -> str:
    if item.deadline.kind == "by_date" and item.deadline.date:
        return "by_date"
    if item.deadline_raw is None:
        return "absent"
    return item.deadline.kind if item.deadline.kind in {"ongoing", "asap"} else "none"


def _said_in_text(left: ComparedItem, right: ComparedItem, one: date | None, other: date | None) -> bool:
    """Whether the side without a date in its column gives the same date in its text."""
    if one is not None and other is None:
        return one in {due.day for due in due_dates(right.text)}
    if other is not None and one is None:
        return other in {due.day for due in due_dates(left.text)}
    return False


_SOFT = frozenset({"ongoing", "none", "absent"})


def _weighed(kinds: tuple[str, str], one: date | None, other: date | None) -> tuple[Side, bool]:
    """Which deadline is firmer, and whether that matters: 持续推进 beside no column at all does not."""
    if one is not None and other is not None:
        return _stricter(one, other), False
    if one is None and other is None:
        return (Side.SAME, True) if set(kinds) <= _SOFT else (Side.OPEN, False)
    soft = kinds[1] if one is not None else kinds[0]
    return (Side.OPEN if soft == "ongoing" else _stricter(one, other)), False


def _worded(item: ComparedItem, kind: str, name: str) -> str:
    if kind in {"absent", "none"} and not (item.deadline_raw or "").strip("-—－/ "):
        dates = list(dict.fromkeys(due.text for due in due_dates(item.text)))
        return f"{name}未列完成时限" + (f"（文中写有“{'、'.join(dates)}”）" if dates else "")
    return f"{name}为“{item.deadline_raw}”"
