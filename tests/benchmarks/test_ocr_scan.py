"""Sample plans, printed and scanned: --count scanners of different wear, from --seed on (3 of each unless told).

What is read from the scan is compared with what the printed file says. A field that differs must be marked.
"""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from app import paths
from app.services.documents.reader import read_document
from app.services.extraction.draft import Doubt, PlanDraft
from app.services.extraction.extract import extract_plan
from tests.benchmarks.conftest import COUNT, SEED
from tests.benchmarks.scan_maker import scan_pdf, some_wear

SCANS = 3
RIGHT, MARKED = 0.95, 0.15  # at least so many fields right, at most so many right ones marked

Field = tuple[str, str, tuple[Doubt, ...]]


def fields(draft: PlanDraft) -> dict[str, Field]:
    """Each field's words, folded, its name as doubts call it, and the item's doubts."""
    found: dict[str, Field] = {}
    for measure in draft.measures:
        for name, words in (("title", measure.title), ("text", measure.text)):
            found[f"measure {measure.number} {name}"] = (folded(words), name, measure.doubts)
    for task in draft.tasks:
        shown = {
            "category": task.category,
            "text": task.text,
            "deadline_raw": task.deadline_raw or "",
            "responsibility_raw": task.responsibility_raw or "",
        }
        for name, words in shown.items():
            found[f"task {task.number} {name}"] = (folded(words), name, task.doubts)
    return found


def folded(words: str) -> str:
    """Width of signs does not count: a scan cannot tell it."""
    return unicodedata.normalize("NFKC", "".join(words.split())).replace("“", '"').replace("”", '"')


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_scans_of_the_samples(trial_count: int, trial_seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    seed = 3 if trial_seed == SEED else trial_seed
    for number in range(seed, seed + (SCANS if trial_count == COUNT else trial_count)):
        chance = random.Random(number)
        wear = some_wear(chance)
        path = chance.choice(sorted((paths.resources() / "samples").glob("*.pdf")))
        printed = fields(extract_plan(read_document(path)))
        begun = time.process_time(), time.monotonic()
        scan = read_document(scan_pdf(path.read_bytes(), wear, number), path.name)
        spent = time.process_time() - begun[0], time.monotonic() - begun[1]
        read = fields(extract_plan(scan))
        wrong = {key: read.get(key) for key, want in printed.items() if key not in read or read[key][0] != want[0]}
        unmarked = [key for key, have in wrong.items() if have and have[1] not in {d.field for d in have[2]}]
        marked = [k for k, (_, name, some) in read.items() if k not in wrong and name in {d.field for d in some}]
        pages = len(scan.pages)
        with capsys.disabled():
            print(  # noqa: T201 - the figures are what this trial is for
                f"\n{number} {path.stem}: {wear.words()}: {len(printed) - len(wrong)} of {len(printed)} right, "
                f"wrong unmarked {unmarked}, right marked {len(marked)}; "
                f"{spent[0] / pages:.1f} CPU s, {spent[1] / pages:.1f} s a page"
            )
        assert len(wrong) <= (1 - RIGHT) * len(printed)
        assert not unmarked
        assert len(marked) <= MARKED * len(printed)
