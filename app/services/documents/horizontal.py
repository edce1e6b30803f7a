"""Tables that are ruled across only: the ends of the rules' pieces are the column edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.documents.grid import Grid
from app.services.documents.pdf_device import Rule

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine


def horizontal_grids(across: Sequence[Rule], free: Sequence[Rule], lines: Sequence[LaidLine]) -> list[Grid]:
    """The grids of the horizontal rules that belong to no fully ruled table."""
    return []
