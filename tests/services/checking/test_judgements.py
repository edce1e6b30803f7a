"""Findings on real plans, each read and judged: fingerprint, rule, 1 true or 0 false. No rule is wrong too often.

Where extraction or a rule changes, new findings are to be read and judged anew before they enter the file.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from app.services.checking.engine import check_plan
from app.services.checking.finding import Finding
from app.services.documents.reader import read_document
from app.services.extraction.draft import PlanDraft
from app.services.extraction.extract import extract_plan
from tests.conftest import ROOT

JUDGED = json.loads((ROOT / "tests" / "data" / "check_judgements.json").read_text(encoding="utf-8"))
LEAST_TRUE = 0.8
_READ: dict[str, PlanDraft] = {}


def draft(shared_plans: Path, name: str) -> PlanDraft:
    file = shared_plans / f"{name}.pdf"
    if not file.exists():
        file = shared_plans.parent / "corpus" / f"{name}.pdf"
    if not file.exists():
        pytest.skip(f"{name}.pdf is not there")
    if name not in _READ:
        _READ[name] = extract_plan(read_document(file.read_bytes(), file.name))
    return _READ[name]


def by_rule(shared_plans: Path, name: str, number: str) -> list[Finding]:
    return [one for one in check_plan(draft(shared_plans, name)) if one.rule == number]


def numbers(found: list[Finding], kind: str = "task") -> set[int]:
    return {passage.number for one in found for passage in one.passages if passage.kind == kind}


def test_no_rule_cries_wolf() -> None:
    true, total = Counter[str](), Counter[str]()
    for rows in JUDGED.values():
        for _, rule, verdict in rows:
            total[rule] += 1
            true[rule] += verdict
    assert {rule: true[rule] / total[rule] for rule in total if true[rule] < LEAST_TRUE * total[rule]} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(JUDGED))
def test_every_finding_was_judged(shared_plans: Path, name: str) -> None:
    known = {fingerprint for fingerprint, _, _ in JUDGED[name]}
    found = check_plan(draft(shared_plans, name))
    assert [(one.rule, one.fingerprint) for one in found if one.fingerprint not in known] == []


@pytest.mark.parametrize("name", ["nantong", "suzhou"])
def test_quick_enough_on_a_real_plan(shared_plans: Path, name: str) -> None:
    plan = draft(shared_plans, name)
    check_plan(plan)
    started = time.process_time()
    check_plan(plan)
    assert time.process_time() - started < 0.5


def test_titles_of_suzhou(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "suzhou", "1.1"), "measure") == {12, 18, 19}


def test_titles_of_nantong(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "nantong", "1.1"), "measure") == {18}


def test_one_word_of_suzhou(shared_plans: Path) -> None:
    found = by_rule(shared_plans, "suzhou", "1.6")
    assert (numbers(found, "measure"), numbers(found)) == ({4}, {7})


def test_a_softer_word_of_nantong(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "nantong", "2.1")) == {26}


@pytest.mark.parametrize(("name", "rows"), [("nantong", 25), ("suzhou", 31)])
def test_joint_rows_in_one_hint(shared_plans: Path, name: str, rows: int) -> None:
    found = by_rule(shared_plans, name, "3.1")
    assert [(one.severity, len(one.passages)) for one in found] == [("提示", rows)]


@pytest.mark.parametrize(("name", "rows"), [("nantong", {34, 40, 47, 48}), ("suzhou", {28, 33, 36, 37, 52, 53, 56})])
def test_vague_bodies(shared_plans: Path, name: str, rows: set[int]) -> None:
    assert numbers(by_rule(shared_plans, name, "3.3")) == rows


def test_deadlines_of_nantong_against_the_text(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "nantong", "4.1")) == {8, 9, 14, 16, 17, 24, 40}


def test_one_off_and_yearly_work_of_nantong(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "nantong", "4.3")) >= {19, 27, 31, 35, 36}
    assert numbers(by_rule(shared_plans, "nantong", "4.4")) == {4, 27}


@pytest.mark.parametrize(("name", "aims"), [("nantong", 2), ("suzhou", 3)])
def test_headline_targets_without_a_task(shared_plans: Path, name: str, aims: int) -> None:
    assert len(by_rule(shared_plans, name, "5.1")) == aims


@pytest.mark.parametrize(("name", "rows"), [("nantong", {13, 16, 20, 23}), ("suzhou", {4, 13, 15, 25, 40})])
def test_targets_only_in_the_table(shared_plans: Path, name: str, rows: set[int]) -> None:
    assert numbers(by_rule(shared_plans, name, "1.7")) >= rows


def test_rows_under_another_heading(shared_plans: Path) -> None:
    assert numbers(by_rule(shared_plans, "nantong", "1.10")) == {9}
    assert 55 in numbers(by_rule(shared_plans, "suzhou", "1.10"))
