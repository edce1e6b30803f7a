"""The reader's warnings: sentences on the plan, doubts on the items of the pages concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from app.services.documents.second_reading import page_ranges
from app.services.documents.source import SourceDocument
from app.services.extraction.draft import (
    ChapterDraft,
    Doubt,
    MeasureDraft,
    PlanDraft,
    Reason,
    Target,
    TaskDraft,
)
from app.services.extraction.ocr_doubts import ocr_doubted

_Item = TypeVar("_Item", ChapterDraft, MeasureDraft, TaskDraft, Target)
_TASK_FIELDS = ("category", "text", "deadline_raw", "responsibility_raw")


def plan_warnings(document: SourceDocument) -> tuple[str, ...]:
    """The reader's warnings as sentences that name their pages; the same words for several pages are one sentence."""
    pages: dict[str, list[int]] = {}
    for warning in document.warnings:
        pages.setdefault(warning.message, []).extend([warning.page] if warning.page is not None else [])
    return tuple(f"{page_ranges(numbers)}：{words}" if numbers else words for words, numbers in pages.items())


def doubted(draft: PlanDraft, document: SourceDocument) -> PlanDraft:
    """The draft with doubts on every item that stands on a page the reader warned of, or was not read surely."""
    draft = ocr_doubted(draft, document)
    notes: dict[int | None, str] = {w.page: w.message for w in document.warnings}
    if not notes:
        return draft

    return replace(
        draft,
        chapters=tuple(_mark(notes, c, ("title", "text")) for c in draft.chapters),
        measures=tuple(_mark(notes, m, ("title", "text")) for m in draft.measures),
        tasks=tuple(_mark(notes, t, _TASK_FIELDS) for t in draft.tasks),
        targets=tuple(_mark(notes, t, ("value",)) for t in draft.targets),
    )


def _mark(notes: Mapping[int | None, str], item: _Item, fields: tuple[str, ...]) -> _Item:
    """The item with a doubt on each field if it stands on a page the reader warned of."""
    pages = sorted(p.page for p in item.place if p.page is not None and p.page in notes)
    if not pages:
        return item
    added: tuple[Doubt, ...] = tuple(Doubt(f, Reason.TEXT_LAYERS_DIFFER, None, notes[pages[0]]) for f in fields)
    return replace(item, doubts=(*item.doubts, *added))
