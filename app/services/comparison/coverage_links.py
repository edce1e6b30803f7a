"""Items of the own plan that correspond to a superior item in quite other words: near clauses for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from app.services.citing import cite_measure, cite_task
from app.services.comparison.alignment import align
from app.services.comparison.coverage_model import ClauseCoverage, Place, State
from app.services.comparison.coverage_words import NEAR_WORDS
from app.services.comparison.items import ComparedPlan, compared, has_table
from app.services.comparison.link import SharedClause
from app.services.extraction.draft import PlanDraft


class Counterparts:
    """The links of the superior plan with the own one, made when first asked for."""

    def __init__(self, superior: ComparedPlan, mine: PlanDraft) -> None:
        self._superior, self._mine = superior, mine

    def near(self, number: int, clauses: Sequence[ClauseCoverage]) -> list[ClauseCoverage]:
        """The clauses of a superior item, those that its counterparts share as near ones; [] where none is shared."""
        shared = self._shared.get(number, ())
        told = [_told(one, shared) for one in clauses]
        return told if told != list(clauses) else []

    @cached_property
    def _shared(self) -> dict[int, list[tuple[SharedClause, Place]]]:
        own = compared(self._mine, "task" if self._mine.tasks else "measure")
        cites = _cites(self._mine)
        found: dict[int, list[tuple[SharedClause, Place]]] = defaultdict(list)
        for link in align(self._superior, own).links:
            for one in link.shared:
                if one.left_field == one.right_field == "text":
                    place = Place(own.kind, link.right, *one.right, one.right_text, cites[own.kind, link.right])
                    found[link.left].append((one, place))
        return found


def _cites(mine: PlanDraft) -> dict[tuple[str, int], str]:
    table = has_table(mine)
    chapters = {one.number: one for one in mine.chapters}
    found = {("task", one.number): cite_task(one, from_table=table) for one in mine.tasks}
    return found | {("measure", m.number): cite_measure(m, chapters.get(m.chapter or 0)) for m in mine.measures}


def _told(clause: ClauseCoverage, shared: Sequence[tuple[SharedClause, Place]]) -> ClauseCoverage:
    if clause.state != State.MISSING:
        return clause
    for one, place in shared:
        if one.left[0] < clause.end and clause.start < one.left[1]:
            return replace(clause, state=State.PARTLY, by=place, note=NEAR_WORDS)
    return clause
