from __future__ import annotations

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select

from app.models.connection import connect
from app.models.migrations.runner import COPY_SUFFIX, VERSIONS, keep_copy, migrate
from app.models.peek import SCHEMA_VERSION, FileKind, peek
from app.models.plan import VersionSource
from app.models.review import Remark, Revision
from app.models.workspace import open_workspace
from tests.conftest import ROOT
from tests.models.kit import make_current, make_old, run_python

Shape = dict[str, object]


def shape(path: Path) -> dict[str, Shape]:
    """Return all that makes up each table: columns in order, keys, named constraints, indexes."""
    engine = create_engine(f"sqlite:///{path}")
    seen = inspect(engine)
    found: dict[str, Shape] = {}
    for table in seen.get_table_names():
        found[table] = {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"], one["default"]) for one in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table),
            "unique": sorted(seen.get_unique_constraints(table), key=str),
            "checks": sorted(seen.get_check_constraints(table), key=str),
            "foreign": sorted(seen.get_foreign_keys(table), key=str),
            "indexes": sorted(seen.get_indexes(table), key=str),
        }
    engine.dispose()
    return found


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(connect(path)) as opened:
        return opened.execute(f"SELECT * FROM {table}").fetchall()


def test_new_schema_is_the_migrated_schema(tmp_path: Path) -> None:
    old = make_old(tmp_path / "old")
    migrate(old)
    assert shape(old) == shape(make_current(tmp_path / "new"))


def test_the_comparison_sees_a_missing_check(tmp_path: Path) -> None:
    assert shape(make_old(tmp_path / "old"))["task"] != shape(make_current(tmp_path / "new"))["task"]


def test_every_constraint_bears_a_name(tmp_path: Path) -> None:
    for table, parts in shape(make_current(tmp_path / "a")).items():
        for kind in ("unique", "checks", "foreign", "indexes"):
            listed = parts[kind]
            assert isinstance(listed, list)
            assert all(one["name"] for one in listed), (table, kind)


def test_nothing_is_deleted_in_cascade(tmp_path: Path) -> None:
    for path in (make_current(tmp_path / "a"), make_old(tmp_path / "b")):
        with closing(connect(path)) as opened:
            text = " ".join(sql or "" for (sql,) in opened.execute("SELECT sql FROM sqlite_master"))
        assert "CASCADE" not in text.upper()
        assert "SET NULL" not in text.upper()


def test_versions_are_whole() -> None:
    assert list(VERSIONS) == list(range(1, SCHEMA_VERSION + 1))
    folder = ROOT / "app" / "models" / "migrations" / "versions"
    assert sorted(VERSIONS.values()) == sorted(path.stem for path in folder.glob("v*.py"))


@pytest.mark.parametrize("name", VERSIONS.values())
def test_migration_does_not_lean_on_the_models(name: str) -> None:
    """They will have changed by the time it runs."""
    source = (ROOT / "app/models/migrations/versions" / f"{name}.py").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if "import" in line and "app." in line]
    assert all("app.models.migrations.versions" in line for line in lines)
    assert importlib.import_module(f"app.models.migrations.versions.{name}").__doc__


def test_all_rows_survive(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a")
    kept = ("revision", "remark", "reviewer", "deadline", "assignment", "agency", "plan_version", "source_file")
    before = {table: rows(path, table) for table in kept}
    tasks = [row[:16] for row in rows(path, "task")]
    migrate(path)
    assert {table: rows(path, table) for table in kept} == before
    assert [row[:16] for row in rows(path, "task")] == tasks


def test_new_key_is_filled(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a")
    migrate(path)
    with closing(connect(path)) as opened:
        assert opened.execute("SELECT number, sort_others FROM task ORDER BY 1").fetchall() == [(1, 150), (2, 999_999)]


def test_task_is_checked_afterwards(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a")
    migrate(path)
    with closing(connect(path)) as opened, pytest.raises(sqlite3.IntegrityError, match="category_source"):
        opened.execute("UPDATE task SET category_source = 'guessed'")


def test_references_are_enforced_afterwards(tmp_path: Path) -> None:
    make_old(tmp_path / "a")
    with open_workspace(tmp_path / "a"):
        pass
    with closing(connect(tmp_path / "a")) as opened:
        opened.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            opened.execute("DELETE FROM task WHERE id = 1")


def test_opening_keeps_a_copy_and_says_so(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a.qinglan")
    with open_workspace(path) as workspace:
        (kept,) = tmp_path.glob(f"*{COPY_SUFFIX}")
        assert kept.name in workspace.notice
        with workspace.read() as session:
            assert session.scalars(select(Remark.text)).all() == ["株数偏少"]
            assert session.scalars(select(Revision.uuid)).all() == ["rev"]
            assert session.scalars(select(VersionSource.source_file_id)).all() == [1]
    assert peek(kept).kind is FileKind.OLDER
    assert rows(kept, "remark")[0][6] == "株数偏少"


def test_second_opening_migrates_nothing(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a.qinglan")
    open_workspace(path).close()
    with open_workspace(path) as workspace:
        assert workspace.notice == ""
    assert len(list(tmp_path.glob(f"*{COPY_SUFFIX}"))) == 1


def test_copies_of_one_second_do_not_replace_each_other(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a[1]*.qinglan")
    kept = {keep_copy(path) for _ in range(3)}
    assert len(kept) == 3
    assert all(peek(one).kind is FileKind.OLDER for one in kept)


def test_copy_contains_what_is_still_in_the_log(tmp_path: Path) -> None:
    """A copy of the file alone would lack it."""
    path = make_old(tmp_path / "a")
    with closing(connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("UPDATE remark SET text = '刚写的'")
        assert "刚写的".encode() not in path.read_bytes()
        assert rows(keep_copy(path), "remark")[0][6] == "刚写的"


def test_part_of_a_copy_is_cleared_away(tmp_path: Path) -> None:
    path = make_old(tmp_path / "a")
    (tmp_path / "a.20300101-000000.备份.part").touch()
    keep_copy(path)
    assert list(tmp_path.glob("*.part")) == []


def test_alembic_is_loaded_only_for_an_old_file(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.models.workspace import open_workspace;"
        "open_workspace(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    assert run_python(program, tmp_path / "new").stdout == "False\n"
    assert run_python(program, make_old(tmp_path / "old")).stdout == "True\n"
