"""Chooses the reader by a file's content, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import FileRefused, reason_of
from app.services.documents.source import SourceDocument, Tracked
from app.services.progress import Progress

Reader = Callable[[bytes, str, Progress | None], SourceDocument]
EditedReader = Callable[[bytes, str, Progress | None, Tracked], SourceDocument]

HEAD = 1024  # a PDF's mark may stand anywhere in the first kilobyte


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its bytes are known, and its reader or the sentences that refuse it.

    ``edited``: the reader of a kind that may hold tracked changes.
    """

    key: str
    matches: Callable[[bytes], bool]
    reader: Reader | None = None
    what: str = ""
    hint: str = ""
    edited: EditedReader | None = None


def _pdf(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.pdf import read_pdf  # late: pdfminer costs 0.1 s

    return read_pdf(data, name, progress)


def _text(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.text import read_text

    return read_text(data, name)


def _docx(data: bytes, name: str, progress: Progress | None, tracked: Tracked) -> SourceDocument:
    from app.services.documents.docx import read_docx  # late: lxml

    return read_docx(data, name, progress, tracked)


def _ofd(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.ofd import read_ofd  # late: lxml

    return read_ofd(data, name, progress)


def _html(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.html import read_html  # late: lxml

    return read_html(data, name, progress)


def _mht(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.mht import read_mht  # late: lxml

    return read_mht(data, name, progress)


def _is_mht(data: bytes) -> bool:
    """A web page saved as one file: a mail of related parts."""
    return re.match(rb"(?i)(?:from|mime-version|snapshot-content-location|subject):", data) is not None and (
        b"multipart/related" in data[:4096].lower()
    )


def _office(data: bytes, name: str, progress: Progress | None, tracked: Tracked) -> SourceDocument:
    from app.services.documents.office import read_office

    return read_office(data, name, progress, tracked)


def _pictures(data: bytes, name: str, progress: Progress | None) -> SourceDocument:
    from app.services.documents.scan_pictures import read_pictures  # late: OCR

    return read_pictures(data, name, progress)


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _zip_with(*members: str) -> Callable[[bytes], bool]:
    """Whether the file is an archive with one of these members (any archive where none is named)."""

    def matches(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        if not members:
            return True
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
            return False
        return any(member.lower() in names for member in members)

    return matches


def _is_markup(data: bytes) -> bool:
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return True
    return (
        head.startswith(b"<")
        and re.match(rb"<(!--|head|body|div|table|span|p|meta|title|style)[\s>-]", head) is not None
    )


KINDS: list[Kind] = [
    Kind("pdf", lambda data: b"%PDF-" in data[:HEAD], _pdf),
    Kind("docx", _zip_with("word/document.xml", "word/document2.xml"), edited=_docx),
    Kind("ofd", _zip_with("OFD.xml"), _ofd),
    Kind("xlsx", _zip_with("xl/workbook.xml"), None, "是电子表格，不是方案文件", "请选择方案正文的文件。"),
    Kind("zip", _zip_with(), None, "是压缩包，或是已损坏的文档", "请先解压缩，再导入里面的方案文件。"),
    Kind("office", _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"), edited=_office),
    Kind(
        "picture",
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
        _pictures,
    ),
    Kind("markup", _is_markup, _html),
    Kind("mht", _is_mht, _mht),
    Kind("text", lambda data: True, _text),
]
"""The kinds in the order they are tried; later readers replace ``None``."""


def kind_of(data: bytes) -> Kind:
    """The kind of file these bytes are."""
    return next(kind for kind in KINDS if kind.matches(data))


def read_document(
    source: Path | bytes, name: str = "", progress: Progress | None = None, *, tracked: Tracked = "accepted"
) -> SourceDocument:
    """Read a file, or its bytes; ``name`` is what messages call it. Raises FileRefused.

    ``tracked``: of a file with tracked changes, the text with all of them accepted or as it was before.
    """
    if isinstance(source, Path):
        name = name or source.name
        try:
            data = source.read_bytes()
        except OSError as problem:
            raise FileRefused(
                f"“{name}”打不开（{reason_of(problem)}）。", "请确认文件还在原处、没有被其他程序占用。"
            ) from problem
    else:
        data = source
    if not data:
        raise FileRefused(f"“{name}”是空文件（0 字节）。", "请重新复制或下载该文件后再导入。")
    kind = kind_of(data)
    if kind.edited is not None:
        return kind.edited(data, name, progress, tracked)
    if kind.reader is None:
        raise FileRefused(f"“{name}”{kind.what}。", kind.hint)
    return kind.reader(data, name, progress)
