"""The job that reads a file and extracts its plan, or one of its plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from app.errors import FileRefused
from app.services.documents.source import SourceDocument
from app.services.extraction.draft import PlanDraft
from app.services.progress import Progress


def extract_one(
    document: SourceDocument, key: int, progress: Progress
) -> tuple[PlanDraft, SourceDocument, int, list[dict[str, Any]]]:
    """The draft of plan ``key`` of a document, the part it was read from, where that begins, and the choices.

    A document with one plan has no choices.
    """
    from app.services.extraction.extract import extract_plan
    from app.services.extraction.several import part_of, plan_starts

    starts = plan_starts(document)
    if len(starts) < 2:
        return extract_plan(document, progress), document, 0, []
    bounds = [*starts, len(document.lines)]
    found: list[tuple[PlanDraft, SourceDocument, int]] = []
    for start, end in pairwise(bounds):
        part = part_of(document, start, end)
        try:
            found.append((extract_plan(part, progress), part, document.lines[start].span.start))
        except FileRefused:
            continue  # a passage that looked like a plan; the others remain
    if len(found) < 2:
        return extract_plan(document, progress), document, 0, []
    choices = [{"key": n, "title": draft.plan.title, "words": _words(draft)} for n, (draft, _, _) in enumerate(found)]
    draft, part, offset = found[key if 0 <= key < len(found) else 0]
    return _with_common_head(draft, [other for other, _, _ in found]), part, offset, choices


def _words(draft: PlanDraft) -> str:
    """What a plan holds, in words."""
    return f"{len(draft.chapters)}个部分、{len(draft.measures)}条措施、{len(draft.tasks)}项任务"


def _with_common_head(draft: PlanDraft, drafts: Sequence[PlanDraft]) -> PlanDraft:
    """A notice in front of the first plan promulgates all that have none of their own."""
    head, first = draft.plan, drafts[0].plan
    if draft is drafts[0] or head.document_number or head.issuing_body:
        return draft
    return replace(
        draft,
        plan=replace(
            head,
            document_number=first.document_number,
            issuing_body=first.issuing_body,
            issue_date=head.issue_date or first.issue_date,
            region=head.region or first.region,
        ),
    )
