from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from app.errors import KnownError, NotFound, WorkspaceLocked
from app.models.review import Remark, Reviewer, Revision
from app.models.workspace import Workspace, open_workspace
from app.services import log
from app.services.addresses import version_id
from app.services.log import Entry
from app.services.projections import owner_of, project
from app.services.reviewing import add_remark, delete_remark, edit_remark, rebuild_remarks, remarks, set_reviewer
from app.services.rows import ItemRef, RemarkRow, Scope
from tests.storekit import changed, import_plan, new_workspace, plan_json

TASK = ItemRef(1, "task", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        import_plan(opened, tmp_path)
        yield opened


def only(workspace: Workspace) -> RemarkRow:
    (row,) = remarks(workspace)
    return row


def revisions(workspace: Workspace) -> int:
    with workspace.read() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def on(workspace: Workspace, *refs: ItemRef) -> None:
    for ref in refs:
        add_remark(workspace, ref, f"{ref.kind}{ref.number}")


def listed(workspace: Workspace, scope: Scope) -> list[str]:
    return [row.text for row in remarks(workspace, None, scope)]


def test_added(workspace: Workspace) -> None:
    set_reviewer(workspace, "陈一", "市发改委")
    change = add_remark(workspace, TASK, " 建议写明责任处室 ", "重大", "text", "屋顶")
    assert change.kinds == {"remarks"}
    assert change.token is not None
    row = only(workspace)
    assert (row.ref, row.path, row.text, row.severity) == (TASK, "task/1/text", "建议写明责任处室", "重大")
    assert (row.state, row.author_name, row.quote, row.conflicted) == ("未处理", "陈一", "屋顶", False)


def test_address_is_portable(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x", quote="屋顶")
    with workspace.read() as session:
        stored = session.scalars(select(Revision.address).where(Revision.kind == "remark")).one()
        plan = session.scalar(text("SELECT uuid FROM plan"))
    assert stored == {
        "plan": plan,
        "version": version_id(plan_json()),
        "path": "task/1",
        "quote": {"exact": "屋顶", "prefix": "学校、医院", "suffix": "安装光伏板。"},
    }


def test_without_a_passage_the_beginning_of_the_item_is_quoted(workspace: Workspace) -> None:
    add_remark(workspace, ItemRef(1, "measure", 2), "x")
    with workspace.read() as session:
        stored = session.scalars(select(Revision.address).where(Revision.kind == "remark")).one()
    assert stored is not None
    assert stored["quote"]["exact"] == "更新公交车辆"


@pytest.mark.parametrize("kind", ["plan", "chapter", "measure", "task"])
def test_every_kind_of_item(workspace: Workspace, kind: str) -> None:
    ref = ItemRef(1, kind, 1)
    add_remark(workspace, ref, "x")
    assert [row.text for row in remarks(workspace, ref)] == ["x"]
    assert remarks(workspace, ItemRef(1, "task", 2)) == ()


def test_remark_on_a_plan_does_not_hang_on_its_place_in_the_list(workspace: Workspace) -> None:
    add_remark(workspace, ItemRef(1, "plan", 1), "x")
    assert only(workspace).ref == ItemRef(1, "plan", 0)
    assert len(remarks(workspace, ItemRef(1, "plan", 5))) == 1


@pytest.mark.parametrize("ref", [ItemRef(1, "task", 9), ItemRef(7, "task", 1), ItemRef(1, "chapter", 3)])
def test_gone_item(workspace: Workspace, ref: ItemRef) -> None:
    with pytest.raises(NotFound):
        add_remark(workspace, ref, "x")
    assert remarks(workspace) == ()


@pytest.mark.parametrize("said", ["", " \n\u3000"])
def test_empty_text(workspace: Workspace, said: str) -> None:
    with pytest.raises(KnownError, match="为空"):
        add_remark(workspace, TASK, said)


def test_unknown_severity_is_a_bug(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="非常"):
        add_remark(workspace, TASK, "x", "非常重大")


def test_edited(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    edit_remark(workspace, only(workspace).entity, text="y", severity="文字性", state="已办结")
    row = only(workspace)
    assert (row.text, row.severity, row.state) == ("y", "文字性", "已办结")


def test_only_what_changes_is_written(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    edit_remark(workspace, only(workspace).entity, text="y", severity="一般")
    with workspace.read() as session:
        stored = session.scalars(select(Revision.fields).order_by(Revision.seq.desc())).first()
    assert stored == {"text": "y"}


def test_same_again_writes_nothing(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    before = revisions(workspace)
    change = edit_remark(workspace, only(workspace).entity, text="x")
    assert (change.kinds, change.token) == (frozenset(), None)
    assert revisions(workspace) == before


def test_deleted_is_gone_from_the_list_but_not_from_the_log(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    entity, before = only(workspace).entity, revisions(workspace)
    delete_remark(workspace, entity)
    assert remarks(workspace) == ()
    assert revisions(workspace) == before + 1
    with pytest.raises(NotFound):
        delete_remark(workspace, entity)
    with pytest.raises(NotFound):
        edit_remark(workspace, entity, text="y")


def test_list_can_be_rebuilt_from_the_log(workspace: Workspace) -> None:
    on(workspace, TASK, ItemRef(1, "measure", 2))
    delete_remark(workspace, remarks(workspace, TASK)[0].entity)
    before = remarks(workspace)
    with workspace.write() as session:
        session.execute(delete(Remark))
        session.execute(delete(Reviewer))
    assert remarks(workspace) == ()
    rebuild_remarks(workspace)
    assert remarks(workspace) == before


def test_scopes(workspace: Workspace) -> None:
    refs = [ItemRef(1, "plan", 1), ItemRef(1, "chapter", 2), ItemRef(1, "measure", 1)]
    on(workspace, *refs, *(ItemRef(1, "task", number) for number in (2, 1, 3)))
    assert listed(workspace, Scope(1)) == ["plan1", "chapter2", "measure1", "task1", "task2", "task3"]
    assert listed(workspace, Scope(1, chapter=2)) == ["chapter2", "measure1", "task1", "task2"]
    assert listed(workspace, Scope(1, measure=1)) == ["measure1", "task1"]
    assert listed(workspace, Scope(1, chapter=1)) == []
    assert len(listed(workspace, Scope())) == 6


def test_remarks_stay_with_their_version(workspace: Workspace, tmp_path: Path) -> None:
    add_remark(workspace, TASK, "x")
    second = import_plan(workspace, tmp_path, changed(preamble="另"), b"2")
    assert second.version is not None
    assert remarks(workspace, ItemRef(second.version, "task", 1)) == ()
    assert only(workspace).ref.version == 1


def test_remark_on_a_text_that_is_not_here_is_kept_and_listed(workspace: Workspace) -> None:
    place = {"plan": "p", "version": "v", "path": "task/4"}
    foreign = Entry("f", "e", "remark", (), "w", "t", {"text": "外来", "severity": "一般", "state": "未处理"}, place)
    with workspace.write() as session:
        log.receive(session, [(foreign, foreign.digest)])
        project(session, "remark", "e")
    assert only(workspace).ref == ItemRef(0, "task", 4)
    assert only(workspace).author_name == ""


def test_conflict_is_shown_and_settled_by_writing(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    entity = only(workspace).entity
    with workspace.write() as session:
        (root,) = log.entries_of(session, entity)
        for said in ("甲", "乙"):
            log.append(session, kind="remark", entity=entity, fields={"text": said}, author="w", parents=[root.uuid])
        project(session, "remark", entity)
    assert only(workspace).conflicted
    edit_remark(workspace, entity, text=only(workspace).text)
    assert not only(workspace).conflicted


def test_change_after_anothers_deletion_keeps_the_remark(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    entity = only(workspace).entity
    with workspace.write() as session:
        (root,) = log.entries_of(session, entity)
        for fields in ({"deleted": True}, {"text": "乙"}):
            log.append(session, kind="remark", entity=entity, fields=fields, author="w", parents=[root.uuid])
        project(session, "remark", entity)
    assert only(workspace).conflicted
    edit_remark(workspace, entity, text="丙")
    assert (only(workspace).text, only(workspace).conflicted) == ("丙", False)


def test_read_only_workspace_takes_no_remark(workspace: Workspace) -> None:
    with open_workspace(workspace.path) as second, pytest.raises(WorkspaceLocked):
        add_remark(second, TASK, "x")


@pytest.mark.parametrize(
    ("path", "owner"),
    [("task/13/text", ("task", 13)), ("plan", ("plan", 0)), ("plan/preamble", ("plan", 0)), ("", ("", 0))],
)
def test_owner_of_a_path(path: str, owner: tuple[str, int]) -> None:
    assert owner_of(path) == owner
