"""Responsibility clauses in running text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from app.services.extraction.clauses import find_clauses


def raws(text: str) -> list[str]:
    return [clause.raw for clause in find_clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建好学校。（市教育局牵头，市财政局配合）", ["市教育局牵头，市财政局配合"]),
        (
            "建好学校（市教育局负责）。修好路（市交通运输局等按职责分工负责）。",
            ["市教育局负责", "市交通运输局等按职责分工负责"],
        ),
        ("建好学校。(责任单位:市教育局)", ["责任单位:市教育局"]),
        ("建好学校。（市教育局、各县（市、区）人民政府负责）", ["市教育局、各县（市、区）人民政府负责"]),
        ("建好学校。【责任单位：市教育局；完成时限：2027年】", ["责任单位：市教育局；完成时限：2027年"]),
        ("建好学校。（市教育局、市财政局）", ["市教育局、市财政局"]),
        ("建好学校。（市教育局牵头，各县(管委会)负责）", ["市教育局牵头，各县(管委会)负责"]),
        (
            "建好学校。责任分工：市教育局、市财政局。完成时限：2027年。",
            ["责任分工：市教育局、市财政局。完成时限：2027年。"],
        ),
        (
            "建好学校。（市教育局、市财政局等按照职责分工，共同负责；各县区落实属地责任）",
            ["市教育局、市财政局等按照职责分工，共同负责；各县区落实属地责任"],
        ),
        ("建好学校。\n部门分工：市教育局牵头，市财政局配合。", ["部门分工：市教育局牵头，市财政局配合。"]),
        ("建好学校。（市教育局、市残联、市科协按职责分工负责）", ["市教育局、市残联、市科协按职责分工负责"]),
        ("建好学校。（市教育局负责，3月、10月）", ["市教育局负责，3月、10月"]),
        ("建好学校。（市教育局牵头，市财政局配合；其余由省里协调）", ["市教育局牵头，市财政局配合；其余由省里协调"]),
        ("建好学校。（基教科牵头，督导室配合，持续推进）", ["基教科牵头，督导室配合，持续推进"]),
        ("建好学校。（市教育局，各县（市、区）政府）", ["市教育局，各县（市、区）政府"]),
        ("建好学校。\n责任单位：市教育局、市财政局\n下一段。", ["责任单位：市教育局、市财政局"]),
        ("建好学校。牵头单位：市教育局\n责任单位：市财政局", ["牵头单位：市教育局\n责任单位：市财政局"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert raws(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "水泥（熟料）、平板玻璃（不含光伏玻璃）项目。",
        "落实目录（2024年本）要求。",
        "清洁运输（含新能源车）比例提高。",
        "各县（市、区）要抓好落实。",
        "选派干部（市属国有企业、各街道）。",
        "鼓励园区（集群）集中供气。",
        "纳入清单（国家产业规划除外）的项目由企业负责。",
        "按照通知（江办发〔2024〕3号）执行。",
    ],
)
def test_insertions_are_no_clauses(text: str) -> None:
    assert raws(text) == []


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("（责任部门：法规处，完成期限：2027年四季度）", "2027年四季度"),
        ("（责任部门：法规处，完成期限：根据省委、省政府安排）", "根据省委、省政府安排"),
        ("（市教育局牵头，市财政局配合；完成时限：持续推进）", "持续推进"),
        ("（责任单位：市教育局；2027年6月底前完成）", "2027年6月底前完成"),
        ("（责任单位：市教育局）", None),
    ],
)
def test_deadline_in_a_clause(text: str, deadline: str | None) -> None:
    assert [c.deadline_raw for c in find_clauses(text)] == [deadline]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "建好学校。市教育局牵头，市财政局参与。2027年底前完成。",
            [("市教育局牵头，市财政局参与。2027年底前完成。", "2027年底前完成")],
        ),
        (
            "建好学校。市教育局牵头，市财政局参与。以下均需各县（市、区）落实，不再列出。",
            [("市教育局牵头，市财政局参与。以下均需各县（市、区）落实，不再列出。", None)],
        ),
        ("建好学校。市教育局负责。\n修好路。", [("市教育局负责。", None)]),
        ("市教育局牵头，市财政局参与。还要修路。", []),
        ("建好学校。市教育局牵头制定标准，市财政局配合。", []),
        ("建好学校。市教育局、市财政局。", []),
    ],
)
def test_duties_as_sentences_of_their_own(text: str, clauses: list[tuple[str, str | None]]) -> None:
    assert [(c.raw, c.deadline_raw) for c in find_clauses(text)] == clauses


def test_range_includes_the_brackets() -> None:
    text = "建好学校。（市教育局负责）再修路。"
    (clause,) = find_clauses(text)
    assert text[clause.start : clause.end] == "（市教育局负责）"


@pytest.mark.parametrize("name", ["anhui", "liaoning"])
def test_real_measures(shared_plans: Path, name: str) -> None:
    gold = json.loads((shared_plans.parent / "corpus" / f"{name}.gold.json").read_text(encoding="utf-8"))
    found = [raw for measure in gold["measures"] for raw in raws(measure["text"])]
    assert found == [task["responsibility_raw"] for task in gold["tasks"]]


@pytest.mark.parametrize("name", ["nantong", "suzhou"])
def test_plans_with_a_table_have_no_clauses(shared_plans: Path, name: str) -> None:
    gold = json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8"))
    assert [raw for measure in gold["measures"] for raw in raws(measure["text"])] == []


@settings(max_examples=150, deadline=400)
@given(st.text(alphabet="（）()【】市教育局负责牵头：、，。责任单位\n1.完成时限2027年", max_size=200))
def test_ranges_are_ordered_and_true(text: str) -> None:
    found = find_clauses(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(c.raw in text[c.start : c.end] for c in found)
