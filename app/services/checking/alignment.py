"""Which sentence of the body says the same as which sentence of the task table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.services.checking.context import PlanContext
from app.services.comparison.likeness import held, likeness, pairs_of
from app.services.comparison.sentences import Span, sentences
from app.services.extraction.draft import MeasureDraft, TaskDraft


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of a measure or of a task."""

    item: MeasureDraft | TaskDraft
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that say the same, or nearly."""

    body: Side
    table: Side
    score: float


class Alignment:
    """Sentences of the body and of the table of one plan, and which belong together."""

    def __init__(self, context: PlanContext) -> None:
        self.context = context
        self.body = {
            number: [Side(measure, span) for span in sentences(measure.text)]
            for number, measure in context.measures.items()
        }
        self.table = {
            number: [Side(task, span) for task in tasks for span in sentences(task.text)]
            for number, tasks in context.tasks_by_measure.items()
        }
        self._missing = context.words.threshold("missing")
        self._elsewhere = context.words.threshold("missing_elsewhere")
        self._pair = context.words.threshold("pair")
        self._loose = context.words.threshold("loose")
        self._all_body = _pool([*context.draft.measures], [one.title for one in context.draft.measures])
        self._chapters = _union([one.text for one in context.draft.chapters])
        self._all_table = _pool([*context.draft.tasks], [one.category for one in context.draft.tasks])

    def pairs(self, measure: int) -> list[Pair]:
        """Each sentence of a measure with the one of its rows that is most like it, and each row's the other way."""
        found: dict[tuple[int, int, int], Pair] = {}
        body, table = self.body.get(measure, []), self.table.get(measure, [])
        for sides, others, turned in ((body, table, False), (table, body, True)):
            for side in sides:
                best = _best(side, others)
                if best is not None and best[1] >= self._pair:
                    one, two = (best[0], side) if turned else (side, best[0])
                    key = (one.span.start, two.item.number, two.span.start)
                    found.setdefault(key, Pair(one, two, best[1]))
        return [found[key] for key in sorted(found)]

    def missing_in_table(self, measure: int) -> list[Side]:
        """Sentences of a measure that no row says."""
        own = _union([one.text for one in self.context.tasks_by_measure.get(measure, ())])
        return [one for one in self.body.get(measure, ()) if self._is_missing(one, own, self._all_table)]

    def missing_in_body(self, measure: int | None) -> list[Side]:
        """Sentences of the rows of a measure that the body does not say."""
        held_by = self.context.measures.get(measure or 0)
        own = pairs_of(f"{held_by.title}。{held_by.text}") if held_by else frozenset()
        pool = [*self._all_body, self._chapters]
        return [one for one in self.table.get(measure, ()) if self._is_missing(one, own, pool)]

    @cached_property
    def is_loose(self) -> bool:
        """Whether most of what the body says is in no row: the table does not follow it sentence by sentence."""
        measures = [number for number in self.body if self.context.tasks_by_measure.get(number)]
        total = sum(len(self.body[number]) for number in measures)
        return sum(len(self.missing_in_table(number)) for number in measures) > self._loose * total

    def said(self, text: str, *, table: bool) -> bool:
        """Whether any row (or any part of the body) says a text."""
        pool = self._all_table if table else [*self._all_body, self._chapters]
        return any(held(text, one) >= self._elsewhere for one in pool)

    def _is_missing(self, side: Side, own: frozenset[str], pool: Iterable[frozenset[str]]) -> bool:
        text = side.span.text
        if held(text, own) >= self._missing:
            return False
        return all(held(text, one) < self._elsewhere for one in pool)


def _union(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(pairs_of, texts))


def _pool(items: Sequence[MeasureDraft | TaskDraft], titles: Sequence[str]) -> list[frozenset[str]]:
    return [pairs_of(f"{title}。{one.text}") for title, one in zip(titles, items, strict=True)]


def _best(side: Side, others: Sequence[Side]) -> tuple[Side, float] | None:
    scored = [(likeness(side.span.text, other.span.text), -index) for index, other in enumerate(others)]
    if not scored:
        return None
    score, index = max(scored)
    return others[-index], score
