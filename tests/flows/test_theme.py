"""Another theme at once: the pages, the frame and the card, with nothing lost that was being typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.pages.desk import DeskPage
from app.ui.widgets.desk_texts import LineEditor
from tests.flows.conftest import Start, settle
from tests.flows.test_desk import desk_of


@pytest.fixture(autouse=True)
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def lightness(program: Program) -> list[int]:
    """Of the rail, the library's pane, the page and the inspector at a place without words."""
    shell = program.window.shell
    places = (shell.rail, program.window.desk.library.tree.viewport(), shell.stack, program.window.desk.inspector)
    found = []
    for widget in places:
        picture = widget.grab().toImage()
        found.append(picture.pixelColor(picture.width() - 3, picture.height() - 60).lightness())
    return found


def test_everything_turns_dark_and_back(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    desk = program.window.desk
    desk.navigator.show_page("tasks")
    desk.navigator.select(ItemRef(desk.navigator.plans[0].ref.version, "task", 2))
    settle(program, qtbot)
    assert min(lightness(program)) > 200
    program.window.commands["dark"].trigger()
    settle(program, qtbot)
    assert max(lightness(program)) < 60
    assert theme.DARK.accent in desk.inspector.fields.text()
    program.window.commands["dark"].trigger()
    settle(program, qtbot)
    assert min(lightness(program)) > 200
    page = program.window.shell.stack.page()
    assert page is not None
    assert page.key == "tasks"
    assert program.window.shell.stack.count() == 2  # the welcome and the page: the old ones are gone


def test_what_is_typed_at_the_desk_is_stored(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    page = desk_of(program, qtbot)
    ref = ItemRef(program.window.desk.navigator.plans[0].ref.version, "task", 2)
    page.go_to(ref)
    settle(program, qtbot)
    line = page.form.editor("deadline_raw")
    assert isinstance(line, LineEditor)
    line.begin()
    line.edit.setText("2032年底前")
    program.window.commands["dark"].trigger()
    settle(program, qtbot)
    assert program.session.task(ref).deadline_raw == "2032年底前"
    again = program.window.shell.stack.page()
    assert isinstance(again, DeskPage)
    assert again is not page
    qtbot.waitUntil(lambda: program.window.desk.undoing.can_undo())
