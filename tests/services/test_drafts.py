"""Two drafts of a plan in a workspace: marked text by chapter, earlier opinions, carried over as revisions."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.models.workspace import Workspace, open_workspace
from app.services import drafts
from app.services.comparison.version_json import versions_job
from app.services.draft_rows import GONE, PARTLY, UNTOUCHED, DraftItem, Drafts, EarlierRemark
from app.services.history import undo
from app.services.log import all_entries, receive
from app.services.progress import Progress
from app.services.reviewing import add_remark, remarks
from app.services.rows import ItemRef, Scope
from tests.storekit import import_plan, plan_json


def new_draft() -> dict[str, Any]:
    """One task reworded, one struck out, a measure put in."""
    plan = copy.deepcopy(plan_json())
    plan["plan"]["stage"] = "送审稿"
    plan["tasks"][0]["text"] = "学校、医院、车站屋顶安装光伏板。"
    del plan["tasks"][2]
    plan["targets"] = []
    plan["measures"].append(
        {"number": 3, "label": "（三）", "chapter": 2, "title": "改造路灯", "text": "更换节能路灯灯具。"}
    )
    return plan


class Desk:
    """A workspace with both drafts and two opinions on the old one."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.runs = workspace, 0
        self.old = import_plan(workspace, folder).version or 0
        self.new = import_plan(workspace, folder, new_draft(), b"%PDF new").version or 0

    def run(self, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self.runs += 1
        return versions_job(args, b"", progress)[0]

    def drafts(self) -> Drafts:
        return drafts.drafts(self.workspace, self.old, self.new, self.run)

    def item(self, kind: str, label: str) -> DraftItem:
        return next(one for one in self.drafts().items if (one.ref.kind, one.label) == (kind, label))

    def carried(self) -> list[str]:
        return [one.text for one in remarks(self.workspace, scope=Scope(self.new))]

    def earlier(self, text: str) -> EarlierRemark:
        return next(one for one in self.drafts().remarks if one.text == text)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        made = Desk(workspace, tmp_path)
        add_remark(workspace, ItemRef(made.old, "task", 1), "请明确面积。", "一般", "text", "安装光伏板")
        add_remark(workspace, ItemRef(made.old, "task", 3), "请说明地点。")
        yield made


def test_the_marked_text_tells_what_was_put_in(desk: Desk) -> None:
    text = next(field for field in desk.item("task", "第1项").fields if field.changed)
    assert [(piece.op, piece.text) for piece in text.pieces][:2] == [("equal", "学校、医院"), ("insert", "、车站")]


def test_items_stand_by_chapter_and_the_new_ones_in_their_place(desk: Desk) -> None:
    shown = [(one.section, one.label, one.fate) for one in desk.drafts().items if one.ref.kind == "measure"]
    assert shown == [
        ("二、主要任务", "（一）", "unchanged"),
        ("二、主要任务", "（二）", "unchanged"),
        ("二、主要任务", "（三）", "inserted"),
    ]


def test_what_was_struck_out_belongs_to_the_old_draft(desk: Desk) -> None:
    gone = desk.item("task", "第3项")
    assert (gone.fate, gone.ref.version) == ("deleted", desk.old)
    assert {piece.op for field in gone.fields for piece in field.pieces} == {"delete"}


def test_earlier_opinions_tell_what_became_of_their_passage(desk: Desk) -> None:
    assert desk.earlier("请明确面积。").state == UNTOUCHED
    assert desk.earlier("请明确面积。").where == ItemRef(desk.new, "task", 1)
    assert (desk.earlier("请说明地点。").state, desk.earlier("请说明地点。").path) == (GONE, "")


def test_it_is_computed_once_until_an_opinion_is_written(desk: Desk) -> None:
    assert desk.drafts() == desk.drafts()
    assert desk.runs == 1
    add_remark(desk.workspace, ItemRef(desk.old, "task", 2), "另一条。")
    assert len(desk.drafts().remarks) == 3
    assert desk.runs == 2


def test_an_opinion_is_carried_over_to_its_passage_once(desk: Desk) -> None:
    one = desk.earlier("请明确面积。")
    change = drafts.carry_over(desk.workspace, one.entity, desk.new, one.path, one.now)
    found = remarks(desk.workspace, ItemRef(desk.new, "task", 1))
    assert [(each.text, each.path, each.quote) for each in found] == [("请明确面积。", "task/1/text", "安装光伏板")]
    assert desk.earlier("请明确面积。").carried
    assert change.token is not None
    undo(desk.workspace, change.token)
    assert desk.carried() == []
    drafts.carry_over(desk.workspace, one.entity, desk.new, one.path, one.now)
    assert desk.carried() == ["请明确面积。"]


def test_an_opinion_on_a_whole_item_or_field_is_not_gone_with_the_heading(desk: Desk) -> None:
    add_remark(desk.workspace, ItemRef(desk.old, "measure", 1), "整条再议。")
    add_remark(desk.workspace, ItemRef(desk.old, "task", 1), "时限过紧。", "一般", "deadline_raw")
    add_remark(desk.workspace, ItemRef(desk.old, "task", 1), "范围扩大。")
    assert [desk.earlier(text).state for text in ("整条再议。", "时限过紧。")] == [UNTOUCHED, UNTOUCHED]
    assert desk.earlier("范围扩大。").state == PARTLY
    one = desk.earlier("整条再议。")
    drafts.carry_over(desk.workspace, one.entity, desk.new, one.path, one.now)
    assert [each.quote for each in remarks(desk.workspace, ItemRef(desk.new, "measure", 1))] == [""]


def test_one_whose_passage_is_gone_is_carried_to_the_plan(desk: Desk) -> None:
    one = desk.earlier("请说明地点。")
    drafts.carry_over(desk.workspace, one.entity, desk.new, one.path, one.now)
    assert [each.ref for each in remarks(desk.workspace, scope=Scope(desk.new))] == [ItemRef(desk.new, "plan", 0)]


def test_carried_on_two_laptops_it_is_one_opinion(desk: Desk, tmp_path: Path) -> None:
    with desk.workspace.read() as session:
        sent = [(one, one.digest) for one in all_entries(session)]
    folder = tmp_path / "另一台"
    folder.mkdir()
    one = desk.earlier("请明确面积。")
    drafts.carry_over(desk.workspace, one.entity, desk.new, one.path, one.now)
    with open_workspace(folder / "审阅.qinglan") as elsewhere:
        there = Desk(elsewhere, folder)
        with elsewhere.write() as session:
            receive(session, sent)
        drafts.carry_over(elsewhere, one.entity, there.new, one.path, one.now)
        with elsewhere.read() as session:
            back = [(each, each.digest) for each in all_entries(session)]
    with desk.workspace.write() as session:
        receive(session, back)
    assert desk.carried() == ["请明确面积。"]
