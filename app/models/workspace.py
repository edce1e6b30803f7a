"""The workspace: one SQLite file with everything, its one writer and its readers."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.errors import WorkspaceLocked, WorkspaceRefused
from app.models.access import copy_to_scratch, may_write, verify, way_to_read
from app.models.connection import explained, read_engine, write_engine
from app.models.lock import Holder, ReadOnlyPlace, WorkspaceLock
from app.models.medium import Medium, medium_of
from app.models.peek import FileKind, FileState, peek, refusal
from app.models.schema import create_file

__all__ = ["FileKind", "FileState", "Holder", "Workspace", "open_workspace", "peek"]

NETWORK_NOTICE = "审阅项目在网络盘上，速度较慢，且网络中断时可能无法保存；建议复制到本机后使用。"
READ_ONLY_NOTICE = "审阅项目在只读的光盘、U盘或文件夹中，只能查看；如需修改，请复制到本机。"
OLDER_NOTICE = "审阅项目由较早版本的清览保存，现以只读方式查看其副本；原文件未作改动。"


class Workspace:
    """An open workspace file. Sessions may be taken from any thread; writes wait for each other."""

    def __init__(
        self,
        path: Path,
        reader: Engine,
        writer: Engine | None,
        *,
        lock: WorkspaceLock | None = None,
        holder: Holder | None = None,
        notice: str = "",
        scratch: Path | None = None,
    ) -> None:
        self.path = path
        self.holder = holder
        self.notice = notice
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._scratch = scratch
        self._turn = threading.RLock()
        self._closed = False

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: another window has it, the medium is read-only, or so it was asked."""
        return self._writer is None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one unchanging state of the workspace."""
        with explained(self.path), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at the end of the block, on disk when the block is left; undone on any error.

        Raises WorkspaceLocked where the workspace is read-only.
        """
        if self._writer is None:
            raise self._refusal()
        with (
            self._turn,
            explained(self.path),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()
            yield session

    def require_writable(self) -> None:
        """Raise WorkspaceLocked now rather than after long work."""
        if self._writer is None:
            raise self._refusal()

    def _refusal(self) -> WorkspaceLocked:
        if self.holder is not None:
            return WorkspaceLocked(self.holder.sentence, "本窗口只能查看；请在那个窗口中修改，或等其关闭后重新打开。")
        return WorkspaceLocked("审阅项目以只读方式打开，不能修改。", self.notice or "请以可写方式重新打开。")

    def close(self) -> None:
        """Close all connections, then let go of the lock; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._reader.dispose()
        if self._writer is not None:
            # Last of all, so that SQLite copies the -wal into the file and removes it.
            self._writer.dispose()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_workspace(path: Path, *, write: bool = True, create: bool = True) -> Workspace:
    """Open a workspace, make it if it is missing, migrate it if it is older.

    With ``write`` the one lock is tried for; where another process has it, or the place is read-only, the workspace
    comes back ``read_only``. Without ``write`` an existing file is never changed. Raises WorkspaceRefused for files
    that are not ours, damaged or newer, and leaves them untouched.
    """
    path = path.absolute()
    state = _checked(path)
    if state.kind is FileKind.MISSING:
        if not create:
            raise WorkspaceRefused(f"找不到审阅项目“{path}”。", "请检查路径，或新建审阅项目。")
        return _make(path)
    if not write:
        return _open_read_only(path, state)
    return _open_writable(path, state)


def _checked(path: Path) -> FileState:
    state = peek(path)
    refused = refusal(path, state)
    if refused is not None:
        raise refused
    return state


def _make(path: Path) -> Workspace:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = WorkspaceLock(path)
        held = lock.acquire()
    except (OSError, ReadOnlyPlace) as error:
        raise WorkspaceRefused(f"无法在“{path.parent}”中新建审阅项目。", "请选择一个可以写入的文件夹。") from error
    if not held:
        raise WorkspaceLocked(lock.holder().sentence, "请稍后再打开。")
    with _released_on_error(lock):
        if _checked(path).kind is FileKind.MISSING:
            with explained(path):
                create_file(path)
        return _hold(path, lock)


def _open_writable(path: Path, state: FileState) -> Workspace:
    lock = WorkspaceLock(path)
    try:
        held = may_write(path) and lock.acquire()
    except ReadOnlyPlace:
        return _open_read_only(path, state, notice=READ_ONLY_NOTICE)
    if not may_write(path):
        return _open_read_only(path, state, notice=READ_ONLY_NOTICE)
    if not held:
        return _open_read_only(path, state, holder=lock.holder())
    with _released_on_error(lock):
        return _hold(path, lock)


@contextmanager
def _released_on_error(lock: WorkspaceLock) -> Iterator[None]:
    try:
        yield
    except BaseException:
        lock.release()
        raise


def _hold(path: Path, lock: WorkspaceLock) -> Workspace:
    """Open for writing under our lock; what the file is counts as of now, another may have changed it before."""
    state = _checked(path)
    medium = medium_of(path)
    notices = [NETWORK_NOTICE] if medium is Medium.NETWORK else []
    with explained(path):
        if state.kind is FileKind.OLDER:
            from app.models.migrations.runner import migrate_with_copy

            kept = migrate_with_copy(path, state.version)
            notices.append(f"审阅项目已升级到新格式；升级前的内容保存在“{kept.name}”。")
        verify(path)
        writer = write_engine(path, medium)
        writer.connect().close()
    return Workspace(path, read_engine(path, medium), writer, lock=lock, notice="".join(notices))


def _open_read_only(path: Path, state: FileState, *, holder: Holder | None = None, notice: str = "") -> Workspace:
    """Open without changing anything; an older file, or one that only a writer could open, as a copy elsewhere."""
    medium = medium_of(path)
    with explained(path):
        way = way_to_read(path)
        if state.kind is FileKind.OLDER or way is None:
            scratch = copy_to_scratch(path, way)
            copy = scratch / path.name
            with _removed_on_error(scratch):
                if state.kind is FileKind.OLDER:
                    from app.models.migrations.runner import migrate

                    migrate(copy)
                    notice = notice or OLDER_NOTICE
                verify(copy)
            return Workspace(path, read_engine(copy, medium), None, holder=holder, notice=notice, scratch=scratch)
        verify(path)
    reader = read_engine(path, medium, mode=way.mode, immutable=way.immutable)
    return Workspace(path, reader, None, holder=holder, notice=notice)


@contextmanager
def _removed_on_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
