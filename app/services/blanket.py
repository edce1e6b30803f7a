"""Whom a blanket clause binds (以下均需各县（市、区）人民政府落实，不再列出): the duties its rows inherit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_BEFORE = ("以上", "上述", "前述")
_AFTER = ("以下", "下列", "其余", "其他")


def inherited(tasks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Task number and assignment of each duty that comes from another row's clause.

    以下 binds the rows below, 以上 those above, a clause without either word all others. Who is named
    in a row already, in whatever role, inherits nothing there.
    """
    named = {task["number"]: {_body(one) for one in task["assignments"]} for task in tasks}
    for place, task in enumerate(tasks):
        if not task.get("blanket"):
            continue
        for assignment in task["assignments"]:
            if assignment["role"] != "implement":
                continue
            for other in _bound(tasks, place, str(task["blanket"])):
                if _body(assignment) not in named[other["number"]]:
                    named[other["number"]].add(_body(assignment))
                    yield other["number"], assignment


def _bound(tasks: Sequence[Mapping[str, Any]], place: int, clause: str) -> Sequence[Mapping[str, Any]]:
    if any(word in clause for word in _AFTER):
        return tasks[place + 1 :]
    if any(word in clause for word in _BEFORE):
        return tasks[:place]
    return [*tasks[:place], *tasks[place + 1 :]]


def _body(assignment: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    return assignment["agency"], assignment.get("level"), assignment.get("region")
