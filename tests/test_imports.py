"""Heavy libraries load late: starting the program must not pay for what it may never use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = {
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "reportlab",
    "pyqtgraph",
    "numpy",
    "alembic",
    "openpyxl",
    "PIL",
    "pypinyin",
}
QT = {"PySide6", "shiboken6"}
DATABASE = {"sqlalchemy", "sqlite3"}
NETWORK = {"ssl", "http", "urllib3", "requests"}


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a statement."""
    program = (
        f"import sys, json\n{statement}\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_probe_sees_imports() -> None:
    assert "openpyxl" in loaded_by("import openpyxl")


@pytest.mark.parametrize("module", ["app.cli", "app.__main__", "app.settings", "app.logs", "app.paths", "app.errors"])
def test_module_is_light(module: str) -> None:
    assert not loaded_by(f"import {module}") & (HEAVY | QT | DATABASE | NETWORK)


@pytest.mark.parametrize("module", ["app.services.rows", "app.services.progress", "app.services.helpers"])
def test_service_that_the_window_starts_with_is_light(module: str) -> None:
    assert not loaded_by(f"import {module}") & (HEAVY | QT | DATABASE)


@pytest.mark.parametrize("command", ["--help", "list"])
def test_command_line_loads_no_qt_and_nothing_heavy(command: str, tmp_path: Path) -> None:
    words = [command] if command == "--help" else [command, "--workspace", str(tmp_path / "none.qinglan")]
    statement = f"import app.cli\ntry:\n    app.cli.main({words!r})\nexcept SystemExit:\n    pass"
    assert not loaded_by(statement) & (HEAVY | QT)


def test_models_do_not_load_migrations() -> None:
    assert not loaded_by("import app.models.workspace") & (HEAVY | QT)


def test_window_code_is_light() -> None:
    assert not loaded_by("import app.bootstrap") & (HEAVY | QT | DATABASE)


SHOW_A_WINDOW = """
from pathlib import Path
from PySide6.QtCore import QTimer
from app.bootstrap import Wanted, start, stop
from app.settings import Settings
program = start(Wanted(Path({workspace!r})), Settings.load())
program.window.show()
QTimer.singleShot(1500, program.app.quit)
program.app.exec()
stop(program)
"""


def test_window_with_an_empty_workspace_loads_nothing_heavy(tmp_path: Path) -> None:
    held = loaded_by(SHOW_A_WINDOW.format(workspace=str(tmp_path / "empty.qinglan")))
    assert "PySide6" in held
    assert not held & HEAVY
