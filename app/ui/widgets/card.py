"""What the inspector shows of an item, as plain data and as set text; no widget here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from app.services.finding_rows import SEVERITIES, FindingRow
from app.services.rows import (
    ROLE_SIGNS,
    ROLE_WORDS,
    AssignmentRow,
    ChapterRow,
    ItemRef,
    MeasureRow,
    PlaceRow,
    PlanSummary,
    PlanText,
    RemarkRow,
    TargetRow,
    TaskRow,
)
from app.ui import theme

if TYPE_CHECKING:
    from app.ui.services import UiServices

MOST_FINDINGS = 4
_LONGEST_FINDING = 48
SEVERITY_ORDER = ("lead", "sole", "joint", "support", "implement")


@dataclass(frozen=True)
class Card:
    """One item. ``fields``: label and value, a value beginning with ``ref:`` is a link (ref:kind:number:words)."""

    ref: ItemRef
    kind: str
    title: str
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    doubts: tuple[str, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    et_al: bool = False
    blanket: str = ""
    findings: tuple[FindingRow, ...] = ()


def load_card(services: UiServices, ref: ItemRef) -> Card:
    """Read an item for its card; for the read lane. Raises NotFound where it is gone."""
    card = _load(services, ref)
    return replace(card, findings=services.checks.on_item(ref)) if services.checks is not None else card


def _load(services: UiServices, ref: ItemRef) -> Card:
    remarks = services.remarks(ref)
    if ref.kind == "task":
        return _task_card(services.task(ref), remarks)
    plan = services.plan_text(ref.version)
    if ref.kind == "plan":
        return _plan_card(ref, plan.summary, remarks)
    for chapter in plan.chapters:
        if ref.kind == "chapter" and chapter.number == ref.number:
            return _chapter_card(chapter, plan, remarks)
        for measure in chapter.measures:
            if ref.kind == "measure" and measure.number == ref.number:
                return _measure_card(measure, chapter, plan, remarks)
    return _plan_card(ref, plan.summary, remarks)


def _task_card(task: TaskRow, remarks: tuple[RemarkRow, ...]) -> Card:
    measure = f"ref:measure:{task.measure}:{task.measure_title}" if task.measure is not None else task.measure_title
    fields = (
        ("类别", task.category),
        ("完成时限", task.deadline_raw or "未写明"),
        ("对应措施", measure),
        # Tables with a column for each role have no such sentence.
        ("责任原文", task.responsibility_raw or ("" if task.assignments else "未写明")),
        ("备注", task.remark or ""),
        ("方案", f"ref:plan:0:{task.plan_title}" if task.plan_title else ""),
    )
    return Card(
        task.ref, f"任务 {task.label or task.number}", "", task.text, _filled(fields), task.assignments, task.targets,
        tuple(dict.fromkeys(doubt.sentence for doubt in task.doubts)), task.places, remarks, task.et_al,
        task.blanket or "",
    )  # fmt: skip


def _measure_card(measure: MeasureRow, chapter: ChapterRow, plan: PlanText, remarks: tuple[RemarkRow, ...]) -> Card:
    above = f"ref:chapter:{chapter.number}:{chapter.label}{chapter.title}" if chapter.title else ""
    numbers = "、".join(task.label or str(task.number) for task in measure.tasks)
    fields = (
        ("部分", above),
        ("任务", f"{len(measure.tasks)} 项（序号 {numbers}）" if measure.tasks else "无"),
        ("方案", f"ref:plan:0:{plan.summary.title}"),
    )
    doubts = tuple(dict.fromkeys(doubt.sentence for doubt in measure.doubts))
    title = f"{measure.label}{measure.title}"
    return Card(
        measure.ref, "措施", title, measure.text, _filled(fields), (), measure.targets, doubts, measure.places, remarks
    )


def _chapter_card(chapter: ChapterRow, plan: PlanText, remarks: tuple[RemarkRow, ...]) -> Card:
    tasks = sum(len(measure.tasks) for measure in chapter.measures) + len(chapter.tasks)
    fields = (
        ("措施", f"{len(chapter.measures)} 条" if chapter.measures else ""),
        ("任务", f"{tasks} 项" if tasks else ""),
        ("方案", f"ref:plan:0:{plan.summary.title}"),
    )
    title = f"{chapter.label}{chapter.title}"
    return Card(
        chapter.ref, "部分", title, chapter.text, _filled(fields), (), chapter.targets, (), chapter.places, remarks
    )


def _plan_card(ref: ItemRef, plan: PlanSummary, remarks: tuple[RemarkRow, ...]) -> Card:
    counts = f"{plan.chapters} 个部分，{plan.measures} 条措施，{plan.tasks} 项任务，{plan.targets} 个指标"
    pages = f"（{plan.pages} 页）" if plan.pages else ""
    fields = (
        ("地区", plan.region or ""),
        ("文号", plan.document_number or ""),
        ("发文机关", plan.issuing_body or ""),
        ("日期", plan.issue_date or ""),
        ("稿次", plan.stage or ""),
        ("密级标志", plan.secrecy or ""),
        ("内容", counts),
        ("存疑", f"{plan.doubts} 处" if plan.doubts else "无"),
        ("原件", f"{plan.source_name}{pages}"),
    )
    return Card(ref, "方案", plan.title, "", _filled(fields), doubts=plan.warnings, remarks=remarks)


def _filled(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in fields if value)


def fields_html(card: Card) -> str:
    """Labels and values as a table of two columns."""
    colors = theme.tokens()
    rows = "".join(
        f'<tr><td style="color:{colors.secondary}; padding:2px 10px 2px 0; white-space:nowrap;">{escape(label)}</td>'
        f'<td style="padding:2px 0;">{_value_html(value)}</td></tr>'
        for label, value in card.fields
    )
    return f"<table cellspacing='0' width='100%'>{rows}</table>" if rows else ""


def _value_html(value: str) -> str:
    if not value.startswith("ref:"):
        return escape(value)
    _, kind, number, words = value.split(":", 3)
    return f'<a style="color:{theme.tokens().accent};" href="{kind}:{number}">{escape(words)}</a>'


def assignments_html(card: Card) -> str:
    """Who does what: sign, body, printed word; inherited duties in one line with the clause they come from."""
    if not card.assignments:
        return ""
    colors = theme.tokens()
    own = [row for row in card.assignments if not row.inherited]
    rows = []
    for row in sorted(own, key=lambda one: (SEVERITY_ORDER.index(one.role), one.position)):
        word = row.role_raw or ROLE_WORDS[row.role]
        written = f"　原文“{escape(row.as_written)}”" if row.as_written not in row.display else ""
        rows.append(
            f'<tr><td width="22" style="color:{colors.role(row.role)}; padding:2px 0;">{ROLE_SIGNS[row.role]}</td>'
            f'<td style="padding:2px 0;">{escape(row.display)} '
            f'<span style="color:{colors.secondary};">{escape(word)}{written}</span></td></tr>'
        )
    inherited = [row for row in card.assignments if row.inherited]
    if inherited:
        names = "、".join(escape(row.display) for row in inherited)
        rows.append(
            f'<tr><td width="22" style="color:{colors.implement}; padding:2px 0;">{ROLE_SIGNS["implement"]}</td>'
            f'<td style="padding:2px 0;">{names} <span style="color:{colors.secondary};">'
            f"按统一要求落实{f'：“{escape(card.blanket)}”' if card.blanket else ''}</span></td></tr>"
        )
    if card.et_al:
        rows.append(
            f'<tr><td></td><td style="color:{colors.secondary}; padding:2px 0;">原文有“等”，单位未列全</td></tr>'
        )
    return f"<table cellspacing='0' width='100%'>{''.join(rows)}</table>"


def targets_html(card: Card) -> str:
    """Figures: name and short wording, one a line."""
    if not card.targets:
        return ""
    secondary = theme.tokens().secondary
    rows = "".join(
        f'<tr><td width="50%" style="padding:2px 10px 2px 0;">{escape(row.name)}</td>'
        f'<td style="padding:2px 0; color:{secondary};">{escape(row.phrase)}</td></tr>'
        for row in card.targets
    )
    return f"<table cellspacing='0' width='100%'>{rows}</table>"


def findings_html(card: Card) -> str:
    """The gravest suspected problems, each a link to page 校核, and how many more there are."""
    colors = theme.tokens()
    rows = sorted(card.findings, key=lambda row: SEVERITIES.index(row.severity))
    lines = [
        f'<tr><td width="20" style="color:{colors.severity(row.severity)}; padding:2px 0;">'
        f"{theme.SEVERITY_SIGNS.get(row.severity, theme.HINT_SIGN)}</td>"
        f'<td style="padding:2px 0;"><a style="color:{colors.text}; text-decoration:none;" '
        f'href="finding:{row.fingerprint}">{escape(_short(row))}</a></td></tr>'
        for row in rows[:MOST_FINDINGS]
    ]
    if len(rows) > MOST_FINDINGS:
        words = f"其余 {len(rows) - MOST_FINDINGS} 条在“校核”中查看"
        href = f"finding:{rows[MOST_FINDINGS].fingerprint}"
        lines.append(f'<tr><td></td><td><a style="color:{colors.accent};" href="{href}">{words}</a></td></tr>')
    return f"<table cellspacing='0' width='100%'>{''.join(lines)}</table>" if lines else ""


def _short(row: FindingRow) -> str:
    """The title of a problem and, where there is room, what it says."""
    said = row.explanation if len(row.explanation) <= _LONGEST_FINDING else f"{row.explanation[:_LONGEST_FINDING]}…"
    return f"{row.title}：{said}" if said else row.title


def doubts_html(card: Card) -> str:
    """Each doubt a sentence with its sign."""
    amber = theme.tokens().amber
    return "".join(
        f'<p style="margin:2px 0;"><span style="color:{amber};">？</span> {escape(line)}</p>' for line in card.doubts
    )
