"""指标对照表: the figures of many plans by indicator; what can be compared side by side, the rest with its reason.

Plans stand in the order in which they are handed over (the official one); nothing is ranked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.services.comparison.indicator import Basis, Indicator, Measure, read_indicator, why_not
from app.services.comparison.indicator_words import is_vague
from app.services.extraction.draft import Target

_LINK = re.compile(r"、|以及|和|及|与")
_SHORTEST_NAME = 6
"""A shorter name that ends a longer one (利用率) says nothing."""
_VAGUE = "指标名称不完整，请看原文"
_TWO_VALUES = "本方案另有不同数值，请先核对"


@dataclass(frozen=True)
class PlanTargets:
    """The figures of a plan. ``plan`` is the caller's key of it, ``region`` what its names leave out."""

    plan: int
    region: str | None
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a plan says of an indicator; ``places`` the positions of all its targets that say the same."""

    plan: int
    target: Target
    basis: Basis
    factor: float
    places: tuple[int, ...]

    @property
    def value(self) -> float:
        """In usual units: 万吨 and 吨 on one scale."""
        return self.target.value * self.factor

    @property
    def high(self) -> float | None:
        """The upper end of a range, in usual units."""
        return None if self.target.value_high is None else self.target.value_high * self.factor


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of at least two plans on one basis, in the order of the plans."""

    basis: Basis
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A figure that is not compared. ``reason`` "" where no other plan has the indicator."""

    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """One indicator over all plans; ``name`` as its first plan writes it."""

    key: str
    name: str
    series: tuple[Series, ...]
    apart: tuple[Apart, ...]

    @property
    def plans(self) -> tuple[int, ...]:
        """The plans that have it, comparable or not."""
        comparable = (one.plan for series in self.series for one in series.figures)
        return tuple(dict.fromkeys([*comparable, *(one.figure.plan for one in self.apart)]))


@dataclass(slots=True)
class _Draft:
    """A group while it is filled. ``guests``: figures of other names, with why they stand apart."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    figures: list[Figure] = field(default_factory=list)
    guests: list[Apart] = field(default_factory=list)


def tabulate(plans: Sequence[PlanTargets]) -> tuple[IndicatorGroup, ...]:
    """All indicators, in the order of the first plan that has each; figures by plan within them."""
    order = {one.plan: number for number, one in enumerate(plans)}
    drafts = _collect(plans)
    _narrower(drafts)
    _joint(drafts)
    made = [_group(draft, order) for draft in drafts.values() if draft.figures or draft.guests]
    first = {one.plan: one for one in plans}
    return tuple(sorted(made, key=lambda group: _place(group, order, first)))


def _place(group: IndicatorGroup, order: Mapping[int, int], plans: Mapping[int, PlanTargets]) -> tuple[int, int]:
    figures = [one for series in group.series for one in series.figures] + [one.figure for one in group.apart]
    return min((order[one.plan], min(one.places, default=len(plans[one.plan].targets))) for one in figures)


def _collect(plans: Sequence[PlanTargets]) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    for plan in plans:
        same: dict[tuple[str, Basis, float, float | None, str], Figure] = {}
        for place, target in enumerate(plan.targets):
            read = read_indicator(target, plan.region)
            draft = drafts.setdefault(read.key, _Draft(read.key))
            draft.names[target.name] += 1
            key = (read.key, read.basis, target.value * read.factor, target.value_high, target.comparator)
            if key in same:
                known = same[key]
                draft.figures[draft.figures.index(known)] = same[key] = replace(known, places=(*known.places, place))
            else:
                same[key] = _figure(plan.plan, target, read, place)
                draft.figures.append(same[key])
    return drafts


def _figure(plan: int, target: Target, read: Indicator, place: int) -> Figure:
    return Figure(plan, target, read.basis, read.factor, (place,))


def _narrower(drafts: dict[str, _Draft]) -> None:
    """重点区域…覆盖率 is …覆盖率 over a narrower scope, where another plan has that."""
    for key in sorted(drafts, key=len, reverse=True):
        for at in range(1, len(key) - _SHORTEST_NAME + 1):
            wider = drafts.get(key[at:])
            if wider is not None and not _LINK.search(key[:at][-1:]) and _others(wider, drafts[key]):
                narrow = drafts.pop(key)
                wider.figures += [
                    replace(one, basis=replace(one.basis, scope=one.basis.scope + key[:at])) for one in narrow.figures
                ]
                wider.guests += narrow.guests
                break


def _others(one: _Draft, other: _Draft) -> bool:
    """Whether two groups are not of one and the same plan only: there both names stand on purpose."""
    return len({figure.plan for figure in (*one.figures, *other.figures)}) > 1


def _joint(drafts: dict[str, _Draft]) -> None:
    """氮氧化物和VOCs排放总量: one figure for two indicators stands apart at both."""
    for key in list(drafts):
        hosts = [drafts[part] for part in _parts(key) if part in drafts and part != key]
        if not hosts or len({one.plan for one in drafts[key].figures}) > 1:
            continue
        moved = drafts[key].figures
        for host in hosts:
            host.guests += [Apart(one, f"“{one.target.name}”合用一个数值") for one in moved]
        drafts[key].figures = []


def _parts(key: str) -> Iterator[str]:
    """What a joint name may stand for: each head with each ending of the last one."""
    cuts = list(_LINK.finditer(key))
    for cut in cuts:
        last = key[cut.end() :]
        yield last
        for at in range(1, len(last)):
            yield key[: cut.start()] + last[at:]


def _group(draft: _Draft, order: Mapping[int, int]) -> IndicatorGroup:
    if is_vague(draft.key):
        return _unnamed(draft, order)
    by_basis: dict[Basis, list[Figure]] = defaultdict(list)
    for one in sorted(draft.figures, key=lambda one: order[one.plan]):
        by_basis[one.basis].append(one)
    series: list[Series] = []
    apart = list(draft.guests)
    left: list[Figure] = []
    for basis, figures in by_basis.items():
        counts = Counter(one.plan for one in figures)
        twice = [one for one in figures if counts[one.plan] > 1]
        clear = [one for one in figures if counts[one.plan] == 1]
        apart += [Apart(one, _TWO_VALUES) for one in twice]
        if len(clear) > 1:
            series.append(Series(basis, tuple(clear)))
        else:
            left += clear
    apart += [Apart(one, _reason(one, series, draft.figures)) for one in left]
    apart.sort(key=lambda one: order[one.figure.plan])
    name = draft.names.most_common(1)[0][0] if draft.names else draft.key
    return IndicatorGroup(draft.key, name, tuple(sorted(series, key=lambda one: _in_time(one.basis))), tuple(apart))


def _unnamed(draft: _Draft, order: Mapping[int, int]) -> IndicatorGroup:
    """Figures under a name that says too little: nobody knows whether they are of one indicator."""
    alone = len({one.plan for one in draft.figures}) < 2
    figures = sorted(draft.figures, key=lambda one: order[one.plan])
    apart = [*draft.guests, *(Apart(one, "" if alone else _VAGUE) for one in figures)]
    return IndicatorGroup(draft.key, draft.names.most_common(1)[0][0], (), tuple(apart))


def _in_time(basis: Basis) -> tuple[int, int, int]:
    return list(Measure).index(basis.measure), basis.year or 0, basis.base or 0


def _reason(figure: Figure, series: Sequence[Series], figures: Sequence[Figure]) -> str:
    """Why a figure stands alone: what parts it from the basis that is nearest, of a series or of another plan."""
    bases = [one.basis for one in series] or [one.basis for one in figures if one.plan != figure.plan]
    reasons = [why_not(figure.basis, basis) for basis in bases]
    return min(
        (reason for reason in reasons if reason), key=lambda reason: (reason.count("；"), len(reason)), default=""
    )
