"""Fields that OCR was not sure of."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from app.services.documents.source import SourceDocument
from app.services.documents.text import read_text
from app.services.extraction.draft import Doubt, PlanDraft, Reason
from app.services.extraction.extract import extract_plan
from app.services.extraction.ocr_doubts import ocr_doubted
from app.services.weak_signs import note_of
from tests.services.extraction.making import Maker

TEXT = """云岭市节水行动实施方案
一、总体要求
全面建设节水型城市。
二、重点任务
（一）改造供水管网。到2027年，完成改造100公里。
附件
任务分解表
序号\t重点工作任务\t具体举措\t完成时限\t责任分工
1\t改造供水管网\t更换老旧管道，安装智能水表。\t2027年\t市水务局牵头，市财政局配合。
2\t改造供水管网\t建立漏损管理平台。\t持续推进\t市水务局负责。
"""
CLAUSED = """云岭市节水行动实施方案
一、重点任务
（一）改造供水管网。更换老旧管道。（责任单位：市水务局）建立管理平台。（责任单位：市财政局）
"""


def document(weak: str, score: float = 0.5, text: str = TEXT) -> SourceDocument:
    """The plan as a scan whose characters are certain but for those of ``weak`` (its last place)."""
    made = read_text(text.encode(), "方案.txt")
    scores = array("f", [0.999]) * len(made.text)
    at = made.text.rindex(weak)
    for i in range(at, at + len(weak)):
        scores[i] = score
    return replace(made, scores=scores)


def ocr_fields(draft: PlanDraft) -> dict[str, list[str]]:
    """Which fields of which item are doubtful."""
    doubts = [(f"chapter {c.number}", c.doubts) for c in draft.chapters]
    doubts += [(f"measure {m.number}", m.doubts) for m in draft.measures]
    doubts += [(f"task {t.number}", t.doubts) for t in draft.tasks]
    found = {key: [doubt.field for doubt in some if doubt.reason is Reason.OCR] for key, some in doubts}
    return {key: fields for key, fields in found.items() if fields}


@pytest.mark.parametrize(
    ("weak", "marked"),
    [
        ("节水型城市", {"chapter 1": ["text"]}),
        ("公里", {"measure 1": ["text"]}),
        ("智能", {"task 1": ["text"]}),
        ("财政局", {"task 1": ["responsibility_raw"]}),
        ("2027年", {"task 1": ["deadline_raw"]}),
        ("负责", {"task 2": ["responsibility_raw"]}),
    ],
)
def test_doubt_stands_on_the_field_of_the_weak_character(weak: str, marked: dict[str, list[str]]) -> None:
    assert ocr_fields(extract_plan(document(weak))) == marked


def test_doubt_tells_the_score_and_the_characters() -> None:
    task = extract_plan(document("智能")).tasks[0]
    at = task.text.index("智能")
    assert [d for d in task.doubts if d.reason is Reason.OCR] == [
        Doubt("text", Reason.OCR, 0.5, note_of(task.text, [at, at + 1], 6))
    ]


def test_field_read_unsurely_throughout_is_doubtful() -> None:
    assert ocr_fields(extract_plan(document("建立漏损管理平台", 0.9))) == {"task 2": ["text"]}


@pytest.mark.parametrize("score", [0.97, 1.0])
def test_sure_characters_leave_no_doubt(score: float) -> None:
    assert ocr_fields(extract_plan(document("智能", score))) == {}


def test_files_with_a_text_layer_have_no_such_doubts() -> None:
    assert ocr_fields(extract_plan(replace(document("智能"), scores=array("f")))) == {}


def test_target_in_a_weak_sentence_is_doubtful() -> None:
    (target,) = extract_plan(document("100")).targets
    assert [(d.field, d.reason) for d in target.doubts] == [("value", Reason.OCR)]


@pytest.mark.parametrize(("weak", "field"), [("管理", "text"), ("财政", "responsibility_raw")])
def test_clause_task_and_its_measure_are_both_marked(weak: str, field: str) -> None:
    found = ocr_fields(extract_plan(document(weak, text=CLAUSED)))
    assert found == {"measure 1": ["text"], "task 2": [field]}


def test_weak_category_on_a_row_of_its_own_marks_the_rows_below() -> None:
    made = document("任务分解表")
    draft = extract_plan(replace(made, scores=array("f")))
    at = made.text.index("任务分解表")
    rows = tuple(replace(task, category="任务分解表") for task in draft.tasks)
    accounts = [account for account in draft.accounts if "category" not in account.owner]
    section = replace(accounts[0], start=at, end=at + 5, owner="table/section")
    found = ocr_fields(ocr_doubted(replace(draft, tasks=rows, accounts=(*accounts, section)), made))
    assert found == {"task 1": ["category"], "task 2": ["category"]}


def test_page_with_many_weak_characters_is_believed_less() -> None:
    maker = Maker()
    maker.centred("云岭市节水行动实施方案")
    maker.paragraph("一、重点任务")
    maker.paragraph("（一）改造供水管网。更换老旧管道。（责任单位：市水务局）建立管理平台。（责任单位：市财政局）")
    made = replace(maker.document(), kind="scan")
    scores = array("f", [0.999]) * len(made.text)
    scores[made.text.index("管理平台")] = 0.9
    assert ocr_fields(extract_plan(replace(made, scores=scores))) == {}
    for i in range(6):
        scores[i] = 0.85
    assert ocr_fields(extract_plan(replace(made, scores=scores))) == {"measure 1": ["text"], "task 2": ["text"]}
