"""Heads of task tables: the usual names of the columns, in any order, in one or two rows or in a line of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.services.extraction import header_words


class Kind(StrEnum):
    """What a column holds. WORK is a text or category column: its content decides which."""

    NUMBER = "number"
    CATEGORY = "category"
    TEXT = "text"
    WORK = "work"
    DEADLINE = "deadline"
    DUTY = "duty"
    LEAD = "lead"
    SUPPORT = "support"
    PERSON = "person"
    TARGET = "target"
    REMARK = "remark"
    OTHER = "other"


_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.NUMBER, header_words.NUMBER),
    (Kind.DEADLINE, header_words.DEADLINE),
    (Kind.SUPPORT, header_words.SUPPORT),
    (Kind.LEAD, header_words.LEAD),
    (Kind.PERSON, header_words.PERSON),
    (Kind.DUTY, header_words.DUTY),
    (Kind.REMARK, header_words.REMARK),
    (Kind.TARGET, header_words.TARGET),
    (Kind.CATEGORY, header_words.CATEGORY),
    (Kind.TEXT, header_words.TEXT),
    (Kind.WORK, header_words.WORK),
)
_LINK = re.compile("(及其?|和|与|、)")
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


@lru_cache(maxsize=1024)
def kind_of(name: str) -> Kind | None:
    """The kind of column that a head (white space removed) names; None if it is no usual name."""
    bare = re.sub(r"[（(](?:单位|注|含)[^（()）]*[）)]$|[*＊:：]$", "", name)
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(bare):
            return kind
    return _kind_of_pair(bare)


def _kind_of_pair(name: str) -> Kind | None:
    """The kind of a head that names two things: 重点任务及工作举措, 责任单位及分工."""
    one, link, two = _LINK.split(name, maxsplit=1) if len(_LINK.findall(name)) == 1 else (name, "", "")
    kinds = {kind_of(one), kind_of(two)} if link else {None}
    if None in kinds:
        return None
    if kinds <= {Kind.TEXT, Kind.WORK, Kind.CATEGORY, Kind.TARGET}:
        return Kind.TARGET if kinds == {Kind.TARGET} else Kind.TEXT
    return kinds.pop() if len(kinds) == 1 else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a task table: its printed name and what it holds."""

    name: str
    kind: Kind


def is_head(names: Sequence[str]) -> bool:
    """Whether the cells of a row (or two rows) are the head of a task table."""
    kinds = [kind for name in names if name and (kind := kind_of(name))]
    given = [name for name in names if name]
    if len(given) < 2 or len(kinds) < 2 or len(kinds) < 0.6 * len(given):
        return False
    found = set(kinds)
    work = found & {Kind.TEXT, Kind.WORK, Kind.CATEGORY, Kind.TARGET}
    duty = found & {Kind.DUTY, Kind.LEAD, Kind.SUPPORT}
    return bool((work and (duty or (Kind.DEADLINE in found))) or (Kind.NUMBER in found and duty))


def settle(columns: Sequence[Column], lengths: Sequence[float]) -> list[Column]:
    """Decide which WORK, TEXT, CATEGORY columns are text and category: the longest cells are the text.

    ``lengths``: mean length of the filled cells of each column. Of the others, the nearest on the left of the text
    (else on its right) is the category.
    """
    wanted = (Kind.WORK, Kind.TEXT, Kind.CATEGORY)
    work = [i for i, c in enumerate(columns) if c.kind in wanted]
    if not work:
        work = [i for i, c in enumerate(columns) if c.kind is Kind.TARGET]
    if not work:
        return list(columns)
    text = _text_column(columns, lengths, work)
    rest = [i for i in work if i != text]
    labelled = [i for i in rest if columns[i].kind is Kind.CATEGORY]
    left = [i for i in (labelled or rest) if i < text]
    category = max(left) if left else (min(rest) if rest else None)
    kinds = {text: Kind.TEXT}
    if category is not None:
        kinds[category] = Kind.CATEGORY
    return [Column(c.name, kinds.get(i, Kind.OTHER if c.kind in wanted else c.kind)) for i, c in enumerate(columns)]


def _text_column(columns: Sequence[Column], lengths: Sequence[float], work: Sequence[int]) -> int:
    """The column with the tasks' texts: the longest cells, a named text column first among near equals."""

    def rank(i: int) -> tuple[float, int]:
        bonus = {Kind.TEXT: 1.3, Kind.WORK: 1.0, Kind.CATEGORY: 0.5}.get(columns[i].kind, 1.0)
        return (lengths[i] + 1) * bonus, i

    return max(work, key=rank)


@lru_cache(maxsize=512)
def split_names(text: str) -> tuple[str, ...]:
    """Cut a head printed in one line (or letter under letter) into the usual names; () if it is no head."""
    if len(text) > 80:
        return ()
    best: list[tuple[str, ...] | None] = [None] * (len(text) + 1)
    best[0] = ()
    for end in range(1, len(text) + 1):
        for name in header_words.NAMES:
            start = end - len(name)
            before = best[start] if start >= 0 else None
            if before is None or not text.endswith(name, 0, end):
                continue
            made = (*before, name)
            known = best[end]
            if known is None or len(made) < len(known):
                best[end] = made
    return best[len(text)] or ()
