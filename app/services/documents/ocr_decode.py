"""From the reading model's answer to characters with a place and a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_SIGN = (
    "，,",
    "：:",
    "；;",
    "？?",
    "！!",
    "（(",
    "）)",
    "％%",
    "．.",
    "～~",
    "－-—",
    '“"',
    '”"',
    "‘'",
    "’'",
    "·•・",
)
"""Signs that differ in little but their width: the model's doubt between them is no doubt about the word."""


@dataclass(frozen=True, slots=True)
class ReadCharacter:
    """A character, how sure the model is of it (0 to 1), and the middle of its place on the line."""

    text: str
    score: float
    middle: float


class Alphabet:
    """The characters of the reading model, in its order; its answer is decoded with them (CTC)."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._signs = ["", *characters, " "]
        known = {sign: number for number, sign in enumerate(self._signs)}
        self._alike: dict[int, list[int]] = {}
        for group in SAME_SIGN:
            numbers = [known[sign] for sign in group if sign in known]
            for number in numbers:
                self._alike.setdefault(number, []).extend(n for n in numbers if n not in self._alike.get(number, ()))

    def decode(self, answer: NDArray[np.float32], step: float, width: float) -> list[ReadCharacter]:
        """Characters of one line. ``answer``: steps x signs; ``step``: width of a step; beyond ``width`` is padding."""
        best = answer.argmax(axis=1)
        found: list[ReadCharacter] = []
        start = 0
        for end in range(1, len(best) + 1):
            if end < len(best) and best[end] == best[start]:
                continue
            sign = int(best[start])
            middle = (start + end) / 2 * step
            if sign and middle <= width + step:
                found.append(ReadCharacter(self._signs[sign], self._score(answer[start:end], sign), middle))
            start = end
        return found

    def _score(self, steps: NDArray[np.float32], sign: int) -> float:
        alike = self._alike.get(sign)
        if alike is None:
            return float(steps[:, sign].max())
        return min(1.0, float(steps[:, alike].sum(axis=1).max()))
