from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.errors import WorkspaceLocked
from app.services.desk_rows import CONFLICT_WORDS
from app.services.rows import ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.desk import DeskPage
from tests.ui.pages.desk_fake import MINE, YOURS, FakeDesk
from tests.ui.pages.desk_kit import Desk, task, type_in
from tests.ui.pages.invented import make_plan

Key = Qt.Key


@pytest.fixture
def fake() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def desk(fake: FakeDesk, lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    return Desk(fake, lanes, qtbot, settle)


# --- showing -----------------------------------------------------------------------------------------------------


def test_doubtful_items_come_first_and_the_first_is_open(desk: Desk) -> None:
    assert desk.page.bar.buttons["doubtful"].isChecked()
    assert [desk.page.model.ref_at(row) for row in range(3)] == [task(7), task(14), task(21)]
    assert desk.current() == task(7)
    assert desk.text().value() == "支持开发区集中建设再生水厂，供水管网漏损率控制在9%以内（第7批）。"


def test_counts_stand_on_the_filters_and_progress_beside_them(desk: Desk) -> None:
    words = [button.text() for button in desk.page.bar.buttons.values()]
    assert words[:3] == ["存疑 3", "未校对 37", "全部 37"]
    assert desk.page.bar.done.text() == "已校对 0/37"


def test_plan_without_doubts_opens_at_what_is_unchecked(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    desk = Desk(FakeDesk([make_plan(per_measure=0)]), lanes, qtbot, settle)
    assert desk.page.bar.buttons["unchecked"].isChecked()
    assert desk.current() == ItemRef(1, "plan", 0)


def test_doubt_stands_at_the_field_that_it_concerns(desk: Desk) -> None:
    assert desk.page.form.editor("assignments").notes.text() == "存疑：请核对"
    assert not desk.page.form.editor("text").notes.isVisibleTo(desk.page.form)


def test_deadline_says_how_it_was_understood(desk: Desk) -> None:
    desk.go(2)
    assert desk.page.form.editor("deadline_raw").before.text() == "理解为：2026年12月31日前"


def test_filters_by_click(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.page.bar.buttons["all"], Qt.MouseButton.LeftButton)
    assert desk.page.model.rowCount() == 37
    qtbot.mouseClick(desk.page.bar.buttons["doubtful"], Qt.MouseButton.LeftButton)
    assert desk.page.model.rowCount() == 3


def test_measure_chosen_in_the_library_is_gone_to(desk: Desk) -> None:
    desk.page.set_scope(Scope(1, 2, 3))
    assert desk.current() == ItemRef(1, "measure", 3)
    assert desk.page.bar.buttons["all"].isChecked()


def test_all_plans_show_the_first_one(fake: FakeDesk, lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    page = DeskPage(fake.desk(), lanes)
    qtbot.addWidget(page)
    page.set_scope(Scope())
    settle()
    assert page.list.current() == task(7)


def test_empty_project_says_what_the_page_is_for(lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
    page = DeskPage(FakeDesk([]).desk(), lanes)
    qtbot.addWidget(page)
    page.set_scope(Scope())
    settle()
    assert page.stack.currentIndex() == 1


def test_window_hears_of_the_item_that_one_stays_at(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.page.item_selected, timeout=2000) as heard:
        desk.press(Key.Key_Down)
    assert heard.args == [task(14)]


# --- keys --------------------------------------------------------------------------------------------------------


def test_enter_confirms_and_goes_on(desk: Desk) -> None:
    desk.press(Key.Key_Return)
    assert desk.current() == task(14)
    desk.settle()
    assert desk.stored("confirm") == [((task(7),), True)]
    assert desk.page.bar.done.text() == "已校对 1/37"


def test_confirmed_row_stays_in_sight_until_the_filter_changes(desk: Desk, qtbot: QtBot) -> None:
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.page.model.rowCount() == 3
    qtbot.mouseClick(desk.page.bar.buttons["doubtful"], Qt.MouseButton.LeftButton)
    assert desk.page.model.rowCount() == 2


def test_after_the_last_doubt_enter_goes_on_with_the_unchecked(desk: Desk) -> None:
    for _ in range(3):
        desk.press(Key.Key_Return)
    desk.settle()
    assert "存疑处已全部处理，还有 34 项未校对" in desk.page.hint.text()
    desk.press(Key.Key_Return)
    assert desk.page.bar.buttons["unchecked"].isChecked()
    assert len(desk.stored("confirm")) == 3


def test_every_item_can_be_confirmed_by_enter_alone_within_a_minute(desk: Desk) -> None:
    start = time.monotonic()
    for _ in range(38):
        desk.press(Key.Key_Return)
        desk.settle()
    assert time.monotonic() - start < 60
    assert desk.page.bar.done.text() == "已校对 37/37"
    assert desk.page.hint.text() == "全部内容已校对完成。"


def test_enter_held_down_loses_nothing(desk: Desk) -> None:
    for _ in range(38):
        desk.press(Key.Key_Return)
    desk.settle()
    assert len(desk.fake.checked) == 37


@pytest.mark.parametrize(("key", "back"), [(Key.Key_Down, Key.Key_Up), (Key.Key_J, Key.Key_K)])
def test_moving(desk: Desk, key: Qt.Key, back: Qt.Key) -> None:
    desk.press(key)
    assert desk.current() == task(14)
    desk.press(back)
    assert desk.current() == task(7)


def test_several_selected_are_confirmed_at_once(desk: Desk) -> None:
    desk.press(Key.Key_A, control=True)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored("confirm") == [((task(7), task(14), task(21)), True)]


def test_f2_opens_the_doubtful_field_and_esc_leaves_it(desk: Desk) -> None:
    desk.press(Key.Key_F2)
    editor = desk.page.form.editor("assignments")
    assert editor.has_focus()
    desk.press(Key.Key_Escape, on=desk.page.focusWidget())
    assert desk.page.list.hasFocus()
    assert desk.fake.done == []


# --- editing -----------------------------------------------------------------------------------------------------


def test_line_is_stored_by_enter_which_goes_back_to_the_list(desk: Desk) -> None:
    line = desk.line("deadline_raw")
    line.begin()
    line.edit.selectAll()
    type_in(line.edit, "2027年底前")
    desk.press(Key.Key_Return, on=line.edit)
    desk.settle()
    assert desk.stored("correct") == [(task(7), "deadline_raw", "2027年底前")]
    assert desk.page.list.hasFocus()


def test_long_text_is_stored_by_control_enter(desk: Desk) -> None:
    editor = desk.text()
    editor.begin()
    type_in(editor.edit, "切实")
    desk.press(Key.Key_Return, on=editor.edit, control=True)
    desk.settle()
    ((_, _, value),) = desk.stored("correct")
    assert str(value).startswith("切实支持")
    assert desk.page.list.hasFocus()


def test_esc_drops_what_was_typed(desk: Desk) -> None:
    editor = desk.text()
    editor.begin()
    type_in(editor.edit, "写错了")
    desk.press(Key.Key_Escape, on=editor.edit)
    desk.settle()
    assert desk.fake.done == []
    assert "写错了" not in str(editor.value())


def test_going_to_another_item_stores_what_was_typed(desk: Desk) -> None:
    editor = desk.text()
    editor.begin()
    type_in(editor.edit, "切实")
    desk.go(14)
    assert [one[0] for one in desk.stored("correct")] == [task(7)]


def test_corrected_field_shows_what_was_read_and_goes_back_to_it(desk: Desk, qtbot: QtBot) -> None:
    desk.fake.values[task(7), "deadline_raw"] = "2028年"
    desk.page.reload(frozenset({"plans"}))
    desk.settle()
    line = desk.line("deadline_raw")
    assert "原识别：持续推进" in line.before.text()
    assert "周校对" in line.before.text()
    qtbot.mouseClick(line.revert, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("correct") == [(task(7), "deadline_raw", "持续推进")]


def test_reading_again_keeps_what_is_being_typed(desk: Desk) -> None:
    editor = desk.text()
    editor.begin()
    type_in(editor.edit, "半句")
    desk.page.reload(frozenset({"plans"}))
    desk.settle()
    assert str(editor.value()).startswith("半句")


def test_refused_write_leaves_the_words_and_can_be_tried_again(desk: Desk, lanes: Lanes, qtbot: QtBot) -> None:
    desk.fake.refuse = WorkspaceLocked("审阅项目正由另一窗口使用。", "请稍后再试。")
    line = desk.line("deadline_raw")
    line.begin()
    line.edit.selectAll()
    type_in(line.edit, "明年")
    with qtbot.waitSignal(lanes.refused):
        line.commit()
    desk.settle()
    assert line.value() == "明年"
    desk.fake.refuse = None
    line.commit()
    desk.settle()
    assert desk.stored("correct") == [(task(7), "deadline_raw", "明年")]


def test_category_is_chosen_from_those_of_the_plan(desk: Desk) -> None:
    editor = desk.page.form.editor("category")
    box = editor.box  # type: ignore[attr-defined]
    assert box.findText("改造老旧灌区") >= 0
    box.setCurrentIndex(box.findText("改造老旧灌区"))
    box.activated.emit(box.currentIndex())
    desk.settle()
    assert desk.stored("correct") == [(task(7), "category", "改造老旧灌区")]


# --- disagreements, splitting, merging, left-over text -----------------------------------------------------------


def test_disagreement_shows_both_and_the_choice_is_stored(fake: FakeDesk, desk: Desk, qtbot: QtBot) -> None:
    fake.conflicted = {(task(14), "text")}
    desk.page.reload(frozenset({"plans"}))
    desk.go(14)
    editor = desk.text()
    buttons = editor.takers()
    assert CONFLICT_WORDS in [label.text() for label in editor._rows[:1]]  # type: ignore[attr-defined]
    assert [button.accessibleName() for button in buttons] == ["采用：甲的写法", "采用：乙的写法"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("settle") == [("e-14", "text", YOURS)]
    assert YOURS != MINE
    assert desk.text().takers() == []


def test_enter_does_not_pass_by_a_disagreement(fake: FakeDesk, desk: Desk) -> None:
    fake.conflicted = {(task(7), "text")}
    desk.page.reload(frozenset({"plans"}))
    desk.settle()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.current() == task(7)
    assert desk.fake.done == []


def test_split_at_the_cursor_selects_the_new_row(desk: Desk) -> None:
    editor = desk.text()
    editor.begin()
    editor.place_cursor(5)
    desk.press(Key.Key_Return, on=editor.edit, control=True, shift=True)
    desk.settle()
    assert desk.stored("split") == [(task(7), 5)]
    assert desk.current() == task(10_000)
    assert desk.page.form.item().made  # type: ignore[union-attr]


def test_split_at_the_end_says_where_the_cursor_belongs(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.page.form.buttons["split"], Qt.MouseButton.LeftButton)
    assert "光标" in desk.page.hint.text()
    assert desk.fake.done == []


def test_merge_takes_the_next_task_of_the_document(desk: Desk) -> None:
    desk.press(Key.Key_J, control=True, shift=True)
    desk.settle()
    assert desk.stored("merge") == [(task(7), task(8))]
    assert desk.current() == task(7)


def test_menu_offers_what_fits_the_item(desk: Desk) -> None:
    menu = desk.page.decide.menu()
    assert menu is not None
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "确认", "修改", "标为未校对", "在光标处拆分", "与下一条合并", "添加一条任务…", "删除这一条", "写意见",
    ]  # fmt: skip


def test_task_that_was_not_found_is_added_behind(desk: Desk) -> None:
    from app.ui.dialogs.desk_task import TaskDialog

    item = desk.page.form.item()
    assert item is not None
    desk.page.decide.ask_task(item)
    dialog = desk.page.findChild(TaskDialog)
    assert dialog is not None
    type_in(dialog.text, "补上的任务")
    desk.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("add_task") == [(1, task(7), "补上的任务")]
    assert desk.current() == task(10_000)


def test_removed_task_leaves_the_keyboard_at_its_neighbour(desk: Desk) -> None:
    desk.press(Key.Key_Down)
    menu = desk.page.decide.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "删除这一条").trigger()
    desk.settle()
    assert desk.stored("remove") == [(task(14),)]
    assert desk.current() == task(21)


def test_buttons_below_the_fields(desk: Desk, qtbot: QtBot) -> None:
    assert all(not isinstance(button, QPushButton) for button in desk.page.form.buttons.values())
    qtbot.mouseClick(desk.page.form.buttons["confirm"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.stored("confirm") == [((task(7),), True)]
