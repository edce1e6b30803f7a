"""The objects of an OFD page as glyphs and rules, for the same laying out as a PDF's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from app.services.documents.ofd_codes import Character, ems
from app.services.documents.ofd_scene import Outline, Picture, Scene, TextRun
from app.services.documents.ofd_values import Matrix, Point, Segment, apply, bounds, combine
from app.services.documents.pdf_device import CORNERS, INVISIBLE, UNKNOWN, Glyph, PageContent

RISE, SINK = 0.86, 0.14  # how far a character's box stands above and below the baseline, in sizes
FILL, BOLD = 0, 2  # rendering modes as in PDF
FAINT = 3  # alpha: less cannot be seen
LEAST = 0.25  # sizes: a nearer next character is overprinted, not the end of this one
WHITE = 252


def page_content(scene: Scene, number: int) -> PageContent:
    """Everything of a page but its annotations."""
    content = PageContent(number, scene.width, scene.height)
    for item in scene.items:
        if isinstance(item, TextRun):
            content.glyphs.extend(glyphs_of(item))
        elif isinstance(item, Outline):
            _add_rules(content, item)
        elif isinstance(item, Picture) and item.file:
            x0, top, x1, bottom = picture_box(item)
            seen = (min(x1, scene.width) - max(x0, 0.0), min(bottom, scene.height) - max(top, 0.0))
            content.image_area += max(seen[0], 0.0) * max(seen[1], 0.0)
    content.unknown = sum(is_unknown(glyph.text) for glyph in content.glyphs)
    content.hidden = sum(glyph.mode == INVISIBLE for glyph in content.glyphs)
    return content


def note_glyphs(items: Iterable[object]) -> list[Glyph]:
    """The characters that an annotation shows."""
    return [glyph for item in items if isinstance(item, TextRun) for glyph in glyphs_of(item)]


def glyphs_of(run: TextRun) -> list[Glyph]:
    """A run's characters with their boxes in points."""
    mode = INVISIBLE if run.fill is None or run.alpha <= FAINT else BOLD if run.bold else FILL
    name = run.font.name or run.font.family
    turn = math.radians(run.turned)
    made: list[Glyph] = []
    for i, character in enumerate(run.characters):
        wide = advance(run, i)
        own: Matrix = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), character.x, character.y)
        by = combine(own, run.matrix)
        corners = [apply(by, x, y) for x in (0.0, wide) for y in (-RISE * run.size, SINK * run.size)]
        x0, top, x1, bottom = bounds(corners)
        direction = _direction(by)
        x, y = by[4], by[5]
        upright = direction in (0, 180)
        made.append(
            Glyph(
                UNKNOWN if is_unknown(character.text) else character.text, x0, top, x1, bottom,
                y if upright else x, (bottom - top) if upright else (x1 - x0), name, mode, direction,
            )
        )  # fmt: skip
    return made


def is_unknown(text: str) -> bool:
    """Whether a character says nothing: private use, or the sign for what could not be named."""
    return text == UNKNOWN or 0xE000 <= ord(text) <= 0xF8FF or ord(text) < 0x20


def advance(run: TextRun, i: int) -> float:
    """How wide a character is: no wider than the way to the next one on its line."""
    here = run.characters[i]
    most = ems(here.text) * run.size * run.stretch
    after: Character | None = run.characters[i + 1] if i + 1 < len(run.characters) else None
    if after is None or abs(after.y - here.y) > 0.01 * run.size or run.turned:
        return most
    way = after.x - here.x
    if most < run.size * run.stretch and LEAST * run.size < way <= run.size * run.stretch:
        return way  # a Latin letter: the offset is its own width
    return way if LEAST * run.size < way < most else most


def _direction(by: Matrix) -> int:
    """The direction of writing, in degrees counted against the clock."""
    a, b = by[0], by[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b < 0 else 270


def picture_box(picture: Picture) -> tuple[float, float, float, float]:
    """The box of a picture on the page."""
    return bounds([apply(picture.matrix, x, y) for x in (0, 1) for y in (0, 1)])


def _add_rules(content: PageContent, item: Outline) -> None:
    """What of an outline may be a rule; white paint and what cannot be seen is none."""
    ink = item.stroke if item.stroke is not None else item.fill
    if ink is None or item.alpha <= FAINT or min(ink) >= WHITE:
        return
    content.figures += _figures(item.segments)
    for points in straight_parts(item.segments):
        content.add_path(points, item.stroke is not None)


def _figures(segments: Sequence[Segment]) -> int:
    """How many parts of an outline are neither rules nor boxes: curved, or of many corners."""
    parts: list[int] = []
    for step, _ in segments:
        if step == "M":
            parts.append(0)
        elif parts:
            parts[-1] += CORNERS if step == "B" else 1
    return sum(corners >= CORNERS for corners in parts)


def straight_parts(segments: Sequence[Segment]) -> list[list[Point]]:
    """The stretches of an outline that consist of straight lines."""
    parts: list[list[Point]] = []
    points: list[Point] = []
    start: Point | None = None
    curved = False
    for step, given in segments:
        if step == "M":
            parts.append(points)
            points, start, curved = [given[0]], given[0], False
        elif step == "L":
            points.append(given[0])
        elif step == "C":
            if start is not None and points and not curved:
                points.append(start)
        else:  # a curve never passes for a rule, nor do the lines that go on from it as one area
            parts.append(points)
            points, curved = [], True
    parts.append(points)
    return [part for part in parts if len(part) > 1]
