"""Plans as columns: which ones stand side by side, in official order, under names that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.errors import NotFound
from app.models.plan import Measure, Plan, PlanVersion, Task
from app.services.many_rows import PlanColumn

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def plan_columns(session: Session, versions: Sequence[int] | None = None) -> tuple[PlanColumn, ...]:
    """These versions, or the last one of every plan, in official order. Raises NotFound for one that is gone."""

    def count(owner: type[Task | Measure]) -> Any:
        return select(func.count()).where(owner.version_id == PlanVersion.id).scalar_subquery()

    query = (
        select(PlanVersion, Plan.uuid, count(Task), count(Measure))
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .order_by(Plan.official_order, Plan.pinyin, Plan.id, PlanVersion.id)
    )
    if versions is None:
        latest = select(func.max(PlanVersion.id)).group_by(PlanVersion.plan_id)
        query = query.where(PlanVersion.id.in_(latest))
    else:
        query = query.where(PlanVersion.id.in_(list(versions)))
    found = [
        PlanColumn(one.id, one.region or one.title, _titled(one), one.region, tasks, measures, one.version_id, uuid)
        for one, uuid, tasks, measures in session.execute(query)
    ]
    if versions is not None and len(found) < len(set(versions)):
        raise NotFound("这个方案已不在审阅项目中。", "请在方案库中重新选择。")
    return _told_apart(found)


def _titled(version: PlanVersion) -> str:
    return f"{version.title}（{version.stage}）" if version.stage else version.title


def _told_apart(columns: Sequence[PlanColumn]) -> tuple[PlanColumn, ...]:
    """Where two plans are of one place, the title beside it; where that is one too, a count."""
    by_name = Counter(one.name for one in columns)
    named = [one if by_name[one.name] == 1 else replace(one, name=one.title) for one in columns]
    by_title = Counter(one.name for one in named)
    seen: Counter[str] = Counter()
    made = []
    for one in named:
        seen[one.name] += 1
        made.append(one if by_title[one.name] == 1 else replace(one, name=f"{one.name}（{seen[one.name]}）"))
    return tuple(made)
