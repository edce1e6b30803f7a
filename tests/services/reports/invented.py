"""Plans made of invented rows, for tests of papers and tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.services.reports.options import ReportOptions
from app.services.rows import (
    AssignmentRow,
    ChapterRow,
    DoubtRow,
    ItemRef,
    Matrix,
    MatrixAgency,
    MeasureRow,
    PlaceRow,
    PlanSummary,
    PlanText,
    RemarkRow,
    TargetRow,
    TaskRow,
)

OPTIONS = ReportOptions(office="云泽市政府办公室", day=date(2026, 6, 3), office_fonts=False, fixed=True)


def duty(name: str, role: str, position: int = 1, *, agency: int = 0, inherited: bool = False) -> AssignmentRow:
    number = agency or sum(map(ord, name))
    return AssignmentRow(number, name, name, name, role, "", position, inherited)


def task(number: int = 1, **changes: object) -> TaskRow:
    row = TaskRow(
        ref=ItemRef(1, "task", number),
        number=number,
        label=str(number),
        category="补齐社区助餐短板",
        category_source="printed",
        chapter=None,
        measure=1,
        measure_title="办好老年食堂",
        text=f"新办第{number}批老年食堂，配齐送餐车辆。",
        deadline_raw="2026年底前",
        deadline_kind="by_date",
        deadline_date="2026-12-31",
        responsibility_raw="市民政局牵头，市财政局配合。",
        et_al=False,
        blanket=None,
        remark=None,
        assignments=(duty("市民政局", "lead"), duty("市财政局", "support", 2)),
        targets=(),
        places=(PlaceRow(9, "7", None),),
        doubts=(),
        remarks=0,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def plan(tasks: Sequence[TaskRow] = (), **changes: object) -> PlanText:
    target = TargetRow("老年食堂", "到2026年，≥40家", ">=", 40, None, "家", None, 2026, "老年食堂不少于40家")
    measure = MeasureRow(
        ItemRef(1, "measure", 1), 1, "（一）", "办好老年食堂", "让老人就近吃上热饭。", tuple(tasks), (target,), 0
    )
    chapter = ChapterRow(ItemRef(1, "chapter", 1), 1, "一、", "健全服务网络", "以社区为重点。", (measure,))
    text = PlanText(
        summary=summary(tasks=len(tasks)),
        preamble="为让老人安享晚年，制定本方案。",
        notice=None,
        chapters=(chapter,),
        loose_tasks=(),
        remainder=(),
        remarks=(),
    )
    return replace(text, **changes)  # type: ignore[arg-type]


def summary(**changes: object) -> PlanSummary:
    row = PlanSummary(
        number=1,
        version=1,
        plan_uuid="u",
        version_id="v",
        title="云泽市老年助餐服务行动方案",
        region="云泽市",
        document_number="云政办发〔2026〕7号",
        issuing_body="云泽市人民政府办公室",
        issue_date="2026-03-05",
        stage="征求意见稿",
        chapters=1,
        measures=1,
        tasks=0,
        targets=1,
        remarks=0,
        doubts=0,
        source_name="云泽助餐.pdf",
        source_kind="pdf",
        pages=9,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def remark(text: str, number: int = 1, **changes: object) -> RemarkRow:
    row = RemarkRow(
        "e1", ItemRef(1, "task", number), "", text, "一般", "未处理", "a1", "赵㛃", "2026-05-01T08:00:00", "老年食堂"
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def doubt(sentence: str) -> DoubtRow:
    return DoubtRow("category", "category_by_content", None, sentence)


def matrix(tasks: Sequence[TaskRow], kind: str = "政府部门") -> Matrix:
    """A matrix whose rows are the bodies in the order in which the tasks name them."""
    names = {one.agency_id: one.display for row in tasks for one in row.assignments}
    agencies = tuple(MatrixAgency(key, name, kind, (0, 0, 0, 0, 0), 0, 0) for key, name in names.items())
    return Matrix("task", (), agencies, {}, {}, frozenset())


def pdf_text(data: bytes) -> str:
    """All text of a PDF without white space, as a reader copies it."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "".join("".join(char["text"] for char in page.chars) for page in document.pages)


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
