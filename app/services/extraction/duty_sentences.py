"""Duties as plain sentences at the end of a paragraph: 市甲局牵头，市乙局参与。2026年底前完成。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.services.extraction.duty_words import find_tail
from app.services.extraction.lexicon import Lexicon
from app.services.extraction.name_lists import split_parts, without_head, without_others

_SENTENCE: Final = re.compile(r"[^。\n\r]+。?")
_EXPLICIT: Final = re.compile(r"牵头|负责|主办|配合|参与|协办|协助")
_DEADLINE: Final = re.compile(
    r"\s*(?P<raw>(?:(?:到|于|在)?20\d\d年[^，。；]{0,12}|[1-9]\d?月[^，。；]{0,6}前|每[^，。；]{1,10}|长期|持续|常年)(?:完成|推进|坚持|实施|开展|取得明显成效)?)。?"
)
_BLANKET: Final = re.compile(r"\s*以下[^。]{0,80}?(?:不再|均需|均由)[^。]{0,40}。?")
_LONGEST: Final = 200
_LONGEST_NAME: Final = 20
_DESCRIBED_ENTERPRISE: Final = 6900  # an enterprise told by its last word only


def duty_sentences(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str | None]]:
    """The ranges of such sentences (that of the deadline behind them included) and the deadline's words."""
    found = list(_SENTENCE.finditer(text))
    for at, match in enumerate(found):
        words = match.group().strip().rstrip("。")
        if len(words) > _LONGEST or not _EXPLICIT.search(words) or not _all_bodies(words, lexicon):
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        late = _DEADLINE.fullmatch(following.group()) if following else None
        taken = following if following and (late or _BLANKET.fullmatch(following.group())) else match
        end = taken.end()
        if end == len(text) or text[end] in "\n\r":
            yield match.start(), end, late["raw"].strip() if late else None


def _all_bodies(words: str, lexicon: Lexicon) -> bool:
    """Whether a sentence holds nothing but listed bodies and the words for what they do, those at its end."""
    parts = [part.text for part in split_parts(words) if part.text]
    if not parts or find_tail(parts[-1]) is None:
        return False
    for text in parts:
        tail = find_tail(text)
        name = without_others(without_head(text[: tail.start] if tail else text))[0]
        found = lexicon.find(name) if name else None
        if found is None or not found.known or found.kind is None or len(name) > _LONGEST_NAME:
            return False
        if found.order == _DESCRIBED_ENTERPRISE:
            return False
    return True
