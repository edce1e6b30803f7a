"""Mutated and hostile files of every kind, each from a seeded source of chance; the whole trial is test_mutated_files.

A maker gives what was done, the file's name, its bytes, and the sound file it came from where its kind has
checksums, so that no character of it may change unsaid.
"""

from __future__ import annotations

import base64
import functools
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.damage import damaged
from tests.services.documents.docx_maker import NAMES, Docx, cell, level, listed, lists, paragraph, row, table
from tests.services.documents.made_ofd import Book, packed
from tests.services.documents.pdf_maker import Sheet
from tests.services.documents.picture_maker import Paper

TITLE = "河滨市水环境提升行动方案"
LINES = (
    TITLE,
    "为持续改善全市水环境质量，制定本方案。",
    "一、总体要求",
    "到2027年，全市地表水优良比例达到90%以上。",
    "二、重点任务",
    "（一）整治入河排口",
    "1. 完成全部排口排查。2026年底前，建成台账。（市生态环境局、市水利局负责）",
    "2. 修复河道岸线12公里。（市水利局牵头，市林业局配合）",
    "（二）保护饮用水源",
    "3. 建设隔离防护设施。（市住房城乡建设局负责）",
)


@dataclass(frozen=True)
class Case:
    """One file of the trial."""

    what: str
    name: str
    data: bytes
    sound: bytes | None = None


Maker = Callable[[random.Random, Path], Case]


@functools.cache
def made_docx() -> bytes:
    """A plan with a list, a table and styles."""
    blocks = [paragraph(line) for line in LINES]
    tasks = table(row(cell("重点任务"), cell("责任单位")), row(cell("清理河面漂浮物"), cell("市城管局")))
    numbered = (listed("每月通报进展。", 1), listed("每季开展评估。", 1))
    book = Docx(*blocks, *numbered, tasks).part("numbering", lists(level(0, "decimal", "%1.")))
    return book.part("styles", f"<w:styles {NAMES}></w:styles>").data()


@functools.cache
def made_ofd() -> bytes:
    """A plan on two pages, with the agency's name on a template."""
    book = Book()
    book.template().text(90, 60, "河滨市人民政府办公室")
    for half in (LINES[:6], LINES[6:]):
        leaf = book.page()
        leaf.head = '<o:Template TemplateID="900"/>'
        for at, line in enumerate(half):
            leaf.text(80, 120 + 28 * at, line, 12)
    return book.data()


@functools.cache
def made_html() -> bytes:
    """A saved page with a table."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    cells = "<table><tr><td rowspan=2>植树<td>市林业局<tr><td colspan=2>市水利局</table>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}</title></head><body>{body}{cells}".encode()


def _mht(page: bytes) -> bytes:
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    part = "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return (head + part).encode() + base64.encodebytes(page) + b"\r\n--x--\r\n"


@functools.cache
def made_pdf(width: float = 595, height: float = 842) -> bytes:
    """The same plan as a PDF."""
    sheet = Sheet(width, height)
    for at, line in enumerate(LINES):
        sheet.text(70, 100 + 28 * at, line, 12)
    return sheet.data()


@functools.cache
def made_picture(kind: str) -> bytes:
    """A tiny page of one line: reading a whole one costs seconds."""
    return Paper(100, 240, 90).text(10, 30, "一、总体要求", 14).file(kind)


def _broken(sources: dict[str, bytes], chance: random.Random, checked: bool = False) -> Case:
    """One of these files, damaged."""
    name = chance.choice(sorted(sources))
    what, data = damaged(sources[name], chance)
    return Case(f"{name}: {what}", name, data, sources[name] if checked else None)


def docx(chance: random.Random, shared: Path) -> Case:
    """Damaged Word files, and Word files whose XML was damaged before it was packed (checksums right)."""
    sources = {"made.docx": made_docx(), "nantong.docx": (shared / "plans/nantong.docx").read_bytes()}
    if chance.random() < 0.7:
        return _broken(sources, chance, checked=True)
    return _inner(sources, chance)


def ofd(chance: random.Random, shared: Path) -> Case:
    """The same of OFD."""
    sources = {f"{name}.ofd": (shared / f"corpus/{name}.ofd").read_bytes() for name in ("letter", "reply", "outlines")}
    sources = {"made.ofd": made_ofd()} if chance.random() < 0.6 else sources
    return _broken(sources, chance, checked=True) if chance.random() < 0.7 else _inner(sources, chance)


def _inner(sources: dict[str, bytes], chance: random.Random) -> Case:
    """A member changed, lost or exchanged; the archive is sound."""
    name = chance.choice(sorted(sources))
    with zipfile.ZipFile(io.BytesIO(sources[name])) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    member = chance.choice([path for path, data in sorted(members.items()) if len(data) > 40])
    way = chance.choice(("damaged", "damaged", "lost", "exchanged"))
    if way == "damaged":
        what, members[member] = damaged(members[member], chance)
        way = f"{way} by {what}"
    elif way == "lost":
        del members[member]
    else:
        members[member] = members[chance.choice(sorted(members))]
    return Case(f"{name}: {member} {way}", name, packed(members), sources[name] if way == "lost" else None)


def html(chance: random.Random, shared: Path) -> Case:
    """Damaged pages."""
    real = {f"{name}.html": (shared / f"corpus/{name}.html").read_bytes() for name in ("national", "waste-free")}
    return _broken({"made.html": made_html(), **real}, chance)


def mht(chance: random.Random, shared: Path) -> Case:
    """Damaged pages in one file, and damaged pages put into a sound one."""
    page = chance.choice((made_html(), (shared / "corpus/national.html").read_bytes()))
    if chance.random() < 0.5:
        what, page = damaged(page, chance)
        return Case(f"inner {what}", "page.mht", _mht(page))
    return _broken({"page.mht": _mht(page)}, chance)


def text(chance: random.Random, shared: Path) -> Case:
    """Damaged texts in several encodings, and a table by tabs."""
    words = "\n".join(LINES)
    grid = "序号\t任务\t责任单位\n" + "".join(f"{n}\t治理河道{n}条\t市水利局\n" for n in range(1, 9))
    real = (shared / "corpus/national.txt").read_bytes()
    encoded = {f"{code}.txt": words.encode(code) for code in ("utf-8", "gb18030", "utf-16", "utf-8-sig")}
    return _broken({"national.txt": real, "grid.tsv": grid.encode(), **encoded}, chance)


def picture(chance: random.Random, shared: Path) -> Case:
    """Damaged tiny pictures."""
    return _broken(
        {f"page.{kind.lower()}": made_picture(kind) for kind in ("PNG", "JPEG", "BMP", "TIFF", "GIF")}, chance
    )


def pdf(chance: random.Random, shared: Path) -> Case:
    """A damaged made PDF; the real ones have a trial of their own."""
    return _broken({"made.pdf": made_pdf()}, chance)


def office(chance: random.Random, shared: Path) -> Case:
    """Old Office files without their parts, and a few that LibreOffice is asked to open (seconds each)."""
    data = (shared / "corpus/form.doc").read_bytes()
    way = chance.random()
    if way < 0.08:
        return _broken({"form.doc": data}, chance)
    if way < 0.12:
        depth = chance.randrange(8, 3000)
        return Case(f"rtf of {depth}", "form.rtf", b"{\\rtf1" + b"{\\b " * depth)
    what, broken = damaged(data, chance)
    stream = "WordDocument\0".encode("utf-16-le")
    other = chance.choice(("EncryptedPackage", "Workbook", "PowerPoint Document", "Nothing")) + "\0"
    return Case(f"{other[:-1]}, {what}", "form.doc", broken.replace(stream, other.encode("utf-16-le")))


def wrong_name(chance: random.Random, shared: Path) -> Case:
    """Sound files by another kind's name, with another kind's head, or two in one."""
    kinds = {"docx": made_docx(), "ofd": made_ofd(), "html": made_html(), "mht": _mht(made_html()), "pdf": made_pdf()}
    kinds |= {"png": made_picture("PNG"), "txt": "\n".join(LINES).encode(), "xml": b"<?xml version='1.0'?><a>b</a>"}
    heads = {"zip": b"PK\x03\x04", "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "rtf": b"{\\rtf1 ", "gif": b"GIF89a"}
    one, other = chance.sample(sorted(kinds), 2)
    way = chance.choice(("name", "head", "joined"))
    if way == "name":
        return Case(f"{one} as {other}", f"a.{other}", kinds[one])
    if way == "head":
        head = chance.choice(sorted(heads))
        return Case(f"{one} behind the head of {head}", f"a.{head}", heads[head] + kinds[one])
    return Case(f"{one} and {other}", f"a.{one}", kinds[one] + kinds[other])


def zip_bomb(chance: random.Random, shared: Path) -> Case:
    """Archives that unpack to far more than they are, or hold far more members than a document."""
    way = chance.choice(("ratio", "ratio", "tags", "members", "nested", "lying"))
    into = chance.choice(("word/document.xml", "OFD.xml", "Doc_0/Pages/Page_0/Content.xml", "word/styles.xml"))
    files = _members(made_docx() if into.startswith("word") else made_ofd())
    if way == "ratio":
        size = chance.choice((8, 40, 47, 60, 120)) << 20
        return Case(f"{into} of {size >> 20} MiB of blanks", "a.docx", packed({**files, into: bytes(size)}))
    if way == "tags":
        piece = chance.choice((b"<a/>", b"<w:p/>", b"<a b='c'>x</a>", "<w:p><w:r><w:t>植</w:t></w:r></w:p>".encode()))
        count = chance.choice((10_000, 100_000, 600_000))
        body = f"<w:document {NAMES}><w:body>".encode() + piece * count + b"</w:body></w:document>"
        return Case(f"{into} of {count} {piece[:4]!r}", "a.docx", packed({**files, into: body}))
    if way == "members":
        count = chance.choice((500, 5_000, 25_000))
        return Case(f"{count} members", "a.docx", packed({**files, **{f"word/m{n}.xml": b"" for n in range(count)}}))
    if way == "nested":
        data = made_docx()
        for _ in range(chance.choice((2, 30, 200))):
            data = packed({into: data, "a.zip": data[:2000]})
        return Case(f"archives within {into}", "a.docx", data)
    lying = bytearray(packed({**files, into: bytes(60 << 20)}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return Case(f"{into} larger than it says", "a.docx", bytes(lying))


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


_BOMBS = {
    "laughs": "<!DOCTYPE {0} [<!ENTITY a0 '哈哈哈哈哈哈'>{1}]>",
    "quadratic": "<!DOCTYPE {0} [<!ENTITY a9 '{2}'>]>",
    "outside": "<!DOCTYPE {0} [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>",
    "network": "<!DOCTYPE {0} [<!ENTITY a9 SYSTEM 'http://127.0.0.1:9/a'>]>",
    "parameter": "<!DOCTYPE {0} [<!ENTITY % p SYSTEM 'file:///etc/hostname'>%p;]>",
    "dtd": "<!DOCTYPE {0} SYSTEM 'http://127.0.0.1:9/a.dtd'>",
    "endless": "<!DOCTYPE {0} [<!ENTITY a9 '&a8;'><!ENTITY a8 '&a9;'>]>",
}


def entities(chance: random.Random, shared: Path) -> Case:
    """Entities that multiply, come from outside or call themselves, in every kind that has markup."""
    way = chance.choice(sorted(_BOMBS))
    chain = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 12}'>" for n in range(1, 10))
    kind = chance.choice(("docx", "docx", "ofd", "ofd", "html", "xml", "mht"))
    root = {"docx": "w:document", "ofd": "ofd:OFD"}.get(kind, "html")
    head = _BOMBS[way].format(root, chain, "长" * 50_000)
    used = "&a9;" * (500 if way == "quadratic" else 1)
    what = f"{way} in {kind}"
    if kind in ("html", "xml", "mht"):
        page = f"{head}<html><body><p>{LINES[2]}{used}</p></body></html>".encode()
        page = b"<?xml version='1.0'?>" + page if kind == "xml" else page
        return Case(what, f"a.{kind}", _mht(page) if kind == "mht" else page)
    files = _members(made_docx() if kind == "docx" else made_ofd())
    member = chance.choice([path for path in sorted(files) if path.endswith((".xml", ".rels"))])
    body = files[member].decode().removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    at = body.rfind("</")
    code = chance.choice(("utf-8", "utf-8", "utf-16"))
    start = f'<?xml version="1.0" encoding="{code}"?>'
    changed = f"{start}{head}{body[:at]}{used}{body[at:]}".encode(code)
    return Case(f"{what}: {member}", f"a.{kind}", packed({**files, member: changed}))


_SIDES = ("1000000", "100000000", "1e6", "1e300", "-1000000", "0", "0.0001", "nan", "99999999999999999999", "14400")


def huge_page(chance: random.Random, shared: Path) -> Case:
    """Pages of no size, or of kilometres; pictures that say they are."""
    kind = chance.choice(("pdf", "pdf", "ofd", "ofd", "png", "bmp", "units", "docx"))
    side, other = chance.choice(_SIDES), chance.choice(_SIDES)
    what = f"{kind} of {side} by {other}"
    if kind == "pdf":
        box = f"/MediaBox [ 0 0 {side} {other} ]".encode()
        return Case(what, "a.pdf", made_pdf().replace(b"/MediaBox [ 0 0 595 842 ]", box))
    if kind == "units":
        unit = f"/UserUnit {side} /MediaBox".encode()
        return Case(what, "a.pdf", made_pdf().replace(b"/MediaBox", unit))
    if kind == "ofd":
        files = _members(made_ofd())
        word = chance.choice(("PhysicalBox>0 0 ", 'Boundary="', 'Size="', 'DeltaX="', 'Y="'))
        changed = {path: data.replace(word.encode(), f"{word}{side} {other} ".encode()) for path, data in files.items()}
        return Case(f"{what} ({word})", "a.ofd", packed(changed))
    if kind == "docx":
        files = _members(made_docx())
        span = f'<w:tc><w:tcPr><w:gridSpan w:val="{side}"/></w:tcPr>'.encode()
        return Case(what, "a.docx", packed({path: data.replace(b"<w:tc>", span) for path, data in files.items()}))
    data = bytearray(made_picture(kind.upper()))
    size = chance.choice((9_000, 65_535, 1_000_000, 2**31 - 1, 0, 2**32 - 1))
    order, at = ("big", 16) if kind == "png" else ("little", 18)
    data[at : at + 8] = size.to_bytes(4, order) * 2  # type: ignore[arg-type]  # one of the two orders
    if kind == "png":
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return Case(f"{kind} of {size} pixels square", f"a.{kind}", bytes(data))


def deep(chance: random.Random, shared: Path) -> Case:
    """Elements, tables, parts and page trees nested without end."""
    depth = chance.choice((50, 240, 300, 1_000, 5_000, 20_000))
    kind = chance.choice(
        ("html", "html table", "docx", "docx table", "ofd", "pdf tree", "pdf ring", "pdf array", "mht")
    )
    what = f"{kind} {depth} deep"
    if kind.startswith("html"):
        opened = chance.choice(("<div>", "<b>", "<ol><li>", "<span style='display:none'>", "<p><font face=a>"))
        opened = "<table><tr><td>" if kind == "html table" else opened
        return Case(f"{what}: {opened}", "a.html", f"<html><body>{opened * depth}{'。'.join(LINES)}".encode())
    if kind == "mht":
        inner = "".join(f"--x\r\nContent-Type: multipart/related; boundary=x{n}\r\n\r\n" for n in range(depth))
        return Case(what, "a.mht", _mht(b"").split(b"--x")[0] + inner.encode())
    if kind.startswith("docx"):
        one, end = chance.choice((("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:ins>", "</w:ins>")))
        if kind == "docx table":
            one, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
        return Case(f"{what}: {one}", "a.docx", Docx(one * depth, *map(paragraph, LINES), end * depth).data())
    if kind == "ofd":
        book = Book()
        book.page().add("<o:PageBlock>" * depth + "</o:PageBlock>" * depth)
        return Case(what, "a.ofd", book.data())
    return Case(what, "a.pdf", _deep_pdf(kind, depth))


def _deep_pdf(kind: str, depth: int) -> bytes:
    """A page tree that goes down without a page, that leads back to itself, or an array in arrays."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    if kind == "pdf array":
        objects.append(f"<</Type/Pages/Count 1/Kids {'[' * depth}3 0 R{']' * depth}>>")
        objects.append("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
    else:
        objects += [f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>" for n in range(2, depth + 2)]
        last = "<</Type/Pages/Count 1/Kids[2 0 R]>>" if kind == "pdf ring" else "<</Type/Page/MediaBox[0 0 595 842]>>"
        objects.append(last)
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(data) + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


MAKERS: dict[str, Maker] = {
    made.__name__: made
    for made in (docx, ofd, html, mht, text, picture, pdf, office, wrong_name, zip_bomb, entities, huge_page, deep)
}
