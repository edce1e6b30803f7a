"""Check a plan, judge a finding, take it back; look at the figures and open what is behind them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.services.finding_rows import TO_REMARK
from app.services.rows import GridQuery, ItemRef, Scope
from app.ui.dialogs.check_rules import RulesDialog
from app.ui.itemmodels.library import FINDINGS_ROLE
from app.ui.itemmodels.task_rows import INDEX, PreparedRow
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


def test_problem_is_seen_in_library_grid_and_inspector_and_leads_to_itself(
    start: Start, sample: Path, qtbot: QtBot
) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    desk, stack = program.window.desk, program.window.shell.stack
    version = desk.navigator.plans[0].ref.version
    program.session.checks.findings(version)
    desk.reload()
    settle(program, qtbot)
    found = {ref: rows for ref in _tasks(program) if (rows := program.session.checks.on_item(ref))}
    ref, rows = next((ref, rows) for ref, rows in found.items() if any(row.severity != "提示" for row in rows))
    part = desk.library.model.index(0, 0, desk.library.model.index_of(Scope(version)))
    counts = [part.siblingAtRow(row).data(FINDINGS_ROLE) for row in range(desk.library.model.rowCount(part.parent()))]
    assert 0 < max(counts) <= desk.library.model.index_of(Scope(version)).data(FINDINGS_ROLE)

    desk.navigator.show_page("tasks")
    desk.navigator.select(ref)
    settle(program, qtbot)
    page = stack.page()
    assert isinstance(page, TasksPage)
    shown = page.model.prepared(page.view.currentIndex().row())
    assert isinstance(shown, PreparedRow)
    assert shown.cells[INDEX["findings"]] == f"◆{sum(row.severity != '提示' for row in rows)}"
    problems = sum(row.severity != "提示" for row in rows)
    assert desk.inspector.heads["findings"].text() == f"疑似问题　{problems}"
    desk.inspector.sections["findings"].linkActivated.emit(f"finding:{rows[-1].fingerprint}")
    settle(program, qtbot)
    check = stack.page()
    assert isinstance(check, CheckPage)
    assert check.work.current().fingerprint == rows[-1].fingerprint  # type: ignore[union-attr]


def test_switched_rule_comes_back_by_control_z_in_the_dialog(start: Start, sample: Path, qtbot: QtBot) -> None:
    program = start(files=(sample,))
    settle(program, qtbot)
    version = program.window.desk.navigator.plans[0].ref.version
    program.session.checks.findings(version)
    program.window.desk.navigator.show_page("check")
    settle(program, qtbot)
    page = program.window.shell.stack.page()
    assert isinstance(page, CheckPage)
    qtbot.mouseClick(page.work.rules_button, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    dialog = page.findChildren(RulesDialog)[0]
    dialog.table.setCurrentIndex(dialog.rules.index(0, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    settle(program, qtbot)
    assert not program.session.checks.rules(None)[0].enabled
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(program, qtbot)
    assert program.session.checks.rules(None)[0].enabled
    state = dialog.rules.index(0, 0).data(Qt.ItemDataRole.CheckStateRole)
    assert Qt.CheckState(state) == Qt.CheckState.Checked
    dialog.reject()


def _tasks(program: Program) -> list[ItemRef]:
    version = program.window.desk.navigator.plans[0].ref.version
    return [row.ref for row in program.session.grid_rows(program.session.grid_ids(GridQuery(Scope(version))))]


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
