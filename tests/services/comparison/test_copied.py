from __future__ import annotations

from hypothesis import given, strategies as st

from app.services.comparison.copied import LEAST, Passage, Run, common_runs

SAID = "组织环卫工人对背街小巷的排水口逐一掏挖，掏出的淤泥当天装袋运走，第二天由街道派人复查并在台账上签字"
HAN = st.text("甲乙丙丁戊己庚辛壬癸", max_size=80)


def runs(*texts: str, above: int | None = None) -> tuple[Run, ...]:
    passages = [Passage(plan, 1, text) for plan, text in enumerate(texts)]
    return common_runs(passages, {0: "南通市", 1: "苏州市"}, above)


def test_a_long_common_run_is_found_whole() -> None:
    one, other = f"前面不同。{SAID}。后面也不同", f"另起一句，{SAID}，如此而已"
    (run,) = runs(one, other)
    assert one[slice(*run.one_range)] == other[slice(*run.other_range)] == SAID


def test_places_and_marks_do_not_hide_it() -> None:
    one = SAID.replace("，", "；").replace("街道", "南通市街道")
    (run,) = runs(one, SAID.replace("街道", "苏州街道"))
    assert run.length > LEAST


def test_short_runs_are_common_speech() -> None:
    assert runs("加强组织领导，压实工作责任，确保取得实效。", "加强组织领导，压实工作责任，确保取得实效。") == ()


def test_one_plan_may_repeat_itself() -> None:
    assert common_runs([Passage(0, 1, SAID), Passage(0, 2, SAID)], {}) == ()


def test_what_the_plan_above_says_is_passed_on() -> None:
    found = runs(SAID, SAID, SAID, above=2)
    assert {(run.one, run.other): run.passed_on for run in found} == {(0, 1): True, (0, 2): False, (1, 2): False}


@given(HAN, HAN, HAN, HAN)
def test_a_planted_run_is_always_found(a: str, b: str, c: str, d: str) -> None:
    one, other = a + SAID + b, c + SAID + d
    assert any(SAID in one[slice(*run.one_range)] for run in runs(one, other))


@given(HAN, HAN)
def test_both_sides_say_the_same(one: str, other: str) -> None:
    for run in runs(one, other):
        assert one[slice(*run.one_range)] == other[slice(*run.other_range)]
        assert run.length >= LEAST
