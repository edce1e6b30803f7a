"""The window as a whole: what opens, what is selected, what can be done when."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import WorkspaceRefused
from app.services.rows import ItemRef, Scope
from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.pageset import PAGES
from tests.ui.conftest import MakeWindow, Settle
from tests.ui.office import Office
from tests.ui.pages.invented import make_plan


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *, shift: bool = False) -> None:
    """A shortcut with Ctrl, wherever the keyboard is."""
    modifier = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifier |= Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, key, modifier)


def test_only_plan_is_opened_and_shown(window: MainWindow) -> None:
    assert window.desk.library.current_scope() == Scope(1)
    assert window.shell.stack.key == "reading"
    assert "24 项任务" in window.shell.status.scope.text()
    assert "云泽市" in window.windowTitle() or "默认审阅项目" in window.windowTitle()


def test_selection_in_library_becomes_scope_and_card(window: MainWindow, settle: Settle) -> None:
    window.desk.library.select_scope(Scope(1, 2))
    settle()
    assert window.shell.stack.scope() == Scope(1, 2)
    assert window.desk.inspector.title.text() == "二、抓实工业节水"


def test_library_moves_by_arrow_keys(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.desk.library.tree.setFocus()
    qtbot.keyClick(window.desk.library.tree, Qt.Key.Key_Down)
    settle()
    assert window.shell.stack.scope() == Scope(1, 1)


@pytest.mark.parametrize("number", range(1, len(PAGES) + 1))
def test_ctrl_number_shows_page(window: MainWindow, qtbot: QtBot, number: int, settle: Settle) -> None:
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number))
    settle()
    assert window.shell.stack.key == PAGES[number - 1].key
    assert window.shell.rail.button(window.shell.stack.key).isChecked()


def test_rail_click_shows_page_and_catalogue_agrees_with_it(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    for entry in PAGES:
        qtbot.mouseClick(window.shell.rail.button(entry.key), Qt.MouseButton.LeftButton)
        settle()
        page = window.shell.stack.page()
        assert page is not None
        assert (page.key, page.title) == (entry.key, entry.title)


def test_item_selected_on_a_page_is_shown_in_inspector(window: MainWindow, settle: Settle) -> None:
    page = window.shell.stack.page()
    assert page is not None
    page.item_selected.emit(ItemRef(1, "task", 4))
    settle()
    assert window.desk.inspector.kind.text() == "任务 4"
    assert window.commands["remark"].isEnabled()


def test_other_page_follows_the_one_selection(window: MainWindow, settle: Settle) -> None:
    page = window.shell.stack.page()
    assert page is not None
    page.open_item.emit(ItemRef(1, "task", 5), "tasks")
    settle()
    assert window.shell.stack.key == "tasks"
    assert window.desk.inspector.ref() == ItemRef(1, "task", 5)


def test_link_to_measure_selects_it_in_library(window: MainWindow, settle: Settle) -> None:
    window.desk.navigator.select(ItemRef(1, "task", 4))
    settle()
    window.desk.inspector.fields.linkActivated.emit("measure:2")
    settle()
    assert window.desk.library.current_scope() == Scope(1, 2, 2)


def test_ctrl_b_and_ctrl_i_fold_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_B)
    press(qtbot, window, Qt.Key.Key_I)
    assert not window.desk.library.isVisible()
    assert not window.desk.inspector.isVisible()
    press(qtbot, window, Qt.Key.Key_B)
    assert window.desk.library.isVisible()
    assert window.commands["library"].isChecked()


def test_f6_goes_round_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    seen = []
    window.activateWindow()
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        panes = (window.shell.rail, window.desk.library, window.shell.stack, window.desk.inspector)
        seen.append(next((pane for pane in panes if focus is not None and pane.isAncestorOf(focus)), None))
    assert set(seen) == {window.shell.rail, window.desk.library, window.shell.stack, window.desk.inspector}


def test_every_command_has_words_a_menu_and_its_own_shortcut(window: MainWindow) -> None:
    shortcuts = [action.shortcut().toString() for menu in window.commands.menus.values() for action in menu.actions()]
    used = [one for one in shortcuts if one]
    assert len(used) == len(set(used))
    assert {"Ctrl+O", "Ctrl+Z", "Ctrl+Y", "Ctrl+M", "Ctrl+B", "Ctrl+I", "F1"} <= set(used)


def test_command_that_is_off_says_why(make_window: MakeWindow, office: Office) -> None:
    office.plans.append(make_plan(2))
    window = make_window()
    assert not window.commands["report"].isEnabled()
    assert "请先在方案库中选择一个方案" in window.commands["report"].toolTip()


def test_empty_workspace_says_what_to_do(make_window: MakeWindow, office: Office, qtbot: QtBot, settle: Settle) -> None:
    office.plans.clear()
    window = make_window()
    assert window.shell.welcome.isVisible()
    qtbot.mouseClick(window.shell.welcome.second, Qt.MouseButton.LeftButton)
    settle()
    assert office.done == ["import 示例甲.pdf", "import 示例乙.pdf"]
    assert not window.shell.welcome.isVisible()


def test_second_window_says_who_has_it_and_writes_nothing(make_window: MakeWindow, office: Office) -> None:
    office.read_only = "审阅项目正由王某在 PC-1 使用。本窗口只能查看，不能改动。"
    window = make_window()
    assert office.read_only in window.desk.notices.texts()[0]
    for key in ("import", "samples", "remark", "undo", "reviewer"):
        assert not window.commands[key].isEnabled()
        assert "王某" in window.commands[key].toolTip()
    assert window.commands["report"].isEnabled()
    assert window.shell.status.saved.text() == "只能查看"


def test_refused_workspace_can_be_tried_again(
    make_window: MakeWindow, office: Office, qtbot: QtBot, settle: Settle
) -> None:
    office.open_error = WorkspaceRefused("审阅项目由较新版本保存。", "请升级程序。")
    window = make_window()
    assert window.shell.welcome.head.text() == "审阅项目由较新版本保存。"
    office.open_error = None
    qtbot.mouseClick(window.shell.welcome.first, Qt.MouseButton.LeftButton)
    settle()
    assert window.shell.stack.key == "reading"


def test_files_of_the_command_line_are_imported(make_window: MakeWindow, office: Office) -> None:
    make_window(files=(Path("甲市.pdf"),))
    assert office.done == ["import 甲市.pdf"]


def test_window_state_is_remembered(make_window: MakeWindow, office: Office, settle: Settle) -> None:
    window = make_window()
    window.desk.navigator.show_page("tasks")
    window.desk.library.select_scope(Scope(1, 3))
    window.shell.frame.set_shown("inspector", False)
    settle()
    window.close()
    window._settings.save()
    again = make_window()
    assert again.shell.stack.key == "tasks"
    assert again.desk.library.current_scope() == Scope(1, 3)
    assert not again.desk.inspector.isVisible()


def test_remembered_scope_that_is_gone_falls_back(make_window: MakeWindow) -> None:
    settings = Settings.load()
    from app.settings import WINDOW_STATE

    settings.set(WINDOW_STATE, '{"widths": "x", "scope": [99, null, null]}')
    settings.save()
    assert make_window().desk.library.current_scope() == Scope(1)


def test_plain_and_narrow_windows_cut_nothing_off(make_window: MakeWindow, settle: Settle) -> None:
    window = make_window(1093, 614)
    settle()
    assert window.shell.frame.is_drawer("library")
    assert (window.width(), window.height()) == (1093, 614)
    assert not window.desk.library.isVisible()
    assert window.shell.stack.width() >= 1093 - 62
    window.shell.frame.toggle("inspector")
    assert window.desk.inspector.isVisible()
    right = window.desk.inspector.mapTo(window, window.desk.inspector.rect().bottomRight())
    assert right.x() <= 1093
    assert right.y() <= 614


def test_escape_closes_a_drawer(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(1093, 614)
    window.shell.frame.toggle("library")
    assert window.desk.library.isVisible()
    qtbot.keyClick(window.desk.library.tree, Qt.Key.Key_Escape)
    assert not window.desk.library.isVisible()


def test_f1_opens_the_manual(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.desk._manual is not None
    assert window.desk._manual.isVisible()
    assert window.desk._manual.topics.count() >= 4
