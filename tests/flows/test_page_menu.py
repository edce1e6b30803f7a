"""The menu 本页: every page says there what can be done on it, and what is chosen there is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.ui.pages.desk import DeskPage
from app.ui.pages.reading import ReadingPage
from app.ui.pages.tasks import TasksPage
from tests.flows.conftest import Start, settle
from tests.flows.test_desk import desk_of


def entries(program: Program) -> dict[str, QAction]:
    """What the menu offers now, by words."""
    menu = program.window.commands.menus["page"]
    menu.aboutToShow.emit()
    return {action.text().partition("\t")[0]: action for action in menu.actions() if not action.isSeparator()}


def test_every_page_has_its_commands(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    expected = {"reading": "对照原件", "tasks": "连同表头复制", "matrix": "复制整张表", "overview": "单位职责",
                "check": "规则与词表…", "desk": "与下一条合并"}  # fmt: skip
    for key, words in expected.items():
        program.window.desk.navigator.show_page(key)
        settle(program, qtbot)
        assert words in entries(program), key


def test_commands_act_on_the_page(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    program.window.desk.navigator.show_page("reading")
    settle(program, qtbot)
    reading = program.window.shell.stack.page()
    assert isinstance(reading, ReadingPage)
    entries(program)["对照原件"].trigger()
    assert reading.source_button.isChecked()
    assert entries(program)["对照原件"].isChecked()

    program.window.desk.navigator.show_page("tasks")
    settle(program, qtbot)
    tasks = program.window.shell.stack.page()
    assert isinstance(tasks, TasksPage)
    assert not entries(program)["清除筛选"].isEnabled()
    entries(program)["按时限"].trigger()
    settle(program, qtbot)
    assert tasks.model.bands
    assert entries(program)["按时限"].isChecked()


def test_commands_of_the_desk_follow_the_item(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    page: DeskPage = desk_of(program, qtbot)
    page.show_only("all")
    settle(program, qtbot)
    assert not entries(program)["与下一条合并"].isEnabled()  # the front matter
    found = next(item.ref for item in page.model.items() if item.kind == "task")
    page.go_to(found)
    settle(program, qtbot)
    assert entries(program)["与下一条合并"].isEnabled()
    entries(program)["确认，转到下一处"].trigger()
    settle(program, qtbot)
    item = page.model.item(found)
    assert item is not None
    assert item.checked
