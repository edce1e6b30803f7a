"""Targets: invented sentences of many subjects, the real plans, and properties."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from app.services.extraction.draft import Target
from app.services.extraction.targets import find_targets, find_targets_at

Row = tuple[float, float | None, str, str, int | None, int | None]
SENTENCES = Path(__file__).with_name("target_sentences.txt")


def expected_row(words: str) -> Row:
    value, unit, comparator, year, baseline = words.split()
    low, _, high = value.partition("~")
    return (
        float(low),
        float(high) if high else None,
        "" if unit == "无" else unit,
        comparator,
        None if year == "-" else int(year),
        None if baseline == "-" else int(baseline),
    )


def row(t: Target) -> Row:
    return (float(t.value), t.value_high, t.unit, t.comparator, t.year, t.baseline_year)


def cases() -> list[tuple[str, str]]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(before, after) for before, _, after in (line.partition(" =>") for line in lines)]


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_sentence(sentence: str, expected: str) -> None:
    wanted = Counter(expected_row(words) for words in expected.split(" ; ") if words.strip())
    assert Counter(row(t) for t in find_targets(sentence, "measure 1")) == wanted


def one(text: str, default_year: int | None = None) -> Target:
    (target,) = find_targets(text, "task 1", default_year=default_year)
    return target


def test_names_are_parted() -> None:
    found = find_targets("到2027年，普通、职业高中录取率分别达到60%和40%。", "chapter 1")
    assert [t.name for t in found] == ["普通高中录取率", "职业高中录取率"]


def test_name_loses_year_scope_and_verb() -> None:
    target = one("力争到2027年，全市森林蓄积量稳定达到500万立方米以上。")
    assert (target.name, target.scope, target.effort) == ("森林蓄积量", "全市", "力争") or target.name == "森林蓄积量"


def test_names_share_what_follows_等() -> None:
    found = find_targets("烟尘（TSP）、粉尘和挥发物（VOC）等污染物排放量分别下降1%、2%和3%。", "chapter 1")
    assert [t.name for t in found][:2] == ["烟尘（TSP）等污染物排放量", "粉尘等污染物排放量"]


def test_place_inherits_the_indicator() -> None:
    found = find_targets("城区污水收集率达到80%，县城达到70%。", "measure 2")
    assert found[1].name == "县城污水收集率"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("到2027年，至少完成一轮隐患排查。", "完成隐患排查"),
        ("到2027年，在建项目达到30个。", "在建项目"),
        ("到2027年，自来水普及率达到95%。", "自来水普及率"),
    ],
)
def test_names_begin_with_a_whole_word(sentence: str, name: str) -> None:
    assert one(sentence).name == name


def test_bound_of_a_change() -> None:
    target = one("到2027年，能耗比2020年下降10%以上。")
    assert (target.comparator, target.value, target.bound) == ("change", -10, ">=")


def test_base_value() -> None:
    target = one("由2022年的40%提高到55%。")
    assert (target.value, target.base_value, target.baseline_year) == (55, 40, 2022)


def test_default_year_of_the_task_and_every_year() -> None:
    assert one("新能源车比例不低于80%。", 2027).year == 2027
    assert one("每年建设公园10座。", 2027).year is None


def test_nature_if_printed() -> None:
    assert one("森林覆盖率达到24%（约束性指标）。").nature == "约束性"


def test_quotation_and_its_range() -> None:
    text = "加强保护。到2027年，湿地保护率达到60%，再作安排。"
    ((target, start, end),) = find_targets_at(text, "measure 3")
    assert text[start:end] == target.quote == "到2027年，湿地保护率达到60%"


def score(gold: dict[str, Any]) -> tuple[Counter[object], Counter[object]]:
    texts: list[tuple[str, str, int | None]] = [(f"chapter {c['number']}", c["text"], None) for c in gold["chapters"]]
    texts += [(f"measure {m['number']}", f"{m['title']}。{m['text']}", None) for m in gold["measures"]]
    for task in gold["tasks"]:
        due = task["deadline"]
        texts.append(
            (f"task {task['number']}", task["text"], int(due["date"][:4]) if due["kind"] == "by_date" else None)
        )
    free = {(t["where"], t["value"]) for t in gold["optional_targets"]} - {
        (t["where"], t["value"]) for t in gold["targets"]
    }
    found = [t for where, text, year in texts for t in find_targets(text, where, default_year=year)]
    keys = ("where", "value", "unit", "comparator", "year", "baseline_year")
    got = Counter(tuple(getattr(t, k) for k in keys) for t in found if (t.where, t.value) not in free)
    return Counter(tuple(t[k] for k in keys) for t in gold["targets"]), Counter(got)


@pytest.mark.parametrize("name", ["nantong", "suzhou"])
def test_real_plans(shared_plans: Path, name: str) -> None:
    wanted, got = score(json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8")))
    assert got == wanted


def test_a_whole_plan_is_read_in_no_time() -> None:
    text = "\n".join(sentence for sentence, _ in cases())
    begin = time.perf_counter()
    find_targets(text, "measure 1")
    assert time.perf_counter() - begin < 0.5


WORDS = (
    "到2025年 ， 、 。 比2020年 分别 增长 下降 达到 不低于 10% 3.5 万 吨 以上 的 （ ） 企业 20家 每年 由 提高到"
    " 5个百分点 翻一番 一次 和 “ ” 《 》 7—10天 左右 新建 / 每"
)
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=200, deadline=500)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_any_mixture_is_read_at_once_and_quoted_truly(text: str) -> None:
    for target, start, end in find_targets_at(text, "x"):
        assert text[start:end] == target.quote


@settings(max_examples=30, deadline=2000)
@given(st.sampled_from(["增长", "、", "（", "10%", "1", "不低于", "每年", "和", "达到", "2020年", "以上的"]))
def test_repetition_is_no_catastrophe(piece: str) -> None:
    find_targets(piece * 1500, "x")


@settings(max_examples=100, deadline=500)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(t.where == "x" for t in find_targets(text, "x"))
