"""SourceDocument: what a reader found in a file, each character with its index.

The document is one string, ``text``. Everything else points into it with half-open ranges, so
that later steps can say of each character exactly one thing (field, mark, furniture, remainder).
Coordinates are PDF points with a top-left origin, as pdfplumber gives them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.services.documents.plane import SAME, Plane, lies

Tracked: TypeAlias = Literal["accepted", "original"]
"""Which text of a file with tracked changes is read: 接受后文本 or 原文."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, top-left origin."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of ``SourceDocument.text``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one line of a text file (an empty range is a blank line).

    ``page`` is the file's page, 1-based, None where there are no pages. ``bold`` is true where
    most of the line is set in a bold or heavy face; ``font`` is the main face's name.
    ``table`` is the index of the table in whose cells the line stands, None for running text.
    ``region`` is what the reader knows from the file's own markup: "" the document itself, "header",
    "footer", "navigation", "hidden", "contents" what surrounds it, "footnote" notes below it,
    "annotation" what was put on the page afterwards (批注, watermark).
    """

    span: Span
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    font: str = ""
    bold: bool = False
    table: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its ranges (one a line, top to bottom) and where it lies.

    ``row`` and ``column`` are 0-based, ``row_span``/``column_span`` >= 1 (merged cells).
    ``open_top``/``open_bottom``: the cell is not closed by a rule there (a row split over pages).
    """

    row: int
    column: int
    spans: tuple[Span, ...]
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on one page (a table over three pages is three of these), or a table of a text or DOCX.

    ``page`` None where there are no pages. ``origin``: how the grid was found: ``rules`` (drawn
    lines on both axes), ``horizontal`` (only horizontal rules), ``aligned`` (no rules at all), ``tabs``, ``markup``.
    """

    page: int | None
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: Box | None = None
    origin: str = "rules"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the file: 1-based number, size in points as it is shown, index range of its lines.

    All boxes of the document stand on levelled pages; ``back`` leads from there to the page as it is shown.
    """

    number: int
    width: float
    height: float
    first_line: int
    end_line: int
    back: Plane = SAME
    level: float | None = None

    @property
    def level_height(self) -> float:
        """The height of the levelled page (``level``, where it is not one of the sides of the page as shown)."""
        if self.level is not None:
            return self.level
        return self.width if lies(self.back) else self.height


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something the reader noticed: a damaged stream, characters that pdfium sees and pdfminer does not.

    ``message`` is a Chinese phrase for the user; ``page`` None if it concerns the whole file.
    """

    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceOpinion:
    """What another hand left in the file: a comment, or a tracked insertion or deletion.

    ``kind``: ``comment``, ``insertion``, ``deletion`` (a moved passage is one of each). ``text``: the comment's
    words, or the words put in or taken out. ``span``: the range of ``SourceDocument.text`` it concerns; empty
    where the words are not part of the text as read. ``date`` as the file has it, "" if it has none.
    """

    kind: str
    author: str
    date: str
    text: str
    span: Span


@dataclass(frozen=True)
class SourceDocument:
    """A file as read: its characters in reading order, lines, tables, pages, warnings.

    ``text`` has no line breaks of its own: each line's range ends where the next begins or later
    (white space inside lines is kept). ``char_boxes`` is a flat float32 array x0, top, x1, bottom
    per character of ``text``; empty where the kind has no geometry. ``kind``: pdf, text, docx, ofd …
    ``scores``: for each character how sure its reading is (0 to 1); empty where all are certain.
    Every character of ``text`` belongs to exactly one line; a table's cells point into the same lines.
    """

    kind: str
    text: str
    lines: tuple[Line, ...]
    tables: tuple[RuledTable, ...] = ()
    pages: tuple[Page, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()
    char_boxes: Sequence[float] = field(default_factory=lambda: array("f"))
    sha256: str = ""
    name: str = ""
    opinions: tuple[SourceOpinion, ...] = ()
    scores: Sequence[float] = field(default_factory=lambda: array("f"))

    def slice(self, span: Span) -> str:
        """The characters of a range."""
        return self.text[span.start : span.end]
