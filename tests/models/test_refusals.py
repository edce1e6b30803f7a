"""What must not be opened stays byte for byte as it is, and nothing appears beside it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import KnownError, WorkspaceRefused
from app.models.review import Reviewer
from app.models.workspace import open_workspace
from tests.models.kit import fingerprint, make_current, make_foreign, make_old, set_header

Maker = Callable[[Path], object]


def newer(path: Path) -> None:
    set_header(make_current(path), version=99)


def unmarked(path: Path) -> None:
    set_header(make_current(path), application=0)


def cut(path: Path) -> None:
    os.truncate(make_current(path), 8192)


def without_tables(path: Path) -> None:
    """Carries our marks, but another program's tables."""
    make_foreign(path)
    set_header(path, version=2, application=0x514C414E)


def with_broken_table_list(path: Path) -> None:
    data = bytearray(make_current(path).read_bytes())
    data[100:400] = b"\xff" * 300
    path.write_bytes(data)


def words(path: Path) -> None:
    path.write_text("这不是数据库" * 50, encoding="utf-8")


def empty(path: Path) -> None:
    path.touch()


MAKERS: list[Maker] = [newer, unmarked, cut, without_tables, with_broken_table_list, words, empty, make_foreign]


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("make", MAKERS)
def test_refused_and_untouched(tmp_path: Path, make: Maker, write: bool) -> None:
    path = tmp_path / "审阅.qinglan"
    make(path)
    before, stamp = fingerprint(tmp_path), path.stat().st_mtime_ns
    with pytest.raises(WorkspaceRefused) as refused:
        open_workspace(path, write=write)
    assert fingerprint(tmp_path) == before
    assert path.stat().st_mtime_ns == stamp
    assert "审阅.qinglan" in refused.value.message


def test_older_with_broken_references_is_refused(tmp_path: Path) -> None:
    from app.models.connection import connect

    path = make_old(tmp_path / "a")
    made = connect(path)
    made.execute("INSERT INTO assignment VALUES (9, 1, 77, 1, 'lead', '', 1, 'x', '[]', 0)")
    made.close()
    before = path.read_bytes()
    with pytest.raises(WorkspaceRefused, match="assignment"):
        open_workspace(path)
    assert path.read_bytes() == before


def test_missing_is_refused_where_none_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceRefused, match="找不到"):
        open_workspace(tmp_path / "无.qinglan", create=False)
    assert fingerprint(tmp_path) == {}


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorkspaceRefused, match="无法"):
        open_workspace(tmp_path / "file" / "a.qinglan")


@pytest.mark.parametrize("seed", range(25))
def test_random_damage_never_crashes(tmp_path: Path, seed: int) -> None:
    """Either it opens and reads, or a known error explains it."""
    chance = random.Random(seed)
    path = make_current(tmp_path / "a")
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 20, 400])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
    with suppress(KnownError), open_workspace(path) as workspace, workspace.read() as session:
        session.scalars(select(Reviewer)).all()
