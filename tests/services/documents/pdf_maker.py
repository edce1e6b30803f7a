"""Small PDFs drawn by hand, so that a test says exactly which rules and words stand where.

Coordinates are points from the top left corner, as the reader gives them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.services.documents.pdf_device import Glyph

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0


class Sheet:
    """A PDF in the making."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, **options: Any) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.height = height
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, (width, height), pageCompression=1, invariant=1, **options)

    def text(self, x: float, y: float, words: str, size: float = 10, mode: int | None = None) -> Sheet:
        """Write words whose baseline is ``y`` points below the top."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, words, mode=mode)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Stroke a line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0) -> Sheet:
        """Fill a rectangle, thin as Chromium's rules are or not."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Rule a plain grid."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def next_page(self) -> Sheet:
        self.canvas.showPage()
        return self

    def data(self) -> bytes:
        """The finished file."""
        self.canvas.save()
        return self._file.getvalue()


def plain_glyphs(words: str) -> list[Glyph]:
    """The characters of one line, as a reader finds them drawn."""
    return [Glyph(sign, i * 10, 0, i * 10 + 10, 10, 9, 10, "Song", 0) for i, sign in enumerate(words)]
