"""Tables without any rule: columns by alignment under a header row that begins with 序号."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.documents.grid import Grid

if TYPE_CHECKING:
    from app.services.documents.layout import LaidLine


def aligned_grids(lines: Sequence[LaidLine]) -> list[Grid]:
    """The grids that only the alignment of the text tells."""
    return []
