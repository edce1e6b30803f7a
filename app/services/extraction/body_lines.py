"""Lines of running text and the paragraphs they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.services.documents.source import SourceDocument
from app.services.extraction.numerals import Style, marker_at
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.text_cleaning import EMPTY, Flow, clean, join, width

CLOSING = "。，、；：）”》〉？！,;:)’】〕％%"
_BY_PARAGRAPH = frozenset({"docx", "html"})  # kinds whose lines are never wrapped by width
_SCANNED = 0.5  # sizes: ends of lines on a picture are told less exactly
TERMINAL = "。！？：；!?:;"
_SIGNATURE = 20  # characters of a line behind a clause that may be a body's name or a date
_DATE = re.compile(r"[（(]?20\d\d年\d{1,2}月\d{1,2}日[）)]?")  # the line of a date stands alone
_CLAUSE_END = "）)〕]】"
_WIDER = 0.15  # how much wider than half a character a Latin sign may be set
_GOES_ON = "第（(“《、，和及与"
_POINTS = re.compile(r"[。；，、：:;]")
_TOKEN = re.compile(
    r"(?:[（(“《〔\[]?[A-Za-z0-9.,+\-/]+[%％]?[）)”》〕\]]?(?:\d+号)?[）)。，、；：]*){1,3}|[（(“《〔][^（()）]{1,2}[）)”》〕。，、；：]+"
)
#: A label with its names (and no end of a sentence) up to the end of the text.
_LABELLED = re.compile(
    r"(?:(?:牵头|责任|主责|主办|配合|协办|参与|落实|实施)(?:责任)?(?:单位|部门|处室|科室|主体)|完成(?:时限|期限|时间)|时限要求)[：:][^。]*$"
)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of running text: its number, cleaned flow, and how it lies on the page.

    ``full``: it reaches the right margin, so that the sentence may go on; None where lines are not
    wrapped (one line a paragraph). ``indent``: it begins right of the left margin; None if unknown.
    """

    number: int
    flow: Flow
    full: bool | None = None
    indent: bool | None = None
    after_blank: bool = False
    size: float | None = None
    page: int | None = None
    face: str = ""
    centred: bool = False

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.flow.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph."""

    lines: tuple[BodyLine, ...]

    @property
    def flow(self) -> Flow:
        """The paragraph's text."""
        return join(line.flow for line in self.lines)


def body_lines(document: SourceDocument, numbers: Iterable[int], options: Options = DEFAULT) -> list[BodyLine]:
    """The non-empty lines of the given numbers, with what can be said of their layout."""
    found: list[BodyLine] = []
    blank = True
    for number in numbers:
        line = document.lines[number]
        flow = clean(document, (line.span,))
        if not flow:
            blank = True
            continue
        raw = document.slice(line.span)
        indent = raw.startswith(("\u3000\u3000", "    ")) or None
        found.append(
            BodyLine(
                number,
                flow,
                indent=indent,
                after_blank=blank,
                size=line.size,
                page=line.page,
                face=f"{line.font}{'*' if line.bold else ''}",
            )
        )
        blank = False
    if document.kind in _BY_PARAGRAPH:
        return found
    geometric = [b for b in found if document.lines[b.number].box is not None]
    return _with_geometry(document, found) if len(geometric) == len(found) and found else _with_width(found, options)


def _with_width(lines: list[BodyLine], options: Options) -> list[BodyLine]:
    """Hard-wrapped text: most lines are nearly as long as the longest usual one."""
    widths = sorted(width(b.text) for b in lines)
    if not widths:
        return lines
    usual = widths[int(len(widths) * 0.9)] if len(widths) > 1 else widths[0]
    share = sum(1 for w in widths if usual - 2.5 <= w <= usual + 2.5) / len(widths)
    if share < options.wrapped_share or usual > 60 or usual < 12:
        return lines
    return [replace(b, full=width(b.text) >= usual - 3.0) for b in lines]


def _with_geometry(document: SourceDocument, lines: list[BodyLine]) -> list[BodyLine]:
    """Pages: margins are the usual left and right ends of the lines, apart for odd and even pages."""
    size = _usual_size(lines)
    slack = _SCANNED if document.kind == "scan" else 0.0
    made: list[BodyLine] = []
    margins = {odd: _margins(document, [b for b in lines if (b.page or 0) % 2 == odd]) for odd in (0, 1)}
    for b, following in zip(lines, [*lines[1:], None], strict=True):
        box = document.lines[b.number].box
        found = margins[(b.page or 0) % 2] or margins[1 - (b.page or 0) % 2]
        if box is None or found is None:
            made.append(b)
            continue
        left, right = found
        indent = box.x0 >= left + 1.2 * size
        middle = abs((box.x0 + box.x1) / 2 - (left + right) / 2) < 1.5 * size
        larger = (b.size or 0.0) > size + 1.5  # a title that nearly fills its line
        centred = indent and middle and (larger or box.x0 >= left + 2.6 * size)
        room = max(2.2, _unbreakable(following.text) + 0.8 if following else 0.0) + slack
        made.append(replace(b, full=box.x1 >= right - room * (b.size or size), indent=indent, centred=centred))
    return made


def _unbreakable(text: str) -> float:
    """Width in characters of what cannot be parted at the head of a line: a number with its sign, a Latin word."""
    if marker_at(text):
        return 0.0
    found = _TOKEN.match(text)
    latin = sum(char.isascii() for char in found.group()) if found else 0
    return min(width(found.group()) + _WIDER * latin, 8.0) if found else 0.0


def _usual_size(lines: list[BodyLine]) -> float:
    """The size of most characters."""
    sizes: Counter[float] = Counter()
    for b in lines:
        sizes[round(b.size or 0.0, 0)] += len(b.flow)
    return sizes.most_common(1)[0][0] or 12.0


def _margins(document: SourceDocument, lines: list[BodyLine]) -> tuple[float, float] | None:
    """The usual left and right ends of longer lines."""
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for b in lines:
        box = document.lines[b.number].box
        if box is not None and len(b.flow) > 8:
            lefts[round(box.x0 / 3)] += 1
            rights[round(box.x1 / 3)] += 1
    if not lefts:
        return None
    left = 3 * min(v for v, n in lefts.items() if n >= max(1, 0.15 * lefts.most_common(1)[0][1]))
    right = 3 * max(v for v, n in rights.items() if n >= max(1, 0.1 * rights.most_common(1)[0][1]))
    return left, right


def paragraphs(lines: Sequence[BodyLine]) -> list[Paragraph]:
    """Group lines into paragraphs."""
    groups: list[list[BodyLine]] = []
    text = ""
    for line in lines:
        if groups and continues(text, groups[-1][-1], line):
            groups[-1].append(line)
            text += line.text
        else:
            groups.append([line])
            text = line.text
    return [Paragraph(tuple(group)) for group in groups]


def continues(text: str, last: BodyLine, line: BodyLine) -> bool:
    """Whether ``line`` goes on with the paragraph ``text`` whose last line is ``last``."""
    if line.text[0] in CLOSING:
        return True
    ended = text[-1] in TERMINAL
    if _DATE.fullmatch(last.text):
        return False
    if last.full is None:
        return _continues_unwrapped(text, line, ended)
    if not last.full or _heading_ends(text, last, line):
        return False
    if marker_at(line.text) and (ended or line.indent or text[-1] in _CLAUSE_END or _LABELLED.search(text)):
        return False
    if _bare_heading(line) and text[-1] not in _GOES_ON:
        return False
    if line.indent is True and not (line.centred and last.centred):
        return False
    return not (ended and line.indent is None and line.after_blank and marker_at(line.text) is not None)


def _bare_heading(line: BodyLine) -> bool:
    """Whether a short line is an ordinal and a title and nothing else."""
    marker = marker_at(line.text)
    if marker is None or line.full or marker.style in (Style.DIGIT_BRACKET, Style.CIRCLED, Style.ARTICLE):
        return False
    return 2 <= len(line.text) - marker.end <= 30 and not _POINTS.search(line.text[marker.end :])


def _heading_ends(text: str, last: BodyLine, line: BodyLine) -> bool:
    """Whether a heading that fills its line ends there: another face, or a lower heading follows."""
    if "。" in text or marker_at(text) is None:
        return False
    hanging = last.indent is True and line.indent is False  # the rest of a bold title with its text behind it
    if last.face and line.face and last.face != line.face and not hanging:
        return True
    following = marker_at(line.text)
    return following is not None and following.style in (Style.PART, Style.HAN, Style.HAN_BRACKET)


def _continues_unwrapped(text: str, line: BodyLine, ended: bool) -> bool:
    """One line a paragraph, cut only by page breaks or by web artefacts."""
    if ended or line.indent or marker_at(line.text):
        return False
    running = "。" in text or len(text) >= 40
    return (running and text[-1] not in "）)”") or (
        running and len(text) > 60 and len(line.text) > _SIGNATURE and not line.text.startswith(("（", "("))
    )


def flow_of(parts: Sequence[Paragraph], breaks: bool = False) -> Flow:
    """The text of paragraphs; with ``breaks`` a virtual line feed stands between them."""
    if not parts:
        return EMPTY
    return join((p.flow for p in parts), "\n" if breaks else "")
