"""The desk by keys alone: to what was not read surely, through the fields, source and filters without the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.weak_signs import note_of
from app.ui.lanes import Lanes
from app.ui.pages.desk_layout import KEYS
from app.ui.widgets.desk_figure import FigureEditor
from tests.ui.pages.desk_fake import FakeDesk
from tests.ui.pages.desk_kit import Desk, task, type_in
from tests.ui.pages.invented import tasks_of

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    fake = FakeDesk()
    text = next(row.text for row in tasks_of(fake.plans[0]) if row.ref == task(7))
    fake.notes[task(7), "text"] = f"内容：{note_of(text, [2, 3], 6)}"
    return Desk(fake, lanes, qtbot, settle)


def test_f2_selects_what_was_not_read_surely_and_enter_stores_it(desk: Desk) -> None:
    before = str(desk.text().value())
    assert desk.text().marked() == [before[2:4]]
    desk.press(Key.Key_F2)
    assert desk.text().edit.textCursor().selectedText() == before[2:4]
    type_in(desk.text().edit, "共同")
    desk.press(Key.Key_Return, on=desk.text().edit)
    desk.settle()
    assert desk.stored("correct") == [(task(7), "text", f"{before[:2]}共同{before[4:]}")]
    assert desk.page.list.hasFocus()
    assert desk.text().marked() == []


def test_alt_enter_breaks_the_line(desk: Desk, qtbot: QtBot) -> None:
    editor = desk.text()
    editor.begin()
    editor.place_cursor(1)
    qtbot.keyClick(editor.edit, Key.Key_Return, ALT)
    assert str(editor.value())[1] == "\n"
    assert editor.has_focus()


def test_f2_in_a_field_goes_on_to_the_next_doubt_and_round(desk: Desk) -> None:
    desk.press(Key.Key_F2)
    desk.press(Key.Key_F2, on=desk.text().edit)
    assert desk.page.form.editor("assignments").has_focus()
    desk.press(Key.Key_F2, on=desk.page.focusWidget())
    assert desk.text().has_focus()


def test_f2_goes_through_the_characters_of_a_field_first(desk: Desk) -> None:
    text = str(desk.text().value())
    desk.fake.notes[task(7), "text"] = note_of(text, [1, 5], 6)
    desk.page.reload(frozenset({"plans"}))
    desk.settle()
    desk.press(Key.Key_F2)
    type_in(desk.text().edit, "甲")
    desk.press(Key.Key_F2, on=desk.text().edit)
    assert desk.text().edit.textCursor().selectedText() == text[5]
    assert desk.fake.done == []
    desk.press(Key.Key_F2, on=desk.text().edit)
    assert desk.page.form.editor("assignments").has_focus()
    desk.settle()
    assert [one[0] for one in desk.stored("correct")] == [task(7)]


def test_hint_says_what_the_keys_do_where_the_keyboard_is(desk: Desk) -> None:
    assert desk.page.hint.text() == KEYS
    desk.press(Key.Key_F2)
    assert "Ctrl+Shift+Enter" in desk.page.hint.text()
    desk.page.form.editor("assignments").begin()
    assert "Alt+Insert" in desk.page.hint.text()
    desk.press(Key.Key_Escape, on=desk.page.focusWidget())
    assert desk.page.hint.text() == KEYS


def test_filters_by_keys(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.page.list, Key.Key_3, ALT)
    assert desk.page.model.filter == "all"
    qtbot.keyClick(desk.page.list, Key.Key_4, ALT)  # no text is left over
    assert desk.page.model.filter == "all"
    qtbot.keyClick(desk.page.list, Key.Key_1, ALT)
    assert desk.page.model.filter == "doubtful"
    assert desk.page.list.hasFocus()


def test_source_is_zoomed_and_scrolled_from_the_list(desk: Desk, qtbot: QtBot) -> None:
    pages = desk.page.source.side.pages
    scale = pages.wanted_scale()
    for _ in range(3):
        qtbot.keyClick(desk.page.list, Key.Key_Equal, CONTROL)
    assert pages.wanted_scale() > scale
    value = pages.verticalScrollBar().value()
    qtbot.keyClick(desk.page.list, Key.Key_PageDown, ALT)
    assert pages.verticalScrollBar().value() > value
    assert desk.current() == task(7)
    qtbot.keyClick(desk.page.list, Key.Key_0, CONTROL)
    assert pages.wanted_scale() == scale


def test_figure_is_removed_by_key(desk: Desk, qtbot: QtBot) -> None:
    desk.go(4)
    editor = desk.page.form.editor("figure")
    assert isinstance(editor, FigureEditor)
    editor.begin()
    qtbot.keyClick(editor.low, Key.Key_Delete, ALT)
    desk.settle()
    assert [one[0].kind for one in desk.stored("remove")] == ["target"]  # type: ignore[attr-defined]
    assert desk.page.list.hasFocus()
