"""The library's model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.library import COUNTS_ROLE, KIND_ROLE, PROOF_ROLE, REF_ROLE, SCOPE_ROLE, LibraryModel
from tests.ui.office import Office
from tests.ui.pages.invented import make_plan


@pytest.fixture
def model(qapp: QApplication) -> LibraryModel:
    made = LibraryModel()
    made.set_plans(Office([make_plan(1), make_plan(2)]).tree())
    return made


def test_passes_qts_model_tester(model: LibraryModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_plans(Office([make_plan(3)]).tree())
    model.set_plans(())
    assert tester.model() is model


def test_all_plans_come_first_where_there_are_several(model: LibraryModel) -> None:
    first = model.index(0, 0)
    assert first.data() == "全部方案（2）"
    assert first.data(COUNTS_ROLE) == (48, 0, 2)
    assert first.data(SCOPE_ROLE) == Scope()
    assert first.data(REF_ROLE) is None


def test_a_single_plan_stands_alone(qapp: QApplication) -> None:
    model = LibraryModel()
    model.set_plans(Office([make_plan(1)]).tree())
    assert model.rowCount() == 1
    assert model.index(0, 0).data(KIND_ROLE) == "plan"


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        (Scope(1), "云泽市节水型城市建设行动方案"),
        (Scope(2, 2), "二、抓实工业节水"),
        (Scope(2, 2, 3), "（三）完善用水定额"),
    ],
)
def test_scope_finds_its_node(model: LibraryModel, scope: Scope, text: str) -> None:
    index = model.index_of(scope)
    assert index.data() == text
    assert index.data(SCOPE_ROLE) == scope


def test_unknown_scope_has_no_node(model: LibraryModel) -> None:
    assert not model.index_of(Scope(9)).isValid()


def test_parents_and_rows_agree(model: LibraryModel) -> None:
    measure = model.index_of(Scope(1, 2, 3))
    chapter = measure.parent()
    assert chapter.data(REF_ROLE) == ItemRef(1, "chapter", 2)
    assert model.index(measure.row(), 0, chapter) == measure
    assert chapter.parent().parent() == QModelIndex()


def test_node_is_spoken_with_its_counts(model: LibraryModel) -> None:
    words = model.index_of(Scope(1)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "任务 24 项" in words
    assert "存疑 1 处" in words


def test_plan_says_how_far_its_proof_reading_is(qapp: QApplication) -> None:
    model = LibraryModel()
    model.set_plans(tuple(replace(plan, checked=12, total=49) for plan in Office([make_plan(1)]).tree()))
    index = model.index(0, 0)
    assert index.data(PROOF_ROLE) == (12, 49)
    assert "已校对 12/49" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(0, 0, index).data(PROOF_ROLE) == (0, 0)
