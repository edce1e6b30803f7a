"""Text layers judged and mended."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.documents.garbage import Layer, is_spaced, judge, likeness, mend, mended
from app.services.documents.pdf_device import Glyph
from tests.services.documents.pdf_maker import plain_glyphs

REAL = (
    "到明年底，全市建成口袋公园三十处，改造老旧管网一百公里。各区人民政府要加强组织，按照职责分工落实工作任务，"
    "建立健全管理制度，重点推进公共服务体系建设，保护生态环境。责任单位：市园林局、市水务局。"
)


def words(found: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in found)


def test_real_text_is_fine() -> None:
    assert judge(REAL) is judge(" ".join(REAL)) is judge("一、总则") is Layer.FINE


@pytest.mark.parametrize(
    "text",
    [
        "\ufffd" * 20 + REAL[:60],
        "\ue0a1\ue0b2\ue1c3" * 10,
        "ÖйúÈËÃñÕþ¸®°ì¹«Ìü¹ØÓÚÓ¡·¢·½°¸µÄÍ¨Öª",
        "囗冂冖卩厶亠冫凵勹匚卜厂" * 12,
        "".join(chr(ord(sign) + 3000) if "\u4e00" <= sign <= "\u8fff" else sign for sign in REAL),
    ],
)
def test_no_language(text: str) -> None:
    assert judge(text) is Layer.GARBAGE


def test_page_of_latin_is_doubtful_only() -> None:
    assert judge("!\"#$%&'()*+,-./:;<=>?@ABCDEFG" * 4) is Layer.DOUBTFUL


def test_page_of_figures_is_fine() -> None:
    assert judge("12.5 13.8 40% 2025 " * 20) is Layer.FINE


def test_radicals_become_characters() -> None:
    found, told = mend(plain_glyphs("⼀、⽔⼟保持⻓效⺠⽣"))
    assert words(found) == "一、水土保持长效民生"
    assert told == ["部首字符已换成通用汉字"]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40))
def test_real_characters_stay(text: str) -> None:
    assert "".join(mended(text)) == text


def test_soft_hyphens() -> None:
    found, told = mend(plain_glyphs("DB32/T\u00ad2025推\u00ad进"))
    assert words(found) == "DB32/T-2025推进"
    assert len(told) == 1


def test_blanks_between_all_characters_go_and_others_stay() -> None:
    assert words(mend(plain_glyphs(" ".join(REAL)))[0]) == REAL
    assert mend(plain_glyphs(REAL + " A B")) == (plain_glyphs(REAL + " A B"), [])
    assert not is_spaced("三 字 表")


def test_likeness() -> None:
    assert likeness("水务局，（一）", "水务局,(一)") == 1
    assert likeness("水务局", "农业厅") == 0
    assert likeness("", "") == 1
