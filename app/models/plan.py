"""A plan, its versions, and what was extracted from a version (never changed afterwards).

Items are addressed inside a version by kind and number (chapter 2, measure 7, task 13), never by row id.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base

LAST_ORDER = 999_999
"""The order of what has no official one: behind everything else."""


class SourceFile(Base):
    """A file as it came in, stored once by its SHA-256."""

    __tablename__ = "source_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    imported_at: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Plan(Base):
    """A plan of one issuing body; its portable id is made from title, body and document number."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    region: Mapped[str | None]
    region_code: Mapped[str | None]
    official_order: Mapped[int] = mapped_column(default=0)
    pinyin: Mapped[str] = mapped_column(default="")
    versions: Mapped[list[PlanVersion]] = relationship(back_populates="plan", order_by="PlanVersion.id")


class PlanVersion(Base):
    """One text of a plan (稿次). ``version_id`` is the SHA-256 of the extracted, uncorrected text."""

    __tablename__ = "plan_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    source_file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id"), index=True)
    version_id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    document_number: Mapped[str | None]
    issuing_body: Mapped[str | None]
    issue_date: Mapped[str | None]
    region: Mapped[str | None]
    stage: Mapped[str | None]
    secrecy: Mapped[str | None]
    preamble: Mapped[str]
    notice: Mapped[str | None]
    addressees: Mapped[list[Any]] = mapped_column(JSON, default=list)
    basis: Mapped[list[Any]] = mapped_column(JSON, default=list)
    warnings: Mapped[list[Any]] = mapped_column(JSON, default=list)
    first_is_lead: Mapped[str | None]
    has_deadlines: Mapped[bool] = mapped_column(default=True)
    shares: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    pages: Mapped[list[Any]] = mapped_column(JSON, default=list)
    program: Mapped[str]
    imported_at: Mapped[str]
    plan: Mapped[Plan] = relationship(back_populates="versions")


class Extraction(Base):
    """What extraction found, whole and never changed: the plan JSON (schema version 1) and the character accounts.

    The item tables below are the projection everyone sees: this ⊕ the fold of the corrections in the log. Importing
    writes both; after a correction only the items are written anew from here.
    """

    __tablename__ = "extraction"

    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), primary_key=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    accounts: Mapped[list[Any]] = mapped_column(JSON, deferred=True, default=list)


class VersionSource(Base):
    """A file in which a version's text was found: the first one, and other files of the same text."""

    __tablename__ = "version_source"
    __table_args__ = (UniqueConstraint("version_id", "source_file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    source_file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id"), index=True)


class Chapter(Base):
    """A chapter (一、)."""

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    number: Mapped[int]
    label: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]


class Measure(Base):
    """A measure （一）; ``chapter_id`` is null where the plan has no chapters."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    chapter_id: Mapped[int | None] = mapped_column(ForeignKey("chapter.id"), index=True)
    number: Mapped[int]
    label: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]


class Category(Base):
    """A label of the task table (重点工作任务), in the order of its first row."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    position: Mapped[int]
    label: Mapped[str]
    pinyin: Mapped[str]


class Task(Base):
    """A row of the task table, or a responsibility clause. Sort keys are stored at import.

    ``sort_lead`` and ``sort_others``: official order of the first leading and of the first other body.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        CheckConstraint("category_source IN ('printed', 'inherited', 'resolved')", name="category_source"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    number: Mapped[int]
    label: Mapped[str]
    parent_number: Mapped[int | None]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    category_source: Mapped[str]
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"), index=True)
    chapter_id: Mapped[int | None] = mapped_column(ForeignKey("chapter.id"), index=True)
    text: Mapped[str]
    responsibility_raw: Mapped[str | None]
    responsibility_columns: Mapped[list[Any]] = mapped_column(JSON, default=list)
    et_al: Mapped[bool]
    blanket: Mapped[str | None]
    remark: Mapped[str | None]
    sort_lead: Mapped[int]
    sort_others: Mapped[int] = mapped_column(default=LAST_ORDER, server_default=str(LAST_ORDER))
    sort_deadline: Mapped[str]
    sort_text: Mapped[str]


class DeadlineRow(Base):
    """A task's deadline; ``raw`` null where the table has no such column."""

    __tablename__ = "deadline"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    raw: Mapped[str | None]
    kind: Mapped[str]
    date: Mapped[str | None] = mapped_column(index=True)
    date_from: Mapped[str | None]
    recurrence: Mapped[str | None]
    external: Mapped[str | None]


class AssignmentRow(Base):
    """One body's duty for one task. ``inherited``: bound by the blanket clause of an earlier row (▲)."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_version_id_agency_id_role", "version_id", "agency_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[str]
    role_raw: Mapped[str]
    position: Mapped[int]
    as_written: Mapped[str]
    members: Mapped[list[Any]] = mapped_column(JSON, default=list)
    inherited: Mapped[bool] = mapped_column(default=False)


class TargetRow(Base):
    """A figure to be reached. ``owner_kind``/``owner_number``: chapter, measure, task or table."""

    __tablename__ = "target"
    __table_args__ = (
        Index("ix_target_version_id_owner_kind_owner_number", "version_id", "owner_kind", "owner_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    position: Mapped[int]
    owner_kind: Mapped[str]
    owner_number: Mapped[int]
    name: Mapped[str]
    comparator: Mapped[str]
    value: Mapped[float]
    value_high: Mapped[float | None]
    unit: Mapped[str]
    baseline_year: Mapped[int | None]
    year: Mapped[int | None]
    quote: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PlaceRow(Base):
    """Where an item stands in its source; several rows for an item that runs over lines or pages.

    ``owner_kind``: plan, chapter, measure, task, target, remainder; ``owner_number`` its number or position.
    """

    __tablename__ = "place"
    __table_args__ = (Index("ix_place_version_id_owner_kind_owner_number", "version_id", "owner_kind", "owner_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    owner_kind: Mapped[str]
    owner_number: Mapped[int]
    page: Mapped[int | None]
    printed_page: Mapped[str | None]
    box: Mapped[list[Any] | None] = mapped_column(JSON)
    flow: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class DoubtRow(Base):
    """Why a field of an item may be wrong."""

    __tablename__ = "doubt"
    __table_args__ = (Index("ix_doubt_version_id_owner_kind_owner_number", "version_id", "owner_kind", "owner_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    owner_kind: Mapped[str]
    owner_number: Mapped[int]
    field: Mapped[str]
    reason: Mapped[str]
    score: Mapped[float | None]
    note: Mapped[str]


class RemainderRow(Base):
    """Text of the source that found no field."""

    __tablename__ = "remainder"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    position: Mapped[int]
    text: Mapped[str]
