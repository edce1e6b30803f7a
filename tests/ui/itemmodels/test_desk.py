from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.services.desk_rows import DeskItem
from app.services.rows import DoubtRow, ItemRef
from app.ui.itemmodels.desk import ALL, DOUBTFUL, UNCHECKED, DeskModel, is_waiting, label_of, spoken

DOUBT = DoubtRow("text", "ocr", 0.4, "内容：请核对")


def item(number: int, *, doubtful: bool = False, checked: bool = False, kind: str = "task") -> DeskItem:
    return DeskItem(
        ItemRef(1, kind, number), kind, str(number), f"第{number}项", (DOUBT,) if doubtful else (),
        checked_at="2026-01-05T09:00" if checked else "", order=number,
    )  # fmt: skip


def shown(model: DeskModel) -> list[int]:
    return [ref.number for row in range(model.rowCount()) if (ref := model.ref_at(row)) is not None]


@pytest.fixture
def model(qtbot: QtBot) -> DeskModel:
    made = DeskModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_items([item(4, doubtful=True), item(1), item(2, checked=True), item(3), item(5)])
    return made


def test_doubtful_first_then_the_order_of_the_document(model: DeskModel) -> None:
    assert shown(model) == [4, 1, 2, 3, 5]


@pytest.mark.parametrize(("key", "left"), [(DOUBTFUL, [4]), (UNCHECKED, [4, 1, 3, 5]), (ALL, [4, 1, 2, 3, 5])])
def test_filters(model: DeskModel, key: str, left: list[int]) -> None:
    model.arrange(key)
    assert shown(model) == left
    assert model.counts()[key] == len(left)


def test_new_data_moves_no_row(model: DeskModel) -> None:
    model.arrange(DOUBTFUL)
    model.set_items([item(1), item(2, checked=True), item(3), item(4, checked=True), item(5)], steady=True)
    assert shown(model) == [4]
    model.arrange(DOUBTFUL)
    assert shown(model) == []


def test_row_that_was_split_off_joins_behind_its_origin(model: DeskModel) -> None:
    model.arrange(DOUBTFUL)
    made = replace(item(900), order=4, made=True)
    model.set_items([item(1), item(4, doubtful=True), made, replace(item(5), order=6)], steady=True)
    assert shown(model) == [4, 900]


@pytest.mark.parametrize(("start", "following"), [(4, 1), (1, 3), (3, 5), (5, 1)])
def test_work_goes_on_with_the_next_unchecked_round_the_end(model: DeskModel, start: int, following: int) -> None:
    model.show_as([item(4, checked=True)])
    assert model.next_open(ItemRef(1, "task", start)) == ItemRef(1, "task", following)


def test_work_goes_on_with_what_waits_before_anything_else(model: DeskModel) -> None:
    assert model.next_open(ItemRef(1, "task", 1)) == ItemRef(1, "task", 4)


def test_nothing_is_left(qtbot: QtBot) -> None:
    model = DeskModel()
    model.set_items([item(1, checked=True)])
    assert model.next_open(ItemRef(1, "task", 1)) is None
    assert model.next_open(None) is None


def test_merging_partner_is_the_next_of_the_kind(model: DeskModel) -> None:
    model.set_items([item(1), replace(item(9, kind="measure"), order=2), replace(item(3), order=3)])
    follower = model.follower(ItemRef(1, "task", 1))
    assert follower is not None
    assert follower.ref.number == 3
    assert model.follower(ItemRef(1, "task", 3)) is None


def test_checked_doubt_waits_no_more_but_a_disagreement_does() -> None:
    assert not is_waiting(item(1, doubtful=True, checked=True))
    assert is_waiting(replace(item(1, checked=True), conflict=True))


@pytest.mark.parametrize(
    ("kind", "label", "words"),
    [
        ("task", "13", "任务 13"),
        ("measure", "（三）", "措施（三）"),
        ("chapter", "二、", "第二部分"),
        ("plan", "0", "封面信息"),
    ],
)
def test_labels(kind: str, label: str, words: str) -> None:
    assert label_of(DeskItem(ItemRef(1, kind, 1), kind, label, "")) == words


def test_everything_is_spoken() -> None:
    words = spoken(replace(item(1, doubtful=True), conflict=True, corrected=True, made=True))
    assert words == "任务 1　第1项\n两处不一致，待确认\n存疑：内容：请核对\n已改正\n人工新增\n未校对"
