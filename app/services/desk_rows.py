"""Frozen rows of the proof-reading desk and of a batch import: what services give to windows.

An item of the desk is the front matter (``plan``), a chapter, a measure, a task, or a figure of a target table
(``target``). Rows that a person split off or added bear numbers of their own far above the printed ones
(services.row_numbers): show ``label``, never the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from app.services.rows import DoubtRow, ItemRef, PlaceRow

CONFLICT_WORDS = "两处不一致，待确认"
KIND_NAMES = {"plan": "封面信息", "chapter": "部分", "measure": "措施", "task": "任务", "target": "指标"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One body's duty as it is edited: ``role`` lead, joint, sole, support or implement; the order is the list's.

    ``agency`` may stay empty: then it is looked up by ``as_written``. ``known``: the lexicon knows the name.
    """

    as_written: str
    role: str
    agency: str = ""
    role_raw: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as it is edited; ``number`` addresses it (``ItemRef(version, "target", number)``), 0: a new one."""

    name: str
    comparator: str
    value: float
    unit: str
    value_high: float | None = None
    baseline_year: int | None = None
    year: int | None = None
    quote: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineValue:
    """What was read from the words of a deadline: kind ongoing, by_date, asap or none."""

    kind: str
    date: str | None = None


Value: TypeAlias = "str | int | DeadlineValue | Figure | tuple[Duty, ...] | None"


@dataclass(frozen=True, slots=True)
class DeskOption:
    """One of two values that wait for a person; ``key`` is what ``settle`` wants, "" keeps what was extracted."""

    key: str
    value: Value
    words: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class DeskField:
    """A field that can be edited: ``correct(field.ref, field.key, value)``.

    ``kind`` says how: ``line`` or ``text`` (str), ``date`` (ISO str or None), ``category`` (str), ``measure`` (number
    or None), ``deadline`` (the words; ``read`` tells what they mean), ``cell`` (a responsibility cell, str),
    ``duties`` (tuple of Duty), ``figure`` (a Figure; its ``ref`` is the target's). ``by``/``at``: who corrected it
    last; ``checked``: confirmed by a person, alone or with the item. ``options``: two corrections that disagree
    (then ``value`` is the extracted one).
    """

    ref: ItemRef
    key: str
    name: str
    kind: str
    extracted: Value
    value: Value
    read: DeadlineValue | None = None
    by: str = ""
    at: str = ""
    corrected: bool = False
    checked: bool = False
    doubts: tuple[str, ...] = ()
    options: tuple[DeskOption, ...] = ()

    @property
    def conflicted(self) -> bool:
        """Whether two corrections disagree (两处不一致，待确认)."""
        return len(self.options) > 0


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One row of the desk. ``title`` is the item's title or the opening of its text.

    ``checked_at`` is an ISO time, "" until a person confirmed the item. ``corrected``: at least one field of it was
    corrected. ``made``: split off or added by a person. ``conflict``: two corrections of a field disagree.
    ``doubts`` include those of the item's targets. ``order``: its place in the document, whatever stands first.
    """

    ref: ItemRef
    kind: str
    label: str
    title: str
    doubts: tuple[DoubtRow, ...] = ()
    checked_by: str = ""
    checked_at: str = ""
    corrected: bool = False
    conflict: bool = False
    made: bool = False
    places: tuple[PlaceRow, ...] = ()
    order: int = 0

    @property
    def checked(self) -> bool:
        """Whether a person confirmed it."""
        return self.checked_at != ""

    @property
    def doubtful(self) -> bool:
        """Whether it comes first: open doubts, or corrections that disagree."""
        return bool(self.doubts) or self.conflict


@dataclass(frozen=True, slots=True)
class RemainderRow:
    """Text of the source that found no field. ``checked``: a person confirmed that it belongs to none."""

    version: int
    position: int
    text: str
    places: tuple[PlaceRow, ...] = ()
    checked: bool = False


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two corrections that disagree; ``settle(conflict, option.key)`` ends it. ``label`` names item and field."""

    entity: str
    ref: ItemRef
    key: str
    label: str
    extracted: Value
    options: tuple[DeskOption, ...]


@dataclass(frozen=True, slots=True)
class ProofState:
    """How far the proof-reading of a version is: ``checked`` of ``total`` items, open doubts, open disagreements."""

    checked: int
    total: int
    doubts: int
    conflicts: int = 0

    @property
    def complete(self) -> bool:
        """Whether papers may leave out 含未经人工校对内容."""
        return self.total > 0 and self.checked >= self.total and not self.conflicts


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What a name stands for when a person adds it to the workspace's lexicon; empty parts are found by rule.

    ``agency`` the functional name without place, ``level`` 国家, 省, 市, 县, ``kind`` one of FORMS.md (政府部门 …).
    """

    agency: str = ""
    level: str = ""
    region: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a table of a source without pages; 0-based row and column."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table as read; ``number`` is what a place's ``table`` says."""

    number: int
    rows: int
    columns: int
    cells: tuple[FlowCell, ...]


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line outside of tables; ``number`` is what a place's ``line`` says. ``region``: header, footer, contents …"""

    number: int
    text: str
    bold: bool = False
    region: str = ""


@dataclass(frozen=True, slots=True)
class SourceFlow:
    """A source without pages as it was read: lines and tables in their order."""

    kind: str
    blocks: tuple[FlowLine | FlowTable, ...] = ()


WAITING, READING, DONE, DOUBTFUL, THERE, FAILED = "waiting", "reading", "done", "doubtful", "already_there", "failed"
BATCH_WORDS = {
    WAITING: "等待",
    READING: "读取中",
    DONE: "已导入",
    DOUBTFUL: "已导入，有存疑",
    THERE: "此前已导入",
    FAILED: "未导入",
}


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One file of a batch import; ``reason`` says why it failed, ``what`` the step it is at."""

    path: str
    name: str
    state: str = WAITING
    title: str = ""
    version: int | None = None
    measures: int = 0
    tasks: int = 0
    targets: int = 0
    doubts: int = 0
    reason: str = ""
    what: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchSnapshot:
    """A batch import at one moment."""

    items: tuple[BatchItem, ...] = ()
    running: bool = False
    cancelled: bool = False

    def count(self, *states: str) -> int:
        """How many files are in one of these states."""
        return sum(item.state in states for item in self.items)

    @property
    def done(self) -> tuple[BatchItem, ...]:
        """The files that are through, as far as none before them is still under way: in the order of the list."""
        through = []
        for item in self.items:
            if item.state in (WAITING, READING):
                break
            through.append(item)
        return tuple(through)

    @property
    def finished(self) -> int:
        """How many files are through, failed ones included."""
        return self.count(DONE, DOUBTFUL, THERE, FAILED)


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One of several plans in a file: ``key`` is handed back to the reading."""

    key: int
    title: str
    words: str = ""
