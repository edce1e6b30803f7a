"""The plan report (方案审阅报告): everything about one plan on paper, from the cover to the doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from app.services.progress import Progress
from app.services.reports import front, sections
from app.services.reports.fonts import HEI, KAI, TITLE, FontSet
from app.services.reports.options import ReportOptions
from app.services.reports.painter import Imprint, paint
from app.services.reports.paper import BODY, LANDSCAPE, LEADING, PORTRAIT, Flow, Leaf, Sheet
from app.services.reports.phrases import (
    Positions,
    all_tasks,
    chapter_head,
    chinese_date,
    duty_words,
    first_listed,
    measure_head,
    runs,
    task_name,
)
from app.services.reports.setting import Style, Text
from app.services.reports.tables import Column, Look, draw_table
from app.services.rows import ChapterRow, Matrix, MeasureRow, PlanText, TaskRow

_SECTION: Final = Style(role=TITLE, size=18, leading=LEADING, align="center", before=LEADING / 2, after=LEADING / 4)
_OF: Final = Style(size=10.5, leading=16, align="center", before=4)
"""Above and below a part that stands alone: the plan, and what the paper is made from."""
_CHAPTER: Final = BODY.but(role=HEI, before=6)
_MEASURE: Final = BODY.but(role=KAI, before=3)
_TASK: Final = Style(size=12, leading=19, first=2, before=4)
_NOTE: Final = Style(size=12, leading=19, left=2)
_TASK_LINES: Final = 12
"""A task of at most so many lines is not torn by a page's end."""
_HALF: Final = 50
_FIRST_TABLES: Final = 3
"""The parts up to this one begin on a page of their own."""


def write_plan_report(
    plan: PlanText, matrix: Matrix, out: Path, options: ReportOptions, progress: Progress | None = None
) -> int:
    """Write the report to ``out`` and give its number of pages.

    Raises Cancelled between steps. ``out`` is written directly: who needs it whole or not at all writes it aside.
    """
    tell = progress or Progress()
    fonts = FontSet.shipped(office=options.office_fonts, serif_latin=options.serif_latin)
    leaves = _Report(plan, matrix, fonts, options, tell).leaves()
    summary = plan.summary
    imprint = Imprint(
        title=f"{summary.title}{options.part or '审阅报告'}",
        author=options.office,
        subject=summary.document_number or "",
        keywords="、".join(filter(None, (summary.region, summary.stage))),
        fixed=options.fixed,
    )

    def on_page(number: int, total: int) -> None:
        tell.step(_HALF + _HALF * number // total, 2 * _HALF, "写入页面")

    with out.open("wb") as stream:
        return paint(leaves, fonts, stream, imprint, turned=options.turned, on_page=on_page)


class _Report:
    """Lays out the parts one after the other; the contents are put in front at the end."""

    def __init__(
        self, plan: PlanText, matrix: Matrix, fonts: FontSet, options: ReportOptions, progress: Progress
    ) -> None:
        self._plan = plan
        self._matrix = matrix
        self._fonts = fonts
        self._options = options
        self._progress = progress
        self._tasks = all_tasks(plan)
        self._positions = Positions(plan)
        self._flow = Flow(fonts, PORTRAIT, prefix="a")

    def leaves(self) -> list[Leaf]:
        """All pages in order."""
        plan, flow = self._plan, self._flow
        tables: list[tuple[str, bool, Sheet, Callable[[], None]]] = [
            ("方案概况", True, PORTRAIT, self._summary),
            ("方案内容", True, PORTRAIT, self._content),
            ("任务分解表", bool(self._tasks), LANDSCAPE, self._task_table),
            ("责任分工一览表", bool(self._matrix.agencies), PORTRAIT, self._duties),
            ("量化目标一览表", next(sections.all_targets(plan), None) is not None, PORTRAIT, self._targets),
            ("审阅意见", bool(plan.remarks), PORTRAIT, lambda: sections.remark_table(flow, plan, self._positions)),
            ("存疑事项", bool(sections.all_doubts(plan)), PORTRAIT, self._doubts),
            ("未归入各项的文字", bool(plan.remainder), PORTRAIT, self._remainder),
        ]
        for index, (title, present, sheet, draw) in enumerate(tables):
            self._progress.step(_HALF * index // len(tables), 2 * _HALF, title)
            if present and self._options.part in ("", title):
                flow.begin_part(sheet, share=index > _FIRST_TABLES)
                if self._options.part:
                    flow.text(plan.summary.title, _OF)
                flow.heading(title, _SECTION, title, 0, keep=4 * LEADING)
                draw()
        self._tell_missing()
        if self._options.part:
            flow.text(self._notice(), _OF)
            return flow.leaves
        cover = self._cover()
        return [cover, *front.contents(self._fonts, flow.leaves, 1), *flow.leaves]

    def _cover(self) -> Leaf:
        summary, options = self._plan.summary, self._options
        day = options.day or date.today()  # noqa: DTZ011  # the office's own calendar day
        facts = [summary.document_number, summary.stage and f"（{summary.stage}）"]
        foot = [options.office, chinese_date(day)]
        return front.cover(
            self._fonts,
            summary.title,
            "审阅报告",
            [fact for fact in facts if fact],
            [line for line in foot if line],
            summary.secrecy,
            self._notice(),
        )

    def _notice(self) -> str:
        """What the paper says of its origin: until everything was checked, that it was not."""
        return front.PROOFED if self._plan.summary.proofed else front.NOTICE

    def _tell_missing(self) -> None:
        """Say which characters no font has, so that an empty box on paper is never taken for the original."""
        if self._fonts.missing:
            signs = "、".join(f"{char}（U+{ord(char):04X}）" for char in sorted(self._fonts.missing))
            self._flow.text(f"字体缺字：以下字符在纸面上显示为方框，请以原件为准：{signs}。")

    def _summary(self) -> None:
        flow, summary = self._flow, self._plan.summary
        facts = [
            ("方案名称", summary.title),
            ("发文机关", summary.issuing_body or "未载明"),
            ("文号", summary.document_number or "未载明"),
            ("成文日期", chinese_date(date.fromisoformat(summary.issue_date)) if summary.issue_date else "未载明"),
            ("稿次", summary.stage or "未载明"),
            ("来源文件", summary.source_name + (f"（{summary.pages}页）" if summary.pages else "")),
            *self._counts(),
        ]
        look = Look(cell=Style(size=12, leading=20), head=Style(role=HEI, size=12, leading=20, align="center"))
        width = flow.sheet.text_width
        columns = [Column("项目", 0.2 * width, "center"), Column("内容", 0.8 * width)]
        draw_table(flow, columns, [[[(HEI, name)], words] for name, words in facts], look)
        unled = first_listed(self._tasks)
        if unled:
            numbers = "、".join(map(task_name, unled)) if _odd_labels(unled) else runs(one.number for one in unled)
            flow.text(
                f"提示：第{numbers}项由多个单位共同负责，方案未明示牵头单位，首列单位在任务分解表中注明“首列”。",
                BODY.but(before=LEADING / 2),
            )
        for warning in summary.warnings:
            flow.text(f"读取提示：{warning}", BODY)
        flow.text(self._notice(), BODY.but(before=LEADING / 4))

    def _counts(self) -> list[tuple[str, str]]:
        """Numbers of parts, measures, tasks, deadlines, targets, remarks, doubts, in words."""
        plan, tasks = self._plan, self._tasks
        led = sum(any(one.role == "lead" for one in task.assignments) for task in tasks)
        sole = sum(
            any(one.role == "sole" for one in task.assignments) and all(one.role != "lead" for one in task.assignments)
            for task in tasks
        )
        kinds = Counter(task.deadline_kind for task in tasks)
        severities = Counter(remark.severity for remark in plan.remarks)
        deadlines = (("by_date", "有明确日期"), ("ongoing", "持续推进"), ("asap", "尽快完成"), ("none", "未写明"))
        times = "，".join(f"{words}{kinds[kind]}项" for kind, words in deadlines if kinds[kind])
        remarks = "，".join(f"{name}{severities[name]}条" for name in ("重大", "一般", "文字性") if severities[name])
        return [
            ("结构", f"{len(plan.chapters)}个部分，{plan.summary.measures}条措施，{len(tasks)}项任务"),
            ("责任分工", f"明确牵头单位{led}项，单一负责单位{sole}项，按首列单位列示{len(first_listed(tasks))}项"),
            ("责任单位", f"{len(self._matrix.agencies)}家"),
            ("完成时限", times or "无"),
            ("量化目标", f"{sum(1 for _ in sections.all_targets(plan))}个"),
            ("审阅意见", f"{len(plan.remarks)}条" + (f"（{remarks}）" if remarks else "")),
            ("存疑事项", f"{len(sections.all_doubts(plan))}处"),
        ]

    def _content(self) -> None:
        plan, flow = self._plan, self._flow
        for paragraph in plan.preamble.split("\n") if plan.preamble else ():
            flow.text(paragraph)
        for chapter in plan.chapters:
            self._chapter(chapter)
        for task in plan.loose_tasks:
            self._task(task)

    def _chapter(self, chapter: ChapterRow) -> None:
        flow = self._flow
        head = chapter_head(chapter)
        if head:
            direct = bool(chapter.text or not chapter.measures)
            flow.heading(head, _CHAPTER, head, 1, keep=(2 if direct else 4) * LEADING)
        for paragraph in chapter.text.split("\n") if chapter.text else ():
            flow.text(paragraph)
        for measure in chapter.measures:
            self._measure(measure)
        for task in chapter.tasks:
            self._task(task)

    def _measure(self, measure: MeasureRow) -> None:
        head = measure_head(measure)
        self._flow.heading(head, _MEASURE, head, 2)
        for paragraph in measure.text.split("\n") if measure.text else ():
            self._flow.text(paragraph)
        for task in measure.tasks:
            self._task(task)

    def _task(self, task: TaskRow) -> None:
        """Number and text; then deadline, printed responsibility, and the roles read from it."""
        said = [("完成时限：", task.deadline_raw), ("责任分工：", task.responsibility_raw), ("备注：", task.remark)]
        block: list[tuple[Text, Style]] = [
            ([(HEI, f"任务{task_name(task)}　"), (_TASK.role, task.text)], _TASK),
            *(([(HEI, name), (_NOTE.role, words)], _NOTE) for name, words in said if words),
        ]
        if duties := duty_words(task):
            block.append(("；".join(duties), _NOTE))
        self._flow.together(block, most=_TASK_LINES)

    def _task_table(self) -> None:
        total = len(self._tasks)

        def step(count: int) -> None:
            self._progress.step(_HALF * 2 // 8 + count * _HALF // 8 // total, 2 * _HALF, "任务分解表")

        sections.task_table(self._flow, self._tasks, self._options, step)

    def _duties(self) -> None:
        sections.duty_table(self._flow, self._plan, self._matrix)

    def _targets(self) -> None:
        sections.target_table(self._flow, self._plan, self._positions)

    def _doubts(self) -> None:
        sections.doubt_table(self._flow, self._plan, self._positions)

    def _remainder(self) -> None:
        for text in self._plan.remainder:
            self._flow.text(text)


def _odd_labels(tasks: list[TaskRow]) -> bool:
    return any(task_name(task) != str(task.number) for task in tasks)
