"""One picture of a page becomes glyphs and rules, as if a PDF had drawn them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Protocol, Self

from app.services.documents.ocr import Recogniser, Rectangle, recogniser
from app.services.documents.ocr_boxes import (
    Piece,
    apart,
    cut_at_rules,
    cut_high,
    cut_tall,
    glyphs_of,
    with_room,
    without_grain,
    without_nested,
    without_page_dashes,
    without_strays,
)
from app.services.documents.pdf_device import PageContent, PlaceBox, Rule
from app.services.documents.scan_light import WHITE, evened
from app.services.documents.scan_rules import find_rules, find_tilt

if TYPE_CHECKING:
    from types import TracebackType

    from app.services.documents.ocr import Picture

LEAST_TILT = 0.04  # degrees: less moves nothing by a pixel
TALL = 1.5  # a box this much higher than wide stands on end
SIDEWAYS = 0.6  # share of such boxes on a page that lies on its side
FEW = 4  # boxes: too few to judge by
PLAIN = 0.8  # a page whose lines are read less surely may stand on its head
TRIED = 8  # lines read to find out how a page stands


@dataclass(frozen=True)
class PageImage:
    """A picture of a page: its pixels (blue-green-red), resolution, and the page's size in points."""

    number: int
    pixels: Picture
    dpi: float
    width: float
    height: float


@dataclass(frozen=True)
class _Stand:
    """A page turned to stand one way: without tilt, its rules found and painted out, its lines found."""

    clean: Picture
    across: list[Rule]
    down: list[Rule]
    boxes: list[Rectangle]
    back: PlaceBox

    def pieces(self, boxes: Sequence[Rectangle]) -> list[Picture]:
        """The pixels of these boxes."""
        return [self.clean[box.top : box.bottom, box.x0 : box.x1] for box in boxes]


class PageDrawing(Protocol):
    """Draws the pages of one file for reading."""

    def __enter__(self) -> Self:
        """Use as a context: what it holds is let go at the end."""

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def source(self, number: int) -> Callable[[], PageImage]:
        """What draws page ``number`` (1-based) when called."""

    def draw(self, number: int) -> PageImage:
        """The picture of a page."""


def read_page(image: PageImage, threads: int = 1) -> PageContent:
    """Find the rules and read the characters of one page."""
    model = recogniser(threads)
    stand = _stand(model, image, 0)
    if _is_sideways(stand.boxes):
        stand = max((_stand(model, image, quarters) for quarters in (1, 3)), key=lambda one: _plainness(model, one))
    pieces = _read(model, stand, image.dpi)
    if pieces and _mean(pieces) < PLAIN:
        other = _stand(model, image, 2)
        if _plainness(model, other) > PLAIN:
            stand, pieces = other, _read(model, other, image.dpi)
    glyphs = glyphs_of(pieces, image.dpi / 72)
    return PageContent(image.number, image.width, image.height, glyphs, stand.across, stand.down, back=stand.back)


def _read(model: Recogniser, stand: _Stand, dpi: float) -> list[Piece]:
    parts = [part for box in stand.boxes for part in cut_at_rules(box, stand.down, dpi / 72)]
    usual = median(part.height for part in parts) if parts else 0.0
    boxes = [
        piece
        for part in parts
        for line in cut_tall(part, stand.clean)
        for piece in (cut_high(line, usual, stand.clean) if line is part else [line])
    ]
    boxes = apart(without_grain(without_nested(boxes), stand.clean))
    roomy = with_room(boxes, stand.down, stand.clean.shape[1], dpi / 72)
    texts = model.read(stand.pieces(roomy))
    pieces = [
        Piece(long, kept)
        for box, long, text in zip(boxes, roomy, texts, strict=True)
        if (kept := without_strays(text, box.width))
    ]
    return without_page_dashes(pieces, stand.clean.shape[0])


def _stand(model: Recogniser, image: PageImage, quarters: int) -> _Stand:
    import cv2

    upright, back = _upright(image, quarters)
    gray = cv2.cvtColor(upright, cv2.COLOR_BGR2GRAY)
    across, down, mask = find_rules(gray, image.dpi)  # type: ignore[arg-type]
    clean = evened(upright)
    clean[mask > 0] = WHITE  # so that no rule is read as a character
    return _Stand(clean, across, down, model.find(clean, image.dpi, mask), back)


def _is_sideways(boxes: Sequence[Rectangle]) -> bool:
    return len(boxes) > FEW and sum(box.height > TALL * box.width for box in boxes) > SIDEWAYS * len(boxes)


def _plainness(model: Recogniser, stand: _Stand) -> float:
    """How surely the longest lines are read."""
    longest = sorted(stand.boxes, key=lambda box: -box.width)[:TRIED]
    texts = model.read(stand.pieces(longest))
    return _mean([Piece(box, text) for box, text in zip(longest, texts, strict=True)])


def _mean(pieces: Sequence[Piece]) -> float:
    scores = [character.score for piece in pieces for character in piece.text]
    return sum(scores) / len(scores) if scores else 0.0


def _upright(image: PageImage, quarters: int) -> tuple[Picture, PlaceBox]:
    """The page turned by quarters and levelled, and the way from there back to the page as it is shown."""
    import cv2
    import numpy as np

    turned = np.ascontiguousarray(np.rot90(image.pixels, quarters))
    height, width = turned.shape[:2]
    gray = cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)
    tilt = find_tilt(gray)  # type: ignore[arg-type]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1)
    if abs(tilt) < LEAST_TILT:
        matrix = np.eye(2, 3)
    else:
        turned = np.asarray(
            cv2.warpAffine(turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )
    inverse = cv2.invertAffineTransform(matrix)
    scale = image.dpi / 72
    unturned = _unturn(quarters, width, height)

    def back(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = (value * scale for value in box)
        corners = [unturned(*(inverse @ (x, y, 1.0))) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x / scale for x, _ in corners], [y / scale for _, y in corners]
        return float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))

    return turned, back


def _unturn(quarters: int, width: int, height: int) -> Callable[[float, float], tuple[float, float]]:
    """From a point of the turned picture (``width`` x ``height``) to the picture as it was."""
    if quarters == 1:  # it was turned counter-clockwise
        return lambda x, y: (height - y, x)
    if quarters == 2:
        return lambda x, y: (width - x, height - y)
    if quarters == 3:
        return lambda x, y: (y, width - x)
    return lambda x, y: (x, y)
