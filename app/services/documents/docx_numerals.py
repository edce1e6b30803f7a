"""Numbers as Word writes them: 一, 十一, 壹, 甲, ①, ⑴, ⒈, IV, aa …, and signs of symbol fonts."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLETS = {
    0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0A7: "▪", 0xF0A8: "□", 0xF0B2: "◇", 0xF0B7: "•", 0xF0D8: "➢",
    0xF0E0: "→", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑", 0xF06F: "□", 0xF0A3: "□", 0xF052: "☑",
    0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF06D: "μ",
}  # fmt: skip
_SYMBOL = {0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×", 0xF06D: "μ", 0xF0B7: "•", 0xF0AE: "→"}


def han(number: int, digits: str = _HAN, units: str = "十百千", lone_ten: bool = True) -> str:
    """A number below ten thousand in Chinese words; ``lone_ten``: 十一 rather than 一十一."""
    if not 0 < number < 10_000:
        return str(number)
    words = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(words)
            continue
        if gap:
            words += digits[0]
            gap = False
        words += digits[digit] + (units[power - 1] if power else "")
    if lone_ten and words.startswith(digits[1] + units[0]):
        return words[1:]
    return words


def _positional(number: int) -> str:
    """Digit by digit: 一〇."""
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(number))


def _counting(number: int) -> str:
    """Words up to 99, digit by digit above, as Word's chineseCounting has it."""
    return han(number) if number < 100 else _positional(number)


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        words += sign * (number // value)
        number %= value
    return words


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _series(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, plain digits beyond them."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _circled(number: int) -> str:
    for start, end, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if start <= number <= end:
            return chr(ord(first) + number - start)
    return str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(d)) for d in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": han,
    "chineseCountingThousand": han,
    "taiwaneseCountingThousand": han,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": lambda n: han(n, _LEGAL, "拾佰仟", lone_ten=False),
    "japaneseLegal": lambda n: han(n, _LEGAL, "拾佰仟", lone_ten=False),
    "ideographLegalTraditional": lambda n: han(n, _LEGAL, "拾佰仟", lone_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _series("⑴", 20),
    "decimalEnclosedFullstop": _series("⒈", 20),
    "ideographEnclosedCircle": _series("㊀", 10),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": str,
    "none": lambda _: "",
}


def written(number: int, style: str) -> str:
    """The number in one of Word's formats; plain digits for one that is not known."""
    return FORMATS.get(style, str)(number) if number > 0 else str(number)


def sign(code: int, font: str) -> str:
    """The plain sign for a character of a symbol font; the character itself where it is not known."""
    if "symbol" in font.lower():
        return _SYMBOL.get(code | 0xF000, chr(code))
    return BULLETS.get(code | 0xF000, chr(code)) if code < 0x100 or code >= 0xF000 else chr(code)
