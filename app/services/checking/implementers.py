"""Rules 3, continued: those who implement, and bodies that an object calls for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, ORDINARY, Finding
from app.services.checking.rule import Rule, rule
from app.services.extraction.draft import TaskDraft

_ZONES = re.compile(r"管委会|开发区|园区|新区")
_COUNTIES = re.compile(r"(?:各|地方)(?:[^，。、；（）]|（[^（）]*）){0,14}?(?:人民政府|政府)(?:[（(][^（）()]*[）)])?")


@rule("3.13", "主送范围、落实主体不一致", ORDINARY, "落实主体已包含相应园区，或两处主体含义相同。")
def implementers_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Addressees that nobody binds, and two sets of implementers in one cell."""
    for task in context.draft.tasks:
        raw = task.responsibility_raw or ""
        named = list(dict.fromkeys(match.group() for match in _COUNTIES.finditer(raw)))
        if len(named) > 1:
            yield rule.finding(
                f"{context.labels([task])}责任栏先后写作“{'”“'.join(named)}”，落实主体不一致。",
                "请核实范围后统一。",
                [context.duty(task, named)],
            )
    notice = context.draft.notice
    if notice is None or not any(task.blanket for task in context.draft.tasks):
        return
    bound = "".join(task.responsibility_raw or "" for task in context.draft.tasks)
    zones = [one for one in notice.addressees if _ZONES.search(one)]
    if zones and not _ZONES.search(bound):
        first = next(task for task in context.draft.tasks if task.blanket)
        yield rule.finding(
            f"主送单位有“{'、'.join(zones)}”，任务表的落实主体没有列入。",
            "请核实是否应由其一并落实。",
            [context.plan_passage("addressees", "、".join(notice.addressees)), context.duty(first)],
            key="zones",
        )


@rule("3.14", "涉及事项未列主管单位", HINT, "该事项由所列单位代管，或主管单位已含在“等”中。")
def missing_bodies(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows about an object whose body is not among those responsible: one finding for each kind of object."""
    for entry in context.words.table("objects"):
        objects = re.compile(str(entry["object"]))
        bodies = re.compile(str(entry["bodies"]))
        others = re.compile(str(entry["unless"])) if entry.get("unless") else None
        found: list[tuple[TaskDraft, re.Match[str]]] = []
        for task in context.draft.tasks:
            hit = objects.search(task.text)
            names = "、".join(f"{one.as_written}{one.agency}" for one in task.assignments)
            if hit is None or not names or bodies.search(names) or (others and others.search(names + task.text)):
                continue
            found.append((task, hit))
        if found:
            said = "、".join(word for word, _ in Counter(hit.group() for _, hit in found).most_common(3))
            strong = entry.get("firm") and not all(task.et_al for task, _ in found)
            yield rule.finding(
                f"{context.labels(task for task, _ in found)}涉及{said}，责任单位中没有{entry['name']}。",
                "请核实是否需要增列。",
                [p for task, hit in found for p in (context.of(task, [(*hit.span(), "word")]), context.duty(task))],
                severity=ORDINARY if strong else HINT,
                key=str(entry["name"]),
            )
