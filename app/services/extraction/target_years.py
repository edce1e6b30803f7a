"""Which printed year governs a figure of a sentence, and against which year it is measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from app.services.extraction import target_words as words
from app.services.extraction.quantities import Quantity, YearMark

#: The year that holds at a position where no sentence names one: that of the task's deadline.
YearAt = Callable[[int], int | None]

_COMPARED: Final = frozenset({"比", "较", "对比", "相比", "相比于", "相对", "相对于", "基于"})
_TIMES_OF: Final = frozenset({"是", "为", "达到", "达", "相当于"})
_FROM: Final = frozenset({"从", "由", "自"})
_REPORTED: Final = ("截至", "截止", "截至到", "截止到", "截止至")
_LINK: Final = re.compile(r"(?:底|末)?(?:、|和|及|与)")
_DUE: Final = re.compile(
    r"[，,](?:于|在|力争)?20\d\d年[^，。；]{0,10}(?:前|底|末)(?:全部|基本|全面)?(?:完成|建成|到位|投用|完工)?(?=$|[。；，])"
)
_CARRIED: Final = re.compile(r"(?:底|末)?(?:相比|的?基础上|为基[数准期])，[^，；]{0,60}(?:[^；]*，)?")


class SentenceYears:
    """The years of one sentence, sorted into governing ones and baselines.

    ``view`` is the sentence with brackets and quotations hidden; ``carried`` and ``default`` hold
    where the sentence itself names no year; ``default`` by position.
    """

    def __init__(self, view: str, marks: list[YearMark], default: YearAt, carried: int | None) -> None:
        self._view, self._default, self._carried = view, default, carried
        self._governing: list[YearMark] = []
        self._baselines: list[YearMark] = []
        for mark in marks:
            self._sort(mark)

    def _sort(self, mark: YearMark) -> None:
        before = self._view[max(0, mark.start - 6) : mark.start].rstrip('“"\uffff')
        after = self._view[mark.end : mark.end + 24].lstrip('”"\uffff')
        if _is_baseline(before, after):
            self._baselines.append(mark)
        elif (
            not before.endswith(_REPORTED) and words.BUILT_BEFORE.match(after) is None and not after.startswith("以来")
        ):
            self._governing.append(mark)

    def governed(self, at: int) -> bool:
        """Whether a year stands before ``at`` (or was carried into the sentence)."""
        return self.before(at) is not None

    def before(self, at: int) -> int | None:
        """The governing year before ``at``, or the carried one."""
        mark = self._mark_before(at)
        return mark.year if mark else self._carried

    def within(self, start: int, end: int) -> bool:
        """Whether a governing year stands in the range."""
        return any(start <= m.start < end for m in self._governing)

    def of(self, start: int, q: Quantity, end: int, lead: str) -> int | None:
        """The year of ``q`` in the clause start..end; ``lead`` is the clause before it."""
        left = self._view[start : q.start]
        if words.FREQUENCY.search(left) or (words.FREQUENCY.search(lead) and len(lead) < 8):
            return None
        mark = self._mark_before(q.start) or next((m for m in self._governing if q.end <= m.start < end), None)
        mark = mark or self._due_behind(end)
        return mark.year if mark else self._carried or self._default(q.start)

    def _due_behind(self, end: int) -> YearMark | None:
        """抽查60批次，2026年底前完成: the next clause says nothing but when it is due."""
        due = _DUE.match(self._view, end)
        return next((m for m in self._governing if due and due.start() < m.start < due.end()), None)

    def baseline(self, start: int, q: Quantity) -> int | None:
        """The year that ``q`` is compared with: in its clause, or in a clause 与2020年相比， before it."""
        here = [m for m in self._baselines if start <= m.start < q.start]
        if here:
            return here[-1].year
        for mark in reversed([m for m in self._baselines if m.start < start]):
            if _CARRIED.fullmatch(self._view[mark.end : start]):
                return mark.year
        return None

    def reported(self, q: Quantity) -> bool:
        """截至…, …以来 with no later year: what follows has been done already."""
        opened = max((m.end() for m in words.REPORT.finditer(self._view, 0, q.start)), default=-1)
        mark = self._mark_before(q.start)
        return opened >= 0 and (mark is None or mark.start < opened)

    def parted(self, at: int, count: int) -> list[int] | None:
        """到2025年、2030年分别达到A、B: one year for each of ``count`` numbers, or None."""
        marks = [m for m in self._governing if m.start < at]
        chain = marks[-1:]
        for mark in reversed(marks[:-1]):
            if not _LINK.fullmatch(self._view[mark.end : chain[0].start]):
                break
            chain.insert(0, mark)
        return [m.year for m in chain] if len(chain) == count > 1 else None

    def _mark_before(self, at: int) -> YearMark | None:
        return next((m for m in reversed(self._governing) if m.start < at), None)


def _is_baseline(before: str, after: str) -> bool:
    link = words.BASELINE_BEFORE.search(before)
    if link is None:
        rest = after.lstrip("年底末同期")
        return rest.startswith(("基础", "的基础", "相比")) and words.BASELINE_AFTER.match(after) is not None
    if link.group() in _COMPARED:
        return True
    if link.group() in _TIMES_OF:
        return re.match(r"(?:底|末)?的", after) is not None
    if link.group() in _FROM:
        value_follows = re.match(r"(?:底|末)?的?[\uffff\u4e00-\u9fff]{0,4}\d", after) is not None
        return value_follows and not after.startswith(("起", "开始"))
    return words.BASELINE_AFTER.match(after) is not None
