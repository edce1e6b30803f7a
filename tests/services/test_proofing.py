from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.workspace import Workspace
from app.services import browsing
from app.services.correcting import confirm, confirm_field, confirm_remainder, correct_field
from app.services.desk_fields import desk_fields
from app.services.desk_rows import DeadlineValue, DeskField, Duty, Figure, ProofState
from app.services.history import undo
from app.services.proofing import conflicts, desk_items, proof_state, remainder
from app.services.reviewing import set_reviewer
from app.services.rows import ItemRef
from tests.deskkit import FIRST, HEAD, SECOND, THIRD, VERSION, doubtful_plan, hand_over, token
from tests.storekit import import_plan, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        set_reviewer(opened, "林某", "")
        import_plan(opened, tmp_path, doubtful_plan())
        yield opened


def field(workspace: Workspace, ref: ItemRef, key: str) -> DeskField:
    return next(one for one in desk_fields(workspace, ref) if one.key == key)


def test_state_at_first(workspace: Workspace) -> None:
    assert proof_state(workspace, VERSION) == ProofState(checked=0, total=8, doubts=4)


def test_state_is_that_of_the_library(workspace: Workspace) -> None:
    confirm(workspace, [HEAD, FIRST])
    state, plan = proof_state(workspace, VERSION), browsing.plans(workspace)[0]
    assert (plan.checked, plan.total, plan.doubts) == (state.checked, state.total, state.doubts) == (2, 8, 1)


def test_complete(workspace: Workspace) -> None:
    change = confirm(workspace, [item.ref for item in desk_items(workspace, VERSION)])
    assert proof_state(workspace, VERSION).complete
    assert browsing.plans(workspace)[0].proofed
    undo(workspace, token(change))
    assert not browsing.plans(workspace)[0].proofed


def test_a_figure_of_a_target_table_is_to_be_checked(tmp_path: Path) -> None:
    plan = doubtful_plan()
    plan["targets"].append({**plan["targets"][0], "where": "table 1"})
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        assert browsing.plans(workspace)[0].total == proof_state(workspace, VERSION).total == 9
        assert desk_items(workspace, VERSION)[-1].ref == ItemRef(VERSION, "target", 2)


def test_doubtful_items_first_then_the_order_of_the_document(workspace: Workspace) -> None:
    found = [(item.kind, item.ref.number) for item in desk_items(workspace, VERSION)]
    assert found[:3] == [("plan", 0), ("task", 1), ("task", 3)]
    assert found[3:] == [("chapter", 1), ("chapter", 2), ("measure", 1), ("measure", 2), ("task", 2)]


def test_a_task_of_a_clause_stands_behind_its_measure(tmp_path: Path) -> None:
    plan = doubtful_plan()
    plan["measures"][0]["text"] = plan["tasks"][0]["text"]
    plan["tasks"][0]["doubts"] = []
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        found = [item.ref for item in desk_items(workspace, VERSION)]
        assert found.index(FIRST) == found.index(ItemRef(VERSION, "measure", 1)) + 1


def test_a_row_with_the_words_of_its_measure_stands_where_the_table_does(tmp_path: Path) -> None:
    plan = doubtful_plan()
    task, measure = plan["tasks"][0], plan["measures"][0]
    measure["text"], task["doubts"] = task["text"], []
    measure["place"], task["place"] = ([{"page": page, "box": [90, 100, 500, 200]}] for page in (2, 9))
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        found = [item.ref for item in sorted(desk_items(workspace, VERSION), key=lambda item: item.order)]
        assert found[-3:] == [FIRST, SECOND, THIRD]


def test_sentences_and_places(workspace: Workspace) -> None:
    item = next(one for one in desk_items(workspace, VERSION) if one.ref == FIRST)
    assert [doubt.sentence for doubt in item.doubts] == [
        "完成时限：完成时限未能识别",
        "责任分工：词库中没有“市雨燕处”",
    ]
    assert item.places[0].page == 1


def test_who_checked(workspace: Workspace) -> None:
    confirm(workspace, [FIRST])
    item = next(one for one in desk_items(workspace, VERSION) if one.ref == FIRST)
    assert item.checked
    assert item.checked_by == "林某"
    assert not item.doubtful


def test_fields_of_a_task(workspace: Workspace) -> None:
    assert [one.key for one in desk_fields(workspace, FIRST)] == [
        "category", "text", "deadline_raw", "responsibility_raw", "assignments", "measure", "label",
    ]  # fmt: skip
    due = field(workspace, FIRST, "deadline_raw")
    assert (due.value, due.read) == ("2032年底前", DeadlineValue("by_date", "2032-12-31"))
    assert due.doubts


def test_a_doubtful_number_comes_first(tmp_path: Path) -> None:
    plan = doubtful_plan()
    plan["tasks"][1]["doubts"] = [{"field": "number", "reason": "ocr", "score": 0.6}]
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        keys = [[one.key for one in desk_fields(workspace, ref)] for ref in (FIRST, SECOND)]
    assert [found[0] for found in keys] == ["category", "label"]
    assert [found.count("label") for found in keys] == [1, 1]


def test_a_corrected_field_tells_both_values_and_who(workspace: Workspace) -> None:
    correct_field(workspace, FIRST, "category", "屋顶")
    shown = field(workspace, FIRST, "category")
    assert (shown.extracted, shown.value, shown.by, shown.corrected) == ("光伏", "屋顶", "林某", True)


def test_duties_as_they_are_edited(workspace: Workspace) -> None:
    shown = field(workspace, SECOND, "assignments")
    assert shown.value == (Duty("市交通局", "sole", "交通运输局"),)


def test_figures_of_a_task(workspace: Workspace) -> None:
    shown = desk_fields(workspace, THIRD)[-1]
    assert shown.ref == ItemRef(VERSION, "target", 1)
    assert isinstance(shown.value, Figure)
    assert (shown.kind, shown.value.value) == ("figure", 30)


def test_confirmed_field(workspace: Workspace) -> None:
    confirm_field(workspace, FIRST, "deadline_raw")
    shown = field(workspace, FIRST, "deadline_raw")
    assert (shown.checked, shown.doubts) == (True, ())
    confirm_field(workspace, FIRST, "deadline_raw", checked=False)
    assert field(workspace, FIRST, "deadline_raw").doubts


def test_columns_of_their_own(tmp_path: Path) -> None:
    plan = doubtful_plan()
    del plan["tasks"][0]["responsibility_raw"]
    plan["tasks"][0]["responsibility_columns"] = [["牵头单位", "市发展改革委"], ["配合单位", "市教育局"]]
    with new_workspace(tmp_path) as workspace:
        import_plan(workspace, tmp_path, plan)
        correct_field(workspace, FIRST, "column:配合单位", "市财政局、市水务局")
        duties = [(one.agency, one.role) for one in browsing.task(workspace, FIRST).assignments if not one.inherited]
        assert duties == [("发展和改革委员会", "lead"), ("财政局", "support"), ("水务局", "support")]
        shown = field(workspace, FIRST, "column:配合单位")
        assert (shown.name, shown.extracted) == ("配合单位", "市教育局")


def test_a_conflict_is_seen_on_item_and_field(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "另一台"
    folder.mkdir()
    with new_workspace(folder) as other:
        import_plan(other, folder, doubtful_plan(), data=b"x")
        correct_field(workspace, SECOND, "category", "甲")
        correct_field(other, SECOND, "category", "乙")
        hand_over(other, workspace)
    shown = field(workspace, SECOND, "category")
    assert (shown.value, shown.conflicted, len(shown.options)) == ("公交", True, 3)
    item = next(one for one in desk_items(workspace, VERSION) if one.ref == SECOND)
    assert item.conflict
    assert item.doubtful
    assert browsing.plans(workspace)[0].conflicts == proof_state(workspace, VERSION).conflicts == 1


def test_one_confirms_and_one_withdraws(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "另一台"
    folder.mkdir()
    confirm(workspace, [SECOND])
    with new_workspace(folder) as other:
        import_plan(other, folder, doubtful_plan(), data=b"x")
        hand_over(workspace, other)
        confirm(other, [SECOND], checked=False)
        hand_over(other, workspace)
    assert proof_state(workspace, VERSION).checked == 0
    assert conflicts(workspace, VERSION) == ()


def test_remainder_that_belongs_to_nothing(workspace: Workspace) -> None:
    confirm_remainder(workspace, VERSION, 1)
    (row,) = remainder(workspace, VERSION)
    assert (row.text, row.checked, row.places[0].page) == ("（此页无正文）", True, 1)
