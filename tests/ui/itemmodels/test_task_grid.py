"""The windowed model: what is fetched when, and what stands where."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef
from app.ui.itemmodels.task_grid import KEPT_PAGES, PAGE, PLACEHOLDER, Rows, TaskGridModel
from app.ui.itemmodels.task_rows import COLUMNS, INDEX, Band, prepare
from tests.ui.pages.invented import make_task


class Store:
    """Answers when told to."""

    def __init__(self) -> None:
        self.open: list[tuple[Sequence[int], Callable[[Rows], None]]] = []
        self.at_once = False

    def fetch(self, ids: Sequence[int], done: Callable[[Rows], None]) -> None:
        self.open.append((list(ids), done))
        if self.at_once:
            self.answer()

    def answer(self) -> None:
        ids, done = self.open.pop(0)
        done([prepare(make_task(1, task, 1, 1, "改造老旧灌区")) for task in ids])


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def model(qtbot: QtBot, store: Store) -> TaskGridModel:
    made = TaskGridModel(store.fetch)
    made.set_ids(range(1, 10 * PAGE + 1))
    return made


def text(model: TaskGridModel, row: int, key: str = "number") -> str:
    return str(model.index(row, INDEX[key]).data())


def test_passes_the_model_tester(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    store.at_once = True
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    text(model, 5)
    qtbot.wait(5)
    model.set_ids([-1, 3, 4], [Band("一", 2)])
    text(model, 0)
    qtbot.wait(5)
    model.refresh()
    qtbot.wait(5)
    tester.deleteLater()


def test_a_row_is_a_placeholder_until_it_is_here(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    assert text(model, 3) == PLACEHOLDER
    qtbot.waitUntil(lambda: bool(store.open))
    store.answer()
    assert text(model, 3) == "4"


def test_one_page_is_asked_for_once(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    for row in range(40):
        text(model, row)
    qtbot.wait(5)
    assert [len(ids) for ids, _ in store.open] == [PAGE]


def test_the_last_place_looked_at_comes_first(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    for page in range(9):
        text(model, page * PAGE)
    qtbot.waitUntil(lambda: bool(store.open))
    assert store.open[0][0][0] == 8 * PAGE + 1
    asked = 0
    while store.open:
        store.answer()
        asked += 1
        qtbot.wait(2)
    assert asked < 9


def test_an_answer_to_an_old_question_is_dropped(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    text(model, 0)
    qtbot.waitUntil(lambda: bool(store.open))
    model.set_ids([50, 51])
    store.answer()
    assert text(model, 0) == PLACEHOLDER


def test_memory_stays_bounded(qtbot: QtBot, store: Store) -> None:
    model = TaskGridModel(store.fetch)
    store.at_once = True
    model.set_ids(range(1, (KEPT_PAGES + 6) * PAGE))
    for page in range(KEPT_PAGES + 5):
        text(model, page * PAGE)
        model._ask()
    assert len(model._pages) == KEPT_PAGES


def test_refresh_keeps_old_rows_until_new_ones_are_here(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    store.at_once = True
    text(model, 0)
    qtbot.wait(5)
    store.at_once = False
    model.refresh()
    assert text(model, 0) == "1"
    qtbot.waitUntil(lambda: bool(store.open))


def test_bands_stand_between_tasks(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    store.at_once = True
    model.set_ids([-1, 7, -2, 9], [Band("甲", 1), Band("乙", 1)])
    text(model, 1)
    qtbot.wait(5)
    assert [text(model, row) for row in (1, 3)] == ["7", "9"]
    assert model.index(2, 0).data() == "乙　1 项"
    assert model.band_rows() == [0, 2]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_other_roles_cost_nothing(model: TaskGridModel, store: Store) -> None:
    index = model.index(0, INDEX["text"])
    roles = (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ToolTipRole)
    assert [index.data(int(role)) for role in roles] == [None, None, None]
    assert not model._wanted


def test_row_of_ref_knows_what_is_here(qtbot: QtBot, model: TaskGridModel, store: Store) -> None:
    store.at_once = True
    text(model, PAGE + 3)
    qtbot.wait(5)
    assert model.row_of_ref(ItemRef(1, "task", PAGE + 4)) == PAGE + 3
    assert model.row_of_ref(ItemRef(1, "task", 2)) == -1


def test_heads(model: TaskGridModel) -> None:
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(len(COLUMNS))]
    assert heads[1:6] == ["序号", "类别", "任务", "时限", "牵头"]
