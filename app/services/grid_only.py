"""Exact conditions of the task grid: what a figure of the overview counted, as SQL."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, exists, func, or_

from app.models.plan import AssignmentRow, DeadlineRow, TargetRow, Task

LEADING = ("lead", "sole")
"""Roles that answer for a task alone; beside them the first of a joint list is shown as 首列单位."""


def only(key: str, value: str) -> ColumnElement[bool]:
    """The condition of a key, over Task with its deadline joined from outside.

    ``lead``/``first``: body (id) that leads, that stands first where nobody is said to lead, ``leads`` either;
    ``role``: "id:role"; ``body``: body in any role of its own; ``leading``: yes, first, none; ``deadline``: a kind,
    or yearly, other; ``year``: of the deadline; ``date``: the deadline; ``targets``: yes, no;
    ``task``: numbers, blank-separated.
    """
    return _CONDITIONS[key](value)


def has_lead() -> ColumnElement[bool]:
    """Somebody is said to lead, or answers alone."""
    return _duty(AssignmentRow.role.in_(LEADING))


def is_first() -> ColumnElement[bool]:
    """Stands first in a joint list."""
    return and_(AssignmentRow.role == "joint", AssignmentRow.position == 1)


def _duty(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = (AssignmentRow.task_id == Task.id, AssignmentRow.inherited.is_(False))
    return exists().where(*mine, *conditions).correlate(Task)


def _role(value: str) -> ColumnElement[bool]:
    body, _, role = value.partition(":")
    return _duty(AssignmentRow.agency_id == int(body), AssignmentRow.role == role)


def _leading(value: str) -> ColumnElement[bool]:
    if value == "yes":
        return has_lead()
    first = _duty(is_first())
    return and_(~has_lead(), first if value == "first" else ~first)


def _deadline(value: str) -> ColumnElement[bool]:
    kind = func.coalesce(DeadlineRow.kind, "none")
    if value == "yearly":
        return and_(kind == "ongoing", DeadlineRow.recurrence.is_not(None))
    if value == "ongoing":
        return and_(kind == "ongoing", DeadlineRow.recurrence.is_(None))
    return kind.not_in(("by_date", "ongoing")) if value == "other" else kind == value


def _targets(value: str) -> ColumnElement[bool]:
    found = exists().where(
        TargetRow.version_id == Task.version_id, TargetRow.owner_kind == "task", TargetRow.owner_number == Task.number
    )
    return found if value == "yes" else ~found


_CONDITIONS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "lead": lambda value: _duty(AssignmentRow.agency_id == int(value), AssignmentRow.role.in_(LEADING)),
    "first": lambda value: and_(~has_lead(), _duty(is_first(), AssignmentRow.agency_id == int(value))),
    "leads": lambda value: or_(_CONDITIONS["lead"](value), _CONDITIONS["first"](value)),
    "role": _role,
    "body": lambda value: _duty(AssignmentRow.agency_id == int(value)),
    "leading": _leading,
    "deadline": _deadline,
    "year": lambda value: DeadlineRow.date.startswith(value, autoescape=True),
    "date": lambda value: DeadlineRow.date == value,
    "targets": _targets,
    "task": lambda value: or_(*(Task.number == int(number) for number in value.split())),
}
