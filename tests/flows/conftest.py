"""The whole program on a real workspace file, with real helper processes, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import bootstrap, paths
from app.bootstrap import Program, Wanted
from app.settings import Settings

NOISE = "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
PATIENCE = 60_000
Start = Callable[..., Program]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These start processes and take seconds."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(NOISE, extend=True))
            item.add_marker(pytest.mark.timeout(120))


@pytest.fixture
def sample() -> Path:
    """One of the shipped sample plans."""
    found = sorted((paths.resources() / "samples").glob("*.pdf"))
    assert found
    return found[0]


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """Start the program on a workspace and wait until its plan list is filled; all are stopped at the end."""
    running: list[Program] = []

    def do(name: str = "审阅.qinglan", files: tuple[Path, ...] = ()) -> Program:
        program = bootstrap.start(Wanted(tmp_path / name, files), Settings.load())
        running.append(program)
        program.window.showNormal()
        program.window.resize(1366, 768)
        with qtbot.waitSignal(program.window.filled, timeout=PATIENCE):
            qtbot.waitExposed(program.window)
        settle(program, qtbot)
        return program

    yield do
    for program in running:
        program.window.desk.inspector.editor.leave()
        program.window.desk.inspector.editor.forget()
        program.window.close()
        bootstrap.stop(program)


def settle(program: Program, qtbot: QtBot) -> None:
    """Wait until nothing is under way and all answers are shown."""
    for _ in range(4):
        qtbot.wait(5)
        qtbot.waitUntil(lambda: not program.lanes.busy(), timeout=PATIENCE)
