"""Make the bundled fonts from their source packages: the same bytes each time.

    .venv/bin/python -m installer.fonts make      fetch the packages, write resources/fonts
    .venv/bin/python -m installer.fonts check     compare resources/fonts with its manifest

Needs npm, apt-get and dpkg-deb for ``make``; the fonts are in the repository, so nobody else does.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from installer.fontlist import BUNDLE, FONTS, LICENCES, MANIFEST, SIGNS, TABLE_IN_EXTENSION_A, WORK, Font, Package

# Counts that a font without instructions and composites has none of.
_EMPTY_COUNTS: Final = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: Package) -> None:
    """Get a source package by its registry's own client, check it and unpack it."""
    if package.folder.exists():
        return
    drop = WORK / "packages"
    drop.mkdir(parents=True, exist_ok=True)
    if package.kind == "npm":
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    else:
        command = ["apt-get", "download", "-q", f"{package.name}={package.version}"]
    before = set(drop.iterdir())
    subprocess.run(command, cwd=drop, check=True)
    (archive,) = set(drop.iterdir()) - before
    if digest(archive) != package.sha256:
        raise SystemExit(f"{archive.name}: SHA-256 {digest(archive)} is not the pinned one")
    package.folder.mkdir(parents=True)
    if package.kind == "npm":
        with tarfile.open(archive) as tar:
            tar.extractall(package.folder, filter="data")
    else:
        subprocess.run(["dpkg-deb", "-x", str(archive), str(package.folder)], check=True)


def wanted(available: set[int]) -> set[int]:
    """Return the characters a subset keeps: GBK, the national table, signs."""
    keep = {ord(char) for char in TABLE_IN_EXTENSION_A}
    keep.update(code for first, last in SIGNS for code in range(first, last + 1))
    keep.update(code for code in available if code > 0x1FFFF or 0x4E00 <= code <= 0x9FFF)
    keep.update(code for code in available if 0x3400 <= code < 0x4E00 and _in_gbk(code))
    return keep & available


def _in_gbk(code: int) -> bool:
    return len(chr(code).encode("gb18030")) == 2


def subset(source: Path, target: Path, family: str) -> None:
    """Write the wanted characters without hints and layout tables, which neither paper nor window uses here."""
    from fontTools import subset as tool

    options = tool.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "BASE"]
    font = tool.load_font(str(source), options)
    subsetter = tool.Subsetter(options)
    subsetter.populate(unicodes=wanted(set(font.getBestCmap())))
    subsetter.subset(font)
    if family:
        rename(font, family)
    tool.save_font(font, str(target), options)


def rename(font: Any, family: str) -> None:
    """Give a font another family name in every language it names itself in; notices of others stay."""
    names = font["name"]
    postscript = family.replace(" ", "") + "-Regular"
    values = {1: family, 3: postscript, 4: family, 6: postscript, 16: family}
    names.names = [record for record in names.names if record.nameID not in (18, 20, 21, 22, 25)]
    for record in names.names:
        if record.nameID in values:
            names.setName(values[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)


def convert(source: Path, target: Path) -> None:
    """Turn CFF outlines into TrueType's, at most one unit of 1000 away: reportlab reads no CFF."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(source, recalcTimestamp=False)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        # CFF fills by the opposite direction of contours.
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for name in order:
        glyph = glyf[name]
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for count in _EMPTY_COUNTS:
        setattr(maxp, count, 0)
    maxp.maxZones = 1
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    font.save(target)


def make() -> None:
    """Write every font, its licence and the manifest."""
    for package in {font.package for font in BUNDLE}:
        fetch(package)
    (FONTS / "fandol").mkdir(parents=True, exist_ok=True)
    for name, package, member in LICENCES:
        raw = (package.folder / member).read_bytes()
        (FONTS / name).write_bytes(gzip.decompress(raw) if member.endswith(".gz") else raw)
    for font in BUNDLE:
        source, target = font.package.folder / font.member, FONTS / font.file
        if font.how == "copy":
            shutil.copyfile(source, target)
        elif font.how == "subset":
            subset(source, target, font.family)
        else:
            convert(source, target)
    content = json.dumps([entry(font) for font in BUNDLE], ensure_ascii=False, indent=1)
    MANIFEST.write_text(content + "\n", encoding="utf-8")


def entry(font: Font) -> dict[str, Any]:
    """Return what the manifest says of a font."""
    from fontTools.ttLib import TTFont

    path = FONTS / font.file
    with TTFont(path) as opened:
        family, characters = opened["name"].getDebugName(1), len(opened.getBestCmap())
    return {
        "file": font.file,
        "family": family,
        "characters": characters,
        "bytes": path.stat().st_size,
        "sha256": digest(path),
        "how": font.how,
        "licence": font.licence,
        "licence_file": font.licence_file,
        "source": {**asdict(font.package), "member": font.member},
    }


def check() -> list[str]:
    """Return a line for each font that is missing or is not the one of the manifest."""
    faults = []
    for row in json.loads(MANIFEST.read_text(encoding="utf-8")):
        path = FONTS / row["file"]
        if not path.is_file():
            faults.append(f"{row['file']}: missing")
        elif digest(path) != row["sha256"]:
            faults.append(f"{row['file']}: changed")
    return faults


def main() -> int:
    """Run the command named on the command line."""
    if sys.argv[1:] == ["make"]:
        make()
    elif sys.argv[1:] != ["check"]:
        raise SystemExit(__doc__)
    faults = check()
    print("\n".join(faults) or "fonts are as the manifest says")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
