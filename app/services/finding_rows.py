"""Frozen rows of the checks: suspected problems with their passages, rules, counts, the reference date.

Frozen for windows and papers; ``state`` is one of STATES. A machine list carries NOTE wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.services.rows import ItemRef, PlaceRow

NOTE = "程序自动比对，仅供参考，以人工审核为准。"

OPEN, TO_REMARK, SET_ASIDE = "待处理", "转为意见", "不作问题"
STATES = (OPEN, TO_REMARK, SET_ASIDE)

SEVERITIES = ("重大", "一般", "文字性", "提示")
HINT = "提示"

MARK_KINDS = ("differs", "missing", "number", "word")
"""differs: characters that differ from the other passage; missing: a clause the other does not have;
number: a figure, year or agency that differs; word: what the rule stands on."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage. ``marks``: (start, end, kind) in ``text``; ``cite`` how official papers name the place.

    ``place`` is the first place of the item, ``places`` all of them.
    """

    ref: ItemRef
    field: str
    text: str
    marks: tuple[tuple[int, int, str], ...]
    place: PlaceRow | None
    places: tuple[PlaceRow, ...] = ()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A suspected problem. ``rule`` is its number ("1.1"); ``chapter`` that of the first passage, None: the plan's.

    ``reason`` why it was set aside; ``remark`` the entity of the opinion it became; ``wording`` the opinion's
    text as it would be written; ``conflicted``: two reviewers judged it differently.
    """

    fingerprint: str
    rule: str
    title: str
    severity: str
    explanation: str
    passages: tuple[PassageRow, ...]
    state: str = OPEN
    reason: str = ""
    remark: str = ""
    chapter: int | None = None
    chapter_title: str = ""
    false_alarm: str = ""
    wording: str = ""
    judge: str = ""
    conflicted: bool = False


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule. ``count``: its findings in the workspace (or one version), ``set_aside`` those judged 不作问题."""

    number: str
    title: str
    severity: str
    count: int
    set_aside: int
    enabled: bool
    to_remark: int = 0
    group: str = ""
    false_alarm: str = ""


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """Counts of one version for the library. Hints never count as problems."""

    problems: int = 0
    hints: int = 0
    to_remark: int = 0
    set_aside: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """The date at which deadlines are judged: ``chosen`` by a person, else the plan's own, else none (ask).

    ``source``: 拟印发日期 (chosen), 印发日期 (printed), "" (unknown: deadlines are not compared with any date).
    """

    date: str | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class WordList:
    """A list that rules use: shipped words, and what this workspace added or took away."""

    key: str
    title: str
    words: tuple[str, ...]
    added: tuple[str, ...] = field(default=())
    removed: tuple[str, ...] = field(default=())
