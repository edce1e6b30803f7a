from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.desk_rows import AgencyFacts, Duty, Figure
from app.services.rows import ItemRef
from app.ui.lanes import Lanes
from app.ui.widgets.desk_duties import DutiesEditor
from app.ui.widgets.desk_figure import FigureEditor
from tests.ui.pages.desk_fake import FakeDesk
from tests.ui.pages.desk_kit import Desk, task, type_in

Key = Qt.Key


@pytest.fixture
def desk(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    made = Desk(FakeDesk(), lanes, qtbot, settle)
    made.go(12)
    return made


def duties(desk: Desk) -> DutiesEditor:
    """The bodies of task 12: one leads, two support, the first of these unknown."""
    found = desk.page.form.editor("assignments")
    assert isinstance(found, DutiesEditor)
    return found


def last(desk: Desk) -> tuple[Duty, ...]:
    """The duties that were stored last."""
    value = desk.stored("correct")[-1][2]
    assert isinstance(value, tuple)
    return value


def alt(desk: Desk, key: Qt.Key, row: int) -> None:
    desk.qtbot.keyClick(duties(desk).rows[row].name, key, Qt.KeyboardModifier.AltModifier)
    desk.settle()


# --- bodies ------------------------------------------------------------------------------------------------------


def test_rows_show_sign_role_and_name(desk: Desk) -> None:
    rows = duties(desk).rows
    assert [row.role.currentText() for row in rows] == ["● 牵头", "○ 配合", "○ 配合"]
    assert [row.name.text() for row in rows] == ["市教育局", "各县（市、区）人民政府", "市水务局"]


def test_changed_name_is_looked_up_anew(desk: Desk) -> None:
    name = duties(desk).rows[0].name
    name.setFocus()
    name.selectAll()
    type_in(name, "市林业局")
    desk.press(Key.Key_Return, on=name)
    desk.settle()
    assert last(desk)[0] == Duty("市林业局", "lead", "", "牵头", known=True)
    assert desk.page.list.hasFocus()


def test_changed_role_loses_its_printed_word(desk: Desk) -> None:
    role = duties(desk).rows[1].role
    role.setCurrentIndex(role.findData("joint"))
    role.activated.emit(role.currentIndex())
    desk.settle()
    assert (last(desk)[1].role, last(desk)[1].role_raw) == ("joint", "")


def test_order_by_keys(desk: Desk) -> None:
    alt(desk, Key.Key_Up, 2)
    assert [one.as_written for one in last(desk)] == ["市教育局", "市水务局", "各县（市、区）人民政府"]


def test_first_row_cannot_go_further_up(desk: Desk) -> None:
    alt(desk, Key.Key_Up, 0)
    assert desk.fake.done == []


def test_removed_by_key_and_by_button(desk: Desk, qtbot: QtBot) -> None:
    alt(desk, Key.Key_Delete, 0)
    assert len(last(desk)) == 2
    qtbot.mouseClick(duties(desk).rows[0].remove, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [one.as_written for one in last(desk)] == ["市水务局"]


def test_added_body_is_stored_when_it_has_a_name(desk: Desk) -> None:
    alt(desk, Key.Key_Insert, 0)
    assert desk.fake.done == []
    name = duties(desk).rows[1].name
    assert name.hasFocus()
    type_in(name, "市财政局")
    desk.press(Key.Key_Return, on=name)
    desk.settle()
    assert last(desk)[1] == Duty("市财政局", "support")


def test_names_of_the_plan_complete(desk: Desk) -> None:
    name = duties(desk).rows[0].name
    completer = name.completer()
    assert completer is not None
    completer.setCompletionPrefix("住房")
    assert completer.currentCompletion() == "市住房城乡建设局"


def test_unknown_body_goes_into_the_lexicon(desk: Desk, qtbot: QtBot) -> None:
    row = duties(desk).rows[0]
    assert row.unknown.isVisibleTo(desk.page)
    assert not duties(desk).rows[1].unknown.isVisibleTo(desk.page)
    qtbot.mouseClick(row.unknown, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("add_alias") == [("市教育局", AgencyFacts())]


def test_leaving_the_field_stores_it(desk: Desk, qtbot: QtBot) -> None:
    name = duties(desk).rows[0].name
    name.setFocus()
    type_in(name, "（主办）")
    desk.page.list.setFocus()
    qtbot.wait(20)
    desk.settle()
    assert last(desk)[0].as_written == "市教育局（主办）"


# --- figures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def figure(desk: Desk) -> FigureEditor:
    desk.go(4)
    found = desk.page.form.editor("figure")
    assert isinstance(found, FigureEditor)
    return found


def test_figure_stands_in_its_parts(figure: FigureEditor) -> None:
    parts = (figure.label.text(), figure.comparator.currentData(), figure.low.text(), figure.unit.text())
    assert parts == ("供水管网漏损率", "<=", "9", "%")


def test_value_and_year_are_stored(desk: Desk, figure: FigureEditor) -> None:
    figure.begin()
    figure.low.setText("８.５")
    figure.year.setText("2027")
    desk.press(Key.Key_Return, on=figure.low)
    desk.settle()
    ref = ItemRef(1, "target", 41)
    assert desk.stored("correct") == [(ref, "figure", Figure("供水管网漏损率", "<=", 8.5, "%", year=2027, number=41))]


@pytest.mark.parametrize("words", ["九", "", "nan", "1e999"])
def test_no_number_is_marked_and_keeps_the_keyboard(desk: Desk, figure: FigureEditor, words: str) -> None:
    figure.begin()
    figure.low.setText(words)
    desk.press(Key.Key_Return, on=figure.low)
    desk.settle()
    assert desk.fake.done == []
    assert figure.low.hasFocus()
    assert figure.low.toolTip() == "请填写数值"


def test_figure_is_removed(desk: Desk, figure: FigureEditor, qtbot: QtBot) -> None:
    qtbot.mouseClick(figure.remove, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("remove") == [(ItemRef(1, "target", 41),)]
    assert not any(isinstance(one, FigureEditor) for one in desk.page.form.editors())


def test_new_figure_is_stored_when_it_has_name_and_number(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.page.form.buttons["target"], Qt.MouseButton.LeftButton)
    editor = desk.page.form.editors()[-1]
    assert isinstance(editor, FigureEditor)
    type_in(editor.label, "再生水利用率")
    editor.low.setText("25")
    editor.unit.setText("%")
    desk.press(Key.Key_Return, on=editor.unit)
    desk.settle()
    assert desk.stored("add_target") == [(task(12), Figure("再生水利用率", "=", 25.0, "%"))]


def test_empty_new_figure_goes_with_esc(desk: Desk, qtbot: QtBot) -> None:
    before = len(desk.page.form.editors())
    qtbot.mouseClick(desk.page.form.buttons["target"], Qt.MouseButton.LeftButton)
    editor = desk.page.form.editors()[-1]
    assert isinstance(editor, FigureEditor)
    desk.press(Key.Key_Escape, on=editor.label)
    assert len(desk.page.form.editors()) == before
    assert desk.fake.done == []
