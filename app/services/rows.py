"""Frozen rows: what services give to windows, reports and the command line instead of ORM objects."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLE_SIGNS = {"lead": "●", "joint": "◎", "sole": "■", "support": "○", "implement": "▲"}
ROLE_WORDS = {"lead": "牵头", "joint": "分工负责", "sole": "负责", "support": "配合", "implement": "落实"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the library has selected: nothing (all plans), a version, a chapter or a measure of it."""

    version: int | None = None
    chapter: int | None = None
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRef:
    """One item anywhere: database id of its version, kind (plan, chapter, measure, task) and number."""

    version: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A node of the library tree; ``ref`` kind is plan, chapter or measure. ``findings``: open problems there.

    ``checked`` of ``total`` items of a plan were proof-read; 0 of 0 for its parts.
    """

    ref: ItemRef
    title: str
    label: str
    tasks: int
    remarks: int
    doubts: int = 0
    children: tuple[PlanNode, ...] = ()
    findings: int = 0
    checked: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One line of ``list`` and the head of a plan's pages. ``number`` counts plans in official order, 1-based.

    ``checked`` of ``total`` items of the desk were confirmed by a person; ``conflicts`` corrections disagree.
    """

    number: int
    version: int
    plan_uuid: str
    version_id: str
    title: str
    region: str | None
    document_number: str | None
    issuing_body: str | None
    issue_date: str | None
    stage: str | None
    chapters: int
    measures: int
    tasks: int
    targets: int
    remarks: int
    doubts: int
    source_name: str
    source_kind: str
    pages: int
    warnings: tuple[str, ...] = ()
    secrecy: str | None = None
    checked: int = 0
    total: int = 0
    conflicts: int = 0

    @property
    def proofed(self) -> bool:
        """Whether a person has checked everything, so that papers need not say 含未经人工校对内容."""
        return 0 < self.total <= self.checked and not self.conflicts


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One body's duty. ``display`` is the body's full name with its place; ``inherited``: ▲ from a blanket clause."""

    agency_id: int
    agency: str
    display: str
    as_written: str
    role: str
    role_raw: str
    position: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A figure to be reached; ``phrase`` is its short official wording, e.g. 到2025年 ≥95%; ``number`` addresses it."""

    name: str
    phrase: str
    comparator: str
    value: float
    value_high: float | None
    unit: str
    baseline_year: int | None
    year: int | None
    quote: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where an item stands: page (1-based in the file) with box in points, or its flow position."""

    page: int | None
    printed_page: str | None
    box: tuple[float, float, float, float] | None
    flow: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Why a field may be wrong, with a Chinese sentence for the screen."""

    field: str
    reason: str
    score: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with all a grid row, a card or a report line needs. ``findings``: problems that wait, in grids only."""

    ref: ItemRef
    number: int
    label: str
    category: str
    category_source: str
    chapter: int | None
    measure: int | None
    measure_title: str
    text: str
    deadline_raw: str | None
    deadline_kind: str
    deadline_date: str | None
    responsibility_raw: str | None
    et_al: bool
    blanket: str | None
    remark: str | None
    assignments: tuple[AssignmentRow, ...]
    targets: tuple[TargetRow, ...]
    places: tuple[PlaceRow, ...]
    doubts: tuple[DoubtRow, ...]
    remarks: int
    parent: int | None = None
    plan_title: str = ""
    remark_states: tuple[str, ...] = ()
    findings: int = 0


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """An opinion as it stands now; ``conflicted`` where two heads wait for a person."""

    entity: str
    ref: ItemRef
    path: str
    text: str
    severity: str
    state: str
    author: str
    author_name: str
    time: str
    quote: str
    conflicted: bool = False


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its tasks, for reading and for reports."""

    ref: ItemRef
    number: int
    label: str
    title: str
    text: str
    tasks: tuple[TaskRow, ...]
    targets: tuple[TargetRow, ...]
    remarks: int
    places: tuple[PlaceRow, ...] = ()
    doubts: tuple[DoubtRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter with its measures. ``tasks`` are those of the chapter that belong to no measure."""

    ref: ItemRef
    number: int
    label: str
    title: str
    text: str
    measures: tuple[MeasureRow, ...]
    tasks: tuple[TaskRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    remarks: int = 0
    places: tuple[PlaceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanText:
    """A whole version as set text. ``loose_tasks``: those that belong to no chapter."""

    summary: PlanSummary
    preamble: str
    notice: str | None
    chapters: tuple[ChapterRow, ...]
    loose_tasks: tuple[TaskRow, ...]
    remainder: tuple[str, ...]
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True, slots=True)
class GridQuery:
    """What the task grid shows: scope, sort, filters. ``filters``: column key → text that must occur.

    ``only``: exact conditions (services/grid_only.py), such as ("lead", "12"): what a figure of 总览 counted;
    ``words`` says them.
    """

    scope: Scope = field(default_factory=Scope)
    sort: str = "official"
    descending: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    text: str = ""
    group: str = ""
    only: tuple[tuple[str, str], ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class GridTotals:
    """Foot of the grid for the rows that the filters leave."""

    tasks: int
    with_lead: int
    dated: int
    with_target: int
    remarks: int
    doubts: int


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column of the responsibility matrix: a task or a chapter."""

    key: int
    version: int
    head: str
    tip: str
    bodies: int


@dataclass(frozen=True, slots=True)
class MatrixAgency:
    """A row of the matrix: a body with its counts per role (lead, joint, sole, support, implement)."""

    agency_id: int
    display: str
    kind: str
    counts: tuple[int, int, int, int, int]
    inherited: int
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Agencies × tasks (or chapters). ``signs[(agency row, column)]``: roles there, strongest first, with
    the numbers of the tasks behind each cell in ``tasks``; ``inherited`` the cells that only a blanket clause fills."""

    by: str
    columns: tuple[MatrixColumn, ...]
    agencies: tuple[MatrixAgency, ...]
    signs: dict[tuple[int, int], tuple[str, ...]]
    tasks: dict[tuple[int, int], tuple[ItemRef, ...]]
    inherited: frozenset[tuple[int, int]]
