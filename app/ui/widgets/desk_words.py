"""Values of the desk in short official words: what was extracted, what somebody else wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.services.desk_rows import DeadlineValue, Figure, Value
from app.services.rows import ROLE_SIGNS
from app.services.weak_signs import ranges_in
from app.services.wording import target_phrase

_DEADLINES = {"ongoing": "持续推进", "asap": "尽快", "none": "无明确时限"}
NOTHING = "（空）"


def deadline_words(value: DeadlineValue | None) -> str:
    """What the words of a deadline were understood as: 2026年12月31日前, 持续推进."""
    if value is None:
        return ""
    if value.kind == "by_date" and value.date:
        year, month, day = value.date.split("-")
        return f"{year}年{int(month)}月{int(day)}日前"
    return _DEADLINES.get(value.kind, "")


def figure_words(figure: Figure) -> str:
    """A figure with its name: 管网漏损率，到2027年，≤9%."""
    phrase = target_phrase(
        figure.comparator,
        figure.value,
        figure.unit,
        value_high=figure.value_high,
        year=figure.year,
        baseline_year=figure.baseline_year,
    )
    return f"{figure.name}，{phrase}" if figure.name else phrase


def value_words(value: Value, kind: str = "", measures: Mapping[int, str] | None = None) -> str:
    """Any value of a field as one line."""
    if value is None or value == "" or value == ():
        return NOTHING
    if isinstance(value, DeadlineValue):
        return deadline_words(value)
    if isinstance(value, Figure):
        return figure_words(value)
    if isinstance(value, tuple):
        return "、".join(f"{ROLE_SIGNS.get(duty.role, '')}{duty.as_written}" for duty in value)
    if kind == "measure" and isinstance(value, int):
        return (measures or {}).get(value, str(value))
    return str(value)


def characters(text: str, position: int) -> int:
    """A position in an editor (UTF-16 units) as characters of ``text``: rare characters take two units."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))


def units(text: str, position: int) -> int:
    """A position in ``text`` as an editor counts it: in UTF-16 units."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def weak_ranges(text: str, doubts: Sequence[str]) -> list[tuple[int, int]]:
    """The characters of ``text`` that the reader was not sure of, by the sentences of its doubts."""
    return sorted({found for doubt in doubts for found in ranges_in(text, doubt)})


def when(iso: str) -> str:
    """A stored time for the screen: 2026-01-05 09:30."""
    return iso[:16].replace("T", " ")
