"""The dialog of rules and word lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.finding_rows import SET_ASIDE
from app.ui.dialogs.check_rules import RulesDialog
from app.ui.lanes import Lanes
from tests.ui.pages.suspected import Suspected

Settle = Callable[[], None]


@pytest.fixture
def suspected() -> Suspected:
    made = Suspected()
    made.judge("a", state=SET_ASIDE)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, suspected: Suspected, lanes: Lanes, settle: Settle) -> RulesDialog:
    made = RulesDialog(suspected.services(), lanes)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def cell(dialog: RulesDialog, row: int, column: int) -> str:
    return str(dialog.table.model().index(row, column).data())


def test_lists_rules_with_counts(dialog: RulesDialog) -> None:
    assert [cell(dialog, 0, column) for column in (1, 3, 5)] == ["1.1　措施名称与任务类别不一致", "2", "1/2（50%）"]


def test_a_rule_is_switched_off(qtbot: QtBot, dialog: RulesDialog, suspected: Suspected, settle: Settle) -> None:
    with qtbot.waitSignal(dialog.changed):
        dialog.rules.setData(dialog.rules.index(1, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    settle()
    assert suspected.off == {"3.1"}


def test_space_switches_a_rule(qtbot: QtBot, dialog: RulesDialog, suspected: Suspected, settle: Settle) -> None:
    dialog.table.setCurrentIndex(dialog.rules.index(2, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    settle()
    assert suspected.off == {"4.2"}


def test_words_are_saved(qtbot: QtBot, dialog: RulesDialog, suspected: Suspected, settle: Settle) -> None:
    dialog.tabs.setCurrentIndex(1)
    assert dialog.words.toPlainText() == "力争\n鼓励"
    dialog.words.setPlainText("力争\n\n 探索 ")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert suspected.done[-1] == ("soft", "力争", "探索")


def test_words_go_back_to_what_was_shipped(
    qtbot: QtBot, dialog: RulesDialog, suspected: Suspected, settle: Settle
) -> None:
    dialog.tabs.setCurrentIndex(1)
    assert "增加：鼓励" in dialog.note.text()
    qtbot.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    settle()
    assert suspected.done[-1] == ("soft", "力争", "试点")
