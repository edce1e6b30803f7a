"""Cutting cell texts to lines, once for each text and width: painting a grid then only draws strings."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

KEPT = 8000


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines that fit, and whether something had to be left out."""

    lines: tuple[str, ...]
    elided: bool


class TextFitter:
    """Fits texts for one font and remembers what it did."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._known: OrderedDict[tuple[str, int, int], FittedText] = OrderedDict()
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    @property
    def line_height(self) -> float:
        """Distance from line to line."""
        return self._metrics.lineSpacing()

    def fit(self, text: str, width: int, lines: int) -> FittedText:
        """The first ``lines`` lines of ``text`` at ``width`` pixels, the last one ending in … where there is more."""
        key = (text, width, lines)
        found = self._known.get(key)
        if found is None:
            found = self._cut(text.replace("\n", " "), width, lines)
            self._known[key] = found
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return found

    def _cut(self, text: str, width: int, lines: int) -> FittedText:
        if not text or width <= 0:
            return FittedText((), bool(text))
        if lines == 1:
            return self._one_line(text, width)
        layout = QTextLayout(text, self._font)
        layout.setTextOption(self._option)
        layout.beginLayout()
        made: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            if len(made) == lines - 1:
                last = self._one_line(text[start:], width)
                made += last.lines
                layout.endLayout()
                return FittedText(tuple(made), last.elided)
            made.append(text[start : start + length])
        layout.endLayout()
        return FittedText(tuple(made), False)

    def _one_line(self, text: str, width: int) -> FittedText:
        # Only what can possibly fit is handed over: a task may have hundreds of characters.
        head = text[: width // 3 + 2]
        shown = self._metrics.elidedText(head, Qt.TextElideMode.ElideRight, width)
        if shown == head and len(head) < len(text):
            shown = head[:-1] + "…"
        return FittedText((shown,), shown != text)
