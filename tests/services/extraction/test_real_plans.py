"""The real plans beside the project, against their golden labels by the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.documents.reader import read_document
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import to_json


@pytest.mark.parametrize("name", ["nantong.pdf", "suzhou.pdf", "nantong.docx", "nantong.txt", "suzhou.txt"])
def test_golden_labels(name: str, shared_plans: Path, tmp_path: Path) -> None:
    source = shared_plans / name
    document = read_document(source)
    out = tmp_path / "out.json"
    out.write_text(json.dumps(to_json(extract_plan(document), document), ensure_ascii=False), encoding="utf-8")
    score = shared_plans.parent / "tools" / "score.py"
    gold = source.with_name(source.stem + ".gold.json")
    done = subprocess.run(
        [sys.executable, str(score), str(gold), str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
