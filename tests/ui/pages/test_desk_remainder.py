from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.services.desk_rows import RemainderRow
from app.services.rows import ItemRef
from app.ui.dialogs.desk_put import PutDialog
from app.ui.lanes import Lanes
from tests.ui.pages.desk_fake import FakeDesk
from tests.ui.pages.desk_kit import Desk, task, type_in

Key = Qt.Key


@pytest.fixture
def desk(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    fake = FakeDesk()
    fake.left = [RemainderRow(1, 1, "附注：含𠮷字的一行，市水务局汇总。"), RemainderRow(1, 2, "内部事项")]
    made = Desk(fake, lanes, qtbot, settle)
    qtbot.mouseClick(made.page.bar.buttons["remainder"], Qt.MouseButton.LeftButton)
    return made


def dialog_of(desk: Desk) -> PutDialog:
    found = desk.page.findChild(PutDialog)
    assert found is not None
    return found


def select(desk: Desk, words: str) -> None:
    """Mark words in the left-over text, as the mouse does."""
    edit = desk.page.remainder.text
    found = edit.document().find(words)
    assert isinstance(found, QTextCursor)
    edit.setTextCursor(found)


def test_left_over_text_has_its_own_list(desk: Desk) -> None:
    assert desk.page.bar.buttons["remainder"].text() == "未归入 2"
    assert desk.page.remainder.list.hasFocus()
    assert desk.page.remainder.text.toPlainText().startswith("附注")


def test_plan_without_left_over_text_has_no_such_button(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    made = Desk(FakeDesk(), lanes, qtbot, settle)
    assert not made.page.bar.buttons["remainder"].isVisibleTo(made.page)


def test_enter_says_that_it_belongs_nowhere_and_goes_on(desk: Desk) -> None:
    desk.press(Key.Key_Return, on=desk.page.remainder.list)
    desk.settle()
    assert desk.stored("confirm_remainder") == [(1, 1, True)]
    current = desk.page.remainder.current()
    assert current is not None
    assert current.position == 2


def test_selected_words_go_into_a_field(desk: Desk, qtbot: QtBot) -> None:
    select(desk, "市水务局汇总")
    qtbot.mouseClick(desk.page.remainder.put, Qt.MouseButton.LeftButton)
    dialog = dialog_of(desk)
    assert dialog.text.toPlainText() == "市水务局汇总"
    type_in(dialog.search, "第9批")
    dialog.field.setCurrentIndex(dialog.field.findData("responsibility_raw"))
    desk.press(Key.Key_Return, on=dialog.search)
    desk.settle()
    # 𠮷 takes two units in the editor and is one character for the service.
    assert desk.stored("take_remainder") == [(1, 1, task(9), "responsibility_raw", "end", (10, 16))]


def test_all_of_it_by_key_before_the_text_of_the_current_item(desk: Desk) -> None:
    desk.press(Key.Key_Return, on=desk.page.remainder.list, control=True)
    dialog = dialog_of(desk)
    dialog.where.button(1).click()
    desk.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("take_remainder") == [(1, 1, task(7), "text", "start", None)]
    assert [row.position for row in desk.page.remainder.model.rows] == [2]


def test_left_over_text_becomes_a_task(desk: Desk) -> None:
    desk.page.remainder.ask_put()
    dialog = dialog_of(desk)
    dialog.where.button(3).click()
    assert not dialog.field.isEnabled()
    desk.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("take_remainder") == [(1, 1, task(7), "text", "new", None)]


def test_search_moves_by_arrows_and_fields_follow_the_item(desk: Desk) -> None:
    desk.page.remainder.ask_put()
    dialog = dialog_of(desk)
    dialog.search.setText("推广循环用水")
    item = dialog.item()
    assert item is not None
    assert item.ref == ItemRef(1, "measure", 2)
    assert [dialog.field.itemData(row) for row in range(dialog.field.count())] == ["title", "text"]
    dialog.search.setText("批")
    first = dialog.item()
    desk.press(Key.Key_Down, on=dialog.search)
    assert dialog.item() != first


def test_nothing_found_cannot_be_put_anywhere(desk: Desk) -> None:
    desk.page.remainder.ask_put()
    dialog = dialog_of(desk)
    dialog.search.setText("没有这样的内容")
    assert not dialog.ok.isEnabled()
