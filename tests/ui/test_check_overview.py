"""Pages 校核 and 总览 in the window: what they ask of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.finding_rows import OPEN, TO_REMARK
from app.services.rows import Scope
from app.ui.itemmodels.library import FINDINGS_ROLE
from app.ui.main_window import MainWindow
from app.ui.pages.check import CheckPage
from app.ui.pages.overview import OverviewPage
from app.ui.pages.tasks import TasksPage
from tests.ui.office import Office

Settle = Callable[[], None]


def show_check(window: MainWindow, settle: Settle) -> CheckPage:
    window.desk.navigator.show_page("check")
    settle()
    page = window.shell.stack.page()
    assert isinstance(page, CheckPage)
    return page


def show_overview(window: MainWindow, settle: Settle) -> OverviewPage:
    window.desk.navigator.show_page("overview")
    settle()
    page = window.shell.stack.page()
    assert isinstance(page, OverviewPage)
    return page


def shown_tasks(window: MainWindow) -> TasksPage:
    page = window.shell.stack.page()
    assert isinstance(page, TasksPage)
    return page


def test_a_judgement_can_be_undone_by_a_key(qtbot: QtBot, window: MainWindow, office: Office, settle: Settle) -> None:
    page = show_check(window, settle)
    office.steps_of_checks()
    page.work.list.setFocus()
    first = page.work.current()
    assert first is not None
    qtbot.keyClick(page.work.list, Qt.Key.Key_A)
    settle()
    assert office.suspected.state(first.fingerprint) == TO_REMARK
    assert window.desk.undoing.can_undo()
    qtbot.keyClick(page.work.list, Qt.Key.Key_U)
    settle()
    assert office.suspected.state(first.fingerprint) == OPEN


def test_a_finding_is_the_windows_selection(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    page = show_check(window, settle)
    page.work.list.setFocus()
    qtbot.keyClick(page.work.list, Qt.Key.Key_J)
    settle()
    found = page.work.current()
    assert found is not None
    assert window.desk.inspector.ref() == found.passages[0].ref


def test_source_of_a_passage(window: MainWindow, settle: Settle) -> None:
    page = show_check(window, settle)
    page.work.detail.source_wanted.emit(1)
    settle()
    assert window.desk._source is not None
    assert window.desk._source.isVisible()


def test_a_figure_opens_its_tasks(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    page = show_overview(window, settle)
    qtbot.mouseClick(page.cards.card("dated"), Qt.MouseButton.LeftButton)
    settle()
    tasks = shown_tasks(window)
    assert tasks.model.rowCount() == page.cards.card("dated").figure.count == 12
    assert tasks.clear_button.text() == "清除“有明确时限”"
    qtbot.mouseClick(tasks.clear_button, Qt.MouseButton.LeftButton)
    settle()
    assert tasks.model.rowCount() == 24
    assert not tasks.clear_button.isVisible()


def test_a_figure_leaves_no_older_filter(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    window.desk.navigator.show_page("tasks")
    settle()
    shown_tasks(window).filter_edit.setText("没有这样的话")
    settle()
    show_overview(window, settle).cards.card("tasks").click()
    settle()
    assert shown_tasks(window).model.rowCount() == 24


def test_findings_card_shows_the_checks(window: MainWindow, settle: Settle) -> None:
    show_overview(window, settle).cards.card("findings").click()
    settle()
    assert window.shell.stack.key == "check"


def test_the_window_starts_without_charts(window: MainWindow) -> None:
    assert window.shell.stack.key == "reading"
    assert "overview" not in window.shell.stack._pages


def test_library_shows_open_problems(window: MainWindow) -> None:
    index = window.desk.library.model.index_of(Scope(1))
    assert index.data(FINDINGS_ROLE) == 3
    assert "疑似问题待处理 3 条" in str(index.data(Qt.ItemDataRole.ToolTipRole))
