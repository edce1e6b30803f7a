"""Glyphs become lines in reading order: running text, tables cell by cell, running text.

Lines are found by the baseline, which all faces and sizes of a printed line share; boxes are no
help, since the full-width signs of many fonts have low, tight ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.services.documents.aligned import aligned_grids
from app.services.documents.bands import with_bands
from app.services.documents.columns import pieces
from app.services.documents.grid import Grid, merge_rules, open_row, ruled_grids
from app.services.documents.horizontal import horizontal_grids
from app.services.documents.pdf_device import Glyph, PageContent, Rule
from app.services.documents.plane import carried, turned_plane
from app.services.documents.table_heads import is_name
from app.services.documents.text_columns import Columns

BASE = 0.3  # share of the size by which baselines of one line may differ
SMALL = 0.8  # a line this much smaller than its neighbour may be its raised or lowered signs
MARGIN = 0.062  # share of the page's height: heads and feet stand in it
_PAGE_NUMBER = re.compile(r"[-—–－―─·•~]*\d{1,4}[-—–－―─·•~]*|第\d{1,4}页.*|\d{1,4}[/／]\d{1,4}")
SAME = 0.2  # share of the size within which a repeated character is overprinting, not text


@dataclass
class LaidLine:
    """One printed line of one cell or of the running text, in the order it is read."""

    glyphs: list[Glyph]
    table: int | None = None
    cell: int | None = None
    region: str = ""

    @property
    def top(self) -> float:
        """The upper edge of its highest character."""
        return min(glyph.top for glyph in self.glyphs)


@dataclass
class PageLayout:
    """The lines of a page in reading order, its tables, and the turn that made it upright."""

    lines: list[LaidLine]
    grids: list[Grid]
    turn: int = 0
    columns: Columns | None = None  # of the table without uprights that ends this page

    @property
    def text(self) -> str:
        """The characters in reading order."""
        return "".join(glyph.text for line in self.lines for glyph in line.glyphs)


def lay_out(content: PageContent, before: PageLayout | None = None) -> PageLayout:
    """Put the glyphs of one page into lines and the lines into reading order; ``before``: the page before it."""
    turn = _main_turn(content.glyphs)
    glyphs = [glyph for glyph in content.glyphs if glyph.turn == turn]
    stray = [glyph for glyph in content.glyphs if glyph.turn != turn]
    across, down = content.across, content.down
    if turn:
        glyphs = [_turned(glyph, turn, content.width, content.height) for glyph in glyphs]
        across, down = _turned_rules(content, turn)
    height = content.width if turn in (90, 270) else content.height
    carried = before.columns if before is not None else None
    uprights = merge_rules(down)
    grids, free = ruled_grids(merge_rules(across), uprights)
    if not grids and before is not None and before.grids and before.grids[-1].origin == "rules":
        grids = [row for row in (open_row(uprights, before.grids[-1]),) if row is not None]
    if grids and (free or len(grids) > 1):
        grids = with_bands(grids, free, make_lines(glyphs))
    grids, running, inside = _sort_in(glyphs, grids)
    columns: dict[int, Columns] = {}
    lines = _inner(make_lines(running), height, before)
    running = _claim(horizontal_grids(across, free, lines, carried), grids, running, inside, columns)
    lines = _inner(make_lines(running), height, before)
    running = _claim(aligned_grids(lines, carried), grids, running, inside, columns)
    lines = make_lines(running)
    grids, inside, columns = _by_place(grids, inside, columns)
    last = _last_columns(grids, columns, _inner(lines, height, before))
    return PageLayout([*_in_order(lines, grids, inside), *_stray_lines(stray, turn, content)], grids, turn, last)


def _by_place(
    grids: list[Grid], inside: dict[tuple[int, int], list[Glyph]], columns: dict[int, Columns]
) -> tuple[list[Grid], dict[tuple[int, int], list[Glyph]], dict[int, Columns]]:
    """The tables numbered from the top down, whatever way each was found."""
    order = sorted(range(len(grids)), key=lambda number: grids[number].ys[0])
    place = {number: at for at, number in enumerate(order)}
    moved = {(place[number], cell): held for (number, cell), held in inside.items()}
    return [grids[number] for number in order], moved, {place[number]: told for number, told in columns.items()}


def _inner(lines: Sequence[LaidLine], height: float, before: PageLayout | None) -> list[LaidLine]:
    """The lines that are neither heads and feet in the margins, nor page numbers, nor the same on the page before."""
    kept: list[LaidLine] = []
    known = {(_bare(line), round(line.top)) for line in before.lines} if before is not None else set()
    for line in lines:
        top, bottom = line.top, max(glyph.bottom for glyph in line.glyphs)
        text = "".join(glyph.text for glyph in line.glyphs)
        marginal = bottom < MARGIN * height or top > height * (1 - MARGIN)
        low = top > (0.9 if text.strip().isdigit() and not _stands_alone(line, lines) else 0.84) * height
        number = low and _PAGE_NUMBER.fullmatch("".join(text.split())) is not None
        same = any((_bare(line), round(line.top) + off) in known for off in (-1, 0, 1))
        same = same and len(pieces(line)) == 1 and len(text) > 4 and not is_name(text) and not _is_beside(line, lines)
        if not (marginal or number or (same and (bottom < 0.12 * height or top > 0.88 * height))):
            kept.append(line)
    return kept


def _is_beside(line: LaidLine, lines: Sequence[LaidLine]) -> bool:
    """Whether other lines stand partly at the same height, as the lines of a table's head do."""
    bottom = max(glyph.bottom for glyph in line.glyphs)
    others = ((other.top, max(glyph.bottom for glyph in other.glyphs)) for other in lines if other is not line)
    return any(top < bottom and line.top < low for top, low in others)


def _stands_alone(line: LaidLine, lines: Sequence[LaidLine]) -> bool:
    """Whether a line is the lowest one and stands further from the others than lines of a table do."""
    others = [max(glyph.bottom for glyph in other.glyphs) for other in lines if other is not line]
    return not others or line.top - max(others) > line.glyphs[0].size


def _bare(line: LaidLine) -> str:
    """The text of a line, figures alike."""
    return re.sub(r"\d+", "#", "".join(glyph.text for glyph in line.glyphs if not glyph.text.isspace()))


def _last_columns(grids: Sequence[Grid], columns: dict[int, Columns], lines: Sequence[LaidLine]) -> Columns | None:
    """The columns of the page's last table if nothing but page furniture stands below it."""
    if not grids:
        return None
    last = max(range(len(grids)), key=lambda number: grids[number].ys[-1])
    below = any(line.top > grids[last].ys[-1] - 1 for line in lines)
    return None if below else columns.get(last)


def _claim(
    found: list[tuple[Grid, Columns]],
    grids: list[Grid],
    running: list[Glyph],
    inside: dict[tuple[int, int], list[Glyph]],
    columns: dict[int, Columns],
) -> list[Glyph]:
    """Take further grids in where they cross no other; what is left of the running glyphs comes back."""
    free = [(grid, told) for grid, told in found if not _crossing(grid, grids)]
    alive, running, cells = _sort_in(running, [grid for grid, _ in free])
    inside.update({(number + len(grids), cell): held for (number, cell), held in cells.items()})
    for number, grid in enumerate(alive, len(grids)):
        columns[number] = next(told for other, told in free if other is grid)
    grids += alive
    return running


def make_lines(glyphs: Iterable[Glyph]) -> list[LaidLine]:
    """Group glyphs by baseline, top to bottom, left to right; overprinted doubles are left out."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows:
            first = rows[-1][0]
            if glyph.base - first.base <= BASE * min(glyph.size, first.size):
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return [LaidLine(_without_doubles(row)) for row in _with_raised(rows)]


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Give raised and lowered signs (m², notes) back to the line they stand on."""
    sizes = [max(glyph.size for glyph in row) for row in rows]
    taken: set[int] = set()
    for i, row in enumerate(rows):
        for j in (i + 1, i - 1):
            if not 0 <= j < len(rows) or j in taken or sizes[i] > sizes[j] * SMALL:
                continue
            if all(_stands_on(glyph, rows[j]) for glyph in row):
                rows[j].extend(row)
                taken.add(i)
                break
    return [row for i, row in enumerate(rows) if i not in taken]


def _stands_on(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    middle_x, middle_y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    near = False
    for other in row:
        if other.top <= middle_y <= other.bottom and other.x0 - glyph.size <= middle_x <= other.x1 + glyph.size:
            near = True
        if other.x0 < middle_x < other.x1 and other.text != " ":
            return False
    return near


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    row.sort(key=lambda glyph: glyph.x0)
    kept: list[Glyph] = []
    for glyph in row:
        if not any(
            other.text == glyph.text
            and abs(other.x0 - glyph.x0) < SAME * glyph.size
            and abs(other.base - glyph.base) < SAME * glyph.size
            and abs(other.size - glyph.size) < 0.5
            and glyph.x1 - glyph.x0 > SAME * 1.2 * glyph.size
            for other in kept[-2:]
        ):
            kept.append(glyph)
    return kept


def _sort_in(
    glyphs: list[Glyph], grids: list[Grid]
) -> tuple[list[Grid], list[Glyph], dict[tuple[int, int], list[Glyph]]]:
    """Part running glyphs from those in cells; a grid without any printed character is only a drawing."""
    held: dict[tuple[int, int], list[Glyph]] = {}
    running: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for number, grid in enumerate(grids):
            cell = grid.cell_at(x, y)
            if cell is not None:
                held.setdefault((number, cell), []).append(glyph)
                break
        else:
            running.append(glyph)
    alive = sorted({number for (number, _), some in held.items() if any(not glyph.text.isspace() for glyph in some)})
    place = {number: i for i, number in enumerate(alive)}
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for (number, cell), some in held.items():
        if number in place:
            inside[place[number], cell] = some
        else:
            running.extend(some)
    return [grids[number] for number in alive], running, inside


def _in_order(running: list[LaidLine], grids: list[Grid], inside: dict[tuple[int, int], list[Glyph]]) -> list[LaidLine]:
    """Running lines and tables from the top down; a table is read row by row, cell by cell."""
    blocks: list[tuple[float, list[LaidLine]]] = [(line.top, [line]) for line in running]
    for number, grid in enumerate(grids):
        lines: list[LaidLine] = []
        for cell in range(len(grid.cells)):
            for line in make_lines(inside.get((number, cell), ())):
                line.table, line.cell = number, cell
                lines.append(line)
        blocks.append((grid.ys[0], lines))
    blocks.sort(key=lambda block: block[0])
    return [line for _, lines in blocks for line in lines]


def _crossing(grid: Grid, others: Iterable[Grid]) -> bool:
    return any(grid.ys[0] < other.ys[-1] and other.ys[0] < grid.ys[-1] for other in others)


def _main_turn(glyphs: Sequence[Glyph]) -> int:
    counted = Counter(glyph.turn for glyph in glyphs if not glyph.text.isspace())
    return counted.most_common(1)[0][0] if counted else 0


def _turned(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """The same glyph on the page turned upright."""
    x0, top, x1, bottom = turn_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, width, height)
    base = {90: glyph.base, 270: width - glyph.base, 180: height - glyph.base}.get(turn, glyph.base)
    return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom, base=base)


def turn_box(
    box: tuple[float, float, float, float], turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box of a page (``width`` x ``height``) whose text runs in direction ``turn``, on that page made upright."""
    x0, top, x1, bottom = box
    if turn == 90:  # text runs upwards: the page is turned clockwise
        return height - bottom, x0, height - top, x1
    if turn == 270:
        return top, width - x1, bottom, width - x0
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    return box


def _turned_rules(content: PageContent, turn: int) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    size = (content.width, content.height)
    for rule in content.across:
        x0, top, x1, bottom = turn_box((rule.start, rule.at, rule.end, rule.at), turn, *size)
        (across.append(Rule(top, x0, x1)) if turn == 180 else down.append(Rule(x0, top, bottom)))
    for rule in content.down:
        x0, top, x1, bottom = turn_box((rule.at, rule.start, rule.at, rule.end), turn, *size)
        (down.append(Rule(x0, top, bottom)) if turn == 180 else across.append(Rule(top, x0, x1)))
    return across, down


def _stray_lines(glyphs: list[Glyph], turn: int, content: PageContent) -> list[LaidLine]:
    """Text that runs in another direction than the page's own (stamps, watermarks): after all else."""
    lines: list[LaidLine] = []
    for other in sorted({glyph.turn for glyph in glyphs}):
        turned = [_turned(glyph, other, content.width, content.height) for glyph in glyphs if glyph.turn == other]
        shown = turned_plane(other, content.width, content.height)
        for line in make_lines(turned):
            for glyph in line.glyphs:
                box = carried(shown, (glyph.x0, glyph.top, glyph.x1, glyph.bottom))
                box = turn_box(box, turn, content.width, content.height)
                glyph.x0, glyph.top, glyph.x1, glyph.bottom = box
            lines.append(line)
    return lines
