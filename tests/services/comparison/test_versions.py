"""Two versions of a plan: marked text, renumbered, split and merged items, and what became of passages."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, strategies as st

from app.services.addresses import Quote
from app.services.comparison.passages import PassageState, passage_fate
from app.services.comparison.version_json import versions_job
from app.services.comparison.version_text import Op, segments
from app.services.comparison.versions import Fate, versions
from app.services.extraction.draft import PlanDraft, TaskDraft
from app.services.extraction.plan_json import to_json
from app.services.progress import Progress
from tests.services.checking.made import WORKS, clean, plan, task

TEXT = st.text(alphabet="扫地浇花修路12.5%年，。；", max_size=60)
LONG = "每个小区设置两处回收点，物业公司每周清运一遍。"
OTHER = "灯杆锈蚀的整根换下，夜间亮灯情况由巡查员登记。"


def rows(*texts: str) -> PlanDraft:
    return plan(tasks=[task(number, text) for number, text in enumerate(texts, 1)])


def with_tasks(draft: PlanDraft, tasks: list[TaskDraft]) -> PlanDraft:
    numbered = tuple(replace(one, number=n, label=str(n)) for n, one in enumerate(tasks, 1))
    return replace(draft, tasks=numbered)


@given(TEXT, TEXT)
def test_segments_hold_both_texts(old: str, new: str) -> None:
    found = segments(old, new)
    assert "".join(old[slice(*one.old)] for one in found) == old
    assert "".join(new[slice(*one.new)] for one in found) == new
    assert all(old[slice(*one.old)] == new[slice(*one.new)] for one in found if one.op == Op.EQUAL)


@given(st.integers(0, 50))
def test_a_plan_is_unchanged_against_itself(seed: int) -> None:
    draft = clean(seed)
    found = versions(draft, draft)
    assert found.changed == ()
    assert all(one.op == Op.EQUAL for item in found.items for field in item.fields for one in field.segments)


@given(st.integers(0, 50))
def test_shuffled_rows_are_the_same_rows(seed: int) -> None:
    draft = clean(seed)
    tasks = list(draft.tasks)
    Random(seed).shuffle(tasks)
    assert {one.fate for one in versions(draft, with_tasks(draft, tasks)).items} == {Fate.UNCHANGED}


@given(st.integers(0, 50))
def test_swapped_versions_swap_what_was_put_in(seed: int) -> None:
    draft = clean(seed)
    shorter = with_tasks(draft, list(draft.tasks[1:]))
    assert versions(draft, shorter).counts()["task", Fate.DELETED] == 1
    assert versions(shorter, draft).counts()["task", Fate.INSERTED] == 1


def test_a_moved_sentence_is_told() -> None:
    old, new = "修补乡间小路的路肩。清理社区里的杂物。", "清理社区里的杂物。修补乡间小路的路肩。"
    assert {one.op for one in segments(old, new)} >= {Op.MOVED_FROM, Op.MOVED_TO}


def test_figures_are_struck_out_whole() -> None:
    assert [one.text for one in segments("达到85%以上", "达到95%以上") if one.op != Op.EQUAL] == ["85%", "95%"]


def test_a_row_that_was_split() -> None:
    (item,) = (one for one in versions(rows(LONG + OTHER), rows(LONG, OTHER)).items if one.kind == "task")
    assert (item.fate, item.old, item.new) == (Fate.SPLIT, (1,), (1, 2))


def test_rows_that_were_merged() -> None:
    (item,) = (one for one in versions(rows(LONG, OTHER), rows(LONG + OTHER)).items if one.kind == "task")
    assert (item.fate, item.old, item.new) == (Fate.MERGED, (1, 2), (1,))


def test_a_row_put_in_renumbers_the_others() -> None:
    found = [one for one in versions(rows(LONG), rows(OTHER, LONG)).items if one.kind == "task"]
    assert [(one.fate, one.old, one.new) for one in found] == [
        (Fate.INSERTED, (), (1,)),
        (Fate.UNCHANGED, (1,), (2,)),
    ]
    assert found[1].renumbered


def test_another_deadline_is_a_change() -> None:
    old = rows(LONG)
    new = replace(old, tasks=(replace(old.tasks[0], deadline_raw="2032年底前"),))
    (item,) = versions(old, new).changed
    assert [one.field for one in item.fields if one.changed] == ["deadline_raw"]


def test_a_sentence_that_went_to_another_row() -> None:
    old, new = rows(LONG + WORKS[1][1] + "。", OTHER), rows(LONG, OTHER + WORKS[1][1] + "。")
    ops = {s.op: s.elsewhere for one in versions(old, new).items for f in one.fields for s in f.segments}
    assert (ops[Op.MOVED_FROM], ops[Op.MOVED_TO]) == ("task/2/text", "task/1/text")


@pytest.mark.parametrize(
    ("new", "state"),
    [
        ("设置回收点，物业公司每周清运一遍。另派专人看管。", PassageState.UNCHANGED),
        ("设置回收点，物业公司每月清运一遍。", PassageState.PARTLY),
        ("设置回收点，由街道另派车辆拉走。", PassageState.CHANGED),
        ("设置回收点。", PassageState.GONE),
    ],
)
def test_what_became_of_a_passage(new: str, state: PassageState) -> None:
    changes = versions(rows("设置回收点，物业公司每周清运一遍。"), rows(new))
    assert passage_fate(changes, "task/1/text", Quote("物业公司每周清运一遍")).state == state


def test_a_passage_follows_its_row() -> None:
    fate = passage_fate(versions(rows(LONG), rows(OTHER, LONG)), "task/1/text", Quote("物业公司每周清运一遍"))
    assert (fate.state, fate.path, fate.moved) == (PassageState.UNCHANGED, "task/2/text", True)
    assert LONG[fate.start : fate.end] == "物业公司每周清运一遍"


def test_a_passage_of_a_split_row() -> None:
    fate = passage_fate(versions(rows(LONG + OTHER), rows(LONG, OTHER)), "task/1/text", Quote("灯杆锈蚀的整根换下"))
    assert (fate.path, OTHER[fate.start : fate.end]) == ("task/2/text", "灯杆锈蚀的整根换下")


def test_a_passage_of_a_row_that_is_gone() -> None:
    fate = passage_fate(versions(rows(LONG, OTHER), rows(OTHER)), "task/1/text", Quote("物业公司每周清运一遍"))
    assert (fate.state, fate.word) == (PassageState.GONE, "已删除")


def test_an_item_without_a_quote() -> None:
    changes = versions(rows(LONG), rows(LONG.replace("每周", "每月")))
    assert passage_fate(changes, "task/1", Quote("")).state == PassageState.PARTLY


@pytest.mark.parametrize(
    ("old", "new"), [("1", "11"), ("11", "1"), ("达到1%。", "达到11%。"), ("", "1"), ("12.5", "2.5")]
)
def test_figures_that_hold_each_other(old: str, new: str) -> None:
    assert [one.op for one in segments(old, new) if one.op != Op.EQUAL][-1:] != []
    assert all(old[slice(*one.old)] == new[slice(*one.new)] for one in segments(old, new) if one.op == Op.EQUAL)


def test_the_job_of_a_helper() -> None:
    passage = {"path": "task/1/text", "quote": {"exact": "物业公司每周清运一遍", "prefix": "", "suffix": ""}}
    args = {"old": to_json(rows(LONG)), "new": to_json(rows(OTHER, LONG)), "passages": [passage]}
    answer, _ = versions_job(args, b"", Progress())
    assert json.loads(json.dumps(answer)) == answer
    assert [one["fate"] for one in answer["items"] if one["kind"] == "task"] == ["inserted", "unchanged"]
    assert (answer["passages"][0]["word"], answer["passages"][0]["path"]) == ("未修改", "task/2/text")


def test_a_row_that_is_gone_is_gone_though_the_body_says_the_same() -> None:
    old = plan([("清理社区杂物", LONG)], [task(1, LONG), task(2, OTHER)])
    new = replace(old, tasks=old.tasks[1:])
    assert passage_fate(versions(old, new), "task/1/text", Quote("物业公司每周清运一遍")).state == PassageState.GONE
