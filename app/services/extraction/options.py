"""The thresholds of extraction in one place, validated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Numbers that the rules of the genre need; the defaults were tried on plans of several cities.

    ``title_ratio``: how alike a category label and a measure's title must be (0..100).
    ``content_share``: least share of a row's weighted character pairs that a measure's text must hold.
    ``content_sure``: the share from which on a row may be given to a label that stands below it.
    ``content_margin``: how much better the later label may fit before the row's category is in doubt (half of it).
    ``wrapped_share``: share of nearly equally long lines that makes a text file hard-wrapped.
    ``narrow_column``: widest line (in full-width characters) of a narrow table column in flowing text.
    """

    title_ratio: float = 72.0
    content_share: float = 0.22
    content_sure: float = 0.45
    content_margin: float = 0.2
    wrapped_share: float = 0.3
    narrow_column: float = 12.0
    margin_zone: float = 0.12
    heading_gap: int = 2

    def __post_init__(self) -> None:
        """Refuse values that no rule can work with."""
        if not 0 < self.title_ratio <= 100:
            raise ValueError("title_ratio must lie in (0, 100]")
        if not 0 <= self.content_share <= 1 or not 0 <= self.content_margin <= 1:
            raise ValueError("content thresholds must lie in [0, 1]")
        if not 0 < self.wrapped_share < 1 or not 0 < self.margin_zone < 0.5:
            raise ValueError("shares must lie in (0, 1)")


DEFAULT = Options()
