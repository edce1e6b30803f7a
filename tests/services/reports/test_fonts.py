from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest

from app import paths
from app.errors import KnownError
from app.services.reports.fonts import FANG, HEI, KAI, LATIN, SONG, TITLE, FontSet, unicode_map
from app.services.reports.painter import Imprint, paint
from app.services.reports.paper import Flow
from tests.services.reports.invented import pdf_text

RARE = "牵头人㛃䶮、𬭎喆、旻昇：面积12㎡、35μg/m²，CO₂①②≥“放管服”〔2025〕——𠮷"


def printed(fonts: FontSet, text: str) -> bytes:
    flow = Flow(fonts)
    flow.text(text)
    out = io.BytesIO()
    paint(flow.leaves, fonts, out, Imprint("字"))
    return out.getvalue()


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.shipped(office=False)


@pytest.mark.parametrize("role", [FANG, SONG, TITLE, HEI, KAI])
def test_every_role_draws_common_and_rare_characters(fonts: FontSet, role: str) -> None:
    for char in "市府责㛃䶮𬭎喆㎡²₂①≥":
        assert fonts.glyph(role, char).width > 0
    assert not fonts.missing


def test_fallback_is_by_character(fonts: FontSet) -> None:
    assert "FandolFang" in fonts.glyph(FANG, "市").font
    assert "FandolFang" not in fonts.glyph(FANG, "㛃").font


def test_digits_amid_fangsong_are_serif(fonts: FontSet) -> None:
    assert fonts.glyph(FANG, "3") == fonts.glyph(LATIN, "3")
    assert FontSet.shipped(office=False, serif_latin=False).glyph(FANG, "3") != fonts.glyph(LATIN, "3")


def test_copied_text_is_right_with_pdfplumber(fonts: FontSet) -> None:
    assert RARE in pdf_text(printed(fonts, RARE))


def test_copied_text_is_right_with_pdfium(fonts: FontSet) -> None:
    page = pypdfium2.PdfDocument(printed(fonts, RARE))[0]
    assert RARE in "".join(page.get_textpage().get_text_range().split())


def test_character_without_any_font_is_counted_and_still_copied() -> None:
    fonts = FontSet.shipped(office=False)
    assert "养\ue123老" in pdf_text(printed(fonts, "养\ue123老"))
    assert fonts.missing == {"\ue123"}


def test_only_embedded_fonts_are_named(fonts: FontSet) -> None:
    assert b"Helvetica" not in printed(fonts, "养老")


def test_without_fandol_noto_serif_stands_in(tmp_path: Path) -> None:
    for file in (paths.resources() / "fonts").glob("*.ttf"):
        (tmp_path / file.name).symlink_to(file)
    fonts = FontSet.shipped(office=False, folder=tmp_path)
    assert "NotoSerifSC" in fonts.glyph(FANG, "市").font


def test_no_fonts_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="字体文件不完整"):
        FontSet.shipped(office=False, folder=tmp_path)


def test_broken_font_gives_way_to_the_next(tmp_path: Path) -> None:
    shutil.copytree(
        paths.resources() / "fonts", tmp_path / "fonts", symlinks=True, ignore=shutil.ignore_patterns("*.json")
    )
    (tmp_path / "fonts/fandol/FandolFang-Regular.ttf").write_bytes(b"no font")
    fonts = FontSet.shipped(office=False, folder=tmp_path / "fonts")
    assert "NotoSerifSC" in fonts.glyph(FANG, "市").font


def test_unicode_map_uses_surrogates_and_short_blocks() -> None:
    words = unicode_map("X", [0, 0x2CB4E, *range(0x4E00, 0x4E00 + 150)])
    assert "<01> <D872DF4E>" in words
    assert "100 beginbfchar" in words
    assert "52 beginbfchar" in words
