from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KnownError, NotFound
from app.models.workspace import Workspace
from app.services import browsing, grid
from app.services.correcting import confirm, correct_field, settle
from app.services.history import undo
from app.services.proofing import conflicts, desk_items, remainder
from app.services.restructuring import add_task, merge_tasks, remove, split_task, take_remainder
from app.services.reviewing import add_remark, remarks
from app.services.rows import GridQuery, ItemRef
from tests.deskkit import FIRST, SECOND, THIRD, VERSION, doubtful_plan, hand_over, projection, token
from tests.storekit import import_plan, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        import_plan(opened, tmp_path, doubtful_plan())
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "另一台"
    folder.mkdir()
    with new_workspace(folder) as opened:
        import_plan(opened, folder, doubtful_plan(), data=b"another file")
        yield opened


def texts(workspace: Workspace) -> list[tuple[str, str]]:
    rows = grid.grid_rows(workspace, grid.grid_ids(workspace, GridQuery()))
    return [(row.label, row.text) for row in rows]


def split(workspace: Workspace, ref: ItemRef, at: int) -> ItemRef:
    return split_task(workspace, ref, at).refs[1]


def test_split(workspace: Workspace) -> None:
    split(workspace, FIRST, 3)
    assert texts(workspace)[:3] == [("1", "学校、"), ("1-2", "医院屋顶安装光伏板。"), ("2", "新增公交车全部使用电力。")]


def test_a_part_has_the_other_fields_of_its_row(workspace: Workspace) -> None:
    correct_field(workspace, FIRST, "category", "屋顶")
    row = browsing.task(workspace, split(workspace, FIRST, 3))
    assert (row.category, row.deadline_date, row.measure) == ("屋顶", "2032-12-31", 1)
    assert [one.agency for one in row.assignments] == ["发展和改革委员会", "教育局", "县级人民政府"]


def test_a_part_is_corrected_alone(workspace: Workspace) -> None:
    part = split(workspace, FIRST, 3)
    correct_field(workspace, part, "category", "医院")
    correct_field(workspace, part, "text", "医院屋顶。")
    assert (browsing.task(workspace, part).category, browsing.task(workspace, FIRST).category) == ("医院", "光伏")
    assert texts(workspace)[:2] == [("1", "学校、"), ("1-2", "医院屋顶。")]


def test_a_part_is_split_again_and_stands_behind_it(workspace: Workspace) -> None:
    last = split(workspace, FIRST, 7)
    middle = split(workspace, FIRST, 3)
    assert texts(workspace)[:3] == [("1", "学校、"), ("1-2", "医院屋顶"), ("1-3", "安装光伏板。")]
    split(workspace, middle, 2)
    assert [text for _, text in texts(workspace)[:4]] == ["学校、", "医院", "屋顶", "安装光伏板。"]
    assert browsing.task(workspace, last).text == "安装光伏板。"


def test_numbers_are_not_given_out_again(workspace: Workspace) -> None:
    change = split_task(workspace, FIRST, 3)
    undo(workspace, token(change))
    assert split(workspace, FIRST, 4).number != change.refs[1].number


@pytest.mark.parametrize("at", [0, 99])
def test_nothing_to_split(workspace: Workspace, at: int) -> None:
    with pytest.raises(KnownError, match="没有可拆分的内容"):
        split_task(workspace, FIRST, at)


def test_split_taken_back(workspace: Workspace) -> None:
    before = projection(workspace)
    undo(workspace, token(split_task(workspace, FIRST, 3)))
    assert projection(workspace) == before


def test_split_and_merged_is_as_before(workspace: Workspace) -> None:
    before = projection(workspace)
    part = split(workspace, FIRST, 3)
    merge_tasks(workspace, FIRST, part)
    assert projection(workspace) == before


def test_figures_go_with_their_part(workspace: Workspace) -> None:
    correct_field(workspace, THIRD, "text", "先行选址。建成充电站30座。")
    part = split(workspace, THIRD, 5)
    assert browsing.task(workspace, THIRD).targets == ()
    assert [(one.value, one.number) for one in browsing.task(workspace, part).targets] == [(30, 1)]


def test_a_remark_on_a_part_stays_on_it(workspace: Workspace) -> None:
    part = split(workspace, FIRST, 3)
    add_remark(workspace, part, "宜单列。")
    split(workspace, SECOND, 5)
    assert browsing.task(workspace, part).remarks == 1
    assert remarks(workspace, part)[0].text == "宜单列。"


def test_merged(workspace: Workspace) -> None:
    merge_tasks(workspace, FIRST, SECOND)
    assert [label for label, _ in texts(workspace)] == ["1", "3"]
    row = browsing.task(workspace, FIRST)
    assert row.text == "学校、医院屋顶安装光伏板。新增公交车全部使用电力。"
    assert row.deadline_raw == "2032年底前"


def test_halves_of_a_torn_cell_are_joined(tmp_path: Path) -> None:
    plan = doubtful_plan()
    plan["tasks"][0] |= {"responsibility_raw": "市教育局牵头，市财", "deadline_raw": "", "deadline": {"kind": "none"}}
    plan["tasks"][1] |= {"responsibility_raw": "政局配合", "deadline_raw": "2033年"}
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        merge_tasks(workspace, FIRST, SECOND)
        row = browsing.task(workspace, FIRST)
        assert [one.agency for one in row.assignments] == ["教育局", "财政局"]
        assert row.deadline_date == "2033-12-31"


def test_merge_taken_back(workspace: Workspace) -> None:
    before = projection(workspace)
    undo(workspace, token(merge_tasks(workspace, FIRST, SECOND)))
    assert projection(workspace) == before


def test_figures_of_merged_rows_keep_their_address(workspace: Workspace) -> None:
    merge_tasks(workspace, SECOND, THIRD)
    assert [(one.value, one.number) for one in browsing.task(workspace, SECOND).targets] == [(30, 1)]


def test_merging_with_itself_is_refused(workspace: Workspace) -> None:
    with pytest.raises(KnownError):
        merge_tasks(workspace, FIRST, FIRST)


def test_removed_and_brought_back(workspace: Workspace) -> None:
    before = projection(workspace)
    change = remove(workspace, SECOND)
    assert [label for label, _ in texts(workspace)] == ["1", "3"]
    with pytest.raises(NotFound):
        browsing.task(workspace, SECOND)
    undo(workspace, token(change))
    assert projection(workspace) == before


def test_a_figure_removed(workspace: Workspace) -> None:
    remove(workspace, ItemRef(VERSION, "target", 1))
    assert browsing.task(workspace, THIRD).targets == ()


def test_added(workspace: Workspace) -> None:
    change = add_task(workspace, VERSION, FIRST, "增设储能设备。")
    assert texts(workspace)[1] == ("1增", "增设储能设备。")
    assert browsing.task(workspace, change.refs[0]).category == "光伏"
    undo(workspace, token(change))
    assert len(texts(workspace)) == 3


def test_added_at_the_end(workspace: Workspace) -> None:
    add_task(workspace, VERSION, None, "增设储能设备。")
    assert texts(workspace)[-1] == ("3增", "增设储能设备。")


def test_added_row_is_corrected_and_split(workspace: Workspace) -> None:
    added = add_task(workspace, VERSION, FIRST, "增设储能设备。加装计量表。").refs[0]
    correct_field(workspace, added, "deadline_raw", "2034年")
    part = split(workspace, added, 7)
    assert [label for label, _ in texts(workspace)] == ["1", "1增", "1增2", "2", "3"]
    assert browsing.task(workspace, part).deadline_date == "2034-12-31"


def test_remainder_goes_into_a_field(workspace: Workspace) -> None:
    before = projection(workspace)
    change = take_remainder(workspace, VERSION, 1, FIRST, "text", "end")
    assert browsing.task(workspace, FIRST).text.endswith("光伏板。（此页无正文）")
    assert remainder(workspace, VERSION) == ()
    undo(workspace, token(change))
    assert projection(workspace) == before


def test_part_of_the_remainder(workspace: Workspace) -> None:
    take_remainder(workspace, VERSION, 1, SECOND, "deadline_raw", "replace", (1, 3))
    assert browsing.task(workspace, SECOND).deadline_raw == "此页"
    assert [row.text for row in remainder(workspace, VERSION)] == ["（无正文）"]


def test_remainder_becomes_a_row(workspace: Workspace) -> None:
    take_remainder(workspace, VERSION, 1, FIRST, "text", "new")
    assert texts(workspace)[1] == ("1增", "（此页无正文）")


def test_different_splits_wait_for_a_person(workspace: Workspace, other: Workspace) -> None:
    split(workspace, FIRST, 3)
    split(other, FIRST, 7)
    hand_over(other, workspace)
    assert texts(workspace)[0] == ("1", "学校、医院屋顶安装光伏板。")
    assert len(texts(workspace)) == 3
    (conflict,) = conflicts(workspace, VERSION)
    with pytest.raises(KnownError, match="两处不一致"):
        split_task(workspace, FIRST, 5)
    option = next(one for one in conflict.options if "学校、｜" in one.words)
    settle(workspace, conflict.entity, conflict.key, option.key)
    assert texts(workspace)[:2] == [("1", "学校、"), ("1-2", "医院屋顶安装光伏板。")]


def test_rows_split_on_two_laptops_keep_their_addresses(workspace: Workspace, other: Workspace) -> None:
    mine, theirs = split(workspace, SECOND, 5), split(other, FIRST, 3)
    add_remark(workspace, mine, "甲")
    add_remark(other, theirs, "乙")
    hand_over(other, workspace)
    hand_over(workspace, other)
    for one in (workspace, other):
        assert [row.text for row in remarks(one, mine)] == ["甲"]
        assert [row.text for row in remarks(one, theirs)] == ["乙"]
        assert [label for label, _ in texts(one)] == ["1", "1-2", "2", "2-2", "3"]


def test_a_row_that_another_changed_is_not_lost(workspace: Workspace, other: Workspace) -> None:
    remove(workspace, SECOND)
    correct_field(other, SECOND, "text", "新增公交车使用氢能。")
    hand_over(other, workspace)
    assert ("2", "新增公交车使用氢能。") in texts(workspace)
    (conflict,) = conflicts(workspace, VERSION)
    assert conflict.label == "任务2：是否保留"
    gone = next(one for one in conflict.options if one.value == "删除")
    settle(workspace, conflict.entity, conflict.key, gone.key)
    assert [label for label, _ in texts(workspace)] == ["1", "3"]


def test_a_removed_row_that_another_only_checked_stays_removed(workspace: Workspace, other: Workspace) -> None:
    remove(workspace, SECOND)
    confirm(other, [SECOND])
    hand_over(other, workspace)
    assert [label for label, _ in texts(workspace)] == ["1", "3"]
    assert conflicts(workspace, VERSION) == ()


def test_made_rows_stand_on_the_desk(workspace: Workspace) -> None:
    part = split(workspace, FIRST, 3)
    item = next(one for one in desk_items(workspace, VERSION) if one.ref == part)
    assert (item.label, item.title, item.made) == ("1-2", "医院屋顶安装光伏板。", True)
