"""Faces for drawing OFD pages: those in the file, and the bundled ones in the place of those that are not."""

from __future__ import annotations

import struct
from bisect import bisect_left

from app import paths
from app.services.documents.faces import is_heavy
from app.services.documents.ofd_package import Font

_SONG, _BOLD = "NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"
_HEI, _MEDIUM = "NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf"
_KAI, _FANG, _LATIN = "QinglanKai-Regular.ttf", "fandol/FandolFang-Regular.ttf", "LiberationSerif-Regular.ttf"

_STYLES = (
    (("标宋", "xbs", "bsjw"), (_BOLD, _SONG)),
    (("仿宋", "fangsong", "simfang", "fzfs", "stfang"), (_FANG, _SONG)),
    (("楷", "kai"), (_KAI, _SONG)),
    (("黑", "hei", "arial", "sans", "helvetica", "calibri", "fzht", "等线", "yahei"), (_HEI, _SONG)),
    (("times", "roman", "liberation"), (_LATIN, _SONG)),
)
_LAST = (_SONG, _HEI, _LATIN, _KAI)
_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0), (1, 0))


def stand_ins(font: Font, bold: bool) -> tuple[str, ...]:
    """Bundled files, best first, for a face by its name."""
    name = f"{font.name} {font.family}".lower()
    chain = next((files for words, files in _STYLES if any(word in name for word in words)), (_SONG,))
    if bold or is_heavy(font.name):
        heavier = {_SONG: _BOLD, _HEI: _MEDIUM}
        chain = (heavier.get(chain[0], chain[0]), *chain)
    return tuple(dict.fromkeys((*chain, *_LAST)))


def bundled(file: str) -> bytes:
    """A bundled face's bytes, none where the installation lacks it."""
    path = paths.resources() / "fonts" / file
    return path.read_bytes() if path.is_file() else b""


class Coverage:
    """Which glyph a face has for a character, and how wide it is: its tables, read without unpacking them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._kind = 0
        self._at = 0
        self._symbol = False
        self._ends: tuple[int, ...] = ()
        self._tables: dict[bytes, int] = {}
        try:
            self._find()
        except (struct.error, IndexError):
            self._kind = 0

    def glyph(self, code: int) -> int:
        """The index of a character's glyph, 0 where there is none."""
        try:
            found = self._glyph(code)
            return found or (self._glyph(0xF000 + code) if self._symbol and code < 0x100 else 0)
        except (struct.error, IndexError):
            return 0

    def _short(self, at: int) -> int:
        return int(struct.unpack_from(">H", self._data, at)[0])

    def _long(self, at: int) -> int:
        return int(struct.unpack_from(">I", self._data, at)[0])

    def advance(self, index: int) -> float:
        """How wide a glyph is, in sizes; 0 where the face does not say."""
        try:
            count = self._short(self._tables[b"hhea"] + 34)
            unit = self._short(self._tables[b"head"] + 18)
            return self._short(self._tables[b"hmtx"] + 4 * min(index, count - 1)) / unit
        except (struct.error, KeyError, ZeroDivisionError):
            return 0.0

    def _find(self) -> None:
        start = self._long(12) if self._data[:4] == b"ttcf" else 0
        for n in range(self._short(start + 4)):
            entry = start + 12 + 16 * n
            self._tables[self._data[entry : entry + 4]] = self._long(entry + 8)
        if b"cmap" in self._tables:
            self._choose(self._tables[b"cmap"])

    def _choose(self, table: int) -> None:
        known: dict[tuple[int, int], int] = {}
        for n in range(self._short(table + 2)):
            entry = table + 4 + 8 * n
            known[self._short(entry), self._short(entry + 2)] = table + self._long(entry + 4)
        for key in _PREFERRED:
            at = known.get(key)
            if at is not None and (kind := self._short(at)) in (0, 4, 6, 12):
                self._at, self._kind, self._symbol = at, kind, key == (3, 0)
                break
        if self._kind == 4:
            count = self._short(self._at + 6) // 2
            self._ends = struct.unpack_from(f">{count}H", self._data, self._at + 14)
        elif self._kind == 12:
            count = min(self._long(self._at + 12), 100_000)
            values = struct.unpack_from(f">{3 * count}I", self._data, self._at + 16)
            self._ends = values[1::3]

    def _glyph(self, code: int) -> int:
        at = self._at
        if self._kind == 0:
            return self._data[at + 6 + code] if at and code < 256 else 0
        if self._kind == 6:
            first, count = self._short(at + 6), self._short(at + 8)
            return self._short(at + 10 + 2 * (code - first)) if first <= code < first + count else 0
        n = bisect_left(self._ends, code)
        if n >= len(self._ends):
            return 0
        if self._kind == 12:
            entry = at + 16 + 12 * n
            first = self._long(entry)
            return self._long(entry + 8) + code - first if first <= code else 0
        return self._glyph4(code, n)

    def _glyph4(self, code: int, n: int) -> int:
        count = len(self._ends)
        starts = self._at + 16 + 2 * count
        first = self._short(starts + 2 * n)
        if code < first or code > 0xFFFF:
            return 0
        delta = self._short(starts + 2 * (count + n))
        place = starts + 2 * (2 * count + n)
        step = self._short(place)
        if not step:
            return (code + delta) & 0xFFFF
        found = self._short(place + step + 2 * (code - first))
        return (found + delta) & 0xFFFF if found else 0
