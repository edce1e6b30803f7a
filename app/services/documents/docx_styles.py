"""Word's styles as far as reading needs them: face, numbering, and which paragraphs are a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from app.services.documents.docx_names import W, child, number, switch, to_int, value

_DEPTH = 32  # styles based on styles: more is a circle
_CONTENTS = re.compile(r"(?:toc ?\d|目录 ?\d)$")


@dataclass(frozen=True, slots=True)
class Face:
    """How characters are set, as far as it is known."""

    bold: bool = False
    size: float | None = None
    east: str = ""
    latin: str = ""
    hidden: bool = False

    def font_for(self, text: str) -> str:
        """The face used for most of a text: one for Chinese, another for Latin."""
        chinese = any(ord(c) > 0x2E7F for c in text)
        return (self.east or self.latin) if chinese else (self.latin or self.east)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says."""

    face: Face = Face()
    list_id: str | None = None
    level: int | None = None
    contents: bool = False


class Styles:
    """Resolves styles, each once."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._default = Face()
        self._normal: str | None = None
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        if root is None:
            return
        self._default = changed(Face(), child(root, "docDefaults", "rPrDefault", "rPr"))
        for node in root.iterfind(f"{W}style"):
            key = node.get(f"{W}styleId", "")
            self._nodes[key] = node
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true"):
                self._normal = key

    def _chain(self, key: str | None) -> list[etree._Element]:
        """A style and those it is based on, the base first."""
        chain: list[etree._Element] = []
        while key is not None and key in self._nodes and len(chain) < _DEPTH:
            chain.insert(0, self._nodes[key])
            key = value(self._nodes[key], "basedOn")
        return chain

    def paragraph(self, key: str | None) -> ParagraphStyle:
        """A paragraph style by its id; the default one where there is none of that id."""
        if key not in self._paragraphs:
            self._paragraphs[key] = self._resolved(key if key in self._nodes else self._normal)
        return self._paragraphs[key]

    def _resolved(self, key: str | None) -> ParagraphStyle:
        made = ParagraphStyle(self._default)
        for node in self._chain(key):
            numbering = child(node, "pPr", "numPr")
            made = ParagraphStyle(
                changed(made.face, child(node, "rPr")),
                value(numbering, "numId") or made.list_id,
                number(numbering, "ilvl", default=made.level),
                bool(_CONTENTS.match((value(node, "name") or "").lower())),
            )
        return made

    def run(self, face: Face, properties: etree._Element | None) -> Face:
        """The face of a run in a paragraph of the given face."""
        if properties is None:
            return face
        for node in self._chain(value(properties, "rStyle")):
            face = changed(face, child(node, "rPr"))
        return changed(face, properties)


def changed(face: Face, properties: etree._Element | None) -> Face:
    """A face with what one w:rPr says."""
    if properties is None:
        return face
    bold, hidden = switch(properties, "b"), switch(properties, "vanish")
    size = to_int(value(properties, "sz"))
    fonts = child(properties, "rFonts")
    return replace(
        face,
        bold=face.bold if bold is None else bold,
        hidden=face.hidden if hidden is None else hidden,
        size=face.size if size is None else size / 2,
        east=face.east if fonts is None else fonts.get(f"{W}eastAsia") or face.east,
        latin=face.latin if fonts is None else fonts.get(f"{W}ascii") or face.latin,
    )
