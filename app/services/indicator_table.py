"""The figures of several plans in a workspace, by indicator: what page 指标 and 指标对照 show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.models.plan import TargetRow
from app.services.comparison.indicator import basis_words
from app.services.comparison.indicators import Figure, IndicatorGroup, PlanTargets, tabulate
from app.services.comparison.quotas import Outcome, Quota, add_up
from app.services.extraction.draft import Target
from app.services.extraction.regions import Regions
from app.services.many_rows import (
    ApartRow,
    FigureRow,
    IndicatorRow,
    IndicatorTable,
    PlanColumn,
    QuotaRow,
    QuotaTable,
    SeriesRow,
)
from app.services.overview_targets import COLUMNS, owner_of
from app.services.plan_columns import plan_columns
from app.services.superior_choice import chosen_superior
from app.services.wording import plain_number, target_phrase

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from app.models.workspace import Workspace

_COLUMNS = (*COLUMNS, TargetRow.quote)
_KNOWN = {one.name for one in fields(Target)} - {"place", "doubts"}
_TARGET = ("name", "comparator", "value", "value_high", "unit", "baseline_year", "year", "quote")
_STATE, _PROVINCE, _CITY, _COUNTY = range(4)
Placed = tuple[int, int]
"""Version and position among its targets."""


def indicators(workspace: Workspace, versions: Sequence[int] | None = None) -> IndicatorTable:
    """The figures of these versions, or of the last version of every plan."""
    with workspace.read() as session:
        plans = plan_columns(session, versions)
        return _table(session, plans)[0]


def quotas(workspace: Workspace, reference: int, versions: Sequence[int] | None = None) -> QuotaTable:
    """The figures of the reference and the sums of the others."""
    with workspace.read() as session:
        wanted = None if versions is None else [reference, *versions]
        plans = plan_columns(session, wanted)
        above = next((one for one in plans if one.version == reference), None)
        if above is None:
            above = plan_columns(session, [reference])[0]
            plans = (above, *plans)
        table, groups, numbers = _table(session, plans)
        chosen = {one.version: chosen_superior(session, one.plan_uuid) for one in plans}
    below = [one for one in plans if one.version != reference]
    # Whom people set the reference above stands below it, whatever the names of the places say.
    out = {version: why for version, why in barred(above, below).items() if chosen[version] != above.plan_uuid}
    if len(out) == len(below):
        reason = f"所选方案中没有“{above.name}”的下级方案，不作合计。"
        return QuotaTable(table, (), reason, _suggested(chosen, plans, reference))
    added = add_up(groups, reference, [one.version for one in below], out)
    return QuotaTable(table, tuple(_quota(one, numbers) for one in added))


def barred(above: PlanColumn, below: Sequence[PlanColumn]) -> dict[int, str]:
    """Which plans (versions) are not to be added to the figure of one above, and why.

    Plans of the same level or a higher one, of another province, and cities whose province is added already.
    """
    regions, level = Regions.shipped(), _level(above)
    found = {one.version: f"不是“{above.name}”的下级方案" for one in below if _level(one) <= level}
    for one in below:
        province = regions.province_of(one.region)
        if level == _PROVINCE and province not in (None, above.region):
            found.setdefault(one.version, f"不属于{above.region}")
    added = {one.region for one in below if _level(one) == _PROVINCE and one.version not in found}
    for one in below:
        province = regions.province_of(one.region)
        if province in added and one.region != province:
            found.setdefault(one.version, f"{province}的方案已计入")
    return found


def _level(plan: PlanColumn) -> int:
    """A plan of no named place is one of the state."""
    if not plan.region:
        return _STATE
    return {"省": _PROVINCE, "市": _CITY}.get(Regions.shipped().level_of(plan.region) or "", _COUNTY)


def _suggested(chosen: Mapping[int, str], plans: Sequence[PlanColumn], reference: int) -> PlanColumn | None:
    """The plan that people set above most of these; else the one that most of these stand below."""
    others = [one for one in plans if one.version != reference]
    votes = Counter(uuid for uuid in chosen.values() if uuid)
    said = [one for one in others if votes[one.plan_uuid]]
    if said:
        return max(said, key=lambda one: votes[one.plan_uuid])

    def under(one: PlanColumn) -> int:
        return len(plans) - 1 - len(barred(one, [other for other in plans if other is not one]))

    return max((one for one in others if under(one)), key=under, default=None)


def _table(
    session: Session, plans: Sequence[PlanColumn]
) -> tuple[IndicatorTable, tuple[IndicatorGroup, ...], Mapping[Placed, int]]:
    rows = _rows(session, plans)
    listed = [PlanTargets(one.version, one.region, tuple(map(_target, rows[one.version]))) for one in plans]
    groups = tabulate(listed)
    order = [(one.version, place) for one in plans for place in range(len(rows[one.version]))]
    numbers = {placed: number for number, placed in enumerate(order)}
    found = {(one.plan, place): (group, one) for group in groups for one in _figures(group) for place in one.places}
    figures = tuple(
        replace(_figure(numbers[at], rows[at[0]], at[1], *found[at]), first=numbers[at[0], found[at][1].places[0]])
        for at in order
    )
    table = IndicatorTable(tuple(plans), figures, tuple(_group(one, numbers) for one in groups))
    return table, groups, numbers


def _rows(session: Session, plans: Sequence[PlanColumn]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {one.version: [] for one in plans}
    query = select(*_COLUMNS).where(TargetRow.version_id.in_(list(found)))
    for row in session.execute(query.order_by(TargetRow.version_id, TargetRow.position)):
        found[row.version_id].append(row)
    return found


def _target(row: Row[Any]) -> Target:
    more = {key: value for key, value in row.details.items() if key in _KNOWN}
    return Target(f"{row.owner_kind} {row.owner_number}", **{key: getattr(row, key) for key in _TARGET}, **more)


def _figures(group: IndicatorGroup) -> Iterable[Figure]:
    yield from (one for series in group.series for one in series.figures)
    yield from (one.figure for one in group.apart)


def _figure(number: int, rows: Sequence[Row[Any]], place: int, group: IndicatorGroup, figure: Figure) -> FigureRow:
    row, target = rows[place], _target(rows[place])
    owners = [owner_of(row.version_id, rows[at].owner_kind, rows[at].owner_number) for at in figure.places]
    own = owner_of(row.version_id, row.owner_kind, row.owner_number)
    return FigureRow(
        number=number,
        version=row.version_id,
        name=target.name,
        phrase=phrase_of(target),
        base=_base_words(target),
        unit=target.unit,
        year=target.year,
        nature=target.nature or "",
        where=own[1],
        quote=target.quote,
        refs=tuple(dict.fromkeys([own[0], *(one[0] for one in owners)])),
        group=group.key,
        value=figure.value,
        factor=figure.factor,
        panel=basis_words(replace(figure.basis, year=None)) + f"|{figure.basis.unit}|{figure.basis.measure}",
    )


def phrase_of(target: Target) -> str:
    """A figure without its years: ≥95%, 力争下降10%以上."""
    said = target_phrase(target.comparator, target.value, target.unit, value_high=target.value_high, bound=target.bound)
    return f"{target.effort or ''}{said}"


def _base_words(target: Target) -> str:
    year = f"{target.baseline_year}年" if target.baseline_year else ""
    return f"{year} {plain_number(target.base_value)}".strip() if target.base_value is not None else year


def _group(group: IndicatorGroup, numbers: Mapping[Placed, int]) -> IndicatorRow:
    def number(figure: Figure) -> int:
        return numbers[figure.plan, figure.places[0]]

    series = tuple(
        SeriesRow(basis_words(one.basis), one.basis.unit, one.basis.year, tuple(map(number, one.figures)))
        for one in group.series
    )
    apart = tuple(ApartRow(number(one.figure), one.reason) for one in group.apart)
    return IndicatorRow(group.key, group.name, series, apart, group.plans)


def _quota(quota: Quota, numbers: Mapping[Placed, int]) -> QuotaRow:
    def said(amount: float) -> str:
        return f"{plain_number(round(amount / quota.above.factor, 6))}{quota.above.target.unit}"

    summed = quota.outcome is not Outcome.NONE
    return QuotaRow(
        name=quota.above.target.name,
        above=numbers[quota.above.plan, quota.above.places[0]],
        parts=tuple(numbers[one.plan, one.places[0]] for one in quota.parts) if summed else (),
        left_out=quota.left_out,
        total=said(quota.total) if summed else "",
        wanted=phrase_of(quota.above.target),
        outcome=str(quota.outcome),
        sentence=quota.reason or _sentence(quota, said(abs(quota.difference))),
    )


def _sentence(quota: Quota, difference: str) -> str:
    """How the sum stands to the figure above; one that leaves plans out says so."""
    capped = quota.above.target.comparator in ("<=", "<")
    good, bad = ("未超过", "超过") if capped else ("达到", "未达到")
    said = good if quota.outcome is Outcome.REACHED else bad
    if round(quota.difference, 9):
        said += f"，{'多' if quota.difference > 0 else '少'}{difference}"
    return f"{said}；{len(quota.left_out)}个方案未计入" if quota.left_out else said
