"""Pinyin sort keys, made at import so that SQL can sort by them; pypinyin is loaded by the first one."""

from __future__ import annotations

from functools import lru_cache

KEY_LENGTH = 24
"""Characters of a text that its key covers: enough to order rows, short enough to store beside each."""


@lru_cache(maxsize=4096)
def pinyin_key(text: str) -> str:
    """The pinyin of a text's beginning, syllables parted by blanks; other letters in lower case."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text[:KEY_LENGTH])).lower()
