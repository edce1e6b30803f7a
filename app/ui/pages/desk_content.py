"""What the desk shows of a plan, read in one go in the read lane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.desk_rows import DeskItem, RemainderRow
from app.services.rows import ItemRef, PlaceRow, PlanText, TaskRow
from app.ui.widgets.desk_form import Choices

if TYPE_CHECKING:
    from app.ui.services import UiServices


@dataclass(frozen=True)
class DeskContent:
    """A plan at the desk."""

    version: int
    title: str
    items: tuple[DeskItem, ...]
    remainder: tuple[RemainderRow, ...]
    choices: Choices

    def places(self) -> dict[ItemRef, tuple[PlaceRow, ...]]:
        """Where everything stands, the left-over text included."""
        found = {item.ref: item.places for item in self.items}
        return found | {ItemRef(row.version, "remainder", row.position): row.places for row in self.remainder}


def read_content(services: UiServices, version: int) -> DeskContent:
    """Read it all; for the read lane."""
    plan = services.plan_text(version)
    return DeskContent(
        version, plan.summary.title, services.desk_items(version), services.remainder(version), _choices(plan)
    )


def _choices(plan: PlanText) -> Choices:
    tasks = list(_tasks(plan))
    measures = tuple(
        (measure.number, f"{measure.label}{measure.title}") for chapter in plan.chapters for measure in chapter.measures
    )
    names = {duty.as_written for task in tasks for duty in task.assignments}
    names |= {duty.display for task in tasks for duty in task.assignments}
    return Choices(
        tuple(dict.fromkeys(task.category for task in tasks if task.category)), measures, tuple(sorted(names))
    )


def _tasks(plan: PlanText) -> Iterator[TaskRow]:
    for chapter in plan.chapters:
        for measure in chapter.measures:
            yield from measure.tasks
        yield from chapter.tasks
    yield from plan.loose_tasks
