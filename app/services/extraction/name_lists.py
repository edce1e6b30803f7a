"""Cutting a responsibility text into names: separators, brackets, 各区、市 groups, A和B."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from app.services.extraction import special_bodies
from app.services.extraction.duty_words import AND_OTHERS, LEADING

CLAUSE_ENDS: Final = "，,；;。"
STRONG_ENDS: Final = "；;。"
_SEPARATORS: Final = CLAUSE_ENDS + "、/"
_OPEN: Final = "（([【〔《“"
_CLOSE: Final = "）)]】〕》”"
_LONGEST: Final = 80  # a piece between separators that is longer holds no names
_LINKS: Final = re.compile(r"以及|和|及|与|暨")
_GLUED: Final = re.compile(r"(?<=[局厅委办部会])(?=[省市县区各]|团[省市县区]委)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece between separators; ``end`` is the separator that follows it."""

    text: str
    end: str


def split_parts(text: str) -> Iterator[Part]:
    """Split at separators outside brackets; 各区、市政府 stays one piece."""
    kept = [match.span() for match in special_bodies.every_group(text)]
    depth = start = 0
    last_close = max((text.rfind(char) for char in _CLOSE), default=-1)
    for at, char in enumerate(text):
        if char in STRONG_ENDS and at > last_close:
            depth = 0  # the bracket was never closed
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in _SEPARATORS and not any(a < at < b for a, b in kept):
            yield Part(text[start:at], char)
            start = at + 1
    yield Part(text[start:], "。")


def outside_brackets(text: str) -> list[bool]:
    """For every character whether it stands outside of brackets."""
    depth, flags = 0, []
    for char in text:
        if char in _OPEN:
            depth += 1
        flags.append(depth == 0)
        if char in _CLOSE:
            depth = max(0, depth - 1)
    return flags


def without_head(text: str) -> str:
    """Drop 由, 请, 其中 … in front of the first name."""
    text = text.lstrip("（(【[") if not any(char in text for char in _CLOSE) else text
    match = LEADING.match(text)
    return text[match.end() :] if match else text


def without_others(text: str) -> tuple[str, bool]:
    """Drop 等, 等部门 after the last name; tell whether it was there."""
    match = AND_OTHERS.search(text)
    if match is None:
        return text, False
    return text[: match.start()], True


def split_linked(text: str, is_body: Callable[[str], bool]) -> list[str]:
    """Split A和B、A及B where both sides are bodies; 自然资源和规划局 stays whole."""
    names: list[str] = []
    rest = text
    while rest:
        cut = _first_link(rest, is_body)
        if cut is None:
            names.append(rest)
            break
        names.append(rest[: cut[0]])
        rest = rest[cut[1] :]
    return names


def _first_link(text: str, is_body: Callable[[str], bool]) -> tuple[int, int] | None:
    if len(text) > _LONGEST or special_bodies.is_everybody(text):
        return None
    flags = outside_brackets(text)
    for match in _LINKS.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if (
            flags[match.start()]
            and len(left) > 1
            and len(right) > 1
            and is_body(left)
            and _right_is_body(right, is_body)
        ):
            return match.start(), match.end()
    return None


def _right_is_body(text: str, is_body: Callable[[str], bool]) -> bool:
    if is_body(text):
        return True
    return any(is_body(text[: match.start()]) for match in _LINKS.finditer(text) if match.start() > 1)


def split_glued(text: str, is_body: Callable[[str], bool]) -> list[str]:
    """市甲局市乙局: two names whose separator was lost, if every part is a body."""
    cuts = [match.start() for match in _GLUED.finditer(text)]
    if not cuts:
        return [text]
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return pieces if all(is_body(piece) for piece in pieces) else [text]
