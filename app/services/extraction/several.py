"""Several plans in one file: where each begins, and the part of the document that is one of them.

A plan begins anew where a title of the genre stands above a first chapter, after another plan had two chapters or
more. Annexes with numbering of their own (lists, rules for marks) have no such title.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.services.documents.source import Cell, Line, Page, RuledTable, SourceDocument, SourceOpinion, Span
from app.services.extraction.body_lines import BodyLine, body_lines
from app.services.extraction.front_matter import DATE
from app.services.extraction.furniture import find_furniture
from app.services.extraction.numerals import Style, marker_at
from app.services.extraction.parts import ANNEX_HEAD, is_frame

_TITLE = re.compile(
    r"[^。：:；]{0,56}(?:方案|计划|规划|若干措施|任务措施|实施意见|工作要点|攻坚行动)(?:[（(][^（()）]{1,20}[）)])?"
)
_NOTICE = re.compile(r"印发[^。；]{2,80}通知$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,4}号|[\u4e00-\u9fff（）()]{4,40}文件")
_FIRST = re.compile(r"\s*(?:一\s*[、．.]|第\s*[一1]\s*(?:章|部分|篇))")
_ABOVE = 40  # lines between a title and the first chapter
_HEADS = (Style.HAN, Style.PART)


def plan_starts(document: SourceDocument) -> list[int]:
    """The line with which each plan of a document begins; one line where there is one plan."""
    if sum(_FIRST.match(document.slice(line.span)) is not None for line in document.lines) < 2:
        return [0]
    lines = _running(document)
    ones = [i for i, line in enumerate(lines) if _is_chapter(line, 1)]
    starts = [0]
    previous = 0
    for one in ones:
        whole = any(_is_chapter(line, 2) for line in lines[previous:one])
        goes_on = any(_is_chapter(line, 2) for line in lines[one : one + 400])
        title = _title_above(lines, one, previous) if whole and goes_on else None
        if title is not None:
            starts.append(lines[title].number)
            previous = one
        elif previous == 0:
            previous = one if not whole else previous
    return starts


def _running(document: SourceDocument) -> list[BodyLine]:
    rules = find_furniture(document).rules
    frames = {n for n, table in enumerate(document.tables) if is_frame(table)}
    numbers = [n for n, x in enumerate(document.lines) if n not in rules and (x.table is None or x.table in frames)]
    return body_lines(document, numbers)


def _is_chapter(line: BodyLine, number: int) -> bool:
    marker = marker_at(line.text)
    return marker is not None and marker.style in _HEADS and marker.number == number


def _title_above(lines: Sequence[BodyLine], one: int, after: int) -> int | None:
    """The first line of what belongs to the plan whose first chapter is line ``one``: notice, 附件, title."""
    usual = _usual_size(lines)
    at = one - 1
    while at > max(after, one - _ABOVE):
        first = at
        while first - 1 > after and _goes_up(lines, first, usual):
            first -= 1
        text = "".join(line.text for line in lines[first : at + 1])
        apart = (
            first == 0
            or lines[first].after_blank
            or lines[first - 1].text[-1] in "。）)；"
            or len(lines[first - 1].text) < 16
        )
        out = _stands_out(lines[at], usual) or (lines[at].size is None and apart)
        if _TITLE.fullmatch(text) and not marker_at(text) and out:
            return _with_notice(lines, first, after, usual)
        at = first - 1
    return None


def _usual_size(lines: Sequence[BodyLine]) -> float:
    """The size of most characters; 0 where sizes are unknown."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size or 0.0)] += len(line.flow)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(line: BodyLine, usual: float) -> bool:
    """Whether a line is set as a title: in the middle, or larger; in a text without layout any short line."""
    return line.centred or line.full is None or bool(line.size and line.size > usual + 0.8)


def _goes_up(lines: Sequence[BodyLine], at: int, usual: float) -> bool:
    """Whether a title has one more line above: set alike, on the same page, no date."""
    line, above = lines[at], lines[at - 1]
    alike = abs((above.size or 0.0) - (line.size or 0.0)) < 0.6 and above.page == line.page
    out = line.full is not None and _stands_out(line, usual) and _stands_out(above, usual)
    return alike and out and not DATE.search(above.text) and above.text[-1] not in "。；：:"


def _with_notice(lines: Sequence[BodyLine], title: int, after: int, usual: float) -> int:
    """The line with which a notice in front of a title begins, or the mark 附件, or the title itself."""
    for at in range(title - 1, max(after, title - _ABOVE), -1):
        if marker_at(lines[at].text) and at < title - 3:
            break
        first = at
        while first - 1 > after and _goes_up(lines, first, usual):
            first -= 1
        text = "".join(line.text for line in lines[first : at + 1])
        if _NOTICE.search(text):
            while first - 1 > after and _NUMBER.fullmatch(lines[first - 1].text):
                first -= 1
            return first
    return title - 1 if title - 1 > after and ANNEX_HEAD.fullmatch(lines[title - 1].text) else title


def part_of(document: SourceDocument, start: int, end: int) -> SourceDocument:
    """The lines ``start`` to ``end`` as a document of its own; pages and boxes stay."""
    taken = document.lines[start:end]
    low = taken[0].span.start
    high = document.lines[end].span.start if end < len(document.lines) else len(document.text)

    def moved(span: Span) -> Span:
        return Span(span.start - low, span.end - low)

    kept = {n for n, line in enumerate(taken) if line.table is not None}
    numbers = sorted({line.table for line in taken if line.table is not None}) if kept else []
    place = {number: i for i, number in enumerate(numbers)}
    lines: tuple[Line, ...] = tuple(
        replace(x, span=moved(x.span), table=None if x.table is None else place[x.table]) for x in taken
    )
    tables = tuple(_moved_table(document.tables[number], low, high) for number in numbers)
    pages: tuple[Page, ...] = tuple(
        replace(p, first_line=max(p.first_line, start) - start, end_line=min(p.end_line, end) - start)
        for p in document.pages
        if p.first_line < end and p.end_line > start
    )
    opinions: tuple[SourceOpinion, ...] = tuple(
        replace(o, span=moved(o.span)) for o in document.opinions if low <= o.span.start < high
    )
    boxes = document.char_boxes[4 * low : 4 * high] if len(document.char_boxes) else array("f")
    return replace(
        document,
        text=document.text[low:high],
        lines=lines,
        tables=tables,
        pages=pages,
        char_boxes=boxes,
        opinions=opinions,
    )


def _moved_table(table: RuledTable, low: int, high: int) -> RuledTable:
    cells: tuple[Cell, ...] = tuple(
        replace(c, spans=tuple(Span(s.start - low, s.end - low) for s in c.spans if low <= s.start < high))
        for c in table.cells
    )
    return replace(table, cells=cells)
