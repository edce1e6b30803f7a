"""Items of a plan as the comparison sees them."""

from __future__ import annotations

from app.services.comparison.items import compared
from app.services.extraction.draft import Deadline, MeasureDraft, PlanDraft, PlanHead, Target, TaskDraft

TEXTS = ("路灯完好率达到95%以上。", "沟渠疏通率达到80%以上。")


def draft(*rows: str) -> PlanDraft:
    """A plan whose one measure has two passages with a figure each, and tasks with these texts."""
    tasks = tuple(
        TaskDraft(number, "整修", "printed", 1, text, None, Deadline(), None, (), et_al=False, blanket=None)
        for number, text in enumerate(rows, 1)
    )
    text = f"{TEXTS[0]}（市城管局负责）{TEXTS[1]}（市水利局负责）"
    targets = tuple(Target("measure 1", one[:5], ">=", 90, "%", quote=one[:-1]) for one in TEXTS)
    measures = (MeasureDraft(1, 1, "整修", text),)
    return PlanDraft(PlanHead("甲湾市方案"), measures=measures, tasks=tasks, targets=targets)


def names(made: PlanDraft) -> list[list[str]]:
    return [[one.name for one in item.targets] for item in compared(made, "task").items]


def test_a_task_that_is_a_passage_of_its_measure_has_the_targets_of_the_passage() -> None:
    assert names(draft(*TEXTS)) == [["路灯完好率"], ["沟渠疏通率"]]


def test_a_row_of_a_table_has_its_own_targets_only() -> None:
    assert names(draft("更换路灯。", "疏通沟渠。")) == [[], []]
