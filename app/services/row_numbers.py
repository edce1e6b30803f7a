"""Numbers of rows that a person split off or added: they tell where the row stands and never change.

A printed row keeps its number and is part 1 of itself. What is split off row 13 is its part 1001, then 2001, or 501
where it stands between; its number is ``14·10⁹ + 1001`` ((origin + 1)·10⁹ + part), and it is shown as 13-2. A row that
a person adds behind row 13 has ``14·10⁹ + a number made by chance``, from a million up. So the portable path
``task/14000001001`` depends on nothing but the split itself: two laptops that split or add different rows never
renumber each other's addresses, and the numbers alone put the rows in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

MADE = 1_000_000_000
"""The step between two origins; printed numbers are smaller."""

ADDED = 1_000_000
"""Parts from here on are rows that a person added; smaller ones were split off."""

STEP = 1000
"""Between a part and the next one behind it: room for parts in between."""


def part_number(origin: int, part: int) -> int:
    """The number of a part that was split off a row."""
    return (origin + 1) * MADE + part


def part_between(before: int, after: int | None, used: Iterable[int]) -> int | None:
    """A part behind ``before`` and in front of ``after`` (None: at the end) that was never used; None: no room."""
    taken = set(used)
    if after is None:
        found = max([before, *taken]) + STEP
        return found if found < ADDED else None
    middle = (before + after) // 2
    free = [part for part in range(before + 1, after) if part not in taken]
    return min(free, key=lambda part: abs(part - middle), default=None)


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
    return f"{origin}增" if is_added(number) else f"{origin}-{part // STEP + 1}"
