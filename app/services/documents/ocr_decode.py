"""From the reading model's answer to characters with a place and a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
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
    """A character, how sure the model is of it and of nothing standing after it (0 to 1), and its middle."""

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
        runs = _runs(best.tolist())
        signs = [(start, end, sign) for start, end, sign in runs if sign and (start + end) / 2 * step <= width + step]
        edges = [0, *(place for start, end, _ in signs for place in (start, end)), min(len(best), ceil(width / step))]
        named = [0, *(sign for _, _, sign in signs), 0]
        missed = [
            _missed(answer[edges[2 * i] : edges[2 * i + 1]], named[i], named[i + 1]) for i in range(len(signs) + 1)
        ]
        return [
            ReadCharacter(
                self._signs[sign],
                min(self._score(answer[start:end], sign), 1 - missed[i + 1], 1 - (missed[0] if i == 0 else 0)),
                (start + end) / 2 * step,
            )
            for i, (start, end, sign) in enumerate(signs)
        ]

    def _score(self, steps: NDArray[np.float32], sign: int) -> float:
        alike = self._alike.get(sign)
        if alike is None:
            return float(steps[:, sign].max())
        return min(1.0, float(steps[:, alike].sum(axis=1).max()))


def _runs(best: Sequence[int]) -> list[tuple[int, int, int]]:
    """Steps of the same sign: from, to, sign."""
    found: list[tuple[int, int, int]] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end == len(best) or best[end] != best[start]:
            found.append((start, end, best[start]))
            start = end
    return found


def _missed(gap: NDArray[np.float32], before: int, after: int) -> float:
    """How likely the model passed over a sign between two others, whose own traces do not count."""
    if not len(gap):
        return 0.0
    other = 1 - gap[:, 0]
    for sign in {before, after} - {0}:
        other = other - gap[:, sign]
    return max(0.0, float(other.max()))
