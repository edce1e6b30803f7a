"""Version 1: the tables of the first workspaces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def tables() -> sa.MetaData:
    """Version 1 as it was, complete with indexes."""
    metadata = sa.MetaData(naming_convention=NAMING)
    _agencies(metadata)
    _plans(metadata)
    _structure(metadata)
    _tasks(metadata)
    _details(metadata)
    _decisions(metadata)
    return metadata


def upgrade() -> None:
    """Make all tables in an empty file."""
    tables().create_all(op.get_bind(), checkfirst=False)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=null)


def _json(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _to(name: str, table: str, *, null: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=null, index=index)


def _version() -> sa.Column[int]:
    return _to("version_id", "plan_version")


def _agencies(metadata: sa.MetaData) -> None:
    sa.Table(
        "agency",
        metadata,
        _key(),
        _text("name"),
        _text("level"),
        _text("region"),
        _text("kind"),
        _text("group"),
        _number("official_order"),
        _text("pinyin"),
        _flag("known"),
        sa.UniqueConstraint("name", "level", "region"),
    )
    sa.Table(
        "agency_alias",
        metadata,
        _key(),
        _to("agency_id", "agency"),
        sa.Column("text", sa.String, nullable=False, index=True),
        sa.UniqueConstraint("agency_id", "text"),
    )


def _plans(metadata: sa.MetaData) -> None:
    sa.Table(
        "source_file",
        metadata,
        _key(),
        sa.Column("sha256", sa.String, nullable=False, unique=True),
        _text("name"),
        _text("kind"),
        _number("size"),
        _text("imported_at"),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    sa.Table(
        "plan",
        metadata,
        _key(),
        sa.Column("uuid", sa.String, nullable=False, unique=True),
        _text("title"),
        _text("region", null=True),
        _text("region_code", null=True),
        _number("official_order"),
        _text("pinyin"),
    )
    sa.Table(
        "plan_version",
        metadata,
        _key(),
        _to("plan_id", "plan", index=True),
        _to("source_file_id", "source_file", index=True),
        sa.Column("version_id", sa.String, nullable=False, unique=True),
        _text("title"),
        *(_text(name, null=True) for name in ("document_number", "issuing_body", "issue_date", "region", "stage")),
        _text("secrecy", null=True),
        _text("preamble"),
        _text("notice", null=True),
        *(_json(name) for name in ("addressees", "basis", "warnings")),
        _text("first_is_lead", null=True),
        _flag("has_deadlines"),
        *(_json(name) for name in ("shares", "pages")),
        _text("program"),
        _text("imported_at"),
    )
    sa.Table(
        "extraction",
        metadata,
        sa.Column("version_id", sa.Integer, sa.ForeignKey("plan_version.id"), primary_key=True),
        _json("draft"),
        _json("accounts"),
    )


def _structure(metadata: sa.MetaData) -> None:
    sa.Table(
        "chapter",
        metadata,
        _key(),
        _version(),
        _number("number"),
        *(_text(name) for name in ("label", "title", "text")),
        sa.UniqueConstraint("version_id", "number"),
    )
    sa.Table(
        "measure",
        metadata,
        _key(),
        _version(),
        _to("chapter_id", "chapter", null=True, index=True),
        _number("number"),
        *(_text(name) for name in ("label", "title", "text")),
        sa.UniqueConstraint("version_id", "number"),
    )
    sa.Table(
        "category",
        metadata,
        _key(),
        _version(),
        _number("position"),
        _text("label"),
        _text("pinyin"),
        sa.UniqueConstraint("version_id", "position"),
    )


def _tasks(metadata: sa.MetaData) -> None:
    sa.Table(
        "task",
        metadata,
        _key(),
        _version(),
        _number("number"),
        _text("label"),
        _number("parent_number", null=True),
        _to("category_id", "category"),
        _text("category_source"),
        _to("measure_id", "measure", null=True),
        _to("chapter_id", "chapter", null=True),
        _text("text"),
        _text("responsibility_raw", null=True),
        _json("responsibility_columns"),
        _flag("et_al"),
        _text("blanket", null=True),
        _text("remark", null=True),
        _number("sort_lead"),
        _text("sort_deadline"),
        _text("sort_text"),
        sa.UniqueConstraint("version_id", "number"),
        # Not index=True on the columns: Alembic's batch mode would drop such indexes without a word.
        *(sa.Index(None, name) for name in ("category_id", "measure_id", "chapter_id")),
    )
    sa.Table(
        "deadline",
        metadata,
        sa.Column("task_id", sa.Integer, sa.ForeignKey("task.id"), primary_key=True),
        _text("raw", null=True),
        _text("kind"),
        sa.Column("date", sa.String, nullable=True, index=True),
        *(_text(name, null=True) for name in ("date_from", "recurrence", "external")),
    )
    sa.Table(
        "assignment",
        metadata,
        _key(),
        _version(),
        _to("task_id", "task", index=True),
        _to("agency_id", "agency", index=True),
        _text("role"),
        _text("role_raw"),
        _number("position"),
        _text("as_written"),
        _json("members"),
        _flag("inherited"),
        sa.Index(None, "version_id", "agency_id", "role"),
    )


def _details(metadata: sa.MetaData) -> None:
    sa.Table(
        "target",
        metadata,
        _key(),
        _version(),
        _number("position"),
        _text("owner_kind"),
        _number("owner_number"),
        _text("name"),
        _text("comparator"),
        sa.Column("value", sa.Double, nullable=False),
        sa.Column("value_high", sa.Double, nullable=True),
        _text("unit"),
        _number("baseline_year", null=True),
        _number("year", null=True),
        _text("quote"),
        _json("details"),
        sa.Index(None, "version_id", "owner_kind", "owner_number"),
    )
    sa.Table(
        "place",
        metadata,
        _key(),
        _version(),
        _text("owner_kind"),
        _number("owner_number"),
        _number("page", null=True),
        _text("printed_page", null=True),
        _json("box", null=True),
        _json("flow", null=True),
        sa.Index(None, "version_id", "owner_kind", "owner_number"),
    )
    sa.Table(
        "doubt",
        metadata,
        _key(),
        _version(),
        _text("owner_kind"),
        _number("owner_number"),
        _text("field"),
        _text("reason"),
        sa.Column("score", sa.Double, nullable=True),
        _text("note"),
        sa.Index(None, "version_id", "owner_kind", "owner_number"),
    )
    sa.Table(
        "remainder",
        metadata,
        _key(),
        _version(),
        _number("position"),
        _text("text"),
        sa.UniqueConstraint("version_id", "position"),
    )


def _decisions(metadata: sa.MetaData) -> None:
    sa.Table(
        "reviewer",
        metadata,
        _key(),
        sa.Column("uuid", sa.String, nullable=False, unique=True),
        _text("name"),
        _text("unit"),
    )
    sa.Table(
        "revision",
        metadata,
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("uuid", sa.String, nullable=False, unique=True),
        sa.Column("entity", sa.String, nullable=False, index=True),
        _text("kind"),
        _json("parents"),
        *(_text(name) for name in ("author", "time", "digest")),
        _json("fields"),
        _json("address", null=True),
        _text("plan_uuid", null=True),
        sa.Index(None, "plan_uuid", "kind"),
    )
    sa.Table(
        "remark",
        metadata,
        sa.Column("entity", sa.String, primary_key=True),
        *(_text(name) for name in ("plan_uuid", "version_id", "owner_kind")),
        _number("owner_number"),
        *(_text(name) for name in ("path", "text", "severity", "state", "author", "time", "quote")),
        _flag("conflicted"),
        sa.Index(None, "plan_uuid", "version_id", "owner_kind", "owner_number"),
    )
