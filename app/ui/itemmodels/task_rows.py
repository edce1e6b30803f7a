"""Columns of the task grid and the ready-made strings of its rows, so that ``data()`` has nothing left to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.services.rows import ROLE_SIGNS, AssignmentRow, ItemRef, TaskRow


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: ``key`` as in GridQuery, its width where there is room, and the least it can do with."""

    key: str
    title: str
    width: int
    least: int
    centred: bool = False
    hint: str = ""


COLUMNS: tuple[GridColumn, ...] = (
    GridColumn("plan", "方案", 150, 96, hint="方案标题"),
    GridColumn("number", "序号", 56, 46, True),
    GridColumn("category", "类别", 124, 68, hint="类别"),
    GridColumn("text", "任务", 320, 204, hint="任务内容"),
    GridColumn("deadline", "时限", 92, 68, hint="如 2025"),
    GridColumn("lead", "牵头", 128, 84, hint="单位"),
    GridColumn("others", "分工/配合", 176, 84, hint="单位"),
    GridColumn("targets", "指标", 108, 58, hint="指标"),
    GridColumn("findings", "疑似问题", 78, 72, True, hint="有"),
    GridColumn("doubts", "存疑", 60, 46, True, hint="有"),
    GridColumn("remarks", "意见", 60, 46, True, hint="有"),
    GridColumn("state", "状态", 76, 50, True),
)
KEYS: tuple[str, ...] = tuple(column.key for column in COLUMNS)
INDEX: dict[str, int] = {key: index for index, key in enumerate(KEYS)}
LEADING = ("lead", "sole")

# 完成时限 kinds that the grid shows less loudly than a date
QUIET_DEADLINES = frozenset({"ongoing", "none"})


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A task as the grid shows it: one string a column, and which of them speak more quietly or louder.

    ``tones`` maps a column to a token of the theme (secondary, amber, …).
    """

    ref: ItemRef
    cells: tuple[str, ...]
    tones: dict[int, str]


@dataclass(frozen=True, slots=True)
class Band:
    """A line that heads a group of rows."""

    title: str
    tasks: int

    @property
    def text(self) -> str:
        """Title and how many rows stand under it."""
        return f"{self.title}　{self.tasks} 项" if self.title else f"{self.tasks} 项"


def prepare(row: TaskRow) -> PreparedRow:
    """Make the strings of a row."""
    lead, first_only = lead_words(row)
    texts = {
        "plan": row.plan_title,
        "number": row.label or str(row.number),
        "category": row.category,
        "text": row.text,
        "deadline": row.deadline_raw or "",
        "lead": lead,
        "others": other_words(row),
        "targets": "；".join(f"{target.name} {target.phrase}".strip() for target in row.targets),
        "findings": f"◆{row.findings}" if row.findings else "",
        "doubts": str(len(row.doubts)) if row.doubts else "",
        "remarks": str(row.remarks) if row.remarks else "",
        "state": state_words(row.remark_states),
    }
    tones = {
        INDEX["findings"]: "amber",
        INDEX["doubts"]: "amber",
        INDEX["category"]: "secondary",
        INDEX["plan"]: "secondary",
    }
    if first_only:
        tones[INDEX["lead"]] = "secondary"
    if row.deadline_kind in QUIET_DEADLINES:
        tones[INDEX["deadline"]] = "secondary"
    if "未处理" in row.remark_states:
        tones[INDEX["state"]] = "amber"
    return PreparedRow(row.ref, tuple(texts[key] for key in KEYS), tones)


def lead_words(row: TaskRow) -> tuple[str, bool]:
    """Who leads, and whether that is only the first of a joint list (首列单位, FORMS.md)."""
    leads = [duty for duty in row.assignments if duty.role in LEADING and not duty.inherited]
    if leads:
        return " ".join(_signed(leads)), False
    first = [duty for duty in row.assignments if duty.role == "joint" and duty.position == 1 and not duty.inherited]
    return (f"首列 {first[0].display}", True) if first else ("", False)


def other_words(row: TaskRow) -> str:
    """Everybody else, by role; 等 where the list says so."""
    others = [duty for duty in row.assignments if duty.role not in LEADING and not duty.inherited]
    # 等 belongs to the departments that are listed, not to those who implement.
    listed = " ".join(_signed([duty for duty in others if duty.role != "implement"]))
    implement = " ".join(_signed([duty for duty in others if duty.role == "implement"]))
    if row.et_al and (listed or implement):
        listed, implement = (f"{listed} 等", implement) if listed else ("", f"{implement} 等")
    return " ".join(part for part in (listed, implement) if part)


def _signed(duties: Sequence[AssignmentRow]) -> list[str]:
    """Names by role, each role with its sign once: ● 甲局 ○ 乙局、丙局."""
    by_role: dict[str, list[str]] = {}
    for duty in duties:
        by_role.setdefault(duty.role, []).append(duty.display)
    return [f"{ROLE_SIGNS.get(role, '')} {'、'.join(names)}" for role, names in by_role.items()]


def state_words(states: Sequence[str]) -> str:
    """What is open on a task: 未处理 as long as one opinion is."""
    if not states:
        return ""
    waiting = sum(1 for state in states if state == "未处理")
    return f"未处理 {waiting}" if waiting else "已办结"


GROUPS: tuple[tuple[str, str], ...] = (
    ("", "不分组"),
    ("chapter", "按部分"),
    ("agency", "按牵头单位"),
    ("deadline", "按时限"),
)


def group_key(group: str, chapter_titles: Callable[[int, int], str]) -> Callable[[TaskRow], str]:
    """Give the function that names the band of a row; ``chapter_titles(version, number)`` names chapters."""

    def by_chapter(row: TaskRow) -> str:
        return chapter_titles(row.ref.version, row.chapter) if row.chapter is not None else "未归入正文部分"

    def by_agency(row: TaskRow) -> str:
        for duty in row.assignments:
            if not duty.inherited and (duty.role in LEADING or (duty.role == "joint" and duty.position == 1)):
                return duty.display
        return "未列明单位"

    def by_deadline(row: TaskRow) -> str:
        if row.deadline_date:
            return f"{row.deadline_date[:4]}年"
        return {"ongoing": "持续推进、长期坚持", "asap": "尽快完成"}.get(row.deadline_kind, "未列时限")

    return {"chapter": by_chapter, "agency": by_agency, "deadline": by_deadline}[group]
