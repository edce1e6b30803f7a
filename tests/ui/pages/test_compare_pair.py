"""Two plans side by side, by clicks and keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Cancelled
from app.services.compare_rows import DifferenceRow
from app.services.progress import Progress
from app.services.rows import ItemRef, Scope
from app.ui.dialogs.compare_link import LinkDialog
from app.ui.itemmodels.compare import LEFT, LEFT_ONLY, RIGHT, Band
from app.ui.lanes import Lanes
from app.ui.pages.compare_detail import reason_words
from app.ui.pages.compare_head import FilterBar, KindSwitch
from app.ui.pages.compare_pair import PairMode
from tests.ui.conftest import type_in
from tests.ui.pages.compared import CHOICES, Compared
from tests.ui.pages.invented import Invented

Settle = Callable[[], None]
MakeMode = Callable[..., PairMode]
Key = Qt.Key


@pytest.fixture
def compared() -> Compared:
    return Compared()


@pytest.fixture
def make_mode(qtbot: QtBot, invented: Invented, compared: Compared, lanes: Lanes, settle: Settle) -> MakeMode:
    def make(scope: Scope = Scope(1), state: dict[str, object] | None = None) -> PairMode:  # noqa: B008 - frozen
        made = PairMode(invented.services(compare=compared.services()), lanes)
        qtbot.addWidget(made)
        qtbot.addWidget(made.choosers)
        made.changed.connect(lambda change: made.reload(change.kinds))
        made.resize(1200, 620)
        made.show()
        if state is not None:
            made.restore(state)
        made.set_scope(scope)
        settle()
        return made

    return make


@pytest.fixture
def mode(make_mode: MakeMode) -> PairMode:
    return make_mode()


def keys(mode: PairMode) -> list[object]:
    return [row.title if isinstance(row, Band) else row.key for row in mode.work.model.rows]


def press(qtbot: QtBot, mode: PairMode, settle: Settle, *pressed: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    mode.activateWindow()
    mode.work.list.setFocus()
    for one in pressed:
        key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
        qtbot.keyClick(mode.work.list, key, modifier)
        settle()


def at(mode: PairMode) -> tuple[int, int]:
    row = mode.work.current()
    assert row is not None
    return row.key


def test_rows_stand_under_chapters_with_the_right_ones_in_their_place(mode: PairMode) -> None:
    assert keys(mode) == ["第1件大事", (1, 1), (2, 2), (3, 0), (0, 3), "第2件大事", (4, 4)]


def test_other_groups(mode: PairMode) -> None:
    mode.work.group_button.choose("heading")
    assert keys(mode) == ["类别1", (1, 1), (3, 0), (0, 3), "类别0", (2, 2), (4, 4)]
    mode.work.group_button.choose("")
    assert not any(isinstance(row, Band) for row in mode.work.model.rows)


def test_signs_say_kind_and_side_in_words(mode: PairMode) -> None:
    assert mode.work.model.signs[1] == ("指标◀", "文字≠")
    assert mode.work.model.index(1, 1).data() == "对应，指标◀，文字≠"
    assert mode.work.model.index(3, 1).data() == "仅云泽市有"


def test_opinions_on_a_side_are_told(mode: PairMode, compared: Compared, settle: Settle) -> None:
    row = compared.links[1, 1]
    assert row.left is not None
    compared.links[1, 1] = replace(row, left=replace(row.left, remarks=2))
    mode.reload(frozenset({"remarks"}))
    settle()
    assert mode.work.model.index(1, LEFT).data().endswith("，意见 2 条")


def test_minor_differences_are_hidden_until_asked_for(qtbot: QtBot, mode: PairMode) -> None:
    assert not mode.work.model.signs[2]
    qtbot.mouseClick(mode.work.filters.minor_button, Qt.MouseButton.LeftButton)
    assert mode.work.model.signs[2] == ("文字≠",)


def test_chips_count_and_narrow(qtbot: QtBot, mode: PairMode) -> None:
    chip = mode.work.filters.chips["target"]
    assert (chip.text(), mode.work.filters.chips["deadline"].isVisible()) == ("指标 1", False)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(mode.work.filters.chips[LEFT_ONLY], Qt.MouseButton.LeftButton)
    assert keys(mode) == ["第1件大事", (1, 1), (3, 0)]


def test_where_there_is_little_room_chips_have_a_line_of_their_own(qtbot: QtBot, lanes: Lanes) -> None:
    frame, kind = QWidget(), KindSwitch()
    qtbot.addWidget(frame)
    bar = FilterBar(kind)
    bar.setParent(frame)
    bar.resize(1200, 40)
    frame.show()
    bar.count(Compared().compare(1, 2, "task", Progress()).rows, ("云泽市", "石湾市"))
    chip = bar.chips["target"]
    assert chip.parentWidget() is kind.parentWidget()
    bar.resize(300, 80)
    assert chip.parentWidget() is not kind.parentWidget()
    assert chip.isVisible()
    bar.resize(1200, 40)
    assert chip.parentWidget() is kind.parentWidget()


def test_narrow_buttons_tell_their_keys_in_tips(qtbot: QtBot, mode: PairMode) -> None:
    mode.work.actions_bar.resize(700, 40)
    assert (mode.work.buttons["cut"].text(), mode.work.buttons["cut"].toolTip()) == ("取消对应", "取消对应（Del）")


def test_f7_steps_through_differences_and_rows_that_have_any(qtbot: QtBot, mode: PairMode, settle: Settle) -> None:
    seen = []
    for _ in range(5):
        press(qtbot, mode, settle, Key.Key_F7)
        current = mode.work.detail.current()
        seen.append((at(mode), current.kind if current else ""))
    assert seen == [
        ((1, 1), "target"), ((1, 1), "wording"), ((3, 0), ""), ((0, 3), ""), ((4, 4), "wording"),
    ]  # fmt: skip
    press(qtbot, mode, settle, (Key.Key_F7, Qt.KeyboardModifier.ShiftModifier))
    assert at(mode) == (0, 3)


def test_both_texts_are_marked_by_kinds_of_line(mode: PairMode) -> None:
    document = mode.work.detail.left.document()
    start = document.toPlainText().index("推广")
    cursor = QTextCursor(document)
    cursor.setPosition(start + 1)
    assert cursor.charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    cursor.setPosition(start + 18)
    assert cursor.charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.DashUnderline
    cursor.setPosition(start + 5)
    assert cursor.charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.NoUnderline


def test_the_difference_looked_at_is_set_off_on_both_sides(qtbot: QtBot, mode: PairMode, settle: Settle) -> None:
    press(qtbot, mode, settle, Key.Key_F7)
    for text, words in ((mode.work.detail.left, "90%"), (mode.work.detail.right, "85%")):
        assert [one.cursor.selectedText() for one in text.extraSelections()] == [words]  # type: ignore[attr-defined]


def test_differences_stand_in_words_and_shared_clauses_below(mode: PairMode) -> None:
    assert mode.work.detail.model.index(0).data() == "指标◀　普及率：云泽市90%，石湾市85%，云泽市更高"
    mode.select_item(ItemRef(1, "task", 4))
    assert [mode.work.detail.model.index(row).data() for row in range(2)] == ["文字≠　用字不同", "共同＝　再生水厂"]


@pytest.mark.parametrize(("sentence", "words"), [("不作比较：单位不同", ""), ("不作比较", "（单位不同）")])
def test_a_reason_is_said_once(sentence: str, words: str) -> None:
    assert reason_words(DifferenceRow("target", "open", sentence, reason="单位不同")) == words


def test_selection_follows_the_side(qtbot: QtBot, mode: PairMode, settle: Settle) -> None:
    told: list[ItemRef] = []
    mode.item_selected.connect(told.append)
    press(qtbot, mode, settle, Key.Key_Right, Key.Key_Down, Key.Key_Left)
    assert told == [ItemRef(2, "task", 1), ItemRef(2, "task", 2), ItemRef(1, "task", 2)]


def test_a_click_on_the_right_text_selects_the_right_item(qtbot: QtBot, mode: PairMode) -> None:
    rect = mode.work.list.visualRect(mode.work.model.index(2, RIGHT))
    with qtbot.waitSignal(mode.item_selected) as told:
        qtbot.mouseClick(mode.work.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.center()))
    assert told.args == [ItemRef(2, "task", 2)]


def test_select_item_is_quiet_and_finds_the_side(qtbot: QtBot, mode: PairMode) -> None:
    with qtbot.assertNotEmitted(mode.item_selected):
        mode.select_item(ItemRef(2, "task", 4))
    assert (at(mode), mode.work.on_right()) == ((4, 4), True)


@pytest.mark.parametrize(
    ("key", "relation"), [(Key.Key_C, "equivalent"), (Key.Key_P, "partial"), (Key.Key_Delete, "none")]
)
def test_keys_decide_about_the_link(
    qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle, key: Qt.Key, relation: str
) -> None:
    press(qtbot, mode, settle, key)
    assert (1, 1, relation) in compared.done


def test_after_a_cut_both_stand_alone_and_the_left_one_stays_in_view(
    qtbot: QtBot, mode: PairMode, settle: Settle
) -> None:
    press(qtbot, mode, settle, Key.Key_Delete)
    assert (1, 0) in keys(mode)
    assert at(mode) == (1, 0)
    assert not mode.work.buttons["cut"].isEnabled()


def test_a_link_is_added_by_typing(qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle) -> None:
    mode.select_item(ItemRef(1, "task", 3))
    press(qtbot, mode, settle, Key.Key_L)
    dialog = mode.findChildren(LinkDialog)[-1]
    type_in(dialog.words, "宣传")
    assert [one.ref.number for one in dialog.model.items] == [3]
    dialog.relations["partial"].click()
    qtbot.keyClick(dialog.words, Key.Key_Return)
    settle()
    assert (3, 3, "partial") in compared.done
    assert at(mode) == (3, 3)


def test_a_link_is_added_from_the_right_side_by_clicks(
    qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle
) -> None:
    mode.select_item(ItemRef(2, "task", 3))
    qtbot.mouseClick(mode.work.buttons["link"], Qt.MouseButton.LeftButton)
    dialog = mode.findChildren(LinkDialog)[-1]
    qtbot.keyClick(dialog.words, Key.Key_Down)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    assert (2, 3, "equivalent") in compared.done


def test_a_difference_becomes_an_opinion_on_the_words(
    qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle
) -> None:
    press(qtbot, mode, settle, Key.Key_F7, Key.Key_A)
    assert compared.done[-2][:4] == (ItemRef(1, "task", 1), ItemRef(2, "task", 1), "text", "90%")
    assert compared.done[-2][4].startswith("与石湾市（送审稿）附件第1项对照：普及率")


def test_without_a_difference_the_editor_is_asked_for(qtbot: QtBot, mode: PairMode) -> None:
    mode.select_item(ItemRef(1, "task", 3))
    with qtbot.waitSignal(mode.remark_requested) as asked:
        mode.write_opinion()
    assert asked.args == [ItemRef(1, "task", 3)]


def test_copied_rows_are_a_table_with_heads(qtbot: QtBot, mode: PairMode, settle: Settle) -> None:
    press(qtbot, mode, settle, (Key.Key_A, Qt.KeyboardModifier.ControlModifier))
    press(qtbot, mode, settle, (Key.Key_C, Qt.KeyboardModifier.ControlModifier))
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0].split("\t")[:6] == [
        "云泽市序号", "云泽市任务", "云泽市完成时限", "云泽市责任单位", "对应关系", "差异",
    ]  # fmt: skip
    assert len(lines) == 6
    assert "1.指标：普及率" in lines[1]


def test_both_source_pages_at_a_key(qtbot: QtBot, mode: PairMode, settle: Settle) -> None:
    press(qtbot, mode, settle, Key.Key_S)
    dialog = mode._sources
    assert dialog is not None
    assert [head.text() for head in dialog.heads] == ["云泽市　附件第1项", "石湾市　附件第1项"]
    assert all(view.isVisible() for view in dialog.views)
    dialog.close()


def test_choosers_compare_others_and_swap(qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle) -> None:
    menu = QMenu(mode)
    mode.choosers.right.fill(menu)
    menu.actions()[2].trigger()
    settle()
    qtbot.mouseClick(mode.choosers.swap, Qt.MouseButton.LeftButton)
    settle()
    assert compared.done == [("compare", 1, 2, "task"), ("compare", 1, 3, "task"), ("compare", 3, 1, "task")]


def test_choosing_what_stands_on_the_other_side_swaps(mode: PairMode, compared: Compared, settle: Settle) -> None:
    mode.choosers.left.chosen.emit(2)
    settle()
    assert compared.done[-1] == ("compare", 2, 1, "task")


def test_measures_instead_of_tasks(qtbot: QtBot, mode: PairMode, compared: Compared, settle: Settle) -> None:
    qtbot.mouseClick(mode.work.kind.buttons["measure"], Qt.MouseButton.LeftButton)
    settle()
    assert compared.done[-1] == ("compare", 1, 2, "measure")


def test_a_plan_without_tasks_is_compared_by_measures(
    qtbot: QtBot, make_mode: MakeMode, compared: Compared, settle: Settle
) -> None:
    compared.choices = (CHOICES[0], replace(CHOICES[1], tasks=0), CHOICES[2])
    mode = make_mode()
    assert compared.done[-1] == ("compare", 1, 2, "measure")
    assert (mode.work.kind.key, mode.state()["kind"]) == ("measure", "task")
    mode.choose(1, 3)
    settle()
    assert compared.done[-1] == ("compare", 1, 3, "task")


def test_the_librarys_plan_comes_to_the_left_unless_it_is_there(
    mode: PairMode, compared: Compared, settle: Settle
) -> None:
    for version in (2, 3):
        mode.set_scope(Scope(version))
        settle()
    assert [one[1:3] for one in compared.done] == [(1, 2), (1, 2), (3, 2)]


def test_a_chapter_of_the_library_narrows(mode: PairMode, settle: Settle) -> None:
    mode.set_scope(Scope(1, 2))
    settle()
    assert keys(mode) == ["第2件大事", (4, 4)]


def test_what_was_looked_at_last_is_remembered(make_mode: MakeMode, compared: Compared) -> None:
    state = {"pair": [CHOICES[2].version_id, CHOICES[0].version_id], "kind": "measure", "group": "", "minor": False}
    mode = make_mode(Scope(1), state)
    assert compared.done == [("compare", 3, 1, "measure")]
    assert mode.state() == state


def test_one_plan_is_not_enough(make_mode: MakeMode, compared: Compared) -> None:
    compared.choices = CHOICES[:1]
    mode = make_mode()
    assert mode.stack.currentWidget() is mode.empty
    assert compared.done == []


def test_a_comparison_can_be_cancelled(qtbot: QtBot, make_mode: MakeMode, compared: Compared, settle: Settle) -> None:
    started = threading.Event()

    def hold(progress: Progress) -> None:
        started.set()
        while not progress.is_cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    mode = make_mode(Scope(1))
    mode._shown = False
    compared.hold = hold
    mode.choose(1, 3)
    qtbot.waitUntil(started.is_set)
    qtbot.mouseClick(mode.waiting.button, Qt.MouseButton.LeftButton)
    settle()
    assert mode.stack.currentWidget() is mode.empty


def test_context_menu_offers_what_is_possible(mode: PairMode) -> None:
    mode.select_item(ItemRef(1, "task", 3))
    menu = QMenu(mode)
    mode.work.fill(menu)
    possible = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    assert (possible["取消对应"], possible["添加对应…"]) == (False, True)


def test_current_cell_stays_on_its_side_when_rows_are_read_anew(mode: PairMode, settle: Settle) -> None:
    mode.work.list.go_to(2, RIGHT)
    mode.reload(frozenset({"links"}))
    settle()
    assert (mode.work.list.currentIndex().row(), mode.work.list.currentIndex().column()) == (2, RIGHT)
    mode.work.list.go_to(2, LEFT)


def test_the_menu_bar_has_every_command_with_its_key(mode: PairMode) -> None:
    found = {one.keys: (one.words, one.possible) for one in mode.commands()}
    assert set(found) == {"A", "C", "P", "Del", "L", "S", "F7", "Shift+F7"}
    mode.select_item(ItemRef(1, "task", 3))
    assert ("取消对应", False) in [(one.words, one.possible) for one in mode.commands()]
