"""Rules become grids: merged rules, tables with rules on both axes, their cells.

Everything here is geometry; no character is looked at. A cell that no rule closes at the page's
end (Chromium draws none where a row is split) ends where the vertical rules end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.services.documents.pdf_device import Rule

SNAP = 2.0  # rules closer than this are one
GAP = 2.5  # pieces of a rule closer than this are joined
TOUCH = 2.5  # rules this near meet
OPEN_ROW = 6.0  # verticals that run on this far hold a further, open row
SIDE = 10.0  # horizontal rules that run on this far hold a further column
SHARED = 0.6  # of the rows are the same on both sides of a column that one cell fills
LEAST_OPEN = 40.0  # points: uprights alone that hold a row are at least so long
DOT = 2.0  # shorter pieces are only corners


@dataclass(slots=True)
class GridCell:
    """A cell: base rows ``top`` to ``bottom`` and columns ``left`` to ``right``, both half-open."""

    top: int
    left: int
    bottom: int
    right: int
    open_top: bool = False
    open_bottom: bool = False


@dataclass
class Grid:
    """Column edges ``xs``, row edges ``ys``, and the cells that tile them."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    origin: str = "rules"
    _index: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the base squares, for ``cell_at``."""
        for number, cell in enumerate(self.cells):
            for row in range(cell.top, cell.bottom):
                for column in range(cell.left, cell.right):
                    self._index[row, column] = number

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell in which a point lies."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self._index.get((row, column))


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of rules that lie on one line, whatever way a program cut them."""
    merged: list[Rule] = []
    for group in _levels(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        group.sort(key=lambda rule: rule.start)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start <= end + GAP:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start > DOT * 2]


def _levels(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def positions(values: Iterable[float], apart: float = SNAP) -> list[float]:
    """Distinct places, values nearer than ``apart`` taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > apart:
            found.append(value)
    return found


def ruled_grids(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Grid], list[Rule]]:
    """The grids with rules on both axes, and the horizontal rules that belong to none of them."""
    grids: list[Grid] = []
    free: list[Rule] = []
    for horizontal, vertical in _components(across, down):
        grid = _grid(horizontal, vertical) if vertical and horizontal else None
        if grid is None:
            free.extend(horizontal)
        else:
            grids.append(grid)
    grids.sort(key=lambda grid: grid.ys[0])
    return grids, free


def _components(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, vertical in enumerate(down, len(across)):
        for i, horizontal in enumerate(across):
            if (
                horizontal.start - TOUCH <= vertical.at <= horizontal.end + TOUCH
                and vertical.start - TOUCH <= horizontal.at <= vertical.end + TOUCH
            ):
                parent[root(i)] = root(j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        found.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(rule)
    return _side_by_side(list(found.values()))


def _side_by_side(parts: list[tuple[list[Rule], list[Rule]]]) -> list[tuple[list[Rule], list[Rule]]]:
    """Put sets of rules together that stand beside each other and have the same rows.

    Between them lies a column whose one cell runs over the whole page, so that no rule crosses it.
    """
    made: list[tuple[list[Rule], list[Rule]]] = []
    for across, down in sorted(parts, key=lambda part: min(rule.start for rule in part[0] or part[1])):
        other = next((known for known in made if down and known[1] and _same_rows(known[0], across)), None)
        if other is not None:
            other[0].extend(across)
            other[1].extend(down)
        else:
            made.append((across, down))
    return made


def _same_rows(left: list[Rule], right: list[Rule]) -> bool:
    """Whether most of the rules on the left have one at the same height on the right, and do not reach it."""
    if not left or not right or max(r.end for r in left) > min(r.start for r in right) + TOUCH:
        return False
    one, two = positions(r.at for r in left), positions(r.at for r in right)
    few, many = sorted((one, two), key=len)
    shared = sum(any(abs(a - b) <= SNAP for b in many) for a in few)
    return shared >= 2 and shared >= SHARED * len(few)


def open_row(down: Sequence[Rule], before: Grid) -> Grid | None:
    """The one row of a page that lies wholly within a row of the table before: uprights alone, at its places."""
    inner = before.xs[1:-1]
    found = [[rule for rule in down if abs(rule.at - x) <= GAP] for x in inner]
    if len(inner) < 2 or not all(found):
        return None
    top = max(min(rule.start for rule in rules) for rules in found)
    bottom = min(max(rule.end for rule in rules) for rules in found)
    if bottom - top < LEAST_OPEN:
        return None
    cells = [GridCell(0, at, 1, at + 1, open_top=True, open_bottom=True) for at in range(len(before.xs) - 1)]
    return Grid(list(before.xs), [top, bottom], cells)


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = positions(rule.at for rule in down)
    ys = positions(rule.at for rule in across)
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    upper, lower = min(rule.start for rule in down), max(rule.end for rule in down)
    xs = _with_ends(xs, left, right, SIDE)
    ys = _with_ends(ys, upper, lower, OPEN_ROW)
    if len(xs) < 3 or len(ys) < 2:  # a frame round running text, or one column: not a table
        return None
    return Grid(xs, ys, _cells(xs, ys, across, down))


def _with_ends(places: list[float], low: float, high: float, margin: float) -> list[float]:
    found = list(places)
    if low < found[0] - margin:
        found.insert(0, low)
    if high > found[-1] + margin:
        found.append(high)
    return found


def _cells(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[GridCell]:
    at_x = _by_place(xs, down)
    at_y = _by_place(ys, across)
    cells: list[GridCell] = []
    growing: dict[tuple[int, int], GridCell] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        runs = _runs(xs, at_x, middle)
        now: dict[tuple[int, int], GridCell] = {}
        for left, right in runs:
            ruled = any(_covers(at_y[row], (xs[i] + xs[i + 1]) / 2) for i in range(left, right))
            above = growing.get((left, right))
            if above is not None and not ruled:
                above.bottom = row + 1
                now[left, right] = above
            else:
                cell = GridCell(row, left, row + 1, right, open_top=not ruled)
                cells.append(cell)
                now[left, right] = cell
        growing = now
    for cell in cells:
        cell.open_bottom = not any(
            _covers(at_y[cell.bottom], (xs[i] + xs[i + 1]) / 2) for i in range(cell.left, cell.right)
        )
    return cells


def _runs(xs: list[float], at_x: list[list[Rule]], middle: float) -> list[tuple[int, int]]:
    """Neighbouring columns that no vertical rule parts at this height."""
    runs: list[tuple[int, int]] = []
    start = 0
    for column in range(1, len(xs)):
        if column == len(xs) - 1 or _covers(at_x[column], middle):
            runs.append((start, column))
            start = column
    return runs


def _by_place(places: list[float], rules: list[Rule]) -> list[list[Rule]]:
    sorted_out: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        nearest = min(range(len(places)), key=lambda i: abs(places[i] - rule.at))
        sorted_out[nearest].append(rule)
    return sorted_out


def _covers(rules: Iterable[Rule], place: float) -> bool:
    return any(rule.start - 1 <= place <= rule.end + 1 for rule in rules)
