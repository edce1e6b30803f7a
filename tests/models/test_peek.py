from __future__ import annotations

import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from app.models.connection import connect
from app.models.peek import SCHEMA_VERSION, FileKind, FileState, peek, refusal, side_file
from tests.models.kit import fingerprint, make_current, make_foreign, make_old, run_python, set_header


def test_missing(tmp_path: Path) -> None:
    assert peek(tmp_path / "无.qinglan") == FileState(FileKind.MISSING)


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.qinglan"
    path.touch()
    assert peek(path).kind is FileKind.EMPTY


def test_folder_is_foreign(tmp_path: Path) -> None:
    assert peek(tmp_path).kind is FileKind.FOREIGN


def test_current(tmp_path: Path) -> None:
    assert peek(make_current(tmp_path / "a")) == FileState(FileKind.CURRENT, SCHEMA_VERSION)


def test_older(tmp_path: Path) -> None:
    assert peek(make_old(tmp_path / "a")) == FileState(FileKind.OLDER, 1)


def test_newer(tmp_path: Path) -> None:
    set_header(make_current(tmp_path / "a"), version=99)
    assert peek(tmp_path / "a") == FileState(FileKind.NEWER, 99)


def test_other_database_is_foreign(tmp_path: Path) -> None:
    assert peek(make_foreign(tmp_path / "a")).kind is FileKind.FOREIGN


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"x" * 500, b"SQLite format 2\x00" + b"\0" * 100])
def test_other_bytes_are_foreign(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert peek(tmp_path / "a").kind is FileKind.FOREIGN


@pytest.mark.parametrize("length", [5, 16, 99, 100, 4096, 5000])
def test_cut_file_is_corrupt(tmp_path: Path, length: int) -> None:
    path = make_current(tmp_path / "a")
    path.write_bytes(path.read_bytes()[:length])
    assert peek(path).kind is FileKind.CORRUPT


@pytest.mark.parametrize(("offset", "value"), [(16, 0x03), (18, 7), (59, 9)])
def test_senseless_header_is_corrupt(tmp_path: Path, offset: int, value: int) -> None:
    path = make_current(tmp_path / "a")
    data = bytearray(path.read_bytes())
    data[offset] = value
    path.write_bytes(data)
    assert peek(path).kind is FileKind.CORRUPT


def test_our_mark_without_a_version_is_corrupt(tmp_path: Path) -> None:
    set_header(make_current(tmp_path / "a"), version=0)
    assert peek(tmp_path / "a").kind is FileKind.CORRUPT


KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from app.models.connection import connect
made = connect(Path(sys.argv[1]))
made.execute("PRAGMA journal_mode=WAL")
made.execute("BEGIN")
made.execute("PRAGMA user_version=" + sys.argv[2])
made.execute("CREATE TABLE later (x)")
made.execute(sys.argv[3])
os.kill(os.getpid(), signal.SIGKILL)
"""


def left_in_wal(path: Path, version: int, end: str) -> None:
    done = run_python(KILLED_WRITER, path, version, end)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_version_that_a_killed_program_left_in_the_log_counts(tmp_path: Path) -> None:
    path = make_current(tmp_path / "a")
    left_in_wal(path, 99, "COMMIT")
    assert side_file(path, "-wal").stat().st_size > 0
    before = fingerprint(tmp_path)
    assert peek(path) == FileState(FileKind.NEWER, 99)
    assert fingerprint(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_version_that_was_never_committed_does_not_count(tmp_path: Path) -> None:
    path = make_current(tmp_path / "a")
    left_in_wal(path, 99, "PRAGMA cache_spill=1")
    assert peek(path).kind is FileKind.CURRENT


def test_open_workspace_of_another_is_current(tmp_path: Path) -> None:
    path = make_current(tmp_path / "a")
    with closing(connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("INSERT INTO local_value VALUES ('a', 'b')")
        assert peek(path) == FileState(FileKind.CURRENT, SCHEMA_VERSION)


@pytest.mark.parametrize("kind", [FileKind.NEWER, FileKind.FOREIGN, FileKind.CORRUPT, FileKind.EMPTY])
def test_refusal_says_what_and_what_next(kind: FileKind) -> None:
    said = refusal(Path("/x/年度.qinglan"), FileState(kind, 99))
    assert said is not None
    assert "年度.qinglan" in said.message
    assert said.hint.startswith("请")


@pytest.mark.parametrize("kind", [FileKind.MISSING, FileKind.CURRENT, FileKind.OLDER])
def test_no_refusal(kind: FileKind) -> None:
    assert refusal(Path("a"), FileState(kind)) is None
