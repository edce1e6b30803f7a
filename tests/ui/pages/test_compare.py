"""The frame of page 对比: its switch of modes, by clicks, with modes that only note what they are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.compare import ComparePage
from app.ui.pages.compare_modes import CompareMode, ModeEntry
from app.ui.widgets.page_frame import EmptyPage
from tests.ui.pages.invented import Invented

ITEM = ItemRef(1, "task", 3)


class Noting(CompareMode):
    """A mode that notes its calls."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.heard: list[object] = []
        self._header = QLabel("方案")

    def header(self) -> QWidget | None:
        return self._header

    def set_scope(self, scope: Scope) -> None:
        self.heard.append(scope)

    def select_item(self, ref: ItemRef | None) -> None:
        self.heard.append(ref)

    def reload(self, kinds: frozenset[str]) -> None:
        self.heard.append(kinds)

    def state(self) -> dict[str, object]:
        return {"heard": len(self.heard)}

    def restore(self, state: dict[str, object]) -> None:
        self.heard.append(state)


ENTRIES = (ModeEntry("pair", "两个方案", "", lambda: Noting), ModeEntry("many", "多个方案", "", lambda: Noting))


@pytest.fixture
def make_page(qtbot: QtBot, invented: Invented, lanes: Lanes) -> Callable[[], ComparePage]:
    def make() -> ComparePage:
        made = ComparePage(invented.services(), lanes, entries=ENTRIES)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def page(make_page: Callable[[], ComparePage]) -> ComparePage:
    made = make_page()
    made.set_scope(Scope(1))
    return made


def heard(page: ComparePage) -> list[object]:
    assert isinstance(page.mode, Noting)
    return page.mode.heard


def click(qtbot: QtBot, page: ComparePage, key: str) -> None:
    qtbot.mouseClick(page.buttons[key], Qt.MouseButton.LeftButton)


def test_the_first_mode_is_told_scope_and_selection(page: ComparePage) -> None:
    page.select_item(ITEM)
    assert heard(page) == [{}, Scope(1), None, ITEM]
    assert page.buttons["pair"].isChecked()


def test_a_mode_is_made_when_it_is_chosen_and_brings_its_header(qtbot: QtBot, page: ComparePage) -> None:
    first = page.mode
    with qtbot.waitSignal(page.state_changed):
        click(qtbot, page, "many")
    assert page.mode is not first
    assert page.headers.currentWidget() is page.mode.header()  # type: ignore[union-attr]
    assert page.state()["mode"] == "many"


def test_what_a_mode_missed_it_hears_when_it_is_shown(qtbot: QtBot, page: ComparePage) -> None:
    click(qtbot, page, "many")
    page.reload(frozenset({"plans"}))
    page.select_item(ITEM)
    click(qtbot, page, "pair")
    assert heard(page) == [{}, Scope(1), None, frozenset({"plans"}), ITEM]


def test_a_mode_does_not_hear_its_own_selection(qtbot: QtBot, page: ComparePage) -> None:
    assert page.mode is not None
    with qtbot.waitSignal(page.item_selected) as told:
        page.mode.item_selected.emit(ITEM)
    page.select_item(ITEM)
    assert told.args == [ITEM]
    assert ITEM not in heard(page)


def test_states_are_remembered_also_of_modes_not_looked_at(make_page: Callable[[], ComparePage]) -> None:
    page = make_page()
    page.restore({"mode": "many", "modes": {"pair": {"left": 1}, "many": {"reference": 2}}})
    page.set_scope(Scope(1))
    assert heard(page)[0] == {"reference": 2}
    assert page.state() == {"mode": "many", "modes": {"pair": {"left": 1}, "many": {"heard": 3}}}


def test_words_of_a_mode_that_is_not_shown_wait(qtbot: QtBot, page: ComparePage) -> None:
    first = page.mode
    assert first is not None
    click(qtbot, page, "many")
    with qtbot.assertNotEmitted(page.status):
        first.status.emit("50 组")
    with qtbot.waitSignal(page.status) as told:
        click(qtbot, page, "pair")
    assert told.args == ["50 组"]


def test_the_menu_bar_switches_modes(page: ComparePage) -> None:
    assert [(one.words, one.checked) for one in page.commands()] == [("两个方案", True), ("多个方案", False)]
    page.commands()[1].call()
    assert page.state()["mode"] == "many"


def test_the_words_of_an_empty_page_are_not_cut(qtbot: QtBot, lanes: Lanes) -> None:
    page = EmptyPage("两稿对照", "把同一方案的两稿逐条对照，标出增删改动。" * 4, "导入另一稿。" * 12)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    assert all(label.height() >= label.heightForWidth(label.width()) for label in page.findChildren(QLabel))
