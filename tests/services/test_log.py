from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import RevisionRefused
from app.models.review import Revision
from app.models.workspace import Workspace
from app.services import log
from app.services.log import Entry
from tests.storekit import new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path) as opened:
        yield opened


def entry(uuid: str, text: str = "甲", kind: str = "remark") -> Entry:
    return Entry(uuid, "e", kind, (), "w", "t", {"text": text}, {"plan": "p"})


def receive(workspace: Workspace, *entries: Entry) -> tuple[Entry, ...]:
    with workspace.write() as session:
        return log.receive(session, [(one, one.digest) for one in entries])


def uuids(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return list(session.scalars(select(Revision.uuid).order_by(Revision.uuid)))


def test_appended_comes_back_whole(workspace: Workspace) -> None:
    with workspace.write() as session:
        fields, place = {"x": [1, None]}, {"plan": "p"}
        made = log.append(
            session, kind="link", entity="e", fields=fields, author="w", parents=["q", "p"], address=place
        )
    with workspace.read() as session:
        (stored,) = log.entries_of(session, "e")
        row = session.scalar(select(Revision))
    assert stored == made
    assert row is not None
    assert (row.digest, row.plan_uuid) == (stored.digest, "p")
    assert stored.parents == ("p", "q")


def test_unknown_kind_is_a_bug(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="kind"), workspace.write() as session:
        log.append(session, kind="gossip", entity="e", fields={}, author="w")


@pytest.mark.parametrize("kind", ["remark", "reply", "decision", "verdict", "link", "correction", "progress", "alias"])
def test_kinds(kind: str) -> None:
    assert log.KINDS[kind] in {"plans", "remarks", "reviewers", "agencies", "links"}


def test_received_once_however_often_it_comes(workspace: Workspace) -> None:
    assert receive(workspace, entry("a"), entry("b")) == (entry("a"), entry("b"))
    assert receive(workspace, entry("b"), entry("c")) == (entry("c"),)
    assert uuids(workspace) == ["a", "b", "c"]


def test_same_id_with_other_content_takes_nothing_over(workspace: Workspace) -> None:
    receive(workspace, entry("a"))
    with pytest.raises(RevisionRefused, match="编号相同"):
        receive(workspace, entry("0"), entry("a", "乙"))
    assert uuids(workspace) == ["a"]


def test_altered_entry_takes_nothing_over(workspace: Workspace) -> None:
    with pytest.raises(RevisionRefused, match="校验码"), workspace.write() as session:
        log.receive(session, [(entry("0"), entry("0").digest), (entry("a"), entry("b").digest)])
    assert uuids(workspace) == []


def test_kind_of_a_newer_program_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RevisionRefused, match="升级"):
        receive(workspace, entry("a", kind="vote"))


def test_both_directions_give_one_log(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "1") as left, new_workspace(tmp_path / "2") as right:
        receive(left, entry("a"), entry("c"))
        receive(right, entry("b"), entry("c"))
        with left.read() as one, right.read() as two:
            from_left, from_right = log.all_entries(one), log.all_entries(two)
        receive(left, *from_right)
        receive(right, *from_left)
        assert uuids(left) == uuids(right) == ["a", "b", "c"]


def test_many_at_once(workspace: Workspace) -> None:
    many = [entry(f"{number:05d}") for number in range(1200)]
    receive(workspace, *many[:700])
    assert len(receive(workspace, *many)) == 500
