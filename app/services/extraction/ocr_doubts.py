"""Fields whose characters a reader was not sure of: a doubt with the score of the least sure one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import ChapterDraft, Doubt, MeasureDraft, Place, PlanDraft, Reason, Target, TaskDraft
from app.services.weak_signs import note_of

Ranges: TypeAlias = list[tuple[int, int]]
_Item = TypeVar("_Item", ChapterDraft, MeasureDraft, TaskDraft)

LEAST = 0.8  # a character read less surely than this is doubtful
WEAK = 0.9  # a character read less surely than this makes its whole page less sure
STRICTER = ((0.06, 0.97), (0.02, 0.93), (0.0, LEAST))  # share of such characters of a page, and LEAST there
MEAN = 0.97  # so is a field that is read less surely than this throughout
NOTE_SIGNS = 6  # doubtful characters shown in a note
_TASK_FIELDS = ("label", "category", "text", "deadline_raw", "responsibility_raw")


class Scores:
    """The reader's scores, asked for by range."""

    def __init__(self, document: SourceDocument) -> None:
        self._text = document.text
        self._scores = document.scores
        self._least = array("f", [LEAST]) * len(document.text)
        for page in document.pages if document.scores else ():
            spans = [line.span for line in document.lines[page.first_line : page.end_line] if len(line.span)]
            if spans:
                start, end = spans[0].start, spans[-1].end
                self._least[start:end] = array("f", [_least_of(self._scores[start:end])]) * (end - start)

    def words(self, start: int, end: int) -> str:
        """The characters of a range without white space."""
        return "".join(self._text[start:end].split())

    def doubt(self, field: str, ranges: Iterable[tuple[int, int]]) -> Doubt | None:
        """The doubt about a field made of these characters, if there is reason for one."""
        places = [i for start, end in ranges for i in range(start, end) if not self._text[i].isspace()]
        if not places:
            return None
        worst = min(self._scores[i] for i in places)
        weak = [at for at, i in enumerate(places) if self._scores[i] < self._least[i]]
        mean = sum(self._scores[i] for i in places) / len(places)
        if not weak and mean >= MEAN:
            return None
        words = "".join(self._text[i] for i in places)
        note = note_of(words, weak, NOTE_SIGNS) if weak else "整段文字识别把握不足"
        return Doubt(field, Reason.OCR, round(float(worst), 3), note)


def _least_of(scores: Sequence[float]) -> float:
    """How surely a character of a page must be read: the more of them are weak, the less a good score is worth."""
    weak = sum(score < WEAK for score in scores) / len(scores)
    return next(least for share, least in STRICTER if weak >= share)


def ocr_doubted(draft: PlanDraft, document: SourceDocument) -> PlanDraft:
    """The draft with a doubt on each field that was not read surely; as it is where all characters are certain."""
    if not document.scores:
        return draft
    scores = Scores(document)
    owned = _owned(draft)
    categories = _of_sections(draft, scores, owned)
    tasks: list[TaskDraft] = []
    for task in draft.tasks:
        fields = _task_ranges(task, owned, document)
        marked = _with(task, scores, fields)
        own = [doubt for doubt in marked.doubts if doubt.field == "category" and doubt.reason is Reason.OCR]
        if fields.get("category"):
            categories[task.category] = own
        elif categories.get(task.category):  # the label stands on an earlier row
            marked = replace(marked, doubts=(*marked.doubts, *categories[task.category]))
        tasks.append(marked)
    return replace(
        draft,
        chapters=tuple(_with(c, scores, _section_ranges("chapter", c.number, c.place, owned)) for c in draft.chapters),
        measures=tuple(_with(m, scores, _section_ranges("measure", m.number, m.place, owned)) for m in draft.measures),
        tasks=tuple(tasks),
        targets=tuple(_with_value(target, scores) for target in draft.targets),
    )


def _of_sections(draft: PlanDraft, scores: Scores, owned: Mapping[str, Ranges]) -> dict[str, list[Doubt]]:
    """The doubts on categories that stand on rows of their own, by category."""
    found: dict[str, list[Doubt]] = {}
    for start, end in owned.get("table/section", ()):
        doubt = scores.doubt("category", [(start, end)])
        words = scores.words(start, end)
        for category in {task.category for task in draft.tasks if task.category}:
            if doubt is not None and "".join(category.split()) in words:
                found[category] = [doubt]
    return found


def _owned(draft: PlanDraft) -> dict[str, Ranges]:
    """The ranges of each field, as accounted for."""
    found: dict[str, Ranges] = {}
    for account in draft.accounts:
        if account.owner:
            found.setdefault(account.owner, []).append((account.start, account.end))
    return found


def _section_ranges(kind: str, number: int, place: tuple[Place, ...], owned: Mapping[str, Ranges]) -> dict[str, Ranges]:
    """Title and text of a chapter or measure; what its tasks took from it is its text too."""
    title = owned.get(f"{kind}/{number}/title", [])
    text = owned.get(f"{kind}/{number}/text", [])
    if not text:
        end = max((stop for _, stop in title), default=0)
        text = [(max(p.source[0], end), p.source[1]) for p in place if p.source[1] > end]
    return {"title": title, "text": text}


def _task_ranges(task: TaskDraft, owned: Mapping[str, Ranges], document: SourceDocument) -> dict[str, Ranges]:
    """The fields of a row; of a clause in running text, which is accounted to its measure, by its place."""
    found = {field: owned.get(f"task/{task.number}/{field}", []) for field in _TASK_FIELDS}
    if not found["text"] and task.place:
        places = [i for p in task.place for i in range(*p.source) if not document.text[i].isspace()]
        words = "".join(document.text[i] for i in places)
        raw = "".join((task.responsibility_raw or "").split())
        at = words.rfind(raw) if raw else -1
        before, after = (places[:at], places[at:]) if at >= 0 else (places, places)
        found["text"] = [(i, i + 1) for i in before]
        found["responsibility_raw"] = [(i, i + 1) for i in after] if raw else []
    found["number"] = found.pop("label")
    return found


def _with(item: _Item, scores: Scores, fields: Mapping[str, Ranges]) -> _Item:
    asked = [scores.doubt(field, ranges) for field, ranges in fields.items()]
    added: tuple[Doubt, ...] = tuple(doubt for doubt in asked if doubt is not None)
    return replace(item, doubts=(*item.doubts, *added)) if added else item


def _with_value(target: Target, scores: Scores) -> Target:
    """A target is doubtful where a character of its sentence is."""
    doubt = scores.doubt("value", [p.source for p in target.place])
    return target if doubt is None else replace(target, doubts=(*target.doubts, doubt))
