"""Sentences and clauses of a text with their ranges; what stands in brackets or quotes is never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_OPEN, _CLOSE = "（(《〈“‘〔[【", "）)》〉”’〕]】"
_SENTENCE_ENDS = "。；;！？\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，,："
_DUTY = re.compile(r"^[（(][^（）()]{0,6}(?:牵头|责任|配合|负责)|^(?:责任单位|牵头单位|配合单位|完成时限)[：:]")
_ITEM = re.compile(r"^(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳])")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences, semicolons ending one; responsibility clauses are none."""
    return tuple(one for one in _pieces(text, _SENTENCE_ENDS) if not _DUTY.match(one.text))


@lru_cache(maxsize=16384)
def clauses(text: str) -> tuple[Span, ...]:
    """The clauses: also cut at commas and colons."""
    return tuple(_pieces(text, _CLAUSE_ENDS))


def _pieces(text: str, ends: str) -> Iterator[Span]:
    depth = start = 0
    for index, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in ends and (depth == 0 or char == "\n"):
            depth = 0
            yield from _piece(text, start, index)
            start = index + 1
    yield from _piece(text, start, len(text))


def _piece(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    item = _ITEM.match(text[start:end])
    if item:
        start += item.end()
    if end > start:
        yield Span(text[start:end], start, end)
