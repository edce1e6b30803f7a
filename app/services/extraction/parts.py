"""The parts of a document: running lines of the body, what follows the plan (annexes), its tail, and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.services.documents.source import RuledTable, SourceDocument
from app.services.extraction.body_lines import TERMINAL, BodyLine, Paragraph
from app.services.extraction.flow_units import find_head_lines
from app.services.extraction.front_matter import DATE
from app.services.extraction.numerals import Style, marker_at

ANNEX_HEAD = re.compile(r"附[件表录][\d一二三四五六七八九十]{0,3}[：:．.]?")
ANNEX_LIST = re.compile(r"附[件表录][\d一二三四五六七八九十]{0,3}[：:](?!单位)\S.*")
_TAIL = re.compile(
    r"抄送[：:].*|[（(]?(?:信息)?公开(?:方式|选项|属性|类别)[：:][^。]{2,8}[）)]?|[（(【]?(?:此件|本文)[^。]*公开[^。]*[）)】]?|[（(][^（()）]{0,6}公开[^（()）]{0,6}[）)]|.{2,30}20\d\d年\d{1,2}月\d{1,2}日印发|"
    r"[（(]联系人[^。]*[）)]|主送[：:].*|分送[：:].*"
)
_ORGAN = re.compile(r"[\u4e00-\u9fa5]{2,30}(?:政府|办公室|办公厅|委员会|局|厅|部|委)|国务院")
_CLAUSE = re.compile(r"(?:单位|部门|分工|处室|时限|期限|主体|领导)[：:]|负责|牵头|配合")


def is_frame(table: RuledTable) -> bool:
    """Whether a table is only a frame drawn around text: one column, or hardly any cells."""
    return table.columns < 2 or len(table.cells) < 3


_CHAPTERS = (Style.PART, Style.HAN)


@dataclass(frozen=True)
class Parts:
    """Lines up to the annexes, and those of the annexes."""

    body: tuple[BodyLine, ...]
    annex: tuple[BodyLine, ...]


def _is_first(line: BodyLine) -> bool:
    """Whether a line carries the first ordinal of a heading."""
    marker = marker_at(line.text)
    styles = (Style.PART, Style.HAN, Style.HAN_BRACKET, Style.ARTICLE, Style.DIGIT)
    return marker is not None and marker.number == 1 and marker.style in styles


def split_parts(document: SourceDocument, lines: Sequence[BodyLine], tables: Sequence[int]) -> Parts:
    """Cut the running lines where the annexes begin: at 附件, or at the task table.

    ``tables``: the task tables; lines below the last heading and behind the table's first cell are no body.
    """
    first = next((i for i, line in enumerate(lines) if _is_first(line)), None)
    if first is None:
        first = 0
    cut = len(lines)
    for i in range(first + 1, len(lines)):
        text = lines[i].text
        if ANNEX_HEAD.fullmatch(text) or (ANNEX_LIST.fullmatch(text) and _starts_list(lines, i)):
            cut = i
            break
    head = find_head_lines(lines[:cut], first + 1)
    if head is not None and not _body_goes_on(lines[:cut], head[0]):
        cut = _above(lines, head[0], first)
    start = min((c.start for t in tables for cell in document.tables[t].cells for c in cell.spans), default=None)
    if start is not None:
        behind = next((i for i in range(first, cut) if document.lines[lines[i].number].span.start > start), cut)
        if behind < cut and not any(_heading(line) for line in lines[behind:cut]):
            cut = behind
    return Parts(tuple(lines[:cut]), tuple(lines[cut:]))


def _starts_list(lines: Sequence[BodyLine], at: int) -> bool:
    """Whether the line 附件：… begins a list of annexes: a paragraph of its own."""
    before = lines[at - 1]
    return not before.full or before.text[-1] in TERMINAL or lines[at].indent is True or before.text[-1] in "）)"


def _body_goes_on(lines: Sequence[BodyLine], head: int) -> bool:
    """Whether the next chapter follows below the head of a table: the table stands within the body."""
    numbers = [
        [m.number for x in part if (m := marker_at(x.text)) and m.style in _CHAPTERS]
        for part in (lines[:head], lines[head:])
    ]
    return bool(numbers[0] and numbers[1]) and numbers[1][0] == max(numbers[0]) + 1


def _heading(line: BodyLine) -> bool:
    """Whether a line begins like a heading of the body."""
    marker = marker_at(line.text)
    return marker is not None and marker.style in (Style.PART, Style.HAN, Style.HAN_BRACKET, Style.ARTICLE)


def _above(lines: Sequence[BodyLine], head: int, first: int) -> int:
    """The first line of the table's title above its head."""
    at = head
    while at - 1 > first and len(lines[at - 1].text) <= 30 and lines[at - 1].text[-1] not in TERMINAL:
        if _heading(lines[at - 1]) or at < head - 3:
            break
        at -= 1
    return at


def split_tail(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Take signature, date, publicity mark, 抄送 and other short loose lines off the end of the body."""
    end = len(paragraphs)
    while end > 1 and _is_tail(paragraphs[end - 1].flow.text, paragraphs[end - 2].flow.text):
        end -= 1
    return list(paragraphs[:end]), list(paragraphs[end:])


def _is_tail(text: str, before: str) -> bool:
    """Whether a paragraph at the end belongs to no section."""
    if _is_signature(text):
        return True
    if marker_at(text) or len(text) > 24 or text[-1] in TERMINAL or _CLAUSE.search(text):
        return False
    return before[-1] in "。）)" or bool(DATE.search(before))


def annex_opening(annex: Sequence[BodyLine]) -> tuple[list[BodyLine], list[BodyLine]]:
    """The list of annexes below the plan, and the signature lines below that list."""
    listed: list[BodyLine] = []
    signed: list[BodyLine] = []
    if not annex or ANNEX_HEAD.fullmatch(annex[0].text) or not ANNEX_LIST.fullmatch(annex[0].text):
        return listed, signed
    for line in annex:
        text = line.text
        if ANNEX_HEAD.fullmatch(text) or find_head_lines([line]) is not None:
            break
        if _is_signature(text):
            signed.append(line)
        elif signed or (listed and len(text) > 60) or (listed and listed[-1].page != line.page and not marker_at(text)):
            break
        else:
            listed.append(line)
    return listed, signed


def _is_signature(text: str) -> bool:
    """Whether a line is a body's name, a date, both, or a publicity mark."""
    if DATE.fullmatch(text) or _ORGAN.fullmatch(text) or _TAIL.fullmatch(text):
        return True
    found = DATE.search(text)
    return bool(found and found.end() == len(text) and _ORGAN.fullmatch(text[: found.start()]))


def copied(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """The lines 抄送 … and …印发 at the very end, that belong to the notice of promulgation."""
    for at, line in enumerate(lines):
        if line.text.startswith(("抄送：", "抄送:")):
            return list(lines[at:]) if len(lines) - at <= 8 else [line]
    return []


def closing_marks(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Publicity marks and the like after the plan: structural marks, no text."""
    return [line for line in lines if _TAIL.fullmatch(line.text) and "公开" in line.text]
