"""Clauses and figures that correspond by what the link shares, whatever their words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.difference import Difference, DifferenceKind as Kind, Side
from app.services.comparison.differences import differences
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Link, SharedClause
from app.services.extraction.draft import PlanHead, Target

BRIDGE, CHECK = "老桥梁每季度体检", "把脉危旧桥梁"
SLIDE, TIDY = "撤除失修游乐滑梯", "滑梯隐患销号"
PIECES = (BRIDGE, CHECK, SLIDE, TIDY, "检查公园滑梯", "疏通排洪沟渠")
TURNED = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def item(text: str, *targets: Target, number: int = 1) -> ComparedItem:
    return ComparedItem("task", number, str(number), "", text, targets=targets)


def rate(name: str, quote: str, value: float, unit: str = "%") -> Target:
    return Target("task 1", name=name, comparator=">=", value=value, unit=unit, quote=quote)


def linked(left: ComparedItem, right: ComparedItem, *shared: tuple[str, str]) -> Link:
    clauses = []
    for one, other in shared:
        starts = left.text.index(one), right.text.index(other)
        ranges = (starts[0], starts[0] + len(one)), (starts[1], starts[1] + len(other))
        clauses.append(SharedClause(*ranges, one, other, 0.55))
    return Link(1, 1, "equivalent", 0.5, tuple(clauses))


def told(
    left: ComparedItem, right: ComparedItem, *shared: tuple[str, str], more: tuple[ComparedItem, ...] = ()
) -> tuple[Difference, ...]:
    """The differences; ``more``: further items of the right plan."""
    plans = tuple(
        ComparedPlan(PlanHead(f"{name}方案", region=name), "task", items)
        for name, items in (("甲湾市", (left,)), ("乙湾市", (right, *more)))
    )
    return differences(left, right, linked(left, right, *shared), (plans[0], plans[1]))


def test_a_shared_clause_in_other_words_is_one_difference_with_both_marks() -> None:
    (one,) = told(item(f"{BRIDGE}。"), item(f"{CHECK}。"), (BRIDGE, CHECK))
    assert (one.kind, one.side, one.left, one.right) == (Kind.WORDING, Side.OPEN, (("text", 0, 8),), (("text", 0, 6),))
    assert one.sentence == f"表述不同：甲湾市“{BRIDGE}”，乙湾市“{CHECK}”。"


def test_what_the_link_does_not_share_is_still_missing() -> None:
    found = told(item(f"{BRIDGE}。{SLIDE}。"), item(f"{CHECK}。疏通排洪沟渠。"), (BRIDGE, CHECK))
    assert [one.kind for one in found] == [Kind.CLAUSE, Kind.CLAUSE, Kind.WORDING]


def test_clauses_about_nothing_in_common_are_no_counterparts() -> None:
    found = told(item(f"{SLIDE}。"), item("疏通排洪沟渠。"), (SLIDE, "疏通排洪沟渠"))
    assert [one.kind for one in found] == [Kind.CLAUSE, Kind.CLAUSE]


def test_one_clause_may_stand_beside_several() -> None:
    right = item("检查公园滑梯。滑梯隐患销号。")
    (one,) = told(item(f"{SLIDE}。"), right, (SLIDE, TIDY), (SLIDE, "检查公园滑梯"))
    assert one.right == (("text", 0, 6), ("text", 7, 13))
    assert one.sentence.endswith("乙湾市“检查公园滑梯”“滑梯隐患销号”。")


def test_a_clause_stands_beside_one_that_has_a_counterpart_by_its_words() -> None:
    extra = "沟渠淤泥外运"
    found = told(item("疏通排洪沟渠淤泥。"), item(f"疏通沟渠淤泥。{extra}。"), ("疏通排洪沟渠淤泥", extra))
    assert [(one.kind, one.right) for one in found][-1] == (Kind.WORDING, (("text", 7, 13),))
    assert Kind.CLAUSE not in {one.kind for one in found}


def test_a_clause_of_another_item_stays_there() -> None:
    elsewhere = item(f"{SLIDE}。", number=2)
    found = told(item(f"{SLIDE}。"), item(f"{TIDY}。"), (SLIDE, TIDY), more=(elsewhere,))
    assert "列入第2项" in found[0].sentence
    assert [one.kind for one in found] == [Kind.CLAUSE, Kind.CLAUSE]


def test_a_shared_heading_is_no_clause_of_the_text() -> None:
    left, right = item(f"{SLIDE}。"), item(f"{TIDY}。")
    shared = replace(linked(left, right, (SLIDE, TIDY)).shared[0], right_field="heading")
    found = differences(left, right, Link(1, 1, "partial", 0.5, (shared,)))
    assert [one.kind for one in found] == [Kind.CLAUSE, Kind.CLAUSE]


@pytest.mark.parametrize(("unit", "value"), [("%", 60), ("千米", 60)])
def test_figures_of_counterparts_stand_side_by_side(unit: str, value: float) -> None:
    dredged, cleared = f"沟渠清淤率达到80{unit}", f"河道疏浚面达到{value}{unit}"
    left = item(f"{dredged}。", rate("沟渠清淤率", dredged, 80, unit))
    right = item(f"{cleared}。", rate("河道疏浚面", cleared, value, unit))
    (one,) = told(left, right, (dredged, cleared))
    assert (one.kind, one.side) == (Kind.TARGET, Side.OPEN)
    assert one.reason == "指标名称不同（“沟渠清淤率”，“河道疏浚面”）"
    assert one.sentence.startswith(f"沟渠清淤率／河道疏浚面：甲湾市80{unit}以上，乙湾市60{unit}以上。口径不一致")


def test_more_of_a_thing_is_a_number_like_another() -> None:
    left = item("加固危桥20座。", rate("加固危桥", "加固危桥20座", 20, "座"))
    more = replace(rate("桥梁", "增加大修桥5座", 5, "座"), comparator="change")
    (one,) = told(left, item("增加大修桥5座。", more), ("加固危桥20座", "增加大修桥5座"))
    assert one.side == Side.OPEN


def test_counts_in_other_units_stand_side_by_side_with_that_reason() -> None:
    left = item("加固危桥20座。", rate("加固危桥", "加固危桥20座", 20, "座"))
    right = item("桥梁大修5千米。", rate("桥梁大修", "桥梁大修5千米", 5, "千米"))
    (one,) = told(left, right, ("加固危桥20座", "桥梁大修5千米"))
    assert one.reason.endswith("计量单位不同（座，千米）")


def test_a_share_and_a_number_are_not_set_side_by_side() -> None:
    left = item("沟渠清淤率达到80%。", rate("沟渠清淤率", "沟渠清淤率达到80%", 80))
    right = item("沟渠疏浚9千米。", rate("沟渠疏浚", "沟渠疏浚9千米", 9, "千米"))
    found = told(left, right, ("沟渠清淤率达到80%", "沟渠疏浚9千米"))
    assert [one.side for one in found if one.kind == Kind.TARGET] == [Side.LEFT, Side.RIGHT]


def test_a_figure_of_another_item_stays_there() -> None:
    figure = rate("沟渠清淤率", "沟渠清淤率达到80%", 80)
    right = item("河道疏浚面达到60%。", rate("河道疏浚面", "河道疏浚面达到60%", 60))
    elsewhere = item("沟渠清淤率达到80%。", figure, number=2)
    shared = ("沟渠清淤率达到80%", "河道疏浚面达到60%")
    found = told(item("沟渠清淤率达到80%。", figure), right, shared, more=(elsewhere,))
    assert "列入第2项" in found[0].sentence
    assert "名称不同" not in "".join(one.reason for one in found)


def test_figures_in_clauses_that_match_by_their_words_stand_side_by_side() -> None:
    left = item("危桥体检面达到90%。", rate("危桥体检面", "危桥体检面达到90%", 90))
    right = item("危桥月检面90%。", rate("危桥月检面", "危桥月检面90%", 90))
    found = [one for one in told(left, right) if one.kind == Kind.TARGET]
    assert [one.side for one in found] == [Side.OPEN]


TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4, unique=True)


@given(TEXTS, TEXTS, st.data())
def test_swapped_sides_swap_the_counterparts(one: list[str], other: list[str], data: st.DataObject) -> None:
    left, right = item("。".join(one)), item("。".join(other))
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(one), st.sampled_from(other)), unique=True))
    link, back = linked(left, right, *pairs), linked(right, left, *[pair[::-1] for pair in pairs])
    found = {(d.kind, TURNED.get(d.side, d.side), d.right, d.left) for d in differences(left, right, link)}
    assert found == {(d.kind, d.side, d.left, d.right) for d in differences(right, left, back)}


@given(TEXTS)
def test_an_item_does_not_differ_from_itself_whatever_the_link_shares(pieces: list[str]) -> None:
    one = item("。".join(pieces))
    assert differences(one, one, linked(one, one, *zip(pieces, reversed(pieces), strict=True))) == ()
