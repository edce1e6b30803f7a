"""The official page (GB/T 9704-2012): its type area, lines placed on it one after the other, page numbers.

A paper is laid out as a list of leaves, each a list of marks, and painted only when it is complete. So the
table of contents can be put in front with the right page numbers, and one pass is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.services.reports.fonts import FontSet
from app.services.reports.setting import Line, Style, Text, set_text

MM: Final = 72 / 25.4
LEADING: Final = 28.98
"""225 mm / 22: exactly 22 lines a page, and with 15.75 pt exactly 28 characters a line."""
BODY: Final = Style(first=2)
_EPSILON: Final = 0.01


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper size and type area, in points from the top left corner."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float

    @property
    def bottom(self) -> float:
        """Lower edge of the type area."""
        return self.top + self.text_height

    @property
    def landscape(self) -> bool:
        """Whether the sheet is wider than high."""
        return self.width > self.height


PORTRAIT: Final = Sheet(210 * MM, 297 * MM, 28 * MM, 37 * MM, 156 * MM, 225 * MM)
LANDSCAPE: Final = Sheet(297 * MM, 210 * MM, 35 * MM, 28 * MM, 225 * MM, 156 * MM)
"""The same type area turned: the head of a table lies at the binding edge."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on a leaf: left end and baseline in points from the top left corner."""

    x: float
    baseline: float
    size: float
    line: Line


@dataclass(frozen=True, slots=True)
class Stroke:
    """A black rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A heading: an entry of the outline and, up to ``level`` 2, of the table of contents (0 is the highest)."""

    key: str
    title: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Jump:
    """A place on the leaf that leads to an anchor when clicked."""

    key: str
    x0: float
    top: float
    x1: float
    bottom: float


Mark = Words | Stroke | Anchor | Jump


@dataclass(slots=True)
class Leaf:
    """One page: its sheet and what stands on it. ``numbered``: it carries its page number."""

    sheet: Sheet
    marks: list[Mark] = field(default_factory=list)
    numbered: bool = True

    def anchors(self) -> list[Anchor]:
        """The headings on this page."""
        return [mark for mark in self.marks if isinstance(mark, Anchor)]


class Flow:
    """Places lines one below the other, leaf after leaf. ``y`` is measured from the top of the sheet."""

    def __init__(self, fonts: FontSet, sheet: Sheet = PORTRAIT, *, prefix: str = "") -> None:
        self.fonts = fonts
        self.leaves: list[Leaf] = []
        self._prefix = prefix
        self._anchors = 0
        self._on_leaf: Callable[[int], None] | None = None
        self.new_leaf(sheet)

    @property
    def leaf(self) -> Leaf:
        """The page that is being filled."""
        return self.leaves[-1]

    @property
    def sheet(self) -> Sheet:
        """The sheet of the page that is being filled."""
        return self.leaf.sheet

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.sheet.bottom - self.y + _EPSILON

    @property
    def fresh(self) -> bool:
        """Whether nothing has been placed on this page yet."""
        return self.y <= self.sheet.top + _EPSILON

    def watch(self, listener: Callable[[int], None]) -> None:
        """Call ``listener`` with the count of pages at each new page (progress, cancelling)."""
        self._on_leaf = listener

    def new_leaf(self, sheet: Sheet | None = None) -> None:
        """Begin a page, on another sheet if one is given."""
        self.leaves.append(Leaf(sheet or self.sheet))
        self.y = self.sheet.top
        if self._on_leaf:
            self._on_leaf(len(self.leaves))

    def begin_part(self, sheet: Sheet, *, share: bool = False) -> None:
        """Begin a part on a page of its own; an untouched page of the same kind is used.

        ``share``: it may also stand below what is there, if half of the page is still free.
        """
        if share and self.sheet == sheet and self.room > sheet.text_height / 2:
            return
        if self.leaf.marks or self.sheet != sheet:
            self.new_leaf(sheet)

    def need(self, height: float) -> None:
        """Begin a page unless so much room is left."""
        if self.room < height and not self.fresh:
            self.new_leaf()

    def skip(self, height: float) -> None:
        """Leave room blank, but not at the top of a page."""
        if not self.fresh:
            self.y = min(self.y + height, self.sheet.bottom)

    def text(self, text: Text, style: Style = BODY) -> None:
        """Place a paragraph, over several pages if it must be."""
        self.skip(style.before)
        lines = set_text(self.fonts, text, style, self.sheet.text_width)
        if len(lines) > 1 and self.room < 2 * style.leading:
            self.new_leaf()  # no first line of a paragraph alone at the foot of a page
        for line in lines:
            if self.room < style.leading:
                self.new_leaf()
            self.place(line, self.sheet.left, self.y, style)
            self.y += style.leading
        self.skip(style.after)

    def together(self, block: Sequence[tuple[Text, Style]], *, most: int) -> None:
        """Place paragraphs that belong together, on one page if they have not more than ``most`` lines."""
        counts = [len(set_text(self.fonts, text, style, self.sheet.text_width)) for text, style in block]
        if sum(counts) <= most:
            self.need(sum(count * one[1].leading + one[1].before for count, one in zip(counts, block, strict=True)))
        for text, style in block:
            self.text(text, style)

    def place(self, line: Line, x: float, top: float, style: Style) -> None:
        """Put one line on the page; ``top`` is the upper edge of its leading."""
        if line.pieces:
            self.leaf.marks.append(Words(x, top + style.baseline(), style.size, line))

    def heading(self, text: Text, style: Style, title: str, level: int, *, keep: float = 2 * LEADING) -> None:
        """Place a heading that is an anchor, with ``keep`` points of what follows on the same page."""
        lines = set_text(self.fonts, text, style, self.sheet.text_width)
        self.need(style.before + len(lines) * style.leading + keep)
        self._anchors += 1
        self.leaf.marks.append(Anchor(f"{self._prefix}{self._anchors}", title, level, self.y))
        self.text(text, style)

    def stroke(self, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
        """Draw a rule on the page."""
        self.leaf.marks.append(Stroke(x0, y0, x1, y1, width))
