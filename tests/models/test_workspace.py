from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.errors import KnownError, WorkspaceLocked
from app.models.peek import side_file
from app.models.review import Reviewer
from app.models.workspace import Workspace, open_workspace
from tests.storekit import new_workspace


def pragma(workspace: Workspace, name: str, *, write: bool = False) -> object:
    with workspace.write() if write else workspace.read() as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


def add(workspace: Workspace, name: str) -> None:
    with workspace.write() as session:
        session.execute(insert(Reviewer), [{"uuid": name, "name": name, "unit": ""}])


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return list(session.scalars(select(Reviewer.name).order_by(Reviewer.id)))


def test_made_with_its_folders(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "年" / "月" / "审 阅.qinglan") as workspace:
        assert not workspace.read_only
        assert workspace.notice == ""


def test_closed_workspace_is_one_file(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        add(workspace, "甲")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["审阅.qinglan"]


def test_written_is_there_again(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        add(workspace, "甲")
    with new_workspace(tmp_path) as workspace:
        assert names(workspace) == ["甲"]


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("temp_store", 2)]
)
def test_writing_connection(tmp_path: Path, name: str, value: object) -> None:
    with new_workspace(tmp_path) as workspace:
        assert pragma(workspace, name, write=True) == value


@pytest.mark.parametrize(("name", "value"), [("query_only", 1), ("foreign_keys", 1), ("cache_size", -64000)])
def test_reading_connection(tmp_path: Path, name: str, value: object) -> None:
    with new_workspace(tmp_path) as workspace:
        assert pragma(workspace, name) == value


def fail_after_writing(workspace: Workspace) -> None:
    with workspace.write() as session:
        session.execute(insert(Reviewer), [{"uuid": "a", "name": "a", "unit": ""}])
        raise RuntimeError


def test_error_in_the_block_undoes_it(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        with pytest.raises(RuntimeError):
            fail_after_writing(workspace)
        assert names(workspace) == []
        add(workspace, "乙")
        assert names(workspace) == ["乙"]


def test_broken_reference_is_no_known_error(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace, pytest.raises(IntegrityError), workspace.write() as session:
        session.execute(text("INSERT INTO agency_alias (agency_id, text) VALUES (7, 'x')"))


def write_as_reader(workspace: Workspace) -> None:
    with workspace.read() as session:
        session.execute(insert(Reviewer), [{"uuid": "a", "name": "a", "unit": ""}])


def test_reader_cannot_write(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace, pytest.raises((KnownError, OperationalError)):
        write_as_reader(workspace)


def test_reader_sees_one_state(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        with workspace.read() as session:
            assert session.scalars(select(Reviewer.name)).all() == []
            add(workspace, "甲")
            assert session.scalars(select(Reviewer.name)).all() == []
        assert names(workspace) == ["甲"]


def test_write_begins_at_once(tmp_path: Path) -> None:
    """Before the first statement of the block nobody else can write any more."""
    with new_workspace(tmp_path) as workspace, workspace.write():
        from app.models.connection import connect

        other = connect(workspace.path)
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_threads_write_one_after_another_and_read_meanwhile(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        writers = [threading.Thread(target=add, args=(workspace, str(number))) for number in range(12)]
        readers = [threading.Thread(target=names, args=(workspace,)) for _ in range(12)]
        for thread in [one for pair in zip(writers, readers, strict=True) for one in pair]:
            thread.start()
        for thread in writers + readers:
            thread.join()
        assert sorted(names(workspace), key=int) == [str(number) for number in range(12)]


def test_closing_twice(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.close()
    workspace.close()
    assert not side_file(workspace.path, ".lock").exists()


def fill_up(workspace: Workspace) -> None:
    with workspace.write() as session:
        session.execute(text("PRAGMA max_page_count=1"))
        session.execute(text("CREATE TABLE big AS SELECT randomblob(900000) AS x"))


def test_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        with pytest.raises(KnownError, match="空间不足"):
            fill_up(workspace)
        assert names(workspace) == []


def test_damage_met_later_is_a_sentence(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        add(workspace, "甲" * 3000)
    data = workspace.path.read_bytes()
    place = data.rindex("甲甲甲".encode()) - 300
    workspace.path.write_bytes(data[:place] + b"\xff" * 60 + data[place + 60 :])
    with open_workspace(workspace.path) as workspace, pytest.raises(KnownError, match="损坏"):
        names(workspace)


def test_damaged_pages_are_a_sentence(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        for number in range(40):
            add(workspace, f"{number}" * 3000)
    data = workspace.path.read_bytes()
    workspace.path.write_bytes(data[:-80_000] + b"\xa5" * 80_000)
    with open_workspace(workspace.path) as workspace, pytest.raises(KnownError, match="损坏"):
        names(workspace)


def test_require_writable(tmp_path: Path) -> None:
    new_workspace(tmp_path).close()
    with open_workspace(tmp_path / "审阅.qinglan", write=False) as workspace, pytest.raises(WorkspaceLocked):
        workspace.require_writable()
