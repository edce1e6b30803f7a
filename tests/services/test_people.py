from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KnownError, NotFound
from app.models.workspace import Workspace
from app.services import people
from app.services.history import undo
from app.services.people import current_reviewer, rename_reviewer, reviewers, set_reviewer
from app.services.reviewing import add_remark, remarks
from app.services.rows import ItemRef
from tests.storekit import import_plan, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        yield opened


def test_nobody_at_first(workspace: Workspace) -> None:
    assert current_reviewer(workspace) is None
    assert reviewers(workspace) == ()


def test_said_and_kept(workspace: Workspace) -> None:
    assert set_reviewer(workspace, " 陈一 ", "市发改委").kinds == {"reviewers"}
    person = current_reviewer(workspace)
    assert person is not None
    assert (person.name, person.unit) == ("陈一", "市发改委")


def test_known_person_is_not_doubled(workspace: Workspace) -> None:
    for name in ("陈一", "林二", "陈一"):
        set_reviewer(workspace, name, "市发改委")
    assert [one.name for one in reviewers(workspace)] == ["陈一", "林二"]
    assert current_reviewer(workspace) == reviewers(workspace)[0]


def test_same_name_in_another_unit_is_another(workspace: Workspace) -> None:
    set_reviewer(workspace, "陈一", "甲局")
    set_reviewer(workspace, "陈一", "乙局")
    assert len(reviewers(workspace)) == 2


def test_nameless(workspace: Workspace) -> None:
    with pytest.raises(KnownError, match="姓名"):
        set_reviewer(workspace, " ")


def test_answer_of_another_computer_does_not_count(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_reviewer(workspace, "陈一")
    monkeypatch.setattr(platform, "node", lambda: "另一台")
    assert current_reviewer(workspace) is None


def test_login_signs_where_nobody_said_anything(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "login_name", lambda: "chen")
    import_plan(workspace, tmp_path)
    add_remark(workspace, ItemRef(1, "task", 1), "x")
    add_remark(workspace, ItemRef(1, "task", 1), "y")
    assert {row.author_name for row in remarks(workspace)} == {"chen"}
    assert len(reviewers(workspace)) == 1


def test_corrected_name_shows_on_earlier_remarks(workspace: Workspace, tmp_path: Path) -> None:
    import_plan(workspace, tmp_path)
    set_reviewer(workspace, "陈衣")
    add_remark(workspace, ItemRef(1, "task", 1), "x")
    change = rename_reviewer(workspace, reviewers(workspace)[0].uuid, "陈一", "")
    assert remarks(workspace)[0].author_name == "陈一"
    assert change.token is not None
    undo(workspace, change.token)
    assert remarks(workspace)[0].author_name == "陈衣"


def test_unknown_person_cannot_be_renamed(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        rename_reviewer(workspace, "nobody", "x", "")
