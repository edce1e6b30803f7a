"""An item of a version as something that can be pointed at: its text and its portable address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.plan import Chapter, Measure, Plan, PlanVersion, Task
from app.services.addresses import address, path_of, quote_of
from app.services.rows import ItemRef

_OPENING = 80
_OWNERS: Mapping[str, tuple[type[Chapter | Measure | Task], str]] = {
    "chapter": (Chapter, "title"),
    "measure": (Measure, "title"),
    "task": (Task, "text"),
}


def address_of(session: Session, ref: ItemRef, field: str, quote: str) -> dict[str, Any]:
    """The portable address of an item; without a passage its own beginning is the quote that finds it again."""
    found = session.execute(
        select(Plan.uuid, PlanVersion)
        .join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(PlanVersion.id == ref.version)
    ).one_or_none()
    text = None if found is None else _item_text(session, found.PlanVersion, ref, field)
    if found is None or text is None:
        raise NotFound("要写意见的内容已不在审阅项目中。", "请在方案库中重新选择。")
    number = 0 if ref.kind == "plan" else ref.number
    passage = quote_of(text, quote or text[:_OPENING])
    return address(found.uuid, found.PlanVersion.version_id, path_of(ref.kind, number, field), passage)


def _item_text(session: Session, version: PlanVersion, ref: ItemRef, field: str) -> str | None:
    if ref.kind == "plan":
        return version.preamble if field == "preamble" else version.title
    owner, main = _OWNERS[ref.kind]
    item = session.scalar(select(owner).where(owner.version_id == version.id, owner.number == ref.number))
    if item is None:
        return None
    said = getattr(item, field, None) if field else None
    return str(said) if isinstance(said, str) else str(getattr(item, main))
