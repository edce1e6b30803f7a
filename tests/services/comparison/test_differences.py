"""Differences of linked items: typed, in sentences, the same from either side."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.difference import Difference, DifferenceKind as Kind, Side
from app.services.comparison.differences import differences
from app.services.comparison.items import ComparedItem, ComparedPlan, compared
from app.services.extraction.draft import Assignment, Deadline, PlanHead, Role, Target
from app.services.extraction.plan_json import from_json

HEADS = (PlanHead("甲湾市方案", region="甲湾市"), PlanHead("乙湾市方案", region="乙湾市"))
TURNED = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.SAME: Side.SAME, Side.OPEN: Side.OPEN}
PIECES = (
    "清理社区杂物",
    "修补乡间小路，填平坑洼路段",
    "逐步更换老旧路灯",
    "到2031年，路灯完好率达到90%以上",
    "2030年底前，疏通沟渠",
)


def item(text: str, *duties: Assignment, targets: tuple[Target, ...] = (), **more: Any) -> ComparedItem:
    made = ComparedItem("task", 1, "1", "", text, assignments=duties, targets=targets)
    return replace(made, **more)


def duty(agency: str, role: Role = Role.JOINT, **more: str) -> Assignment:
    return Assignment(agency, more.pop("written", f"市{agency}"), role, level=more.pop("level", "市"))


def figure(quote: str, value: float, **more: Any) -> Target:
    said: dict[str, Any] = {"comparator": ">=", "unit": "%", "year": 2031, "name": "路灯完好率", **more}
    return Target("task 1", value=value, quote=quote, **said)


def found(left: ComparedItem, right: ComparedItem, kind: Kind | None = None) -> list[Difference]:
    plans = (ComparedPlan(HEADS[0], "task", (left,)), ComparedPlan(HEADS[1], "task", (right,)))
    return [one for one in differences(left, right, None, plans) if kind in {None, one.kind}]


def turned(one: Difference) -> tuple[object, ...]:
    return one.kind, TURNED[one.side], one.right, one.left, one.minor


def plain(one: Difference) -> tuple[object, ...]:
    return one.kind, one.side, one.left, one.right, one.minor


TEXTS = st.lists(st.sampled_from(PIECES), max_size=5).map("。".join)


@given(TEXTS)
def test_an_item_does_not_differ_from_itself(text: str) -> None:
    one = item(text, duty("水利局"), deadline_raw="2031年", deadline=Deadline("by_date", "2031-12-31"))
    assert found(one, one) == []


@given(TEXTS, TEXTS)
def test_swapped_sides_swap_the_differences(one: str, other: str) -> None:
    left, right = item(one, duty("水利局")), item(other, duty("水利局", Role.LEAD), duty("财政局"))
    assert sorted(map(turned, found(left, right)), key=str) == sorted(map(plain, found(right, left)), key=str)


@pytest.mark.parametrize("name", ["nantong", "suzhou"])
def test_a_plan_does_not_differ_from_itself(shared_plans: Path, name: str) -> None:
    draft = from_json(json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8")))
    plan = compared(draft, "task")
    assert [one for each in plan.items for one in differences(each, each, None, (plan, plan))] == []


def test_place_names_and_width_are_minor() -> None:
    (one,) = found(item("修订《甲湾市预案》(试行)。"), item("修订《乙湾市预案》（试行）。"))
    assert (one.kind, one.minor, one.side) == (Kind.WORDING, True, Side.SAME)


def test_a_moved_clause_slightly_changed_is_recognised() -> None:
    left, right = item("清理社区全部杂物。更换老旧路灯。"), item("更换老旧路灯。清理社区各类杂物。")
    assert [one.kind for one in found(left, right)] == [Kind.MOVED, Kind.WORDING] or len(
        found(left, right, Kind.MOVED)
    ) == 1


def test_the_higher_floor_is_stricter() -> None:
    left = item("路灯完好率达到90%以上。", targets=(figure("路灯完好率达到90%以上", 90),))
    right = item("路灯完好率达到95%以上。", targets=(figure("路灯完好率达到95%以上", 95),))
    (one,) = found(left, right, Kind.TARGET)
    assert one.side == Side.RIGHT
    assert "乙湾市严于甲湾市" in one.sentence


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"year": 2035}, "目标年份"),
        ({"unit": "万盏"}, "计量单位"),
        ({"scope": "建成区"}, "口径"),
        ({"comparator": "<="}, "约束方式"),
        ({"comparator": "~"}, "约束方式"),
        ({"comparator": "change", "baseline_year": 2020}, "增减幅度"),
    ],
)
def test_figures_on_another_basis_are_never_weighed(change: dict[str, Any], reason: str) -> None:
    left = item("路灯完好率达到90%以上。", targets=(figure("路灯完好率达到90%以上", 90),))
    right = item("路灯完好率达到95%。", targets=(figure("路灯完好率达到95%", 95, **change),))
    (one,) = found(left, right, Kind.TARGET)
    assert one.side == Side.OPEN
    assert reason in one.reason
    assert "不作比较" in one.sentence


def test_full_coverage_is_a_hundred_percent() -> None:
    left = item(
        "社区巡查覆盖率达到100%。",
        targets=(replace(figure("社区巡查覆盖率达到100%", 100, comparator="="), name="社区巡查覆盖率", year=None),),
    )
    (one,) = found(left, item("社区巡查全覆盖。"), Kind.TARGET)
    assert one.side == Side.SAME
    assert one.minor


def test_the_same_function_under_another_name_is_no_difference() -> None:
    left = item("疏通沟渠。", duty("发展和改革委员会", written="市发改委"), duty("水利局"))
    right = item("疏通沟渠。", duty("发展和改革委员会", written="市发展改革委"), duty("水务局"))
    assert found(left, right) == []


def test_first_of_the_list_against_a_named_leader() -> None:
    left, right = item("疏通沟渠。", duty("水利局"), duty("财政局")), item("疏通沟渠。", duty("财政局", Role.LEAD))
    (one, *_) = found(left, right, Kind.AGENCY)
    assert "首列为水利局" in one.sentence
    assert "由财政局牵头" in one.sentence


def test_missing_bodies_are_told_with_their_roles() -> None:
    sentences = [
        one.sentence for one in found(item("浇花。", duty("水利局"), duty("公安局")), item("浇花。", duty("水利局")))
    ]
    assert sentences == ["仅甲湾市列有：公安局（按职责分工负责）；乙湾市未列。"]


def test_an_earlier_date_in_the_text() -> None:
    (one,) = found(item("2030年底前疏通全部沟渠。"), item("2031年底前疏通全部沟渠。"), Kind.DEADLINE)
    assert one.side == Side.LEFT
    assert "甲湾市早于乙湾市" in one.sentence


def test_ongoing_beside_no_column_is_minor() -> None:
    left = item("疏通沟渠。", deadline_raw="持续推进", deadline=Deadline("ongoing"))
    assert [one.minor for one in found(left, item("疏通沟渠。"), Kind.DEADLINE)] == [True]


def test_a_softer_word_is_weaker() -> None:
    (one,) = found(item("全部更换老旧路灯。"), item("鼓励更换老旧路灯。"), Kind.STRENGTH)
    assert one.side == Side.LEFT


def test_a_clause_in_another_item_is_not_called_missing() -> None:
    left, right = item("清理社区杂物。疏通排洪沟渠。"), item("清理社区杂物。")
    other = replace(right, number=2, label="2", text="疏通排洪沟渠。")
    plans = (ComparedPlan(HEADS[0], "task", (left,)), ComparedPlan(HEADS[1], "task", (right, other)))
    (one,) = differences(left, right, None, plans)
    assert one.side == Side.SAME
    assert "列入第2项" in one.sentence


def test_a_word_of_another_part_of_the_clause_softens_nothing() -> None:
    left, right = item("严格控制煤炭消费增长。"), item("近期严格控制煤炭消费增长、远期煤炭消费逐步减少。")
    assert found(left, right, Kind.STRENGTH) == []


def test_a_year_carried_over_the_sentence_is_a_date() -> None:
    left, right = item("到2031年，清理社区杂物，疏通排洪沟渠。"), item("到2031年，疏通排洪沟渠。")
    assert found(left, right, Kind.DEADLINE) == []


def test_own_places_in_names_are_no_other_basis() -> None:
    names = [replace(figure(f"{place}路灯完好率达到90%以上", 90), name=f"{place}路灯完好率") for place in ("本市", "")]
    left, right = (item(f"{one.quote}。", targets=(one,)) for one in names)
    assert [one.side for one in found(left, right, Kind.TARGET)] in ([], [Side.SAME])


@pytest.mark.parametrize("words", [("严禁", "不再"), ("禁止", "不得"), ("不予", "严禁")])
def test_one_ban_is_as_firm_as_another(words: tuple[str, str]) -> None:
    left, right = (item(f"{word}批准新建燃煤供热锅炉项目。") for word in words)
    assert found(left, right, Kind.STRENGTH) == []


def test_the_same_function_at_another_level() -> None:
    bureau = duty("水利局"), duty("生态环境局")
    left = item("疏通沟渠。", duty("水利局"), duty("生态环境厅", written="省生态环境厅", level="省"))
    (one,) = found(left, item("疏通沟渠。", *bureau), Kind.AGENCY)
    assert "层级不同" in one.sentence
    assert "省生态环境厅（省级）" in one.sentence


def test_roles_that_changed_are_told_in_one_sentence() -> None:
    left = item("疏通沟渠。", duty("水利局", Role.LEAD), duty("财政局", Role.SUPPORT), duty("公安局", Role.SUPPORT))
    right = item("疏通沟渠。", duty("水利局", Role.LEAD), duty("财政局"), duty("公安局"))
    (one,) = found(left, right, Kind.AGENCY)
    assert one.sentence == "分工方式不同：财政局、公安局在甲湾市为“配合”，在乙湾市为“按职责分工负责”。"
