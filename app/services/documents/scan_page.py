"""One picture of a page becomes glyphs and rules, as if a PDF had drawn them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from app.services.documents.ocr_overlooked import is_print, overlooked
from app.services.documents.pdf_device import PageContent, Rule
from app.services.documents.plane import SAME, Plane, after, turned_plane
from app.services.documents.scan_light import WHITE, evened, without_holes
from app.services.documents.scan_photo import flattened, in_points
from app.services.documents.scan_rules import find_rules, find_tilt
from app.services.documents.scan_stamps import without_stamps

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from app.services.documents.ocr import Picture

LEAST_TILT = 0.04  # degrees: less moves nothing by a pixel
TALL = 1.5  # a box this much higher than wide stands on end
SIDEWAYS = 0.6  # share of such boxes on a page that lies on its side
FEW = 4  # boxes: too few to judge by
PLAIN = 0.8  # a page whose lines are read less surely may stand on its head
SEALED = 0.75  # a character under a seal is never read more surely
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

    quarters: int  # by which it was turned
    clean: Picture
    across: list[Rule]
    down: list[Rule]
    boxes: list[Rectangle]
    back: Plane
    sealed: NDArray[np.bool_] | None = None  # the pixels that a seal covered

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
    flat = flattened(image.pixels)
    if flat is not None:
        sheet, back = flat
        height, width = (side * 72 / image.dpi for side in sheet.shape[:2])
        content = _read_level(PageImage(image.number, sheet, image.dpi, width, height), threads)
        content.back = after(content.back or SAME, in_points(back, image.dpi / 72))
    else:
        content = _read_level(image, threads)
    content.shown = image.width, image.height
    return content


def _read_level(image: PageImage, threads: int) -> PageContent:
    model = recogniser(threads)
    stand = _stand(model, image, 0)
    if _is_sideways(stand.boxes):
        stand = max((_stand(model, image, quarters) for quarters in (1, 3)), key=lambda one: _plainness(model, one))
    pieces = _read(model, stand, image.dpi)
    if pieces and _mean(pieces) < PLAIN:
        others = {quarters: _stand(model, image, quarters) for quarters in range(4) if quarters != stand.quarters}
        other = max(others.values(), key=lambda one: _plainness(model, one))
        if _plainness(model, other) > PLAIN:
            stand, pieces = other, _read(model, other, image.dpi)
    glyphs = glyphs_of(pieces, image.dpi / 72)
    height, width = (side * 72 / image.dpi for side in stand.clean.shape[:2])
    return PageContent(image.number, width, height, glyphs, stand.across, stand.down, back=stand.back)


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
    missed = overlooked(stand.clean, roomy)
    texts = model.read(stand.pieces([*roomy, *missed]))
    pieces = [
        Piece(long, kept)
        for box, long, text in zip(boxes, roomy, texts, strict=False)
        if (kept := without_strays(text, box.width))
    ]
    pieces += [Piece(box, text) for box, text in zip(missed, texts[len(roomy) :], strict=True) if is_print(text)]
    pieces = without_page_dashes(pieces, stand.clean.shape[0])
    return pieces if stand.sealed is None else [_under_seal(piece, stand.sealed) for piece in pieces]


def _under_seal(piece: Piece, sealed: NDArray[np.bool_]) -> Piece:
    """The piece, its characters on and beside the strokes of a seal not sure."""
    box, reach = piece.box, piece.box.height
    strip = sealed[box.top : box.bottom]
    text = []
    for character in piece.text:
        middle = round(box.x0 + character.middle)
        covered = bool(strip[:, max(0, middle - reach) : middle + reach].any())
        text.append(replace(character, score=min(character.score, SEALED)) if covered else character)
    return replace(piece, text=text)


def _stand(model: Recogniser, image: PageImage, quarters: int) -> _Stand:
    import cv2

    upright, back = _upright(image, quarters)
    unsealed = without_stamps(upright, image.dpi)
    gray = cv2.cvtColor(unsealed.light, cv2.COLOR_BGR2GRAY)
    across, down, mask = find_rules(gray, image.dpi)  # type: ignore[arg-type]
    clean = without_holes(evened(unsealed.print), image.dpi)
    clean[mask > 0] = WHITE  # so that no rule is read as a character
    return _Stand(quarters, clean, across, down, model.find(clean, image.dpi, mask), back, unsealed.inked)


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


def _upright(image: PageImage, quarters: int) -> tuple[Picture, Plane]:
    """The page turned by quarters and levelled, and the way from there back to the page as it is shown."""
    import cv2
    import numpy as np

    turned = np.ascontiguousarray(np.rot90(image.pixels, quarters))
    height, width = turned.shape[:2]
    gray = cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)
    tilt = find_tilt(gray)  # type: ignore[arg-type]
    unturned = turned_plane(-90 * quarters % 360, image.width, image.height)
    if abs(tilt) < LEAST_TILT:
        return turned, unturned
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1)
    level = cv2.warpAffine(turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    (a, b, c), (d, e, f) = cv2.invertAffineTransform(matrix).tolist()
    points = 72 / image.dpi
    untilted = (a, b, c * points, d, e, f * points, 0.0, 0.0, 1.0)
    return np.asarray(level, np.uint8), after(untilted, unturned)
