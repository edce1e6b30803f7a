"""Rules 7: only with a plan above, and each with its passage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.checking.check_json import check_job
from app.services.checking.engine import CheckOptions, check_plan
from app.services.checking.finding import HINT, MAJOR, Finding
from app.services.extraction.draft import PlanDraft
from app.services.extraction.plan_json import to_json
from app.services.progress import Progress
from tests.services.checking.made import clean, plan, target

LAMPS = "到2031年，路灯完好率达到90%以上"


def above(text: str, figure: float | None = None) -> PlanDraft:
    aims = () if figure is None else (target("measure 1", "路灯完好率", figure, comparator=">=", quote=text),)
    return replace(plan([("更换路灯", f"{text}。")], [], aims), plan=replace(plan().plan, region=None))


def mine(text: str, figure: float | None = None) -> PlanDraft:
    aims = () if figure is None else (target("measure 1", "路灯完好率", figure, comparator=">=", quote=text),)
    return plan([("照明", f"{text}。")], None, aims)


def found(own: PlanDraft, superior: PlanDraft | None) -> list[Finding]:
    return list(check_plan(own, CheckOptions(only=("7",), superior=superior)))


def test_without_a_plan_above_nothing_is_said() -> None:
    assert found(clean(1), None) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_carries_out_itself(seed: int) -> None:
    assert found(clean(seed), clean(seed)) == []


def test_what_is_not_said_at_all() -> None:
    (one,) = found(mine("每个小区设置两处回收点"), above("疏通全部排洪沟渠"))
    assert (one.rule, one.passages[0].kind) == ("7.1", "plan")
    assert "更换路灯" in one.explanation


def test_a_weaker_figure_is_grave_and_marked() -> None:
    own = mine(LAMPS.replace("90", "85"), 85)
    (one, *_) = found(own, above(LAMPS, 90))
    assert (one.rule, one.severity) == ("7.2", MAJOR)
    start, end, _ = one.passages[0].marks[0]
    assert "85%" in one.passages[0].text[start:end]


def test_another_basis_is_a_hint_only() -> None:
    own = mine(LAMPS, 90)
    own = replace(own, targets=tuple(replace(one, year=2035, value=85) for one in own.targets))
    assert [(one.rule, one.severity) for one in found(own, above(LAMPS, 90))] == [("7.7", HINT)]


@pytest.mark.parametrize(("year", "number"), [(2033, "7.3"), (2029, "7.6")])
def test_later_and_earlier_than_the_plan_above(year: int, number: str) -> None:
    rows = found(mine(f"{year}年底前疏通全部排洪沟渠"), above("2031年底前疏通全部排洪沟渠"))
    assert [one.rule for one in rows] == [number]


def test_a_softer_word() -> None:
    assert [one.rule for one in found(mine("鼓励疏通各处排洪沟渠"), above("全部疏通各处排洪沟渠"))] == ["7.4"]


def test_a_part_is_one_hint() -> None:
    own = mine("疏通全部排洪沟渠")
    (one,) = found(own, above("疏通全部排洪沟渠。更换老旧灯杆灯头"))
    assert (one.rule, one.severity) == ("7.5", HINT)


def test_the_job_takes_the_plan_above() -> None:
    args = {
        "plan": to_json(mine("每个小区设置两处回收点")),
        "superior": to_json(above("疏通全部排洪沟渠")),
        "options": {"only": ["7"]},
    }
    answer, _ = check_job(args, b"", Progress())
    assert [one["rule"] for one in answer["findings"]] == ["7.1"]
