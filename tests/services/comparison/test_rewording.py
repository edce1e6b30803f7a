"""Items that correspond in quite other words."""

from __future__ import annotations

from dataclasses import replace

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


OWN_WORDS = (
    ("沿河夜市搭设统一雨棚，摊位按号经营。", "夜市雨棚换成统一样式，摊主照号摆摊。"),
    ("为图书馆盲文阅览室添置听书机。", "盲文阅览室购入听书机，由志愿者教用法。"),
    ("渡口木船改装救生筏，船工持证上岗。", "给渡口每条船放救生筏，船工须有证。"),
    ("雨水花园种植菖蒲，拦截初期雨水。", "街角雨水花园补种菖蒲。"),
    ("校车沿线增补反光镜，弯道装护栏。", "反光镜立到校车走的弯道旁。"),
    ("老茶馆评书场次每周两场，录音存档。", "茶馆里的评书录音后交档案馆。"),
)


def test_plans_in_words_of_their_own_are_linked_by_what_is_far_the_likest() -> None:
    left, right = zip(*OWN_WORDS, strict=True)
    links = found(align(side(list(left)), side(list(reversed(right)))))
    assert {one[:2] for one in links} == {(n, 7 - n) for n in range(1, 7)}
    assert {one[2] for one in links} == {"e"}


def test_plans_in_words_of_their_own_share_clauses_too() -> None:
    left, right = zip(*OWN_WORDS, strict=True)
    both = [*right[:4], "反光镜立到校车走的弯道旁，茶馆里的评书录音后交档案馆。"]
    links = found(align(side(list(left)), side(both)))
    assert {(5, 5, "p"), (6, 5, "p")} <= links


def test_words_of_the_title_tell_little() -> None:
    left = [one for one, _ in OWN_WORDS] + ["水乡夜游票价统一公示。"]
    right = [one for _, one in OWN_WORDS] + ["水乡夜游码头请专人讲古。"]
    plans = [side(one) for one in (left, right)]
    titled = [replace(one, head=replace(one.head, title="青湾市水乡夜游行动方案")) for one in plans]
    assert (7, 7) not in {one[:2] for one in found(align(*titled))}


def test_duties_that_any_plan_has_say_nothing_of_two_plans_about_other_things() -> None:
    left = [one for one, _ in OWN_WORDS] + ["将夜市管理工作经费列入财政预算，补种行道树。"]
    right = ["茶山步道设休息亭。", "护理员轮训。", "评选楼长。", "将楼长评选工作经费列入财政预算，逐年增长。"]
    assert not align(side(left), side(right)).links


def test_a_rival_that_has_its_counterpart_is_none() -> None:
    left = [one for one, _ in OWN_WORDS] + ["修补古桥桥面，石栏裂缝灌浆。", "古桥石狮逐只编号，拓印存档，铭牌补刻。"]
    right = [one for _, one in OWN_WORDS] + ["替古桥换上石栏。", "石狮拓印存档并补刻铭牌，古桥桥面亮灯。"]
    assert {(7, 7, "e"), (8, 8, "e")} <= found(align(side(left), side(right)))
