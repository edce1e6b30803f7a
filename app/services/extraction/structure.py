"""Chapters and measures: headings by their ordinals, checked as chains, and the text between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.services.extraction.body_lines import Paragraph, flow_of
from app.services.extraction.decimal_outline import decimal_outline
from app.services.extraction.numerals import Marker, Style, marker_at
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_OTHER_ORDINALS = (Style.HAN_BRACKET, Style.ARTICLE, Style.SECTION)
_TITLE_MARKS = "。：:；;"
_LONG_TITLE = 45
#: A clause in brackets right behind a title: （一）招商引资【市甲局牵头】
_DUTY_IN_TITLE = re.compile(
    r"(?<=.{2})[【〔\[（(][^】〕\]）)]{0,60}(?:牵头|负责|配合|(?:责任|牵头|配合)(?:单位|部门)[：:])[^】〕\]]{0,120}[】〕\]）)]$|(?<=.{2})【[^】]{2,60}[局委办厅]】$"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_IN_FORCE = re.compile(
    r"(?:本|此)(?:实施|行动|工作)?(?:方案|计划|通知|意见|办法|措施|规划|细则|规定|文件|政策)[^。]{0,12}(?:自|从)[^。]{0,20}(?:起|日)[^。]{0,4}(?:施行|实施|执行|生效)"
)


@dataclass
class Section:
    """A chapter or measure as read: printed label, title, text (with virtual line feeds between paragraphs)."""

    number: int
    printed: int
    label: Flow
    title: Flow
    marks: Flow
    text: Flow = EMPTY
    parent: int | None = None
    gap: bool = False
    parts: list[Flow] = field(default_factory=list)


@dataclass(frozen=True)
class Structure:
    """What stands before the first heading, the chapters and the measures."""

    front: tuple[Paragraph, ...]
    chapters: tuple[Section, ...]
    measures: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    paragraph: Paragraph
    flow: Flow
    marker: Marker | None


def read_structure(paragraphs: Sequence[Paragraph], options: Options = DEFAULT) -> Structure:
    """Find the chapters and measures in the paragraphs of the body."""
    items = [_Item(p, flow := p.flow, marker_at(flow.text)) for p in paragraphs]
    chapter_style = _chapter_style(items)
    if chapter_style is None and not any(i.marker and i.marker.style in _OTHER_ORDINALS for i in items):
        chapters, sections = decimal_outline([i.flow.text for i in items])
        if chapters:
            found_at = chapters | sections
            items = [replace(item, marker=found_at.get(at, item.marker)) for at, item in enumerate(items)]
            return _build(items, dict.fromkeys(chapters, False), dict.fromkeys(sections, False))
    heads = _chain(items, range(len(items)), chapter_style, options) if chapter_style else {}
    starts = sorted(heads)
    bounds = [*starts, len(items)]
    measures: dict[int, bool] = {}
    last = 0
    blocks = [(0, bounds[0])] if not starts else list(itertools.pairwise(bounds))
    for start, end in blocks:
        style = _measure_style(items, start, end, chapter_style)
        found = _chain(items, range(start, end), style, options, last) if style else {}
        measures |= found
        if found:
            marker = items[max(found)].marker
            last = marker.number if marker else 0
    return _build(items, heads, measures)


def first_heading(paragraphs: Sequence[Paragraph]) -> int | None:
    """Index of the paragraph with the first heading, None if there is none."""
    structure = read_structure(paragraphs)
    count = len(structure.front)
    return count if count < len(paragraphs) else None


def _chapter_style(items: Sequence[_Item]) -> Style | None:
    """The style of the chapters' ordinals: 第一章 before 一、; the chain must begin with one."""
    for style in (Style.PART, Style.HAN):
        if any(i.marker and i.marker.style is style and i.marker.number == 1 for i in items):
            return style
    return None


def _count(items: Sequence[_Item], start: int, end: int, style: Style) -> int:
    """How many paragraphs of the range begin with this style."""
    return sum(1 for i in items[start:end] if i.marker and i.marker.style is style)


def _measure_style(items: Sequence[_Item], start: int, end: int, chapter: Style | None) -> Style | None:
    """The style of measures within one chapter: 第一条, （一）, else the level below the chapter."""
    everywhere = len(items)
    if _count(items, 0, everywhere, Style.ARTICLE) >= 2:
        return Style.ARTICLE
    if _count(items, start, end, Style.HAN_BRACKET):
        return Style.HAN_BRACKET
    if _count(items, start, end, Style.NAMED) >= 2:
        return Style.NAMED
    lower = [Style.SECTION, Style.HAN] if chapter is Style.PART else []
    elsewhere = _count(items, 0, everywhere, Style.HAN_BRACKET) > 0
    for style in [*lower, Style.DIGIT, Style.DIGIT_BRACKET]:
        if not _count(items, start, end, style):
            continue
        if not elsewhere or _titled(items, start, end, style):
            return style
    return None


def _titled(items: Sequence[_Item], start: int, end: int, style: Style) -> bool:
    """Whether all numbered paragraphs of a chapter have short titles of their own with text behind them."""
    for at in range(start, end):
        marker = items[at].marker
        if not marker or marker.style is not style:
            continue
        text = items[at].flow.text[marker.end :]
        head, stop, rest = text.partition("。")
        below = items[at + 1].marker if at + 1 < end else None
        lower = below is not None and style is Style.DIGIT and below.style in (Style.DIGIT_BRACKET, Style.CIRCLED)
        follows = at + 1 < end and (below is None or lower)
        if len(head) > 30 or not ((stop and rest) or (not stop and follows)):
            return False
    return True


def _chain(items: Sequence[_Item], numbers: range, style: Style, options: Options, last: int = 0) -> dict[int, bool]:
    """Paragraphs whose ordinals follow each other: index → whether a number is missing before it.

    ``last`` is the last ordinal before the range; within it the ordinals may go on or begin anew.
    """
    found: dict[int, bool] = {}
    fresh = True
    for at in numbers:
        marker = items[at].marker
        if marker is None or marker.style is not style:
            continue
        step = marker.number - last
        if step == 1 or (fresh and marker.number == 1):
            found[at] = False
        elif 1 < step <= 1 + options.heading_gap and (last or not fresh):
            found[at] = True
        else:
            continue
        last = marker.number
        fresh = False
    return found


def _build(items: Sequence[_Item], heads: dict[int, bool], measures: dict[int, bool]) -> Structure:
    """Cut the paragraphs at the headings."""
    chapters: list[Section] = []
    sections: list[Section] = []
    front: list[Paragraph] = []
    open_section: Section | None = None
    for at, item in enumerate(items):
        if at in heads:
            open_section = _open(item, len(chapters) + 1, gap=heads[at])
            chapters.append(open_section)
        elif at in measures:
            open_section = _open(item, len(sections) + 1, gap=measures[at])
            open_section.parent = len(chapters) or None
            sections.append(open_section)
        elif open_section is None:
            front.append(item.paragraph)
        else:
            open_section.parts.append(item.flow)
    _close(chapters, sections)
    for section in [*chapters, *sections]:
        section.text = join(section.parts, "\n")
    _renumber(chapters)
    _renumber(sections)
    return Structure(tuple(front), tuple(chapters), tuple(sections))


def _close(chapters: Sequence[Section], measures: Sequence[Section]) -> None:
    """The provision on coming into force below the last measure belongs to no measure: it is text of the chapter."""
    last = measures[-1] if measures else None
    if last is None or last.parent != len(chapters) or len(last.parts) < 2:
        return
    if _IN_FORCE.match(last.parts[-1].text) and not last.label.text.startswith("第"):
        chapters[-1].parts.append(last.parts.pop())


def _renumber(sections: list[Section]) -> None:
    """Keep the printed ordinals where they are all distinct; measures point to chapters by their count."""
    printed = [s.printed for s in sections]
    if len(set(printed)) == len(printed) and printed == sorted(printed):
        for section in sections:
            section.number = section.printed


def _open(item: _Item, number: int, gap: bool) -> Section:
    """Begin a section with its heading paragraph: title up to the first 。, the rest is text."""
    marker = item.marker
    end = marker.end if marker else 0
    label, rest = item.flow.cut(0, end), item.flow.cut(end)
    title, mark, text = split_title(rest)
    section = Section(number, marker.number if marker else number, label, title, mark, gap=gap)
    if text:
        section.parts.append(text)
    return section


def split_title(flow: Flow) -> tuple[Flow, Flow, Flow]:
    """Split a heading paragraph into title, the marks around it, and the text behind it."""
    if flow.text.startswith(("【", "〖")) and (close := max(flow.text.find("】"), flow.text.find("〗"))) > 0:
        return flow.cut(1, close), join([flow.cut(0, 1), flow.cut(close, close + 1)]), flow.cut(close + 1)
    stop = flow.text.find("。")
    gap = _gap(flow, stop if stop >= 0 else len(flow))
    if gap:
        return flow.cut(0, gap), EMPTY, flow.cut(gap)
    duty = _DUTY_IN_TITLE.search(flow.text[: stop if stop >= 0 else len(flow)])
    if duty:
        return flow.cut(0, duty.start()), EMPTY, flow.cut(duty.start())
    if stop >= 0:
        return flow.cut(0, stop), flow.cut(stop, stop + 1), flow.cut(stop + 1)
    title = flow.strip(_TITLE_MARKS)
    return title, flow.cut(len(title)), EMPTY


def _gap(flow: Flow, stop: int) -> int:
    """Where wide white space ends a title that has no full stop; 0 if nowhere."""
    if stop <= _LONG_TITLE and stop < len(flow):
        return 0
    for at in range(4, min(stop, _LONG_TITLE)):
        if flow.index[at] - flow.index[at - 1] > 2 and "，" not in flow.text[:at]:
            return at
    return 0


def sentences_of(section: Section) -> Flow:
    """A section's text with a virtual line feed behind each paragraph, but none within a sentence cut in two."""
    made: list[Flow] = []
    for part in section.parts:
        before = made[-1].text if made else ""
        cut = len(before) > _LONG_TITLE // 3 and before[-1] not in "。；;！？!?：:）)〕】"
        if cut and marker_at(part.text) is None and not _LABEL.match(part.text):
            made[-1] = join([made[-1], part])
        elif part:
            made.append(part)
    return join(made, "\n")


def section_text(section: Section) -> Flow:
    """A section's text without the virtual line feeds."""
    return section.text.without_breaks()


__all__ = [
    "Section",
    "Structure",
    "first_heading",
    "flow_of",
    "read_structure",
    "section_text",
    "sentences_of",
    "split_title",
]
