"""What an official does on the first day: drop a plan, look, remark, undo, write the papers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.services.rows import ItemRef, Scope
from app.ui.dialogs.reviewer import ReviewerDialog
from tests.flows.conftest import Start, settle
from tests.ui.conftest import type_in


def drop(program: Program, files: list[Path]) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place, action = QPoint(500, 300), Qt.DropAction.CopyAction
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(program.window, QDragEnterEvent(place, action, data, button, modifier))
    QApplication.sendEvent(program.window, QDropEvent(place, action, data, button, modifier))


def control(qtbot: QtBot, program: Program, key: Qt.Key) -> None:
    """A shortcut of the window."""
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is program.window)
    qtbot.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)


def test_from_drop_to_paper(
    start: Start, sample: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()
    desk = program.window.desk
    assert program.window.shell.welcome.isVisible()

    drop(program, [sample])
    settle(program, qtbot)
    plan = desk.navigator.plans[0]
    assert plan.tasks > 10
    assert f"《{plan.title}》" in desk.notices.texts()[0]

    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        control(qtbot, program, key)
        settle(program, qtbot)
    desk.navigator.select(ItemRef(plan.ref.version, "task", 2))
    settle(program, qtbot)
    assert desk.inspector.source.picture.has_picture()

    control(qtbot, program, Qt.Key.Key_M)
    type_in(desk.inspector.editor.text, "建议写明牵头单位")
    qtbot.keyClick(desk.inspector.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = program.window.findChild(ReviewerDialog)
    assert dialog is not None
    type_in(dialog.name, "周审阅")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    assert [card.remark.text for card in desk.inspector.remarks.cards()] == ["建议写明牵头单位"]
    assert "意见 1 条" in program.window.shell.status.scope.text()

    control(qtbot, program, Qt.Key.Key_Z)
    settle(program, qtbot)
    assert desk.inspector.remarks.cards() == []
    control(qtbot, program, Qt.Key.Key_Y)
    settle(program, qtbot)
    assert len(desk.inspector.remarks.cards()) == 1

    chosen = iter([tmp_path / "报告.pdf", tmp_path / "任务.xlsx"])
    monkeypatch.setattr(desk.messages, "choose_target", lambda *_: next(chosen))
    for key in (Qt.Key.Key_P, Qt.Key.Key_E):
        control(qtbot, program, key)
        settle(program, qtbot)
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(tmp_path / "任务.xlsx")
    assert "任务.xlsx" in desk.notices.texts()[0]


def test_bad_file_is_a_sentence_and_the_rest_goes_on(start: Start, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "坏文件.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    program = start()
    drop(program, [bad, sample, sample])
    settle(program, qtbot)
    desk = program.window.desk
    assert len(desk.navigator.plans) == 1
    texts = "\n".join(desk.notices.texts())
    assert "坏文件.pdf：" in texts
    assert "此前已导入，没有重复" in texts


def test_remark_is_there_after_a_new_start(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    desk = program.window.desk
    task = ItemRef(desk.navigator.plans[0].ref.version, "task", 1)
    desk.remarking._store("周审阅", "", lambda: desk.remarking.save(task, "", "留着", "重大"))
    settle(program, qtbot)
    program.window.close()
    program.lanes.close()
    program.session.close()
    again = start()
    again.window.desk.navigator.select(task)
    settle(again, qtbot)
    cards = again.window.desk.inspector.remarks.cards()
    assert [(card.remark.text, card.remark.severity) for card in cards] == [("留着", "重大")]
    assert again.window.commands["reviewer"].iconText() == "审阅人：周审阅"


def test_second_window_reads_only(start: Start, sample: Path, qtbot: QtBot) -> None:
    first = start(files=(sample,))
    settle(first, qtbot)
    second = start()
    assert second.window.desk.read_only
    assert not second.window.commands["import"].isEnabled()
    assert len(second.window.desk.navigator.plans) == 1
    second.window.desk.import_files([sample])
    assert any("没有导入。" in text for text in second.window.desk.notices.texts())


def test_scope_narrows_every_page(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    desk = program.window.desk
    version = desk.navigator.plans[0].ref.version
    desk.library.select_scope(Scope(version, desk.navigator.plans[0].children[1].ref.number))
    for key in ("reading", "tasks", "matrix"):
        desk.navigator.show_page(key)
        settle(program, qtbot)
        assert program.window.shell.stack.key == key
