"""The use cases of 对比 · 多个方案 and of page 指标, bound to the open workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.services.comparison.items import Kind
    from app.services.many_rows import CopiedRow, IndicatorTable, ManyMatrix, PlanColumn, QuotaTable
    from app.services.progress import Progress


@dataclass(frozen=True)
class ManyServices:
    """Every call may be slow: ``matrix`` and ``copied`` belong in the pool, the others in the read lane.

    ``versions`` None: the last version of every plan. ``matrix(reference, versions, kind, progress)``;
    ``indicators(versions)``; ``quotas(reference, versions)``; ``copied(reference or None, versions, progress)``.
    """

    columns: Callable[[], tuple[PlanColumn, ...]]
    matrix: Callable[[int, Sequence[int] | None, Kind, Progress], ManyMatrix]
    indicators: Callable[[Sequence[int] | None], IndicatorTable]
    quotas: Callable[[int, Sequence[int] | None], QuotaTable]
    copied: Callable[[int | None, Sequence[int] | None, Progress], tuple[CopiedRow, ...]]
