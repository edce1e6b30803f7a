"""What items and fields are called at the desk, and which fields an item has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.services.corrections import COLUMN, REMOVED
from app.services.row_numbers import shown

HEAD: Final = (
    ("title", "标题", "text"),
    ("document_number", "文号", "line"),
    ("issuing_body", "发文机关", "line"),
    ("issue_date", "日期", "date"),
    ("stage", "稿次", "line"),
    ("region", "地区", "line"),
    ("preamble", "引言", "text"),
)
SECTION: Final = (("title", "标题", "line"), ("text", "内容", "text"))
TASK: Final = (
    ("category", "类别", "category"),
    ("text", "任务内容", "text"),
    ("deadline_raw", "完成时限", "deadline"),
    ("responsibility_raw", "责任分工", "cell"),
    ("assignments", "责任单位", "duties"),
    ("measure", "对应措施", "measure"),
    ("label", "序号", "line"),
    ("remark", "备注", "line"),
)
FIGURE: Final = (
    ("name", "指标名称"), ("comparator", "比较"), ("value", "数值"), ("value_high", "数值上限"), ("unit", "单位"),
    ("baseline_year", "基期"), ("year", "年份"), ("quote", "原文"), ("where", "所在条目"),
)  # fmt: skip
FIELDS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "plan": HEAD,
    "chapter": SECTION,
    "measure": SECTION,
    "task": TASK,
    "target": (("figure", "指标", "figure"),),
    "remainder": (("text", "未归入的文字", "text"),),
}
REQUIRED: Final = frozenset({("plan", "title"), ("task", "text")})
"""Fields that cannot be emptied."""


def field_name(kind: str, key: str) -> str:
    """What a field is called."""
    if key.startswith(COLUMN):
        return key.removeprefix(COLUMN)
    if key == REMOVED:
        return "是否保留"
    names = {name: said for name, said, _ in FIELDS.get(kind, ())} | dict(FIGURE if kind == "target" else ())
    return names.get(key, key)


def item_name(kind: str, row: Mapping[str, Any], number: int) -> str:
    """What an item is called in a sentence: 任务13-2, （三）, 封面信息."""
    if kind == "plan":
        return "封面信息"
    if kind == "target":
        return f"指标“{row.get('name') or ''}”"
    if kind == "remainder":
        return "未归入的文字"
    label = str(row.get("label") or "")
    if kind == "task":
        return f"任务{label or shown(number)}"
    return label or f"{'部分' if kind == 'chapter' else '措施'}{number}"
