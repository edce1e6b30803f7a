"""Check a plan, judge a finding, take it back; look at the figures and open what is behind them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.finding_rows import TO_REMARK
from app.services.rows import Scope
from app.ui.itemmodels.library import FINDINGS_ROLE
from app.ui.pages.check import CheckPage
from app.ui.pages.overview import OverviewPage
from app.ui.pages.tasks import TasksPage
from tests.flows.conftest import Start, settle


def test_check_judge_and_take_back(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    desk, stack = program.window.desk, program.window.shell.stack
    settle(program, qtbot)
    scope = Scope(desk.navigator.plans[0].ref.version)
    desk.navigator.show_page("check")
    settle(program, qtbot)
    page = stack.page()
    assert isinstance(page, CheckPage)
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    finding = page.work.current()
    assert finding is not None
    waiting = page.work.model.rowCount()
    problems = desk.library.model.index_of(scope).data(FINDINGS_ROLE)

    page.work.list.setFocus()
    qtbot.keyClick(page.work.list, Qt.Key.Key_A)
    settle(program, qtbot)
    page.work.state_button.choose(TO_REMARK)
    assert page.work.current().wording == finding.wording  # type: ignore[union-attr]
    assert desk.navigator.plans[0].remarks == 1

    qtbot.keyClick(page.work.list, Qt.Key.Key_U)
    settle(program, qtbot)
    page.work.state_button.choose("待处理")
    assert page.work.model.rowCount() == waiting
    assert desk.navigator.plans[0].remarks == 0
    assert desk.library.model.index_of(scope).data(FINDINGS_ROLE) == problems


def test_every_bar_opens_as_many_tasks_as_it_counts(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    desk, stack = program.window.desk, program.window.shell.stack
    settle(program, qtbot)
    for number in (0, -1):
        desk.navigator.show_page("overview")
        settle(program, qtbot)
        page = stack.page()
        assert isinstance(page, OverviewPage)
        page.focus_main()
        page.bars.go_to(range(len(page.bars.spots))[number])
        count = int(page.bars.spots[page.bars.current].rect.width())
        qtbot.keyClick(page.bars, Qt.Key.Key_Return)
        settle(program, qtbot)
        tasks = stack.page()
        assert isinstance(tasks, TasksPage)
        assert tasks.model.task_count() == count > 0
