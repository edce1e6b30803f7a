"""Files to open, and proof that a file was left alone."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from app.models.connection import connect
from app.models.migrations.runner import migrate
from app.models.peek import APPLICATION_ID
from app.models.schema import create_file
from tests.conftest import ROOT


def fingerprint(folder: Path) -> dict[str, str]:
    """Return every file of a folder with the hash of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def make_current(path: Path) -> Path:
    create_file(path)
    return path


def make_old(path: Path) -> Path:
    """Make a version 1 workspace with one plan, two tasks, duties, and a remark on the second task."""
    with closing(connect(path, mode="rwc")) as made:
        made.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrate(path, 1)
    with closing(connect(path)) as made:
        made.executescript(OLD_ROWS)
    return path


OLD_ROWS = """
INSERT INTO source_file VALUES (1, 'ab', '旧.pdf', 'pdf', 2, '2030-01-01', x'4142');
INSERT INTO plan VALUES (1, 'plan-uuid', '旧城绿化方案', '青湾市', NULL, 9, 'jiu');
INSERT INTO plan_version VALUES (1, 1, 1, 'version-id', '旧城绿化方案', NULL, NULL, NULL, '青湾市', NULL, NULL,
  '引言', NULL, '[]', '[]', '[]', NULL, 1, '{}', '[]', '0.0', '2030-01-01');
INSERT INTO agency VALUES (1, '林业局', '市', '青湾市', '政府部门', '林业', 210, 'lin ye ju', 1);
INSERT INTO agency VALUES (2, '财政局', '市', '青湾市', '政府部门', '财政', 150, 'cai zheng ju', 1);
INSERT INTO category VALUES (1, 1, 1, '种树', 'zhong shu');
INSERT INTO task VALUES (1, 1, 1, '1', NULL, 1, 'printed', NULL, NULL, '种树千株。', NULL, '[]', 0, NULL, NULL,
  210, '9998', 'zhong');
INSERT INTO task VALUES (2, 1, 2, '2', NULL, 1, 'inherited', NULL, NULL, '养护草坪。', NULL, '[]', 0, NULL, NULL,
  999999, '9999', 'yang');
INSERT INTO deadline VALUES (1, '持续推进', 'ongoing', NULL, NULL, NULL, NULL);
INSERT INTO assignment VALUES (1, 1, 1, 1, 'lead', '', 1, '市林业局', '[]', 0);
INSERT INTO assignment VALUES (2, 1, 1, 2, 'support', '', 2, '市财政局', '[]', 0);
INSERT INTO reviewer VALUES (1, 'who', '陈一', '青湾市发改委');
INSERT INTO revision VALUES (1, 'rev', 'rem', 'remark', '[]', 'who', '2030-01-02', 'digest',
  '{"text": "株数偏少"}', '{"plan": "plan-uuid", "version": "version-id", "path": "task/2"}', 'plan-uuid');
INSERT INTO remark VALUES ('rem', 'plan-uuid', 'version-id', 'task', 2, 'task/2', '株数偏少', '一般', '未处理',
  'who', '2030-01-02', '', 0);
"""


def set_header(path: Path, *, version: int | None = None, application: int | None = None) -> None:
    """Write the two marks into the header as bytes, as another program would have left them."""
    data = bytearray(path.read_bytes())
    if version is not None:
        data[60:64] = struct.pack(">i", version)
    if application is not None:
        data[68:72] = struct.pack(">I", application)
    path.write_bytes(data)


def make_foreign(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE music (title TEXT)")
        made.commit()
    return path


def run_python(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program text in a process of its own."""
    words = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=50)
