"""What people decide: reviewers and the append-only log of revisions, with a projection for lists.

The log is the truth; ``Remark`` is a fold of it, rebuilt at any time, so that grids can count and filter in SQL.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Reviewer(Base):
    """A person who decides things; ``uuid`` is the author id in revisions."""

    __tablename__ = "reviewer"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")


class Revision(Base):
    """One entry of the log: only ever inserted.

    ``kind`` is one of services.log.KINDS; ``parents`` the revision uuids it was made on; ``fields`` only what it
    changes; ``address`` plan id, version id, path and quote with prefix and suffix (W3C Web Annotation model);
    ``digest`` the SHA-256 of its canonical JSON. ``time`` is for display only.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_plan_uuid_kind", "plan_uuid", "kind"),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    entity: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    parents: Mapped[list[Any]] = mapped_column(JSON)
    author: Mapped[str]
    time: Mapped[str]
    digest: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    plan_uuid: Mapped[str | None]


class Remark(Base):
    """Fold of a remark's revisions, for counting and listing. ``path`` e.g. task/13/text or task/13."""

    __tablename__ = "remark"
    __table_args__ = (
        Index(
            "ix_remark_plan_uuid_version_id_owner_kind_owner_number",
            "plan_uuid",
            "version_id",
            "owner_kind",
            "owner_number",
        ),
    )

    entity: Mapped[str] = mapped_column(primary_key=True)
    plan_uuid: Mapped[str]
    version_id: Mapped[str]
    owner_kind: Mapped[str]
    owner_number: Mapped[int]
    path: Mapped[str]
    text: Mapped[str]
    severity: Mapped[str]
    state: Mapped[str]
    author: Mapped[str]
    time: Mapped[str]
    quote: Mapped[str]
    conflicted: Mapped[bool] = mapped_column(default=False)


class LocalValue(Base):
    """Something true of this file only and never handed in, such as who reviews here now."""

    __tablename__ = "local_value"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
