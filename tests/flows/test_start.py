"""The program as it is started: what is imported when, which face comes up, what it says without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROBE = """
import json, sys
from pathlib import Path
from app import bootstrap
from app.settings import Settings
program = bootstrap.start(bootstrap.Wanted(Path(sys.argv[1])), Settings.load())
at_show = sorted({name.partition(".")[0] for name in sys.modules})
program.window.filled.connect(program.app.quit)
program.window.show()
program.app.exec()
filled = sorted({name.partition(".")[0] for name in sys.modules})
bootstrap.stop(program)
print(json.dumps([at_show, filled]))
"""
HEAVY = {"pdfplumber", "pdfminer", "pypdfium2", "reportlab", "pyqtgraph", "numpy", "alembic", "openpyxl", "PIL"}


def run(words: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder."""
    environment = {**os.environ, **more}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    folder = tmp_path_factory.mktemp("probe")
    done = run(["-c", PROBE, str(folder / "w.qinglan")], QINGLAN_PROFILE=str(folder))
    assert done.returncode == 0, done.stderr
    at_show, filled = json.loads(done.stdout.splitlines()[-1])
    return set(at_show), set(filled)


def test_window_stands_before_the_database_is_imported(modules: tuple[set[str], set[str]]) -> None:
    assert "PySide6" in modules[0]
    assert not modules[0] & (HEAVY | {"sqlalchemy", "sqlite3"})


def test_nothing_heavy_is_imported_to_fill_the_plan_list(modules: tuple[set[str], set[str]]) -> None:
    assert "sqlalchemy" in modules[1]
    assert not modules[1] & HEAVY


def test_sub_command_imports_no_qt(tmp_path: Path) -> None:
    program = (
        "import sys, runpy\nsys.argv = ['qinglan', 'list', '--workspace', sys.argv[1]]\n"
        "try:\n    runpy.run_module('app', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        "print('PySide6' in sys.modules)"
    )
    assert run(["-c", program, str(tmp_path / "none.qinglan")]).stdout.splitlines()[-1] == "False"


def test_help_is_chinese_and_opens_no_window() -> None:
    done = run(["-m", "app", "--help"])
    assert done.returncode == 0
    assert "清览" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without a display")
def test_without_a_screen_it_says_so(tmp_path: Path) -> None:
    bare = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    done = run(["-m", "app"], QINGLAN_PROFILE=str(tmp_path), **bare)
    assert done.returncode == 1
    assert "没有图形显示环境" in done.stderr
