"""Numbers of rows that a person split off or added: they tell where the row stands and never change.

A printed row keeps its number. A row that is split off row 13 as its second part has the number
``14·10⁹ + 2`` ((origin + 1)·10⁹ + part) and is shown as 13-2; a row that a person adds behind row 13 has
``14·10⁹ + a number made by chance``, from a million up. So the portable path ``task/14000000002`` depends on nothing
but the split itself: two laptops that split or add different rows never renumber each other's addresses,
and the numbers alone put the rows in order.
"""

from __future__ import annotations

import hashlib

MADE = 1_000_000_000
"""The step between two origins; printed numbers are smaller."""

ADDED = 1_000_000
"""Parts from here on are rows that a person added; smaller ones were split off."""

MOST_PARTS = 900


def part_number(origin: int, part: int) -> int:
    """The number of a part that was split off a row."""
    return (origin + 1) * MADE + part


def added_number(origin: int, behind: int, seed: str) -> int:
    """A number for a row added behind part ``behind`` of row ``origin`` (0: in front of all); ``seed`` gives chance."""
    chance = chance_number(seed) % ADDED
    return (origin + 1) * MADE + max(behind + 1, ADDED) + chance


def chance_number(seed: str) -> int:
    """A number for a figure that no extraction counted, the same for the same ``seed``."""
    return MADE + int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") % MADE


def origin_of(number: int) -> tuple[int, int]:
    """Origin and part of a number: (13, 1) for a printed row, (13, 2) for its second part."""
    if number < MADE:
        return number, 1
    return number // MADE - 1, number % MADE


def is_made(number: int) -> bool:
    """Whether a person split the row off or added it."""
    return number >= MADE


def is_added(number: int) -> bool:
    """Whether a person added the row."""
    return number >= MADE and number % MADE >= ADDED


def order_key(number: int) -> tuple[int, int]:
    """Sorts made rows behind their origin."""
    return origin_of(number)


def shown(number: int) -> str:
    """A number where no label is at hand: 13, 13-2, 13增."""
    origin, part = origin_of(number)
    if not is_made(number):
        return str(number)
    return f"{origin}增" if is_added(number) else f"{origin}-{part}"
