"""The locked PySide6 must survive many calls: 6.12.0 aborts on Python 3.11, losing a reference of None or True each."""

from __future__ import annotations

import sys

import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 20_000


class Sender(QObject):
    fired = Signal(int)


def test_emits_survive(qtbot: QtBot) -> None:
    received: list[int] = []
    sender = Sender()
    sender.fired.connect(received.append)
    for number in range(CALLS):
        sender.fired.emit(number)
    assert received == list(range(CALLS))


def test_set_text_survives(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(CALLS):
        label.setText(str(number))
    assert label.text() == str(CALLS - 1)


def test_none_loses_no_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 500


def test_version_is_one_that_old_systems_can_load() -> None:
    assert PySide6.__version_info__[:2] in {(6, 8), (6, 9)}
