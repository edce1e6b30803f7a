"""Values of the plan JSON and of revisions as the desk shows and edits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.services.corrections import PARTS, REMOVED
from app.services.desk_rows import DeadlineValue, DeskOption, Duty, Figure, Value
from app.services.folding import FieldState
from app.services.rows import ROLE_SIGNS

Json = Mapping[str, Any]


def duties(assignments: Any) -> tuple[Duty, ...]:
    """Assignments as they are edited."""
    return tuple(
        Duty(
            as_written=one.get("as_written") or one.get("agency") or "",
            role=one["role"],
            agency=one.get("agency") or "",
            role_raw=one.get("role_raw") or "",
            known=bool(one.get("known", True)),
        )
        for one in assignments or ()
    )


def figure(target: Json, number: int) -> Figure:
    """A target as it is edited."""
    return Figure(
        name=target.get("name") or "",
        comparator=target.get("comparator") or "=",
        value=target.get("value") or 0,
        unit=target.get("unit") or "",
        value_high=target.get("value_high"),
        baseline_year=target.get("baseline_year"),
        year=target.get("year"),
        quote=target.get("quote") or "",
        number=number,
    )


def deadline(task: Json) -> DeadlineValue:
    """What the words of a deadline mean."""
    read = task.get("deadline") or {}
    return DeadlineValue(str(read.get("kind") or "none"), read.get("date"))


def plain_value(key: str, value: Any) -> Value:
    """A value of the JSON or of a revision as the desk edits it."""
    if key == "assignments":
        return duties(value)
    if key == REMOVED:
        return "删除" if value else "保留"
    if isinstance(value, float):
        return f"{value:.10g}"
    plain: Value = value
    return plain


def options_of(key: str, state: FieldState, base: Json, names: Mapping[str, str]) -> tuple[DeskOption, ...]:
    """The corrections that disagree, and what was extracted if nobody went back to it."""
    found = [
        _option(key, head.value, base, head.revision, names.get(head.author, ""), head.time) for head in state.heads
    ]
    if all(head.value is not None for head in state.heads):
        found.append(_option(key, None, base, "", "", ""))
    return tuple(found)


def _option(key: str, said: Any, base: Json, revision: str, by: str, at: str) -> DeskOption:
    parts = said.get(PARTS) if said is not None else None
    if parts is not None:
        text = "\n".join(str(part) for _, part in parts)
        return DeskOption(revision, text, f"拆分为：{'｜'.join(str(part) for _, part in parts)}", by, at)
    value = plain_value(key, base.get(key) if said is None else said.get("value"))
    return DeskOption(revision, value, _words(value) + ("（识别结果）" if said is None else ""), by, at)


def _words(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(f"{ROLE_SIGNS.get(one.role, '')}{one.as_written}" for one in value)
    return "空" if value in (None, "") else str(value)
