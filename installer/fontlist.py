"""Which fonts are bundled, from which source packages, under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FONTS: Final = ROOT / "resources" / "fonts"
WORK: Final = ROOT / "build" / "fonts"
MANIFEST: Final = FONTS / "fonts.json"

# Characters of the national table of common characters (通用规范汉字表) that stand in Extension A. Those beyond
# U+FFFF and U+9FA6–9FFF are few in each font and are all kept, which includes the table's.
TABLE_IN_EXTENSION_A: Final = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃"
    "䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
# Latin, Greek, Cyrillic, punctuation, units, arrows, mathematics, boxes, circled numbers, CJK signs, full-width forms.
SIGNS: Final = ((0x20, 0x24F), (0x370, 0x45F), (0x2000, 0x27FF), (0x2E80, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))


@dataclass(frozen=True)
class Package:
    """A source package: ``kind`` is npm or deb; ``sha256`` of the file the registry gives."""

    kind: str
    name: str
    version: str
    sha256: str

    @property
    def folder(self) -> Path:
        """Where it is unpacked."""
        return WORK / f"{self.name.rpartition('/')[2]}-{self.version}"


@dataclass(frozen=True)
class Font:
    """One bundled font; ``how``: copied byte for byte, subset, or converted from CFF to TrueType outlines."""

    file: str
    package: Package
    member: str
    how: str
    licence: str
    licence_file: str
    family: str = ""


SERIF: Final = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS: Final = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
WENKAI: Final = Package(
    "deb", "fonts-lxgw-wenkai", "1.250+repack-1", "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318"
)
FANDOL: Final = Package(
    "deb",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
LIBERATION: Final = Package(
    "deb", "fonts-liberation2", "2.1.5-1", "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda"
)
_TRUETYPE: Final = "usr/share/fonts/truetype"
_OFL: Final = "OFL-1.1"

BUNDLE: Final = (
    Font(
        "fandol/FandolFang-Regular.ttf",
        FANDOL,
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        "convert",
        "GPL-3.0 with font exception",
        "fandol/COPYING",
    ),
    Font(
        "NotoSerifSC-Regular.ttf", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", "copy", _OFL, "OFL-Noto.txt"
    ),
    Font("NotoSerifSC-Bold.ttf", SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf", "subset", _OFL, "OFL-Noto.txt"),
    Font(
        "NotoSansSC-Regular.ttf", SANS, "package/400Regular/NotoSansSC_400Regular.ttf", "subset", _OFL, "OFL-Noto.txt"
    ),
    Font("NotoSansSC-Medium.ttf", SANS, "package/500Medium/NotoSansSC_500Medium.ttf", "subset", _OFL, "OFL-Noto.txt"),
    # A subset is a modified version, which may not bear the reserved name LXGW: it gets a name of its own.
    Font(
        "QinglanKai-Regular.ttf",
        WENKAI,
        f"{_TRUETYPE}/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "subset",
        _OFL,
        "OFL-LXGWWenKai.txt",
        family="Qinglan Kai",
    ),
    Font(
        "LiberationSerif-Regular.ttf",
        LIBERATION,
        f"{_TRUETYPE}/liberation2/LiberationSerif-Regular.ttf",
        "copy",
        _OFL,
        "OFL-Liberation.txt",
    ),
)
# licence text beside the fonts ← member of a package
LICENCES: Final = (
    ("OFL-Noto.txt", SANS, "package/LICENSE_FONT"),
    ("OFL-LXGWWenKai.txt", WENKAI, "usr/share/doc/fonts-lxgw-wenkai/copyright"),
    ("OFL-Liberation.txt", LIBERATION, "usr/share/doc/fonts-liberation2/copyright"),
    ("fandol/COPYING", FANDOL, "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"),
    ("fandol/README", FANDOL, "usr/share/doc/texlive-doc/fonts/fandol/README"),
)
