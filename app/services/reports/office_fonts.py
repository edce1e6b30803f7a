"""An office's own fonts (方正小标宋, 仿宋_GB2312, 黑体, 楷体), found by family name where they are installed.

Only TrueType outlines that may be embedded are taken: reportlab cannot use others, and a licence that
forbids embedding is respected. The program never ships these fonts.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02", "仿宋", "FangSong", "方正仿宋简体"),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "hei": ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "方正黑体简体"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi", "方正楷体简体"),
    "song": ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体"),
}
"""Family names by role, the preferred first."""

_RESTRICTED: Final = 0x0002
_NO_SUBSETTING: Final = 0x0100
_BITMAP_ONLY: Final = 0x0200
_FAMILY: Final = 1
_FULL: Final = 4


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What decides whether a font can be used: its names, its outlines, its licence bits."""

    names: frozenset[str]
    truetype: bool
    embeddable: bool


def folders() -> tuple[Path, ...]:
    """Where fonts are installed on this system."""
    if sys.platform == "win32":
        roots = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        local = os.environ.get("LOCALAPPDATA")
        return (*roots, Path(local) / "Microsoft" / "Windows" / "Fonts") if local else tuple(roots)
    home = Path.home()
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


@lru_cache(maxsize=1)
def installed() -> dict[str, tuple[tuple[Path, int], ...]]:
    """The office's fonts by role, best first: (file, number within a collection). Looked for once a process."""
    return choose(_candidates(folders()))


def choose(candidates: Iterator[tuple[Path, int, FontFacts]]) -> dict[str, tuple[tuple[Path, int], ...]]:
    """Order usable fonts by role and by how much the role prefers their family."""
    rank = {name: (role, place) for role, names in FAMILIES.items() for place, name in enumerate(names)}
    found: dict[str, list[tuple[int, str, int]]] = {role: [] for role in FAMILIES}
    for path, number, facts in candidates:
        if not (facts.truetype and facts.embeddable):
            continue
        for role, place in sorted({rank[name] for name in facts.names if name in rank})[:1]:
            found[role].append((place, str(path), number))
    return {role: tuple((Path(path), number) for _, path, number in sorted(hits)) for role, hits in found.items()}


def _candidates(roots: tuple[Path, ...]) -> Iterator[tuple[Path, int, FontFacts]]:
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.suffix.lower() not in (".ttf", ".ttc", ".otf"):
                continue
            for number, facts in enumerate(read_facts(path)):
                yield path, number, facts


def read_facts(path: Path) -> tuple[FontFacts, ...]:
    """Facts of each font in a file; empty if it is no font or damaged."""
    try:
        with path.open("rb") as stream:
            return tuple(_facts(stream, offset) for offset in _offsets(stream))
    except (OSError, struct.error, KeyError, ValueError):
        return ()


def _offsets(stream: BinaryIO) -> tuple[int, ...]:
    if stream.read(4) != b"ttcf":
        return (0,)
    _, count = struct.unpack(">LL", stream.read(8))
    if count > 64:
        raise ValueError("no collection of fonts has so many")
    return struct.unpack(f">{count}L", stream.read(4 * count))


def _facts(stream: BinaryIO, offset: int) -> FontFacts:
    stream.seek(offset + 4)
    (count,) = struct.unpack(">H6x", stream.read(8))
    tables: dict[bytes, tuple[int, int]] = {}
    for _ in range(count):
        tag, start, length = struct.unpack(">4s4xLL", stream.read(16))
        tables[tag] = (start, length)
    stream.seek(tables[b"OS/2"][0] + 8)
    (licence,) = struct.unpack(">H", stream.read(2))
    restricted = licence & 0x000F == _RESTRICTED or licence & (_NO_SUBSETTING | _BITMAP_ONLY)
    return FontFacts(_names(stream, *tables[b"name"]), b"glyf" in tables, not restricted)


def _names(stream: BinaryIO, start: int, length: int) -> frozenset[str]:
    stream.seek(start)
    data = stream.read(length)
    count, strings = struct.unpack_from(">2xHH", data)
    names = set()
    for index in range(count):
        platform, _, _, kind, size, at = struct.unpack_from(">6H", data, 6 + 12 * index)
        if platform in (0, 3) and kind in (_FAMILY, _FULL):
            names.add(data[strings + at : strings + at + size].decode("utf-16-be", "replace"))
    return frozenset(names)
