"""Invented plans as texts without pages come back exactly: --count plans a layout, from --seed on."""

from __future__ import annotations

from random import Random

import pytest

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import PlanDraft
from app.services.extraction.extract import extract_plan
from tests.benchmarks.plan_layouts import flowing, tabbed, varied_flow, varied_tabs
from tests.benchmarks.plan_words import MadePlan, make_plan


def differences(plan: MadePlan, draft: PlanDraft) -> list[str]:
    """What extraction read otherwise than it was written."""
    found = [f"title {draft.plan.title}"] if draft.plan.title != plan.title else []
    found += [f"preamble {draft.plan.preamble}"] if draft.plan.preamble != plan.preamble else []
    chapters = [(c.title, c.text) for c in draft.chapters]
    found += [f"chapters {chapters}"] if chapters != plan.chapters else []
    titles = [(m.number, m.chapter, m.title) for m in draft.measures]
    found += [f"measures {titles}"] if titles != [(m.number, m.chapter, m.title) for m in plan.measures] else []
    texts = [m.text for m in draft.measures]
    found += ["measure texts"] if texts != [m.text for m in plan.measures] else []
    if len(draft.tasks) != len(plan.tasks):
        return [*found, f"{len(draft.tasks)} tasks of {len(plan.tasks)}"]
    for want, task in zip(plan.tasks, draft.tasks, strict=True):
        pairs: dict[str, tuple[object, object]] = {
            "number": (want.number, task.number),
            "measure": (want.measure, task.measure),
            "category": (want.category, task.category),
            "text": (want.text, task.text),
        }
        if task.deadline_raw is not None:
            pairs["deadline"] = (want.deadline, task.deadline_raw)
        if task.responsibility_raw is not None:
            pairs["duty"] = (want.duty.rstrip("。"), task.responsibility_raw.rstrip("。"))
        else:
            pairs["columns"] = ({want.lead, want.support}, {cell for _, cell in task.responsibility_columns})
        found += [f"task {want.number} {k}: {a!r} ≠ {b!r}" for k, (a, b) in pairs.items() if a != b]
    return found


def make(layout: str, seed: int) -> tuple[MadePlan, SourceDocument]:
    """One invented plan in a layout."""
    rng = Random(f"{layout}{seed}")
    plan = make_plan(seed)
    if layout == "tabbed":
        return plan, tabbed(plan, rng)
    if layout == "flowing":
        return plan, flowing(plan, rng, deadline=rng.random() < 0.7)
    if layout == "varied flow":
        return plan, varied_flow(plan, rng)
    return plan, varied_tabs(plan, rng)


@pytest.mark.parametrize("layout", ["tabbed", "flowing", "varied flow", "varied tabs"])
def test_plans_come_back(layout: str, trial_count: int, trial_seed: int) -> None:
    wrong: list[str] = []
    for seed in range(trial_seed, trial_seed + trial_count):
        plan, document = make(layout, seed)
        wrong += [f"seed {seed}: {line}" for line in differences(plan, extract_plan(document))]
    assert not wrong, "\n".join(wrong[:20])
