"""Items of two plans that correspond."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, strategies as st

from app.services.comparison.alignment import align
from app.services.comparison.items import ComparedPlan, compared
from app.services.extraction.plan_json import from_json
from tests.services.comparison.sides import found, side

WORDS = (
    "推进",
    "老旧路灯更换",
    "菜市场摊位编号",
    "河堤巡查",
    "图书借阅",
    "，",
    "。",
    "完善机制",
    "到2031年",
    "30处",
    "",
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
PLAN = st.lists(TEXT, max_size=7).map(side)
LAMPS = "更换老旧路灯，灯杆锈蚀的整根换下，到2030年完成300盏"
SHELVES = "扩建儿童图书室，按年龄分架摆放连环画"


def test_reworded_items_are_counterparts() -> None:
    other = ["扩大儿童图书室，连环画按年龄分架陈列", "到2028年完成90盏老旧路灯更换，锈蚀的灯杆整根换下"]
    assert found(align(side([LAMPS, SHELVES]), side(other))) == {(1, 2, "e"), (2, 1, "e")}


def test_a_row_that_joins_two_has_partial_links() -> None:
    joined = f"{LAMPS}。{SHELVES}。"
    assert found(align(side([LAMPS, SHELVES]), side([joined]))) == {(1, 1, "p"), (2, 1, "p")}


def test_a_stray_clause_is_a_partial_link() -> None:
    strayed = f"{SHELVES}，每月组织亲子共读，为盲童录制有声故事。{LAMPS[:6]}。"
    lamps = f"{LAMPS}，夜间亮灯情况由巡查员逐盏登记。"
    shelves = f"{SHELVES}，每月组织亲子共读，为盲童录制有声故事。"
    assert found(align(side([strayed, "疏通排洪沟渠"]), side([shelves, lamps]))) == {(1, 1, "e"), (1, 2, "p")}


def test_a_sentence_is_no_counterpart_of_a_page_that_has_it_too() -> None:
    page = "。".join(
        (
            *(
                f"{thing}由专人养护，每季度清点一次并登记"
                for thing in "石桥 竹亭 水车 风铃 花架 石阶 木栈道 凉棚 灯塔 码头".split()
            ),
            SHELVES,
        )
    )
    assert found(align(side([SHELVES]), side([page]))) == {(1, 1, "p")}


def test_the_genre_alone_links_nothing() -> None:
    left = ["建立健全工作机制，加强组织领导，统筹推进路灯更换", "完善政策措施，加大资金支持力度"]
    right = ["建立健全工作机制，加强组织领导，统筹推进图书借阅", "完善标准体系，加大监督检查力度"]
    assert not align(side(left), side(right)).links


def test_another_action_on_the_same_thing_is_no_link() -> None:
    left, right = ["淘汰燃油三轮车"], ["燃油三轮车限行"]
    assert not align(side(left), side(right)).links


def test_places_and_figures_do_not_matter() -> None:
    alignment = align(
        side(["青湾市到2030年建成湿地公园12处"]), side(["到2027年，云岭市建成湿地公园５处"], region="云岭市")
    )
    assert found(alignment) == {(1, 1, "e")}


def test_what_is_shared_is_shown() -> None:
    (link,) = align(side([f"疏通排洪沟渠。{LAMPS}"]), side([LAMPS])).links
    texts = [(one.left_text, one.right_text) for one in link.shared]
    assert texts[0] == ("更换老旧路灯", "更换老旧路灯")
    assert link.shared[0].left == (7, 13)
    assert link.shared[0].right == (0, 6)


def test_what_has_no_counterpart_is_listed() -> None:
    alignment = align(side([LAMPS, SHELVES]), side([LAMPS, "疏通排洪沟渠"]))
    assert (alignment.left_only, alignment.right_only) == ((2,), (2,))


def test_a_title_of_its_own_speaks_for_the_item() -> None:
    left = side(["由专人登记造册"], headings=["推进老旧路灯更换"], kind="measure")
    right = side(["每季度回头看"], headings=["加快老旧路灯更换"], kind="measure")
    (link,) = align(left, right).links
    assert (link.relation, link.shared[0].left_field) == ("equivalent", "heading")


def test_measures_may_face_tasks() -> None:
    alignment = align(side([LAMPS], kind="measure"), side([LAMPS]))
    assert (alignment.kind, alignment.right_kind, len(alignment.links)) == ("measure", "task", 1)


@given(PLAN)
def test_a_plan_is_its_own_counterpart(plan: ComparedPlan) -> None:
    alignment = align(plan, plan)
    links = {(one.left, one.right): one for one in alignment.links}
    for item in plan.items:
        if item.whole.strip("，。"):
            assert links[item.number, item.number].relation == "equivalent"
    texts = {one.number: one.text.replace("，", "").replace("。", "") for one in plan.items}
    assert all(texts[one] == texts[other] for one, other in links)


@given(PLAN, PLAN)
def test_swapping_the_plans_swaps_the_links(left: ComparedPlan, right: ComparedPlan) -> None:
    there, back = align(left, right), align(right, left)
    assert (there.left_only, there.right_only) == (back.right_only, back.left_only)
    turned = {(one.right, one.left): one for one in back.links}
    assert set(turned) == {(one.left, one.right) for one in there.links}
    for one in there.links:
        other = turned[one.left, one.right]
        assert (one.relation, one.score) == (other.relation, other.score)
        assert {(s.left, s.right, s.score) for s in one.shared} == {(s.right, s.left, s.score) for s in other.shared}


def test_a_word_that_tells_more_in_one_text_counts_alike_from_both_sides() -> None:
    left, right = side(["摊位编号与雨棚加固特产安家"]), side(["摊位编号与雨棚加固生产安全"])
    there, back = align(left, right).links[0], align(right, left).links[0]
    assert there.shared[0].score == back.shared[0].score


@given(PLAN, PLAN, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(left: ComparedPlan, right: ComparedPlan, chance: object) -> None:
    items = list(right.items)
    chance.shuffle(items)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert align(left, replace(right, items=tuple(items))) == align(left, right)


def test_the_two_cities_are_aligned(shared_plans: Path) -> None:
    wanted = json.loads((shared_plans / "nantong-suzhou.align.json").read_text(encoding="utf-8"))["links"]
    left, right = (
        compared(from_json(json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8"))), "task")
        for name in ("nantong", "suzhou")
    )
    gold = {(one["left"], one["right"]): one["relation"] for one in wanted}
    mine = {(one.left, one.right): one.relation for one in align(left, right).links}
    hits = [key for key in mine if key in gold]
    assert 2 * len(hits) >= 0.98 * (len(mine) + len(gold))
    assert sum(mine[key] == gold[key] for key in hits) >= 0.95 * len(hits)
