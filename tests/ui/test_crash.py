"""A bug is shown once, written down, and stops nothing."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.crash import CrashHook, describe
from app.ui.dialogs.crash import CrashDialog

Expect = Callable[[str], None]


@pytest.fixture
def hook(qapp: QApplication, tmp_path: Path) -> Iterator[CrashHook]:
    made = CrashHook(tmp_path)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, CrashDialog):
            widget.close()


def dialogs() -> list[CrashDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]


def bug() -> ZeroDivisionError:
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_report_has_versions_and_traceback() -> None:
    text = describe(bug())
    assert "Python" in text
    assert "ZeroDivisionError" in text
    assert "test_crash.py" in text


def test_bug_opens_a_dialog_and_leaves_a_file(
    hook: CrashHook, qtbot: QtBot, tmp_path: Path, expect_log: Expect
) -> None:
    expect_log("bug: ZeroDivisionError")
    hook._caught.emit(bug())
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "ZeroDivisionError" in next(tmp_path.glob("crash-*.txt")).read_text(encoding="utf-8")
    qtbot.mouseClick(dialogs()[0].copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in QApplication.clipboard().text()


def test_second_bug_does_not_open_a_second_dialog(hook: CrashHook, qtbot: QtBot, expect_log: Expect) -> None:
    expect_log("bug: ZeroDivisionError")
    expect_log("another bug while one is shown")
    hook._caught.emit(bug())
    hook._caught.emit(bug())
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    qtbot.wait(20)
    assert len(dialogs()) == 1


def test_after_one_is_closed_the_next_is_shown(hook: CrashHook, qtbot: QtBot, expect_log: Expect) -> None:
    expect_log("bug: ZeroDivisionError")
    hook._caught.emit(bug())
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    qtbot.mouseClick(dialogs()[0].go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialogs())
    hook._caught.emit(bug())
    qtbot.waitUntil(lambda: len(dialogs()) == 1)


def test_bug_in_a_thread_arrives(hook: CrashHook, qtbot: QtBot, expect_log: Expect) -> None:
    expect_log("bug: ZeroDivisionError")
    error = bug()
    arguments = threading.ExceptHookArgs((type(error), error, None, None))
    thread = threading.Thread(target=hook._thread_hook, args=(arguments,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)


def test_abort_of_an_earlier_run_is_told_once(hook: CrashHook, tmp_path: Path) -> None:
    (tmp_path / "aborted-1.log").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    (tmp_path / "aborted-2.log").write_text("", encoding="utf-8")
    assert "Segmentation fault" in hook._take_abort()
    assert hook._take_abort() == ""


def test_install_and_remove_leave_the_hooks_as_they_were(hook: CrashHook, tmp_path: Path) -> None:
    hook.install()
    assert sys.excepthook == hook._main_hook
    assert (tmp_path / f"aborted-{os.getpid()}.log").exists()
    hook.remove()
    assert sys.excepthook is sys.__excepthook__
    assert list(tmp_path.glob("aborted-*")) == []
