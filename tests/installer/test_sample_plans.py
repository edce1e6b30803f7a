"""The sample plans: their PDFs come from the text form, show every feature, and are extracted exactly right."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.services.documents.reader import read_document
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import to_json
from installer.sample_plans import make_pdf
from installer.sample_text import Sample, golden, read_sample

FOLDER = paths.resources() / "samples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
TASK_KEYS = ("number", "category", "measure", "text", "deadline_raw", "responsibility_raw", "assignments", "et_al")


@lru_cache(maxsize=4)
def sample(name: str) -> Sample:
    return read_sample(FOLDER / f"{name}.txt")


def pdf_path(name: str) -> Path:
    return FOLDER / f"{name}.pdf"


@lru_cache(maxsize=4)
def extracted(name: str) -> dict[str, Any]:
    document = read_document(pdf_path(name).read_bytes(), pdf_path(name).name)
    return to_json(extract_plan(document), document)


def test_there_are_two_and_their_tables_differ() -> None:
    assert sorted(sample(name).table["layout"] for name in NAMES) == ["columns", "grid"]


@pytest.mark.parametrize("name", NAMES)
def test_pdf_is_what_the_text_form_gives(name: str) -> None:
    assert make_pdf(sample(name)) == pdf_path(name).read_bytes(), "run: python -m installer.sample_plans"


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_is_exactly_right(name: str) -> None:
    wanted = golden(sample(name))["plan"]
    found = extracted(name)["plan"]
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("kind", ["chapters", "measures"])
@pytest.mark.parametrize("name", NAMES)
def test_structure_is_exactly_right(name: str, kind: str) -> None:
    wanted = golden(sample(name))[kind]
    assert [{key: item[key] for key in wanted[0]} for item in extracted(name)[kind]] == wanted


@pytest.mark.parametrize("key", TASK_KEYS)
@pytest.mark.parametrize("name", NAMES)
def test_tasks_are_exactly_right(name: str, key: str) -> None:
    wanted = [task.get(key) for task in golden(sample(name))["tasks"]]
    found = [task.get(key) for task in extracted(name)["tasks"]]
    if key == "assignments":
        found = [[{part: duty[part] for part in ("agency", "as_written", "role")} for duty in cell] for cell in found]
    assert found == wanted


@pytest.mark.parametrize("name", NAMES)
def test_deadlines_and_blanket_are_exactly_right(name: str) -> None:
    for found, wanted in zip(extracted(name)["tasks"], golden(sample(name))["tasks"], strict=True):
        assert {key: found["deadline"][key] for key in ("kind", "date")} == wanted["deadline"]
        assert found["blanket"] == wanted["blanket"]


def figures(targets: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    keys = ("where", "comparator", "value", "unit", "baseline_year", "year")
    return sorted(tuple(str(target[key]) for key in keys) for target in targets)


@pytest.mark.parametrize("name", NAMES)
def test_targets_are_exactly_right(name: str) -> None:
    free = {(one["where"], float(one["value"])) for one in golden(sample(name))["optional_targets"]}
    found = [one for one in extracted(name)["targets"] if (one["where"], float(one["value"])) not in free]
    wanted = [{**one, "value": float(one["value"])} for one in golden(sample(name))["targets"]]
    assert figures([{**one, "value": float(one["value"])} for one in found]) == figures(wanted)


def test_notice_is_no_part_of_the_text() -> None:
    (name,) = [name for name in NAMES if sample(name).notice]
    assert sample(name).notice["text"] in extracted(name)["notice"]["text"]


def test_stage_and_remarks_are_read() -> None:
    (name,) = [name for name in NAMES if not sample(name).grid]
    assert extracted(name)["plan"]["stage"] == "征求意见稿"
    assert [task.get("remark") or "" for task in extracted(name)["tasks"]] == [row.remark for row in sample(name).rows]


def test_samples_show_what_plans_can_hold() -> None:
    rows = [row for name in NAMES for row in sample(name).rows]
    assert {role for row in rows for role, _ in row.duties} == {"lead", "joint", "sole", "support", "implement"}
    assert {row.kind for row in rows} == {"ongoing", "by_date", "asap", "none"}
    assert any(row.et_al for row in rows)
    assert any(row.blanket for row in rows)
    assert any(row.remark for row in rows)
    assert all(15 <= len(golden(sample(name))["measures"]) <= 20 for name in NAMES)
    assert all(25 <= len(sample(name).rows) <= 30 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_split_over_pages(name: str) -> None:
    assert any(len({place["page"] for place in task["place"]}) > 1 for task in extracted(name)["tasks"])


def test_no_sentence_comes_from_a_real_plan(shared_plans: Path) -> None:
    real = "".join("".join(path.read_text("utf-8").split()) for path in sorted(shared_plans.glob("*.txt")))
    for name in NAMES:
        for text in [*sample(name).body, *(row.text for row in sample(name).rows)]:
            assert not [one for one in text.split("。") if len(one) > 9 and one in real]
