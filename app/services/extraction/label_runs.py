"""Runs of rows under one label, where only the label's height tells them: the cheapest parting and what it leaves open.

A label stands in the middle of its rows, or at their top; a run that a page break cuts may have it on the other page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CUT = 0.8  # sizes: what it costs to take a run for one that a page break cuts
ODD = 1.2  # sizes: the same where the label is not where the middle of the whole run may be
WORDS = 1.0  # sizes: what it costs if a row's words are all those of another measure
OUT = 1.5  # for each size that a label reaches out of its rows
OPEN = 0.75  # sizes: another parting this little dearer may be the right one
_NEVER = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """Rows ``start`` to ``end`` with one label, or with none."""

    start: int
    end: int
    label: int | None


@dataclass(frozen=True)
class Sheet:
    """One page's labels and rows, upper and lower edges; ``strange``: for each label how little each row is its."""

    labels: Sequence[tuple[float, float]]
    extents: Sequence[tuple[float, float]]
    size: float
    strange: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Parted:
    """The runs, what they cost, and for each row how much dearer it is to give it another label."""

    cost: float
    runs: Sequence[Run]
    margins: Sequence[float]

    def is_open(self, row: int) -> bool:
        """Whether a row may well belong to another label."""
        return self.margins[row] < OPEN


def part_rows(sheet: Sheet, *, top: bool) -> Parted:
    """The cheapest parting of the rows into runs, each with the next label; the first or last may have none."""
    count, labels = len(sheet.extents), len(sheet.labels)
    choices = [[_choices(sheet, start, end, top=top) for end in range(count + 1)] for start in range(count)]
    ahead = [[_NEVER] * (labels + 1) for _ in range(count + 1)]  # cheapest way from the first row to here
    behind = [[_NEVER] * (labels + 1) for _ in range(count + 1)]  # cheapest way from here to the last row
    ahead[0][0] = behind[count][labels] = 0.0
    for start in range(count):
        for used, before in enumerate(ahead[start]):
            for end, label, cost in _open_to(choices, start, used) if before < _NEVER else ():
                to = used + (label is not None)
                ahead[end][to] = min(ahead[end][to], before + cost)
    for start in reversed(range(count)):
        for used in range(labels + 1):
            for end, label, cost in _open_to(choices, start, used):
                behind[start][used] = min(behind[start][used], cost + behind[end][used + (label is not None)])
    if behind[0][0] >= _NEVER:
        return Parted(_NEVER, [Run(i, i + 1, None) for i in range(count)], [0.0] * count)
    return Parted(behind[0][0], _cheapest(choices, behind), _margins(choices, ahead, behind))


_Choices = list[list[dict[int | None, float]]]


def _open_to(choices: _Choices, start: int, used: int) -> Iterator[tuple[int, int | None, float]]:
    """The runs that may begin at a row when so many labels are used: their ends, labels and costs."""
    for end in range(start + 1, len(choices) + 1):
        for label, cost in choices[start][end].items():
            if label is None or label == used:
                yield end, label, cost


def _cheapest(choices: _Choices, behind: Sequence[Sequence[float]]) -> list[Run]:
    """The runs of the cheapest way."""
    made: list[Run] = []
    at = used = 0
    while at < len(choices):
        end, label, _ = min(
            _open_to(choices, at, used),
            key=lambda run: run[2] + behind[run[0]][used + (run[1] is not None)],
        )
        made.append(Run(at, end, label))
        at, used = end, used + (label is not None)
    return made


def _margins(choices: _Choices, ahead: Sequence[Sequence[float]], behind: Sequence[Sequence[float]]) -> list[float]:
    """For each row what the best way costs more in which it has another label."""
    count = len(choices)
    best: list[dict[tuple[int | None, bool], float]] = [{} for _ in range(count)]
    for start in range(count):
        for used, before in enumerate(ahead[start]):
            if before >= _NEVER:
                continue
            for end, label, cost in _open_to(choices, start, used):
                whole = before + cost + behind[end][used + (label is not None)]
                owner = (label, label is None and start == 0)
                for row in range(start, end):
                    best[row][owner] = min(best[row].get(owner, _NEVER), whole)
    made: list[float] = []
    for found in best:
        one, two, *_ = [*sorted(found.values()), _NEVER, _NEVER]
        made.append(two - one)
    return made


def _choices(sheet: Sheet, start: int, end: int, *, top: bool) -> dict[int | None, float]:
    """What a run of rows may be, with its cost: one without label at either end of the page, or one with a label."""
    if end <= start:
        return {}
    upper, lower = sheet.extents[start][0], sheet.extents[end - 1][1]
    at_head, at_foot = start == 0, end == len(sheet.extents)
    found: dict[int | None, float] = {}
    if at_head or (at_foot and not top):
        found[None] = CUT
    for number, label in enumerate(sheet.labels):
        out = max(0.0, upper - sheet.size - label[0], label[1] - lower - sheet.size) / sheet.size
        off = (label[0] - upper) if top else (label[0] + label[1] - upper - lower) / 2
        cost = abs(off) / sheet.size
        if (at_head or at_foot) and not top:
            cut = CUT if (at_head and off < 0) or (at_foot and off > 0) else ODD
            cost = min(cost, cut + 0.05 * cost)
        strange = sum(sheet.strange[number][start:end]) if sheet.strange else 0.0
        found[number] = cost + OUT * out + WORDS * strange
    return found
