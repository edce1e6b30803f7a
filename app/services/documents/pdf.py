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
from app.services.documents.layout import lay_out
from app.services.documents.pdf_device import PageContent, PageDevice
from app.services.documents.pdf_structure import UNREADABLE
from app.services.documents.source import SourceDocument, SourceWarning
from app.services.progress import Progress


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read every page; raise FileRefused with a sentence where there is nothing to read."""
    progress = progress or Progress()
    with Integrity(data) as integrity:
        document, pages = _open(data, name)
        contents: list[PageContent] = []
        manager = PDFResourceManager()
        device = PageDevice(manager)
        interpreter = PDFPageInterpreter(manager, device)
        built = PageByPage()
        for number, page in enumerate(pages, 1):
            progress.step(number - 1, len(pages), f"读取第{number}页")
            integrity.page(number)
            content = device.start(number)
            try:
                interpreter.process_page(page)
            except UNREADABLE:
                integrity.broken_page(number)
            layout = lay_out(content)
            integrity.judge_places(content, layout)
            built.add(content, layout)
            contents.append(content)
        progress.step(len(pages), len(pages), "核对文字层")
        warnings = integrity.warnings(document, pages, contents, built.texts())
    _refuse_empty(contents, warnings, name)
    return built.document(data, name, warnings)


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
            f"“{name}”是扫描件，只有图像，没有文字层。",
            "请导入文字版 PDF，或先用文字识别软件转成带文字层的 PDF。",
        )
    if warnings:
        raise FileRefused(f"“{name}”已损坏，读不出文字。", "请重新复制或下载该文件后再导入。")
    raise FileRefused(f"“{name}”没有文字内容。", "请确认选的是方案文件。")
