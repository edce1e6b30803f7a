"""Text layers that do not say what the page shows: judged by their characters, mended where a rule can do it.

Three things are mended, character by character: radicals and compatibility forms (⼀ for 一), soft hyphens, and
blanks between all characters. A layer that is no language at all is not mended: the page is read from its picture.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from app.services.documents.pdf_device import UNKNOWN, Glyph

# Characters that no Chinese page is without; they make up a quarter to two fifths of any plan's text.
COMMON = frozenset(
    "的一和有在不为是等以及对中大与到年月日市区县镇村人民政府国家工作进行业全部各单位责任牵头实施方案推建设发展"
    "加强管理制度生产开要求地方重点化会组织动生态环境目标提高成完善机构时间前底按照关于项标准体系服务资源保护安"
)
LEAST_COMMON = 0.08  # share of them among the Chinese characters; real pages have 0.25 and more
ENOUGH = 60  # Chinese characters to judge a language by
FEW = 12  # characters: less is no text layer to judge
STRANGE = 0.15  # share of characters that Chinese print does not use
UNNAMED = 0.05  # share of characters that the fonts do not name
NO_CHINESE = 0.03  # share of Chinese characters below which a page may be in code
CODED = 0.4  # share of letters and odd signs on a page in code
FIGURES = ".,%-+/()"  # signs of a page of figures
SPACED = 0.7  # share of neighbours with one blank between them where blanks mean nothing
SOFT_HYPHEN = "\u00ad"


class Layer(Enum):
    """What a text layer is worth."""

    FINE = "fine"
    DOUBTFUL = "doubtful"  # may be code: the picture decides
    GARBAGE = "garbage"


def judge(text: str) -> Layer:
    """Judge a page's text by its characters."""
    shown = [sign for sign in text if not sign.isspace()]
    if len(shown) < FEW:
        return Layer.FINE
    unnamed = sum(_is_unnamed(sign) for sign in shown)
    if unnamed > UNNAMED * len(shown) or sum(not _is_usual(sign) for sign in shown) > STRANGE * len(shown):
        return Layer.GARBAGE
    chinese = [sign for sign in mended(shown) if "\u4e00" <= sign <= "\u9fff"]
    if len(chinese) >= ENOUGH and sum(sign in COMMON for sign in chinese) < LEAST_COMMON * len(chinese):
        return Layer.GARBAGE
    letters = sum(sign.isascii() and not sign.isdigit() and sign not in FIGURES for sign in shown)
    if len(chinese) <= NO_CHINESE * len(shown) and letters >= max(ENOUGH, CODED * len(shown)):
        return Layer.DOUBTFUL
    return Layer.FINE


def _is_unnamed(sign: str) -> bool:
    return sign == UNKNOWN or unicodedata.category(sign) in ("Co", "Cn", "Cc")


def _is_usual(sign: str) -> bool:
    """Whether Chinese print uses this character: the national standard's, plain Latin, some signs."""
    if sign.isascii() or sign in "·×÷±°²³—–‐‑•●■◆★☆√≤≥≈μ㎡℃〇㎥‰\u00ad":
        return True
    if _radical(sign) != sign:
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def mended(signs: Sequence[str]) -> list[str]:
    """Radicals and compatibility forms as the characters they stand for."""
    return [_radical(sign) for sign in signs]


def _radical(sign: str) -> str:
    if "\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff":
        plain = _SUPPLEMENT.get(sign) or unicodedata.normalize("NFKC", sign)
        return plain if len(plain) == 1 else sign
    return sign


# Radicals of the supplement block that look just like a character but that Unicode does not map to it.
_SUPPLEMENT = dict(
    zip("⺠⻓⻔⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⻳⻅⻉⻋⻘⻣⻤⻨", "民长门页风飞食马鱼鸟黄齐齿龙龟见贝车青骨鬼麦", strict=True)
)


def mend(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The glyphs of a page with the characters they show, and what was mended (in words; none: nothing)."""
    told: list[str] = []
    found = list(glyphs)
    if any(_radical(glyph.text) != glyph.text for glyph in found):
        found = [
            glyph if _radical(glyph.text) == glyph.text else replace(glyph, text=_radical(glyph.text))
            for glyph in found
        ]
        told.append("部首字符已换成通用汉字")
    if any(glyph.text == SOFT_HYPHEN for glyph in found):
        found = _without_soft_hyphens(found)
        told.append("软连字符已去除或换成连字符")
    if any(unicodedata.category(glyph.text) == "Cf" for glyph in found):
        found = [glyph for glyph in found if unicodedata.category(glyph.text) != "Cf"]
        told.append("看不见的控制字符已去除")
    if is_spaced("".join(glyph.text for glyph in found)):
        found = [glyph for glyph in found if not glyph.text.isspace()]
        told.append("各字之间的空格已去除")
    return found, told


def _without_soft_hyphens(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """A soft hyphen between Latin letters or digits is a printed hyphen; elsewhere it shows nothing."""
    found: list[Glyph] = []
    for i, glyph in enumerate(glyphs):
        if glyph.text != SOFT_HYPHEN:
            found.append(glyph)
            continue
        before = glyphs[i - 1].text if i else ""
        if before.isascii() and before.isalnum() and glyph.x1 > glyph.x0:
            found.append(replace(glyph, text="-"))
    return found


def is_spaced(text: str) -> bool:
    """Whether blanks stand between (nearly) all characters of a page."""
    shown = [i for i, sign in enumerate(text) if not sign.isspace()]
    if len(shown) < ENOUGH:
        return False
    return sum(right - left > 1 for left, right in pairwise(shown)) > SPACED * (len(shown) - 1)


def likeness(one: str, other: str) -> float:
    """How far two readings have the same characters, 0 to 1, whatever their order and blanks."""
    left = Counter(sign for sign in unicodedata.normalize("NFKC", one) if sign.isalnum())
    right = Counter(sign for sign in unicodedata.normalize("NFKC", other) if sign.isalnum())
    total = max(left.total(), right.total())
    return (left & right).total() / total if total else 1.0
