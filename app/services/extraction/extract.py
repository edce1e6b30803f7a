"""The chain from a SourceDocument to a PlanDraft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.errors import FileRefused
from app.services.documents.source import SourceDocument
from app.services.extraction.assemble import assemble
from app.services.extraction.body_lines import BodyLine, body_lines, paragraphs
from app.services.extraction.clause_tasks import clause_tasks
from app.services.extraction.draft import PlanDraft, PlanHead
from app.services.extraction.front_matter import body_in_title, read_front, read_signature
from app.services.extraction.furniture import find_furniture
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.parts import annex_opening, copied, is_frame, split_parts, split_tail
from app.services.extraction.places import Places
from app.services.extraction.plan_targets import Figures, Passage, find_figures, plan_year_of, tells_the_past
from app.services.extraction.region import region_of
from app.services.extraction.similarity import Texts
from app.services.extraction.structure import Structure, first_heading, read_structure, section_text, sentences_of
from app.services.extraction.table_tasks import from_flow, from_table
from app.services.extraction.task_table import find_task_tables
from app.services.extraction.tasks import Context, RawTask, make_tasks
from app.services.extraction.text_cleaning import Flow, join
from app.services.extraction.work import Work
from app.services.progress import Progress

_FIRST_LEADS = re.compile(
    r"[^。（()）；：:\n]{0,30}(?:列(?:在)?(?:第一位|首位|第一)|排(?:在)?(?:第一位|首位|第一)|首列)的?(?:单位|部门)?(?:为|是)牵头(?:单位|部门)?[^。）)\n]{0,12}"
)
_BASIS = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:[（(][^（()）]{2,30}号[)）])?")
_NO_PLAN = re.compile(
    r"^(?!.*印发)(?:.*关于(?:召开|举办|举行|参加|报送|填报|征集|任免|表彰|通报|商请|邀请).{2,60}(?:通知|决定|通报)|.*(?:函|请示|批复|公示|会议纪要|通报))$"
)
_AIM_COLUMN = re.compile(r"目标|指标|成效|要求")
_STEPS = 5


def extract_plan(document: SourceDocument, progress: Progress | None = None, options: Options = DEFAULT) -> PlanDraft:
    """Read a plan; raises FileRefused if the document holds neither chapters nor measures nor a task table."""
    steps = progress or Progress()
    steps.step(0, _STEPS, "识别页码和版面")
    furniture = find_furniture(document)
    work = Work(document, options, furniture, Places(document, furniture.printed))
    _read_body(work)
    steps.step(1, _STEPS, "识别任务表")
    measures = _measure_texts(work.structure)
    _read_tables(work, measures)
    steps.step(2, _STEPS, "识别任务和责任单位")
    head = _head(work)
    _read_tasks(work, head, measures)
    _refuse_if_empty(work)
    steps.step(3, _STEPS, "识别量化目标")
    figures = _figures(work, plan_year_of(head.title))
    steps.step(4, _STEPS, "核对每个字的去向")
    draft = assemble(work, head, figures)
    steps.step(_STEPS, _STEPS, "完成")
    return draft


def _read_body(work: Work) -> None:
    """Task tables, running lines, front matter, chapters and measures."""
    document = work.document
    frames = {n for n, table in enumerate(document.tables) if is_frame(table)}
    numbers = [
        n
        for n, line in enumerate(document.lines)
        if (line.table is None or line.table in frames) and n not in work.furniture.rules and not line.region
    ]
    lines = body_lines(document, numbers, work.options)
    work.tables = find_task_tables(document, _table_titles(document, lines))
    work.parts = split_parts(document, lines, [n for t in work.tables for n in t.tables])
    last = work.parts.body[-1].number if work.parts.body else -1
    body = body_lines(document, [n for n in numbers if n <= last], work.options)
    found = paragraphs(body)
    found, tail = split_tail(found) if first_heading(found) is not None else (found, [])
    work.tail = [line for p in tail for line in p.lines]
    work.structure = read_structure(found, work.options)
    work.front = read_front([line for p in work.structure.front for line in p.lines])
    work.listed, signed = annex_opening(work.parts.annex)
    read_signature(work.front, [*work.tail, *signed])
    work.front.copies = join(line.flow for line in copied(work.tail) or copied(work.parts.annex))


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


def _read_tables(work: Work, measures: Texts) -> None:
    """The rows of the task tables, or of a table in flowing text."""
    for table in work.tables:
        work.raws.extend(from_table(work.document, table, measures, work.options))
    for raw in work.raws:
        raw.within = _around(work, raw.text)
    if not work.raws:
        work.tables = []
        work.raws, work.flow_table = from_flow(work.parts.annex, measures, work.options)


def _around(work: Work, row: Flow) -> int | None:
    """The measure in whose text a row of a table stands, where the table is no annex."""
    at = row.source()[0]
    sections = sorted([*work.structure.chapters, *work.structure.measures], key=lambda s: s.label.source()[0])
    before = [s for s in sections if s.label.source()[0] < at]
    last = work.parts.body[-1].flow.source()[1] if work.parts.body else 0
    if not at or at > last or not before or before[-1] not in work.structure.measures:
        return None
    return before[-1].number


def _head(work: Work) -> PlanHead:
    """The plan's front matter."""
    front = work.front
    title = front.title_text()
    body = front.issuing_body or body_in_title(title)
    running = "\n".join(p.flow.text for part in (work.parts.body, work.parts.annex) for p in paragraphs(part))
    cells = "\n".join(flow.text for table in work.tables for flow, _ in table.heads)
    first = _FIRST_LEADS.search(running) or _FIRST_LEADS.search(cells)
    return PlanHead(
        title=title,
        document_number=front.number.text or None,
        issuing_body=body,
        issue_date=front.issue_date,
        region=region_of(title, body),
        preamble=front.preamble.text,
        stage=front.stage_name,
        basis=tuple(dict.fromkeys(_BASIS.findall(front.preamble.text))),
        first_is_lead=first.group(0) if first else None,
        secrecy=front.secrecy_mark,
        place=work.places.of(front.title, front.preamble),
    )


def _read_tasks(work: Work, head: PlanHead, measures: Texts) -> None:
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
        plan_year=plan_year_of(head.title),
    )
    work.tasks = make_tasks(work.raws, context)


def _refuse_if_empty(work: Work) -> None:
    """A file without chapters, measures or tasks is no plan, nor is a letter or the notice of a meeting."""
    structure = work.structure
    name = work.document.name
    if not (structure.chapters or len(structure.measures) > 1 or work.tasks):
        raise FileRefused(
            f"“{name}”里没有找到“一、”“（一）”这样的部分、措施，也没有任务分解表，不像是一份方案。",
            "请确认选的是方案正文或带任务表的文件。",
        )
    if not work.tasks and _NO_PLAN.search(work.front.title_text()):
        raise FileRefused(
            f"“{name}”是《{work.front.title_text()}》，不是方案，其中也没有任务和责任分工。",
            "请选择方案正文或带任务表的文件。",
        )


def _figures(work: Work, plan_year: int | None) -> Figures:
    """The targets of chapters, measures and table rows."""
    structure = work.structure
    past = {c.number for c in structure.chapters if tells_the_past(c.title.text)}
    deadlines = tuple(_deadlines(work))
    ruled = () if work.by_table else deadlines
    measures = [m for m in structure.measures if m.parent not in past and not tells_the_past(m.title.text)]
    passages = [
        Passage(f"{kind} {s.number}", flow, ruled)
        for kind, sections in (("chapter", structure.chapters), ("measure", measures))
        for s in sections
        for flow in (s.title, sentences_of(s))
        if kind == "measure" or s.number not in past
    ]
    if work.by_table:
        rows = zip(work.raws, work.tasks, strict=True)
        passages += [Passage(f"task {task.number}", flow, deadlines) for raw, task in rows for flow in _aims(raw)]
    used = {n for table in work.tables for n in table.tables}
    return find_figures(work.document, passages, work.places, used, plan_year)


def _aims(raw: RawTask) -> list[Flow]:
    """The texts of a row that may hold targets: the task, and columns for aims (目标要求)."""
    return [raw.text, *(flow for column, flow in raw.others if _AIM_COLUMN.search(column.name))]


def _deadlines(work: Work) -> Iterator[tuple[int, int, int]]:
    """The ranges of source of the tasks that are due by a date, with its year."""
    for raw, task in zip(work.raws, work.tasks, strict=True):
        if task.deadline.kind == "by_date" and task.deadline.date:
            for flow in _aims(raw):
                yield (*flow.source(), int(task.deadline.date[:4]))
