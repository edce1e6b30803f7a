"""What page 校核 reads in the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.services.finding_rows import FindingCounts, FindingRow, ReferenceDate, RuleRow
from app.services.rows import GridQuery, ItemRef, PlanSummary, Scope

if TYPE_CHECKING:
    from app.services.progress import Progress
    from app.ui.check_services import CheckServices
    from app.ui.services import UiServices


@dataclass(frozen=True, slots=True)
class Content:
    """One plan's findings; ``checked`` False: nobody asked for them yet. ``anew``: they were computed just now."""

    scope: Scope
    checked: bool
    rows: tuple[FindingRow, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    reference: ReferenceDate = field(default_factory=lambda: ReferenceDate(None))
    anew: bool = False


@dataclass(frozen=True, slots=True)
class PlansContent:
    """All plans with their counts."""

    plans: tuple[PlanSummary, ...]
    counts: dict[int, FindingCounts]


def load_plan(services: UiServices, checks: CheckServices, scope: Scope, progress: Progress, *, run: bool) -> Content:
    """The findings of a scope inside a plan; checked only where ``run``, or where it was checked before."""
    version = scope.version
    assert version is not None
    if not run and version not in checks.counts():
        return Content(scope, checked=False)
    change = checks.check((version,), progress)
    progress.step(1, 2, "读取疑似问题")
    rows = within(services, scope, checks.findings(version))
    return Content(scope, True, rows, checks.rules(None), checks.reference(version), bool(change.kinds))


def load_plans(services: UiServices, checks: CheckServices) -> PlansContent:
    """All plans."""
    return PlansContent(services.plans(), checks.counts())


def within(services: UiServices, scope: Scope, rows: tuple[FindingRow, ...]) -> tuple[FindingRow, ...]:
    """The findings on a part of a plan: any of their passages lies there."""
    if scope.chapter is None and scope.measure is None:
        return rows
    assert scope.version is not None
    tasks = services.grid_rows(services.grid_ids(GridQuery(scope)))
    inside = {row.ref for row in tasks}
    inside |= {ItemRef(scope.version, "measure", row.measure) for row in tasks if row.measure is not None}
    if scope.measure is not None:
        inside.add(ItemRef(scope.version, "measure", scope.measure))
        return tuple(row for row in rows if any(one.ref in inside for one in row.passages))
    return tuple(row for row in rows if row.chapter == scope.chapter or any(one.ref in inside for one in row.passages))
