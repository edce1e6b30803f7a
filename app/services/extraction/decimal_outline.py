"""Outlines numbered 1, 1.1, 1.1.1 without any other ordinals: the first level are chapters, the second measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.services.extraction.numerals import Marker, Style

_FIRST = re.compile(r"(?P<n>\d{1,2})(?=[\u4e00-\u9fff])[^。，；：,;:]{2,24}")
_SECOND = re.compile(r"(?P<n>\d{1,2})[.．](?P<m>\d{1,2})(?![.．\d%])(?=[\u4e00-\u9fff])")
_NEAR = 12  # paragraphs between the head of a chapter and its first measure


def decimal_outline(texts: Sequence[str]) -> tuple[dict[int, Marker], dict[int, Marker]]:
    """The paragraphs that are heads of chapters and of measures; empty where fewer than two chapters fit the chain."""
    chapters: dict[int, Marker] = {}
    measures: dict[int, Marker] = {}
    chapter = measure = 0
    for at, text in enumerate(texts):
        first = _FIRST.fullmatch(text)
        if first and int(first["n"]) == chapter + 1 and _opens(texts, at, chapter + 1):
            chapter, measure = chapter + 1, 0
            chapters[at] = Marker(Style.DIGIT, chapter, first.end("n"))
            continue
        second = _SECOND.match(text)
        if second and chapter and int(second["n"]) == chapter and int(second["m"]) == measure + 1:
            measure += 1
            measures[at] = Marker(Style.DIGIT, measure, second.end("m"))
    return (chapters, measures) if len(chapters) >= 2 and measures else ({}, {})


def _opens(texts: Sequence[str], at: int, number: int) -> bool:
    """Whether the first measure of a chapter follows its head before the next chapter's head."""
    for text in texts[at + 1 : at + 1 + _NEAR]:
        second = _SECOND.match(text)
        if second:
            return (int(second["n"]), int(second["m"])) == (number, 1)
        if _FIRST.fullmatch(text):
            return True  # a chapter without measures
    return number > 1
