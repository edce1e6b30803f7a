"""All rules over one plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from app.services.checking.context import PlanContext
from app.services.checking.finding import SEVERITIES, Finding, with_fingerprints
from app.services.checking.rule import Rule
from app.services.checking.words import CheckWords
from app.services.extraction.draft import PlanDraft

EDITION = 2
"""Raised with every change of a rule: stored findings are then computed anew."""


@dataclass(frozen=True)
class CheckOptions:
    """How to check. ``reference``: the intended date of issue (else the plan's own date of issue, else none).

    ``off``: numbers of rules that are switched off; ``only``: a rule or a group ("3", "3.1"), empty for all.
    ``superior``: the plan above, where one is linked (rules 7).
    """

    reference: date | None = None
    off: Collection[str] = ()
    only: Collection[str] = ()
    words: CheckWords = field(default_factory=CheckWords)
    superior: PlanDraft | None = field(default=None, repr=False)


def rules() -> tuple[Rule, ...]:
    """All rules by number."""
    from app.services.checking import (
        accountability,
        categories,
        deadlines,
        form,
        one_sided,
        rewording,
        strength,
        superior,
        targets,
    )

    modules = (categories, one_sided, rewording, strength, accountability, deadlines, targets, form, superior)
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Rule)]
    return tuple(sorted(found, key=lambda one: _key(one.number)))


def _key(number: str) -> tuple[int, int]:
    group, _, place = number.partition(".")
    return int(group), int(place or 0)


def knows_rule(number: str) -> bool:
    """Whether a rule or a group of rules bears this number."""
    return any(number in {one.number, one.number.partition(".")[0]} for one in rules())


def check_plan(draft: PlanDraft, options: CheckOptions | None = None) -> tuple[Finding, ...]:
    """The findings on a plan, by rule and in the order of the text."""
    options = options or CheckOptions()
    context = PlanContext(draft, options.words, options.reference, options.superior)
    return with_fingerprints([one for rule in wanted(options) for one in rule.check(context, rule)])


def wanted(options: CheckOptions) -> Iterator[Rule]:
    """The rules that the options leave."""
    for one in rules():
        group = one.number.partition(".")[0]
        if one.number in options.off or group in options.off:
            continue
        if not options.only or one.number in options.only or group in options.only:
            yield one


def rank(severity: str) -> int:
    """Gravest first."""
    return SEVERITIES.index(severity)
