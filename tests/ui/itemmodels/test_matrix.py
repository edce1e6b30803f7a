"""The matrix as a model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef
from app.ui.itemmodels.matrix import FROZEN_COLUMNS, TOTAL, MatrixModel
from tests.ui.pages.invented import make_matrix, make_plan, tasks_of

ROWS = tasks_of(make_plan())


@pytest.fixture
def model(qtbot: QtBot) -> MatrixModel:
    made = MatrixModel()
    made.set_matrix(make_matrix(ROWS))
    return made


def test_passes_the_model_tester(qtbot: QtBot, model: MatrixModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_matrix(make_matrix(ROWS, "chapter"))
    model.set_matrix(make_matrix([]))
    tester.deleteLater()


def test_signs_of_a_cell(model: MatrixModel) -> None:
    # Task 3: body 4 (number 3 of the list) leads, 5 and 6 support.
    column = FROZEN_COLUMNS + 2
    assert [model.text(row, column) for row in range(1, 8)] == ["", "", "", "●", "○", "○", ""]


def test_several_roles_strongest_first(model: MatrixModel) -> None:
    model.set_matrix(make_matrix(ROWS, "chapter"))
    several = [roles for roles in model.matrix.signs.values() if len(roles) > 1]
    assert several
    assert all("lead" not in roles[1:] for roles in several)


def test_counts_at_both_edges(model: MatrixModel) -> None:
    own = sum(1 for row in ROWS for one in row.assignments if not one.inherited)
    inherited = sum(1 for row in ROWS for one in row.assignments if one.inherited)
    assert int(model.text(0, TOTAL)) == own + inherited
    assert model.text(0, FROZEN_COLUMNS + 2) == "3"


def test_column_and_task_find_each_other(model: MatrixModel) -> None:
    ref = ItemRef(1, "task", 5)
    assert model.column_ref(model.column_of(ref)) == ref
    assert model.column_of(ItemRef(9, "task", 5)) == -1


def test_by_chapter_a_task_is_found_in_its_chapter(model: MatrixModel) -> None:
    model.set_matrix(make_matrix(ROWS, "chapter"))
    assert model.column_of(ItemRef(1, "task", 4)) == FROZEN_COLUMNS + 1
    assert model.column_ref(FROZEN_COLUMNS + 1) == ItemRef(1, "chapter", 2)


def test_tip_names_body_role_and_task(model: MatrixModel) -> None:
    tip = str(model.index(4, FROZEN_COLUMNS + 2).data(int(Qt.ItemDataRole.ToolTipRole)))
    assert tip.startswith("市农业农村局：牵头\n任务 3")


def test_inherited_duty_is_told_apart(model: MatrixModel) -> None:
    cells = [place for place, roles in model.matrix.signs.items() if roles == ("implement",)]
    assert all(model.only_inherited(row + 1, column + FROZEN_COLUMNS) for row, column in cells)


def test_copied_cells_have_heads(model: MatrixModel) -> None:
    assert model.cells([4], [0, FROZEN_COLUMNS + 2]) == [["单位", "3"], ["市农业农村局", "●"]]


def test_kinds_are_parted_only_in_official_order(model: MatrixModel) -> None:
    assert [row for row in range(1, 8) if model.starts_group(row)] == [7]
    model.set_matrix(model.matrix, by_kind=False)
    assert not any(model.starts_group(row) for row in range(1, 8))
