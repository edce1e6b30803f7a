from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KnownError, NotFound, UndoRefused, WorkspaceLocked
from app.models.workspace import Workspace, open_workspace
from app.services import browsing, grid
from app.services.correcting import add_alias, add_target, confirm, confirm_field, correct_field, settle
from app.services.desk_rows import AgencyFacts, Duty, Figure
from app.services.history import undo
from app.services.proofing import conflicts
from app.services.reviewing import add_remark, remarks
from app.services.rows import GridQuery, ItemRef
from tests.deskkit import FIRST, HEAD, MEASURE, SECOND, THIRD, VERSION, doubtful_plan, hand_over, projection, token
from tests.storekit import import_plan, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        import_plan(opened, tmp_path, doubtful_plan())
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """Another laptop that imported the same text."""
    folder = tmp_path / "另一台"
    folder.mkdir()
    with new_workspace(folder) as opened:
        import_plan(opened, folder, doubtful_plan(), data=b"another file of the same text")
        yield opened


def test_text(workspace: Workspace) -> None:
    change = correct_field(workspace, FIRST, "text", "学校、医院屋顶铺设光伏板。")
    assert browsing.task(workspace, FIRST).text == "学校、医院屋顶铺设光伏板。"
    assert change.kinds == {"plans"}
    assert change.label == "更正任务1：任务内容"


@pytest.fixture
def labelled(tmp_path: Path) -> Iterator[Workspace]:
    """Three tasks under one label, which was read badly."""
    plan = doubtful_plan()
    for one in plan["tasks"]:
        one["category"] = "优化含voc原辅材料"
    with new_workspace(tmp_path) as opened:
        import_plan(opened, tmp_path, plan)
        yield opened


def categories(workspace: Workspace) -> list[str]:
    return [browsing.task(workspace, ref).category for ref in (FIRST, SECOND, THIRD)]


def test_wording_of_a_category_is_corrected_on_all_its_rows_and_taken_back_at_once(labelled: Workspace) -> None:
    change = correct_field(labelled, SECOND, "category", "优化含VOC原辅材料")
    assert categories(labelled) == ["优化含VOC原辅材料"] * 3
    assert (change.label, change.refs[0], len(change.refs)) == ("更正类别（3 项任务）", SECOND, 3)
    undo(labelled, token(change))
    assert categories(labelled) == ["优化含voc原辅材料"] * 3


def test_task_that_goes_to_another_category_goes_alone(labelled: Workspace) -> None:
    correct_field(labelled, SECOND, "category", "绿色施工")
    assert categories(labelled) == ["优化含voc原辅材料", "绿色施工", "优化含voc原辅材料"]
    correct_field(labelled, FIRST, "category", "绿色施工")
    assert categories(labelled)[2] == "优化含voc原辅材料"


def test_category_is_printed_then(workspace: Workspace) -> None:
    correct_field(workspace, SECOND, "category", "车辆")
    row = browsing.task(workspace, SECOND)
    assert (row.category, row.category_source) == ("车辆", "printed")


@pytest.mark.parametrize(
    ("words", "kind", "date"),
    [("2033年6月底前", "by_date", "2033-06-30"), ("长期坚持", "ongoing", None), ("", "none", None)],
)
def test_words_of_a_deadline_are_read_again(workspace: Workspace, words: str, kind: str, date: str | None) -> None:
    correct_field(workspace, SECOND, "deadline_raw", words)
    row = browsing.task(workspace, SECOND)
    assert (row.deadline_raw, row.deadline_kind, row.deadline_date) == (words, kind, date)


def test_a_cell_is_read_again(workspace: Workspace) -> None:
    correct_field(workspace, SECOND, "responsibility_raw", "市财政局牵头，市教育局配合")
    duties = [(one.agency, one.role) for one in browsing.task(workspace, SECOND).assignments if not one.inherited]
    assert duties == [("财政局", "lead"), ("教育局", "support")]


def test_listed_bodies_win_over_the_cell(workspace: Workspace) -> None:
    wanted = (Duty("市水务局", "lead"), Duty("市雨燕处", "support"))
    correct_field(workspace, SECOND, "assignments", wanted)
    correct_field(workspace, SECOND, "responsibility_raw", "市财政局负责")
    row = browsing.task(workspace, SECOND)
    assert [(one.as_written, one.role, one.position) for one in row.assignments if not one.inherited] == [
        ("市水务局", "lead", 1),
        ("市雨燕处", "support", 2),
    ]
    assert row.responsibility_raw == "市财政局负责"


def test_the_bodies_that_were_read_are_no_correction(workspace: Workspace) -> None:
    was = tuple(Duty(one.as_written, one.role, one.agency) for one in browsing.task(workspace, SECOND).assignments[:1])
    assert correct_field(workspace, SECOND, "assignments", was).token is None


def test_moved_to_another_measure(workspace: Workspace) -> None:
    correct_field(workspace, FIRST, "measure", 2)
    row = browsing.task(workspace, FIRST)
    assert (row.measure, row.measure_title) == (2, "更新公交车辆")


def test_no_such_measure(workspace: Workspace) -> None:
    with pytest.raises(KnownError, match="没有这条措施"):
        correct_field(workspace, FIRST, "measure", 9)


def test_front_matter(workspace: Workspace) -> None:
    correct_field(workspace, HEAD, "title", "青湾市清洁能源推广工作方案")
    correct_field(workspace, HEAD, "issue_date", "2031-03-05")
    correct_field(workspace, HEAD, "stage", "送审稿")
    plan = browsing.plans(workspace)[0]
    assert (plan.title, plan.issue_date, plan.stage) == ("青湾市清洁能源推广工作方案", "2031-03-05", "送审稿")


@pytest.mark.parametrize(("key", "value"), [("title", " "), ("issue_date", "三月五日")])
def test_front_matter_that_cannot_be(workspace: Workspace, key: str, value: str) -> None:
    with pytest.raises(KnownError) as refused:
        correct_field(workspace, HEAD, key, value)
    assert refused.value.hint


def test_title_and_text_of_a_measure(workspace: Workspace) -> None:
    correct_field(workspace, MEASURE, "title", "建设屋面光伏")
    measure = next(iter(browsing.plan_text(workspace, VERSION).chapters[1].measures))
    assert measure.title == "建设屋面光伏"


def test_identity_stays_that_of_the_extraction(workspace: Workspace) -> None:
    before = browsing.plans(workspace)[0]
    correct_field(workspace, HEAD, "title", "另一个名字")
    correct_field(workspace, FIRST, "text", "另一句话。")
    after = browsing.plans(workspace)[0]
    assert (after.plan_uuid, after.version_id) == (before.plan_uuid, before.version_id)


def test_figures_of_a_corrected_text_are_found_again(workspace: Workspace) -> None:
    correct_field(workspace, THIRD, "text", "建成充电站80座。")
    target = browsing.task(workspace, THIRD).targets[0]
    assert (target.value, target.number, target.unit) == (80, 1, "座")


def test_figure_corrected(workspace: Workspace) -> None:
    figure = Figure("快充站", ">=", 35, "座", year=2032, quote="建成充电站30座", number=1)
    correct_field(workspace, ItemRef(VERSION, "target", 1), "figure", figure)
    target = browsing.task(workspace, THIRD).targets[0]
    assert (target.name, target.comparator, target.value, target.year) == ("快充站", ">=", 35, 2032)


def test_figure_added(workspace: Workspace) -> None:
    add_target(workspace, FIRST, Figure("覆盖率", "=", 50, "%"))
    assert [one.name for one in browsing.task(workspace, FIRST).targets] == ["覆盖率"]


def test_doubts_go_with_the_field_that_is_corrected(workspace: Workspace) -> None:
    correct_field(workspace, FIRST, "deadline_raw", "2032年6月底前")
    assert [one.field for one in browsing.task(workspace, FIRST).doubts] == ["responsibility_raw"]


def test_doubts_go_with_the_field_that_is_confirmed(workspace: Workspace) -> None:
    confirm_field(workspace, FIRST, "assignments")
    assert [one.field for one in browsing.task(workspace, FIRST).doubts] == ["deadline_raw"]


def test_doubts_go_with_the_confirmed_item_and_come_back(workspace: Workspace) -> None:
    confirm(workspace, [FIRST, THIRD])
    assert browsing.plans(workspace)[0].doubts == 1
    confirm(workspace, [FIRST, THIRD], checked=False)
    assert browsing.plans(workspace)[0].doubts == 4


def test_same_value_is_no_change(workspace: Workspace) -> None:
    change = correct_field(workspace, FIRST, "category", "光伏")
    assert (change.kinds, change.token) == (frozenset(), None)


def test_extracted_value_takes_the_correction_back(workspace: Workspace) -> None:
    before = projection(workspace)
    correct_field(workspace, FIRST, "category", "屋顶")
    correct_field(workspace, FIRST, "category", "光伏")
    assert projection(workspace) == before


def test_undo_and_redo(workspace: Workspace) -> None:
    before = projection(workspace)
    change = correct_field(workspace, FIRST, "deadline_raw", "2040年")
    after = projection(workspace)
    undone = undo(workspace, token(change))
    assert projection(workspace) == before
    undo(workspace, token(undone))
    assert projection(workspace) == after


def test_undo_of_one_field_leaves_the_other(workspace: Workspace) -> None:
    change = correct_field(workspace, FIRST, "category", "屋顶")
    correct_field(workspace, FIRST, "text", "另一句。")
    undo(workspace, token(change))
    row = browsing.task(workspace, FIRST)
    assert (row.category, row.text) == ("光伏", "另一句。")


def test_undo_is_refused_where_the_field_was_corrected_since(workspace: Workspace) -> None:
    change = correct_field(workspace, FIRST, "category", "屋顶")
    correct_field(workspace, FIRST, "category", "屋面")
    with pytest.raises(UndoRefused):
        undo(workspace, token(change))


def test_remarks_stay_on_their_row(workspace: Workspace) -> None:
    add_remark(workspace, FIRST, "请核实。")
    correct_field(workspace, FIRST, "text", "另一句。")
    assert browsing.task(workspace, FIRST).remarks == 1
    assert remarks(workspace, FIRST)[0].text == "请核实。"


def test_kept_when_the_file_is_imported_again(workspace: Workspace, tmp_path: Path) -> None:
    correct_field(workspace, FIRST, "text", "另一句。")
    outcome = import_plan(workspace, tmp_path, doubtful_plan(), data=b"a DOCX of the same text")
    assert outcome.already_there
    assert browsing.task(workspace, FIRST).text == "另一句。"


def test_corrections_that_came_first_are_laid_over_a_later_import(workspace: Workspace, tmp_path: Path) -> None:
    correct_field(workspace, FIRST, "text", "另一句。")
    confirm(workspace, [FIRST])
    folder = tmp_path / "第三台"
    folder.mkdir()
    with new_workspace(folder) as third:
        hand_over(workspace, third)
        import_plan(third, folder, doubtful_plan())
        assert browsing.task(third, FIRST).text == "另一句。"
        assert browsing.plans(third)[0].checked == 1


def test_different_fields_of_one_task_are_no_conflict(workspace: Workspace, other: Workspace) -> None:
    correct_field(workspace, FIRST, "text", "另一句。")
    correct_field(other, FIRST, "category", "屋顶")
    hand_over(other, workspace)
    row = browsing.task(workspace, FIRST)
    assert (row.text, row.category) == ("另一句。", "屋顶")
    assert conflicts(workspace, VERSION) == ()


def test_equal_corrections_are_no_conflict(workspace: Workspace, other: Workspace) -> None:
    for one in (workspace, other):
        correct_field(one, FIRST, "text", "另一句。")
    hand_over(other, workspace)
    assert conflicts(workspace, VERSION) == ()
    assert browsing.task(workspace, FIRST).text == "另一句。"


def test_two_values_of_a_field_wait_and_the_extracted_one_is_shown(workspace: Workspace, other: Workspace) -> None:
    correct_field(workspace, FIRST, "category", "甲")
    correct_field(other, FIRST, "category", "乙")
    hand_over(other, workspace)
    assert browsing.task(workspace, FIRST).category == "光伏"
    (conflict,) = conflicts(workspace, VERSION)
    assert (conflict.label, conflict.extracted) == ("任务1：类别", "光伏")
    assert sorted(str(one.value) for one in conflict.options) == ["乙", "光伏", "甲"]


@pytest.mark.parametrize("wanted", ["甲", "乙", "光伏"])
def test_settled_on_both_laptops(workspace: Workspace, other: Workspace, wanted: str) -> None:
    correct_field(workspace, FIRST, "category", "甲")
    correct_field(other, FIRST, "category", "乙")
    hand_over(other, workspace)
    (conflict,) = conflicts(workspace, VERSION)
    option = next(one for one in conflict.options if one.value == wanted)
    settle(workspace, conflict.entity, conflict.key, option.key)
    hand_over(workspace, other)
    for one in (workspace, other):
        assert browsing.task(one, FIRST).category == wanted
        assert conflicts(one, VERSION) == ()


def test_settled_twice_is_refused(workspace: Workspace, other: Workspace) -> None:
    correct_field(workspace, FIRST, "category", "甲")
    correct_field(other, FIRST, "category", "乙")
    hand_over(other, workspace)
    (conflict,) = conflicts(workspace, VERSION)
    settle(workspace, conflict.entity, conflict.key, "")
    with pytest.raises(NotFound):
        settle(workspace, conflict.entity, conflict.key, "")


def test_writing_the_field_settles_too(workspace: Workspace, other: Workspace) -> None:
    correct_field(workspace, FIRST, "category", "甲")
    correct_field(other, FIRST, "category", "乙")
    hand_over(other, workspace)
    correct_field(workspace, FIRST, "category", "丙")
    assert browsing.task(workspace, FIRST).category == "丙"
    assert conflicts(workspace, VERSION) == ()


def unknown_body() -> dict[str, object]:
    plan = doubtful_plan()
    plan["tasks"][1]["responsibility_raw"] = "市雨燕处牵头，市财政局配合"
    plan["tasks"][1]["assignments"] = []
    return plan


def test_an_added_name_is_used_in_stored_plans(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, unknown_body())
        change = add_alias(workspace, "市雨燕处", AgencyFacts("雨燕保护中心", "市", "", "直属事业单位"))
        first = browsing.task(workspace, SECOND).assignments[0]
        assert (first.agency, first.as_written, first.role) == ("雨燕保护中心", "市雨燕处", "lead")
        assert change.kinds == {"plans", "agencies"}
        undone = undo(workspace, token(change))
        assert undone.kinds == {"plans", "agencies"}
        assert not [one for one in browsing.task(workspace, SECOND).assignments if not one.inherited]


def test_an_added_name_is_used_in_later_imports(tmp_path: Path) -> None:
    with new_workspace(tmp_path) as workspace:
        add_alias(workspace, "市雨燕处", AgencyFacts("雨燕保护中心"))
        import_plan(workspace, tmp_path, unknown_body())
        assert browsing.task(workspace, SECOND).assignments[0].agency == "雨燕保护中心"


def test_item_that_is_gone(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        correct_field(workspace, ItemRef(VERSION, "task", 99), "text", "x")


def test_read_only(workspace: Workspace) -> None:
    with open_workspace(workspace.path, write=False) as reader, pytest.raises(WorkspaceLocked):
        correct_field(reader, FIRST, "text", "x")


def test_grid_shows_it(workspace: Workspace) -> None:
    correct_field(workspace, SECOND, "text", "新增公交车全部使用氢能。")
    ids = grid.grid_ids(workspace, GridQuery(text="氢能"))
    assert [row.number for row in grid.grid_rows(workspace, ids)] == [2]
