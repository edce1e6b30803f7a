"""What a made plan consists of before a producer sets it: paragraphs, tables, page breaks, page furniture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Para:
    """A paragraph. ``style``: red, number, title, addressee, body, right, h1, h2, plain, annex, table_title.

    ``lead``: so many characters at its head are set in ``lead_face`` (bold or kai).
    """

    text: str
    style: str = "body"
    lead: int = 0
    lead_face: str = "bold"


@dataclass(frozen=True)
class Cell:
    """A table cell; the squares it covers beside its first are left out (None) in their rows."""

    text: str
    rows: int = 1
    columns: int = 1


Row: TypeAlias = list[Cell | None]


@dataclass
class Table:
    """A table. ``rules``: full, across, three, none; ``repeat``: head on every page; ``split``: rows may break.

    ``three`` has lines above and below the head and at the end only; ``frame``: uprights at both sides too.
    """

    widths: list[float]
    head: list[Row]
    rows: list[Row]
    rules: str = "full"
    repeat: bool = True
    split: bool = True
    middle: bool = True
    centred: frozenset[int] = frozenset()
    closed: bool = True
    frame: bool = True


@dataclass(frozen=True)
class Break:
    """A new page; ``landscape`` turns the pages from here on."""

    landscape: bool = False


Block: TypeAlias = Para | Table | Break


@dataclass
class Sheet:
    """Page furniture and measures."""

    number_style: str = "— {n} —"
    header: str = ""
    outside: bool = False
    size: float = 16.0
    table_size: float = 10.5
    margin: float = 72.0
    faces: dict[str, str] = field(default_factory=dict)


@dataclass
class Made:
    """A made plan: what is printed and what is to be read from it."""

    name: str
    blocks: list[Block]
    gold: dict[str, Any]
    sheet: Sheet
    notes: list[str] = field(default_factory=list)
