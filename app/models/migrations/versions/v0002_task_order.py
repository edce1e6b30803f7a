"""Version 2: tasks sort by their first other body too; a version knows all its source files; local values.

``task`` is made anew under everything that stands on it, because SQLite adds no CHECK to an existing table.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.models.migrations.versions.v0001_initial import NAMING, tables

LAST = 999_999
"""Sorts tasks without another body behind all others."""


def upgrade() -> None:
    """From version 1 to version 2."""
    _make_tables()
    _add_sort_key()
    op.execute(
        "INSERT INTO version_source (version_id, source_file_id)"
        " SELECT id, source_file_id FROM plan_version ORDER BY id"
    )


def _make_tables() -> None:
    metadata = sa.MetaData(naming_convention=NAMING)
    for name in ("plan_version", "source_file"):
        sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True))
    made = [
        sa.Table(
            "version_source",
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("version_id", sa.Integer, sa.ForeignKey("plan_version.id"), nullable=False),
            sa.Column("source_file_id", sa.Integer, sa.ForeignKey("source_file.id"), nullable=False, index=True),
            sa.UniqueConstraint("version_id", "source_file_id"),
        ),
        sa.Table(
            "local_value",
            metadata,
            sa.Column("key", sa.String, primary_key=True),
            sa.Column("value", sa.String, nullable=False),
        ),
    ]
    metadata.create_all(op.get_bind(), tables=made, checkfirst=False)


def _add_sort_key() -> None:
    task = tables().tables["task"]
    with op.batch_alter_table("task", copy_from=task, recreate="always", naming_convention=NAMING) as batch:
        added = sa.Column("sort_others", sa.Integer, nullable=False, server_default=str(LAST))
        batch.add_column(added, insert_after="sort_lead")
        batch.create_check_constraint(
            "ck_task_category_source", "category_source IN ('printed', 'inherited', 'resolved')"
        )
        batch.create_check_constraint("ck_task_number", "number > 0")
    op.execute(
        "UPDATE task SET sort_others = coalesce((SELECT agency.official_order FROM assignment"
        " JOIN agency ON agency.id = assignment.agency_id"
        " WHERE assignment.task_id = task.id AND assignment.role <> 'lead' AND NOT assignment.inherited"
        f" ORDER BY assignment.position, assignment.id LIMIT 1), {LAST})"
    )
