"""Lists, tree, set text and single tasks of a workspace."""

from __future__ import annotations

import pytest

from app.errors import NotFound
from app.models.workspace import Workspace
from app.services import browsing
from app.services.reviewing import add_remark, set_reviewer
from app.services.rows import ItemRef

Stored = tuple[Workspace, int, int]


def test_plans_come_in_official_order_with_their_counts(stored: Stored) -> None:
    listed = browsing.plans(stored[0])
    assert [(plan.number, plan.title, plan.tasks, plan.targets, plan.doubts) for plan in listed] == [
        (1, "云溪市清河行动方案", 3, 1, 1),
        (2, "石湾市暖居行动方案", 1, 0, 0),
    ]


def test_an_empty_workspace_has_no_plans(workspace: Workspace) -> None:
    assert browsing.plans(workspace) == ()
    assert browsing.tree(workspace) == ()


@pytest.mark.parametrize("words", ["1", "云溪", "云溪市清河行动方案"])
def test_find_plan_by_number_or_beginning(stored: Stored, words: str) -> None:
    assert browsing.find_plan(stored[0], words).version == stored[1]


@pytest.mark.parametrize("words", ["3", "海", "清河"])
def test_find_plan_lists_what_there_is_when_nothing_fits(stored: Stored, words: str) -> None:
    with pytest.raises(NotFound, match="没有找到") as caught:
        browsing.find_plan(stored[0], words)
    assert "石湾市暖居行动方案" in caught.value.hint


def test_find_plan_lists_several_hits(stored: Stored) -> None:
    with pytest.raises(NotFound, match="多个方案"):
        browsing.find_plan(stored[0], "")


def test_the_tree_counts_tasks_and_remarks_at_each_level(stored: Stored) -> None:
    workspace, river, _ = stored
    set_reviewer(workspace, "审阅员", "市政府办")
    add_remark(workspace, ItemRef(river, "task", 3), "请写明次数。")
    plan = browsing.tree(workspace)[0]
    chapter = plan.children[1]
    assert (plan.tasks, plan.remarks, chapter.tasks, chapter.remarks) == (3, 1, 2, 1)
    assert (chapter.children[0].title, chapter.children[0].remarks) == ("办法2", 1)


def test_a_task_brings_all_that_belongs_to_it(stored: Stored) -> None:
    task = browsing.task(stored[0], ItemRef(stored[1], "task", 2))
    assert task.category == "修好管网"
    assert [(one.display, one.role) for one in task.assignments] == [
        ("市住房和城乡建设局", "joint"),
        ("市水务局", "joint"),
    ]
    assert [target.phrase for target in task.targets] == ["到2026年，8%"]
    assert (task.chapter, task.measure_title, task.deadline_kind) == (2, "办法2", "ongoing")


def test_places_and_doubts_reach_the_row(stored: Stored) -> None:
    first = browsing.task(stored[0], ItemRef(stored[1], "task", 1))
    third = browsing.task(stored[0], ItemRef(stored[1], "task", 3))
    assert first.places[0].printed_page == "2"
    assert first.places[0].box == (1.0, 2.0, 3.0, 4.0)
    assert third.doubts[0].sentence.startswith("类别：")


def test_a_task_that_is_gone_gives_a_sentence(stored: Stored) -> None:
    with pytest.raises(NotFound, match="不在审阅项目中"):
        browsing.task(stored[0], ItemRef(stored[1], "task", 99))


def test_plan_text_holds_every_task_once(stored: Stored) -> None:
    text = browsing.plan_text(stored[0], stored[1])
    seen = [task.number for chapter in text.chapters for measure in chapter.measures for task in measure.tasks]
    assert sorted(seen) == [1, 2, 3]
    assert text.loose_tasks == ()
    assert text.summary.title == "云溪市清河行动方案"


def test_plan_text_carries_its_own_remarks_only(stored: Stored) -> None:
    workspace, river, homes = stored
    set_reviewer(workspace, "审阅员", "")
    add_remark(workspace, ItemRef(homes, "task", 1), "数量不明。")
    assert browsing.plan_text(workspace, river).remarks == ()
    assert [one.text for one in browsing.plan_text(workspace, homes).remarks] == ["数量不明。"]


def test_source_and_page_sizes(stored: Stored) -> None:
    assert browsing.source_bytes(stored[0], stored[1])[2] == b"pdf"
    assert browsing.page_sizes(stored[0], stored[1]) == ((595.0, 842.0),)
