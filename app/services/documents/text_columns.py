"""Columns and rows that only the place of the text tells: white strips under the names of a head.

``Columns`` of one page also serve the next one, where a table goes on without its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.services.documents.columns import GUTTER, TextLine, crosses, extent, pieces
from app.services.documents.table_heads import Head, HeadCell, is_annex, is_head, is_name
from app.services.documents.text_rows import is_number

FAR = 3.0  # sizes: a wider blank below a line ends the table
SECTION = 48  # characters: a row over all columns has no more
ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十]{1,3}[章节部]")
CENTRED = 1.6  # sizes: how far a name may be off the middle of the columns it covers

Run = tuple[float, float]


@dataclass
class Columns:
    """Column edges, ranges of columns under one name (half-open), the middles of the names and their words.

    ``head``: the head above them; None where only rules told the columns.
    """

    xs: list[float]
    spans: list[tuple[int, int]] = field(default_factory=list)
    names: list[float] = field(default_factory=list)
    words: tuple[str, ...] = ()
    head: Head | None = None


def runs(lines: Sequence[TextLine], gutter: float) -> list[Run]:
    """The parts across that characters of these lines cover, parted by white strips."""
    found: list[Run] = []
    shown = (glyph for line in lines for glyph in line.glyphs if not glyph.text.isspace())
    for x0, x1 in sorted((glyph.x0, glyph.x1) for glyph in shown):
        if found and x0 - found[-1][1] < gutter:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _size(lines: Sequence[TextLine]) -> float:
    sizes = sorted(glyph.size for line in lines for glyph in line.glyphs if not glyph.text.isspace())
    return sizes[len(sizes) // 2] if sizes else 10.0


def parted(found: Sequence[Run], head: Head) -> bool:
    """Whether a white strip lies between the middles of any two neighbouring names."""
    edges = [(a[1], b[0]) for a, b in pairwise(found)]
    edges += [(-1e9, found[0][0]), (found[-1][1], 1e9)] if found else []
    for one, two in pairwise(head.leaves):
        if not any(left < two.middle and right > one.middle for left, right in edges):
            return False
    return True


def reach(head: Head, lines: Sequence[TextLine]) -> tuple[int, list[int]]:
    """How many of the lines below a head belong to its table, and which of them run over all columns."""
    size = _size(lines[:30]) if lines else 10.0
    ends = (head.leaves[0].x0, head.leaves[-1].x1)
    below = head.bottom
    kept: list[int] = []
    found: list[Run] = []
    wide: list[int] = []
    for at, line in enumerate(lines):
        top, bottom = extent(line)
        if top - below > FAR * size or (is_annex(line) and len(pieces(line)) <= 2):
            break
        grown = _with(found, line, GUTTER * size)
        if _is_numbered(line, ends, size) and (_is_wide(line, head, size) or _is_inset(line, found, size)):
            wide.append(at)
            below = max(below, bottom)
            continue
        if not parted(grown, head):
            plain, again = _without_sections(lines, kept, at, head, size)
            if len(plain) < len(kept):
                wide += [n for n in kept if n not in plain]
                kept, grown = plain, again
            elif is_section(line, ends, size):
                wide.append(at)
                below = max(below, bottom)
                continue
            else:
                break
        kept.append(at)
        found, below = grown, max(below, bottom)
    numbered = any(_is_numbered(lines[n], ends, size) for n in wide)
    ending = [n for n in wide if numbered and _is_numbered(lines[n], ends, size)]
    count = max([*kept, *ending], default=-1) + 1
    wide += [n for n in kept if numbered and n not in wide and _is_numbered(lines[n], ends, size)]
    return count, sorted(n for n in wide if n < count)


def _without_sections(
    lines: Sequence[TextLine], kept: list[int], at: int, head: Head, size: float
) -> tuple[list[int], list[Run]]:
    """The kept lines less those that are sections, if without them the line fits: first the numbered ones go."""
    ends = (head.leaves[0].x0, head.leaves[-1].x1)
    for test in (_is_numbered, is_section):
        plain = [n for n in kept if not test(lines[n], ends, size)]
        again = runs([lines[n] for n in [*plain, at]], GUTTER * size)
        if len(plain) < len(kept) and parted(again, head):
            return plain, again
    return kept, []


def _words(line: TextLine) -> str:
    return "".join(glyph.text for glyph in line.glyphs if not glyph.text.isspace())


def _is_wide(line: TextLine, head: Head, size: float) -> bool:
    """Whether a line stands under several names, or in the middle of the table."""
    x0, x1, _ = pieces(line)[0]
    under = sum(cell.x0 < x1 and x0 < cell.x1 for cell in head.leaves)
    return under > 1 or abs((x0 + x1) - (head.leaves[0].x0 + head.leaves[-1].x1)) < 2 * CENTRED * size


def _is_inset(line: TextLine, found: Sequence[Run], size: float) -> bool:
    """Whether a line begins well within a column whose lines begin at its edge: it is set in the middle."""
    x0 = pieces(line)[0][0]
    return any(left < x0 - 2 * size and x0 < right for left, right in found)


def _is_numbered(line: TextLine, ends: Run, size: float) -> bool:
    """Whether a line is a section by its ordinal."""
    return ORDINAL.match(_words(line)) is not None and is_section(line, ends, size)


def is_section(line: TextLine, ends: Run, size: float) -> bool:
    """Whether a line is a row of one cell over all columns: one short piece, numbered or in the middle."""
    parts = pieces(line)
    if len(parts) != 1 or len(parts[0][2]) > SECTION or parts[0][2][-1] in "。；，、":
        return False
    x0, x1, text = parts[0]
    centred = abs((x0 + x1) / 2 - sum(ends) / 2) < CENTRED * size
    return ORDINAL.match(text) is not None or centred


def _with(found: Sequence[Run], line: TextLine, gutter: float) -> list[Run]:
    """The covered parts with those of one more line."""
    merged: list[Run] = []
    for x0, x1 in sorted([*found, *runs([line], gutter)]):
        if merged and x0 - merged[-1][1] < gutter:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def columns_under(head: Head, lines: Sequence[TextLine], before: Columns | None = None) -> Columns:
    """The columns of a table: its white strips, each column with a name or sharing one.

    ``before``: the columns of the page before; under the same head they are the same, if these lines fit them.
    """
    if before is not None and before.words == tuple(cell.text for cell in head.leaves):
        same = all(abs(a - cell.middle) < 6 for a, cell in zip(before.names, head.leaves, strict=True))
        if same and all(fits_columns(line, before.xs) for line in lines):
            return before
    size = _size(lines)
    found = runs(lines, GUTTER * size)
    for cell in head.leaves:
        if not any(x0 < cell.x1 and cell.x0 < x1 for x0, x1 in found):
            found.append((cell.x0, cell.x1))
    found.sort()
    found = sorted([*found, *_empty(found, head, size)])
    names = [_names(run, head, found) for run in found]
    spans = _share(found, names, size, lines)
    edges = [found[0][0] - 2, *(_edge(a[1], b[0], head) for a, b in pairwise(found)), found[-1][1] + 2]
    edges[0] = min(edges[0], min(c.x0 for c in head.leaves) - 2)
    edges[-1] = max(edges[-1], max(c.x1 for c in head.leaves) + 2)
    words = tuple(cell.text for cell in head.leaves)
    return Columns(edges, spans, [cell.middle for cell in head.leaves], words, head)


def _empty(found: Sequence[Run], head: Head, size: float) -> list[Run]:
    """Columns without any text here: a name stands off the middle of its own, but in that of it and a wide blank."""
    own = {cell.middle: max(found, key=lambda r: min(r[1], cell.x1) - max(r[0], cell.x0)) for cell in head.leaves}
    off = [middle for middle, run in own.items() if abs(middle - sum(run) / 2) > CENTRED * size]
    if len(off) != 1:
        return []
    run = own[off[0]]
    start = 2 * off[0] - run[1]
    before = max((r[1] for r in found if r[1] <= run[0]), default=start)
    return [(start, start + size)] if before + size < start < run[0] - 3 * size else []


def _edge(left: float, right: float, head: Head) -> float:
    """The edge within a white strip: in its middle, but not through a name that reaches into it."""
    edge = (left + right) / 2
    for cell in head.leaves:
        if cell.x0 < edge < cell.x1:
            nearer = cell.x1 if cell.x1 - edge < edge - cell.x0 else cell.x0
            edge = nearer if left <= nearer <= right else edge
    return edge


def _names(run: Run, head: Head, found: Sequence[Run]) -> list[HeadCell]:
    """The names that stand over a column more than over any other."""
    return [c for c in head.leaves if max(found, key=lambda r: min(r[1], c.x1) - max(r[0], c.x0)) == run]


def _share(
    found: list[Run], names: list[list[HeadCell]], size: float, lines: Sequence[TextLine]
) -> list[tuple[int, int]]:
    """Columns without a name: under a neighbour's name that is centred over both, else part of a neighbour."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(found):
        if names[at]:
            at += 1
            continue
        best = _centred_over(found, names, at, size)
        if best is not None and not _is_filled(found[at], lines) and not _is_apart(found, names, at, best, size):
            best = None
        if best is not None:
            spans.append((min(at, best), max(at, best) + 1))
            at += 1
            continue
        left = found[at][0] - found[at - 1][1] if at else 1e9
        right = found[at + 1][0] - found[at][1] if at + 1 < len(found) else 1e9
        into = at - 1 if left <= right else at + 1
        one, two = min(at, into), max(at, into)
        if two >= len(found):
            break
        found[one : two + 1] = [(found[one][0], found[two][1])]
        names[one : two + 1] = [[*names[one], *names[two]]]
        at = one
    return spans


def _is_apart(found: Sequence[Run], names: Sequence[list[HeadCell]], at: int, other: int, size: float) -> bool:
    """Whether a strip with few lines is a column all the same: a wide gutter, and a name in the middle of both."""
    one, two = found[min(at, other)], found[max(at, other)]
    middle = names[other][0].middle
    off = abs(middle - (one[0] + two[1]) / 2)
    return two[0] - one[1] > 0.8 * size and off < 0.8 * size and abs(middle - sum(found[other]) / 2) > 1.5 * size


def _is_filled(run: Run, lines: Sequence[TextLine]) -> bool:
    """Whether a strip of text has lines enough to be a column, and not only the ends of a few long lines."""
    held = 0
    for line in lines:
        shown = [g for g in line.glyphs if not g.text.isspace()]
        held += any(run[0] <= (g.x0 + g.x1) / 2 <= run[1] for g in shown)
    return held >= max(2, 0.1 * len(lines))


def _centred_over(found: Sequence[Run], names: Sequence[list[HeadCell]], at: int, size: float) -> int | None:
    """The neighbour whose only name is centred over both columns and not over its own."""
    for other in (at + 1, at - 1):
        if not (0 <= other < len(found)) or len(names[other]) != 1:
            continue
        both = (min(found[at][0], found[other][0]) + max(found[at][1], found[other][1])) / 2
        own = sum(found[other]) / 2
        off = abs(names[other][0].middle - both)
        aside = abs(names[other][0].middle - own)
        if (off <= CENTRED * size and off < aside) or (aside > size and off < 0.5 * aside):
            return other
    return None


def fits_columns(line: TextLine, xs: Sequence[float]) -> bool:
    """Whether a line lies within the columns and crosses none of their edges."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    if not shown or min(g.x0 for g in shown) < xs[0] - 3 or max(g.x1 for g in shown) > xs[-1] + 3:
        return False
    return not any(crosses(line, edge) for edge in xs[1:-1])


def take_while_fitting(
    lines: Iterable[TextLine], xs: Sequence[float], edge: float, *, down: bool, numbered: bool
) -> list[TextLine]:
    """The lines next to ``edge``, going away from it, that still belong to the table."""
    taken: list[TextLine] = []
    place = edge
    for line in lines:
        top, bottom = extent(line)
        size = max(glyph.size for glyph in line.glyphs)
        near = (top - place if down else place - bottom) <= 1.6 * size
        if not near or not (is_head(line) or (fits_columns(line, xs) and (not numbered or _number_first(line, xs)))):
            break
        taken.append(line)
        place = bottom if down else top
    return taken


def _number_first(line: TextLine, xs: Sequence[float]) -> bool:
    """Whether the first column holds a number or nothing."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    first = "".join(glyph.text for glyph in shown if (glyph.x0 + glyph.x1) / 2 < xs[1])
    return not first or is_number(first) or is_name(first)
