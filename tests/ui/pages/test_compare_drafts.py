"""两稿对照, by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from app.services.compare_rows import SideChoice
from app.services.draft_rows import (
    CHANGED,
    DELETED,
    EQUAL,
    GONE,
    INSERTED,
    DraftField,
    DraftItem,
    Drafts,
    EarlierRemark,
    Piece,
)
from app.services.history import Change, UndoToken
from app.services.progress import Progress
from app.services.rows import ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.compare_drafts import DraftsMode, earlier_and_later
from app.ui.pages.compare_drafts_work import remark_words
from tests.ui.pages.compared import CHOICES, Compared
from tests.ui.pages.invented import Invented

Settle = Callable[[], None]
OLD = SideChoice(1, "a" * 64, "p1", "云泽市", "云泽市节水方案", "征求意见稿", family="f")
NEW = SideChoice(2, "b" * 64, "p9", "云泽市", "云泽市节水方案", "送审稿", family="f")


def item(number: int, fate: str, *pieces: Piece, version: int = 2) -> DraftItem:
    """A task in both drafts."""
    fields = (DraftField("", fate != "unchanged", pieces), DraftField("完成时限", False, (Piece(EQUAL, "2026年"),)))
    return DraftItem(ItemRef(version, "task", number), "任务", f"第{number}项", fate, fields)


ITEMS = (
    item(1, "unchanged", Piece(EQUAL, "开展宣传")),
    item(2, "changed", Piece(EQUAL, "推广"), Piece(DELETED, "普通"), Piece(INSERTED, "节水"), Piece(EQUAL, "器具")),
    item(3, "deleted", Piece(DELETED, "修补管网"), version=1),
)
REMARKS = (
    EarlierRemark(
        "r1", "请写明器具种类。", "一般", "未处理", "周审阅", ItemRef(1, "task", 2), "普通器具", CHANGED,
        ItemRef(2, "task", 2), "task/2/text", "节水器具",
    ),
    EarlierRemark("r2", "请写明长度。", "一般", "未处理", "", ItemRef(1, "task", 3), "", GONE),
)  # fmt: skip


@dataclass
class Two:
    """Two drafts, and what was carried over."""

    remarks: tuple[EarlierRemark, ...] = REMARKS
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def drafts(self, old: int, new: int, _progress: Progress) -> Drafts:
        """Both."""
        self.done.append((old, new))
        known = {1: OLD, 2: NEW, 3: CHOICES[2]}
        return Drafts(known[old], known[new], ITEMS, self.remarks)

    def carry(self, entity: str, version: int, path: str, now: str) -> Change:
        """Note it."""
        self.done.append((entity, version, path, now))
        self.remarks = tuple(replace(one, carried=one.carried or one.entity == entity) for one in self.remarks)
        return Change(frozenset({"remarks"}), "沿用意见", UndoToken(("r",), "沿用意见"))


@pytest.fixture
def two() -> Two:
    return Two()


@pytest.fixture
def mode(qtbot: QtBot, invented: Invented, two: Two, lanes: Lanes, settle: Settle) -> DraftsMode:
    services = Compared(choices=(OLD, NEW, CHOICES[2])).services(drafts=two.drafts, carry_over=two.carry)
    made = DraftsMode(invented.services(compare=services), lanes)
    qtbot.addWidget(made)
    qtbot.addWidget(made.choosers)
    made.changed.connect(lambda change: made.reload(change.kinds))
    made.resize(1200, 620)
    made.show()
    made.set_scope(Scope(2))
    settle()
    return made


def form_of(mode: DraftsMode, words: str) -> QTextCharFormat:
    cursor = QTextCursor(mode.work.text.document())
    cursor.setPosition(mode.work.text.toPlainText().index(words) + 1)
    return cursor.charFormat()


def press(qtbot: QtBot, mode: DraftsMode, settle: Settle, *keys: Qt.Key) -> None:
    mode.activateWindow()
    mode.work.text.setFocus()
    for key in keys:
        qtbot.keyClick(mode.work.text, key)
        settle()


def test_put_in_and_struck_out_are_told_without_colour(mode: DraftsMode) -> None:
    assert form_of(mode, "普通").fontStrikeOut()
    assert form_of(mode, "节水").underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    assert form_of(mode, "节水").fontWeight() > form_of(mode, "器具").fontWeight()
    assert not form_of(mode, "器具").fontStrikeOut()


def test_items_say_what_became_of_them(mode: DraftsMode) -> None:
    text = mode.work.text.toPlainText()
    assert "第2项　［有修改］" in text
    assert "第3项　［删除］" in text
    assert mode.work.counts.text() == "有修改 1 处，删除 1 处"


def test_f7_goes_from_change_to_change(qtbot: QtBot, mode: DraftsMode, settle: Settle) -> None:
    told: list[ItemRef] = []
    mode.item_selected.connect(told.append)
    press(qtbot, mode, settle, Qt.Key.Key_F7, Qt.Key.Key_F7, Qt.Key.Key_F7)
    assert told == [ItemRef(2, "task", 2), ItemRef(1, "task", 3)]


def test_only_changes(qtbot: QtBot, mode: DraftsMode) -> None:
    qtbot.mouseClick(mode.work.only_changes, Qt.MouseButton.LeftButton)
    assert "开展宣传" not in mode.work.text.toPlainText()
    assert mode.state() == {"pair": [OLD.version_id, NEW.version_id], "changes": True}


def test_a_click_in_the_text_selects_the_item(qtbot: QtBot, mode: DraftsMode) -> None:
    cursor = QTextCursor(mode.work.text.document())
    cursor.setPosition(mode.work.text.toPlainText().index("器具"))
    spot = mode.work.text.cursorRect(cursor).center()
    with qtbot.waitSignal(mode.item_selected) as told:
        qtbot.mouseClick(mode.work.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x() + 4, spot.y()))
    assert told.args == [ItemRef(2, "task", 2)]


def test_earlier_opinions_say_what_became_of_their_passage(mode: DraftsMode) -> None:
    words = [str(mode.work.model.index(row).data()) for row in range(2)]
    assert words[0].startswith("✓ 所指内容已修改\n周审阅：请写明器具种类。\n原文“普通器具”\n现为“节水器具”")
    assert words[1].startswith("✕ 原文已删\n请写明长度。")


def test_an_opinion_is_carried_over_by_one_key(qtbot: QtBot, mode: DraftsMode, two: Two, settle: Settle) -> None:
    press(qtbot, mode, settle, Qt.Key.Key_G, Qt.Key.Key_G)
    assert two.done[1:] == [("r1", 2, "task/2/text", "节水器具"), (1, 2)]
    assert "已沿用" in str(mode.work.model.index(0).data())
    assert not mode.work.carry.isEnabled()


def test_an_opinion_on_a_whole_item_does_not_repeat_it(mode: DraftsMode) -> None:
    assert "现为" not in remark_words(replace(REMARKS[0], quote=""))


def test_choosing_an_opinion_goes_to_its_passage(qtbot: QtBot, mode: DraftsMode) -> None:
    with qtbot.waitSignal(mode.item_selected) as told:
        qtbot.keyClick(mode.work.list, Qt.Key.Key_Down)
    assert told.args == [ItemRef(1, "task", 3)]
    current = mode.work.text.current()
    assert current is not None
    assert current.label == "第3项"


def test_opinions_by_what_became_of_them(mode: DraftsMode) -> None:
    mode.work.state_button.choose(GONE)
    assert [row.entity for row in mode.work.model.rows] == ["r2"]


def test_other_drafts_are_chosen_and_exchanged(qtbot: QtBot, mode: DraftsMode, two: Two, settle: Settle) -> None:
    mode.choosers.right.chosen.emit(3)
    settle()
    qtbot.mouseClick(mode.choosers.swap, Qt.MouseButton.LeftButton)
    settle()
    assert two.done == [(1, 2), (1, 3), (3, 1)]


@pytest.mark.parametrize(
    ("version", "wanted", "expected"),
    [
        (2, ("", ""), (1, 2)),
        (1, ("", ""), (1, 2)),
        (3, ("", ""), (3, 0)),
        (None, ("", ""), (1, 2)),
        (2, (NEW.version_id, OLD.version_id), (2, 1)),
        (3, (NEW.version_id, OLD.version_id), (3, 0)),
    ],
)
def test_which_two_are_compared(version: int | None, wanted: tuple[str, str], expected: tuple[int, int]) -> None:
    other = replace(CHOICES[2], family="g")
    assert earlier_and_later((OLD, NEW, other), wanted, version) == expected


def test_a_plan_without_another_draft_says_so(mode: DraftsMode, settle: Settle) -> None:
    mode.set_scope(Scope(3))
    settle()
    assert mode.stack.currentWidget() is mode.empty
