"""Characters that the faces name wrongly and the file's ActualText rightly."""

from __future__ import annotations

from app.services.documents.actual_text import MarkedText
from app.services.documents.pdf import read_pdf
from tests.services.documents.pdf_maker import Sheet


def _marked(words: str, actual: str) -> str:
    sheet = Sheet()
    told = actual.encode("utf-16-be").hex().upper()
    sheet.canvas._code.append(f"/Span<</ActualText <FEFF{told}>>> BDC")
    sheet.text(80, 80, words)
    sheet.canvas._code.append("EMC")
    return read_pdf(sheet.text(80, 100, "后").data(), "a.pdf").text


def test_actual_text_stands_for_the_glyphs() -> None:
    assert _marked("戶口", "户口") == "户口后"


def test_actual_text_of_another_length_is_left() -> None:
    assert _marked("戶", "户口簿") == "戶后"


def test_an_end_without_a_beginning_is_nothing() -> None:
    assert MarkedText().end() is None


def test_plain_marks_say_no_text() -> None:
    marks = MarkedText()
    marks.begin({"MCID": 0}, 0)
    assert marks.end() is None
