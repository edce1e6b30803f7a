"""Media and folders that cannot be written: the file is read as it is, or as a copy, and nothing appears beside it."""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.errors import WorkspaceLocked
from app.models.connection import connect
from app.models.peek import side_file
from app.models.review import Remark, Reviewer
from app.models.workspace import Workspace, open_workspace
from tests.models.kit import fingerprint, make_current, make_old, run_python
from tests.models.rights import read_only

pytestmark = pytest.mark.skipif(os.name != "posix", reason="takes rights away the POSIX way")


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """Give a folder of its own: the profile lies beside it."""
    folder = tmp_path / "disc"
    folder.mkdir()
    return folder


def test_the_right_to_write_is_really_gone(open_folder: Path) -> None:
    (open_folder / "a").touch()
    with read_only(open_folder):
        for path in (open_folder / "a", open_folder / "b"):
            with pytest.raises(PermissionError):
                path.write_bytes(b"")
    (open_folder / "b").touch()


def people(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return list(session.scalars(select(Reviewer.name)))


def current_with(path: Path, name: str) -> Path:
    with closing(connect(make_current(path))) as made:
        made.execute("INSERT INTO reviewer (uuid, name, unit) VALUES ('u', ?, '')", [name])
    return path


@pytest.mark.parametrize("write", [True, False])
def test_read_only_folder(open_folder: Path, write: bool) -> None:
    path = current_with(open_folder / "a.qinglan", "甲")
    before = fingerprint(open_folder)
    with read_only(open_folder), open_workspace(path, write=write) as workspace:
        assert workspace.read_only
        assert ("只读" in workspace.notice) is write
        assert people(workspace) == ["甲"]
    assert fingerprint(open_folder) == before


def test_writing_there_is_refused_with_a_sentence(open_folder: Path) -> None:
    path = current_with(open_folder / "a.qinglan", "甲")
    with read_only(open_folder), open_workspace(path) as workspace, pytest.raises(WorkspaceLocked, match="只读"):
        workspace.require_writable()


def test_file_in_wal_mode_on_a_disc(open_folder: Path) -> None:
    """A disc burnt from a workspace in use: its header says WAL, but no -shm can be made."""
    path = current_with(open_folder / "a.qinglan", "甲")
    with closing(connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    with read_only(open_folder), open_workspace(path) as workspace:
        assert people(workspace) == ["甲"]


LEFT_OPEN = """
import os, signal, sys
from pathlib import Path
from app.models.connection import connect
made = connect(Path(sys.argv[1]))
made.execute("PRAGMA journal_mode=WAL")
made.execute("INSERT INTO reviewer (uuid, name, unit) VALUES ('v', '日志', '')")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_log_left_behind_is_played_back_in_a_copy(open_folder: Path) -> None:
    path = current_with(open_folder / "a.qinglan", "甲")
    assert run_python(LEFT_OPEN, path).returncode == -signal.SIGKILL
    side_file(path, "-shm").unlink()
    before = fingerprint(open_folder)
    with read_only(open_folder), open_workspace(path) as workspace:
        assert people(workspace) == ["甲", "日志"]
    assert fingerprint(open_folder) == before


def test_older_file_there_is_shown_from_a_migrated_copy(open_folder: Path) -> None:
    path = make_old(open_folder / "a.qinglan")
    before = fingerprint(open_folder)
    with read_only(open_folder), open_workspace(path) as workspace, workspace.read() as session:
        assert session.scalars(select(Remark.text)).all() == ["株数偏少"]
    assert fingerprint(open_folder) == before


def test_older_file_that_is_only_read_stays_as_it_is(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a.qinglan")
    before = path.read_bytes()
    with open_workspace(path, write=False) as workspace:
        assert "较早版本" in workspace.notice
        with workspace.read() as session:
            assert session.scalar(text("SELECT sort_others FROM task WHERE number = 1")) == 150
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.qinglan"]


def test_copy_elsewhere_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with open_workspace(make_old(tmp_path / "a.qinglan"), write=False):
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []
