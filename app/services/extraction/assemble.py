"""Puts the parts of an extraction together to a PlanDraft."""

from __future__ import annotations

import re

from app.services.extraction.accounting import check, remainders
from app.services.extraction.claims import account
from app.services.extraction.draft import ChapterDraft, Doubt, MeasureDraft, Notice, PlanDraft, PlanHead, Reason
from app.services.extraction.front_matter import FrontMatter
from app.services.extraction.missed_tables import missed_tables
from app.services.extraction.plan_targets import Figures
from app.services.extraction.source_doubts import doubted, plan_warnings
from app.services.extraction.structure import Section, section_text
from app.services.extraction.work import Work


def assemble(work: Work, head: PlanHead, figures: Figures) -> PlanDraft:
    """Put everything together and account for every character."""
    document = work.document
    accounts = account(work, figures)
    check(accounts, len(document.text))
    front = work.front
    has_notice = front.notice or front.addressees or front.copies
    draft = PlanDraft(
        plan=head,
        chapters=tuple(
            ChapterDraft(
                c.number, c.title.text, section_text(c).text, c.label.text, work.places.of(c.title, c.text), _gap(c)
            )
            for c in work.structure.chapters
        ),
        measures=tuple(
            MeasureDraft(
                m.number,
                m.parent,
                m.title.text,
                section_text(m).text,
                m.label.text,
                work.places.of(m.title, m.text),
                _gap(m),
            )
            for m in work.structure.measures
        ),
        tasks=tuple(work.tasks),
        targets=figures.targets,
        notice=Notice(_notice_text(front), _addressees(front.addressees.text)) if has_notice else None,
        remainder=remainders(document, accounts, work.places),
        warnings=(*plan_warnings(document), *missed_tables(work)),
        accounts=accounts,
    )
    return doubted(draft, document)


def _gap(section: Section) -> tuple[Doubt, ...]:
    """A doubt where an ordinal is missing before a heading."""
    return (Doubt("number", Reason.NUMBER_GAP, None, "前面缺少编号"),) if section.gap else ()


def _notice_text(front: FrontMatter) -> str:
    """The words of the notice, 抄送 at its end included."""
    return front.notice.without_breaks().text + front.copies.text


def _addressees(text: str) -> tuple[str, ...]:
    """The addressees one by one; commas in brackets part nothing."""
    bare = text.rstrip("：: ")
    return tuple(p for p in re.split(r"[，,；;](?![^（(]*[）)])", bare) if p)
