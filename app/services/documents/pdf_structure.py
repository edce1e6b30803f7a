"""Faults in a PDF's bytes that its readers mend or skip in silence.

Readers guess on: a broken stream becomes empty, a wrong cross-reference is searched for anew, a
reference that points to another font gives other words. Looked at here: the file's end, the
cross-references, each compressed stream's checksum, and objects that nothing points to.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdocument import PDFXRefFallback
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

UNREADABLE = (
    PDFException, PSException, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError,
    NotImplementedError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer raises on damaged bytes: nearly anything that is no system error."""

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n)")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+R\b")
_FLATE_FIRST = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_NEEDED = re.compile(rb"/Type\s*/(?:Page|Pages|Font|FontDescriptor)\b")
_MOST = 256 * 1024 * 1024  # bytes that one stream may unpack to before it counts as damaged
_STEP = 1024 * 1024
_TRIFLE = 100  # bytes: a stray stream shorter than this holds no page and no font


@dataclass
class StructureFaults:
    """What is wrong with the bytes: for the whole file, and by object number."""

    file: list[str] = field(default_factory=list)
    streams: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Scan:
    """The file's objects as its bytes show them, streams unpacked and left out."""

    plain: bytes
    defined: set[int]
    streams: dict[int, bool]  # by object number: whether the body looks packed by zlib
    long_streams: set[int]
    broken: set[int]
    unnamed_broken: bool


def find_faults(data: bytes, document: PDFDocument) -> StructureFaults:
    """Look through the file; an encrypted one only as far as its streams need no key."""
    faults = StructureFaults()
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data[-2048:]:
        faults.file.append("文件尾部不完整")
    if any(isinstance(xref, PDFXRefFallback) for xref in document.xrefs):
        faults.file.append("交叉引用表损坏")
    elif not _points_right(data, document):
        faults.file.append("交叉引用表与内容不符")
    if document.encryption is not None:
        return faults
    scan = _scan(data)
    faults.streams = scan.broken | _misread_streams(scan, document)
    if scan.unnamed_broken:
        faults.file.append("有数据块损坏")
    if _lost_objects(scan):
        faults.file.append("有页面或字体数据失去引用")
    return faults


def _points_right(data: bytes, document: PDFDocument) -> bool:
    """Whether each cross-reference leads to the object it names."""
    for xref in document.xrefs:
        for number in xref.get_objids():
            try:
                holder, place, _generation = xref.get_pos(number)
            except KeyError:
                continue
            if holder is None:
                found = _OBJECT.match(data, place + _blanks(data, place))
                if found is None or int(found[1]) != number:
                    return False
    return True


def _blanks(data: bytes, place: int) -> int:
    head = data[place : place + 8]
    return len(head) - len(head.lstrip())


def _scan(data: bytes) -> _Scan:
    scan = _Scan(b"", set(), {}, set(), set(), unnamed_broken=False)
    parts: list[bytes] = []
    packed: list[bytes] = []  # contents of object streams: their references count, their objects have no marks
    done = 0
    for mark in _STREAM.finditer(data):
        if mark.start() < done:
            continue
        end = data.find(b"endstream", mark.end())
        end = len(data) if end < 0 else end
        head = data[done : mark.start()]
        parts.append(head)
        done = end
        objects = list(_OBJECT.finditer(head))
        number = int(objects[-1][1]) if objects else None
        attributes = head[objects[-1].end() :] if objects else head
        _judge_stream(scan, number, attributes, data[mark.end() : end], packed)
    parts.append(data[done:])
    scan.plain = b"\n".join([*parts, b"endobj", *packed])
    scan.defined |= {int(found[1]) for found in _OBJECT.finditer(scan.plain)}
    return scan


def _judge_stream(scan: _Scan, number: int | None, attributes: bytes, body: bytes, packed: list[bytes]) -> None:
    holds_objects = b"/ObjStm" in attributes
    if number is not None:
        scan.streams[number] = len(body) > 2 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    if number is not None and len(body) >= _TRIFLE and not holds_objects and b"/XRef" not in attributes:
        scan.long_streams.add(number)
    if not _FLATE_FIRST.search(attributes):
        return
    content = unpack(body, keep=holds_objects)
    if content is None:
        if number is None or holds_objects or b"/XRef" in attributes:
            scan.unnamed_broken = True
        else:
            scan.broken.add(number)
    elif holds_objects:
        found = re.search(rb"/First\s+(\d+)", attributes)
        first = int(found[1]) if found else 0
        numbers = content[:first].split()[::2]
        scan.defined |= {int(digits) for digits in numbers if digits.isdigit()}
        packed.append(content[first:])


def _misread_streams(scan: _Scan, document: PDFDocument) -> set[int]:
    """Streams that the reader does not see as such, or not as packed: their dictionary is damaged."""
    known = set(document_objects(document))
    wrong: set[int] = set()
    for number, packed in scan.streams.items():
        if number not in known:
            continue
        try:
            stream = document.getobj(number)
            filters = [str(name) for name, _ in stream.get_filters()] if isinstance(stream, PDFStream) else None
        except UNREADABLE:
            filters = None
        if filters is None or (packed and not any("Fl" in name for name in filters)):
            wrong.add(number)
    return wrong


def document_objects(document: PDFDocument) -> Iterable[int]:
    """The numbers of all objects in the cross-references."""
    for xref in document.xrefs:
        yield from xref.get_objids()


def unpack(body: bytes, *, keep: bool = False) -> bytes | None:
    """A zlib stream's content (empty unless ``keep``), or None where its checksum or its end is wrong."""
    machine = zlib.decompressobj()
    kept: list[bytes] = []
    size = 0
    rest = body
    try:
        while not machine.eof:
            piece = machine.decompress(rest, _STEP)
            rest = machine.unconsumed_tail
            size += len(piece)
            if keep:
                kept.append(piece)
            if (not piece and not rest and not machine.eof) or size > _MOST:
                return None
    except zlib.error:
        return None
    return b"".join(kept)


def _lost_objects(scan: _Scan) -> bool:
    """Whether a page, a font or a long stream is there that nothing refers to: its reference was damaged."""
    referred = {int(found[1]) for found in _REFERENCE.finditer(scan.plain)}
    lost = scan.defined - referred
    if lost & scan.long_streams:
        return True
    for found in _OBJECT.finditer(scan.plain):
        if int(found[1]) in lost:
            body = scan.plain[found.end() : found.end() + 4000].split(b"endobj", 1)[0]
            if _NEEDED.search(body):
                return True
    return False


def pages_using(pages: Sequence[PDFPage], objects: Iterable[int]) -> dict[int, set[int]]:
    """For each of these objects, the pages (from 1) that draw with it; an object no page uses is left out."""
    wanted = set(objects)
    used: dict[int, set[int]] = {}
    for number, page in enumerate(pages, 1):
        for found in _reachable(page) & wanted:
            used.setdefault(found, set()).add(number)
    return used


def shared_contents(pages: Sequence[PDFPage]) -> set[int]:
    """Pages (from 1) that show the very same content as another: a damaged reference."""
    numbers = [
        tuple(ref.objid for ref in _listed(page.attrs.get("Contents")) if isinstance(ref, PDFObjRef)) for page in pages
    ]
    counted = Counter(key for key in numbers if key)
    return {i for i, key in enumerate(numbers, 1) if key and counted[key] > 1}


def resolved(value: Any) -> Any:
    """What a reference leads to; None where that cannot be read."""
    try:
        return resolve1(value)
    except UNREADABLE:
        return None


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _reachable(page: PDFPage) -> set[int]:
    """The numbers of all objects that a page's content and resources lead to."""
    found: set[int] = set()
    todo: list[Any] = [page.attrs.get("Contents"), page.resources, page.attrs.get("Resources")]
    while todo:
        value = todo.pop()
        if isinstance(value, PDFObjRef):
            if value.objid in found:
                continue
            found.add(value.objid)
            value = resolved(value)
        if isinstance(value, PDFStream):
            value = value.attrs
        if isinstance(value, dict):
            todo.extend(part for key, part in value.items() if key != "Parent")
        elif isinstance(value, list | tuple):
            todo.extend(value)
    return found
