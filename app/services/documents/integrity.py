"""Tells which pages of a PDF may have lost or changed characters, though reading raised no error.

Three witnesses: pdfminer's own log, the file's structure (checksums, cross-references), and a
second reading by pdfium. A warning carries its page and says what is wrong there; damage that may
concern every page is told with the same words for each of them.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from app.services.documents.pdf_structure import find_faults, pages_using, resolved, shared_contents
from app.services.documents.second_reading import differ, second_reading, tally
from app.services.documents.source import SourceWarning

if TYPE_CHECKING:
    from types import TracebackType

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

    from app.services.documents.layout import PageLayout
    from app.services.documents.pdf_device import PageContent

SCANNED = 0.5  # share of a page that a picture covers where the page is a scan
# In sizes of the type. Whole files of eight programs stay well within these: the most one glyph covers of
# its neighbour is 0.67, the widest is 1.0, none has no width.
WIDE, NARROW, COVERED = 2.2, 0.02, 0.8
ODD_PLACES = "字的位置或宽度异常，文字次序可能有误，须与原件核对"
_HARMLESS = ("FontBBox", "page label", "CropBox")  # oddities of programs that harm no character


class Integrity(logging.Handler):
    """Listens to pdfminer while a file is read, then looks at the file itself."""

    def __init__(self, data: bytes) -> None:
        super().__init__(logging.WARNING)
        self._data = data
        self._page: int | None = None
        self._found: dict[tuple[int, str], None] = {}  # keeps order, drops repetitions
        self._file: list[str] = []
        self._aside: frozenset[int] = frozenset()
        self._log = logging.getLogger("pdfminer")
        self._before = (self._log.level, self._log.propagate)

    def __enter__(self) -> Self:
        """Listen."""
        self._log.addHandler(self)
        self._log.setLevel(logging.WARNING)
        self._log.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._log.removeHandler(self)
        level, self._log.propagate = self._before
        self._log.setLevel(level)

    def emit(self, record: logging.LogRecord) -> None:
        """Take down what pdfminer stumbled over."""
        if any(word in str(record.msg) for word in _HARMLESS):
            return
        if self._page is None:
            self._file.append("读取时发现异常")
        else:
            self._note(self._page, "页面数据异常，可能缺字")

    def page(self, number: int) -> None:
        """Say which page is being read."""
        self._page = number

    def broken_page(self, number: int) -> None:
        """Say that reading a page ended early."""
        self._note(number, "页面数据损坏，只读出一部分")

    def judge_places(self, content: PageContent, layout: PageLayout) -> None:
        """Say when glyphs stand where no program puts them: the widths in the file are damaged."""
        if has_odd_places(content, layout):
            self._note(content.number, ODD_PLACES)

    def set_aside(self, numbers: Iterable[int]) -> None:
        """Name the pages whose text layer is not used as it is: what is odd about their characters is told already."""
        self._aside = frozenset(numbers)
        for number, what in [key for key in self._found if key[0] in self._aside and key[1] == ODD_PLACES]:
            del self._found[number, what]

    def warnings(
        self,
        document: PDFDocument,
        pages: Sequence[PDFPage],
        contents: Sequence[PageContent],
        texts: Sequence[str],
    ) -> tuple[SourceWarning, ...]:
        """Everything that was noticed; ``texts`` are the pages' characters as kept."""
        self._page = None
        self._look_at_structure(document, pages)
        self._compare(contents, texts)
        self._look_at_pages(pages, contents)
        whole = []
        if self._file:
            what = "、".join(dict.fromkeys(self._file))
            message = f"文件可能受损（{what}），须与原件核对"
            whole = [SourceWarning(message, number) for number in range(1, len(pages) + 1)]
        notes = sorted(self._found, key=lambda note: note[0])
        return (*whole, *(SourceWarning(what, number) for number, what in notes))

    def _note(self, number: int, what: str) -> None:
        self._found[number, what] = None

    def _look_at_pages(self, pages: Sequence[PDFPage], contents: Sequence[PageContent]) -> None:
        for page, content in zip(pages, contents, strict=True):
            if content.number in self._aside:
                continue
            if content.unknown:
                self._note(content.number, f"有{content.unknown}个字无法识别，以“\ufffd”标出")
            if any(not glyph.text.isspace() for glyph in content.glyphs):
                continue
            if content.image_area >= SCANNED * content.width * content.height > 0:
                self._note(content.number, "只有图像，没有文字层，未读入")
            elif not page.contents or any(resolved(part) is None for part in page.contents):
                self._note(content.number, "没有读出任何内容，须与原件核对")

    def _look_at_structure(self, document: PDFDocument, pages: Sequence[PDFPage]) -> None:
        faults = find_faults(self._data, document)
        self._file.extend(faults.file)
        if faults.streams:
            used = pages_using(pages, faults.streams)
            for number in sorted(set().union(*used.values())):
                self._note(number, "数据块损坏，可能缺字或错字，须与原件核对")
            if not faults.streams <= used.keys():
                self._file.append("有数据块损坏")
        for number in sorted(shared_contents(pages)):
            self._note(number, "与另一页内容相同，页面引用可能受损")

    def _compare(self, contents: Sequence[PageContent], texts: Sequence[str]) -> None:
        readings = second_reading(self._data)
        if readings is None:
            self._file.append("第二种方法无法打开")
            return
        if len(readings) != len(contents):
            self._file.append("两种方法读出的页数不同")
        for content, text, other in zip(contents, texts, readings, strict=False):
            if content.number in self._aside:
                continue
            drawn = tally("".join([glyph.text for glyph in content.glyphs]))
            if other is None or differ(drawn, tally(text), other, tally("".join(content.lone))):
                self._note(content.number, "文字层可能受损：两种方法读出的文字不同，须与原件核对")


def has_odd_places(content: PageContent, layout: PageLayout) -> bool:
    """Whether a shown glyph has no width or a huge one, lies off the page, or covers its neighbour."""
    for line in layout.lines:
        reach = None
        for glyph in line.glyphs:
            if glyph.text.isspace() or glyph.turn != layout.turn:
                continue
            width = glyph.x1 - glyph.x0
            if width > WIDE * glyph.size or (
                width < NARROW * glyph.size and unicodedata.category(glyph.text)[0] != "M"
            ):
                return True
            if reach is not None and glyph.x0 < reach - COVERED * glyph.size:
                return True
            reach = glyph.x1 if reach is None else max(reach, glyph.x1)
    return any(
        not (0 <= glyph.x0 + glyph.x1 <= 2 * content.width and 0 <= glyph.top + glyph.bottom <= 2 * content.height)
        for glyph in content.glyphs
        if not glyph.text.isspace()
    )
