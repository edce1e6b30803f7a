"""Runs of rows under one label, where only the label's height tells them: the cheapest parting and what it leaves open.

The rows of all pages are taken together, each page put below the one before. A label stands in the middle of its
rows or at their top; where a page break cuts its cell, in the middle of the whole or of the part it stands beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate

OFF = 3.0  # for each size that a label is off the middle (or the top) of its rows
OFF_CUT = 1.2  # the same where a page break cuts them: heads and margins are not counted exactly
CUT = 0.2  # for a run that a page break cuts
PART = 0.2  # for a label at the top of the part beside it
OTHER = 1.2  # for a label in the middle of the part, where labels are in the middle of the whole; and the other way
OUT = 3.0  # for each size that a label reaches out of its rows
WORDS = 1.0  # for a row whose words are all those of another measure
EMPTY = 4.0  # for rows without any label
OPEN = 1.4  # another parting this little dearer may be the right one
SLACK = 4.0  # sizes: no label stands further off its rows
_NEVER = 1e6


class Way(StrEnum):
    """Where the labels of a column stand: in the middle of all their rows, of those on one page, or at the top."""

    MIDDLE = "middle"
    PART = "part"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Band:
    """Upper and lower edge of a row or label, and the number of its part of the table.

    ``tied``: a row that goes on with the one before; ``fresh``: a row at which a table begins that no cell reaches
    into; ``split``: a label of which the rest stands on the next page.
    """

    top: float
    bottom: float
    part: int
    tied: bool = False
    fresh: bool = False
    split: bool = False


@dataclass(frozen=True)
class Sheet:
    """All labels and rows of a column; ``strange``: for each label how little each row's words are its."""

    labels: Sequence[Band]
    rows: Sequence[Band]
    size: float
    strange: Sequence[Sequence[float]] = ()


@dataclass(frozen=True)
class Parted:
    """For each row its label, what all costs, and how much dearer it is to give a row another label."""

    cost: float
    owners: Sequence[int | None]
    starts: Sequence[int]
    margins: Sequence[float]

    def is_open(self, row: int) -> bool:
        """Whether a row may well belong to another label."""
        return self.margins[row] < OPEN


@dataclass
class _Search:
    sheet: Sheet
    way: Way
    runs: dict[tuple[int, int], list[tuple[int, int | None, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sums = [list(accumulate(row, initial=0.0)) for row in self.sheet.strange]

    def open_to(self, start: int, used: int) -> list[tuple[int, int | None, float]]:
        """The runs that may begin at a row when so many labels are used: their ends, labels and costs."""
        found = self.runs.get((start, used))
        if found is None:
            found = self.runs[start, used] = self._find(start, used)
        return found

    def _find(self, start: int, used: int) -> list[tuple[int, int | None, float]]:
        rows, labels, slack = self.sheet.rows, self.sheet.labels, SLACK * self.sheet.size
        made: list[tuple[int, int | None, float]] = []
        limit = labels[used + 1].bottom + slack if used + 1 < len(labels) else 1e9
        for end in range(start + 1, len(rows) + 1):
            if end - 1 > start and (rows[end - 1].fresh or rows[end - 1].top > limit):
                break
            if end < len(rows) and rows[end].tied:
                continue
            made.append((end, None, EMPTY))
            if used < len(labels):
                label = labels[used]
                if label.top < rows[start].top - slack:
                    break
                if rows[end - 1].bottom >= label.bottom - slack:
                    made.append((end, used, self._cost(start, end, used)))
        return made

    def _cost(self, start: int, end: int, number: int) -> float:
        rows, label, size = self.sheet.rows, self.sheet.labels[number], self.sheet.size
        cost = WORDS * (self.sums[number][end] - self.sums[number][start]) if self.sums else 0.0
        own = [row for row in rows[start:end] if row.part == label.part]
        if not own:
            return _NEVER
        if label.split:
            return cost + (CUT if rows[end - 1].part > label.part else _NEVER)
        cost += OUT * max(0.0, own[0].top - size - label.top, label.bottom - own[-1].bottom - size) / size
        return cost + self._off(rows[start:end], own, label) / size

    def _off(self, run: Sequence[Band], own: Sequence[Band], label: Band) -> float:
        """How far a label is off its place, in points, weighed; and what the cuts cost."""
        size = self.sheet.size
        if self.way is Way.TOP:
            return OFF * abs(label.top - own[0].top) + (1.0 * size if own[0] is not run[0] else 0.0)
        part = abs(label.top + label.bottom - own[0].top - own[-1].bottom) / 2
        if run[0].part == run[-1].part:
            return OFF * part
        whole = abs(label.top + label.bottom - run[0].top - run[-1].bottom) / 2
        top = abs(label.top - own[0].top)
        middle = OFF_CUT * whole + (OTHER * size if self.way is Way.PART else 0.0)
        beside = PART * size + min(OFF * part, PART * size + OFF * top)
        return CUT * size + min(middle, beside + (OTHER * size if self.way is Way.MIDDLE else 0.0))


def part_rows(sheet: Sheet, way: Way) -> Parted:
    """The cheapest parting of the rows into runs, each with the next label."""
    parted = _part(sheet, way)
    if parted.cost < _NEVER or not any(row.tied or row.fresh for row in sheet.rows):
        return parted
    loose = [replace(row, tied=False, fresh=False) for row in sheet.rows]
    again = _part(replace(sheet, rows=loose), way)
    return replace(again, margins=[0.0] * len(loose))


def _part(sheet: Sheet, way: Way) -> Parted:
    """The cheapest parting where no row but a whole one begins a run."""
    search = _Search(sheet, way)
    count, labels = len(sheet.rows), len(sheet.labels)
    ahead: list[dict[int, float]] = [{} for _ in range(count + 1)]  # cheapest way from the first row to here
    ahead[0][0] = 0.0
    for start in range(count):
        for used, before in ahead[start].items():
            for end, label, cost in search.open_to(start, used):
                to = used + (label is not None)
                ahead[end][to] = min(ahead[end].get(to, _NEVER), before + cost)
    if ahead[count].get(labels, _NEVER) >= _NEVER:
        return Parted(_NEVER, [None] * count, list(range(count)), [0.0] * count)
    behind: list[dict[int, float]] = [{} for _ in range(count + 1)]  # cheapest way from here to the last row
    behind[count][labels] = 0.0
    for start in reversed(range(count)):
        for used in ahead[start]:
            costs = [
                cost + behind[end].get(used + (label is not None), _NEVER)
                for end, label, cost in search.open_to(start, used)
            ]
            behind[start][used] = min(costs, default=_NEVER)
    owners, starts = _cheapest(search, behind)
    return Parted(behind[0][0], owners, starts, _margins(search, ahead, behind))


def _cheapest(search: _Search, behind: Sequence[dict[int, float]]) -> tuple[list[int | None], list[int]]:
    """The label of each row on the cheapest way, and the first row of its run."""
    owners: list[int | None] = []
    starts: list[int] = []
    used = 0
    while len(owners) < len(search.sheet.rows):
        at = len(owners)
        end, label, _ = min(
            search.open_to(at, used),
            key=lambda run: run[2] + behind[run[0]].get(used + (run[1] is not None), _NEVER),
        )
        owners += [label] * (end - at)
        starts += [at] * (end - at)
        used += label is not None
    return owners, starts


def _margins(search: _Search, ahead: Sequence[dict[int, float]], behind: Sequence[dict[int, float]]) -> list[float]:
    """For each row what the best way costs more in which it has another label."""
    best: list[dict[int | None, float]] = [{} for _ in search.sheet.rows]
    for start in range(len(best)):
        for used, before in ahead[start].items():
            for end, label, cost in search.open_to(start, used):
                whole = before + cost + behind[end].get(used + (label is not None), _NEVER)
                for found in best[start:end]:
                    if whole < found.get(label, _NEVER):
                        found[label] = whole
    pairs = ([*sorted(found.values()), _NEVER, _NEVER][:2] for found in best)
    return [two - one for one, two in pairs]
