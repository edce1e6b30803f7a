"""指标分解合计: whether the figures of the plans below add up to the figure of the plan above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.comparison.indicator import Measure, why_not
from app.services.comparison.indicator_words import is_additive
from app.services.comparison.indicators import Figure, IndicatorGroup

_CLOSE = 1e-9


class Outcome(StrEnum):
    """What the sum says. ``SHORT``: below what is demanded, or above what is allowed; ``NONE``: not added up."""

    REACHED = "reached"
    SHORT = "short"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quota:
    """A figure of the plan above and those below it. ``total`` and ``wanted`` in usual units.

    ``parts``: the figures that were added; ``left_out``: plans whose figure could not be, with the reason;
    ``reason``: why nothing was added.
    """

    key: str
    name: str
    unit: str
    above: Figure
    parts: tuple[Figure, ...]
    left_out: tuple[tuple[int, str], ...]
    total: float
    wanted: float
    outcome: Outcome
    reason: str = ""

    @property
    def difference(self) -> float:
        """How much the sum is above (or, negative, below) the figure above."""
        return self.total - self.wanted


def add_up(
    groups: Sequence[IndicatorGroup], above: int, plans: Sequence[int], barred: Mapping[int, str] | None = None
) -> tuple[Quota, ...]:
    """Every figure of plan ``above`` with the sum of the plans below, in the order of the table.

    ``barred``: plans that must not be added, with the reason (another province, counted in its province).
    """
    made = []
    for group in groups:
        figures = [one for series in group.series for one in series.figures] + [one.figure for one in group.apart]
        made += [_quota(group, one, figures, plans, barred or {}) for one in figures if one.plan == above]
    return tuple(made)


def _quota(
    group: IndicatorGroup, above: Figure, figures: Sequence[Figure], plans: Sequence[int], barred: Mapping[int, str]
) -> Quota:
    parts: list[Figure] = []
    left_out: list[tuple[int, str]] = []
    for plan in plans:
        own = [one for one in figures if one.plan == plan]
        fitting = [one for one in own if one.basis == above.basis and one.high is None]
        if plan in barred:
            left_out.append((plan, barred[plan]))
        elif len(fitting) == 1:
            parts.append(fitting[0])
        elif len(fitting) > 1:
            left_out.append((plan, "有两个以上不同数值"))
        else:
            left_out.append((plan, _why_left_out(own, above)))
    total = sum(one.value for one in parts)
    reason = _why_not_added(group, above, parts)
    outcome = Outcome.NONE if reason else _outcome(above, total)
    return Quota(
        group.key,
        group.name,
        above.basis.unit,
        above,
        tuple(parts),
        tuple(left_out),
        total,
        above.value,
        outcome,
        reason,
    )


def _why_left_out(own: Sequence[Figure], above: Figure) -> str:
    if not own:
        return "未列该指标"
    reasons = [why_not(one.basis, above.basis) or "为一个区间" for one in own]
    return min(reasons, key=len)


def _why_not_added(group: IndicatorGroup, above: Figure, parts: Sequence[Figure]) -> str:
    if above.basis.measure not in (Measure.AMOUNT, Measure.EACH):
        return "为增减幅度，不能相加"
    if not is_additive(group.key, above.basis.unit):
        return "为比率、浓度等，不能相加"
    if above.high is not None:
        return "上级目标为一个区间"
    return "" if parts else "所选方案均没有口径一致的数值"


def _outcome(above: Figure, total: float) -> Outcome:
    slack = _CLOSE * max(1.0, abs(above.value))
    within = total <= above.value + slack if above.target.comparator in ("<=", "<") else total >= above.value - slack
    return Outcome.REACHED if within else Outcome.SHORT
