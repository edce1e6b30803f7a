"""What a file is, told from its first 100 bytes as a plain file: nothing is opened as a database here.

SQLite itself would create -wal and -shm files, run a recovery or even write; a file that is not ours
must not be touched at all. (SQLite documentation, "Database File Format", sections 1.3 and 4.)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import WorkspaceRefused, reason_of

APPLICATION_ID = 0x514C414E  # "QLAN"
SCHEMA_VERSION = 2

MAGIC = b"SQLite format 3\x00"
HEADER_SIZE = 100
_WAL_MAGIC = frozenset({0x377F0682, 0x377F0683})
_WAL_HEADER = 32
_FRAME_HEADER = 24
_ENCODINGS = (1, 2, 3)


class FileKind(StrEnum):
    """What ``peek`` can say of a path."""

    MISSING = "missing"
    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file is; ``version`` is its schema version where it is ours."""

    kind: FileKind
    version: int = 0


def side_file(path: Path, suffix: str) -> Path:
    """A file that stands beside the workspace, e.g. its ``-wal``."""
    return path.with_name(path.name + suffix)


def peek(path: Path) -> FileState:
    """Look at a file without opening it for writing; never raises for what the file contains."""
    try:
        with path.open("rb") as stream:
            header = stream.read(HEADER_SIZE)
            size = stream.seek(0, 2)
    except FileNotFoundError:
        return FileState(FileKind.MISSING)
    except IsADirectoryError:
        return FileState(FileKind.FOREIGN)
    except OSError as error:
        message = f"无法读取“{path.name}”（{reason_of(error)}）。"
        raise WorkspaceRefused(message, "请检查文件的访问权限，或确认光盘、U盘已插好。") from error
    if not header:
        return FileState(FileKind.EMPTY)
    if len(header) < HEADER_SIZE:
        looks_cut = MAGIC.startswith(header[: len(MAGIC)])
        return FileState(FileKind.CORRUPT if looks_cut else FileKind.FOREIGN)
    if not header.startswith(MAGIC):
        return FileState(FileKind.FOREIGN)
    return _judge(path, header, size)


def _judge(path: Path, header: bytes, size: int) -> FileState:
    page_size = _page_size(header)
    if page_size is None or _u32(header, 56) not in _ENCODINGS or header[18] not in (1, 2):
        return FileState(FileKind.CORRUPT)
    pending = _is_filled(side_file(path, "-wal")) or _is_filled(side_file(path, "-journal"))
    latest = _header_in_wal(side_file(path, "-wal"), page_size) or header
    if _u32(latest, 68) != APPLICATION_ID:
        return FileState(FileKind.FOREIGN)
    version: int = struct.unpack(">i", latest[60:64])[0]
    if version > SCHEMA_VERSION:
        return FileState(FileKind.NEWER, version)
    if version < 1 or (not pending and _is_cut(header, page_size, size)):
        return FileState(FileKind.CORRUPT, version)
    return FileState(FileKind.OLDER if version < SCHEMA_VERSION else FileKind.CURRENT, version)


def _u32(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _page_size(header: bytes) -> int | None:
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else None


def _is_cut(header: bytes, page_size: int, size: int) -> bool:
    """Whether pages are missing at the end; the page count only counts where SQLite says that it is valid."""
    count_is_valid = _u32(header, 24) == _u32(header, 92) and _u32(header, 28) > 0
    return size % page_size != 0 or (count_is_valid and size < _u32(header, 28) * page_size)


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _header_in_wal(wal: Path, page_size: int) -> bytes | None:
    """The newest committed header, where a killed program left it in the write-ahead log.

    Without this a migration that was committed but not yet copied into the main file would look old,
    and a file of a newer program like one of ours.
    """
    try:
        stream = wal.open("rb")
    except OSError:
        return None
    with stream:
        head = stream.read(_WAL_HEADER)
        if len(head) < _WAL_HEADER or _u32(head, 0) not in _WAL_MAGIC or _u32(head, 8) != page_size:
            return None
        salts = head[16:24]
        committed: bytes | None = None
        waiting: bytes | None = None
        while len(frame := stream.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == salts:
            if _u32(frame, 0) == 1:
                page = stream.read(page_size)
                waiting = page[:HEADER_SIZE] if len(page) == page_size else waiting
            else:
                stream.seek(page_size, 1)
            if _u32(frame, 4):
                committed = waiting or committed
        return committed


def refuse_damaged(path: Path) -> WorkspaceRefused:
    """The sentence for a file that is damaged or cut."""
    return WorkspaceRefused(
        f"“{path.name}”已损坏或不完整，可能是复制中断所致。",
        "请重新复制，或打开同一文件夹中的“备份”文件；该文件未作任何改动。",
    )


def refusal(path: Path, state: FileState) -> WorkspaceRefused | None:
    """The sentence with which a file is refused, None for one that may be opened or made."""
    name = path.name
    match state.kind:
        case FileKind.NEWER:
            return WorkspaceRefused(
                f"“{name}”由更新版本的清览保存（格式 {state.version}，本程序支持到 {SCHEMA_VERSION}）。",
                "请升级清览后再打开；文件未作任何改动。",
            )
        case FileKind.FOREIGN:
            return WorkspaceRefused(f"“{name}”不是清览的审阅项目文件。", "请另选文件；该文件未作任何改动。")
        case FileKind.CORRUPT:
            return refuse_damaged(path)
        case FileKind.EMPTY:
            return WorkspaceRefused(
                f"“{name}”是空文件（0 字节），可能是复制中断所致。", "请重新复制；如要新建审阅项目，请换一个文件名。"
            )
        case _:
            return None
