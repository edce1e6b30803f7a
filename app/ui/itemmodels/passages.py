"""What is marked inside a passage: figures to be reached, dates, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

TARGET, DATE, AGENCY = 1, 2, 4

_DATE = re.compile(
    r"到?(?:20\d\d年(?![本版])(?:\d{1,2}月|[一二三四]季度|上半年|下半年)?(?:\d{1,2}日)?(?:底前|底|前|末)?"
    r"|[“\"]?十[三四五六]五[”\"]?(?:期间|末))"
)
_NEVER = re.compile(r"(?!)")


def agency_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all bodies of a plan, longest names first; very short ones are left out: they hit by chance."""
    known = sorted({name for name in names if len(name) >= 3}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, known))) if known else _NEVER


def marked_runs(text: str, quotes: Sequence[str], agencies: re.Pattern[str]) -> list[tuple[str, int]]:
    """Cut a text into runs, each with what it is (TARGET, DATE, AGENCY added up); joined they are the text."""
    marks = [0] * len(text)
    for quote in quotes:
        start = text.find(quote) if quote else -1
        while start >= 0:
            _mark(marks, start, start + len(quote), TARGET)
            start = text.find(quote, start + len(quote))
    for pattern, kind in ((_DATE, DATE), (agencies, AGENCY)):
        for found in pattern.finditer(text):
            _mark(marks, found.start(), found.end(), kind)
    runs: list[tuple[str, int]] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marks[place] != marks[begin]:
            runs.append((text[begin:place], marks[begin]))
            begin = place
    return runs


def _mark(marks: list[int], start: int, end: int, kind: int) -> None:
    for place in range(start, end):
        marks[place] |= kind
