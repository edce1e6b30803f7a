"""Rows told by their cells: all cells of a row lie beside its tallest one, and no cell lies beside two rows.

A cell is a run of lines of one column without a wide blank. Merged cells, which lie beside several rows or
between two, part no rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

DENSE = 0.7  # of the rows: a column with fewer cells has merged or empty ones
OFF = 0.8  # sizes: how far the middle or the top of a cell may be off that of its row
FEWEST = 4  # texts that tell how wide the blanks between rows are
SPLIT = 0.2  # of a column's cells: if fewer lie beside two rows, the column has no merged ones
NARROW = 0.7  # of the usual blank between rows
MERGED = 0.1  # of a column's cells: more than these beside several rows make it one of merged cells


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a column, or several put together: upper edge, lower edge, text."""

    top: float
    bottom: float
    text: str


@dataclass
class _Row:
    top: float
    bottom: float
    texts: int = 0
    numbers: int = 0
    others: set[int] = field(default_factory=set)  # its other columns

    def beside(self, piece: Piece) -> bool:
        """Whether a cell lies beside this row."""
        return piece.top < self.bottom - 1 and self.top < piece.bottom - 1

    def take(self, piece: Piece) -> None:
        """Make the row reach over a cell."""
        self.top, self.bottom = min(self.top, piece.top), max(self.bottom, piece.bottom)


@dataclass
class _Cells:
    """The cells of each column; ``text`` is the column of the texts, ``number`` that of the numbers, if any."""

    columns: list[list[Piece]]
    text: int
    number: int | None
    size: float
    rows: list[_Row] = field(default_factory=list)


def cells_of(column: Sequence[Piece], least: float) -> list[Piece]:
    """The lines of a column put together where no blank wider than ``least`` parts them."""
    made: list[Piece] = []
    for piece in column:
        if made and piece.top - made[-1].bottom <= least:
            made[-1] = Piece(made[-1].top, max(made[-1].bottom, piece.bottom), made[-1].text + piece.text)
        else:
            made.append(piece)
    return made


def rows_by_cells(
    columns: Sequence[Sequence[Piece]], text: int, size: float, least: float, numbers: Sequence[Piece]
) -> list[float] | None:
    """The heights between the rows; None where the cells do not tell them (rows as close as lines are).

    ``numbers``: those of the first column, where each row has one.
    """
    cells = _Cells([cells_of(column, least) for column in columns], text, 0 if numbers else None, size)
    if numbers:
        cells.columns[0] = list(numbers)
    if not cells.columns[text]:
        return None
    if not numbers:
        _join_split(cells)
    _join_dense(cells)
    if any(row.texts > 1 or row.numbers > 1 for row in cells.rows):
        return None
    _drop_labels(cells)
    _join_lone_numbers(cells)
    _join_others(cells)
    rows = _with_numbers(cells.rows) if numbers else cells.rows
    if any(one.bottom > two.top for one, two in pairwise(rows)):
        return None
    return [(one.bottom + two.top) / 2 for one, two in pairwise(rows)]


def _is_merged(piece: Piece, texts: Sequence[Piece]) -> bool:
    """Whether a cell lies beside the texts of several rows."""
    return sum(piece.top < t.bottom - 1 and t.top < piece.bottom - 1 for t in texts) > 1


def _join_split(cells: _Cells) -> None:
    """Two texts with less than the usual blank between rows are one where a cell of a column without merged ones
    lies beside both: a browser sets single lines of a row that a page break splits further apart."""
    texts = cells.columns[cells.text]
    blanks = sorted(two.top - one.bottom for one, two in pairwise(texts))
    if len(texts) < FEWEST:
        return
    for at, column in enumerate(cells.columns):
        merged = [piece for piece in column if _is_merged(piece, texts)]
        if at == cells.text or len(column) < DENSE * len(texts) or len(merged) > SPLIT * len(column):
            continue
        for piece in merged:
            beside = [n for n, t in enumerate(texts) if piece.top < t.bottom - 1 and t.top < piece.bottom - 1]
            one, two = texts[beside[0]], texts[beside[-1]]
            if len(beside) == 2 and two.top - one.bottom < NARROW * blanks[len(blanks) // 2]:
                texts[beside[0] : beside[1] + 1] = [Piece(one.top, two.bottom, one.text + two.text)]


def _dense(cells: _Cells) -> list[int]:
    """The columns with a cell of its own in nearly each row."""
    texts = cells.columns[cells.text]
    count = max(len(texts), len(cells.columns[0]) if cells.number is not None else 0)
    found = []
    for at, column in enumerate(cells.columns):
        merged = sum(_is_merged(piece, texts) for piece in column)
        if at in (cells.text, cells.number) or (len(column) >= DENSE * count and merged <= MERGED * len(column)):
            found.append(at)
    return found


def _join_dense(cells: _Cells) -> None:
    """Rows from the cells of the dense columns: cells beside each other are of one row."""
    texts = cells.columns[cells.text]
    held = [
        (piece, at)
        for at in _dense(cells)
        for piece in cells.columns[at]
        if at == cells.text or not _is_merged(piece, texts)
    ]
    for piece, at in sorted(held, key=lambda item: item[0].top):
        row = cells.rows[-1] if cells.rows and cells.rows[-1].beside(piece) else None
        if row is None:
            row = _Row(piece.top, piece.bottom)
            cells.rows.append(row)
        row.take(piece)
        row.texts += at == cells.text
        row.numbers += at == cells.number and at != cells.text
        row.others |= {at} - {cells.number, cells.text}


def _drop_labels(cells: _Cells) -> None:
    """What has neither text nor number is a row only at the head or foot of the page (the rest of a split one)."""
    whole = [n for n, row in enumerate(cells.rows) if row.texts or row.numbers]
    cells.rows = [row for n, row in enumerate(cells.rows) if n in whole or n < whole[0] or n > whole[-1]]


def _join_lone_numbers(cells: _Cells) -> None:
    """A number beside no text may stand in the middle of a higher cell: it is that of the nearest row without one.

    The two rows have no column in common.
    """
    at = 0
    while at < len(cells.rows):
        row = cells.rows[at]
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(cells.rows) and not cells.rows[n].numbers]
        near = [n for n in near if not cells.rows[n].others & row.others]
        if row.texts or not near:
            at += 1
            continue
        other = min(near, key=lambda n: max(cells.rows[n].top - row.bottom, row.top - cells.rows[n].bottom))
        one, two = cells.rows[min(at, other)], cells.rows[max(at, other)]
        joined = _Row(one.top, two.bottom, one.texts + two.texts, 1, one.others | two.others)
        cells.rows[min(at, other) : max(at, other) + 1] = [joined]


def _join_others(cells: _Cells) -> None:
    """Cells of the other columns make the row that they lie beside higher, if they stand as its cells do."""
    dense = _dense(cells)
    for piece in (p for at, column in enumerate(cells.columns) if at not in dense for p in column):
        beside = [n for n, row in enumerate(cells.rows) if row.beside(piece)]
        if len(beside) != 1:
            continue
        at = beside[0]
        row = cells.rows[at]
        over = at and piece.top < cells.rows[at - 1].bottom
        if over or (at + 1 < len(cells.rows) and piece.bottom > cells.rows[at + 1].top):
            continue
        middle = abs(piece.top + piece.bottom - row.top - row.bottom) / 2
        ends = row in (cells.rows[0], cells.rows[-1])
        if ends or min(middle, abs(piece.top - row.top)) <= OFF * cells.size:
            row.take(piece)


def _with_numbers(rows: Sequence[_Row]) -> list[_Row]:
    """Between two numbers a row without one that has nothing but text is more of the nearer row."""
    numbered = [n for n, row in enumerate(rows) if row.numbers]
    if not numbered:
        return list(rows)
    made: list[_Row] = []
    forward: _Row | None = None
    for n, row in enumerate(rows):
        inner = numbered[0] < n < numbered[-1] and not row.numbers and not row.others
        if forward is not None:
            row = _Row(forward.top, row.bottom, row.texts, row.numbers)
            forward = None
        if inner and rows[n + 1].top - row.bottom < row.top - made[-1].bottom:
            forward = row
        elif inner:
            made[-1].bottom = row.bottom
        else:
            made.append(row)
    return made
