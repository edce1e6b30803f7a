"""Rows that no rule parts: by the blanks of the widest column, and by the numbers of the first one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from app.services.documents.columns import TextLine
from app.services.documents.row_blocks import Piece, rows_by_cells

_HAN = "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_TENS = re.compile("[二三四五六七八九]十[一二三四五六七八九]?|十[一二三四五六七八九]")
SPARSE = 0.7  # of the rows: a column with fewer cells has merged or empty ones and parts no rows
CLOSER = 0.14  # sizes: lines of one cell vary less among themselves
MORE = 0.28  # sizes: a blank between rows is so much wider than one between lines


def row_edges(lines: Sequence[TextLine], xs: Sequence[float]) -> list[float]:
    """The heights that part the rows of these lines, without the outer ones."""
    columns, size = _by_column(lines, xs)
    widest = max(range(len(columns)), key=lambda c: sum(len(p.text) for p in columns[c]))
    body = columns[widest]
    if not body:
        return []
    least = _tight(columns, size) + MORE * size
    marks = _marks(columns[0], least) if widest else []
    anchors = [(mark.top + mark.bottom) / 2 for mark in marks]
    numbered = len(anchors) > 1 and len(anchors) >= SPARSE * len(_blocks(body, least))
    told = rows_by_cells(columns, widest, size, least, marks if numbered else [])
    if told is not None:
        return told
    blanks = [(one.bottom, two.top) for one, two in pairwise(body)]
    edges = [b for b in blanks if b[1] - b[0] > least]
    if len(anchors) > 1:
        edges = _with_numbers(blanks, edges, anchors, size)
    count = len(_blocks(body, least))
    others = [c for n, c in enumerate(columns) if n != widest and (n == 0 or len(_blocks(c, least)) >= SPARSE * count)]
    upper = _above_first(body[0].top, others, least)
    return sorted([*([upper] if upper is not None else []), *(_clear(blank, others, least) for blank in edges)])


def _blocks(column: Sequence[Piece], least: float) -> list[float]:
    """Where the cells of a column begin, as its blanks tell; merged cells make few."""
    starts: list[float] = []
    below = -1e9
    for piece in column:
        if piece.top - below > least:
            starts.append(piece.top)
        below = piece.bottom
    return starts


def _above_first(top: float, others: Sequence[Sequence[Piece]], least: float) -> float | None:
    """The edge below the rest of a split row of which the widest column holds nothing."""
    above = [piece for column in others for piece in column if piece.bottom <= top]
    if not above:
        return None
    edge = _clear((min(p.top for p in above) - 1, top), others, least)
    clear = all(_room(column, edge) > least for column in others if column)
    return edge if clear and any(p.bottom <= edge for p in above) else None


def _by_column(lines: Sequence[TextLine], xs: Sequence[float]) -> tuple[list[list[Piece]], float]:
    """For each column its lines from the top down; and the usual size. Places are taken from the baselines."""
    columns: list[list[Piece]] = [[] for _ in range(len(xs) - 1)]
    sizes: list[float] = []
    for line in lines:
        cells: dict[int, list[str]] = {}
        base = size = 0.0
        for glyph in line.glyphs:
            if glyph.text.isspace():
                continue
            at = min(max(bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1, 0), len(columns) - 1)
            cells.setdefault(at, []).append(glyph.text)
            base, size = max(base, glyph.base), max(size, glyph.size)
            sizes.append(glyph.size)
        for at, words in cells.items():
            columns[at].append(Piece(base - 0.86 * size, base + 0.14 * size, "".join(words)))
    for column in columns:
        column.sort(key=lambda piece: piece.top)
    return columns, sorted(sizes)[len(sizes) // 2] if sizes else 10.0


def _marks(column: Sequence[Piece], least: float) -> list[Piece]:
    """The numbers of the first column; [] if it holds something else. 13. over 1 and 二十 over 三 are one number."""
    whole: list[Piece] = []
    for piece in column:
        if (
            whole
            and piece.top - whole[-1].bottom <= least
            and (
                whole[-1].text[-1] in ".．-" or piece.text[0] in ".．-" or _TENS.fullmatch(whole[-1].text + piece.text)
            )
        ):
            whole[-1] = Piece(whole[-1].top, piece.bottom, whole[-1].text + piece.text)
        else:
            whole.append(piece)
    marks = [p for p in whole if is_number(p.text)]
    return marks if 2 * len(marks) > len(whole) else []


def numbers_in(lines: Sequence[TextLine], xs: Sequence[float]) -> int:
    """How many numbers stand in the first column."""
    columns, size = _by_column(lines, xs)
    return len(_marks(columns[0], _tight(columns, size) + MORE * size))


def is_number(text: str) -> bool:
    """Whether text is the number of a row: 3, 3.1, （三）, ③."""
    bare = text.strip("（）().、．")
    if bare.replace(".", "").replace("-", "").isdigit():
        return True
    return 0 < len(bare) <= 3 and all(sign in _HAN for sign in bare)


def _tight(columns: Sequence[Sequence[Piece]], size: float) -> float:
    """The usual blank between two lines of one cell: the small blanks of all columns.

    A few closer lines (a browser that splits a row over pages sets some so) are not the usual ones.
    """
    blanks = sorted(two.top - one.bottom for column in columns for one, two in pairwise(column))
    if not blanks:
        return 0.0
    small = blanks[len(blanks) // 10]
    alike = [blank for blank in blanks if blank - small < MORE * size]
    usual = alike[len(alike) // 2]
    return small if usual - small < CLOSER * size else next(b for b in alike if usual - b < CLOSER * size)


def _with_numbers(
    blanks: Sequence[tuple[float, float]],
    edges: Sequence[tuple[float, float]],
    anchors: Sequence[float],
    size: float,
) -> list[tuple[float, float]]:
    """Exactly one edge between two numbers: the widest blank, where all are alike the one above the lower number."""
    made = [e for e in edges if (e[0] + e[1]) / 2 < anchors[0] or (e[0] + e[1]) / 2 > anchors[-1]]
    for above, below in pairwise(anchors):
        between = [(b, min(b[1], below) - max(b[0], above)) for b in blanks if b[1] > above and b[0] < below]
        if not between:
            continue
        widest = max(round(room / (MORE * size)) for _, room in between)
        same = [b for b, room in between if round(room / (MORE * size)) == widest]
        made.append(same[-1])
    return made


def _clear(blank: tuple[float, float], others: Sequence[Sequence[Piece]], least: float) -> float:
    """The height within a blank of the widest column at which most other columns have room for the edge of a row."""
    middle = (blank[0] + blank[1]) / 2
    places = [middle]
    for column in others:
        for one, two in pairwise([Piece(-1e9, blank[0], ""), *column, Piece(blank[1], 1e9, "")]):
            low, high = max(one.bottom, blank[0]), min(two.top, blank[1])
            if high > low:
                places.append((low + high) / 2)

    def crossed(y: float) -> tuple[int, int, float, float]:
        rooms = [_room(column, y) for column in others if column]
        full = sum(any(p.top < y < p.bottom for p in column) for column in others)
        wide = [room for room in rooms if room > least]
        return -len(wide), full, -round(min(wide or [0.0]), 0), abs(y - middle)

    return min(places, key=crossed)


def _room(column: Sequence[Piece], y: float) -> float:
    """How much blank a column has around a height; lines of one cell leave little."""
    if any(p.top < y < p.bottom for p in column):
        return 0.0
    above = max((p.bottom for p in column if p.bottom <= y), default=-1e3)
    below = min((p.top for p in column if p.top >= y), default=1e3)
    return min(below - above, 1e3)
