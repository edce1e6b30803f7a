"""Rules 2: how firmly something is promised, and where the table promises less than the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, MAJOR, ORDINARY, Finding
from app.services.checking.pairing import Reworded, reworded
from app.services.checking.rule import Rule, rule
from app.services.comparison.sentences import sentences
from app.services.comparison.strength import PLAIN, firmness, ladder

_FIGURE = re.compile(r"\d")


def _softened(one: Reworded, steps: Mapping[str, int], *, by_table: bool) -> tuple[str, str] | None:
    """The words of both sides where one side is softer by a word that the other does not have."""
    first, second = (one.mine.text, one.theirs.text) if by_table else (one.theirs.text, one.mine.text)
    was, is_ = firmness(first, steps), firmness(second, steps)
    if is_[0] is None or is_[1] in first:
        return None
    before = was[0] if was[0] is not None else PLAIN
    return (was[1], is_[1]) if is_[0] < before else None


@rule("2.1", "任务表力度弱于正文", ORDINARY, "正文另有限定，或任务表所述为不同阶段的要求。")
def weaker_in_table(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A row that promises less than the body."""
    steps = ladder()
    for one in reworded(context):
        words = _softened(one, steps, by_table=True)
        if words is None:
            continue
        was, now = words
        said = f"正文“{was}”，任务表为“{now}”" if was else f"任务表增加了“{now}”"
        mine = [(one.mine.start, one.mine.end, "differs")]
        at = one.theirs.start + one.theirs.text.find(now)
        yield rule.finding(
            f"任务表{context.labels([one.task])}的力度弱于正文：{said}。",
            "请按正文统一，或说明理由。",
            [context.of(one.measure, mine), context.of(one.task, [(at, at + len(now), "word")])],
            severity=MAJOR if _FIGURE.search(one.theirs.text) else ORDINARY,
            key=f"{was}|{now}",
        )


@rule("2.2", "正文力度弱于任务表", HINT, "任务表把正文的鼓励性要求落实为具体任务，属正常细化。")
def weaker_in_body(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows that promise more than the body: one hint for the plan."""
    steps = ladder()
    found = [(one, words) for one in reworded(context) if (words := _softened(one, steps, by_table=False))]
    if found:
        said = "；".join(f"{context.labels([one.task])}少了正文的“{words[1]}”" for one, words in found)
        passages = []
        for one, (_, word) in found:
            at = one.mine.start + one.mine.text.find(word)
            passages.append(context.of(one.measure, [(at, at + len(word), "word")]))
            passages.append(context.of(one.task, [(one.theirs.start, one.theirs.end, "differs")]))
        yield rule.finding(f"任务表的力度强于正文：{said}。", "请核对以哪一处为准。", passages)


@rule("2.3", "任务仅有鼓励、探索性要求", HINT, "该事项尚不具备硬性要求的条件。")
def only_soft(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows all of whose sentences only encourage: one hint for the plan."""
    soft = re.compile("|".join(context.words.words("soft")))
    found = [
        (task, [match.span() for match in soft.finditer(task.text)])
        for task in context.draft.tasks
        if sentences(task.text) and all(soft.search(one.text[:_HEAD]) is not None for one in sentences(task.text))
    ]
    if found:
        tasks = [task for task, _ in found]
        yield rule.finding(
            f"{context.labels(tasks)}全部为鼓励、探索、试点一类要求，没有可以检查的任务。",
            "请考虑明确工作内容或成果。",
            [context.of(task, [(a, b, "word") for a, b in spans]) for task, spans in found],
        )


_HEAD = 4
"""How far from its beginning a sentence must say that it only encourages."""
