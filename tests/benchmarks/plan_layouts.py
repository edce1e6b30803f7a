"""Invented plans as texts without pages: tables with tabs, cells one below the other as copied from a PDF.

Plans with pages, rules and clauses are made by ``tests/benchmarks/layouts``.
"""

from __future__ import annotations

from random import Random

from app.services.documents.source import SourceDocument
from tests.benchmarks.plan_words import MadePlan, MadeTask, han
from tests.services.extraction.making import text_document, wrap

_NAMES = {
    "number": ("序号", "编号"),
    "category": ("任务类别", "重点领域", "类别"),
    "text": ("具体举措", "工作内容", "主要内容", "重点任务"),
    "deadline": ("完成时限", "完成期限", "时间要求", "时间节点", "完成时间"),
    "duty": ("责任分工", "责任单位"),
    "lead": ("牵头单位",),
    "support": ("配合单位", "协办单位"),
    "remark": ("备注",),
}


def _value(task: MadeTask, column: str) -> str:
    return {
        "number": str(task.number), "category": "", "text": task.text, "deadline": task.deadline, "duty": task.duty,
        "lead": task.lead, "support": task.support, "remark": "",
    }[column]  # fmt: skip


def _body_lines(plan: MadePlan) -> list[str]:
    """The paragraphs of the body: chapters with their measures, numbers running through."""
    made: list[str] = []
    for number, (title, text) in enumerate(plan.chapters, 1):
        made.append(f"{han(number)}、{title}")
        if text:
            made.append(text)
        made += [f"（{han(m.number)}）{m.title}。{m.text}" for m in plan.measures if m.chapter == number]
    return made


def tabbed(plan: MadePlan, rng: Random) -> SourceDocument:
    """A text with a tab-separated table, in blocks with repeated heads; labels on the first row of their group."""
    head = "序号\t重点工作任务\t\t责任分工"
    rows: list[str] = [head]
    last = ""
    for task in plan.tasks:
        if len(rows) > 2 and rng.random() < 0.12:
            rows += ["", head]
        rows.append(f"{task.number}\t{'' if task.category == last else task.category}\t{task.text}\t{task.duty}")
        last = task.category
    body = "\n\n".join(
        [plan.title, plan.preamble, *_body_lines(plan), "附件：重点工作任务分解表", "附件", "重点工作任务分解表"]
    )
    return text_document(body + "\n\n" + "\n".join(rows) + "\n")


_NOTICE = """{city}人民政府关于印发{city}绿色
家园建设行动计划实施方案的通知
云政发〔2026〕12号
各县（市、区）人民政府，市各委、办、局：
现将《{title}》印发给你们，请认真贯彻落实。
{city}人民政府
2026年3月9日
（此件公开发布）
"""


def varied_flow(plan: MadePlan, rng: Random) -> SourceDocument:
    """Flowing text with other columns in another order, behind a notice; page numbers between the rows."""
    columns = [
        "category",
        "text",
        *rng.choice((["duty"], ["lead", "support"], ["deadline", "duty"], ["duty", "deadline"])),
    ]
    names = ["序号", *(rng.choice(_NAMES[c][:2]) for c in columns)]
    widths = {"category": 6, "text": rng.choice((18, 22, 26)), "deadline": 5, "duty": 10, "lead": 7, "support": 9}
    out = _NOTICE.format(city=plan.city, title=plan.title).splitlines()
    for text in [plan.title, plan.preamble, *_body_lines(plan)]:
        out += [*wrap(text, 30), ""]
    out += ["附件1", "重点任务清单", " ".join(names)]
    last = ""
    blank = [""] if rng.random() < 0.6 else []
    for task in plan.tasks:
        if rng.random() < 0.12:
            out += [f"-{rng.randrange(5, 40)}-", *blank, *([" ".join(names)] if rng.random() < 0.5 else [])]
        out += [str(task.number), *blank]
        for column in columns:
            value = ("" if task.category == last else task.category) if column == "category" else _value(task, column)
            lines = wrap(value, widths[column])
            out += [*lines, *blank] if lines else []
        last = task.category
    return text_document("\n".join(out) + "\n")


def varied_tabs(plan: MadePlan, rng: Random) -> SourceDocument:
    """A tab-separated table with shuffled columns under other names, labels on every row or the first."""
    columns = ["number", "category", "text", "deadline", *rng.choice((["duty"], ["lead", "support"]))]
    rng.shuffle(columns)
    repeated = rng.random() < 0.4
    rows = ["\t".join(rng.choice(_NAMES[c]) for c in columns)]
    last = ""
    for task in plan.tasks:
        label = task.category if repeated or task.category != last else ""
        rows.append("\t".join(label if c == "category" else _value(task, c) for c in columns))
        last = task.category
    body = "\n".join([plan.title, plan.preamble, *_body_lines(plan), "附表", "任务分解表"])
    return text_document(body + "\n" + "\n".join(rows) + "\n")


def flowing(plan: MadePlan, rng: Random, deadline: bool = True) -> SourceDocument:
    """A text as copied from a PDF: hard-wrapped, cell after cell, some cells of a row on one line."""
    out: list[str] = []
    for paragraph in [plan.title, plan.preamble, *_body_lines(plan), "附件：重点工作任务分解表"]:
        for line in wrap(paragraph, 27):
            out += [line, ""]
    out += [" 附件 ", "", "重点工作任务分解表 ", ""]
    head = "序号 重点工作任务 " + ("完成时限 " if deadline else "") + "责任分工 "
    out += [head, ""]
    last = ""
    for task in plan.tasks:
        if rng.random() < 0.1:
            out += [f" — {rng.randrange(8, 30)} — ", "", head, ""]
        name: tuple[str, ...] = () if task.category == last else wrap(task.category, 5)
        text, duty = wrap(task.text, 24), wrap(task.duty, 12)
        last = task.category
        out += [str(task.number) + " ", ""] if name or len(text) > 1 or rng.random() < 0.5 else []
        single = out[-2:] != [str(task.number) + " ", ""]
        out += [*name, ""] if name else []
        tail = task.deadline if deadline else ""
        if single:
            line = f"{task.number} {text[0]} {tail} ".replace("  ", " ")
            out += [line + duty[0], ""] if len(duty) == 1 else [line, "", *duty, ""]
            continue
        out += [*text, ""]
        if deadline and len(duty) == 1 and rng.random() < 0.5:
            out += [f"{tail} {duty[0]} ", ""]
        else:
            out += ([tail, *([""] if rng.random() < 0.7 else [])] if deadline else []) + [*duty, ""]
    return text_document("\n".join(out))
