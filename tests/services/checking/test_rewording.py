"""Rules 1.4 to 1.6."""

from __future__ import annotations

from tests.services.checking.made import check, fires, plan, said, task

BINS = "每个小区设置两处回收点"


def test_another_figure() -> None:
    draft = plan([("清理社区杂物", "到2031年，回收点增加到300处。")], [task(1, "到2031年，回收点增加到200处。")])
    one = check(draft, "1.4")[0]
    assert one.severity == "重大"
    assert [p.text[slice(*p.marks[0][:2])] for p in one.passages] == ["300", "200"]


def test_another_year() -> None:
    draft = plan([("清理社区杂物", "到2031年底回收点全部挂牌。")], [task(1, "到2032年底回收点全部挂牌。")])
    assert "“2031”" in said(draft, "1.4")


def test_the_same_figure_in_other_signs_is_the_same() -> None:
    draft = plan([("清理社区杂物", "到2031年，回收率达到80％。")], [task(1, "到2031年，回收率达到80%。")])
    assert not fires(draft, "1.4")


def test_two_figures_of_two_things_are_no_change() -> None:
    text = "三年招募楼长600名，其中头一年招募楼长200名。"
    assert not fires(plan([("清理社区杂物", text)], [task(1, "招募楼长200名。")]), "1.4")


def test_another_list() -> None:
    draft = plan(
        [("清理社区杂物", "检查饭馆、茶馆、书店、旅店等场所卫生。")],
        [task(1, "检查饭馆、茶馆、书店、网吧等场所卫生。")],
    )
    assert "网吧" in said(draft, "1.5")


def test_a_list_in_another_order_is_the_same() -> None:
    draft = plan(
        [("清理社区杂物", "检查饭馆、茶馆、书店、旅店等场所卫生。")],
        [task(1, "检查茶馆、饭馆、旅店、书店等场所卫生。")],
    )
    assert not fires(draft, "1.5")


def test_a_narrower_scope() -> None:
    draft = plan(
        [("清理社区杂物", "对重点小区楼道堆物逐一登记。")],
        [task(1, "对小区楼道堆物逐一登记。")],
    )
    assert "重点小区" in said(draft, "1.6")


def test_a_word_that_adds_nothing() -> None:
    draft = plan([("清理社区杂物", "对小区楼道堆物进行逐一登记。")], [task(1, "对小区楼道堆物逐一登记。")])
    assert not fires(draft, "1.6")
