"""The head, the pieces and the row starts of a task table in flowing text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.services.extraction.body_lines import BodyLine
from app.services.extraction.flow_scores import closes, closes_surely, duty_score, is_deadline
from app.services.extraction.headers import Column, Kind, is_head, kind_of, split_names
from app.services.extraction.text_cleaning import Flow, join

NUMBER = re.compile(r"(\d{1,3})[.．、]?")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|抄送|附件)[：:\d]")
_HEAD_LINES = 8
_DUTIES = (Kind.DUTY, Kind.LEAD, Kind.SUPPORT)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a line between two places where cells may meet."""

    flow: Flow
    line: int
    starts_line: bool
    after_blank: bool
    after_head: bool = False


def find_head_lines(lines: Sequence[BodyLine], start: int = 0) -> tuple[int, int, tuple[str, ...]] | None:
    """The first lines from ``start`` that are the head of a task table: (first, end, names)."""
    for first in range(start, len(lines)):
        text = lines[first].text
        if len(text) > 60 or not (text[0] in "序编" or kind_of(text) or split_names(text)):
            continue
        text = ""
        best: tuple[int, int, tuple[str, ...]] | None = None
        for end in range(first, min(first + _HEAD_LINES, len(lines))):
            text += lines[end].text
            if len(text) > 60:
                break
            names = split_names(text)
            if len(set(names)) < len(names):
                break
            if names and is_head(names) and (kind_of(names[0]) is Kind.NUMBER or len(names) >= 3):
                best = (first, end + 1, names)
        if best:
            return best
    return None


def cut_units(lines: Sequence[BodyLine], start: int, names: tuple[str, ...]) -> tuple[list[Unit], list[Flow]]:
    """Cut the lines below the head into units; repeated heads are taken out."""
    units: list[Unit] = []
    heads: list[Flow] = []
    whole = "".join(names)
    at, broken = start, False
    while at < len(lines):
        if _NOTE.match(lines[at].text):
            break
        taken = _repeats(lines, at, whole)
        if taken:
            heads.append(join(line.flow for line in lines[at : at + taken]))
            at += taken
            broken = True
            continue
        for n, flow in enumerate(_pieces(lines[at].flow)):
            blank = lines[at].after_blank and n == 0
            units.append(Unit(flow, at, n == 0, blank or broken, broken and n == 0))
        broken = False
        at += 1
    return units, heads


def _repeats(lines: Sequence[BodyLine], at: int, whole: str) -> int:
    """Number of lines from ``at`` that repeat the head; 0 if they do not."""
    text = ""
    for count, line in enumerate(lines[at : at + _HEAD_LINES], 1):
        text += line.text
        if text == whole:
            return count
        if not whole.startswith(text):
            return 0
    return 0


def _pieces(flow: Flow) -> list[Flow]:
    """Cut a line at the white space where two cells may meet."""
    gaps = [i for i in range(1, len(flow)) if flow.index[i] - flow.index[i - 1] > 1]
    if not gaps:
        return [flow]
    ends = [*gaps, len(flow)]
    cuts = [0]
    for at, gap in enumerate(gaps):
        if _may_meet(flow.text[cuts[-1] : gap], flow.text[gap : ends[at + 1]], cuts[-1] == 0):
            cuts.append(gap)
    return [flow.cut(a, b) for a, b in zip(cuts, [*cuts[1:], len(flow)], strict=True)]


def _may_meet(left: str, right: str, first: bool) -> bool:
    """White space between CJK and Latin is a typesetting artefact; between sentences or words it may part cells."""
    if first and NUMBER.fullmatch(left):
        return True
    if left[-1] in "。；;" or is_deadline(right):
        return True
    left_latin = left[-1].isascii() and (left[-1].isalnum() or left[-1] in "%+")
    right_latin = right[0].isascii() and right[0].isalnum()
    return not left_latin and not right_latin


def row_starts(units: Sequence[Unit], columns: Sequence[Column]) -> list[int]:
    """The units that are row numbers: the best chain of 1, 2, 3 … whose rows before them are closed."""
    if not any(c.kind is Kind.NUMBER for c in columns):
        return _unnumbered(units, columns)
    last = columns[-1].kind
    found: list[tuple[int, int, float]] = []
    for at, unit in enumerate(units):
        digits = NUMBER.fullmatch(unit.flow.text) if unit.starts_line else None
        if digits:
            found.append((at, int(digits.group(1)), _start_score(units, at, last)))
    best: list[tuple[float, int | None]] = []
    for i, (at, number, score) in enumerate(found):
        chain: tuple[float, int | None] = (score - (0.0 if number == 1 else 3.0 + 0.5 * at), None)
        for j in range(i):
            step = number - found[j][1]
            cost = _step_cost(step, number)
            if cost is not None and best[j][0] + score - cost > chain[0]:
                chain = (best[j][0] + score - cost, j)
        best.append(chain)
    starts: list[int] = []
    at_best: int | None = max(range(len(best)), key=lambda i: best[i][0], default=None)
    while at_best is not None:
        starts.append(found[at_best][0])
        at_best = best[at_best][1]
    return starts[::-1]


def _step_cost(step: int, number: int) -> float | None:
    """What a step from one number to the next costs: none for the next number, more for a gap or a restart."""
    if step == 1:
        return 0.0
    if 1 < step <= 3:
        return 4.0 * (step - 1)
    return 2.5 if number == 1 and step < 0 else None


def _start_score(units: Sequence[Unit], at: int, last: Kind) -> float:
    """How likely a number begins a row: what stands before it must close a row."""
    score = 0.5 * units[at].after_blank
    alone = at + 1 >= len(units) or units[at + 1].starts_line
    score += 0.5 * alone
    if at == 0:
        return score + 3.0
    endings = ["".join(u.flow.text for u in units[max(0, at - n) : at]) for n in (1, 2, 3)]
    if last in _DUTIES:
        short = len(endings[0]) < 8 and not units[at - 1].after_blank
        before = endings[1] if short else endings[0]
        sure = closes_surely(before)
        return score + (3.0 if sure else 1.5 if closes(before, last) else -2.5)
    if last is Kind.DEADLINE:
        return score + (3.0 if any(is_deadline(text) for text in endings) else -2.5)
    return score + (1.5 if closes(endings[0], last) else -1.0)


def _unnumbered(units: Sequence[Unit], columns: Sequence[Column]) -> list[int]:
    """Without numbers a row ends where a duty cell surely ends and something else begins."""
    if columns[-1].kind not in _DUTIES:
        return []
    starts = [0]
    for at in range(1, len(units)):
        text = units[at].flow.text
        if closes_surely(units[at - 1].flow.text) and duty_score(text) < 6.0 and not text.startswith(("以下", "下同")):
            starts.append(at)
    return starts if len(starts) > 1 else []


def last_end(units: Sequence[Unit], start: int, columns: Sequence[Column]) -> int:
    """Where the last row ends: after the last unit that closes a duty cell."""
    if columns[-1].kind not in _DUTIES:
        return len(units)
    ends = [at + 1 for at in range(start, len(units)) if closes_surely(units[at].flow.text)]
    return ends[-1] if ends else len(units)
