"""Flow: cleaned text that still knows which source character each of its characters is.

White space between CJK characters, and between CJK and Latin, is a typesetting artefact and is
dropped; ``PM_{2.5}`` becomes ``PM2.5``. Nothing else is changed: the source's words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.services.documents.source import SourceDocument, Span

VIRTUAL = -1
_SUBSCRIPT = re.compile(r"\s*_\s*\{\s*([^{}]{1,12}?)\s*\}")
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")


@dataclass(frozen=True, slots=True)
class Flow:
    """Cleaned text and, for each of its characters, the index in SourceDocument.text.

    A character that is not in the source (a line break put between paragraphs) has index -1.
    """

    text: str = ""
    index: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> Flow:
        """The part from ``start`` to ``end``, as a slice."""
        return Flow(self.text[start:end], self.index[start:end])

    def strip(self, chars: str | None = None) -> Flow:
        """Without the given characters (white space) at both ends."""
        left = len(self.text) - len(self.text.lstrip(chars))
        right = len(self.text.rstrip(chars))
        return self.cut(left, max(left, right))

    def without_breaks(self) -> Flow:
        """Without the virtual characters."""
        if VIRTUAL not in self.index:
            return self
        kept = [(c, i) for c, i in zip(self.text, self.index, strict=True) if i != VIRTUAL]
        return Flow("".join(c for c, _ in kept), tuple(i for _, i in kept))

    def source(self) -> tuple[int, int]:
        """The half-open source range from the first to the last real character; (0, 0) if none."""
        real = [i for i in self.index if i != VIRTUAL]
        return (min(real), max(real) + 1) if real else (0, 0)


EMPTY = Flow()


def join(flows: Iterable[Flow], between: str = "") -> Flow:
    """Put flows after each other; ``between`` is virtual text."""
    texts: list[str] = []
    index: list[int] = []
    for flow in flows:
        if not flow:
            continue
        if texts and between:
            texts.append(between)
            index.extend([VIRTUAL] * len(between))
        texts.append(flow.text)
        index.extend(flow.index)
    return Flow("".join(texts), tuple(index))


def _latin(char: str) -> bool:
    """Whether a blank beside this character may be a word space."""
    return char.isascii() and char.isalnum()


def _keep(raw: str, dropped: set[int]) -> Iterator[tuple[str, int]]:
    """Yield the characters of one line that stay, with their offset."""
    pending = -1
    last = ""
    for offset, char in enumerate(raw):
        if offset in dropped or char in _INVISIBLE:
            continue
        if char.isspace():
            pending = offset if pending < 0 else pending
            continue
        if pending >= 0 and last and _latin(last) and _latin(char):
            yield " ", pending
        pending = -1
        last = char
        yield char, offset


def clean(document: SourceDocument, spans: Sequence[Span]) -> Flow:
    """Join the ranges (one a printed line) into one flow; lines meet without a blank."""
    texts: list[str] = []
    index: list[int] = []
    for span in spans:
        raw = document.text[span.start : span.end]
        if raw.isalnum() or not _needs_work(raw):
            texts.append(raw)
            index.extend(range(span.start, span.end))
            continue
        for char, offset in _keep(raw, _marks(raw)):
            texts.append(char)
            index.append(span.start + offset)
    return Flow("".join(texts), tuple(index))


def _needs_work(raw: str) -> bool:
    """Whether a line holds anything that cleaning would change."""
    return "_" in raw or any(c.isspace() or c in _INVISIBLE for c in raw)


def _marks(raw: str) -> set[int]:
    """Offsets of the characters of ``_{…}`` subscripts that are not text."""
    dropped: set[int] = set()
    for found in _SUBSCRIPT.finditer(raw) if "_" in raw else ():
        inner = range(found.start(1), found.end(1))
        dropped.update(i for i in range(found.start(), found.end()) if i not in inner)
    return dropped


def width(text: str) -> float:
    """Printed width in full-width characters: CJK 1, everything else one half."""
    return sum(1.0 if ord(c) > 0x2E7F or c in "“”‘’—…·" else 0.5 for c in text)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())
