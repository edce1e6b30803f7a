"""Chinese line breaking: pure functions from characters and their widths to set lines.

The rules of Chinese printing: no line begins with a closing sign or ends with an opening one, Latin words
and numbers stay whole, what is left of a line is spread between its characters, and full-width signs give up
half of their em where that saves pushing a character out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NO_START: Final = frozenset("，。、；：？！,.;:?!）】〕》〉」』”’)]}｝］％%℃℉‰°′″…～·・／々〇ー㎡㎥")
NO_END: Final = frozenset("（【〔《〈「『“‘([{｛［￥¥$＄№#")
HALF_AFTER: Final = frozenset("，。、；：）】〕》〉」』”’｝］")
"""Full-width signs whose right half is blank."""
HALF_BEFORE: Final = frozenset("（【〔《〈「『“‘｛［")
"""Full-width signs whose left half is blank."""

_WORD: Final = re.compile(r"[0-9A-Za-z\u00b0-\u024f\u0370-\u03ff\u2080-\u209c²³.,:/%\-+_@#&'=~]{2,}|…{2,}|—{2,}")
_BLANKS: Final = " \u3000"
_ROLE_SIGNS: Final = frozenset("●◎■○▲")
"""A line does not end between such a sign and its word."""
_LOOSE: Final = 0.5
"""Ems that must be left over before signs are squeezed to take one more character in."""
_MAX_GAP: Final = 0.25
"""Ems of spacing between characters beyond which a line rather stays ragged."""
_EPSILON: Final = 1e-6
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: range of characters, spacing added between them and the share squeezed out of full-width signs.

    ``width`` is what the line takes, spacing and squeezing included. ``last``: it closes a paragraph.
    """

    start: int
    end: int
    width: float
    gap: float = 0.0
    squeeze: float = 0.0
    last: bool = False


def clean(text: str) -> str:
    """The text without what cannot be printed: control characters, invisible marks, lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u00a0", " ")
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs"))


def solid_after(text: str) -> list[bool]:
    """For each character: does it hold together with the next one as one Latin word, number, …… or ——?"""
    solid = [False] * len(text)
    for word in _WORD.finditer(text):
        for index in range(word.start(), word.end() - 1):
            solid[index] = True
    return solid


def break_after(text: str, solid: Sequence[bool]) -> list[bool]:
    """For each character: may a line end behind it?"""
    last = len(text) - 1
    return [
        index == last
        or not (
            solid[index]
            or one in NO_END
            or text[index + 1] in NO_START
            or text[index + 1] in _BLANKS
            or (one in _BLANKS and index > 0 and text[index - 1] in _ROLE_SIGNS)
        )
        for index, one in enumerate(text)
    ]


def squeezable(char: str, width: float, em: float) -> float:
    """How much of its width a sign can give up: half an em if it is a full-width sign with a blank half."""
    if width >= 0.9 * em and (char in HALF_AFTER or char in HALF_BEFORE):
        return em / 2
    return 0.0


@dataclass(slots=True)
class _Reach:
    """How far a line can go: natural end, squeezed end, and the end that cuts a word if there is no other."""

    natural: int = 0
    natural_width: float = 0.0
    tight: int = 0
    tight_width: float = 0.0
    tight_slack: float = 0.0
    hard: int = 0
    hard_width: float = 0.0


def break_lines(
    text: str, widths: Sequence[float], measure: float, *, em: float, indent: float = 0.0, justify: bool = True
) -> list[SetLine]:
    """Set ``text`` (``\\n`` forces a line end) in lines of ``measure``; the first is ``indent`` shorter.

    Every character belongs to exactly one line, except blanks at a line's beginning or end and ``\\n``.
    A measure narrower than a character gets one character a line.
    """
    solid = solid_after(text)
    ends = break_after(text, solid)
    lines: list[SetLine] = []
    start, count = 0, len(text)
    while start < count:
        room = measure - (indent if start == 0 else 0.0)
        reach, stop = _reach(text, widths, ends, start, room, em)
        line, start = _close(text, widths, solid, start, stop, reach, room, em, justify)
        lines.append(line)
    return lines or [SetLine(0, 0, 0.0, last=True)]


def _reach(
    text: str, widths: Sequence[float], ends: Sequence[bool], start: int, room: float, em: float
) -> tuple[_Reach, int]:
    """Go on until the line is full even when squeezed; ``stop`` is the paragraph's end if it was reached, else -1."""
    reach = _Reach()
    used = inked = slack = 0.0
    for index in range(start, len(text)):
        char = text[index]
        if char == "\n":
            if index == start or inked <= room + _EPSILON:
                reach.natural, reach.natural_width = index, used
                return reach, index
            return reach, -1
        used += widths[index]
        slack += squeezable(char, widths[index], em)
        if char not in _BLANKS:
            inked = used  # blanks at a line's end take no room
        if inked - slack > room + _EPSILON:
            return reach, -1
        if inked <= room + _EPSILON:
            reach.hard, reach.hard_width = index + 1, used
            if ends[index]:
                reach.natural, reach.natural_width = index + 1, used
        elif ends[index] and not reach.tight:
            reach.tight, reach.tight_width, reach.tight_slack = index + 1, inked, slack
    if reach.natural == len(text) or reach.tight == len(text):
        return reach, len(text)
    return reach, -1


def _close(
    text: str,
    widths: Sequence[float],
    solid: Sequence[bool],
    start: int,
    stop: int,
    reach: _Reach,
    room: float,
    em: float,
    justify: bool,
) -> tuple[SetLine, int]:
    """Choose among what the line can reach; give it and where the next one begins."""
    squeeze = 0.0
    if reach.natural == stop and stop >= start:
        end, width = reach.natural, reach.natural_width
    elif reach.tight and (not reach.natural or room - reach.natural_width > _LOOSE * em):
        end, width = reach.tight, room
        squeeze = (reach.tight_width - room) / reach.tight_slack
    elif reach.natural:
        end, width = reach.natural, reach.natural_width
    elif reach.hard:
        end, width = reach.hard, reach.hard_width
    else:
        end, width = start + 1, widths[start]
    last = end == stop
    following = end
    while following < len(text) and not last and text[following] in _BLANKS:
        following += 1
    if following < len(text) and text[following] == "\n":
        following, last = following + 1, True
    while end > start + 1 and text[end - 1] in _BLANKS:
        end -= 1
        width -= widths[end]
    gap = 0.0
    if justify and not last and not squeeze:
        gap = _gap(solid, start, end, room - width, em)
        width += gap * sum(not solid[index] for index in range(start, end - 1))
    return SetLine(start, end, width, gap, squeeze, last), following


def _gap(solid: Sequence[bool], start: int, end: int, rest: float, em: float) -> float:
    """Spacing that fills the line, 0 where it would tear it apart."""
    places = sum(not solid[index] for index in range(start, end - 1))
    gap = rest / places if places and rest > _EPSILON else 0.0
    return gap if gap <= _MAX_GAP * em else 0.0
