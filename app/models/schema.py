"""All tables in one place, and making a new workspace file: without Alembic, whole or not at all."""

from __future__ import annotations

import os
import uuid
from contextlib import closing
from pathlib import Path

from app.models import agency, plan, review
from app.models.base import Base
from app.models.connection import bare_engine, connect
from app.models.peek import APPLICATION_ID, SCHEMA_VERSION, side_file

MODULES = (agency, plan, review)
"""The modules that declare tables: ``Base.metadata`` is whole only when all of them are imported."""


def column_names() -> frozenset[tuple[str, str]]:
    """Table and name of each column of a current workspace."""
    return frozenset((name, column.name) for name, table in Base.metadata.tables.items() for column in table.columns)


def fsync_folder(folder: Path) -> None:
    """Make a rename last over a power cut; Windows does it by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def create_file(path: Path) -> None:
    """Make an empty workspace: built under another name, then put in place in one step.

    Raises FileExistsError if something stands there by now.
    """
    draft = side_file(path, f".{uuid.uuid4().hex[:8]}.new")
    try:
        _build(draft)
        _put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    fsync_folder(path.parent)


def _build(path: Path) -> None:
    engine = bare_engine(lambda: connect(path, mode="rwc"))
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    engine.dispose()
    with closing(connect(path)) as made:
        made.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # FAT sticks know no hard links: the check below is not atomic, but the caller holds our lock.
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
