"""The notice bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, FileRefused
from app.ui.messages import Messages
from app.ui.widgets.notices import MOST, Notice, NoticeBar


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QWidget) -> NoticeBar:
    return NoticeBar(window)


def test_newest_on_top_and_not_too_many(bar: NoticeBar) -> None:
    for number in range(MOST + 2):
        bar.show_notice(Notice("info", f"第{number}条"))
    assert bar.texts() == [f"第{number}条" for number in reversed(range(2, MOST + 2))]


def test_same_sentence_stands_once(bar: NoticeBar) -> None:
    bar.show_notice(Notice("error", "坏了。"))
    bar.show_notice(Notice("error", "坏了。"))
    assert bar.texts() == ["坏了。"]


def test_close_button_and_offer(bar: NoticeBar, qtbot: QtBot) -> None:
    taken: list[int] = []
    bar.show_notice(Notice("info", "好了。", offers=(("打开", lambda: taken.append(1)),)))
    qtbot.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert (taken, bar.texts()) == ([1], [])
    bar.show_notice(Notice("info", "又好了。"))
    qtbot.mouseClick(bar.findChildren(QToolButton)[-1], Qt.MouseButton.LeftButton)
    assert bar.texts() == []


def test_many_lines_are_cut_but_all_are_there(bar: NoticeBar, window: QWidget) -> None:
    Messages(bar, window).failures("有 9 个文件没有导入：", [f"{number}.pdf：坏" for number in range(9)])
    assert "8.pdf：坏" in bar.texts()[0]


def test_info_leaves_by_itself(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(Notice("info", "好了。"), seconds=0.01)
    qtbot.waitUntil(lambda: bar.texts() == [])


def test_known_error_says_what_to_do_next(bar: NoticeBar, window: QWidget) -> None:
    messages = Messages(bar, window)
    messages.refused(FileRefused("文件已加密。", "请先去掉口令。"))
    messages.refused(Cancelled())
    assert bar.texts() == ["已取消。没有改动任何内容。", "文件已加密。请先去掉口令。"]
