"""Items that correspond in quite other words."""

from __future__ import annotations

from app.services.comparison.alignment import align
from tests.services.comparison.sides import found, side

COMMON = ("扩建儿童图书室，连环画按年龄分架陈列", "更换老旧路灯，灯杆锈蚀的整根换下")


def test_an_item_in_other_words_is_a_counterpart() -> None:
    left = side([*COMMON, "早市摊位统一编号，地面排水沟每周冲洗。", "疏通城北排洪沟渠。"])
    right = side([*COMMON, "给早市的摊位编上号牌，冲洗排水沟。", "鼓励居民认养行道树。"])
    assert found(align(left, right)) == {(1, 1, "e"), (2, 2, "e"), (3, 3, "e")}


def test_a_sentence_in_other_words_is_a_part() -> None:
    left = side([*COMMON, "早市摊位统一编号，地面排水沟每周冲洗。"])
    right = side([*COMMON, "养护行道树木，枯枝在入冬前剪除，树池覆盖碎木片。给早市的摊位编上号牌，冲洗排水沟。"])
    assert {one[:2] for one in found(align(left, right))} == {(1, 1), (2, 2), (3, 3)}


def test_what_is_as_like_two_others_is_linked_with_none() -> None:
    left = side([*COMMON, "早市摊位统一编号。"])
    right = side([*COMMON, "给早市的摊位编上红色号牌。", "给早市的摊位编上绿色号牌。"])
    assert {one[0] for one in found(align(left, right))} == {1, 2}


def test_plans_about_other_things_need_more_in_common() -> None:
    left, right = "早市摊位统一编号，地面排水沟每周冲洗。", "给早市的摊位搭上雨棚，冲洗排水沟盖板。"
    assert not align(side([left, "疏通城北沟渠。", "养护树木。"]), side([right, "培训护理员。", "评选楼长。"])).links


def test_something_else_done_with_the_same_thing_is_no_counterpart() -> None:
    left = side([*COMMON, "淘汰早市的燃油三轮货车，沿街劝导。"])
    right = side([*COMMON, "对早市购置燃油三轮货车给予补贴。"])
    assert len(align(left, right).links) == 2
