"""Connections to a workspace file: how SQLite is opened, with which settings, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from app.errors import KnownError, WorkspaceLocked, WorkspaceRefused
from app.models.medium import Medium

BUSY_SECONDS = 10.0
READERS = 4
CACHE_KIB = {"read": 64_000, "write": 16_000}
MMAP_BYTES = 1 << 30


def file_uri(path: Path, **options: str) -> str:
    """The path as a file: URI for SQLite; a share keeps its four slashes, for SQLite knows no host names."""
    posix = path.absolute().as_posix()
    rooted = posix if posix.startswith("/") else f"/{posix}"
    query = "&".join(f"{key}={value}" for key, value in options.items())
    return f"file://{quote(rooted)}{'?' if query else ''}{query}"


def connect(path: Path, *, mode: str = "rw", immutable: bool = False) -> sqlite3.Connection:
    """A bare connection without transactions of pysqlite's own: BEGIN and COMMIT are ours."""
    options = {"mode": "ro", "immutable": "1"} if immutable else {"mode": mode}
    uri = file_uri(path, **options)
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)


def _settings(connection: sqlite3.Connection, role: str, medium: Medium) -> None:
    # A stick pulled out under a memory map ends the program with SIGBUS, so only fixed disks are mapped.
    mapped = MMAP_BYTES if medium is Medium.FIXED else 0
    for pragma in (
        "foreign_keys=ON",
        "temp_store=MEMORY",
        f"cache_size=-{CACHE_KIB[role]}",
        f"mmap_size={mapped}",
        "synchronous=FULL" if role == "write" else "query_only=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def set_journal(connection: sqlite3.Connection, medium: Medium) -> None:
    """WAL, but a rollback journal on network drives, where WAL's shared memory does not work."""
    if medium is not Medium.NETWORK:
        connection.execute("PRAGMA journal_mode=WAL")
        return
    # A file that comes in WAL mode is turned without shared memory only by an exclusive connection.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA locking_mode=NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _engine(creator: Callable[[], sqlite3.Connection], begin: str, size: int) -> Engine:
    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool, pool_size=size, max_overflow=0)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def write_engine(path: Path, medium: Medium) -> Engine:
    """The engine of the one writing connection: it is taken by one thread at a time."""

    def creator() -> sqlite3.Connection:
        connection = connect(path)
        _settings(connection, "write", medium)
        set_journal(connection, medium)
        return connection

    return _engine(creator, "BEGIN IMMEDIATE", 1)


def read_engine(path: Path, medium: Medium, *, mode: str = "rw", immutable: bool = False) -> Engine:
    """The engine of the readers; each session sees one state from its first to its last query.

    ``mode`` rw lets the last one tidy up the -wal file; the connections are query_only all the same.
    """

    def creator() -> sqlite3.Connection:
        connection = connect(path, mode=mode, immutable=immutable)
        _settings(connection, "read", medium)
        return connection

    return _engine(creator, "BEGIN", READERS)


def bare_engine(creator: Callable[[], sqlite3.Connection]) -> Engine:
    """An engine without a pool whose transactions begin at once: for making and migrating files."""
    engine = create_engine("sqlite://", creator=creator, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNWRITABLE = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})


def explain(error: BaseException, path: Path) -> KnownError | None:
    """The sentence for an error of SQLite that lies outside the program; None for a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in _BROKEN or "decode to UTF-8" in str(error):
        hint = "请关闭程序，打开同一文件夹中的“备份”文件，或重新复制该文件。"
        return WorkspaceRefused(f"审阅项目“{path.name}”的内容已损坏，无法读取。", hint)
    if primary in _BUSY:
        return WorkspaceLocked("审阅项目正被另一个程序占用，暂时无法写入。", "请稍后再试。")
    if primary == sqlite3.SQLITE_FULL:
        return KnownError("磁盘空间不足，未能保存。", "请清理磁盘后重试；此前已保存的内容不受影响。")
    if primary in _UNWRITABLE:
        return KnownError(
            f"无法读写审阅项目“{path.name}”。", "请检查磁盘、U盘或网络连接后重试；此前已保存的内容不受影响。"
        )
    return None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite that the user can do something about into sentences; bugs fly on."""
    try:
        yield
    except DBAPIError as error:
        known = explain(error.orig, path) if error.orig is not None else None
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = explain(error, path)
        if known is None:
            raise
        raise known from error
