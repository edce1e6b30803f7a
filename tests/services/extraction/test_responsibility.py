"""Responsibility cells: who does what, in the order printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

from app.services.extraction.draft import Reason, Responsibility, Role
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.responsibility import read_responsibility

LEXICON = Lexicon.shipped()


def read(raw: str, default: Role | None = None, *, first: bool = False, region: str = "江州市") -> Responsibility:
    return read_responsibility(raw, lexicon=LEXICON, region=region, default_role=default, first_is_lead=first)


def roles(found: Responsibility) -> str:
    return " ".join(f"{a.as_written}:{a.role}" for a in found.assignments)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("市教育局牵头。", "市教育局:lead"),
        ("市教育局负责。", "市教育局:sole"),
        ("市教育局、财政局按职责分工负责。", "市教育局:joint 财政局:joint"),
        ("市教育局牵头，市财政局、民政局配合", "市教育局:lead 市财政局:support 民政局:support"),
        ("市教育局牵头,市财政局配合。", "市教育局:lead 市财政局:support"),
        ("市教育局牵头，市财政局按职责分工负责", "市教育局:lead 市财政局:joint"),
        ("市教育局、民政局共同牵头，市财政局参与", "市教育局:lead 民政局:lead 市财政局:support"),
        ("市教育局主办，市财政局协办", "市教育局:lead 市财政局:support"),
        ("市教育局会同市财政局负责", "市教育局:lead 市财政局:support"),
        ("市教育局负责，4月底前", "市教育局:sole"),
        (
            "市教育局、市财政局等按照职责分工，共同负责；各县区政府落实属地责任",
            "市教育局:joint 市财政局:joint 各县区政府:implement",
        ),
        ("责任单位：市教育局市财政局各乡镇", "市教育局:joint 市财政局:joint 各乡镇:joint"),
        ("市教育局负责，全年", "市教育局:sole"),
        ("市教育局牵头督导，市财政局参与", "市教育局:lead 市财政局:support"),
        (
            "市教育局牵头，市财政局、民政局等部门，市国投公司配合",
            "市教育局:lead 市财政局:support 民政局:support 市国投公司:support",
        ),
        ("责任单位：市教育局；指导单位：市民政局", "市教育局:sole 市民政局:support"),
        ("责任单位：市教育局；配合单位：市民政局", "市教育局:lead 市民政局:support"),
        ("市教育局牵头，市财政局参与。每季度末前完成", "市教育局:lead 市财政局:support"),
        ("市教育局牵头，会同市财政局、民政局落实", "市教育局:lead 市财政局:support 民政局:support"),
        ("市教育局负责，市财政局配合", "市教育局:lead 市财政局:support"),
        ("市教育局负责组织，市财政局负责保障", "市教育局:joint 市财政局:joint"),
        ("市教育局，市财政局配合", "市教育局:lead 市财政局:support"),
        ("市水利局牵头，市财政局指导，市审计局督促", "市水利局:lead 市财政局:support 市审计局:support"),
        ("责任单位：市教育局", "市教育局:sole"),
        ("责任单位：市教育局、市财政局", "市教育局:joint 市财政局:joint"),
        ("责任单位：市教育局；配合单位：市财政局", "市教育局:lead 市财政局:support"),
        ("责任单位：市教育局、市民政局；配合单位：市财政局", "市教育局:lead 市民政局:lead 市财政局:support"),
        ("牵头单位：市教育局 责任单位：市财政局、市民政局", "市教育局:lead 市财政局:joint 市民政局:joint"),
        ("责任部门：督察处、法规处牵头，人事处配合；完成时限：2027年", "督察处:lead 法规处:lead 人事处:support"),
        ("市教育局（牵头）、市财政局、市民政局（配合）", "市教育局:lead 市财政局:joint 市民政局:support"),
        (
            "市教育局、市财政局，各县（市、区）人民政府负责落实",
            "市教育局:joint 市财政局:joint 各县（市、区）人民政府:implement",
        ),
        ("市水利局和市农业农村局按职责分工负责", "市水利局:joint 市农业农村局:joint"),
        ("市自然资源和规划局负责", "市自然资源和规划局:sole"),
        ("省直各有关部门和各市、滨海示范区按职责分工负责", "省直各有关部门:joint 各市:joint 滨海示范区:joint"),
        ("各区、市政府，市教育局按职责分工负责", "各区、市政府:joint 市教育局:joint"),
        ("市教育局 市财政局 市民政局", "市教育局:joint 市财政局:joint 市民政局:joint"),
        ("市生态\n环境局牵头", "市生态环境局:lead"),
        ("责任领导：王某；责任单位：市教育局", "市教育局:sole"),
    ],
)
def test_roles(raw: str, expected: str) -> None:
    assert roles(read(raw)) == expected


@pytest.mark.parametrize(
    ("raw", "et_al"),
    [
        ("市教育局、财政局等按职责分工负责", True),
        ("市教育局、财政局等部门按职责分工负责", True),
        ("市教育局牵头，市财政局等配合", True),
        ("责任单位：市教育局等", True),
        ("市教育局、财政局按职责分工负责", False),
        ("市高等教育研究院负责", False),
    ],
)
def test_et_al(raw: str, et_al: bool) -> None:
    assert read(raw).et_al is et_al


def test_blanket_sentence_is_kept_apart() -> None:
    found = read("市教育局负责，各县（市、区）人民政府负责落实。以下均需各县（市、区）人民政府落实，不再列出。")
    assert found.blanket == "以下均需各县（市、区）人民政府落实，不再列出。"
    assert roles(found) == "市教育局:sole 各县（市、区）人民政府:implement"


def test_support_label_does_not_reach_over_a_clause() -> None:
    found = read("责任单位：省教育厅，配合单位：省财政厅、省民政厅等，各市人民政府负责落实。", region="安徽省")
    assert roles(found) == "省教育厅:lead 省财政厅:support 省民政厅:support 各市人民政府:implement"


def test_role_word_and_position_are_kept() -> None:
    found = read("市教育局主责，市财政局协办")
    assert [(a.role_raw, a.position) for a in found.assignments] == [("主责", 1), ("协办", 2)]


@pytest.mark.parametrize("role", [Role.LEAD, Role.SUPPORT, Role.IMPLEMENT])
def test_column_head_gives_the_role(role: Role) -> None:
    assert [a.role for a in read("市教育局、市财政局", role).assignments] == [role, role]


def test_joint_column_with_one_body_is_sole() -> None:
    assert roles(read("市教育局", Role.JOINT)) == "市教育局:sole"


def test_first_is_lead() -> None:
    assert roles(read("市教育局、市财政局按职责分工负责", first=True)) == "市教育局:lead 市财政局:joint"
    assert roles(read("市教育局负责", first=True)) == "市教育局:sole"


def test_unknown_body_is_doubted() -> None:
    found = read("市飞天局牵头，市教育局配合")
    assert [(d.field, d.reason) for d in found.doubts] == [("responsibility_raw", Reason.UNKNOWN_AGENCY)]
    assert found.assignments[0].agency == "飞天局"


def test_empty_cell() -> None:
    assert read("") == Responsibility("")


@pytest.mark.parametrize("name", ["nantong", "suzhou"])
def test_real_plans_are_read_wholly(shared_plans: Path, name: str) -> None:
    gold: dict[str, Any] = json.loads((shared_plans / f"{name}.gold.json").read_text(encoding="utf-8"))
    for task in gold["tasks"]:
        found = read(task["responsibility_raw"], region=gold["plan"]["region"])
        got = [(a.as_written, a.agency, a.role) for a in found.assignments]
        assert got == [(a["as_written"], a["agency"], a["role"]) for a in task["assignments"]]
        assert (found.et_al, found.blanket) == (task["et_al"], task["blanket"])
        assert not found.doubts


@pytest.mark.parametrize("name", ["anhui", "liaoning"])
def test_real_clauses_are_read_wholly(shared_plans: Path, name: str) -> None:
    path = shared_plans.parent / "corpus" / f"{name}.gold.json"
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for task in gold["tasks"]:
        found = read(task["responsibility_raw"], region=gold["plan"]["region"])
        got = [(a.as_written, a.agency, a.role) for a in found.assignments]
        assert got == [(a["as_written"], a["agency"], a["role"]) for a in task["assignments"]]
        assert (found.et_al, found.blanket) == (task["et_al"], task["blanket"])


WORDS = (
    "市教育局 财政局 各县（市、区） 、 ， ； 。 等 牵头 配合 负责 按职责分工负责 会同 和 责任单位： （ ） 以下均需"
    " 不再列出 落实 由 2027年"
)
PIECES = st.sampled_from([*WORDS.split(), " "])


@pytest.mark.parametrize("raw", ["（市教育局以下均需各县（市、区））", "（市教育局负责。以下均由各县落实，不再列出）"])
def test_blanket_within_the_brackets_of_the_clause(raw: str) -> None:
    found = read(raw)
    assert [a.as_written for a in found.assignments] == ["市教育局"]
    assert found.blanket is not None
    assert found.blanket.startswith("以下均")


@example("（市教育局以下均需各县（市、区））")
@settings(max_examples=200, deadline=400)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mixture_is_read_at_once_and_names_come_from_the_text(raw: str) -> None:
    found = read(raw)
    assert all(a.as_written in raw.replace(" ", "") for a in found.assignments)
    assert [a.position for a in found.assignments] == list(range(1, len(found.assignments) + 1))


@settings(max_examples=100, deadline=400)
@given(st.text(max_size=300))
def test_any_text_is_read(raw: str) -> None:
    assert read(raw).raw == raw


def test_one_sign_missing_among_others_is_doubtful() -> None:
    found = read("市民政局、市水利局市财政局、市统计局按职责分工负责")
    assert [one.as_written for one in found.assignments] == ["市民政局", "市水利局", "市财政局", "市统计局"]
    assert [one.reason for one in found.doubts] == [Reason.OTHER]
    assert "市水利局市财政局" in found.doubts[0].note


def test_names_on_lines_of_their_own_need_no_signs() -> None:
    assert read("市民政局市水利局").doubts == ()
