"""Invented plans set as whole PDFs in the layouts of the genre come back: --count a group, from --seed on."""

from __future__ import annotations

import json

import pytest

from app.services.documents.reader import read_document
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import to_json
from tests.benchmarks.layouts.canvas import set_pdf
from tests.benchmarks.layouts.compare import Board, compare
from tests.benchmarks.layouts.plan import GROUPS, make

COUNT = 3
MARKED = 0.02  # of the right fields
LEAST = {"full": 0.995, "across": 0.98, "none": 0.98}


@pytest.mark.parametrize("group", GROUPS)
def test_plans_come_back(group: str, trial_count: int, trial_seed: int) -> None:
    whole = Board()
    for seed in range(trial_seed, trial_seed + min(trial_count, COUNT)):
        made = make(group, seed)
        document = read_document(set_pdf(made), f"{made.name}.pdf")
        board = compare(made.gold, json.loads(json.dumps(to_json(extract_plan(document), document))))
        whole.right.update(board.right)
        whole.total.update(board.total)
        whole.wrong += [f"{made.name} {line}" for line in board.wrong]
    share = sum(whole.right.values()) / sum(whole.total.values())
    assert share >= LEAST.get(group, 0.995), "\n".join(whole.wrong[:20])
    right = sum(whole.right.values())
    assert not sum(whole.wrong_unmarked.values()), "\n".join(whole.wrong[:20])
    assert sum(whole.right_marked.values()) <= MARKED * right
