"""Remarks in the window, by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import UndoRefused, WorkspaceLocked
from app.services.rows import ItemRef
from app.ui.dialogs.reviewer import ReviewerDialog
from app.ui.main_window import MainWindow
from tests.ui.conftest import Settle, type_in
from tests.ui.office import Office
from tests.ui.test_main_window import press

TASK = ItemRef(1, "task", 4)
Write = Callable[[str], None]


@pytest.fixture
def on_task(window: MainWindow, settle: Settle) -> MainWindow:
    window.desk.navigator.select(TASK)
    settle()
    return window


@pytest.fixture
def write(on_task: MainWindow, qtbot: QtBot, settle: Settle) -> Write:
    """Ctrl+M, type, Ctrl+Enter."""

    def do(words: str) -> None:
        on_task.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is on_task)
        press(qtbot, on_task, Qt.Key.Key_M)
        type_in(on_task.desk.inspector.editor.text, words)
        qtbot.keyClick(on_task.desk.inspector.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()

    return do


def test_first_remark_asks_who_reviews_once(
    on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle
) -> None:
    write("建议明确时间")
    dialog = on_task.findChild(ReviewerDialog)
    assert dialog is not None
    assert office.remarks == []
    assert not dialog.ok.isEnabled()
    type_in(dialog.name, "周审阅")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle()
    assert [(row.text, row.author_name) for row in office.remarks] == [("建议明确时间", "周审阅")]
    assert on_task.commands["reviewer"].iconText() == "审阅人：周审阅"
    write("第二条")
    assert len(office.remarks) == 2


def test_text_stays_when_nobody_says_who_reviews(
    on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle
) -> None:
    write("不能丢")
    dialog = on_task.findChild(ReviewerDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert office.remarks == []
    assert on_task.desk.inspector.editor.text.toPlainText() == "不能丢"


def test_remark_is_shown_after_commit_with_severity(
    on_task: MainWindow, office: Office, qtbot: QtBot, settle: Settle
) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    qtbot.mouseClick(on_task.desk.inspector.write, Qt.MouseButton.LeftButton)
    type_in(on_task.desk.inspector.editor.text, "数字有误")
    on_task.desk.inspector.editor.set_severity("重大")
    qtbot.mouseClick(on_task.desk.inspector.editor.button, Qt.MouseButton.LeftButton)
    assert on_task.desk.inspector.remarks.cards() == []
    settle()
    card = on_task.desk.inspector.remarks.cards()[0]
    assert (card.remark.text, card.remark.severity) == ("数字有误", "重大")
    assert on_task.desk.inspector.count.text() == "意见 1 条"
    assert on_task.shell.status.saved.text() == "已保存"
    assert not on_task.desk.inspector.editor.isVisible()


def test_refused_write_keeps_the_text(on_task: MainWindow, office: Office, write: Write, settle: Settle) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")

    def refuse(*_arguments: object) -> object:
        raise WorkspaceLocked("审阅项目被占用。", "请稍后再试。")

    object.__setattr__(on_task.desk.remarking._services, "add_remark", refuse)
    write("不能丢")
    assert on_task.desk.inspector.editor.text.toPlainText() == "不能丢"
    assert "审阅项目被占用。" in on_task.desk.notices.texts()[0]
    assert on_task.shell.status.saved.text() == "未保存"


def test_undo_and_redo_by_keys(on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    write("可以撤销")
    assert "撤销添加意见" in on_task.commands["undo"].text()
    press(qtbot, on_task, Qt.Key.Key_Z)
    settle()
    assert office.remarks == []
    assert on_task.desk.inspector.remarks.cards() == []
    press(qtbot, on_task, Qt.Key.Key_Y)
    settle()
    assert [row.text for row in office.remarks] == ["可以撤销"]
    assert not on_task.commands["redo"].isEnabled()


def test_refused_undo_is_a_sentence_and_leaves_the_stack(
    on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle
) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    write("后来有人改过")
    office.undo_error = UndoRefused("此后又有修改，不能撤销。")
    press(qtbot, on_task, Qt.Key.Key_Z)
    settle()
    assert "此后又有修改，不能撤销。" in on_task.desk.notices.texts()[0]
    assert not on_task.commands["undo"].isEnabled()


def test_draft_survives_a_change_of_selection(on_task: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, on_task, Qt.Key.Key_M)
    type_in(on_task.desk.inspector.editor.text, "写到一半")
    on_task.desk.navigator.select(ItemRef(1, "task", 5))
    settle()
    assert not on_task.desk.inspector.editor.isVisible()
    on_task.desk.navigator.select(TASK)
    settle()
    press(qtbot, on_task, Qt.Key.Key_M)
    assert on_task.desk.inspector.editor.text.toPlainText() == "写到一半"


def test_edit_by_enter_on_the_card(
    on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle
) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    write("旧")
    qtbot.keyClick(on_task.desk.inspector.remarks.cards()[0], Qt.Key.Key_Return)
    editor = on_task.desk.inspector.editor
    editor.text.selectAll()
    type_in(editor.text, "新")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [row.text for row in office.remarks] == ["新"]


def test_delete_asks_and_deletes(
    on_task: MainWindow, office: Office, write: Write, qtbot: QtBot, settle: Settle
) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    write("多余")
    qtbot.keyClick(on_task.desk.inspector.remarks.cards()[0], Qt.Key.Key_Delete)
    box = on_task.findChild(QMessageBox)
    assert box is not None
    button = next(one for one in box.findChildren(QPushButton) if one.text() == "删除")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert office.remarks == []


def test_settle_marks_it_done(on_task: MainWindow, office: Office, write: Write, settle: Settle) -> None:
    on_task.desk.remarking.set_reviewer("周审阅", "")
    write("已改")
    on_task.desk.inspector.remarks.cards()[0].actions()[1].trigger()
    settle()
    assert office.remarks[0].state == "已办结"


def test_unsaved_text_is_asked_about_at_the_end(on_task: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, on_task, Qt.Key.Key_M)
    type_in(on_task.desk.inspector.editor.text, "还没保存")
    on_task.close()
    assert on_task.isVisible()
    box = on_task.findChild(QMessageBox)
    assert box is not None
    button = next(one for one in box.findChildren(QPushButton) if one.text() == "不保存并退出")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not on_task.isVisible()


def test_read_only_window_cannot_write(on_task: MainWindow) -> None:
    on_task.desk.inspector.set_writable(False, "只能查看")
    on_task.desk.inspector.begin_remark()
    assert not on_task.desk.inspector.editor.isVisible()
    assert QApplication.focusWidget() is not on_task.desk.inspector.editor.text
