"""Which faces are bold by their name."""

from __future__ import annotations

HEAVY = ("bold", "heavy", "black", "simhei", "fzht", "fzxbs", "xbs", "heiti", "-bd", "黑体", "小标宋", "粗")


def is_heavy(font: str) -> bool:
    """Whether a face is bold by its name."""
    name = font.lower()
    return any(word in name for word in HEAVY)
