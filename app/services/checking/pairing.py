"""Clauses of the body that stand reworded in the table, found once for all rules of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.services.checking.alignment import Alignment
from app.services.checking.context import PlanContext
from app.services.comparison.changes import clause_pairs
from app.services.comparison.sentences import Span, clauses
from app.services.extraction.draft import MeasureDraft, TaskDraft

_ALIGNED: WeakKeyDictionary[PlanContext, Alignment] = WeakKeyDictionary()
_REWORDED: WeakKeyDictionary[PlanContext, tuple[Reworded, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Reworded:
    """A clause of a measure and the clause of one of its rows that says it in other words."""

    measure: MeasureDraft
    task: TaskDraft
    mine: Span
    theirs: Span


def alignment(context: PlanContext) -> Alignment:
    """The alignment of a plan."""
    if context not in _ALIGNED:
        _ALIGNED[context] = Alignment(context)
    return _ALIGNED[context]


def reworded(context: PlanContext) -> tuple[Reworded, ...]:
    """All reworded clauses of a plan; a clause that some row of the measure repeats exactly is none."""
    if context not in _REWORDED:
        _REWORDED[context] = tuple(_reworded(context)) if context.has_table else ()
    return _REWORDED[context]


def _reworded(context: PlanContext) -> list[Reworded]:
    least = context.words.threshold("clause_pair")
    found: list[Reworded] = []
    for number, measure in context.measures.items():
        tasks = context.tasks_by_measure.get(number, [])
        exact = {one.text for task in tasks for one in clauses(task.text)}
        own = {one.text for one in clauses(measure.text)}
        best: dict[int, tuple[float, Reworded]] = {}
        for task in tasks:
            for mine, theirs, score in clause_pairs(measure.text, task.text, least):
                if mine.text in exact or theirs.text in own:
                    continue
                known = best.get(mine.start)
                if known is None or known[0] < score:
                    best[mine.start] = (score, Reworded(measure, task, mine, theirs))
        found += [one for _, (_, one) in sorted(best.items())]
    return found
