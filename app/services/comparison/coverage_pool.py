"""The own plan as a pool of clauses in which the requirements of the plan above are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from app.services.citing import cite_chapter, cite_measure, cite_task
from app.services.comparison.commitments import alike, commitments
from app.services.comparison.coverage_model import Place
from app.services.comparison.figures import Figure, figures_of
from app.services.comparison.items import has_table
from app.services.comparison.likeness import pairs_of
from app.services.comparison.sentences import Span, sentences
from app.services.comparison.wording import core
from app.services.extraction.draft import ChapterDraft, MeasureDraft, PlanDraft, Target, TaskDraft

_SENTENCE = 0.97
"""What a whole sentence counts beside a single clause."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the own plan with its place and its deadline in the column, if it has one."""

    place: Place
    core: str
    due: str | None = None


class Pool:
    """Clauses, sentences and figures of the own plan."""

    def __init__(self, mine: PlanDraft, places: tuple[str, ...]) -> None:
        self.places = places
        self.clauses: list[Clause] = []
        self.sentences: list[Clause] = []
        self.figures: list[tuple[Figure, Place]] = []
        for kind, number, text, cite, due, targets in _texts(mine):
            for spans, kept in ((commitments(text), self.clauses), (sentences(text), self.sentences)):
                for span in spans:
                    place = Place(kind, number, span.start, span.end, span.text, cite)
                    kept.append(Clause(place, core(span.text, places), due))
            for figure in figures_of(text, targets, places):
                start, end = figure.span or (0, 0)
                self.figures.append((figure, Place(kind, number, start, end, text[start:end], cite)))
        self._pairs = [pairs_of(one.core) for one in self.sentences]
        counts: dict[str, int] = {}
        for pairs in self._pairs:
            for pair in pairs:
                counts[pair] = counts.get(pair, 0) + 1
        total = len(self._pairs) + 1
        self._weights = {pair: log(total / count) + 0.05 for pair, count in counts.items()}
        self._unknown = log(total) + 0.05

    def best(self, span: Span) -> tuple[Clause | None, float]:
        """The clause or sentence that is most like a requirement, and how like it is, 0..1."""
        text = core(span.text, self.places)
        if not text:
            return None, 0.0
        scored = [(alike(text, one.core), -index, one) for index, one in enumerate(self.clauses)]
        scored += [
            (self._held(text, pairs) * _SENTENCE, -len(self.clauses) - index, self.sentences[index])
            for index, pairs in enumerate(self._pairs)
        ]
        score, _, found = max(scored, key=lambda entry: entry[:2], default=(0.0, 0, None))
        return found, score

    def _held(self, text: str, pairs: frozenset[str]) -> float:
        """Which share of a requirement's pairs a sentence holds, rare ones counting more."""
        own = pairs_of(text)
        whole = sum(self._weights.get(pair, self._unknown) for pair in own)
        return sum(self._weights[pair] for pair in own & pairs) / whole if whole else 0.0


def _texts(mine: PlanDraft) -> Iterator[tuple[str, int, str, str, str | None, Sequence[Target]]]:
    """Every text of the plan: kind, number, text, citation, date of the column, targets."""
    chapters = {one.number: one for one in mine.chapters}
    measures = {one.number: one for one in mine.measures}
    table = has_table(mine)
    for chapter in mine.chapters:
        yield "chapter", chapter.number, chapter.text, cite_chapter(chapter), None, _targets(mine, "chapter", chapter)
    for measure in mine.measures:
        cite = cite_measure(measure, chapters.get(measure.chapter or 0))
        yield "measure", measure.number, measure.text, cite, None, _targets(mine, "measure", measure)
    for task in mine.tasks:
        if table or task.measure not in measures:
            cite = cite_task(task, from_table=table)
            yield "task", task.number, task.text, cite, task.deadline.date, _targets(mine, "task", task)


def _targets(mine: PlanDraft, kind: str, item: ChapterDraft | MeasureDraft | TaskDraft) -> list[Target]:
    return [one for one in mine.targets if one.where == f"{kind} {item.number}"]
