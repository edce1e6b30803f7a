"""Many plans of one open workspace: what 对比 · 多个方案 and 指标 call. Aligning is done in helper processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.models.workspace import Workspace
    from app.services.comparison.items import Kind
    from app.services.helpers import HelperPool
    from app.services.many_rows import CopiedRow, IndicatorTable, ManyMatrix, PlanColumn, QuotaTable
    from app.services.progress import Progress


class ManySession:
    """Binds the services to a workspace; nothing heavy is imported before the first call."""

    def __init__(self, workspace: Callable[[], Workspace], pool: Callable[[], HelperPool], workers: int = 1) -> None:
        self._workspace = workspace
        self._pool = pool
        self._workers = workers

    def columns(self) -> tuple[PlanColumn, ...]:
        """The last version of every plan, in official order."""
        from app.services.plan_columns import plan_columns

        with self._workspace().read() as session:
            return plan_columns(session)

    def matrix(self, reference: int, versions: Sequence[int] | None, kind: Kind, progress: Progress) -> ManyMatrix:
        """Items of a reference × plans."""
        from app.services import many_matrix

        return many_matrix.matrix(self._workspace(), reference, versions, kind, self._run, progress, self._workers)

    def indicators(self, versions: Sequence[int] | None) -> IndicatorTable:
        """Figures by indicator."""
        from app.services import indicator_table

        return indicator_table.indicators(self._workspace(), versions)

    def quotas(self, reference: int, versions: Sequence[int] | None) -> QuotaTable:
        """Sums against the plan above."""
        from app.services import indicator_table

        return indicator_table.quotas(self._workspace(), reference, versions)

    def copied(
        self, reference: int | None, versions: Sequence[int] | None, progress: Progress
    ) -> tuple[CopiedRow, ...]:
        """Common runs of text."""
        from app.services import copied_text

        return copied_text.copied(self._workspace(), reference, versions, self._run, progress)

    def _run(self, job: str, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return self._pool().run(job, args, b"", progress)[0]
