"""Cover and table of contents of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.services.reports.fonts import HEI, LATIN, TITLE, FontSet
from app.services.reports.paper import BODY, LEADING, PORTRAIT, Anchor, Flow, Jump, Leaf, Words
from app.services.reports.setting import Line, Piece, Style, set_text

NOTICE: Final = "本材料由程序自动提取生成，含未经人工校对内容，仅供审阅参考，以方案原件为准。"
PROOFED: Final = "本材料由程序自动提取生成，提取内容已经人工校对，仅供审阅参考，以方案原件为准。"
_TITLE: Final = Style(role=TITLE, size=22, leading=36, align="center")
_WHOLE: Final = (
    "实施方案", "行动方案", "工作方案", "行动计划", "实施意见", "三年行动", "攻坚行动", "任务", "规划", "发展", "建设",
    "改善", "质量", "提升", "服务", "治理", "改革", "促进", "推进", "持续", "全面", "重点", "绿色", "体系", "经济",
    "空气", "碳达峰", "生态", "环境", "管理", "保护",
)  # fmt: skip
"""Words that a title is not broken in."""

_ENTRY: Final = (
    Style(role=HEI, size=14, leading=24, align="left"),
    Style(size=14, leading=24, left=1, align="left"),
    Style(size=12, leading=20, left=3, align="left"),
)


def balanced(title: str, per_line: int) -> str:
    """A title broken into as few lines as it needs, about equally long, no known word cut."""
    count = -(-len(title) // per_line)
    if count < 2:
        return title
    lines, rest = [], title
    for left in range(count, 1, -1):
        ideal = len(rest) / left
        allowed = range(max(1, len(rest) - per_line * (left - 1)), min(per_line, len(rest) - 1) + 1)
        cut = min(allowed, key=lambda at: abs(at - ideal) + 4 * _cuts_word(rest, at))
        lines.append(rest[:cut])
        rest = rest[cut:]
    return "\n".join([*lines, rest])


def _cuts_word(text: str, at: int) -> bool:
    inside = any(text.find(word, max(0, at - len(word) + 1), at + len(word) - 1) >= 0 for word in _WHOLE)
    return inside or text[at] in "、，”》）" or text[at - 1] in "“《（"


def cover(
    fonts: FontSet,
    title: str,
    kind: str,
    facts: Sequence[str],
    foot: Sequence[str],
    secrecy: str | None,
    notice: str = NOTICE,
) -> Leaf:
    """The cover: mark of secrecy, title, kind of paper, facts about the plan, office and date, where it came from.

    It counts as page 1 and carries no number, so that page numbers are the file's own and duplex prints are right.
    """
    flow = Flow(fonts, PORTRAIT)
    if secrecy:
        flow.text(secrecy, BODY.but(role=HEI, first=0))
    flow.y = max(flow.y, flow.sheet.top + 5 * LEADING)
    flow.text(balanced(title, 19), _TITLE)
    flow.skip(LEADING / 2)
    flow.text(kind, _TITLE.but(size=26, leading=44))
    flow.skip(LEADING)
    for fact in facts:
        flow.text(fact, BODY.but(first=0, align="center"))
    note = Style(size=10.5, leading=16, align="center")
    flow.y = max(flow.y, flow.sheet.bottom - len(foot) * LEADING - 2 * LEADING - 2 * note.leading)
    for line in foot:
        flow.text(line, BODY.but(first=0, align="center"))
    flow.y = max(flow.y, flow.sheet.bottom - 2 * note.leading)
    flow.text(notice, note)
    flow.leaves[0].numbered = False
    return flow.leaves[0]


def contents(fonts: FontSet, body: Sequence[Leaf], before: int) -> list[Leaf]:
    """The table of contents of ``body``, which it will stand in front of; ``before`` pages come first.

    How many pages it takes does not depend on the numbers in it, so it is set twice: to count, then for good.
    """
    offset = before + len(_contents(fonts, body, 0))
    return _contents(fonts, body, offset)


def _contents(fonts: FontSet, body: Sequence[Leaf], offset: int) -> list[Leaf]:
    flow = Flow(fonts, PORTRAIT)
    flow.text("目　录", _TITLE.but(after=LEADING / 2))
    for number, leaf in enumerate(body, offset + 1):
        for anchor in leaf.anchors():
            _entry(flow, anchor, number)
    return flow.leaves


def _entry(flow: Flow, anchor: Anchor, page: int) -> None:
    style = _ENTRY[min(anchor.level, 2)]
    fonts, sheet = flow.fonts, flow.sheet
    keep = 3 * style.size
    lines = set_text(fonts, anchor.title, style, sheet.text_width - keep)
    flow.need(len(lines) * style.leading)
    top = flow.y
    for line in lines:
        flow.place(line, sheet.left, flow.y, style)
        flow.y += style.leading
    number = str(page)
    width = fonts.width(LATIN, number, style.size)
    start = lines[-1].width + style.size / 2
    dot = fonts.width(LATIN, ".", style.size) * 1.6
    dots = max(0, int((sheet.text_width - width - style.size / 2 - start) / dot))
    right = sheet.text_width - width
    pieces = [Piece(right, fonts.glyph(LATIN, "0").font, number, 0)]
    if dots:
        spacing = dot - fonts.width(LATIN, ".", style.size)
        x = right - style.size / 4 - dots * dot
        pieces.insert(0, Piece(x, fonts.glyph(LATIN, ".").font, "." * dots, spacing))
    baseline = flow.y - style.leading + style.baseline()
    flow.leaf.marks.append(Words(sheet.left, baseline, style.size, Line(tuple(pieces), sheet.text_width)))
    flow.leaf.marks.append(Jump(anchor.key, sheet.left, top, sheet.left + sheet.text_width, flow.y))
