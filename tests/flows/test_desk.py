"""Proof-reading a real workspace by keys: confirm, correct, undo, split, come back."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.services.rows import ItemRef
from app.ui.itemmodels.library import PROOF_ROLE
from app.ui.pages.desk import DeskPage
from app.ui.widgets.desk_texts import LineEditor, TextEditor
from tests.flows.conftest import Start, settle
from tests.flows.test_first_day import control
from tests.ui.conftest import type_in

Key = Qt.Key


def desk_of(program: Program, qtbot: QtBot) -> DeskPage:
    """Go to the desk with the first plan."""
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is program.window)
    program.window.desk.proof(program.window.desk.navigator.plans[0].ref.version)
    settle(program, qtbot)
    page = program.window.shell.stack.page()
    assert isinstance(page, DeskPage)
    return page


def test_whole_plan_is_confirmed_by_enter_in_less_than_a_minute(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    page = desk_of(program, qtbot)
    total = len(page.model.items())
    assert total > 40
    began = time.monotonic()
    for _ in range(total + 1):
        qtbot.keyClick(page.list, Key.Key_Return)
        QApplication.processEvents()
    settle(program, qtbot)
    assert time.monotonic() - began < 60
    assert page.bar.done.text() == f"已校对 {total}/{total}"
    assert "全部内容已校对完成" in page.hint.text()
    version = program.window.desk.navigator.plans[0].ref.version
    assert program.session.desk.proof_state(version).complete
    assert f"已校对 {total}/{total}" in program.window.shell.status.scope.text()
    library = program.window.desk.library.model
    assert library.index(0, 0).data(PROOF_ROLE) == (total, total)


def test_correction_is_seen_everywhere_undone_and_there_after_a_new_start(
    start: Start, sample: Path, qtbot: QtBot
) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    page = desk_of(program, qtbot)
    version = program.window.desk.navigator.plans[0].ref.version
    ref = ItemRef(version, "task", 2)
    page.go_to(ref)
    settle(program, qtbot)
    line = page.form.editor("deadline_raw")
    assert isinstance(line, LineEditor)
    before = line.value()
    line.begin()
    line.edit.selectAll()
    type_in(line.edit, "2031年6月底前")
    qtbot.keyClick(line.edit, Key.Key_Return)
    settle(program, qtbot)
    assert program.session.task(ref).deadline_date == "2031-06-30"
    assert "理解为：2031年6月30日前" in page.form.editor("deadline_raw").before.text()
    assert "原识别" in page.form.editor("deadline_raw").before.text()

    control(qtbot, program, Key.Key_Z)
    settle(program, qtbot)
    assert page.form.editor("deadline_raw").value() == before
    control(qtbot, program, Key.Key_Y)
    settle(program, qtbot)
    program.window.close()
    program.lanes.close()
    program.session.close()
    again = start()
    assert again.session.task(ref).deadline_raw == "2031年6月底前"


def test_task_is_split_and_merged_again(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    page = desk_of(program, qtbot)
    version = program.window.desk.navigator.plans[0].ref.version
    ref = ItemRef(version, "task", 1)
    page.go_to(ref)
    settle(program, qtbot)
    tasks = len(page.model.items())
    text = program.session.task(ref).text
    editor = page.form.editor("text")
    assert isinstance(editor, TextEditor)
    editor.begin()
    editor.place_cursor(6)
    qtbot.keyClick(editor.edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(program, qtbot)
    assert len(page.model.items()) == tasks + 1
    made = page.list.current()
    assert made is not None
    assert made != ref
    assert program.session.task(ref).text == text[:6]
    assert program.session.task(made).text == text[6:]

    page.go_to(ref)
    settle(program, qtbot)
    page.decide.act("merge")
    settle(program, qtbot)
    assert len(page.model.items()) == tasks
    assert program.session.task(ref).text == text


def test_plan_chosen_in_the_library_by_keys_leaves_the_keyboard_there(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=tuple(sorted(sample.parent.glob("*.pdf"))))
    settle(program, qtbot)
    page = desk_of(program, qtbot)
    desk = program.window.desk
    other = desk.navigator.plans[1].ref.version
    desk.library.tree.setFocus()
    qtbot.keyClick(desk.library.tree, Key.Key_Left)  # folded, so that the next plan follows
    qtbot.keyClick(desk.library.tree, Key.Key_Down)
    settle(program, qtbot)
    assert page.source.title.full_text.endswith(desk.navigator.plans[1].title)
    assert desk.library.tree.hasFocus()
    qtbot.keyClick(desk.library.tree, Key.Key_Return)
    settle(program, qtbot)
    assert page.list.hasFocus()
    assert program.session.desk.proof_state(other).checked == 0
