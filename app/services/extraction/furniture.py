"""Page furniture: printed page numbers, repeated heads and feet, tables of contents; never a body sentence.

Each line that is called furniture is called so by a named rule. Printed page numbers are kept
per page, because officials cite them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.services.documents.source import Line, Page, SourceDocument
from app.services.extraction.headers import split_names
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.text_cleaning import squeeze

_DASHES = "-—–－―─‐·•~～"
_DECORATED = re.compile(rf"[{_DASHES}]+(\d{{1,4}})[{_DASHES}]+")
_HALF_READ = re.compile(rf"[{_DASHES}一]?(\d{{1,3}})[{_DASHES}一.]?")
_WORDED = re.compile(r"第(\d{1,4})页(?:[,，/]?共\d{1,4}页)?|(\d{1,4})[/／]\d{1,4}")
_BARE = re.compile(r"(\d{1,4}|[IVXivx]{1,6}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)")
_CONTENTS = re.compile(r"(?:[.．·…⋯‥]\s*){4,}\d{0,5}\s*$")

_REGIONS = {
    "header": "page_header",
    "footer": "page_footer",
    "navigation": "site_navigation",
    "hidden": "hidden_text",
    "annotation": "annotation",
    "contents": "table_of_contents",
}
SAME_HEIGHT = 4.0  # points: heads and feet of pages put into a scanner by hand differ by this much
_SENTENCE_LENGTH = 15  # a full stop in a longer line: never furniture by its region alone


@dataclass(frozen=True)
class Furniture:
    """Line number → rule, and page → printed page number."""

    rules: dict[int, str] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)


def find_furniture(document: SourceDocument, options: Options = DEFAULT) -> Furniture:
    """Find all furniture lines of a document."""
    if document.pages:
        rules, printed = _on_pages(document, options)
    else:
        rules, printed = _in_flow(document), {}
    rules.update(_contents(document))
    rules.update(_by_region(document))
    return Furniture(rules, printed)


def _by_region(document: SourceDocument) -> dict[int, str]:
    """What the file's own markup sets apart from the text; a sentence there is left to the remainder."""
    found: dict[int, str] = {}
    for number, line in enumerate(document.lines):
        rule = _REGIONS.get(line.region)
        text = _text(document, line) if rule else ""
        if rule and not ("。" in text and len(text) >= _SENTENCE_LENGTH):
            found[number] = rule
    return found


def _text(document: SourceDocument, line: Line) -> str:
    """A line without white space."""
    return squeeze(document.slice(line.span))


def _in_flow(document: SourceDocument) -> dict[int, str]:
    """Page numbers in a text without pages: only where dashes or words make them unmistakable."""
    found: dict[int, str] = {}
    for number, line in enumerate(document.lines):
        if line.table is not None:
            continue
        text = _text(document, line)
        if _DECORATED.fullmatch(text) or (_WORDED.fullmatch(text) and "页" in text):
            found[number] = "page_number"
    found.update(_counting(document, found))
    return found


def _counting(document: SourceDocument, known: Iterable[int]) -> dict[int, str]:
    """Bare numbers between sentences that count the pages 1, 2, 3 … at even distances."""
    if known or any(line.table is not None for line in document.lines):
        return {}
    if any(_is_table_head(_text(document, line)) for line in document.lines):
        return {}  # they may be the numbers of a table's rows
    bare = [
        (n, int(text))
        for n, line in enumerate(document.lines)
        if (text := _text(document, line)).isdigit() and len(text) <= 3
    ]
    values = [v for _, v in bare]
    if len(bare) < 3 or values != list(range(values[0], values[0] + len(values))) or values[0] > 2:
        return {}
    gaps = [b - a for (a, _), (b, _) in itertools.pairwise(bare)]
    if min(gaps) < 12 or max(gaps) > 3 * min(gaps):
        return {}
    return {n: "page_number" for n, _ in bare}


def _is_table_head(text: str) -> bool:
    """Whether a line begins the head of a table in flowing text."""
    return text in {"序", "序号", "编号"} or (2 < len(text) < 60 and len(split_names(text)) > 1)


def _contents(document: SourceDocument) -> dict[int, str]:
    """Lines of a table of contents: dot leaders; its heading 目录 directly above."""
    leaders = {
        n
        for n, line in enumerate(document.lines)
        if "..." in (raw := document.slice(line.span)) or "…" in raw or "··" in raw
        if _CONTENTS.search(raw)
    }
    if len(leaders) < 3:
        return {}
    first = min(leaders)
    for n in range(first - 1, max(-1, first - 4), -1):
        if _text(document, document.lines[n]) in {"目录", "目次"}:
            leaders.add(n)
    return dict.fromkeys(leaders, "table_of_contents")


def _zone(document: SourceDocument, page: Page, options: Options) -> list[int]:
    """The lines of running text in the margins of a page, and its first and last two lines."""
    numbers = [
        n
        for n in range(page.first_line, page.end_line)
        if document.lines[n].table is None and len(document.lines[n].span)
    ]
    height = page.level_height
    edge = height * options.margin_zone

    def outside(line: Line) -> bool:
        return line.box is None or line.box.bottom < edge or line.box.top > height - edge

    return [n for n in numbers if outside(document.lines[n])]


def _on_pages(document: SourceDocument, options: Options) -> tuple[dict[int, str], dict[int, str]]:
    """Page numbers and repeated heads and feet of a document with pages."""
    rules: dict[int, str] = {}
    printed: dict[int, str] = {}
    zones = {page.number: _zone(document, page, options) for page in document.pages}
    bare: dict[int, tuple[int, str]] = {}
    for page, lines in zones.items():
        for n in lines:
            text = _text(document, document.lines[n])
            sure = _DECORATED.fullmatch(text) or _WORDED.fullmatch(text)
            if sure:
                rules[n] = "page_number"
                printed[page] = next(g for g in sure.groups() if g)
            elif _BARE.fullmatch(text):
                bare[page] = (n, text)
            elif document.kind == "scan" and (number := _HALF_READ.fullmatch(text)):
                bare[page] = (n, number[1])
    known = {page: (0, text) for page, text in printed.items()}
    for page, (n, text) in bare.items():
        if page not in printed and _consistent(page, text, {**known, **bare}, len(document.pages)):
            rules[n] = "page_number"
            printed[page] = text
    rules.update(_repeated(document, zones, rules))
    return rules, printed


def _consistent(page: int, text: str, bare: dict[int, tuple[int, str]], pages: int) -> bool:
    """Whether a bare number keeps its distance to the page on another page too (or there is one page only)."""
    if not text.isdigit():
        return True
    shifts = Counter(int(t) - p for p, (_, t) in bare.items() if t.isdigit())
    shift = int(text) - page
    return shifts[shift] >= 2 or (pages == 1 and shift == 0)


def _repeated(document: SourceDocument, zones: dict[int, list[int]], known: dict[int, str]) -> dict[int, str]:
    """The same words at the same height on at least three pages, and on every third one."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for lines in zones.values():
        for n in lines:
            line = document.lines[n]
            if n in known or line.box is None:
                continue
            text = re.sub(r"\d+", "#", _text(document, line))
            if text and not text.endswith(("。", "；", "，")):
                places[text].append((line.box.top, n))
    need = max(3, len(document.pages) // 3)
    groups = [group for found in places.values() for group in _near(sorted(found))]
    return {n: "repeated_head" for group in groups if len(group) >= need for n in group}


def _near(places: Iterable[tuple[float, int]]) -> list[list[int]]:
    """Lines (by their height on their page, sorted) that stand at the same height as far as a scan can tell."""
    groups: list[list[int]] = []
    last = 0.0
    for top, n in places:
        if groups and top - last <= SAME_HEIGHT:
            groups[-1].append(n)
        else:
            groups.append([n])
        last = top
    return groups
