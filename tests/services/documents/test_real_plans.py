"""The two real plans: every cell of their task tables, nothing but their text, no warning."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileRefused
from app.services.documents.reader import read_document
from app.services.documents.source import SourceDocument

# City, pages of the table, rows of tasks, column of the text, column of the bodies.
PLANS = [("nantong", 5, 49, 2, 4), ("suzhou", 8, 56, 2, 3)]


def plain(text: str) -> str:
    return re.sub(r"\s", "", text.replace("PM_{2.5}", "PM2.5"))


def joined_rows(document: SourceDocument) -> list[dict[int, str]]:
    """Rows by their number; what stands on the next page without one is added to the row above."""
    found: list[dict[int, str]] = []
    for table in document.tables:
        rows: dict[int, dict[int, str]] = {}
        for cell in table.cells:
            text = plain("".join(document.slice(span) for span in cell.spans))
            rows.setdefault(cell.row, {})[cell.column] = text
        for _, row in sorted(rows.items()):
            if row.get(0) == "序号":
                continue
            if row.get(0):
                found.append(row)
            else:
                for column, text in row.items():
                    found[-1][column] = found[-1].get(column, "") + text
    return found


@pytest.mark.parametrize(("city", "tables", "count", "text", "bodies"), PLANS)
def test_every_task_cell_is_found_whole(
    city: str, tables: int, count: int, text: int, bodies: int, shared_plans: Path
) -> None:
    document = read_document(shared_plans / f"{city}.pdf")
    tasks: list[dict[str, Any]] = json.loads((shared_plans / f"{city}.gold.json").read_text("utf-8"))["tasks"]
    rows = joined_rows(document)
    assert len(document.tables) == tables
    assert len(rows) == len(tasks) == count
    assert [(row[0], row[text], row[bodies]) for row in rows] == [
        (str(task["number"]), plain(task["text"]), plain(task["responsibility_raw"])) for task in tasks
    ]
    assert document.warnings == ()


def test_scan_without_its_library_is_refused(shared_plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileRefused, match="扫描件"):
        read_document(shared_plans / "suzhou-scan.pdf")


CORPUS = {
    "anhui": 0, "hainan": 15, "heilongjiang": 0, "huangpu": 0, "liaoning": 0, "linyi": 0, "retrofit": 1, "sanming": 0,
    "shanghai-peak": 0, "soil": 1, "synergy": 0,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_other_documents_have_their_tables_and_no_others(name: str, shared_plans: Path) -> None:
    document = read_document(shared_plans.parent / "corpus" / f"{name}.pdf")
    assert len(document.tables) == CORPUS[name]
    # Its red head is drawn as outlines.
    assert [warning.message[:4] for warning in document.warnings] == (["第1页有"] if name == "sanming" else [])


def test_transcript_with_tabs(shared_plans: Path) -> None:
    document = read_document(shared_plans / "suzhou.txt")
    assert len(document.tables) == 11
    assert {table.columns for table in document.tables} == {4}


def test_raw_text_keeps_every_line(shared_plans: Path) -> None:
    path = shared_plans / "nantong.txt"
    document = read_document(path)
    assert "\n".join(document.slice(line.span) for line in document.lines) == path.read_text("utf-8").rstrip("\n")


def test_old_word_file_is_refused_where_no_office_program_is(
    shared_plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.documents.office.find_converter", lambda: None)
    with pytest.raises(FileRefused, match="DOC"):
        read_document(shared_plans.parent / "corpus" / "form.doc")
