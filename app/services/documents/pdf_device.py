"""What pdfminer draws on a page, kept as plain glyphs and rules: no layout, no opinions.

pdfplumber builds a dictionary of some thirty entries for each character; this device keeps the
ten that reading a plan needs, and also the two that pdfplumber drops: the baseline and the
rendering mode (stroked text is how many programs print bold).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt, apply_matrix_rect

from app.services.documents.actual_text import MarkedText
from app.services.documents.plane import Plane

if TYPE_CHECKING:
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import PSLiteral

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

CORNERS = 7  # of a drawn figure; a box has four, and one more where it is closed twice
THIN = 3.0  # a filled rectangle thinner than this (points) is a rule
STRAIGHT = 0.7  # how far from the axis the ends of a rule may be
INVISIBLE = 3  # the text rendering mode of hidden text


@dataclass(slots=True)
class Glyph:
    """One character as drawn. ``base`` is its baseline, ``turn`` the direction of writing in degrees.

    ``score``: how sure its reading is, 1 where the file says which character it is.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    mode: int
    turn: int = 0
    score: float = 1.0


@dataclass(slots=True)
class Rule:
    """A straight rule: ``at`` is its place across, ``start`` to ``end`` its extent along its axis."""

    at: float
    start: float
    end: float


@dataclass
class PageContent:
    """Everything drawn on one page, top-left origin, as displayed (rotated, cropped).

    A page read from its picture (``back`` is set) is levelled: its size is that of the levelled page.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)  # horizontal rules
    down: list[Rule] = field(default_factory=list)  # vertical rules
    image_area: float = 0.0
    figures: int = 0  # drawn with curves: not rules
    unknown: int = 0
    hidden: int = 0
    lone: list[str] = field(default_factory=list)  # drawn alone in a face that is not embedded

    def add_path(self, points: Sequence[tuple[float, float]], stroke: bool) -> None:
        """Keep what of a path of straight lines may be a rule: stroked lines along an axis, and thin areas."""
        if len(points) < 2:
            return
        xs = [x for x, _ in points]
        ys = [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, y1 - y0) <= (STRAIGHT if len(points) == 2 else THIN):
            self._rule(x0, y0, x1, y1)
        elif stroke:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= STRAIGHT or abs(ay - by) <= STRAIGHT:
                    self._rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x1 - x0 >= y1 - y0:
            self.across.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            self.down.append(Rule((x0 + x1) / 2, y0, y1))

    back: Plane | None = None  # of a picture: from the levelled page to the page as it is shown
    shown: tuple[float, float] | None = None  # its size there


class PageDevice(PDFTextDevice):
    """Collects the glyphs and rules of one page at a time into ``content``."""

    def __init__(self, rsrcmgr: PDFResourceManager) -> None:
        super().__init__(rsrcmgr)
        self.content = PageContent(0)
        self._number = 0
        self._left = 0.0
        self._upper = 0.0
        self._mode = 0
        self._embedded: dict[PDFFont, bool] = {}
        self._marked = MarkedText()

    def start(self, number: int) -> PageContent:
        """Begin a new page; its content fills while pdfminer interprets it."""
        self.content = PageContent(number)
        self._marked = MarkedText()
        return self.content

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """A marked passage begins; it may say what its characters are."""
        self._marked.begin(props, len(self.content.glyphs))

    def end_tag(self) -> None:
        """A marked passage ends: where it names as many characters as it drew, they are these."""
        told = self._marked.end()
        if told is not None and len(told[1]) == len(self.content.glyphs) - told[0]:
            for glyph, sign in zip(self.content.glyphs[told[0] :], told[1], strict=True):
                glyph.text = sign

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the page's visible rectangle: it is what pdfium renders, so places fit the picture."""
        media = apply_matrix_rect(ctm, page.mediabox)
        crop = apply_matrix_rect(ctm, page.cropbox)
        x0, x1 = max(media[0], crop[0]), min(media[2], crop[2])
        y0, y1 = max(media[1], crop[1]), min(media[3], crop[3])
        if x1 <= x0 or y1 <= y0:
            x0, y0, x1, y1 = media
        self._left, self._upper = x0, y1
        self.content.width, self.content.height = x1 - x0, y1 - y0

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Note how much of the page pictures cover: a scan is one big picture."""
        if self.ctm is not None:
            x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
            self.content.image_area += (x1 - x0) * (y1 - y0)

    def render_string(
        self, textstate: PDFTextState, seq: Any, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Remember the rendering mode, which pdfminer does not hand on, then draw as usual."""
        self._mode = textstate.render
        glyphs = self.content.glyphs
        before = len(glyphs)
        super().render_string(textstate, seq, ncs, graphicstate)
        if len(glyphs) == before + 1 and textstate.font is not None and not self._is_embedded(textstate.font):
            self.content.lone.append(glyphs[-1].text)

    def _is_embedded(self, font: PDFFont) -> bool:
        known = self._embedded.get(font)
        if known is None:
            known = any(key.startswith("FontFile") for key in font.descriptor)
            self._embedded[font] = known
        return known

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep one glyph; the box is computed as pdfminer and pdfplumber do."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
            self.content.unknown += 1
        advance = font.char_width(cid) * fontsize * scaling
        vertical = font.is_vertical()
        if vertical:
            box = _vertical_box(font, cid, fontsize, rise, advance)
        else:
            low = font.get_descent() * fontsize + rise
            box = (0.0, low, advance, low + fontsize)
        a, b, _c, _d, e, f = matrix
        x0, y0, x1, y1 = apply_matrix_rect(matrix, box)
        turn = (0 if a >= 0 else 180) if abs(a) >= abs(b) else (90 if b > 0 else 270)
        left, upper = self._left, self._upper
        base = upper - f if turn in (0, 180) else e - left
        size = (x1 - x0) if vertical or turn in (90, 270) else (y1 - y0)
        name = font.fontname
        mode = self._mode
        if mode == INVISIBLE:
            self.content.hidden += 1
        glyph = Glyph(
            text, x0 - left, upper - y1, x1 - left, upper - y0, base, size, name if isinstance(name, str) else "",
            mode, turn,
        )  # fmt: skip
        if len(text) == 1:
            self.content.glyphs.append(glyph)
        else:
            self.content.glyphs.extend(_split(glyph))
        return advance

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Keep what may be a rule: stroked straight lines, and filled rectangles that are thin."""
        if self.ctm is None or not (stroke or fill):
            return
        ink = graphicstate.scolor if stroke else graphicstate.ncolor
        if _is_white(ink):
            return
        ctm = self.ctm
        self.content.figures += _figures(path)
        points: list[tuple[float, float]] = []
        for step in path:
            kind = step[0]
            if kind == "m":
                self.content.add_path(points, stroke)
                points = []
            if kind in ("m", "l"):
                place = cast(tuple[str, float, float], step)
                x, y = apply_matrix_pt(ctm, (float(place[1]), float(place[2])))
                points.append((x - self._left, self._upper - y))
            elif kind == "h":
                if points:
                    points.append(points[0])
            else:  # a curve: only its end point goes on, so that it never passes for a rule
                self.content.add_path(points, stroke)
                points = []
        self.content.add_path(points, stroke)


def _figures(path: Sequence[PathSegment]) -> int:
    """How many parts of a path are drawn with curves or many corners: neither rules nor boxes."""
    parts: list[int] = []
    for step in path:
        if step[0] == "m":
            parts.append(0)
        elif parts:
            parts[-1] += CORNERS if step[0] in "cvy" else 1
    return sum(corners >= CORNERS for corners in parts)


def _vertical_box(
    font: PDFFont, cid: int, size: float, rise: float, advance: float
) -> tuple[float, float, float, float]:
    shift = font.char_disp(cid)
    vx, vy = shift if isinstance(shift, tuple) else (None, 880.0)
    left = size * 0.5 if vx is None else vx * size * 0.001
    high = (1000 - vy) * size * 0.001 + rise
    return (-left, high + advance, size - left, high)


def _split(glyph: Glyph) -> list[Glyph]:
    """A glyph that stands for several characters (a ligature) gives each an equal share of its box."""
    count = len(glyph.text)
    step = (glyph.x1 - glyph.x0) / count if count else 0.0
    return [
        Glyph(
            character, glyph.x0 + i * step, glyph.top, glyph.x0 + (i + 1) * step, glyph.bottom, glyph.base,
            glyph.size, glyph.font, glyph.mode, glyph.turn,
        )
        for i, character in enumerate(glyph.text)
    ]  # fmt: skip


def _is_white(color: object) -> bool:
    """Whether paint of this colour leaves paper white (programs white out the ground of each line)."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return all(part <= 0.01 for part in parts)
    return all(part >= 0.99 for part in parts)
