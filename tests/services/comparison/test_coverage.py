"""What of the plan above is carried out: read by a person first, and small invented cases."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.services.comparison.coverage import coverage
from app.services.comparison.coverage_json import coverage_job
from app.services.comparison.coverage_model import Coverage, State
from app.services.comparison.items import ComparedPlan, compared
from app.services.documents.reader import read_document
from app.services.extraction.draft import Deadline, MeasureDraft, PlanDraft, PlanHead, Target, TaskDraft
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import from_json, to_json
from app.services.progress import Progress
from tests.conftest import ROOT

READ = json.loads((ROOT / "tests" / "data" / "coverage_judgements.json").read_text(encoding="utf-8"))
LEAST = 0.9


@cache
def superior_draft(file: Path) -> PlanDraft:
    return extract_plan(read_document(file.read_bytes(), file.name))


def sample(shared_plans: Path, name: str) -> PlanDraft:
    return from_json(json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8")))


def test_states_agree_with_a_reading_measure_by_measure(shared_plans: Path) -> None:
    superior = compared(superior_draft(shared_plans.parent / "corpus" / "national.txt"), "measure")
    said = {
        (name, number): one.state
        for name in READ
        for number, one in zip(READ[name], coverage(superior, sample(shared_plans, name)), strict=True)
    }
    wrong = {key: state for key, state in said.items() if READ[key[0]][key[1]] != state}
    assert len(wrong) <= (1 - LEAST) * len(said), wrong


@pytest.mark.parametrize("kind", ["task", "measure"])
def test_a_plan_carries_out_itself(shared_plans: Path, kind: Any) -> None:
    draft = sample(shared_plans, "suzhou")
    assert {(one.state, one.sentence) for one in coverage(compared(draft, kind), draft)} == {
        (State.MET, "各项要求均有对应内容。")
    }


def plan(*texts: str, region: str | None = "南通市", targets: tuple[Target, ...] = (), **more: Any) -> PlanDraft:
    title = "上面说的事" if region is None else "本地做的活计"
    measures = tuple(MeasureDraft(number, None, f"{title}{number}", text) for number, text in enumerate(texts, 1))
    return PlanDraft(PlanHead("整洁家园行动方案", region=region), (), measures, targets=targets, **more)


def figure(quote: str, value: float, **more: Any) -> Target:
    said: dict[str, Any] = {"comparator": ">=", "unit": "%", "year": 2031, "name": "路灯完好率", **more}
    return Target("measure 1", value=value, quote=quote, **said)


def above(text: str, **more: Any) -> ComparedPlan:
    return compared(plan(text, region=None, **more), "measure")


def one(superior: ComparedPlan, mine: PlanDraft, **more: Any) -> Coverage:
    (found,) = coverage(superior, mine, **more)
    return found


def test_said_in_other_words() -> None:
    found = one(above("全面疏通城区排洪沟渠。"), plan("疏通城区全部排洪沟渠。"))
    assert found.state == State.MET
    assert [place.cite for place in found.by] == ["正文第（一）条"]


def test_nothing_of_it() -> None:
    assert one(above("全面疏通排洪沟渠。"), plan("清理社区杂物。")).state == State.MISSING


def test_a_part_of_it() -> None:
    found = one(above("全面疏通排洪沟渠。更换老旧路灯灯杆。"), plan("全面疏通排洪沟渠。"))
    assert found.state == State.PARTLY
    assert "未体现：“更换老旧路灯灯杆”" in found.sentence


@pytest.mark.parametrize(("own", "state"), [(85, State.WEAKER), (90, State.MET), (95, State.STRICTER)])
def test_figures_decide(own: float, state: State) -> None:
    superior = above("到2031年，路灯完好率达到90%以上。", targets=(figure("路灯完好率达到90%以上", 90),))
    mine = plan(f"到2031年，路灯完好率达到{own:g}%以上。", targets=(figure(f"路灯完好率达到{own:g}%以上", own),))
    assert one(superior, mine).state == state


def test_figures_on_another_basis_decide_nothing() -> None:
    superior = above("到2031年，路灯完好率达到90%以上。", targets=(figure("路灯完好率达到90%以上", 90),))
    mine = plan("到2035年，路灯完好率达到85%。", targets=(figure("路灯完好率达到85%", 85, year=2035),))
    found = one(superior, mine)
    assert found.state == State.MET
    assert "不作比较" in found.sentence


def test_other_regions_are_no_concern() -> None:
    found = one(above("京津冀及周边地区疏通全部沟渠。"), plan("清理社区杂物。"))
    assert (found.state, found.reason) == (State.OUTSIDE, "仅涉及京津冀及周边")


def test_our_own_region_is() -> None:
    assert one(above("长三角地区疏通全部沟渠。"), plan("清理社区杂物。")).state == State.MISSING


def test_what_ministries_do_is_no_concern() -> None:
    assert one(above("研究修订环境噪声污染防治法。"), plan("清理社区杂物。")).state == State.OUTSIDE


def test_an_object_that_the_place_does_not_have() -> None:
    superior, mine = above("机场作业车辆更换为电动车。"), plan("清理社区杂物。")
    assert one(superior, mine).state == State.MISSING
    assert one(superior, mine, absent=["机场"]).reason == "本地没有机场"


@pytest.mark.parametrize(("own", "state", "timing"), [(2032, State.WEAKER, "滞后"), (2030, State.STRICTER, "超前")])
def test_later_and_earlier(own: int, state: State, timing: str) -> None:
    found = one(above("2031年底前疏通全部排洪沟渠。"), plan(f"{own}年底前疏通全部排洪沟渠。"))
    assert (found.state, found.clauses[0].timing) == (state, timing)


def test_the_column_of_the_own_plan_counts() -> None:
    row = TaskDraft(
        1,
        "沟渠",
        "printed",
        None,
        "疏通全部排洪沟渠。",
        "2032年",
        Deadline("by_date", "2032-12-31"),
        "",
        (),
        False,
        None,
    )
    found = one(above("2031年底前疏通全部排洪沟渠。"), PlanDraft(PlanHead("方案", region="南通市"), tasks=(row,)))
    assert found.clauses[0].timing == "滞后"


def test_a_softer_word_is_weaker() -> None:
    found = one(above("全部更换城区老旧路灯灯杆。"), plan("鼓励更换城区老旧路灯灯杆。"))
    assert found.state == State.WEAKER
    assert "力度弱于上级" in found.sentence


def test_the_same_heading_is_never_called_missing() -> None:
    superior = above("全面疏通排洪沟渠。")
    found = one(superior, plan("清理社区杂物。", region=None))
    assert (found.state, [place.number for place in found.by]) == (State.PARTLY, [1])


def test_a_county_of_an_unlisted_name_is_inside_its_region() -> None:
    superior = compared(plan("长三角地区疏通全部沟渠。", region="南通市"), "measure")
    assert one(superior, plan("清理社区杂物。", region="如皋市")).state != State.OUTSIDE


def test_who_is_responsible_is_no_requirement() -> None:
    found = one(above("全面疏通排洪沟渠。（住房城乡建设部、水利部按职责分工负责）"), plan("全面疏通排洪沟渠。"))
    assert [clause.text for clause in found.clauses] == ["全面疏通排洪沟渠"]


def test_the_job_of_a_helper() -> None:
    superior, mine = plan("全面疏通排洪沟渠。", region=None), plan("全面疏通排洪沟渠。")
    answer, _ = coverage_job({"superior": to_json(superior), "plan": to_json(mine)}, b"", Progress())
    (found,) = answer["coverage"]
    assert (found["state"], found["by"][0]["cite"], found["item"]["number"]) == ("已落实", "正文第（一）条", 1)
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_rows_change_nothing(shared_plans: Path, seed: int) -> None:
    draft = sample(shared_plans, "suzhou")
    superior = compared(sample(shared_plans, "nantong"), "task")
    tasks = list(draft.tasks)
    Random(seed).shuffle(tasks)
    shuffled = replace(draft, tasks=tuple(tasks))
    assert [one.state for one in coverage(superior, shuffled)] == [one.state for one in coverage(superior, draft)]
