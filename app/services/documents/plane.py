"""The way from a levelled page back to the page as it is shown: a turn, a tilt, a slant of a photograph.

Everything in a SourceDocument stands on levelled pages, text running from left to right; only what a person is
shown is carried back to the page as the file has it.
"""

from __future__ import annotations

from typing import TypeAlias

Plane: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]
"""A projective map of points, row by row: (x, y, 1) becomes (x', y', w)."""

Edges: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

SAME: Plane = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def turned_plane(turn: int, width: float, height: float) -> Plane:
    """From a page made upright back to the page (``width`` x ``height``) whose text runs in direction ``turn``."""
    if turn == 90:  # text runs upwards
        return (0.0, 1.0, 0.0, -1.0, 0.0, height, 0.0, 0.0, 1.0)
    if turn == 180:
        return (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0)
    if turn == 270:
        return (0.0, -1.0, width, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    return SAME


def after(first: Plane, then: Plane) -> Plane:
    """``first``, and what it gives carried on by ``then``."""
    a, b = [then[i : i + 3] for i in (0, 3, 6)], [first[i : i + 3] for i in (0, 3, 6)]
    cells = [sum(a[row][i] * b[i][column] for i in range(3)) for row in range(3) for column in range(3)]
    return (cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8])


def carried(plane: Plane, box: Edges) -> Edges:
    """The smallest upright box around where the corners of a box go."""
    points = [_point(plane, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def lies(plane: Plane) -> bool:
    """Whether the page lies on its side where it is shown."""
    return abs(plane[0]) < abs(plane[1])


def _point(plane: Plane, x: float, y: float) -> tuple[float, float]:
    depth = plane[6] * x + plane[7] * y + plane[8]
    return (plane[0] * x + plane[1] * y + plane[2]) / depth, (plane[3] * x + plane[4] * y + plane[5]) / depth
