"""How a workspace file can be read where it lies, without changing it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.models.connection import connect, explain
from app.models.peek import refuse_damaged, side_file
from app.models.schema import column_names

SIDE_SUFFIXES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Way:
    """The options with which SQLite can read a file."""

    mode: str
    immutable: bool = False


def may_write(path: Path) -> bool:
    """Whether the rights allow to write the file and beside it; a full or pulled medium still shows later."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(one, os.W_OK, effective_ids=effective) for one in (path, path.parent))


def way_to_read(path: Path) -> Way | None:
    """The first way that works; None where a log is pending that only a writer could play back."""
    if may_write(path) and _opens(path, Way("rw")):
        return Way("rw")
    if not any(side_file(path, suffix).exists() for suffix in SIDE_SUFFIXES):
        return Way("ro", immutable=True)
    return Way("ro") if _opens(path, Way("ro")) else None


def _opens(path: Path, way: Way) -> bool:
    try:
        with closing(connect(path, mode=way.mode, immutable=way.immutable)) as connection:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.OperationalError, UnicodeDecodeError):
        return False
    return True


def copy_to_scratch(path: Path, way: Way | None) -> Path:
    """A new temporary folder with a copy of the file under its own name, pending logs played back."""
    scratch = Path(tempfile.mkdtemp(prefix="qinglan-"))
    if way is None:
        for suffix in ("", "-wal", "-journal"):
            if side_file(path, suffix).exists():
                shutil.copyfile(side_file(path, suffix), side_file(scratch / path.name, suffix))
        return scratch
    source = connect(path, mode=way.mode, immutable=way.immutable)
    with closing(source), closing(connect(scratch / path.name, mode="rwc")) as target:
        source.execute("PRAGMA query_only=ON")
        source.backup(target)
    return scratch


def verify(path: Path) -> None:
    """Refuse a file that carries our mark but lacks our tables or columns, or whose list of them cannot be read.

    Looked at as immutable where no log is pending, so that even a damaged file stays as it is.
    """
    pending = any(side_file(path, suffix).exists() for suffix in SIDE_SUFFIXES)
    with closing(connect(path, immutable=not pending)) as connection:
        connection.text_factory = bytes  # a damaged name need not be UTF-8
        try:
            found = {(bytes(table), bytes(column)) for table, column in connection.execute(_COLUMNS)}
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite's own message quotes the damage
            raise explain(error, path) or refuse_damaged(path) from error
    wanted = {(table.encode(), column.encode()) for table, column in column_names()}
    if not found.issuperset(wanted):
        raise refuse_damaged(path)


_COLUMNS = """
SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table'
"""
