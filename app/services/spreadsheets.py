"""The task table as an Excel workbook that offices can sort, filter and print (XLSX, no merged cells)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.services.reports.phrases import all_tasks, lead_words, other_words, task_name
from app.services.rows import ROLE_WORDS, ItemRef, PlanText, RemarkRow, TaskRow

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET: Final = "任务分解表"
PAPER: Final = "打印用表"
ABOUT: Final = "说明"
NOTICE: Final = "本表由程序自动提取生成，含未经人工校对内容，以方案原件为准。"
PROOFED: Final = "本表由程序自动提取生成，提取内容已经人工校对，以方案原件为准。"

_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_LIMIT: Final = 32_767
"""Characters that a cell of Excel can hold."""
_LINE: Final = 14.5
_TALLEST: Final = 409.0
_FONT: Final = "宋体"

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: float
    value: Callable[[TaskRow], Value]
    centred: bool = False


def write_tasks(plan: PlanText, out: Path) -> None:
    """Write the task table of a plan to ``out``, with the remarks and doubts on each task and where it stands."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    columns = _columns(plan)
    tasks = all_tasks(plan)
    _fill(sheet, columns, tasks)
    _prepare_printing(sheet, plan)
    paper = book.create_sheet(PAPER)
    _fill(paper, _form(), tasks)
    _prepare_printing(paper, plan)
    _about(book.create_sheet(ABOUT), plan)
    book.properties.title = f"{plan.summary.title}任务分解表"
    book.properties.creator = "清览"
    book.save(out)


def _columns(plan: PlanText) -> list[_Column]:
    remarks: dict[ItemRef, list[RemarkRow]] = {}
    for remark in plan.remarks:
        remarks.setdefault(remark.ref, []).append(remark)

    def opinions(task: TaskRow) -> str:
        said = remarks.get(task.ref, ())
        return "\n".join(f"{one.author_name or one.author}（{one.severity}，{one.state}）：{one.text}" for one in said)

    def role(name: str) -> Callable[[TaskRow], str]:
        return lambda task: _bodies(task, name)

    roles = [_Column(f"{words}单位", 18, role(name)) for name, words in ROLE_WORDS.items()]
    return [
        _Column("序号", 6, _serial, centred=True),
        _Column("类别", 18, lambda task: task.category),
        _Column("工作任务", 48, lambda task: task.text),
        _Column("完成时限", 14, lambda task: task.deadline_raw),
        _Column("时限日期", 12, _day, centred=True),
        roles[0],
        _Column("首列单位", 18, _first),
        *roles[1:],
        _Column("责任分工（原文）", 30, lambda task: task.responsibility_raw),
        _Column("指标", 28, lambda task: "\n".join(f"{one.name}：{one.phrase}" for one in task.targets)),
        _Column("指标数", 8, lambda task: len(task.targets), centred=True),
        _Column("对应措施", 24, lambda task: task.measure_title),
        _Column("备注", 12, lambda task: task.remark),
        _Column("意见", 28, opinions),
        _Column("存疑", 24, lambda task: "\n".join(one.sentence for one in task.doubts)),
        _Column("来源页码（印刷）", 9, _printed_pages, centred=True),
        _Column("来源页码（文件）", 9, _file_pages, centred=True),
    ]


def _form() -> list[_Column]:
    """Form 1 of FORMS.md, as wide as A4 on its side holds in a legible size; the working table has all the rest."""
    return [
        _Column("序号", 6, _serial, centred=True),
        _Column("类别", 18, lambda task: task.category),
        _Column("工作任务", 52, lambda task: task.text),
        _Column("完成时限", 14, lambda task: task.deadline_raw),
        _Column("牵头单位", 18, lead_words),
        _Column("责任（配合）单位", 26, other_words),
        _Column("责任领导", 10, lambda _task: None),
        _Column("备注", 10, lambda task: task.remark),
    ]


def _serial(task: TaskRow) -> Value:
    return _number(task_name(task))


def _number(text: str) -> Value:
    """A whole number as a number, so that Excel sorts it as one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _day(task: TaskRow) -> Value:
    return date.fromisoformat(task.deadline_date) if task.deadline_date else None


def _bodies(task: TaskRow, role: str) -> str:
    names = [
        f"{one.display}（统一要求）" if one.inherited else one.display for one in task.assignments if one.role == role
    ]
    return "、".join(names)


def _first(task: TaskRow) -> str:
    """The body named first: whom everybody reads as the lead where the plan does not say it."""
    own = [one for one in task.assignments if not one.inherited]
    return min(own, key=lambda one: one.position).display if own else ""


def _printed_pages(task: TaskRow) -> Value:
    return _span(list(dict.fromkeys(one.printed_page for one in task.places if one.printed_page)))


def _file_pages(task: TaskRow) -> Value:
    return _span(list(dict.fromkeys(str(one.page) for one in task.places if one.page)))


def _span(pages: list[str]) -> Value:
    return _number(pages[0]) if len(pages) == 1 else "、".join(pages)


def _fill(sheet: Worksheet, columns: list[_Column], tasks: tuple[TaskRow, ...]) -> None:
    """Head, rows, widths, heights, frozen head, filter."""
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    left = Alignment(wrap_text=True, vertical="center")
    centre = Alignment(wrap_text=True, vertical="center", horizontal="center")
    bold, plain = Font(name=_FONT, size=11, bold=True), Font(name=_FONT, size=11)
    for index, column in enumerate(columns, 1):
        cell = sheet.cell(1, index, column.head)
        cell.font, cell.alignment, cell.border = bold, centre, border
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[1].height = 2 * _LINE + 4
    for number, task in enumerate(tasks, 2):
        lines = 1
        for index, column in enumerate(columns, 1):
            value = column.value(task)
            cell = sheet.cell(number, index)
            _put(cell, value)
            cell.font, cell.border = plain, border
            cell.alignment = centre if column.centred else left
            lines = max(lines, _lines(value, column.width))
        sheet.row_dimensions[number].height = min(_TALLEST, lines * _LINE + 4)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(tasks) + 1}"


def _put(cell: Any, value: Value) -> None:
    """Set a value; text stays text, also where it begins like a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LIMIT] or None
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _lines(value: Value, width: float) -> int:
    """How many lines a value takes in a column; a Chinese character is two digits wide."""
    if not isinstance(value, str):
        return 1
    room = max(1.0, width - 1)
    return sum(max(1, -int(-_digits(line) // room)) for line in value.split("\n"))


def _digits(line: str) -> int:
    return sum(1 if char.isascii() else 2 for char in line)


def _prepare_printing(sheet: Worksheet, plan: PlanText) -> None:
    """A4 landscape, one page wide, head on each page, page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddHeader.center.text = plan.summary.title.replace("&", "&&")
    if plan.summary.secrecy:
        sheet.oddHeader.left.text = plan.summary.secrecy.replace("&", "&&")
    sheet.oddFooter.center.text = "— &P —"
    sheet.oddFooter.left.text = notice(plan)


def notice(plan: PlanText) -> str:
    """What the table says of its origin: until everything was checked, that it was not."""
    return PROOFED if plan.summary.proofed else NOTICE


def _about(sheet: Worksheet, plan: PlanText) -> None:
    """A second sheet: what this is and where it comes from."""
    from openpyxl.styles import Alignment, Font

    summary = plan.summary
    facts: list[tuple[str, Value]] = [
        ("方案名称", summary.title),
        ("密级", summary.secrecy),
        ("文号", summary.document_number),
        ("发文机关", summary.issuing_body),
        ("成文日期", date.fromisoformat(summary.issue_date) if summary.issue_date else None),
        ("稿次", summary.stage),
        ("来源文件", summary.source_name),
        ("任务数", len(all_tasks(plan))),
        ("说明", notice(plan)),
    ]
    for number, (name, value) in enumerate((fact for fact in facts if fact[1] is not None), 1):
        sheet.cell(number, 1, name).font = Font(name=_FONT, size=11, bold=True)
        cell = sheet.cell(number, 2)
        _put(cell, value)
        cell.font = Font(name=_FONT, size=11)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 70
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
