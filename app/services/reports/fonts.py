"""Fonts by role, with a fallback for every single character, and text that stays right when copied.

Roles are the official ones: 仿宋 body, 宋 page numbers, 小标宋 titles, 黑 and 楷 headings. An office's own
fonts come first where they are installed, then the bundled ones.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from app import paths
from app.errors import KnownError
from app.services.reports import office_fonts

_log = logging.getLogger(__name__)

FANG: Final = "fang"
SONG: Final = "song"
TITLE: Final = "title"
HEI: Final = "hei"
KAI: Final = "kai"
LATIN: Final = "latin"

# FandolFang (the one free 仿宋) lies in a folder that an office may take away: Noto Serif stands in.
_FANDOL: Final = "fandol/FandolFang-Regular.ttf"
_SERIF: Final = "NotoSerifSC-Regular.ttf"
_SERIF_BOLD: Final = "NotoSerifSC-Bold.ttf"
_SANS: Final = "NotoSansSC-Medium.ttf"
_SANS_REGULAR: Final = "NotoSansSC-Regular.ttf"
_LATIN_FILE: Final = "LiberationSerif-Regular.ttf"
_KAI_FILE: Final = "QinglanKai-Regular.ttf"

BUNDLED: Final[Mapping[str, tuple[str, ...]]] = {
    FANG: (_FANDOL, _SERIF, _KAI_FILE, _SANS_REGULAR),
    SONG: (_SERIF, _KAI_FILE, _SANS_REGULAR),
    TITLE: (_SERIF_BOLD, _SERIF, _KAI_FILE, _SANS),
    HEI: (_SANS, _SANS_REGULAR, _SERIF, _KAI_FILE),
    KAI: (_KAI_FILE, _SERIF, _SANS_REGULAR),
    LATIN: (_LATIN_FILE, _SERIF),
}
_LATIN_SIGNS: Final = frozenset("²³µμ°")
"""Set in the Latin face with the letters they belong to (m³, μg)."""


class CopyableFont(TTFont):
    """A TrueType font whose characters come out right when text is copied from the PDF.

    reportlab 5.1 writes code points above U+FFFF as five hexadecimal digits into the ToUnicode map (𬭎 is then
    copied as Ⲵ), where PDF wants UTF-16BE. The maps are rewritten here, in the document that this font
    belongs to, so that nothing in reportlab itself has to be patched.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        """Add the font's objects to the document, then rewrite its ToUnicode maps."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(name, subset)

    def covers(self, char: str) -> bool:
        """Whether the font has a shape for this character."""
        return bool(self.face.charToGlyph.get(ord(char)))

    def adopt(self, char: str) -> None:
        """Take a character that no font has: an empty box on paper, but right when copied."""
        self.face.charToGlyph.setdefault(ord(char), 0)
        self.face.charWidths.setdefault(ord(char), 1000)


def unicode_map(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of a subset: codes to UTF-16BE, in blocks of at most 100 as the PDF standard says."""
    entries = [f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for index, code in enumerate(subset)]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo\n<< /Registry ({name})\n/Ordering ({name})\n/Supplement 0\n>> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange"
    )
    return "\n".join([head, *body, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"])


@lru_cache(maxsize=64)
def _register(path: Path, subfont: int) -> str | None:
    """Load a font file once a process; None if reportlab cannot take it."""
    name = f"Qinglan-{path.stem}-{subfont}"
    try:
        font = CopyableFont(name, str(path), subfontIndex=subfont, asciiReadable=False)
    except (TTFError, OSError) as error:
        _log.info("font %s cannot be used: %s", path, error)
        return None
    pdfmetrics.registerFont(font)
    return name


@dataclass(frozen=True, slots=True)
class Glyph:
    """Which registered font draws a character, and its width in ems."""

    font: str
    width: float


class FontSet:
    """The fonts of one paper: role and character → font. ``missing`` collects what no font has."""

    def __init__(self, chains: Mapping[str, Sequence[tuple[Path, int]]], *, serif_latin: bool = True) -> None:
        self._chains = chains
        self._serif_latin = serif_latin
        self._fonts: dict[str, list[CopyableFont]] = {role: [] for role in chains}
        self._next = dict.fromkeys(chains, 0)
        self._glyphs: dict[tuple[str, str], Glyph] = {}
        self.missing: set[str] = set()

    @classmethod
    def shipped(cls, *, office: bool = True, serif_latin: bool = True, folder: Path | None = None) -> FontSet:
        """Bundled fonts (those present of each role's list), an office's own in front of them if wanted.

        ``serif_latin``: letters and digits amid 仿宋 are set in a face like Times, as most offices do.
        """
        root = folder or paths.resources() / "fonts"
        own = office_fonts.installed() if office else {}
        chains = {
            role: [*own.get(role, ()), *((root / name, 0) for name in names if (root / name).is_file())]
            for role, names in BUNDLED.items()
        }
        if not all(chains.values()):
            raise KnownError("程序自带的字体文件不完整，无法生成文件。", "请重新安装程序。")
        return cls(chains, serif_latin=serif_latin)

    def glyph(self, role: str, char: str) -> Glyph:
        """The first font of the role's chain that has the character."""
        found = self._glyphs.get((role, char))
        if found is None:
            found = self._glyphs[role, char] = self._find(role, char)
        return found

    def first(self, role: str) -> str:
        """Name of the role's first usable font."""
        return self.glyph(role, " ").font

    def width(self, role: str, text: str, size: float) -> float:
        """Width of a text on one line, in points."""
        return sum(self.glyph(role, char).width for char in text) * size

    def _find(self, role: str, char: str) -> Glyph:
        if role == FANG and self._serif_latin and char != " " and (char.isascii() or char in _LATIN_SIGNS):
            return self._find(LATIN, char)
        index = 0
        while (font := self._font(role, index)) is not None:
            if font.covers(char) or (char == " " and index == 0):
                return Glyph(font.fontName, font.face.getCharWidth(ord(char)) / 1000)
            index += 1
        font = self._font(role, 0)
        if font is None:
            raise KnownError("程序自带的字体文件已损坏，无法生成文件。", "请重新安装程序。")
        if not char.isspace():
            self.missing.add(char)
        font.adopt(char)
        return Glyph(font.fontName, font.face.getCharWidth(ord(char)) / 1000)

    def _font(self, role: str, index: int) -> CopyableFont | None:
        """The role's n-th usable font; later ones are loaded only when a character asks for them."""
        loaded, chain = self._fonts[role], self._chains[role]
        while len(loaded) <= index and self._next[role] < len(chain):
            name = _register(*chain[self._next[role]])
            self._next[role] += 1
            if name is not None:
                loaded.append(pdfmetrics.getFont(name))
        return loaded[index] if index < len(loaded) else None
