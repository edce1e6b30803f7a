"""Finding the figures that are to be reached: sentence → clauses → quantities → targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.services.extraction import target_names as naming, target_words as words
from app.services.extraction.draft import Target
from app.services.extraction.quantities import (
    Quantity,
    find_quantities,
    find_years,
    mask,
    mask_brackets,
)
from app.services.extraction.target_judge import Reading, Window, is_list_link, judge
from app.services.extraction.target_years import SentenceYears, YearAt
from app.services.extraction.units import UnitKind

_SENTENCE: Final = re.compile(r"[^。！？!?\n\r]+")
_CLAUSE: Final = re.compile(r"(?:[^，；;：:,]|(?<=\d),(?=\d))+")
_ON_BASE: Final = re.compile(r"^的?基础上")
_MAX_SENTENCE: Final = 4000

Found = tuple[Target, int, int]


def find_targets(text: str, where: str, *, default_year: int | None = None) -> tuple[Target, ...]:
    """The targets of ``text``; ``default_year`` holds where the sentence names no year."""
    return tuple(target for target, _, _ in find_targets_at(text, where, default_year=default_year))


def find_targets_at(
    text: str,
    where: str,
    *,
    default_year: int | None = None,
    year_at: YearAt | None = None,
    plan_year: int | None = None,
) -> tuple[Found, ...]:
    """Targets with the range of their quotation in ``text``.

    ``year_at`` tells the default year by position; ``plan_year`` is that of a plan for one year.
    """
    found: list[Found] = []
    default = year_at or (lambda _at: default_year)
    for match in _SENTENCE.finditer(text):
        words_ = match.group()
        if len(words_) <= _MAX_SENTENCE and re.search(r"[\d番％%０-９]|[一两二三四五六七八九十]", words_):
            found += _Sentence(words_, match.start(), where, default, plan_year=plan_year).targets()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int


class _Sentence:
    """One sentence, its clauses and years."""

    def __init__(
        self,
        text: str,
        offset: int,
        where: str,
        default: YearAt,
        *,
        strict: bool = False,
        carried: int | None = None,
        plan_year: int | None = None,
    ) -> None:
        self._text, self._offset, self._where, self._plan_year = text, offset, where, plan_year
        self._default, self._strict = default, strict
        hidden = mask(text)
        self._view, self._inner = mask_brackets(hidden)
        marks = [
            m for m in find_years(self._view, text, plan_year) if not any(a <= m.start < b for a, b in self._inner)
        ]
        self._years = SentenceYears(self._view, marks, lambda at: default(offset + at), carried)
        found = [] if words.PAYS.match(text.strip()) else find_quantities(self._view, marks)
        self._quantities = [q for q in found if q.kind is not UnitKind.PLAIN or self._is_reached(q)]
        self._clauses = [_Clause(m.start(), m.end()) for m in _CLAUSE.finditer(self._view)]
        self._last_name = ""
        self._found: list[Found] = []

    def targets(self) -> list[Found]:
        """Everything found in the sentence and in its brackets, in order."""
        for index, clause in enumerate(self._clauses):
            inside = [q for q in self._quantities if clause.start <= q.start < clause.end]
            if inside:
                self._clause(index, clause, inside)
        for start, end in self._inner:
            inner = _Sentence(
                self._text[start:end],
                self._offset + start,
                self._where,
                self._default,
                strict=True,
                carried=self._years.before(start),
                plan_year=self._plan_year,
            )
            self._found += inner.targets()
        return sorted(self._found, key=lambda item: item[1])

    def _is_reached(self, q: Quantity) -> bool:
        """A number without unit counts only behind a verb of reaching or a bound, at the clause's end."""
        left = self._view[max(0, q.start - 16) : q.start]
        right = self._view[q.end : q.end + 12]
        reached = words.PLAIN_GOAL.search(left) is not None or words.bound_before(left)[0] is not None
        return reached and words.END_AFTER.match(right[words.bound_after(right)[1] :]) is not None

    def _before(self, clause: _Clause) -> str:
        index = self._clauses.index(clause)
        return self._view[self._clauses[index - 1].start : self._clauses[index - 1].end] if index else ""

    # -------------------------------------------------------------- clauses

    def _clause(self, index: int, clause: _Clause, inside: list[Quantity]) -> None:
        begin, named, accepted = clause.start, clause.start, False
        base: Quantity | None = None
        for group in self._groups(inside):
            first, last = group[0], group[-1]
            left = self._view[begin : first.start]
            if self._is_base(left, last, clause):
                base, begin = first, last.end
                continue
            window = Window(
                tuple(group),
                left,
                self._view[clause.start : first.start],
                self._view[last.end : clause.end],
                self._years.governed(first.start),
                accepted and re.match(r"(?:以上|左右|以内|以下)?[^，]{0,20}(?:、|和|及|以及|与|，)", left) is not None,
                self._view[: first.start],
                self._years.reported(first),
                words.MONEY_RULE.search(self._view[: clause.start]) is not None,
                self._strict,
                self._delimits(clause, last.end),
            )
            reading = judge(window)
            accepted = reading is not None
            if reading is not None:
                self._accept(index, clause, named, group, reading, base)
                named = last.end
            base, begin = None, last.end

    def _groups(self, inside: list[Quantity]) -> Iterator[list[Quantity]]:
        group = [inside[0]]
        for q in inside[1:]:
            if q.start < group[-1].end:
                continue
            between = self._view[group[-1].end : q.start]
            if is_list_link(between) and q.kind == group[-1].kind:
                group.append(q)
            else:
                yield group
                group = [q]
        yield group

    def _is_base(self, left: str, q: Quantity, clause: _Clause) -> bool:
        """由50%提高到60%: the first number is where it comes from."""
        right = self._view[q.end : clause.end]
        if _ON_BASE.match(right):
            return True
        start = re.search(r"(?:由|从)[^，]{0,16}$", left)
        return start is not None and words.CHANGE_TO.search(right[:14]) is not None

    def _delimits(self, clause: _Clause, end: int) -> bool:
        """对产值增长10%以上的企业，给予补助: the figure says who is paid."""
        opened = words.CONDITION.search(self._view[: clause.end]) is not None
        return opened and words.THEN_PAID.search(self._view[end:]) is not None

    # -------------------------------------------------------------- making targets

    def _accept(
        self, index: int, clause: _Clause, begin: int, group: list[Quantity], reading: Reading, base: Quantity | None
    ) -> None:
        subject, scope = self._subject(index, clause, begin, group, reading)
        parted = "分别" in self._view[clause.start : group[0].start]
        names = naming.split_names(subject) if parted else [subject]
        years = self._years.parted(group[0].start, len(group)) if parted and len(names) != len(group) else None
        start, end = self._quote(index, clause)
        items = group
        if len(group) == 1 and len(names) > 1:
            items = group * len(names)
        for i, q in enumerate(items):
            target = self._target(q, reading, clause, len(group) == 1, base)
            name = names[i] if len(names) == len(items) else subject
            year = years[i] if years else target.year
            quote = self._text[start:end]
            self._found.append(
                (
                    replace(target, name=name, year=year, scope=scope, quote=quote),
                    self._offset + start,
                    self._offset + end,
                )
            )

    def _target(self, q: Quantity, reading: Reading, clause: _Clause, single: bool, base: Quantity | None) -> Target:
        value, high, unit = q.value, q.high, q.unit
        if reading.times:
            value, unit = value * 100, "%"
        if reading.comparator == "change":
            value, high = reading.sign * value, None if high is None else reading.sign * high
        bound = reading.bound
        own = words.bound_after(self._view[q.end : clause.end])[0]
        comparator = reading.comparator
        if own is not None and not single and comparator not in ("change", "<", ">"):
            comparator = own
        clause_text = self._view[clause.start : clause.end]
        effort = words.EFFORT.search(self._view[clause.start : q.start])
        nature = words.NATURE.search(self._text[q.end : q.end + 12])
        assigned = words.ASSIGNED.search(clause_text)
        baseline = (
            self._years.baseline(clause.start, q)
            if comparator == "change" or unit == "倍" or base is not None
            else None
        )
        return Target(
            where=self._where,
            name="",
            comparator=comparator,
            value=value,
            unit=unit,
            value_high=high,
            baseline_year=baseline,
            year=self._years.of(clause.start, q, clause.end, self._before(clause)),
            bound=bound if comparator == "change" else None,
            effort=None if effort is None else effort.group(),
            nature=nature.group() if nature else None,
            assigned=assigned.group() if assigned else None,
            base_value=base.value if base else None,
        )

    def _subject(
        self, index: int, clause: _Clause, begin: int, group: list[Quantity], reading: Reading
    ) -> tuple[str, str | None]:
        raw = self._text[begin : group[0].start]
        raw = re.sub(r"(?:由|从)[^，由从]{0,16}?\d[\d.,]*[^，\d]{0,8}$", "", raw)
        if begin != clause.start:
            raw = re.sub(r"^(?:以上|以下|以内|左右)?(?:、|和|及|以及|与)?", "", raw)
        name, scope = naming.trim(raw), naming.scope_of(raw)
        if reading.direct or (reading.comparator != "change" and name in words.ACHIEVE):
            rest = re.sub(r"^(?:以上|以下|以内|左右)?的?", "", self._text[group[-1].end : clause.end])
            name = f"{naming.trim(raw) or naming.without_lead_in(raw)}{re.split(r'[、，]', rest)[0]}"[:80]
        elif naming.inherits(name):
            name = naming.inherited(name, self._last_name)
        if index and begin == clause.start:
            before = self._text[self._clauses[index - 1].start : self._clauses[index - 1].end]
            context = naming.trim(before)
            if context and naming.needs_context(before) and not re.search(r"\d", before):
                name = f"{context}，{name}"
        frequency = words.FREQUENCY.search(self._view[clause.start : group[0].start])
        if frequency and frequency.group() not in name:
            name = frequency.group() + name
        self._last_name = name or self._last_name
        return name, scope

    def _quote(self, index: int, clause: _Clause) -> tuple[int, int]:
        """The clause, with the year or context that stands right before it."""
        start, end = clause.start, clause.end
        while index:
            before = self._clauses[index - 1]
            words_before = self._view[before.start : before.end]
            year_only = len(words_before) <= 16 and self._years.within(before.start, before.end)
            if any(before.start <= q.start < before.end for q in self._quantities):
                break
            if not (year_only or naming.needs_context(words_before)):
                break
            start, index = before.start, index - 1
        while start < end and self._text[start] in " \t　":
            start += 1
        return start, end
