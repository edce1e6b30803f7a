"""How firmly something is promised: the ladder of words of commitment."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping

from app import paths

PLAIN = 60
"""The step of a plain statement without any word of commitment."""


@functools.cache
def ladder() -> Mapping[str, int]:
    """Each word of commitment with its step; the higher, the firmer (shipped data)."""
    shipped = json.loads((paths.resources() / "lexicon" / "check_words.json").read_text(encoding="utf-8"))
    return {str(word): int(step["level"]) for step in shipped["tables"]["ladder"] for word in step["words"]}


def firmness(text: str, steps: Mapping[str, int]) -> tuple[int | None, str]:
    """The lowest step named in a clause, and its word: 力争 before 完成 is 力争."""
    found = [(level, word) for word, level in steps.items() if _stands(word, text)]
    return min(found, default=(None, ""), key=lambda one: (one[0] or 0, -len(one[1])))


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text as a word of commitment, not inside another (基本 of 基本农田)."""
    return re.search(rf"{word}(?!农田|面|医疗|公共|情况|法|单元|建设|目标|要求|药物)", text) is not None
