"""Reads pictures of pages: each becomes a page of glyphs and rules, several at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from app.errors import FileRefused
from app.services.documents.builder import PageByPage
from app.services.documents.layout import PageLayout, lay_out
from app.services.documents.ocr import recogniser, refuse_missing, workers
from app.services.documents.second_reading import page_ranges
from app.services.documents.source import SourceDocument, SourceWarning
from app.services.helper_limits import widen
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.services.documents.pdf_device import PageContent
    from app.services.documents.scan_page import PageImage

PageSource = Callable[[], "PageImage"]
"""Gives the picture of one page when its turn comes, so that few are in memory at a time."""

MEMORY_MIB, PAGE_MIB = 2048, 512  # address space of the models, and of each page read at the same time
ALONE, UNSURE = 3, 0.75  # so few signs in a line of their own are read no more surely than this
CPU_SECONDS = 45  # a page; a usual one takes 4 to 8


def read_scan(
    images: Sequence[PageSource], name: str, progress: Progress | None = None, data: bytes = b""
) -> SourceDocument:
    """Read a document of which there are only pictures; ``data`` is the file they come from."""
    refuse_missing(name)
    built = PageByPage()
    contents = list(read_pages(list(enumerate(images, 1)), progress or Progress()))
    layout: PageLayout | None = None
    for content in contents:
        layout = lay_out_read(content, layout)
        built.add(content, layout)
    if not any(content.glyphs for content in contents):
        raise FileRefused(f"“{name}”的图像里没有识别出文字。", "请确认选的是方案文件；字迹模糊的，请重新扫描后再导入。")
    return built.document(data, name, (told_by_ocr([content.number for content in contents]),), "scan")


def lay_out_read(content: PageContent, before: PageLayout | None = None) -> PageLayout:
    """The lines of a page read from its picture; signs that stand alone beside its tables may be dirt."""
    layout = lay_out(content, before)
    for line in layout.lines:
        if line.table is None and len(line.glyphs) <= ALONE and all(glyph.text.isascii() for glyph in line.glyphs):
            for glyph in line.glyphs:
                glyph.score = min(glyph.score, UNSURE)
    return layout


def told_by_ocr(numbers: Sequence[int], why: str = "没有文字层") -> SourceWarning:
    """The note on pages read from their picture: for the whole file, since doubtful characters are marked singly."""
    return SourceWarning(f"{page_ranges(numbers)}{why}，内容由文字识别读出，请校对标出的存疑处")


def read_pages(sources: Sequence[tuple[int, PageSource]], progress: Progress) -> Iterator[PageContent]:
    """The contents of pages (number, picture), in order; raises Cancelled between two of them."""
    if not sources:
        return
    count = workers(len(sources))
    widen(MEMORY_MIB + PAGE_MIB * count, CPU_SECONDS * len(sources))
    threads = 1 if count > 1 else workers(4)
    recogniser(threads)
    waiting = deque(sources)
    with ThreadPoolExecutor(count, "ocr") as pool:
        running: deque[tuple[int, Future[PageContent]]] = deque()
        done = 0
        while waiting or running:
            while waiting and len(running) < count:
                number, source = waiting.popleft()
                running.append((number, pool.submit(_draw_and_read, source, threads)))
            number, future = running.popleft()
            progress.step(done, len(sources), f"正在识别第{number}页")
            yield future.result()
            done += 1
        progress.step(done, len(sources), "识别完成")


def _draw_and_read(source: PageSource, threads: int) -> PageContent:
    from app.services.documents.scan_page import read_page  # late: OpenCV

    return read_page(source(), threads)
