"""Makes small Word files for tests: WordprocessingML by hand in a stdlib archive."""

from __future__ import annotations

import io
import zipfile
from typing import Self
from xml.sax.saxutils import escape

from app.services.documents.docx import read_docx
from app.services.documents.source import SourceDocument, Tracked

NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """A run of characters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs and the like; plain words become a run."""
    runs = "".join(part if part.startswith("<") else run(part) for part in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(*inner: str, across: int = 1, down: str = "") -> str:
    """A cell; ``down``: restart or continue of a merge downwards."""
    merge = f'<w:vMerge w:val="{down}"/>' if down else ""
    blocks = "".join(part if part.startswith("<") else paragraph(part) for part in inner)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{blocks}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; plain words become a cell."""
    made = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(at: int, style: str, text: str, more: str = "") -> str:
    """One level of a list; it begins with 1 unless ``more`` says otherwise."""
    start = "" if "<w:start " in more else '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{at}">{start}{more}<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


def lists(*abstracts: str, overrides: dict[int, str] | None = None, numbers: dict[int, int] | None = None) -> str:
    """numbering.xml: abstract lists 0, 1, …; list 1 is abstract 0 and so on unless ``numbers`` says otherwise."""
    numbers = numbers or {at + 1: at for at in range(len(abstracts))}
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{inner}</w:abstractNum>' for at, inner in enumerate(abstracts)
    )
    for number, abstract in numbers.items():
        inner = (overrides or {}).get(number, "")
        made += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'
    return f"<w:numbering {NAMES}>{made}</w:numbering>"


class Docx:
    """A Word file under way."""

    def __init__(self, *blocks: str) -> None:
        self._blocks = list(blocks)
        self._parts: dict[str, str | bytes] = {}
        self._kinds: list[tuple[str, str]] = []

    def part(self, kind: str, xml: str, name: str = "") -> Self:
        """Add a part that the document relates to: numbering, styles, comments, header …"""
        name = name or kind
        self._kinds.append((kind, name))
        self._parts[f"word/{name}.xml"] = xml
        return self

    def file(self, path: str, data: str | bytes) -> Self:
        """Put a member into the archive as it is."""
        self._parts[path] = data
        return self

    def data(self) -> bytes:
        """The file's bytes."""
        related = "".join(
            f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
            for at, (kind, name) in enumerate(self._kinds)
        )
        top = f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        parts: dict[str, str | bytes] = {
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{top}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
            "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(self._blocks)}</w:body></w:document>",
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in {**parts, **self._parts}.items():
                archive.writestr(path, content)
        return file.getvalue()

    def read(self, tracked: Tracked = "accepted") -> SourceDocument:
        """The file as the reader reads it."""
        return read_docx(self.data(), "方案.docx", None, tracked)
