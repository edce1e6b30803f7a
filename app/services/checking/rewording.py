"""Rules 1: one requirement worded differently in body and task table: figures, lists, scope, words."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from app.services.checking.context import PlanContext
from app.services.checking.finding import MAJOR, ORDINARY, WORDING, Finding, Passage
from app.services.checking.pairing import Reworded, reworded
from app.services.checking.rule import Rule, rule
from app.services.citing import brief
from app.services.comparison.changes import (
    Mark,
    figures_changed,
    lists_changed,
    scope_changed,
    shifted,
    word_changed,
)
from app.services.comparison.sentences import Span

_NEARLY = 90
"""How alike two clauses must be (0..100) for one other word to be a slip and no rewording."""


def _pair_passages(
    context: PlanContext, one: Reworded, mine: list[Mark], theirs: list[Mark]
) -> tuple[Passage, Passage]:
    return context.of(one.measure, mine), context.of(one.task, theirs)


@rule("1.4", "正文与任务表数字、年份不一致", MAJOR, "两处说的不是同一指标或同一时点。")
def figures_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart with another figure or year."""
    for one in reworded(context):
        rows = "".join(task.text for task in context.tasks_by_measure[one.measure.number])
        for change in figures_changed(one.mine.text, one.theirs.text):
            left, right = change.words
            if right in one.measure.text or left in rows:
                continue  # each side has both figures: they are of two things
            yield rule.finding(
                f"同一要求，正文写“{left}”，任务表{context.labels([one.task])}写“{right}”。",
                "请核准后统一。",
                _pair_passages(
                    context,
                    one,
                    [shifted(change.one, one.mine.start, "number")],
                    [shifted(change.other, one.theirs.start, "number")],
                ),
                key=f"{left}|{right}",
            )


@rule("1.5", "正文与任务表列举事项不一致", ORDINARY, "任务表有意细化或分工，其余事项另有任务承接。")
def lists_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart whose list names other industries, places or things."""
    for one in reworded(context):
        change = lists_changed(one.mine.text, one.theirs.text)
        if change is None:
            continue
        whole = "".join(task.text for task in context.tasks_by_measure[one.measure.number])
        gone = tuple(item for item in change.gone if item not in whole)
        new = tuple(item for item in change.new if item not in one.measure.text)
        if not gone and not new:
            continue
        said = []
        if gone:
            said.append(f"正文的“{'、'.join(gone)}”任务表没有")
        if new:
            said.append(f"任务表的“{'、'.join(new)}”正文没有")
        yield rule.finding(
            f"同一要求列举不一致：{'；'.join(said)}（{context.labels([one.task])}）。",
            "请核对范围后统一。",
            _pair_passages(context, one, _found(one.mine, gone), _found(one.theirs, new)),
        )


def _found(span: Span, items: tuple[str, ...]) -> list[Mark]:
    text, start = span.text, span.start
    places = [(text.find(item), item) for item in items]
    return [(start + place, start + place + len(item), "differs") for place, item in places if place >= 0]


@rule("1.6", "正文与任务表用语、范围不一致", ORDINARY, "两种说法含义相同，或任务表有意限定范围。")
def words_differ(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A counterpart in which one word, or the scope, is another."""
    scope = context.words.words("scope")
    same = [tuple(pair.split("=")) for pair in context.words.words("same_words")]
    soft = (*context.words.words("soft"), *context.words.words("hard"))
    for one in reworded(context):
        mine, theirs = one.mine.text, one.theirs.text
        changes = scope_changed(mine, theirs, scope)
        changes += [c for c in word_changed(mine, theirs, 4, _NEARLY) if c.one not in {known.one for known in changes}]
        changes = [
            c for c in changes if not _same(c.words, same) and not any(w in c.words[0] + c.words[1] for w in soft)
        ]
        if not changes or ratio(mine, theirs) < 78:
            continue
        said = f"正文“{brief(mine)}”，任务表“{brief(theirs)}”"
        yield rule.finding(
            f"同一要求用语不一致（{context.labels([one.task])}）：{said}。",
            "请核实含义后统一。",
            _pair_passages(
                context,
                one,
                [shifted(c.one, one.mine.start, "differs") for c in changes],
                [shifted(c.other, one.theirs.start, "differs") for c in changes],
            ),
            severity=ORDINARY if any(change.kind == "scope" for change in changes) else WORDING,
        )


def _same(words: tuple[str, str], same: list[tuple[str, ...]]) -> bool:
    return any(words[0] in pair and words[1] in pair for pair in same)
