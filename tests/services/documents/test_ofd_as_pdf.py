"""The same glyphs and rules as OFD and as PDF give the same document and the same plan; the real OFD files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.errors import FileRefused
from app.services.documents.reader import read_document
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import to_json
from tests.services.documents.made_ofd import Book, as_ofd, contents_of
from tests.services.documents.reading import words

SAMPLES = sorted(path.name for path in (paths.resources() / "samples").glob("*.pdf"))


def bare(value: Any) -> Any:
    """A plan's JSON without what tells the file apart and without boxes."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in ("place", "source", "remainder")}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def plan(data: bytes) -> dict[str, Any]:
    document = read_document(data, "方案")
    return to_json(extract_plan(document), document)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("prefix", ["ofd", ""])
def test_sample_as_ofd_is_the_same_plan(name: str, prefix: str) -> None:
    pdf = (paths.resources() / "samples" / name).read_bytes()
    ofd = as_ofd(contents_of(pdf), Book(prefix=prefix, absolute=not prefix))
    assert read_document(ofd, "方案").text == read_document(pdf, "方案").text
    assert bare(plan(ofd)) == bare(plan(pdf))


@pytest.mark.slow
@pytest.mark.allow_log("FontBBox")
@pytest.mark.parametrize("city", ["nantong", "suzhou"])
def test_real_plan_as_ofd_is_the_same_plan(city: str, shared_plans: Path) -> None:
    pdf = (shared_plans / f"{city}.pdf").read_bytes()
    made = bare(plan(as_ofd(contents_of(pdf))))
    assert made == bare(plan(pdf))
    gold = json.loads((shared_plans / f"{city}.gold.json").read_text("utf-8"))
    assert [task["number"] for task in made["tasks"]] == [task["number"] for task in gold["tasks"]]


def test_real_letter(shared_plans: Path) -> None:
    document = read_document(shared_plans.parent / "corpus" / "letter.ofd")
    lines = words(document)
    assert (document.kind, len(lines), len(document.text), document.tables) == ("ofd", 11, 220, ())
    assert lines[2].startswith("根据我市2023年")
    assert lines[-1] == "2023年7月12日"


def test_real_reply(shared_plans: Path) -> None:
    document = read_document(shared_plans.parent / "corpus" / "reply.ofd")
    lines = words(document)
    assert (len(document.pages), len(lines), document.tables, document.warnings) == (2, 18, (), ())
    assert lines[1] == "路卫发〔2011〕76号"
    assert (lines[13], lines[-1]) == ("— 1 —", "— 2 —")


@pytest.mark.parametrize("name", ["outlines", "images"])
def test_real_files_without_text_get_their_sentence(name: str, shared_plans: Path) -> None:
    with pytest.raises(FileRefused, match="没有文字") as caught:
        read_document(shared_plans.parent / "corpus" / f"{name}.ofd")
    assert caught.value.hint.endswith("。")
