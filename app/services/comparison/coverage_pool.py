"""The own plan as a pool of clauses in which the requirements of the plan above are looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from app.services.citing import cite_chapter, cite_measure, cite_task
from app.services.comparison.commitments import HOLDS, PAIR, alike, commitments, holds
from app.services.comparison.coverage_model import Place
from app.services.comparison.figures import Figure, figures_of
from app.services.comparison.items import has_table
from app.services.comparison.matching import agreement
from app.services.comparison.sentences import sentences
from app.services.comparison.tokens import Tokens, tokens_of
from app.services.comparison.wording import core
from app.services.extraction.draft import ChapterDraft, MeasureDraft, PlanDraft, Target, TaskDraft

_COMMON = 0.05
_HEADED = 0.8
_FAR = 0.49
"""Words in common that are too few to be shown as near."""
_LOOSE, _SURE, _WORDED = 0.59, 0.8, 0.45
_SENTENCE = 0.97
"""What a whole sentence counts beside a single clause."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the own plan with its place and its deadline in the column, if it has one."""

    place: Place
    core: str
    due: str | None = None

    @property
    def rank(self) -> tuple[str, str]:
        """Among equal ones the one with a date in its column goes first, whatever the order of the document."""
        return self.due or "", self.place.text


class Pool:
    """Clauses, sentences and figures of the own plan."""

    def __init__(self, mine: PlanDraft, places: tuple[str, ...], plain: Callable[[str], str]) -> None:
        """``plain`` takes the areas from a name, as is done with the names of the superior plan."""
        self.places = places
        self.clauses: list[Clause] = []
        self.sentences: list[Clause] = []
        self.figures: list[tuple[Figure, Place]] = []
        for kind, number, text, cite, due, targets in _texts(mine):
            for spans, kept in ((commitments(text), self.clauses), (sentences(text), self.sentences)):
                for span in spans:
                    place = Place(kind, number, span.start, span.end, span.text, cite)
                    kept.append(Clause(place, core(span.text, places), due))
            for figure in figures_of(text, [replace(one, name=plain(one.name)) for one in targets], places):
                start, end = figure.span or (0, 0)
                self.figures.append((figure, Place(kind, number, start, end, text[start:end], cite)))
        self._headings = [
            (core(title, places), Place(kind, number, 0, len(text), text, cite))
            for kind, number, title, text, cite in _headings(mine)
        ]
        self._cores = [one.core for one in self.clauses]
        self._tokens = [tokens_of(one.place.text, places) for one in self.sentences]
        counts = Counter(token for one in self._tokens for token, _ in one.weights)
        total = len(self._tokens) + 1
        self._rarity = {token: log(total / count) + _COMMON for token, count in counts.items()}
        self._unknown = log(total) + _COMMON

    def best(self, text: str) -> tuple[Clause | None, float]:
        """The clause or sentence that is most like a requirement, and how like it is, 0..1."""
        plain = core(text, self.places)
        if not plain:
            return None, 0.0
        scored = [self._worded(plain)] if self.clauses else []
        own = tokens_of(text, self.places)
        for index, tokens in enumerate(self._tokens):
            sentence = self.sentences[index]
            share = self._held(own, tokens) * _SENTENCE
            if _LOOSE < share < _SURE and alike(plain, sentence.core) < _WORDED:
                share = _LOOSE  # the same things are named, but perhaps something else is said of them
            scored.append((share, sentence))
        if not scored:
            return None, 0.0
        score, found = max(scored, key=lambda entry: (round(entry[0], 6), *entry[1].rank))
        return self._narrowed(plain, found), score

    def _narrowed(self, plain: str, found: Clause) -> Clause:
        """The clause of a sentence that says a requirement, where one says it by itself."""
        place = found.place
        inside = [
            one
            for one in self.clauses
            if (one.place.kind, one.place.number) == (place.kind, place.number)
            and place.start <= one.place.start
            and one.place.end <= place.end
        ]
        best = max(inside, key=lambda one: (alike(plain, one.core), *one.rank), default=found)
        return best if alike(plain, best.core) >= PAIR else found

    def headed(self, heading: str) -> Place | None:
        """The own measure or task under a heading like a superior one."""
        wanted = core(heading, self.places)
        best = max(self._headings, key=lambda one: alike(wanted, one[0]), default=None)
        return best[1] if wanted and best is not None and alike(wanted, best[0]) >= _HEADED else None

    def _worded(self, plain: str) -> tuple[float, Clause]:
        """The clause that is most like a requirement word for word; one that holds the other whole goes before."""
        text, score, _ = extractOne(plain, self._cores, scorer=ratio)
        if score < 100 * HOLDS:
            text = max(
                (one for one in self._cores if holds(plain, one)),
                key=lambda one: (ratio(plain, one), one),
                default=text,
            )
        found = max((one for one in self.clauses if one.core == text), key=lambda one: one.rank)
        score = alike(plain, text)
        return (score if score >= PAIR else min(score, _FAR)), found

    def _held(self, own: Tokens, other: Tokens) -> float:
        """Which share of what a requirement is about a sentence holds; less where its actions are others."""
        there = {token for token, _ in other.weights}
        whole = sum(weight * self._rarity.get(token, self._unknown) for token, weight in own.weights)
        if not whole:
            return 0.0
        shared = sum(weight * self._rarity[token] for token, weight in own.weights if token in there)
        return shared / whole * agreement(own, other)


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


def _headings(mine: PlanDraft) -> Iterator[tuple[str, int, str, str, str]]:
    """The headings of the plan with the item that stands under them: measures first, then the rows of the table."""
    chapters = {one.number: one for one in mine.chapters}
    for measure in mine.measures:
        cite = cite_measure(measure, chapters.get(measure.chapter or 0))
        yield "measure", measure.number, measure.title, measure.text, cite
    for task in mine.tasks:
        yield "task", task.number, task.category, task.text, cite_task(task, from_table=has_table(mine))


def _targets(mine: PlanDraft, kind: str, item: ChapterDraft | MeasureDraft | TaskDraft) -> list[Target]:
    return [one for one in mine.targets if one.where == f"{kind} {item.number}"]
