"""Both sample plans side by side in 多个方案, and their figures in 指标, on a real workspace with real helpers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import paths
from app.services.many_rows import CELL_SIGNS
from app.ui.pages.compare import ComparePage
from app.ui.pages.compare_many import ManyMode
from app.ui.pages.indicators import IndicatorsPage
from app.ui.pages.tasks import TasksPage
from tests.flows.conftest import Start, settle


def test_many_plans_and_figures(start: Start, qtbot: QtBot) -> None:
    program = start(files=tuple(sorted((paths.resources() / "samples").glob("*.pdf"))))
    settle(program, qtbot)
    desk, stack = program.window.desk, program.window.shell.stack
    desk.navigator.show_page("compare")
    page = stack.page()
    assert isinstance(page, ComparePage)
    qtbot.mouseClick(page.buttons["many"], Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    many = page.mode
    assert isinstance(many, ManyMode)
    table = many.work.model
    assert table.rowCount() in (25, 27)
    assert {table.cell(row, 3).text for row in range(table.rowCount())} <= set(CELL_SIGNS.values())

    desk.navigator.show_page("indicators")
    settle(program, qtbot)
    figures = stack.page()
    assert isinstance(figures, IndicatorsPage)
    figures.choose("cover")
    assert figures.cover.model.columnCount() == 4
    figures.choose("table")
    row = next(row for row, one in enumerate(figures.grid.figures.rows) if one.ref.kind == "task")
    figures.focus_main()
    figures.grid.go_to(row)
    qtbot.keyClick(figures.grid.body, Qt.Key.Key_Return)
    settle(program, qtbot)
    tasks = stack.page()
    assert isinstance(tasks, TasksPage)
    assert tasks.model.task_count() >= 1
