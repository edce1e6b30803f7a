"""Frozen rows of the overview: figures, bars, dates, targets, each with the tasks behind it."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.rows import GridQuery, ItemRef, Scope


@dataclass(frozen=True, slots=True)
class Figure:
    """A count; ``of``: the whole it is a share of (0: none). ``query`` None: it opens no list of tasks."""

    key: str
    title: str
    count: int
    of: int = 0
    query: GridQuery | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: which series, how long, and its tasks."""

    series: str
    count: int
    query: GridQuery


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or more pieces. ``total`` the tasks of the whole bar (a task may lie in two pieces)."""

    label: str
    segments: tuple[Segment, ...]
    total: int
    query: GridQuery


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in official order. ``series``: key and word of each kind of piece, in the order in which they stand."""

    key: str
    title: str
    series: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A point of the time line. ``kind``: dated, yearly, ongoing, other; ``date`` (ISO) only where dated."""

    kind: str
    date: str
    words: str
    count: int
    query: GridQuery


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A figure to be reached and where it stands."""

    name: str
    phrase: str
    year: int | None
    ref: ItemRef
    where: str
    plan: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it. ``versions``: the plans that were counted."""

    scope: Scope
    versions: tuple[int, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    obligations: tuple[Obligation, ...]
    targets: tuple[TargetLine, ...]
