"""The values that OFD writes as text: numbers, boxes, matrices, offsets, colours, outlines.

Everything is read forgivingly: what cannot be understood is as if it were absent. A matrix is
(a, b, c, d, e, f) as in PDF: x' = a·x + c·y + e, y' = b·x + d·y + f; y runs downwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from lxml import etree

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]
Segment: TypeAlias = tuple[str, tuple[Point, ...]]
"""A step of an outline: "M" and "L" with one point, "B" with three (a cubic curve), "C" (close) with none."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MM = 72 / 25.4  # points
FAR = 1e7  # no number of a page is larger
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"[SMLQBACsmlqbac]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def local(node: etree._Element) -> str:
    """An element's name without its namespace ("" for comments and instructions)."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(node: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The child elements of these names, whatever their namespace."""
    for child in node if node is not None else ():
        if local(child) in names:
            yield child


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element on a path of names."""
    for name in path:
        node = next(children(node, name), None)
    return node


def words(node: etree._Element | None, *path: str) -> str:
    """The text of the element on a path, trimmed."""
    found = child(node, *path)
    return "" if found is None else "".join(found.itertext()).strip()


def numbers(text: str | None) -> list[float]:
    """All numbers of a text; what is no number is passed over."""
    found = (float(part) for part in _NUMBER.findall(text or ""))
    return [number for number in found if math.isfinite(number) and abs(number) < FAR]


def number(text: str | None, otherwise: float) -> float:
    """The first number of a text."""
    return next(iter(numbers(text)), otherwise)


def flag(text: str | None, otherwise: bool) -> bool:
    """A truth value."""
    return otherwise if not text else text.strip().lower() in ("true", "1")


def box(text: str | None) -> tuple[float, float, float, float] | None:
    """x, y, width, height; None where it is no box."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 else None


def matrix(text: str | None) -> Matrix | None:
    """A CTM; None where there is none."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) >= 6 else None


def combine(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(by: Matrix, x: float, y: float) -> Point:
    """A point through a matrix."""
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def shift(x: float, y: float) -> Matrix:
    """The matrix that moves by x and y."""
    return (1.0, 0.0, 0.0, 1.0, x, y)


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """The smallest box round points: x0, top, x1, bottom."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def offsets(text: str | None, most: int) -> list[float]:
    """DeltaX or DeltaY, "g n d" (n times d) written out; at most ``most`` of them."""
    parts = (text or "").split()
    found: list[float] = []
    i = 0
    while i < len(parts) and len(found) < most:
        if parts[i] in ("g", "G"):
            count, by = parts[i + 1 : i + 2], parts[i + 2 : i + 3]
            times = int(count[0]) if count and count[0].isdecimal() else 0
            found.extend([number(by[0] if by else "", 0.0)] * min(times, most - len(found)))
            i += 3
        else:
            found.append(number(parts[i], 0.0))
            i += 1
    return found


def colour(node: etree._Element | None) -> Colour | None:
    """Red, green, blue of a FillColor or StrokeColor; a shading gives its first colour."""
    if node is None:
        return None
    if node.get("Value") is None:
        inner = next((one for one in node.iter() if one is not node and one.get("Value")), None)
        return None if inner is None else colour(inner)
    parts = [_part(part) for part in node.get("Value", "").replace(",", " ").split()]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        c, m, y, k = parts
        return (255 - c) * (255 - k) // 255, (255 - m) * (255 - k) // 255, (255 - y) * (255 - k) // 255
    return None


def _part(text: str) -> int:
    if text.startswith("#"):
        try:
            return min(int(text[1:], 16), 255)
        except ValueError:
            return 0
    return max(0, min(round(number(text, 0.0)), 255))


def outline(text: str | None) -> list[Segment]:
    """The steps of AbbreviatedData; reading ends at the first step that lacks a number."""
    parts = _STEP.findall(text or "")
    made: list[Segment] = []
    here: Point = (0.0, 0.0)
    i = 0
    while i < len(parts):
        step = parts[i].upper()
        takes = _TAKES.get(step)
        if takes is None:  # a number without a step
            i += 1
            continue
        given = parts[i + 1 : i + 1 + takes]
        if len(given) < takes or any(part[0].upper() in _TAKES for part in given):
            break
        values = [max(-FAR, min(float(part), FAR)) for part in given]
        made.extend(_segments(step, values, here))
        if made and made[-1][1]:
            here = made[-1][1][-1]
        i += 1 + takes
    return made


def _segments(step: str, v: Sequence[float], here: Point) -> list[Segment]:
    if step in ("S", "M"):
        return [("M", ((v[0], v[1]),))]
    if step == "L":
        return [("L", ((v[0], v[1]),))]
    if step == "B":
        return [("B", ((v[0], v[1]), (v[2], v[3]), (v[4], v[5])))]
    if step == "Q":
        (x, y), (cx, cy), (ex, ey) = here, (v[0], v[1]), (v[2], v[3])
        first = (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y))
        return [("B", (first, (ex + 2 / 3 * (cx - ex), ey + 2 / 3 * (cy - ey)), (ex, ey)))]
    if step == "A":
        return _arc(here, v)
    return [("C", ())]


def _arc(here: Point, v: Sequence[float]) -> list[Segment]:
    """An elliptic arc (as in SVG) in pieces of at most a quarter."""
    rx, ry, end = abs(v[0]), abs(v[1]), (v[5], v[6])
    if rx < 1e-6 or ry < 1e-6 or here == end:
        return [("L", (end,))]
    cos, sin = math.cos(math.radians(v[2])), math.sin(math.radians(v[2]))
    dx, dy = (here[0] - end[0]) / 2, (here[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * y) ** 2 + (ry * x) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 / below - 1)) if below else 0.0
    if (v[3] >= 0.5) == (v[4] >= 0.5):
        root = -root
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    centre = (cos * cx - sin * cy + (here[0] + end[0]) / 2, sin * cx + cos * cy + (here[1] + end[1]) / 2)
    start = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - start
    if v[4] >= 0.5 and sweep < 0:
        sweep += 2 * math.pi
    elif v[4] < 0.5 and sweep > 0:
        sweep -= 2 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    unit = (rx * cos, rx * sin, -ry * sin, ry * cos, *centre)
    made = [_piece(unit, start + sweep * n / count, sweep / count) for n in range(count)]
    made[-1] = ("B", (*made[-1][1][:2], end))
    return made


def _piece(unit: Matrix, start: float, sweep: float) -> Segment:
    pull = 4 / 3 * math.tan(sweep / 4)
    end = start + sweep
    points = (
        (math.cos(start) - pull * math.sin(start), math.sin(start) + pull * math.cos(start)),
        (math.cos(end) + pull * math.sin(end), math.sin(end) - pull * math.cos(end)),
        (math.cos(end), math.sin(end)),
    )
    return "B", tuple(apply(unit, x, y) for x, y in points)
