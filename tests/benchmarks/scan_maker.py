"""Makes scans of PDFs: drawn at a resolution, tilted, blurred, made noisy and uneven, saved as JPEG."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image


@dataclass(frozen=True)
class Wear:
    """How badly a page was scanned."""

    dpi: int = 200
    tilt: float = 0.0  # degrees
    noise: float = 0.0  # standard deviation of grey levels
    blur: float = 0.0  # pixels
    shade: float = 0.0  # how much darker one side is
    fade: float = 0.0  # share of the ink's blackness lost
    quality: int = 85

    def words(self) -> str:
        """For a report."""
        return (
            f"{self.dpi} dpi, {self.tilt:+.1f}°, noise {self.noise:.0f}, blur {self.blur:.1f}, "
            f"shade {self.shade:.1f}, fade {self.fade:.1f}, jpeg {self.quality}"
        )


def some_wear(chance: random.Random) -> Wear:
    """A scanner as offices have them: 150 to 300 dpi, put in by hand."""
    dpi = chance.choice((150, 200, 200, 300))
    return Wear(
        dpi,
        chance.uniform(-2, 2),
        chance.uniform(0, 12),
        chance.uniform(0.2, 0.8) * dpi / 200,
        chance.uniform(0, 0.25),
        chance.uniform(0, 0.4),
        chance.choice((60, 75, 85, 95)),
    )


def worn(page: NDArray[np.uint8], wear: Wear, chance: np.random.Generator) -> NDArray[np.uint8]:
    """A grey page as a scanner of this kind gives it."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), wear.tilt, 1)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,))
    picture = np.asarray(turned, np.float32)
    picture = 255 - (255 - picture) * (1 - wear.fade)
    if wear.blur > 0:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), wear.blur), np.float32)
    picture = picture * (1 - wear.shade * np.linspace(0, 1, width, dtype=np.float32))[np.newaxis]
    if wear.noise > 0:
        picture = picture + chance.normal(0, wear.noise, picture.shape).astype(np.float32)
    return np.clip(picture, 0, 255).astype(np.uint8)


def scan_pages(data: bytes, wear: Wear, seed: int, most: int | None = None) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    chance = np.random.default_rng(seed)
    document = pdfium.PdfDocument(data)
    try:
        pages = []
        for number in range(len(document) if most is None else min(most, len(document))):
            drawn = document[number].render(scale=wear.dpi / 72, grayscale=True).to_numpy()
            drawn = drawn.reshape(drawn.shape[:2])
            pages.append(Image.fromarray(worn(np.ascontiguousarray(drawn), wear, chance)))
        return pages
    finally:
        document.close()


def scan_pdf(data: bytes, wear: Wear, seed: int, most: int | None = None) -> bytes:
    """A PDF that holds nothing but pictures of another one's pages."""
    pages = scan_pages(data, wear, seed, most)
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=float(wear.dpi), quality=wear.quality)
    return made.getvalue()
