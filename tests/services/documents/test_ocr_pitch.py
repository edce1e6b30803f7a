"""Spacing of read characters that a damaged page image leaves behind."""

from __future__ import annotations

from itertools import accumulate

from app.services.documents.ocr import Rectangle
from app.services.documents.ocr_boxes import Piece, glyphs_of
from app.services.documents.ocr_decode import ReadCharacter


def test_steps_of_two_kinds_have_no_usual_one() -> None:
    middles = accumulate([10.0, 4.0, 4.0, 60.0, 60.0])
    line = Piece(Rectangle(0, 0, 200, 40), [ReadCharacter("水", 0.9, middle) for middle in middles])
    assert "".join(glyph.text for glyph in glyphs_of([line], 2)) == "水" * 5
