"""Short official wordings of stored values: names of bodies, figures, doubts, places."""

from __future__ import annotations

from collections.abc import Iterable

LEVELLED_KINDS = frozenset({"党委部门", "政府部门", "直属事业单位", "议事协调机构"})

DOUBT_SENTENCES = {
    "ocr": "文字由图像识别得来，请与原件核对",
    "category_by_content": "类别按内容对应正文措施推定，表中未直接标明",
    "unknown_agency": "单位名称不在单位名录中，请核对",
    "joined_over_page": "该行由跨页的两部分接成，请核对",
    "number_gap": "序号不连续或有重复",
    "unread_deadline": "完成时限未能识别",
    "text_layers_differ": "该页文字层可能受损，请与原件核对",
    "other": "识别结果不确定，请核对",
}

FIELD_NAMES = {
    "title": "标题",
    "text": "内容",
    "number": "序号",
    "category": "类别",
    "measure": "对应措施",
    "deadline_raw": "完成时限",
    "responsibility_raw": "责任分工",
    "preamble": "引言",
    "issue_date": "日期",
    "document_number": "文号",
    "issuing_body": "发文机关",
}

_COMPARATORS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约", "=": ""}
_BOUNDS = {">=": "以上", "<=": "以内", "~": "左右"}


def plain_number(value: float) -> str:
    """A figure without a needless decimal point: 10.0 → 10, 0.35 → 0.35."""
    return f"{value:.10g}"


def target_phrase(
    comparator: str,
    value: float,
    unit: str,
    *,
    value_high: float | None = None,
    year: int | None = None,
    baseline_year: int | None = None,
    bound: str | None = None,
) -> str:
    """A figure in short official words, e.g. ``到2025年，≥95%`` or ``到2025年，比2020年下降10%以上``."""
    lead = f"到{year}年，" if year else ""
    if comparator == "change":
        against = f"比{baseline_year}年" if baseline_year else ""
        word = "下降" if value < 0 else "增长"
        return f"{lead}{against}{word}{plain_number(abs(value))}{unit}{_BOUNDS.get(bound or '', '')}"
    amount = plain_number(value) if value_high is None else f"{plain_number(value)}—{plain_number(value_high)}"
    return f"{lead}{_COMPARATORS.get(comparator, comparator)}{amount}{unit}"


def doubt_sentence(field: str, reason: str, note: str = "") -> str:
    """Why a field may be wrong, as a sentence for the screen."""
    said = note or DOUBT_SENTENCES.get(reason, DOUBT_SENTENCES["other"])
    name = FIELD_NAMES.get(field)
    return f"{name}：{said}" if name else said


def restore_level(as_written: str, level: str | None, kind: str | None) -> str:
    """A body's name with the level that a list elides: 生态环境局 in 市发展改革委、生态环境局 → 市生态环境局."""
    if not level or kind not in LEVELLED_KINDS or len(level) != 1:
        return as_written
    if as_written.startswith((level, "各", "国家", "省", "市", "县", "区")) or level in as_written[:4]:
        return as_written
    return f"{level}{as_written}"


def agency_display(name: str, level: str, region: str, kind: str, aliases: Iterable[str], *, with_region: bool) -> str:
    """A body's full name for a list: 市交通运输局, over several places 南通市交通运输局.

    Bodies without a fixed form (enterprises, groups, central bodies) show the longest name they were met under.
    """
    if kind not in LEVELLED_KINDS or len(level) != 1:
        return max(aliases, key=len, default=name)
    if with_region and region:
        return name if name.startswith(region) else f"{region}{name.removeprefix(level)}"
    return name if name.startswith(level) else f"{level}{name}"


def place_words(page: int | None, printed_page: str | None) -> str:
    """Where something stands, the printed page first: 第11页; without one the file's: 文件第3页."""
    if printed_page:
        return f"第{printed_page}页"
    return f"文件第{page}页" if page else ""
