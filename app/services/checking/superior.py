"""Rules 7: the plan above. Only where one is linked; a person decides what of it is passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, MAJOR, ORDINARY, Finding, Passage
from app.services.checking.rule import Rule, rule
from app.services.comparison.changes import Mark
from app.services.comparison.coverage import coverage, requirements
from app.services.comparison.coverage_model import ClauseCoverage, Coverage, Place, State
from app.services.comparison.coverage_words import NAMES
from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigurePair
from app.services.comparison.target_differences import figure_sentence
from app.services.comparison.wording import brief

_COVERED: WeakKeyDictionary[PlanContext, tuple[Coverage, ...]] = WeakKeyDictionary()


def _covered(context: PlanContext) -> tuple[Coverage, ...]:
    """How the plan above is carried out, found once for all rules of one plan."""
    if context.superior is None:
        return ()
    if context not in _COVERED:
        _COVERED[context] = coverage(requirements(context.superior), context.draft)
    return _COVERED[context]


def _cite(one: Coverage) -> str:
    """The superior item as a sentence names it: 上级方案第5项“…”."""
    item = one.item
    name = item.heading or brief(item.text, 20)
    return f"上级方案第{item.label}项“{name}”" if item.kind == "task" else f"上级方案“{name}”"


def _passages(context: PlanContext, places: Iterable[Place], kind: str) -> list[Passage]:
    """The own items with their marks, each item once; the plan's title where there is none."""
    marks: dict[tuple[str, int], list[Mark]] = {}
    for place in places:
        marks.setdefault((place.kind, place.number), []).append((place.start, place.end, kind))
    found = []
    for (what, number), ranges in marks.items():
        item = context.item(what, number)
        found.append(context.of(item, sorted(set(ranges))))
    return found or [context.plan_passage("title", context.draft.plan.title)]


@rule("7.1", "上级要求未体现", ORDINARY, "本地没有该对象，或该项工作由上级直接实施。")
def missing(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A task or measure of the plan above of which nothing is said."""
    for one in _covered(context):
        if one.state == State.MISSING:
            yield rule.finding(
                f"{_cite(one)}在本方案中未见对应内容。",
                "请补充相应任务，或说明不涉及的理由。",
                _passages(context, [], "missing"),
                key=f"{one.item.heading}|{one.item.text}",
            )


@rule("7.2", "指标弱于上级", MAJOR, "上级已另行下达本地指标。")
def weaker_figure(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A figure below that of the plan above, on the same basis."""
    for one in _covered(context):
        for clause in one.clauses:
            for pair in _pairs_of(one, clause):
                if pair.side == Side.LEFT and clause.by is not None:
                    yield rule.finding(
                        f"{figure_sentence(pair, NAMES, of_right=True)}（{_cite(one)}）",
                        "请按上级指标调整，或说明上级另行下达的指标。",
                        _passages(context, [clause.by], "number"),
                        key=pair.left.target.quote,
                    )


def _pairs_of(one: Coverage, clause: ClauseCoverage) -> list[FigurePair]:
    """The compared figures that stand in a clause of the superior item."""
    spans = [(pair, pair.left.span or (-1, -1)) for pair in one.figures]
    return [pair for pair, span in spans if span[0] < clause.end and clause.start < span[1]]


@rule("7.3", "时限滞后于上级", MAJOR, "上级文件已调整时限。")
def later(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Something due later than the plan above says."""
    for one, clause in _clauses(context):
        if clause.timing == "滞后" and clause.by is not None:
            yield rule.finding(
                f"“{brief(clause.by.text)}”{clause.note}（{_cite(one)}）。",
                "请按上级时限调整，或说明理由。",
                _passages(context, [clause.by], "number"),
                key=clause.text,
            )


def _clauses(context: PlanContext) -> Iterator[tuple[Coverage, ClauseCoverage]]:
    for one in _covered(context):
        for clause in one.clauses:
            yield one, clause


@rule("7.4", "力度弱于上级", ORDINARY, "本地已有更具体的要求，用词不影响落实。")
def softer(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """The same requirement with a softer word."""
    for one, clause in _clauses(context):
        if clause.state == State.WEAKER and clause.note and not clause.timing and clause.by is not None:
            yield rule.finding(
                f"“{brief(clause.by.text)}”力度弱于上级：{clause.note}（{_cite(one)}）。",
                "请按上级要求调整用词，或说明理由。",
                _passages(context, [clause.by], "word"),
                key=clause.text,
            )


@rule("7.5", "上级要求部分落实", HINT, "未列内容由其他文件落实。")
def partly(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Items of which only a part is said: one hint for the plan."""
    found = [one for one in _covered(context) if one.state in {State.PARTLY, State.WEAKER} and one.missing]
    if found:
        said = "、".join(f"“{one.item.heading or one.item.label}”{len(one.missing)}处" for one in found)
        yield rule.finding(
            f"上级方案有{len(found)}项要求仅部分落实，未体现的内容：{said}。",
            "请对照“落实情况对照表”逐项核对。",
            _passages(context, [place for one in found for place in one.by[:1]], "word"),
        )


@rule("7.6", "时限早于上级", HINT, "本地有意提前完成。")
def earlier(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """What is due earlier than the plan above says: one hint for the plan."""
    found = [clause for _, clause in _clauses(context) if clause.timing == "超前" and clause.by is not None]
    if found:
        said = "；".join(f"“{brief(one.text, 30)}”{one.note}" for one in found)
        yield rule.finding(
            f"以下要求的时限早于上级：{said}。",
            "请核实能否提前完成。",
            _passages(context, [one.by for one in found if one.by is not None], "number"),
        )


@rule("7.7", "指标口径与上级不一致", HINT, "上级已明确按本地口径考核。")
def other_basis(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Figures that cannot be compared with those of the plan above: one hint for the plan."""
    found = [
        (clause.by, pair)
        for one, clause in _clauses(context)
        for pair in _pairs_of(one, clause)
        if pair.side == Side.OPEN and clause.by is not None
    ]
    if found:
        said = "；".join(f"{pair.left.target.name}（{pair.reason}）" for _, pair in found)
        yield rule.finding(
            f"以下指标与上级口径不一致，不作比较：{said}。",
            "请核实口径，必要时与上级一致。",
            _passages(context, [place for place, _ in found], "number"),
        )
