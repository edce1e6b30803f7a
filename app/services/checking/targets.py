"""Rules 5: figures that are to be reached."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.fuzz import ratio

from app.services.checking.context import PlanContext
from app.services.checking.finding import MAJOR, ORDINARY, WORDING, Finding, Passage
from app.services.checking.rule import Rule, rule
from app.services.comparison.sentences import clauses
from app.services.extraction.draft import Target
from app.services.extraction.similarity import bare

_YEARLY = re.compile(r"每(?:年|季度|半年|月|周|日|天|两年)|年均|逐年|同比|上年|去年|年度|常年")
_NO_AMOUNT = re.compile(
    r"(?:比|较)(?:20\d\d年|上年|去年|同期)[^，。；\d]{0,12}?(?:下降|降低|减少|增长|提高|削减|提升|改善|上升|压减)"
    r"(?![^，。；]*\d)(?![^，。；]*(?:翻番|翻一番|一倍|减半|成))"
)
_SUM = re.compile(
    r"(?:共|总计|合计|总数)[^，。；\d]{0,10}(\d+(?:\.\d+)?)(万?[^\d，。；、\s（）()]{1,2})[^。；]{0,6}?(?:其中|包括|分别)[：:，]?([^。；]*)"
)


def _passages(context: PlanContext, targets: Iterable[Target]) -> list[Passage]:
    found: dict[str, list[Target]] = defaultdict(list)
    for one in targets:
        found[one.where].append(one)
    passages = []
    for group in found.values():
        owner = context.owner(group[0])
        if owner is not None:
            places = {(owner.text.find(one.quote), one.quote) for one in group}
            passages.append(context.of(owner, sorted((a, a + len(q), "number") for a, q in places if a >= 0)))
    return passages


def _brief(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"


def _headline(context: PlanContext) -> list[Target]:
    general = {f"chapter {one.number}" for one in context.draft.chapters if context.is_general(one)}
    return [one for one in context.draft.targets if one.where in general]


@rule("5.1", "总体目标没有任务承接", ORDINARY, "该目标由各项任务共同实现，另有考核分解文件。")
def headline_without_task(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Headline targets that no task carries."""
    if not context.draft.tasks:
        return
    carried = [one for one in context.draft.targets if one.where.startswith(("task", "table"))]
    texts = [bare(task.text) for task in context.draft.tasks]
    if not context.has_table:
        carried += [one for one in context.draft.targets if one.where.startswith("measure")]
        texts += [bare(one.text) for one in context.draft.measures]
    by_quote: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for one in _headline(context):
        if not any(_same_name(one.name, other.name) for other in carried) and not any(
            bare(one.name) in t for t in texts
        ):
            by_quote[one.where, one.quote].append(one)
    for group in by_quote.values():
        names = "、".join(dict.fromkeys(one.name for one in group))
        yield rule.finding(
            f"总体目标“{_brief(group[0].quote)}”没有任务承接，任务中未见该指标。",
            "请明确由哪些任务、哪个单位承担，或说明分解办法。",
            _passages(context, group),
            key=names,
        )


def _same_name(one: str, other: str) -> bool:
    first, second = bare(one), bare(other)
    return first == second or first in second or second in first or ratio(first, second) >= 80


@rule("5.2", "有基期无幅度", ORDINARY, "该指标由上级下达，幅度另行规定。")
def base_without_amount(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """较2020年下降, but by how much?"""
    for item, field, text in context.texts():
        hits = list(_NO_AMOUNT.finditer(text))
        if hits:
            yield rule.finding(
                f"“{_clause(text, hits[0].start())}”写明了基期，没有写幅度。",
                "请补充幅度，或改为定性表述。",
                [context.passage(item, field, text, [(*m.span(), "word") for m in hits])],
            )


def _clause(text: str, at: int) -> str:
    return next((one.text for one in clauses(text) if one.start <= at < one.end), text[at : at + 20])


def _grouped(targets: Iterable[Target]) -> list[list[Target]]:
    """Targets of one name together, so that body and table make one finding."""
    found: dict[tuple[str, float, str], list[Target]] = defaultdict(list)
    for one in targets:
        found[bare(one.name), one.value, one.unit].append(one)
    by_quote: dict[str, list[Target]] = defaultdict(list)
    for group in found.values():
        by_quote[bare(group[0].quote)] += group
    return list(by_quote.values())


_BASE = re.compile(r"(?:比|较|与)(?:20\d\d|上年|去年|十[二三四]五|.{2,4}末)|基准|累计|以20\d\d年|基期|十[三四五六]五")
_PERIOD = re.compile(r"[“‘]?十[三四五六]五[”’]?|[两二三四五]年(?:内|期间|新增|新建|培训|累计|行动|共)?|期间|20\d\d")
_NORM = re.compile(r"宜|应(?!急|用|对)|须|不得|原则上|^(?:[（(].[）)])?对|给予|奖励|补助|扣")
"""What is said of norms and conditions, which hold from the first day on."""
_STANDING = re.compile(r"^(?:新建|新增|改扩建|新改扩建|新开工|新上)|实行|执行|以上的|每(?:个|座|家|名|千|万)")


def _sentence(context: PlanContext, target: Target) -> str:
    """The sentence of the source in which a target stands, up to the full stop on either side."""
    owner = context.owner(target)
    at = owner.text.find(target.quote) if owner is not None else -1
    if owner is None or at < 0:
        return target.quote
    start = owner.text.rfind("。", 0, at) + 1
    end = owner.text.find("。", at + len(target.quote) - 1)
    return owner.text[start : end if end >= 0 else None]


@rule("5.3", "增减幅度没有基期", ORDINARY, "前文已统一说明基期。")
def amount_without_base(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A growth or decline against nothing."""
    lacking = [
        one
        for one in context.draft.targets
        if one.comparator == "change"
        and "%" in one.unit
        and one.baseline_year is None
        and not _YEARLY.search(one.name + one.quote)
        and not _BASE.search(_sentence(context, one))
    ]
    for group in _grouped(lacking):
        yield rule.finding(
            f"“{_brief(group[0].quote)}”没有写明与哪一年相比。", "请补充基期。", _passages(context, group)
        )


@rule("5.4", "指标没有年份", ORDINARY, "属长期执行的标准，或年份在上文已写明。")
def target_without_year(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A figure to be reached by nobody knows when."""
    dated = {task.number for task in context.draft.tasks if task.deadline.kind == "by_date" or task.deadline.recurrence}
    dated_names = {bare(one.name) for one in context.draft.targets if one.year is not None}
    lacking = []
    for one in context.draft.targets:
        owner = context.owner(one)
        known = one.year is not None or (one.where.startswith("task") and owner is not None and owner.number in dated)
        if known or bare(one.name) in dated_names or _YEARLY.search(one.name + one.quote) or one.unit in {"次", "轮"}:
            continue
        if _STANDING.search(one.name) or _NORM.search(one.quote) or _PERIOD.search(owner.text if owner else ""):
            continue
        if owner is not None:
            lacking.append(one)
    for group in _grouped(lacking):
        yield rule.finding(
            f"指标“{_brief(group[0].quote)}”没有写明到哪一年实现。", "请补充年份。", _passages(context, group)
        )


@rule("5.5", "指标没有单位", ORDINARY, "该指标为指数、比值，本无单位。")
def target_without_unit(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A bare figure."""
    for one in context.draft.targets:
        if (
            not one.unit
            and not re.search(r"指数|倍|系数|比$|评分|得分|PUE|效率", one.name)
            and context.owner(one) is not None
        ):
            yield rule.finding(f"指标“{_brief(one.quote)}”没有单位。", "请补充单位。", _passages(context, [one]))


@rule("5.6", "同一指标数值不一致", MAJOR, "两处范围、年份不同。")
def two_values(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """One indicator with two values in one plan."""
    by_name: dict[tuple[object, ...], list[Target]] = defaultdict(list)
    for one in context.draft.targets:
        kind = one.comparator == "change"
        by_name[bare(one.name), one.unit, one.year, one.baseline_year, kind, _narrow(one.scope)].append(one)
    for group in by_name.values():
        first = group[0]
        other = next((one for one in group if one.where != first.where and one.value != first.value), None)
        if other is not None and first.value_high is None:
            yield rule.finding(
                f"“{first.name}”两处数值不一致：“{_brief(first.quote)}”与“{_brief(other.quote)}”。",
                "请核准后统一。",
                _passages(context, [first, other]),
                key=first.name,
            )


def _narrow(scope: str | None) -> str:
    return "" if scope in {None, "全市", "全省", "全县", "全区"} else str(scope)


@rule("5.7", "同一指标口径用词不一致", ORDINARY, "确为两个不同指标。")
def two_scopes(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """浓度 here, 平均浓度 there."""
    words = context.words.words("measures_of")
    strip = re.compile("|".join(words))
    by_core: dict[str, dict[str, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for one in context.draft.targets:
        name = bare(one.name)
        by_core[strip.sub("", name) + one.unit][name].append(one)
    for names in by_core.values():
        if len(names) < 2:
            continue
        said = "”“".join(group[0].name for group in names.values())
        yield rule.finding(
            f"同一指标先后写作“{said}”，口径用词不一致。",
            "请核实口径后统一。",
            _passages(context, [group[0] for group in names.values()]),
        )


@rule("5.8", "并列指标共用一个数值未写“分别”", WORDING, "数值确为各项之和。")
def without_each(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Two indicators that share one figure without 分别 or 均."""
    names = "|".join(map(re.escape, context.words.words("paired_indicators")))
    pair = re.compile(rf"(?:全[市省县区])?(?:{names})(?:、(?:{names}))*(?:和|及|与|、|以及)(?:{names})[^、，]{{0,8}}")
    for group in _grouped(one for one in context.draft.targets if pair.fullmatch(one.name)):
        if not re.search(r"分别|均|各|合计|之和", group[0].quote):
            yield rule.finding(
                f"“{_brief(group[0].quote)}”涉及两个以上指标，没有写“分别”或“均”。",
                "请写明各指标的数值。",
                _passages(context, group),
            )


@rule("5.9", "数字合计不符", MAJOR, "所列只是其中一部分，或计量单位不同。")
def sum_differs(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Parts that are more than their sum, or parts of 分别 that are not the sum."""
    for item, field, text in context.texts():
        for match in _SUM.finditer(text):
            unit = match.group(2)
            parts = [float(n) for n in re.findall(rf"(\d+(?:\.\d+)?){re.escape(unit)}", match.group(3))]
            total = float(match.group(1))
            if len(parts) > 1 and sum(parts) > total + 1e-6:
                yield rule.finding(
                    f"“{match.group()[:60]}”所列各项相加为{sum(parts):g}{unit}，与总数{total:g}{unit}不符。",
                    "请核准数字。",
                    [context.passage(item, field, text, [(*match.span(), "number")])],
                )
