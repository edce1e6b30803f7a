"""Reads a PDF into a SourceDocument.

pdfminer.six (the library under pdfplumber) interprets the pages; pdfium reads their characters a
second time, so that a damaged text layer does not pass unnoticed.
"""

from __future__ import annotations

import io

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from app.errors import FileRefused
from app.services.documents.builder import PageByPage
from app.services.documents.integrity import SCANNED, Integrity
from app.services.documents.layout import PageLayout, lay_out
from app.services.documents.pdf_device import PageContent, PageDevice
from app.services.documents.pdf_structure import UNREADABLE
from app.services.documents.retelling import is_read, retold
from app.services.documents.source import SourceDocument, SourceWarning
from app.services.progress import Progress


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read every page; raise FileRefused with a sentence where there is nothing to read."""
    progress = progress or Progress()
    with Integrity(data) as integrity:
        document, pages = _open(data, name)
        contents, layouts = _interpret(pages, integrity, progress)
        final, notes = retold(data, name, contents, progress)
        integrity.set_aside([other.number for other in final if other is not None and is_read(other)])
        progress.step(len(pages), len(pages), "核对文字层")
        warnings = (*notes, *integrity.warnings(document, pages, contents, [layout.text for layout in layouts]))
    built = PageByPage()
    shown = [other or content for content, other in zip(contents, final, strict=True)]
    before: PageLayout | None = None
    for content, layout, other in zip(contents, layouts, final, strict=True):
        before = layout if other is None else _lay_out_again(other, before)
        built.add(other or content, before)
    _refuse_empty(shown, warnings, name)
    printed = any(content.glyphs and not is_read(content) for content in shown)
    return built.document(data, name, warnings, "pdf" if printed else "scan")


def _interpret(
    pages: list[PDFPage], integrity: Integrity, progress: Progress
) -> tuple[list[PageContent], list[PageLayout]]:
    """What is drawn on each page, and its lines in order."""
    contents: list[PageContent] = []
    layouts: list[PageLayout] = []
    manager = PDFResourceManager()
    device = PageDevice(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(pages, 1):
        progress.step(number - 1, len(pages), f"读取第{number}页")
        integrity.page(number)
        content = device.start(number)
        try:
            interpreter.process_page(page)
        except UNREADABLE:
            integrity.broken_page(number)
        layout = lay_out(content, layouts[-1] if layouts else None)
        integrity.judge_places(content, layout)
        contents.append(content)
        layouts.append(layout)
    return contents, layouts


def _lay_out_again(content: PageContent, before: PageLayout | None) -> PageLayout:
    if not is_read(content):
        return lay_out(content, before)
    from app.services.documents.scan import lay_out_read  # late: threads for OCR

    return lay_out_read(content, before)


def _open(data: bytes, name: str) -> tuple[PDFDocument, list[PDFPage]]:
    """The document and its page objects, or a refusal."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = list(PDFPage.create_pages(document))
    except (PDFPasswordIncorrect, PDFEncryptionError) as problem:
        raise FileRefused(
            f"“{name}”设有打开密码或加密，无法读取。", "请向来文单位索取未加密的文件，或用原软件去除密码后再导入。"
        ) from problem
    except UNREADABLE as problem:
        raise FileRefused(
            f"“{name}”已损坏，无法读取。", "请重新复制或下载该文件；能用阅读软件打开的，请另存一份后再导入。"
        ) from problem
    if not pages:
        raise FileRefused(f"“{name}”里没有可以读取的页面，文件可能已损坏或不完整。", "请重新复制或下载该文件后再导入。")
    return document, pages


def _refuse_empty(contents: list[PageContent], warnings: tuple[SourceWarning, ...], name: str) -> None:
    if any(not glyph.text.isspace() for content in contents for glyph in content.glyphs):
        return
    covered = sum(content.image_area >= SCANNED * content.width * content.height > 0 for content in contents)
    if covered:
        raise FileRefused(
            f"“{name}”是扫描件，图像里没有识别出文字。",
            "请确认选的是方案文件；字迹模糊的，请重新扫描（每英寸200点以上）后再导入。",
        )
    if warnings:
        raise FileRefused(f"“{name}”已损坏，读不出文字。", "请重新复制或下载该文件后再导入。")
    raise FileRefused(f"“{name}”没有文字内容。", "请确认选的是方案文件。")
