"""Rows of two plans as a model: groups, signs, filters, steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.compare_rows import CompareRow, DifferenceRow
from app.services.progress import Progress
from app.services.rows import Scope
from app.ui.itemmodels.compare import (
    Band,
    CompareModel,
    Narrowing,
    arrange,
    relation_words,
    signs,
    table,
    told_apart,
    within,
)
from tests.ui.pages.compared import Compared, side


def difference(kind: str, side_of_more: str, *, minor: bool = False) -> DifferenceRow:
    return DifferenceRow(kind, side_of_more, "不同", minor=minor)


def row(*differences: DifferenceRow) -> CompareRow:
    return CompareRow(side(1, 1), side(2, 1), "equivalent", differences=differences)


@pytest.mark.parametrize(
    ("sides", "sign"),
    [
        (("left",), "◀"),
        (("right", "right"), "▶"),
        (("left", "right"), "◀▶"),
        (("open", "same"), "≠"),
        (("same",), "＝"),
    ],
)
def test_one_sign_a_kind(sides: tuple[str, ...], sign: str) -> None:
    assert signs(row(*(difference("target", one) for one in sides)), Narrowing()) == (f"指标{sign}",)


def test_kinds_stand_in_the_order_of_their_weight() -> None:
    found = signs(row(difference("wording", "open"), difference("deadline", "left")), Narrowing())
    assert found == ("时限◀", "文字≠")


def test_minor_ones_count_only_where_they_are_shown() -> None:
    one = row(difference("wording", "open", minor=True))
    assert Narrowing(frozenset({"wording"})).fits(one)
    assert not Narrowing(frozenset({"wording"}), minor=False).fits(one)


def test_no_row_is_lost_by_grouping() -> None:
    rows = Compared().compare(1, 2, "task", Progress()).rows
    for by in ("chapter", "heading", ""):
        arranged = arrange(rows, by)
        kept = [one for one in arranged if isinstance(one, CompareRow)]
        assert sorted(one.key for one in kept) == sorted(one.key for one in rows)
        assert sum(one.count for one in arranged if isinstance(one, Band)) == (len(rows) if by else 0)


def test_a_measure_of_the_other_plan_narrows_too() -> None:
    rows = Compared().compare(1, 2, "task", Progress()).rows
    assert within(Scope(2, None, 1), rows) == tuple(one for one in rows if one.right is not None)


def test_plans_of_one_place_are_told_apart_by_their_stage() -> None:
    found = Compared().compare(1, 2, "task", Progress())
    twins = replace(found, left=replace(found.left, name="石湾市", stage="征求意见稿"))
    assert told_apart(found) == ("云泽市", "石湾市")
    assert told_apart(twins) == ("石湾市（征求意见稿）", "石湾市（送审稿）")
    assert relation_words(CompareRow(None, side(2, 1)), told_apart(twins)) == "仅石湾市（送审稿）有"


def test_steps_go_over_bands_and_over_rows_without_a_difference() -> None:
    found = Compared().compare(1, 2, "task", Progress())
    model = CompareModel()
    model.show_rows(found, arrange(found.rows, "chapter"), Narrowing(minor=False))
    assert model.step(-1, 1) == 1
    assert model.step(1, 1, different=True) == 3
    assert model.step(model.rowCount(), -1) == model.rowCount() - 1


def test_a_table_of_measures_has_their_titles() -> None:
    found = Compared().compare(1, 2, "measure", Progress())
    ref = replace(side(1, 1).ref, kind="measure")
    cells = table(found, [CompareRow(replace(side(1, 1), ref=ref), None)], Narrowing())
    assert cells[1][1].startswith("类别1。推广")
    assert cells[1][6:] == [""] * 4
