"""Characters of a text layer asked of the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pytest

from app.services.documents import witness
from app.services.documents.ocr_decode import ReadCharacter
from app.services.documents.pdf_device import UNKNOWN, PageContent
from app.services.documents.scan_page import PageImage
from app.services.documents.scan_pdf import PageDrawer
from app.services.documents.witness import Statement, ask, is_uncoded, mended_by, refuted, strange, uncoded, weighed
from tests.services.documents.pdf_maker import plain_glyphs

Shows: TypeAlias = Callable[[str], "Model"]
SIZE = 10
SOUND = "各区人民政府要加强组织领导落实工作责任"


def page(text: str) -> PageContent:
    return PageContent(1, 595, 842, plain_glyphs(text))


class Drawer(PageDrawer):
    def __init__(self) -> None:
        """Of no file."""

    def draw(self, number: int) -> PageImage:
        return PageImage(number, np.full((842, 595, 3), 255, np.uint8), 72, 595, 842)


@dataclass
class Model:
    """Reads the same words wherever it is asked, a character every ``SIZE`` pixels."""

    words: str
    asked: int = 0

    def read(self, pieces: list[np.ndarray]) -> list[list[ReadCharacter]]:
        self.asked += len(pieces)
        return [[ReadCharacter(sign, 0.95, (i + 0.5) * SIZE) for i, sign in enumerate(self.words)] for _ in pieces]


@pytest.fixture
def shows(monkeypatch: pytest.MonkeyPatch) -> Shows:
    def showing(words: str) -> Model:
        model = Model(words)
        monkeypatch.setattr(witness, "recogniser", lambda threads: model)
        return model

    return showing


@pytest.mark.parametrize(("sign", "want"), [(UNKNOWN, True), ("\ue123", True), ("\uf06c", False), ("水", False)])
def test_private_codes_are_none_but_symbols_are(sign: str, want: bool) -> None:
    assert is_uncoded(sign) is want


def test_plans_have_no_strange_characters() -> None:
    assert strange([page(SOUND * 20 + "氨氮淤")]) == {}


def test_characters_beyond_the_standard_are_strange() -> None:
    assert strange([page(SOUND + "幵圱")]) == {1: [19, 20]}


def test_too_many_rare_characters_are_strange() -> None:
    assert len(strange([page(SOUND + "佟佗佘")])[1]) == 3


def test_picture_confirms_or_refutes(shows: Shows) -> None:
    shows("历年建地")
    told = ask([page("历幵建圱")], {1: [1, 2, 3]}, Drawer())
    assert [(one.said, one.text) for one in told] == [("幵", "年"), ("建", "建"), ("圱", "地")]


def test_each_strange_character_is_asked_once(shows: Shows) -> None:
    model = shows("历年")
    pages = [replace(page("历幵"), number=number) for number in (1, 2, 3)]
    ask(pages, {number: [1] for number in (1, 2, 3)}, Drawer(), 24)
    assert model.asked == 1


def told(said: str, text: str, score: float = 0.95) -> Statement:
    return Statement(1, 0, said, text, score)


@pytest.mark.parametrize(
    ("statements", "want"),
    [
        ([told("幵", "年"), told("圱", "地")], True),
        ([told("幵", "年")], False),
        ([told("幵", "年"), told("圱", "地", 0.6)], False),
        ([told("幵", "年"), told("圱", "地"), told("喆", "喆"), told("堃", "堃")], False),
    ],
)
def test_layer_is_refuted_by_two_characters(statements: list[Statement], want: bool) -> None:
    assert refuted(statements) is want


def test_reading_is_unsure_where_a_layer_says_otherwise() -> None:
    read = weighed(page("各区历史建筑（修缮）提升"), page("各区历吏建筑(修缮)升"))
    assert "".join(glyph.text for glyph in read.glyphs if glyph.score < 0.8) == "历吏建)升"


def test_characters_without_a_code_are_taken_from_the_picture() -> None:
    content = page(f"提{UNKNOWN}\ue001")
    filled = mended_by(content, [Statement(1, 1, UNKNOWN, "升", 0.9), Statement(1, 2, "\ue001", "", 0.0)])
    assert [(glyph.text, glyph.score) for glyph in filled.glyphs] == [("提", 1), ("升", 0.9), (UNKNOWN, 0)]
    assert (uncoded(content), uncoded(filled)) == ([1, 2], [2])
