"""Comparing in a workspace: rows, what is kept, what people decide about links, taken back and united."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.errors import NotFound
from app.models.workspace import Workspace, open_workspace
from app.services import comparing
from app.services.compare_links import set_link
from app.services.compare_remarks import link_remark
from app.services.compare_rows import CompareRow, Comparison
from app.services.correcting import correct_field
from app.services.history import undo
from app.services.log import all_entries, receive
from app.services.reviewing import remarks
from app.services.rows import ItemRef
from tests.services.comparekit import Helper, store_two
from tests.storekit import changed, import_plan


@dataclass
class Two:
    """A workspace with both plans."""

    workspace: Workspace
    left: int
    right: int
    helper: Helper = field(default_factory=Helper)

    def compare(self, *, swapped: bool = False) -> Comparison:
        pair = (self.right, self.left) if swapped else (self.left, self.right)
        return comparing.compare(self.workspace, *pair, "task", self.helper)

    def pairs(self) -> list[tuple[int, int]]:
        return [row.key for row in self.compare().rows]

    def ref(self, side: str, number: int) -> ItemRef:
        return ItemRef(self.left if side == "left" else self.right, "task", number)

    def row(self, key: tuple[int, int]) -> CompareRow:
        return next(row for row in self.compare().rows if row.key == key)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        yield Two(workspace, *store_two(workspace, tmp_path))


def test_rows_keep_the_order_of_the_left_and_set_the_right_ones_between(two: Two) -> None:
    assert two.pairs() == [(1, 1), (0, 2), (2, 3), (3, 0)]


def test_a_row_tells_the_place_and_what_differs(two: Two) -> None:
    row = two.row((1, 1))
    assert row.left is not None
    assert (row.left.cite, row.left.heading, row.left.deadline) == ("附件第1项（第1页）", "光伏", "2032年底前")
    assert [(one.kind, one.sign, one.left) for one in row.differences] == [("wording", "≠", (("text", 3, 5),))]
    assert row.left.places[0].page == 1


def test_choices_name_place_and_size(two: Two) -> None:
    assert [(one.name, one.tasks, one.measures) for one in comparing.choices(two.workspace)] == [
        ("白塔市", 3, 2), ("青湾市", 3, 2),
    ]  # fmt: skip


def test_drafts_that_bear_no_stage_are_counted(two: Two, tmp_path: Path) -> None:
    import_plan(two.workspace, tmp_path, changed(preamble="另一稿。"), b"%PDF three")
    assert [one.full for one in comparing.choices(two.workspace)] == ["白塔市", "青湾市（第1稿）", "青湾市（第2稿）"]


def test_a_comparison_is_made_once(two: Two) -> None:
    assert two.compare() == two.compare()
    assert two.helper.runs == 1


def test_a_correction_makes_it_anew(two: Two) -> None:
    two.compare()
    correct_field(two.workspace, two.ref("left", 3), "text", "每年建成充电站。")
    assert (3, 2) in two.pairs()
    assert two.helper.runs == 2


def test_only_the_latest_results_are_kept(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_MOST_KEPT", 1)
    two.compare()
    two.compare(swapped=True)
    two.compare()
    assert two.helper.runs == 3


def test_a_link_is_cut_and_put_back(two: Two) -> None:
    change = set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "none")
    assert change.kinds == {"links"}
    assert two.pairs() == [(0, 1), (0, 2), (1, 0), (2, 3), (3, 0)]
    assert two.compare().cut == ((1, 1),)
    assert change.token is not None
    back = undo(two.workspace, change.token)
    assert back.kinds == {"links"}
    assert (1, 1) in two.pairs()
    assert not two.row((1, 1)).hand


def test_a_link_by_hand_brings_its_differences_and_its_maker(two: Two) -> None:
    set_link(two.workspace, two.ref("left", 3), two.ref("right", 2), "partial")
    row = two.row((3, 2))
    assert (row.relation, row.hand, bool(row.judge), len(row.differences)) == ("partial", True, True, 1)


def test_confirming_costs_no_new_comparison(two: Two) -> None:
    two.compare()
    set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "equivalent")
    assert two.row((1, 1)).hand
    assert two.helper.runs == 1


def test_a_link_is_the_same_from_either_side(two: Two) -> None:
    set_link(two.workspace, two.ref("right", 2), two.ref("left", 3), "equivalent")
    assert (3, 2) in two.pairs()
    assert (2, 3) in [row.key for row in two.compare(swapped=True).rows]


def test_changed_again_after_undo(two: Two) -> None:
    first = set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "none")
    assert first.token is not None
    undo(two.workspace, first.token)
    set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "partial")
    assert two.row((1, 1)).relation == "partial"


def test_decisions_of_two_laptops_meet_whatever_the_row_ids(two: Two, tmp_path: Path) -> None:
    set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "partial")
    folder = tmp_path / "另一台"
    folder.mkdir()
    with open_workspace(folder / "审阅.qinglan") as elsewhere:
        there = Two(elsewhere, *store_two(elsewhere, folder))
        set_link(elsewhere, there.ref("right", 1), there.ref("left", 1), "none")
        with two.workspace.read() as session:
            sent = [(one, one.digest) for one in all_entries(session)]
        with elsewhere.write() as session:
            receive(session, sent)
        disputed = there.row((1, 1))
        assert (disputed.conflicted, disputed.relation) == (True, "partial")
        set_link(elsewhere, there.ref("left", 1), there.ref("right", 1), "equivalent")
        assert not there.row((1, 1)).conflicted


def test_opinions_are_counted_on_their_side_without_another_comparison(two: Two) -> None:
    two.compare()
    link_remark(two.workspace, two.ref("left", 1), two.ref("right", 1), "text", "安装光伏板", "请统一口径。")
    row = two.row((1, 1))
    assert row.left is not None
    assert row.right is not None
    assert (row.left.remarks, row.right.remarks, two.helper.runs) == (1, 0, 1)
    written = remarks(two.workspace, two.ref("left", 1))
    assert [(one.path, one.quote, one.severity) for one in written] == [("task/1/text", "安装光伏板", "一般")]


def test_an_opinion_names_its_link_from_both_sides(two: Two) -> None:
    left, right = two.ref("left", 1), two.ref("right", 1)
    link_remark(two.workspace, left, right, "", "", "请统一口径。")
    link_remark(two.workspace, right, left, "heading", "光伏", "也请统一。")
    with two.workspace.read() as session:
        links = {one.fields["link"] for one in all_entries(session) if one.kind == "remark"}
    assert len(links) == 1


def test_an_unknown_relation_is_no_decision(two: Two) -> None:
    with pytest.raises(ValueError, match="relation"):
        set_link(two.workspace, two.ref("left", 1), two.ref("right", 1), "similar")


def test_a_text_that_is_gone(two: Two) -> None:
    with pytest.raises(NotFound):
        comparing.compare(two.workspace, two.left, 99, "task", two.helper)
