from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from app.errors import UndoRefused
from app.models.workspace import Workspace
from app.services import log
from app.services.history import Change, UndoToken, undo
from app.services.projections import project
from app.services.reviewing import add_remark, delete_remark, edit_remark, remarks
from app.services.rows import ItemRef
from tests.conftest import ROOT
from tests.storekit import import_plan, new_workspace

TASK = ItemRef(1, "task", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        import_plan(opened, tmp_path)
        yield opened


def texts(workspace: Workspace) -> list[str]:
    return [row.text for row in remarks(workspace)]


def token(change: Change) -> UndoToken:
    assert change.token is not None
    return change.token


def entity(workspace: Workspace) -> str:
    return remarks(workspace)[0].entity


def test_added_and_taken_back_and_done_again(workspace: Workspace) -> None:
    undone = undo(workspace, token(add_remark(workspace, TASK, "x")))
    assert texts(workspace) == []
    assert undone.label == "撤销：添加意见"
    assert undone.kinds == {"remarks"}
    redone = undo(workspace, token(undone))
    assert texts(workspace) == ["x"]
    assert redone.label == "重做：添加意见"
    assert undo(workspace, token(redone)).label == "撤销：添加意见"
    assert texts(workspace) == []


def test_edit_taken_back(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    change = edit_remark(workspace, entity(workspace), text="y", severity="重大")
    undo(workspace, token(change))
    row = remarks(workspace)[0]
    assert (row.text, row.severity) == ("x", "一般")


def test_deletion_taken_back(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    undo(workspace, token(delete_remark(workspace, entity(workspace))))
    assert texts(workspace) == ["x"]


def test_several_steps_back_one_after_another(workspace: Workspace) -> None:
    added = add_remark(workspace, TASK, "x")
    first = edit_remark(workspace, entity(workspace), text="y")
    second = edit_remark(workspace, entity(workspace), text="z")
    for change, left in ((second, ["y"]), (first, ["x"]), (added, [])):
        undo(workspace, token(change))
        assert texts(workspace) == left


def test_refused_where_something_stands_on_it(workspace: Workspace) -> None:
    added = add_remark(workspace, TASK, "x")
    first = edit_remark(workspace, entity(workspace), text="y")
    edit_remark(workspace, entity(workspace), text="z")
    for change in (first, added):
        with pytest.raises(UndoRefused) as refused:
            undo(workspace, token(change))
        assert refused.value.hint
    assert texts(workspace) == ["z"]


def test_change_of_another_field_does_not_stand_on_it(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    change = edit_remark(workspace, entity(workspace), text="y")
    edit_remark(workspace, entity(workspace), state="已办结")
    undo(workspace, token(change))
    assert (texts(workspace), remarks(workspace)[0].state) == (["x"], "已办结")


def test_same_token_twice_is_refused(workspace: Workspace) -> None:
    change = add_remark(workspace, TASK, "x")
    undo(workspace, token(change))
    with pytest.raises(UndoRefused):
        undo(workspace, token(change))


def test_unknown_token_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UndoRefused):
        undo(workspace, UndoToken(("nowhere",), "x"))


def test_answered_remark_is_not_taken_back(workspace: Workspace) -> None:
    change = add_remark(workspace, TASK, "x")
    with workspace.write() as session:
        log.append(session, kind="reply", entity="r", fields={"remark": entity(workspace), "text": "是"}, author="w")
    with pytest.raises(UndoRefused, match="答复"):
        undo(workspace, token(change))


def test_settled_conflict_does_not_come_back(workspace: Workspace) -> None:
    add_remark(workspace, TASK, "x")
    one = entity(workspace)
    with workspace.write() as session:
        (root,) = log.entries_of(session, one)
        for said in ("甲", "乙"):
            log.append(session, kind="remark", entity=one, fields={"text": said}, author="w", parents=[root.uuid])
        project(session, "remark", one)
    with pytest.raises(UndoRefused, match="确认"):
        undo(workspace, token(edit_remark(workspace, one, text="丙")))


def test_all_of_a_token_or_nothing(workspace: Workspace) -> None:
    first, second = add_remark(workspace, TASK, "x"), add_remark(workspace, TASK, "y")
    both = UndoToken((*token(first).revisions, *token(second).revisions), "两条意见")
    undone = undo(workspace, both)
    assert texts(workspace) == []
    undo(workspace, token(undone))
    assert sorted(texts(workspace)) == ["x", "y"]
    with pytest.raises(UndoRefused):
        undo(workspace, UndoToken(("nowhere", *token(second).revisions), "x"))
    assert sorted(texts(workspace)) == ["x", "y"]


ACTIONS = st.lists(st.sampled_from(["add", "text", "state", "severity", "delete"]), min_size=1, max_size=6)


def do(workspace: Workspace, action: str, number: int) -> Change:
    listed = remarks(workspace)
    if action == "add" or not listed:
        return add_remark(workspace, TASK, f"n{number}")
    one = listed[number % len(listed)]
    if action == "delete":
        return delete_remark(workspace, one.entity)
    wanted = {"text": f"t{number}", "state": "已办结", "severity": "重大"}[action]
    return edit_remark(workspace, one.entity, **{action: wanted})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_back_to_the_start_and_forth_again(workspace: Workspace, actions: list[str]) -> None:
    states, tokens = [remarks(workspace)], []
    for number, action in enumerate(actions):
        change = do(workspace, action, number)
        if change.token is not None:
            tokens.append(change.token)
            states.append(remarks(workspace))
    redo = []
    for one, before in zip(reversed(tokens), reversed(states[:-1]), strict=True):
        redo.append(token(undo(workspace, one)))
        assert remarks(workspace) == before
    for one, after in zip(reversed(redo), states[1:], strict=True):
        undo(workspace, one)
        assert remarks(workspace) == after


def test_names_that_the_window_imports_are_light() -> None:
    program = "import sys, app.services.history, app.services.importing; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
