"""Walks a page's elements and makes blocks: lines as a browser would break them, tables, hidden text apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from app.services.documents.docx_names import to_int
from app.services.documents.docx_numerals import written
from app.services.documents.markup import Block, Paragraph, Run, Table, TableCell

MAX_COLUMNS = 500
MAX_NESTED = 60  # tables within tables: more is no page
MAX_SPAN = 2000
_SKIPPED = frozenset(
    "script style template head noscript svg iframe object embed canvas audio video map math title".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select "
    "summary table tbody td tfoot th thead tr ul".split()
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?:p[xt]|em|%)?\s*(?:;|$)")
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px)")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_FAMILY = re.compile(r"font-family\s*:\s*([^;,]+)")
_LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class Style:
    """What an element hands down to its text."""

    bold: bool = False
    size: float | None = None
    font: str = ""
    hidden: bool = False
    kept_space: bool = False


@dataclass
class _Cell:
    """A cell under way."""

    row_span: int
    column_span: int
    blocks: list[Block] = field(default_factory=list)


@dataclass
class _Rows:
    """A table under way."""

    rows: list[list[_Cell]] = field(default_factory=list)


class PageReader:
    """Makes the blocks of a page; ``owners`` says in which element each paragraph stands."""

    def __init__(self, show_hidden: bool = False) -> None:
        self._show_hidden = show_hidden
        self._flows: list[list[Block]] = [[]]
        self._tables: list[_Rows] = []
        self._styles: list[Style] = [Style()]
        self._elements: list[etree._Element] = []
        self._lists: list[tuple[int, str]] = []
        self._runs: list[Run] = []
        self._owner: etree._Element | None = None
        self._hidden: list[str] = []
        self.too_deep = False
        self.owners: list[tuple[Paragraph, etree._Element | None]] = []

    def read(self, root: etree._Element) -> list[Block]:
        """Walk the page without recursion, however deeply it is nested."""
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if node.tag in _SKIPPED:
                    walker.skip_subtree()
                self._start(node)
            else:
                if event == "end":
                    self._end(node)
                if node is not root:
                    self._text(node.tail)
        self._flush()
        return self._flows[0]

    def hidden(self) -> list[Paragraph]:
        """The text that the page does not show."""
        lines = [" ".join(text.split(" ")).strip() for text in "".join(self._hidden).split("\n")]
        return [Paragraph([Run(line)], "hidden") for line in lines if line]

    def _start(self, node: etree._Element) -> None:
        """Open an element."""
        tag = node.tag
        if tag in _BLOCKS:
            self._flush()
        self._elements.append(node)
        self._styles.append(_style(node, self._styles[-1]))
        if tag == "br":
            self._break()
        elif tag == "table":
            self._tables.append(_Rows())
            self.too_deep = self.too_deep or len(self._tables) > MAX_NESTED
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._open_cell(node)
        elif tag == "ol":
            self._lists.append((to_int(node.get("start"), 1) or 1, _LISTS.get(node.get("type", "1"), "decimal")))
        elif tag == "ul":
            self._lists.append((0, "none"))
        elif tag == "li":
            self._item(node)
        if tag not in _SKIPPED:
            self._text(node.text)

    def _end(self, node: etree._Element) -> None:
        """Close an element."""
        tag = node.tag
        if tag in _BLOCKS:
            self._flush()
        if tag in ("td", "th") and self._tables and len(self._flows) > 1:
            self._flows.pop()
        elif tag == "table" and self._tables:
            table = _placed(self._tables.pop())
            if table.cells:
                self._flows[-1].append(table)
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        self._elements.pop()
        self._styles.pop()

    def _open_cell(self, node: etree._Element) -> None:
        """Begin a cell; its text goes into a flow of its own."""
        rows = self._tables[-1].rows
        if not rows:
            rows.append([])
        down = to_int(node.get("rowspan"), 1)
        across = to_int(node.get("colspan"), 1) or 1
        cell = _Cell(MAX_SPAN if down == 0 else max(1, down or 1), max(1, across))
        rows[-1].append(cell)
        self._flows.append(cell.blocks)

    def _item(self, node: etree._Element) -> None:
        """The ordinal that a browser puts before an item of a numbered list."""
        if not self._lists or self._lists[-1][1] == "none":
            return
        count, style = self._lists[-1]
        count = to_int(node.get("value"), count) or count
        self._lists[-1] = (count + 1, style)
        self._text(f"{written(count, style)}.")

    def _break(self) -> None:
        if self._styles[-1].hidden:
            self._hidden.append("\n")
        else:
            self._flush()

    def _text(self, text: str | None) -> None:
        """Add characters; white space is one blank, none at the beginning of a line."""
        if not text:
            return
        style = self._styles[-1]
        if style.hidden and not self._show_hidden:
            self._hidden.append(_SPACE.sub(" ", text))
            return
        if style.kept_space:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._add(first, style)
            for other in others:
                self._flush()
                self._add(other, style)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._runs or self._runs[-1].text.endswith(" ")):
            text = text[1:]
        self._add(text, style)

    def _add(self, text: str, style: Style) -> None:
        """Append a run to the line under way."""
        if not text:
            return
        if not self._runs:
            self._owner = self._elements[-1] if self._elements else None
        self._runs.append(Run(text, style.bold, style.size, style.font))

    def _flush(self) -> None:
        """End the line under way."""
        if self._hidden and not self._hidden[-1].endswith("\n"):
            self._hidden.append("\n")
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
        made = Paragraph([*runs])
        self.owners.append((made, self._owner))
        self._flows[-1].append(made)


def _style(node: etree._Element, outer: Style) -> Style:
    """The style of an element's text."""
    tag = node.tag
    css = (node.get("style") or "").lower()
    hidden = outer.hidden or node.get("hidden") is not None or bool(css and _HIDDEN.search(css))
    style = replace(
        outer,
        bold=outer.bold or tag in _BOLD,
        hidden=hidden,
        kept_space=outer.kept_space or tag in ("pre", "textarea") or "pre-wrap" in css,
    )
    if tag == "font" and node.get("face"):
        style = replace(style, font=node.get("face", "").split(",")[0].strip())
    return _by_css(style, css) if "font" in css else style


def _by_css(style: Style, css: str) -> Style:
    """What an inline style says of the face."""
    if size := _SIZE.search(css):
        points = float(size.group(1)) * (0.75 if size.group(2) == "px" else 1.0)
        style = replace(style, size=round(points, 1))
    if weight := _WEIGHT.search(css):
        word = weight.group(1)
        style = replace(style, bold=word.startswith("bold") or (word.isdigit() and int(word[:4]) >= 600))
    if family := _FAMILY.search(css):
        style = replace(style, font=family.group(1).strip("\"' "))
    return style


def _placed(table: _Rows) -> Table:
    """Put the cells of the rows onto the grid, as browsers do: each into the first free column."""
    made = Table(len(table.rows), 0)
    taken: dict[int, int] = {}  # column -> first row that is free again
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            if column >= MAX_COLUMNS:
                made.cells[-1].blocks.extend(cell.blocks)
                continue
            across = _free(taken, number, column, min(cell.column_span, MAX_COLUMNS - column))
            down = min(cell.row_span, len(table.rows) - number)
            for at in range(column, column + across):
                taken[at] = number + down
            made.cells.append(TableCell(number, column, down, across, cell.blocks))
            column += across
        made.columns = max(made.columns, column)
    return made


def _free(taken: dict[int, int], row: int, column: int, wanted: int) -> int:
    """How many columns from here are free: a cell never lies over one that is merged down into its row."""
    for width in range(1, wanted):
        if taken.get(column + width, 0) > row:
            return width
    return wanted
