"""Which plan of a workspace stands above another, as people chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import compare_links as links, finding_store as store, log

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ABOUT = "superior"


def chosen_superior(session: Session, plan: str) -> str:
    """The id of the plan that people say stands above a plan (its id); "" where nobody did."""
    entries = log.entries_of(session, links.entity_of(ABOUT, plan))
    state = log.fold(entries) if entries else None
    return "" if state is None or state.deleted else str(state.value("superior", ""))


def superior_of(session: Session, one: store.Checked) -> store.Checked | None:
    """The latest version of the plan above, None where none was chosen or it is gone."""
    wanted = chosen_superior(session, one.plan_uuid)
    found = [other for other in store.versions(session) if other.plan_uuid == wanted] if wanted else []
    return found[-1] if found else None
