"""Which characters each step of extraction used, and for what."""

from __future__ import annotations

from app.services.extraction.accounting import FIELD, FURNITURE, MARK, Ledger
from app.services.extraction.draft import Account
from app.services.extraction.parts import ANNEX_HEAD, closing_marks
from app.services.extraction.plan_targets import Figures
from app.services.extraction.target_tables import HEAD_OWNER
from app.services.extraction.text_cleaning import EMPTY, Flow
from app.services.extraction.work import Work

_OWNERS = {"number": "document_number", "body": "issuing_body", "date": "issue_date"}


def account(work: Work, figures: Figures) -> tuple[Account, ...]:
    """Claim every character for what it is used for."""
    ledger = Ledger(work.document)
    for number, rule in work.furniture.rules.items():
        ledger.furniture(work.document.lines[number].span, rule)
    _claim_front(ledger, work)
    for kind, sections in (("chapter", work.structure.chapters), ("measure", work.structure.measures)):
        for s in sections:
            ledger.claim(s.label, MARK, f"{kind}/{s.number}/label")
            ledger.claim(s.title, FIELD, f"{kind}/{s.number}/title")
            ledger.claim(s.marks, MARK, f"{kind}/{s.number}/title")
            ledger.claim(s.text, FIELD, f"{kind}/{s.number}/text")
    if work.by_table:
        _claim_tasks(ledger, work)
    for flow, owner in figures.claims:
        ledger.claim(ledger.free(flow), MARK if owner == HEAD_OWNER else FIELD, owner)
    for line in (*work.listed, *closing_marks(work.tail), *closing_marks(work.parts.annex)):
        ledger.claim(ledger.free(line.flow), MARK, "annex")
    for at, line in enumerate(work.parts.annex):
        if ANNEX_HEAD.match(line.text) or (at and ANNEX_HEAD.fullmatch(work.parts.annex[at - 1].text)):
            ledger.claim(ledger.free(line.flow), MARK, "annex")
    return ledger.close()


def _claim_front(ledger: Ledger, work: Work) -> None:
    """The front matter's characters."""
    front = work.front
    for name in ("title", "preamble", "number", "body", "date", "stage", "secrecy"):
        ledger.claim(getattr(front, name), FIELD, f"plan/{_OWNERS.get(name, name)}")
    ledger.claim(front.addressees, FIELD, "notice/addressees")
    ledger.claim(front.notice, FIELD, "notice/text")
    ledger.claim(ledger.free(front.copies), FIELD, "notice/copies")
    for flow in front.marks:
        ledger.claim(ledger.free(flow), MARK, "front")


def _claim_tasks(ledger: Ledger, work: Work) -> None:
    """The characters of tables: heads are marks, repeated ones furniture, cells fields."""
    for table in work.tables:
        for flow, repeated in table.heads:
            _claim_head(ledger, flow, repeated)
        for flow in table.sections:
            ledger.claim(ledger.free(flow), MARK, "table/section")
    for at, flow in enumerate(work.flow_table.heads if work.flow_table else ()):
        _claim_head(ledger, flow, at > 0)
    for raw, task in zip(work.raws, work.tasks, strict=True):
        owner = f"task/{task.number}"
        cells = [
            (raw.label, "label"),
            (raw.text, "text"),
            (raw.deadline or EMPTY, "deadline_raw"),
            (raw.remark or EMPTY, "remark"),
        ]
        cells += [(flow, "responsibility_raw") for _, flow in raw.duties]
        cells += [(flow, column.name or "other") for column, flow in raw.others]
        if raw.owns_category:
            cells.append((raw.category, "category"))
        for flow, name in cells:
            # A merged cell is printed once and belongs to several rows: its characters go to the first.
            ledger.claim(ledger.free(flow), FIELD, f"{owner}/{name}")


def _claim_head(ledger: Ledger, flow: Flow, repeated: bool) -> None:
    """The head of a table is a mark; repeated on the next page it is furniture."""
    flow = ledger.free(flow)
    if repeated:
        ledger.claim(flow, FURNITURE, "", "repeated_table_head")
    else:
        ledger.claim(flow, MARK, "table/head")
