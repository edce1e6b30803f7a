"""What an OFD page shows, in the order it is painted: characters, outlines, pictures, placed in points.

Both the reader and the drawing of pages go through this walk, so that boxes fit the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.services.documents.ofd_codes import Character, characters_of
from app.services.documents.ofd_package import Font, Layer, OfdPackage, PageEntry, Resources
from app.services.documents.ofd_signature import Stamp
from app.services.documents.ofd_values import (
    IDENTITY,
    MM,
    Colour,
    Matrix,
    Segment,
    apply,
    box,
    child,
    colour,
    combine,
    flag,
    local,
    matrix,
    number,
    outline,
    shift,
)
from app.services.documents.safe_xml import too_large

DEEPEST = 12  # groups within groups, and drawings within drawings
MOST_OBJECTS = 200_000  # objects and characters of one page: drawings within drawings multiply
STEPS = 16  # of an outline count as one object
LINE = 0.353  # millimetres: the width of a line that says nothing
BOLD = 600  # weights from here on are heavy
BLACK: Colour = (0, 0, 0)
NO_FONT = Font("")


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters of one face. ``matrix`` leads to points; ``turned`` are the degrees each character is turned by."""

    characters: Sequence[Character]
    matrix: Matrix
    size: float
    stretch: float
    font: Font
    bold: bool
    italic: bool
    turned: float
    down: bool  # characters without offsets stand one below the other
    fill: Colour | None
    alpha: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines and curves in points, with the colours of line and area (None: not painted)."""

    segments: Sequence[Segment]
    stroke: Colour | None
    fill: Colour | None
    even_odd: bool
    width: float
    alpha: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: ``matrix`` lays the unit square (upper left corner at 0, 0) on the page, in points."""

    matrix: Matrix
    file: str
    alpha: int


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp on the page, its place in points."""

    stamp: Stamp
    place: tuple[float, float, float, float]


Item = TextRun | Outline | Picture | Seal


@dataclass
class Scene:
    """A page of an OFD: its size in points, its objects, and those of its annotations."""

    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    notes: list[tuple[int, list[Item]]] = field(default_factory=list)  # by the annotation's place in its list
    missing: bool = False
    drawn: bool = False  # there was something to see, though ``items`` may have been let go


def scene_of(package: OfdPackage, entry: PageEntry) -> Scene:
    """Walk one page."""
    document = entry.document
    page = package.xml(entry.path)
    x, y, width, height = document.area(page)
    made = Scene(width * MM, height * MM, missing=page is None)
    to_points: Matrix = (MM, 0.0, 0.0, MM, -x * MM, -y * MM)
    walk = _Walk(package.name)
    if page is not None:
        own = document.page_resources(page, entry.path)
        for layer, resources in document.layers(page):
            # A template brings its own resources; the layers of the page use the page's.
            known = own if resources is document.resources else resources
            made.items.extend(walk.layer(layer, known, to_points))
        for n, note in enumerate(document.notes.get(entry.ident, ())):
            if note.appearance is not None:
                made.notes.append((n, list(walk.block(note.appearance, own, to_points))))
    for stamp in document.stamps(entry.ident):
        left, top = apply(to_points, *stamp.place[:2])
        made.items.append(Seal(stamp, (left, top, left + stamp.place[2] * MM, top + stamp.place[3] * MM)))
    return made


@dataclass(frozen=True, slots=True)
class _Pen:
    """What drawing parameters say."""

    stroke: Colour | None = None
    fill: Colour | None = None
    width: float | None = None


class _Walk:
    """The objects of one page, within a limit."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = MOST_OBJECTS
        self._open: set[str] = set()

    def layer(self, layer: Layer, resources: Resources, by: Matrix) -> Iterator[Item]:
        """The objects of a layer."""
        pen = _pen(layer.parameter, resources)
        for node in layer.node:
            yield from self._object(node, resources, by, pen, 0)

    def block(self, node: etree._Element, resources: Resources, by: Matrix) -> Iterator[Item]:
        """The objects of an appearance, which has a boundary of its own."""
        place = box(node.get("Boundary"))
        inner = by if place is None else combine(shift(place[0], place[1]), by)
        for part in node:
            yield from self._object(part, resources, inner, _Pen(), 0)

    def _object(self, node: etree._Element, resources: Resources, by: Matrix, pen: _Pen, depth: int) -> Iterator[Item]:
        what = local(node)
        self._count(1)
        if not what or depth > DEEPEST or not flag(node.get("Visible"), True):
            return
        if what == "PageBlock":
            for part in node:
                yield from self._object(part, resources, by, pen, depth + 1)
            return
        if node.get("DrawParam"):
            pen = _pen(node.get("DrawParam", ""), resources, pen)
        if what == "TextObject":
            yield from self._text(node, resources, by, pen)
        elif what == "PathObject":
            yield from self._path(node, by, pen)
        elif what == "ImageObject":
            yield from self._picture(node, resources, by)
        elif what == "CompositeObject":
            yield from self._drawing(node, resources, by, pen, depth)

    def _count(self, objects: int) -> None:
        self._left -= objects
        if self._left < 0:
            raise too_large(self._name)

    def _drawing(self, node: etree._Element, resources: Resources, by: Matrix, pen: _Pen, depth: int) -> Iterator[Item]:
        """The objects of a composite unit; one that contains itself is not drawn again within itself."""
        ident = node.get("ResourceID", "")
        content = child(resources.drawings.get(ident), "Content")
        if content is None or ident in self._open:
            return
        self._open.add(ident)
        inner = _placed(node, by)
        for part in content:
            yield from self._object(part, resources, inner, pen, depth + 1)
        self._open.discard(ident)

    def _text(self, node: etree._Element, resources: Resources, by: Matrix, pen: _Pen) -> Iterator[Item]:
        size = number(node.get("Size"), 0.0)
        if size <= 0:
            return
        font = resources.fonts.get(node.get("Font", ""), NO_FONT)
        fill = (colour(child(node, "FillColor")) or pen.fill or BLACK) if flag(node.get("Fill"), True) else None
        if fill is None and flag(node.get("Stroke"), False):
            fill = colour(child(node, "StrokeColor")) or pen.stroke or BLACK
        stretch = number(node.get("HScale"), 1.0)
        down = round(number(node.get("ReadDirection"), 0.0)) % 360 in (90, 270)
        made = characters_of(node, size, stretch, down)
        self._count(len(made))
        if made:
            yield TextRun(
                made, _placed(node, by), size, stretch, font, font.bold or number(node.get("Weight"), 400) >= BOLD,
                flag(node.get("Italic"), False), number(node.get("CharDirection"), 0.0) % 360, down, fill,
                _alpha(node, "FillColor"),
            )  # fmt: skip

    def _path(self, node: etree._Element, by: Matrix, pen: _Pen) -> Iterator[Item]:
        data = child(node, "AbbreviatedData")
        steps = outline(None if data is None else data.text)
        self._count(len(steps) // STEPS)
        place = _placed(node, by)
        stroke = fill = None
        if flag(node.get("Stroke"), True):
            stroke = colour(child(node, "StrokeColor")) or pen.stroke or BLACK
        if flag(node.get("Fill"), False):
            fill = colour(child(node, "FillColor")) or pen.fill or BLACK
        width = number(node.get("LineWidth"), LINE if pen.width is None else pen.width)
        even_odd = node.get("Rule", "NonZero").lower().startswith("even")
        segments = [(step, tuple(apply(place, x, y) for x, y in points)) for step, points in steps]
        yield Outline(
            segments, stroke, fill, even_odd, max(width * _scale(place), 0.05),
            _alpha(node, "FillColor" if fill is not None else "StrokeColor"),
        )  # fmt: skip

    def _picture(self, node: etree._Element, resources: Resources, by: Matrix) -> Iterator[Item]:
        place = box(node.get("Boundary")) or (0.0, 0.0, 1.0, 1.0)
        inner = matrix(node.get("CTM")) or (place[2], 0.0, 0.0, place[3], 0.0, 0.0)
        by = combine(combine(inner, shift(place[0], place[1])), by)
        yield Picture(by, resources.media.get(node.get("ResourceID", ""), ""), _alpha(node))


def _placed(node: etree._Element, by: Matrix) -> Matrix:
    """An object's own matrix: its CTM, then its boundary, then what it stands in."""
    place = box(node.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return combine(combine(matrix(node.get("CTM")) or IDENTITY, shift(place[0], place[1])), by)


def _scale(by: Matrix) -> float:
    """How much a matrix enlarges."""
    return float(abs(by[0] * by[3] - by[1] * by[2]) ** 0.5)


def _alpha(node: etree._Element, part: str = "") -> int:
    """0 (not seen) to 255, of the object and its colour together."""
    of_colour = child(node, part) if part else None
    share = number(of_colour.get("Alpha"), 255.0) if of_colour is not None else 255.0
    return max(0, min(round(number(node.get("Alpha"), 255.0) * share / 255), 255))


def _pen(ident: str, resources: Resources, base: _Pen = _Pen(), depth: int = 0) -> _Pen:
    """Drawing parameters, which may build on others."""
    node = resources.parameters.get(ident)
    if node is None or depth > DEEPEST:
        return base
    if node.get("Relative"):
        base = _pen(node.get("Relative", ""), resources, base, depth + 1)
    return _Pen(
        colour(child(node, "StrokeColor")) or base.stroke,
        colour(child(node, "FillColor")) or base.fill,
        number(node.get("LineWidth"), -1.0) if node.get("LineWidth") else base.width,
    )
