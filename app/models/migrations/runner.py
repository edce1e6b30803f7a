"""Runs the migrations that a file lacks: all of them in one transaction, after a copy was kept."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from app.errors import WorkspaceRefused
from app.models.connection import bare_engine, connect
from app.models.peek import SCHEMA_VERSION, refuse_damaged, side_file
from app.models.schema import fsync_folder

VERSIONS = {1: "v0001_initial", 2: "v0002_task_order"}
"""Schema version → module. Named here, because a frozen program has no folder of modules to list."""

COPY_SUFFIX = ".备份"
_DRAFT_SUFFIX = ".备份.part"

log = logging.getLogger(__name__)


def migrate_with_copy(path: Path, version: int) -> Path:
    """Keep a copy beside the file, then migrate it; the caller holds the lock. Gives the copy's path."""
    kept = keep_copy(path)
    migrate(path)
    log.info("migrated %s from version %s to %s, copy in %s", path.name, version, SCHEMA_VERSION, kept.name)
    return kept


def keep_copy(path: Path) -> Path:
    """Copy a workspace by SQLite's backup to ``<name>.<time>.备份`` beside it; only a whole copy bears that name."""
    for left in path.parent.glob(f"{_glob_safe(path.name)}.*{_DRAFT_SUFFIX}*"):
        left.unlink(missing_ok=True)
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    draft = side_file(path, f".{stamp}{_DRAFT_SUFFIX}")
    with closing(connect(path)) as source, closing(connect(draft, mode="rwc")) as target:
        _refuse_damaged(source, path)
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
    kept = _free_name(path, stamp)
    draft.rename(kept)
    fsync_folder(path.parent)
    return kept


def _glob_safe(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _free_name(path: Path, stamp: str) -> Path:
    kept = side_file(path, f".{stamp}{COPY_SUFFIX}")
    number = 1
    while kept.exists():
        number += 1
        kept = side_file(path, f".{stamp}-{number}{COPY_SUFFIX}")
    return kept


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise refuse_damaged(path)


def migrate(path: Path, upto: int = SCHEMA_VERSION) -> None:
    """Bring a file to ``upto`` in one transaction with its ``user_version``: it is old or new, never between."""
    engine = bare_engine(lambda: connect(path))
    with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        have: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
        for number in range(have + 1, upto + 1):
            step = import_module(f"app.models.migrations.versions.{VERSIONS[number]}")
            with Operations.context(context):
                step.upgrade()
        connection.exec_driver_sql(f"PRAGMA user_version={upto}")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            message = f"“{path.name}”的内容前后不一致（{broken[0]}），不能升级到新格式。"
            raise WorkspaceRefused(message, "文件未作改动；请将其交技术支持人员检查。")
    engine.dispose()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Enforcement off, which SQLite allows only outside a transaction: else DROP TABLE would delete rows elsewhere."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    yield
    raw.execute("PRAGMA foreign_keys=ON")
