"""PlanDraft: what extraction found, in the words of the plan JSON (schema version 1).

The field names are those of the schema; optional keys follow the required ones. Items carry the
places they were read from and the doubts about them; ``accounts`` says of every character of
the source exactly one thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a body does for a task."""

    LEAD = "lead"
    JOINT = "joint"
    SOLE = "sole"
    SUPPORT = "support"
    IMPLEMENT = "implement"


class Reason(StrEnum):
    """Why a field may be wrong."""

    OCR = "ocr"
    CATEGORY_BY_CONTENT = "category_by_content"
    UNKNOWN_AGENCY = "unknown_agency"
    JOINED_OVER_PAGE = "joined_over_page"
    NUMBER_GAP = "number_gap"
    UNREAD_DEADLINE = "unread_deadline"
    TEXT_LAYERS_DIFFER = "text_layers_differ"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page and box, or line/cell and character range (see the schema).

    ``box`` is (x0, top, x1, bottom) in points; ``start``/``end`` (JSON ``from``/``to``) count characters
    in the line or cell. ``source`` is the half-open range in SourceDocument.text (internal, not in the JSON).
    """

    page: int | None = None
    printed_page: str | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    source: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a field may be wrong; ``score`` 0..1 how likely it is right, None if unknown; ``note`` in Chinese."""

    field: str
    reason: Reason
    score: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChapterDraft:
    """A chapter (一、): text is what belongs to no measure."""

    number: int
    title: str
    text: str
    label: str = ""
    place: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure （一）: title up to the first full stop, text the rest. ``chapter`` is the chapter's number."""

    number: int
    chapter: int | None
    title: str
    text: str
    label: str = ""
    place: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline read from its raw words; dates are ISO strings. kind: ongoing, by_date, asap, none."""

    kind: str = "none"
    date: str | None = None
    date_from: str | None = None
    recurrence: str | None = None
    external: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One body's duty for one task. ``position`` counts from 1 within the cell (1 = 首列单位)."""

    agency: str
    as_written: str
    role: Role
    role_raw: str = ""
    position: int = 1
    level: str | None = None
    region: str | None = None
    agency_kind: str | None = None
    members: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What a responsibility cell or clause says (see extraction.responsibility)."""

    raw: str
    assignments: tuple[Assignment, ...] = ()
    et_al: bool = False
    blanket: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A row of the task table, or a responsibility clause where there is no table.

    ``responsibility_raw`` is None where lead and support have columns of their own; the printed
    cells are then in ``responsibility_columns`` (column head, cell text).
    """

    number: int
    category: str
    category_source: str
    measure: int | None
    text: str
    deadline_raw: str | None
    deadline: Deadline
    responsibility_raw: str | None
    assignments: tuple[Assignment, ...]
    et_al: bool
    blanket: str | None
    label: str = ""
    parent: int | None = None
    remark: str | None = None
    responsibility_columns: tuple[tuple[str, str], ...] = ()
    place: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that is to be reached. ``where`` as in the schema: chapter 1, measure 7, task 13, table 1."""

    where: str
    name: str
    comparator: str
    value: float
    unit: str
    value_high: float | None = None
    baseline_year: int | None = None
    year: int | None = None
    quote: str = ""
    bound: str | None = None
    effort: str | None = None
    nature: str | None = None
    assigned: str | None = None
    scope: str | None = None
    base_value: float | None = None
    place: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of promulgation in front of a plan: never part of the preamble or of a chapter."""

    text: str
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What a range of source characters is. ``use``: field, mark, furniture, remainder.

    ``owner`` names the item's field for ``field`` and ``mark`` (e.g. task/13/text, chapter/2/label);
    ``rule`` names the rule that calls it furniture.
    """

    start: int
    end: int
    use: str
    owner: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Remainder:
    """Text that found no field: kept and shown, never dropped."""

    text: str
    place: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Front matter of a plan."""

    title: str
    document_number: str | None = None
    issuing_body: str | None = None
    issue_date: str | None = None
    region: str | None = None
    preamble: str = ""
    stage: str | None = None
    basis: tuple[str, ...] = ()
    first_is_lead: str | None = None
    secrecy: str | None = None
    place: tuple[Place, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class PlanDraft:
    """Everything extraction found in one source document."""

    plan: PlanHead
    chapters: tuple[ChapterDraft, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    targets: tuple[Target, ...] = ()
    notice: Notice | None = None
    remainder: tuple[Remainder, ...] = ()
    warnings: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = field(default=(), repr=False)
