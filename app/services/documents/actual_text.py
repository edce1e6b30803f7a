"""ActualText: what the characters of a marked passage are, where the faces name them wrongly.

Pan-CJK faces draw several characters with one glyph (户 and 戶, — and ―); Chromium then names one of them in the
face and writes the right one beside the text.
"""

from __future__ import annotations

from typing import Any


class MarkedText:
    """The open marked passages of a page and where their glyphs begin."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str | None]] = []

    def begin(self, properties: Any, at: int) -> None:
        """A passage begins before glyph ``at``."""
        words = properties.get("ActualText") if isinstance(properties, dict) else None
        self._open.append((at, _decoded(words) if isinstance(words, bytes) else None))

    def end(self) -> tuple[int, str] | None:
        """The passage that ends here, if it says its text: its first glyph and the text."""
        if not self._open:
            return None
        at, words = self._open.pop()
        return (at, words) if words else None


def _decoded(words: bytes) -> str:
    """A PDF text string: UTF-16 with its mark, else Latin."""
    if words.startswith(b"\xfe\xff"):
        return words[2:].decode("utf-16-be", errors="ignore")
    return words.decode("latin-1")
