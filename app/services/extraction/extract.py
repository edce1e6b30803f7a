"""The chain from a SourceDocument to a PlanDraft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import FileRefused
from app.services.documents.source import SourceDocument
from app.services.extraction.accounting import FIELD, MARK, Ledger, check, remainders
from app.services.extraction.body_lines import BodyLine, Paragraph, body_lines, paragraphs
from app.services.extraction.clause_tasks import clause_tasks
from app.services.extraction.draft import (
    ChapterDraft,
    Doubt,
    MeasureDraft,
    Notice,
    PlanDraft,
    PlanHead,
    Reason,
    TaskDraft,
)
from app.services.extraction.flow_table import FlowTable
from app.services.extraction.front_matter import FrontMatter, read_front, read_signature
from app.services.extraction.furniture import Furniture, find_furniture
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.parts import ANNEX_HEAD, Parts, annex_opening, copied, is_frame, split_parts, split_tail
from app.services.extraction.places import Places
from app.services.extraction.plan_targets import Figures, find_figures
from app.services.extraction.region import region_of
from app.services.extraction.similarity import Texts
from app.services.extraction.structure import Section, Structure, read_structure, section_text
from app.services.extraction.table_tasks import from_flow, from_table
from app.services.extraction.task_table import TaskTable, find_task_tables
from app.services.extraction.tasks import Context, RawTask, make_tasks
from app.services.extraction.text_cleaning import EMPTY, Flow, join
from app.services.extraction.source_doubts import doubted, plan_warnings
from app.services.progress import Progress

_FIRST_LEADS = re.compile(
    r"[^。（()）；\n]{0,30}(?:列(?:在)?(?:第一位|首位|第一)|排(?:在)?(?:第一位|首位|第一)|首列)的?(?:单位|部门)?(?:为|是)牵头(?:单位|部门)?[^。）)\n]{0,12}"
)
_BASIS = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:[（(][^（()）]{2,30}号[)）])?")
_STEPS = 5


@dataclass
class _Work:
    """What the steps of one extraction hand on."""

    document: SourceDocument
    options: Options
    furniture: Furniture
    places: Places
    tables: list[TaskTable] = field(default_factory=list)
    parts: Parts = field(default_factory=lambda: Parts((), ()))
    front: FrontMatter = field(default_factory=FrontMatter)
    structure: Structure = field(default_factory=lambda: Structure((), (), ()))
    tail: list[Paragraph] = field(default_factory=list)
    listed: list[BodyLine] = field(default_factory=list)
    raws: list[RawTask] = field(default_factory=list)
    flow_table: FlowTable | None = None
    tasks: list[TaskDraft] = field(default_factory=list)


def extract_plan(
    document: SourceDocument, progress: Progress | None = None, options: Options = DEFAULT
) -> PlanDraft:
    """Read a plan; raises FileRefused if the document holds neither chapters nor measures nor a task table."""
    steps = progress or Progress()
    steps.step(0, _STEPS, "识别页码和版面")
    furniture = find_furniture(document)
    work = _Work(document, options, furniture, Places(document, furniture.printed))
    _read_body(work)
    steps.step(1, _STEPS, "识别任务表")
    measures = _measure_texts(work.structure)
    _read_tables(work, measures)
    steps.step(2, _STEPS, "识别任务和责任单位")
    head = _head(work)
    _read_tasks(work, head, measures)
    _refuse_if_empty(work)
    steps.step(3, _STEPS, "识别量化目标")
    figures = _figures(work)
    steps.step(4, _STEPS, "核对每个字的去向")
    draft = _draft(work, head, figures)
    steps.step(_STEPS, _STEPS, "完成")
    return draft


def _read_body(work: _Work) -> None:
    """Task tables, running lines, front matter, chapters and measures."""
    document = work.document
    frames = {n for n, table in enumerate(document.tables) if is_frame(table)}
    numbers = [
        n
        for n, line in enumerate(document.lines)
        if (line.table is None or line.table in frames) and n not in work.furniture.rules
    ]
    lines = body_lines(document, numbers, work.options)
    work.tables = find_task_tables(document, _table_titles(document, lines))
    work.parts = split_parts(document, lines, [n for t in work.tables for n in t.tables])
    body = body_lines(document, [line.number for line in _with_blanks(document, work.parts.body, numbers)], work.options)
    found, work.tail = split_tail(paragraphs(body))
    work.structure = read_structure(found, work.options)
    work.front = read_front([line for p in work.structure.front for line in p.lines])
    tail = [line for p in work.tail for line in p.lines]
    work.listed, signed = annex_opening(work.parts.annex)
    read_signature(work.front, [*tail, *signed])
    work.front.copies = join(line.flow for line in copied(tail) or copied(work.parts.annex))


def _with_blanks(document: SourceDocument, body: Sequence[BodyLine], numbers: Sequence[int]) -> list[BodyLine]:
    """The body's lines together with the blank lines between them."""
    if not body:
        return []
    last = body[-1].number
    return [BodyLine(n, EMPTY) for n in numbers if n <= last]


def _table_titles(document: SourceDocument, lines: Sequence[BodyLine]) -> dict[int, str]:
    """The short running line directly above a table, if it stands between this table and the one before."""
    titles: dict[int, str] = {}
    last = -1
    for number, table in enumerate(document.tables):
        start = min((s.start for cell in table.cells for s in cell.spans), default=-1)
        above = [b for b in lines if last < document.lines[b.number].span.start < start]
        if above and len(above[-1].text) <= 40 and above[-1].text[-1] not in "。；":
            titles[number] = above[-1].text
        last = max((s.end for cell in table.cells for s in cell.spans), default=last)
    return titles


def _measure_texts(structure: Structure) -> Texts:
    """The measures (else the chapters) that rows are compared with."""
    sections = structure.measures or structure.chapters
    return Texts([s.title.text for s in sections], [section_text(s).text for s in sections])


def _read_tables(work: _Work, measures: Texts) -> None:
    """The rows of the task tables, or of a table in flowing text."""
    for table in work.tables:
        work.raws.extend(from_table(work.document, table, measures, work.options))
    if not work.raws:
        work.tables = []
        work.raws, work.flow_table = from_flow(work.parts.annex, measures, work.options)


def _head(work: _Work) -> PlanHead:
    """The plan's front matter."""
    front = work.front
    title = front.title_text()
    running = "\n".join(line.text for line in (*work.parts.body, *work.parts.annex))
    cells = "\n".join(flow.text for table in work.tables for flow, _ in table.heads)
    first = _FIRST_LEADS.search(running) or _FIRST_LEADS.search(cells)
    return PlanHead(
        title=title,
        document_number=front.number.text or None,
        issuing_body=front.issuing_body,
        issue_date=front.issue_date,
        region=region_of(title, front.issuing_body),
        preamble=front.preamble.text,
        stage=front.stage_name,
        basis=tuple(dict.fromkeys(_BASIS.findall(front.preamble.text))),
        first_is_lead=first.group(0) if first else None,
        secrecy=front.secrecy_mark,
        place=work.places.of(front.title, front.preamble),
    )


def _read_tasks(work: _Work, head: PlanHead, measures: Texts) -> None:
    """Understand the rows; without a task table the clauses make the tasks."""
    lexicon = Lexicon.shipped()
    structure = work.structure
    if not work.raws:
        sections = structure.measures or structure.chapters
        work.raws = clause_tasks(
            sections,
            lexicon=lexicon,
            region=head.region,
            first_is_lead=head.first_is_lead is not None,
            measures=bool(structure.measures),
        )
    numbers = [s.number for s in structure.measures]
    context = Context(
        lexicon=lexicon,
        region=head.region,
        first_is_lead=head.first_is_lead is not None,
        measures=measures if structure.measures else Texts([], []),
        numbers=numbers,
        places=work.places,
        options=work.options,
    )
    work.tasks = make_tasks(work.raws, context)


def _refuse_if_empty(work: _Work) -> None:
    """A file without chapters, measures or tasks is no plan."""
    structure = work.structure
    if structure.chapters or len(structure.measures) > 1 or work.tasks:
        return
    raise FileRefused(
        f"“{work.document.name}”里没有找到“一、”“（一）”这样的部分、措施，也没有任务分解表，不像是一份方案。",
        "请确认选的是方案正文或带任务表的文件。",
    )


def _by_table(work: _Work) -> bool:
    """Whether the tasks stand in a table."""
    return bool(work.tables or work.flow_table)


def _figures(work: _Work) -> Figures:
    """The targets of chapters, measures and table rows."""
    structure = work.structure
    texts: list[tuple[str, Flow, int | None]] = [
        *((f"chapter {c.number}", section_text(c), None) for c in structure.chapters),
        *((f"measure {m.number}", section_text(m), None) for m in structure.measures),
    ]
    if _by_table(work):
        for raw, task in zip(work.raws, work.tasks, strict=True):
            by_date = task.deadline.kind == "by_date" and task.deadline.date
            texts.append((f"task {task.number}", raw.text, int(task.deadline.date[:4]) if by_date and task.deadline.date else None))
    used = {n for table in work.tables for n in table.tables}
    return find_figures(work.document, texts, work.places, used)


def _draft(work: _Work, head: PlanHead, figures: Figures) -> PlanDraft:
    """Put everything together and account for every character."""
    document = work.document
    accounts = _account(work, figures)
    check(accounts, len(document.text))
    front = work.front
    has_notice = front.notice or front.addressees or front.copies
    draft = PlanDraft(
        plan=head,
        chapters=tuple(
            ChapterDraft(c.number, c.title.text, section_text(c).text, c.label.text, work.places.of(c.title, c.text), _gap(c))
            for c in work.structure.chapters
        ),
        measures=tuple(
            MeasureDraft(
                m.number, m.parent, m.title.text, section_text(m).text, m.label.text, work.places.of(m.title, m.text), _gap(m)
            )  # fmt: skip
            for m in work.structure.measures
        ),
        tasks=tuple(work.tasks),
        targets=figures.targets,
        notice=Notice(_notice_text(front), _addressees(front.addressees.text)) if has_notice else None,
        remainder=remainders(document, accounts, work.places),
        warnings=plan_warnings(document),
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


def _account(work: _Work, figures: Figures) -> tuple:  # type: ignore[type-arg]
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
    if _by_table(work):
        _claim_tasks(ledger, work)
    for flow, owner in figures.claims:
        ledger.claim(ledger.free(flow), FIELD, owner)
    for line in work.listed:
        ledger.claim(ledger.free(line.flow), MARK, "annex")
    for at, line in enumerate(work.parts.annex):
        if ANNEX_HEAD.match(line.text) or (at and ANNEX_HEAD.fullmatch(work.parts.annex[at - 1].text)):
            ledger.claim(ledger.free(line.flow), MARK, "annex")
    return ledger.close()


def _claim_front(ledger: Ledger, work: _Work) -> None:
    """The front matter's characters."""
    front = work.front
    for name in ("title", "preamble", "number", "body", "date", "stage", "secrecy"):
        owner = {"number": "document_number", "body": "issuing_body", "date": "issue_date"}.get(name, name)
        ledger.claim(getattr(front, name), FIELD, f"plan/{owner}")
    ledger.claim(front.addressees, FIELD, "notice/addressees")
    ledger.claim(front.notice, FIELD, "notice/text")
    ledger.claim(ledger.free(front.copies), FIELD, "notice/copies")
    for flow in front.marks:
        ledger.claim(ledger.free(flow), MARK, "front")


def _claim_tasks(ledger: Ledger, work: _Work) -> None:
    """The characters of tables: heads are marks, repeated ones furniture, cells fields."""
    for table in work.tables:
        for flow, repeated in table.heads:
            ledger.claim(flow, "furniture" if repeated else MARK, "" if repeated else "table/head", "repeated_table_head" if repeated else "")
        for flow in table.sections:
            ledger.claim(ledger.free(flow), MARK, "table/section")
    for at, flow in enumerate(work.flow_table.heads if work.flow_table else ()):
        ledger.claim(flow, "furniture" if at else MARK, "" if at else "table/head", "repeated_table_head" if at else "")
    for raw, task in zip(work.raws, work.tasks, strict=True):
        owner = f"task/{task.number}"
        cells = [(raw.label, "label"), (raw.text, "text"), (raw.deadline or EMPTY, "deadline_raw"), (raw.remark or EMPTY, "remark")]
        cells += [(flow, "responsibility_raw") for _, flow in raw.duties]
        cells += [(flow, column.name or "other") for column, flow in raw.others]
        if raw.owns_category:
            cells.append((raw.category, "category"))
        for flow, name in cells:
            # A merged cell is printed once and belongs to several rows: its characters go to the first.
            ledger.claim(ledger.free(flow), FIELD, f"{owner}/{name}")
