"""Two windows, two processes, a process that died."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from app.errors import WorkspaceLocked
from app.models.lock import Holder, WorkspaceLock
from app.models.peek import side_file
from app.models.review import Reviewer
from app.models.workspace import open_workspace
from tests.conftest import ROOT
from tests.storekit import new_workspace

HOLDING = """
import sys
from pathlib import Path
from sqlalchemy import insert
from app.models.review import Reviewer
from app.models.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
with workspace.write() as session:
    session.execute(insert(Reviewer), [{"uuid": "u", "name": "他人", "unit": ""}])
print("held", flush=True)
sys.stdin.readline()
workspace.close()
"""


@contextmanager
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a process that has the workspace open for writing."""
    words = [sys.executable, "-c", HOLDING, str(path)]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_second_window_is_read_only_and_says_who(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as first, open_workspace(first.path) as second:
        assert second.read_only
        assert second.holder is not None
        note = json.loads(side_file(first.path, ".holder").read_text(encoding="utf-8"))
        assert note["pid"] == os.getpid()
        for part in (note["user"], note["machine"], note["time"]):
            assert part in second.holder.sentence


def test_second_window_reads_but_does_not_write(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as first, open_workspace(first.path) as second:
        with first.write() as session:
            session.execute(insert(Reviewer), [{"uuid": "u", "name": "甲", "unit": ""}])
        with second.read() as session:
            assert session.scalars(select(Reviewer.name)).all() == ["甲"]
        with pytest.raises(WorkspaceLocked, match="打开") as refused, second.write():
            pass
        assert refused.value.hint


def test_closing_the_second_leaves_the_first_its_lock(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as first:
        open_workspace(first.path).close()
        assert side_file(first.path, ".lock").exists()
        with open_workspace(first.path) as third:
            assert third.read_only


def test_lock_is_free_after_closing(tmp_path: Path) -> None:
    new_workspace(tmp_path).close()
    with new_workspace(tmp_path) as again:
        assert not again.read_only


def test_other_process_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "审阅.qinglan"
    with other_process(path), open_workspace(path) as here:
        assert here.read_only
        with here.read() as session:
            assert session.scalars(select(Reviewer.name)).all() == ["他人"]


def test_reading_alone_takes_no_lock(tmp_path: Path) -> None:
    path = new_workspace(tmp_path).path
    with other_process(path), open_workspace(path, write=False) as here:
        assert here.holder is None
        with here.read() as session:
            assert session.scalars(select(Reviewer.name)).all() == ["他人"]


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "审阅.qinglan"
    with other_process(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert side_file(path, ".lock").exists()
        with open_workspace(path) as here:
            assert not here.read_only
            with here.read() as session:
                assert session.scalars(select(Reviewer.name)).all() == ["他人"]


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"user": 1', "\x00\xff"])
def test_unreadable_note_still_gives_a_sentence(tmp_path: Path, note: str) -> None:
    lock = WorkspaceLock(tmp_path / "a")
    lock.note_path.write_text(note, encoding="utf-8")
    assert lock.holder() == Holder()
    assert "另一个窗口" in lock.holder().sentence


def test_releasing_what_is_not_held_removes_nothing(tmp_path: Path) -> None:
    first, second = WorkspaceLock(tmp_path / "a"), WorkspaceLock(tmp_path / "a")
    assert first.acquire()
    assert not second.acquire()
    second.release()
    assert first.note_path.exists()
    first.release()
    assert list(tmp_path.glob("a*")) == []
