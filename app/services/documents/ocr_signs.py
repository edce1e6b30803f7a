"""Signs as Chinese print has them: full width beside Chinese characters, no blanks between them.

The reading model does not tell "(" from "（" by its look, since type of both kinds is used; the rule of the genre
does. A half-width sign next to a Chinese character or Chinese sign becomes full width, and so does the bracket that
belongs to it; between Latin letters and digits nothing is changed (1,000; PM2.5; 4437-2022; 9:30). All other
characters stay as read. One character stays one character, so that scores and places stay with it.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace

from app.services.documents.ocr_decode import ReadCharacter

WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
DASHES = "一—－-–_~～·"  # what the dashes round a page number are read as
BARS = "|│┃"  # what is left of a rule; Chinese print has no such sign
ODD = frozenset(string.ascii_lowercase + ".|_~^`*\\{}[]<>='")
UNLIKELY = 0.75  # the score of a sign that Chinese print does not have
YEAR = 4  # digits
QUOTES = "“”"
_OPEN, _CLOSE = "(（", ")）"


def tidied(characters: Sequence[ReadCharacter]) -> list[ReadCharacter]:
    """A line without blanks that mean nothing, its signs in Chinese width."""
    kept = [
        character
        for i, character in enumerate(characters)
        if not character.text.isspace() or (_is_latin(characters, i - 1) and _is_latin(characters, i + 1))
    ]
    while kept and kept[0].text in BARS:
        kept = kept[1:]
    while kept and kept[-1].text in BARS:
        kept = kept[:-1]
    signs = with_ranges(widened([character.text for character in kept]))
    if is_page_number(signs):
        signs = ["—" if sign in DASHES else sign for sign in signs]
    return [
        replace(character, text=sign, score=min(character.score, UNLIKELY if _is_odd(signs, i) else 1.0))
        for i, (character, sign) in enumerate(zip(kept, signs, strict=True))
    ]


def _is_odd(signs: Sequence[str], i: int) -> bool:
    """Whether a full stop of Latin print, a small letter or a rare sign stands alone among Chinese."""
    before, after = signs[i - 1] if i else "", signs[i + 1] if i + 1 < len(signs) else "。"
    return signs[i] in ODD and before != "" and is_chinese(before) and is_chinese(after)


def widened(signs: Sequence[str]) -> list[str]:
    """The signs of one line in Chinese width where they stand beside Chinese."""
    found = list(signs)
    before: list[str] = []
    while before != found:  # a sign made wide is a Chinese neighbour to the next
        before = list(found)
        found = [WIDE[sign] if sign in WIDE and _beside_chinese(found, i) else sign for i, sign in enumerate(found)]
        _widen_partners(found)
        _turn_quotes(found)
    _match_titles(found)
    return found


def with_ranges(signs: Sequence[str]) -> list[str]:
    """The signs with a dash for 一 between two digits, or after a year that ends a line: 2026—2027."""
    found = list(signs)
    for i, sign in enumerate(signs):
        if sign != "一" or not i or not _is_digit(signs[i - 1]):
            continue
        is_last = i == len(signs) - 1
        if (is_last and i >= YEAR and all(_is_digit(s) for s in signs[i - YEAR : i])) or (
            not is_last and _is_digit(signs[i + 1])
        ):
            found[i] = "—"
    return found


def _is_digit(sign: str) -> bool:
    return sign.isascii() and sign.isdigit()


def is_page_number(signs: Sequence[str]) -> bool:
    """Whether a line is a number between dashes."""
    inner = [sign for sign in signs[1:-1] if not sign.isspace()]
    return (
        len(signs) >= 3
        and signs[0] in DASHES
        and signs[-1] in DASHES
        and bool(inner)
        and all(sign.isascii() and sign.isdigit() for sign in inner)
    )


def is_chinese(sign: str) -> bool:
    """Whether this is a Chinese character or a sign of Chinese print."""
    return (
        "\u3400" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff5e" or sign in QUOTES
    )


def _is_latin(characters: Sequence[ReadCharacter], i: int) -> bool:
    return 0 <= i < len(characters) and characters[i].text.isascii() and characters[i].text.isalnum()


def _beside_chinese(signs: Sequence[str], i: int) -> bool:
    before = signs[i - 1] if i else ""
    after = signs[i + 1] if i + 1 < len(signs) else ""
    return (before != "" and is_chinese(before)) or (after != "" and is_chinese(after))


def _widen_partners(signs: list[str]) -> None:
    """Make both brackets of a pair full width where one of them is."""
    opened: list[int] = []
    for i, sign in enumerate(signs):
        if sign in _OPEN:
            opened.append(i)
        elif sign in _CLOSE and opened:
            j = opened.pop()
            if signs[j] == "（" or sign == "）":
                signs[j], signs[i] = "（", "）"


def _match_titles(signs: list[str]) -> None:
    """Close a title within a title with the mark that it was opened with: 《…〈…〉…》."""
    opened: list[str] = []
    for i, sign in enumerate(signs):
        if sign in "《〈":
            opened.append(sign)
        elif sign in "》〉" and opened:
            signs[i] = "》" if opened.pop() == "《" else "〉"


def _turn_quotes(signs: list[str]) -> None:
    """Straight quotes beside Chinese open and close in turn."""
    is_open = False
    for i, sign in enumerate(signs):
        if sign == '"' and _beside_chinese(signs, i):
            signs[i] = "”" if is_open else "“"
        is_open = signs[i] == "“" or (is_open and signs[i] != "”")
