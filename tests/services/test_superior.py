"""The plan above in a workspace: chosen, laid beside, judged by people, written as opinions; all as revisions."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import KnownError, NotFound
from app.models.workspace import Workspace, open_workspace
from app.services import findings, superior
from app.services.comparison.coverage_json import coverage_job
from app.services.history import undo
from app.services.log import all_entries, receive
from app.services.progress import Progress
from app.services.reviewing import delete_remark, remarks
from app.services.rows import ItemRef
from app.services.superior_rows import MET, MISSING, OUTSIDE, RequirementRow, SuperiorTable
from tests.storekit import import_plan, plan_json, task


def above_json() -> dict[str, Any]:
    """A province's plan: a task that the city's plan repeats, and one that it does not."""
    plan = copy.deepcopy(plan_json("青海洲省清洁能源推广行动计划", "青洲政发〔2030〕9号"))
    plan["plan"] |= {"issuing_body": "青海洲省人民政府", "region": "青海洲省"}
    plan["tasks"] = [plan["tasks"][0], task(2, "建立机动车尾气遥感监测网络并按月通报结果。", "监测", [])]
    plan["targets"] = []
    return plan


class Desk:
    """A workspace with the city's plan and the one above."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.runs = workspace, 0
        self.own = import_plan(workspace, folder).version or 0
        self.above = import_plan(workspace, folder, above_json(), b"%PDF above").version or 0

    def run(self, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self.runs += 1
        return coverage_job(args, b"", progress)[0]

    def table(self) -> SuperiorTable:
        return superior.superior_table(self.workspace, self.own, self.run)

    def row(self, number: int) -> RequirementRow:
        return next(row for row in self.table().rows if row.side.ref.number == number)

    def ref(self, number: int) -> ItemRef:
        return ItemRef(self.above, "task", number)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        made = Desk(workspace, tmp_path)
        superior.set_superior(workspace, made.own, made.above)
        yield made


def test_before_it_is_chosen_there_is_no_table(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        made = Desk(workspace, tmp_path)
        table = made.table()
    assert (table.superior, table.rows, made.runs) == (None, (), 0)
    assert [one.version for one in table.choices] == [made.above]


def test_each_requirement_has_a_state_and_what_explains_it(desk: Desk) -> None:
    assert [(row.side.label, row.state) for row in desk.table().rows] == [("1", MET), ("2", MISSING)]
    found = desk.row(1)
    assert found.by[0].ref.version == desk.own
    assert found.clauses[0].by is not None
    assert desk.row(2).gap


def test_it_is_computed_once(desk: Desk) -> None:
    assert desk.table() == desk.table()
    assert desk.runs == 1


def test_a_person_judges_otherwise_with_a_reason(desk: Desk) -> None:
    change = superior.set_state(desk.workspace, desk.own, desk.ref(2), OUTSIDE, "本市无此职责")
    row = desk.row(2)
    assert (row.state, row.found, row.why, row.by_hand) == (OUTSIDE, MISSING, "本市无此职责", True)
    assert change.token is not None
    undo(desk.workspace, change.token)
    assert (desk.row(2).state, desk.row(2).by_hand) == (MISSING, False)


def test_back_to_what_the_machine_found(desk: Desk) -> None:
    superior.set_state(desk.workspace, desk.own, desk.ref(2), MET, "见附件")
    superior.set_state(desk.workspace, desk.own, desk.ref(2), "", "")
    assert (desk.row(2).state, desk.row(2).by_hand, desk.row(2).why) == (MISSING, False, "")


def test_no_state_without_a_reason(desk: Desk) -> None:
    with pytest.raises(KnownError, match="理由"):
        superior.set_state(desk.workspace, desk.own, desk.ref(2), MET, "  ")


def test_a_gap_becomes_an_opinion_and_comes_back_by_undo(desk: Desk) -> None:
    at = ItemRef(desk.own, "plan", 0)
    change = superior.to_opinion(desk.workspace, desk.own, desk.ref(2), "建议补充遥感监测。", at)
    written = remarks(desk.workspace)
    assert [(one.text, one.ref) for one in written] == [("建议补充遥感监测。", ItemRef(desk.own, "plan", 0))]
    assert desk.row(2).remark == written[0].entity
    assert change.token is not None
    undo(desk.workspace, change.token)
    assert (remarks(desk.workspace), desk.row(2).remark) == ((), "")


def test_a_deleted_opinion_is_none(desk: Desk) -> None:
    superior.to_opinion(desk.workspace, desk.own, desk.ref(2), "建议补充。", ItemRef(desk.own, "plan", 0))
    delete_remark(desk.workspace, desk.row(2).remark)
    assert desk.row(2).remark == ""


def test_an_opinion_does_not_judge(desk: Desk) -> None:
    superior.to_opinion(desk.workspace, desk.own, desk.ref(2), "建议补充。", ItemRef(desk.own, "plan", 0))
    assert not desk.row(2).by_hand


def test_the_choice_is_taken_back(desk: Desk) -> None:
    change = superior.set_superior(desk.workspace, desk.own, None)
    assert desk.table().superior is None
    assert change.token is not None
    undo(desk.workspace, change.token)
    assert desk.table().superior is not None


def test_no_plan_is_above_itself(desk: Desk) -> None:
    with pytest.raises(KnownError, match="自己"):
        superior.set_superior(desk.workspace, desk.own, desk.own)


def test_judgements_go_to_another_laptop(desk: Desk, tmp_path: Path) -> None:
    superior.set_state(desk.workspace, desk.own, desk.ref(2), OUTSIDE, "无此职责")
    with desk.workspace.read() as session:
        sent = [(one, one.digest) for one in all_entries(session)]
    folder = tmp_path / "另一台"
    folder.mkdir()
    with open_workspace(folder / "审阅.qinglan") as elsewhere:
        there = Desk(elsewhere, folder)
        with elsewhere.write() as session:
            receive(session, sent)
        assert there.row(2).why == "无此职责"


def test_a_plan_that_is_gone(desk: Desk) -> None:
    with pytest.raises(NotFound):
        superior.superior_table(desk.workspace, 99, desk.run)


def test_checks_see_the_plan_above_once_it_is_chosen(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        made = Desk(workspace, tmp_path)
        assert [row for row in findings.findings(workspace, made.own) if row.rule.startswith("7.")] == []
        superior.set_superior(workspace, made.own, made.above)
        (row,) = (row for row in findings.findings(workspace, made.own) if row.rule == "7.1")
        assert "监测" in row.explanation
        superior.set_superior(workspace, made.own, None)
        assert [row for row in findings.findings(workspace, made.own) if row.rule.startswith("7.")] == []
