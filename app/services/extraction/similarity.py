"""How alike texts are: rare character pairs count more, as in a search engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import log

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from app.services.extraction.numerals import marker_at

_MARKS = re.compile(r"[\s，。、；：“”‘’（）()《》〈〉,.;:·—\-]")


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The text without punctuation and white space."""
    return _MARKS.sub("", text)


def _unnumbered(label: str) -> str:
    """A label without the ordinal in front of it and without marks."""
    marker = marker_at(label)
    return bare(label[marker.end :] if marker else label)


def _pairs(text: str) -> set[str]:
    """The overlapping character pairs of a text."""
    short = bare(text)
    return {short[i : i + 2] for i in range(len(short) - 1)}


class Texts:
    """A set of texts (measures with their titles) that a row can be compared with."""

    def __init__(self, titles: Sequence[str], texts: Sequence[str]) -> None:
        self.titles = [bare(title) for title in titles]
        self._pairs = [_pairs(a + "。" + b) for a, b in zip(titles, texts, strict=True)]
        counts: dict[str, int] = {}
        for pairs in self._pairs:
            for pair in pairs:
                counts[pair] = counts.get(pair, 0) + 1
        total = len(self._pairs) + 1
        self._weight = {pair: log(total / n) + 0.05 for pair, n in counts.items()}
        self._unknown = log(total) + 0.05

    def __len__(self) -> int:
        return len(self.titles)

    def shares(self, text: str) -> list[float]:
        """For each text, the weighted share of the row's pairs that it holds."""
        pairs = _pairs(text)
        whole = sum(self._weight.get(p, self._unknown) for p in pairs)
        if not whole:
            return [0.0] * len(self._pairs)
        return [sum(self._weight[p] for p in pairs & own) / whole for own in self._pairs]

    def by_title(self, label: str, least: float) -> int | None:
        """Index of the text whose title is the label, exactly or nearly (a slip of the pen); else None."""
        wanted = _unnumbered(label)
        if not wanted:
            return None
        if wanted in self.titles:
            return self.titles.index(wanted)
        scores = [ratio(wanted, title) for title in self.titles]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is None or scores[best] < least:
            return None
        return best

    def title_score(self, label: str) -> float:
        """How like the likest title the label is, 0..100."""
        wanted = _unnumbered(label)
        if not wanted or not self.titles:
            return 0.0
        return float(extractOne(wanted, self.titles, scorer=ratio)[1])
