"""SIGKILL in the middle of the migration: the file opens as old or as new, whole, with every remark."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.connection import connect
from app.models.migrations.runner import COPY_SUFFIX
from app.models.peek import SCHEMA_VERSION, FileKind, peek
from app.models.plan import AssignmentRow, Task
from app.models.review import Remark, Revision
from app.models.workspace import open_workspace
from tests.conftest import ROOT
from tests.models.kit import make_old

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")

EVERY = 19
"""Steps between two kills; the long trial takes every one."""


def killed_copies(folder: Path, every: int, first: int) -> list[Path]:
    """Return the files that killed migrations left, the last one of a migration that was let to its end."""
    master = make_old(folder / "master.qinglan")
    words = [sys.executable, "-m", "tests.models.killing", str(folder), str(master), str(every), str(first)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return sorted(folder.glob("*/a.qinglan"))


def check_whole(path: Path) -> FileKind:
    """Prove that a file is old or new and whole; return which it was as the kill left it."""
    kind = peek(path).kind
    assert kind in (FileKind.OLDER, FileKind.CURRENT)
    for copy in path.parent.glob(f"*{COPY_SUFFIX}"):
        assert peek(copy).kind is FileKind.OLDER
    with open_workspace(path) as workspace, workspace.read() as session:
        assert session.scalars(select(Remark.text)).all() == ["株数偏少"]
        assert session.scalars(select(Revision.uuid)).all() == ["rev"]
        assert session.scalar(select(func.count()).select_from(Task)) == 2
        assert session.scalar(select(func.count()).select_from(AssignmentRow)) == 2
    with closing(connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert list(path.parent.glob("*.part*")) == []
    return kind


@pytest.mark.slow
def test_killed_migration(tmp_path: Path) -> None:
    files = killed_copies(tmp_path, EVERY, 1)
    found = [check_whole(path) for path in files]
    # Both ends were met: kills before the commit and after it.
    assert found[0] is FileKind.OLDER
    assert found[-1] is FileKind.CURRENT
    assert len(files) > 15
