"""A rule: a number, a title, what would make it a false alarm, and a function that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.checking.finding import Finding, Passage

if TYPE_CHECKING:
    from app.services.checking.context import PlanContext

Check = Callable[["PlanContext", "Rule"], Iterator[Finding]]

GROUPS = {
    "1": "正文与任务表",
    "2": "力度",
    "3": "责任",
    "4": "时限",
    "5": "指标",
    "6": "体例文字",
    "7": "上级方案",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``severity`` is the usual one, a finding may be milder or graver."""

    number: str
    title: str
    severity: str
    false_alarm: str
    check: Check

    @property
    def group(self) -> str:
        """The name of the group of rules."""
        return GROUPS[self.number.partition(".")[0]]

    def finding(
        self,
        explanation: str,
        advice: str,
        passages: Sequence[Passage],
        *,
        severity: str | None = None,
        key: str = "",
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            rule=self.number,
            title=self.title,
            severity=severity or self.severity,
            explanation=explanation,
            advice=advice,
            passages=tuple(passages),
            false_alarm=self.false_alarm,
            key=key,
        )


def rule(number: str, title: str, severity: str, false_alarm: str) -> Callable[[Check], Rule]:
    """Make a rule of a function."""

    def make(check: Check) -> Rule:
        return Rule(number, title, severity, false_alarm, check)

    return make
