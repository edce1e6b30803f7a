"""Pictures of pages drawn by hand: words and rules at places in points, as a scanner would give them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from app import paths
from app.services.documents.scan_page import PageImage

WIDTH, HEIGHT = 595, 842


class Paper:
    """A white page; all measures are points."""

    def __init__(self, dpi: int = 150, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.dpi = dpi
        self.scale = dpi / 72
        self.image = Image.new("RGB", (round(width * self.scale), round(height * self.scale)), "white")
        self._pen = ImageDraw.Draw(self.image)

    def text(self, x: float, top: float, words: str, size: float = 12) -> Paper:
        """Write words whose upper left corner is here."""
        face = ImageFont.truetype(
            str(paths.resources() / "fonts" / "NotoSerifSC-Regular.ttf"), round(size * self.scale)
        )
        self._pen.text((x * self.scale, top * self.scale), words, "black", font=face)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        """Draw a rule."""
        places = [round(value * self.scale) for value in (x0, y0, x1, y1)]
        self._pen.line(places, "black", max(1, round(0.6 * self.scale)))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """Rule a plain grid."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def seal(self, x: float, y: float, radius: float = 60, colour: str = "#e02828") -> Paper:
        """Put a round seal over what is there."""
        ground = self.image.copy()
        box = [value * self.scale for value in (x - radius, y - radius, x + radius, y + radius)]
        pen = ImageDraw.Draw(ground)
        pen.ellipse(box, outline=colour, width=round(4 * self.scale))
        pen.regular_polygon((x * self.scale, y * self.scale, radius / 3 * self.scale), 5, fill=colour)
        self.image.paste(ImageChops.darker(self.image, ground))
        return self

    def turned(self, degrees: float) -> Paper:
        """Tilt the page counter-clockwise; quarters change its shape."""
        self.image = self.image.rotate(degrees, Image.Resampling.BICUBIC, expand=degrees % 90 == 0, fillcolor="white")
        return self

    def page(self, number: int = 1) -> PageImage:
        """The page as the reader wants it."""
        pixels = np.ascontiguousarray(np.asarray(self.image)[:, :, ::-1])
        height, width = pixels.shape[:2]
        return PageImage(number, pixels, self.dpi, width / self.scale, height / self.scale)

    def file(self, kind: str = "PNG", *more: Paper) -> bytes:
        """The page, and more of them, as a file."""
        made = io.BytesIO()
        extra = {"save_all": True, "append_images": [other.image for other in more]} if more else {}
        options = {"resolution": float(self.dpi)} if kind == "PDF" else {"dpi": (self.dpi, self.dpi)}
        self.image.save(made, kind, **options, **extra)
        return made.getvalue()
