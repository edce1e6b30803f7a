"""Rules 6: numbering, completeness, citations, copies from another level or place, signs and slips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, ORDINARY, WORDING, Finding
from app.services.checking.rule import Rule, rule
from app.services.checking.signs import look_alikes, mixed_width, unpaired
from app.services.extraction.draft import ChapterDraft, MeasureDraft, TaskDraft
from app.services.extraction.numerals import chinese_number, marker_at
from app.services.extraction.regions import Regions

__all__ = ["look_alikes", "mixed_width", "unpaired"]

_CITED = re.compile(r"《([^《》]*(?:〈[^〉]*〉[^《》]*)*)》(?P<after>[（(][^（）()]*[）)])?")
_NUMBERED = re.compile(
    r"[〔\[]\d{4}[〕\]]|\d+号|\d{4}年?本|\d{4}年?版|\d{4}|[A-Z]{2,}|第[一二三四五六七八九十]+版|修订|试行"
)
_LAW = re.compile(r"(?:法|条例|宪法|章程|公约|议定书|促进办法|规定)$")
_EDITIONS = re.compile(r"(?:目录|名录|标准|规范|指南|限值|导则|清单)$")
_MOST_LONE = 3
"""More measures without a row than this: the table lists the main works only, which is one hint."""
_OWN = re.compile(r"预案|实施方案|行动计划|规划$")


@rule("6.1", "序号不连续或重复", WORDING, "读入时漏读了一个标题。")
def numbering(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Gaps and doubles in the printed numbers of chapters, measures and rows."""
    draft = context.draft
    rows = [one for one in draft.tasks if one.parent is None]
    for name, items in (("部分", draft.chapters), ("措施", draft.measures), ("任务", rows)):
        for before, after in _breaks(items):
            yield rule.finding(
                f"{name}序号“{before.label}”之后为“{after.label}”，不连续或重复。",
                "请核对序号，或核对是否有遗漏。",
                [context.passage(one, "label", one.label, [(0, len(one.label), "number")]) for one in (before, after)],
                key=f"{before.label}|{after.label}",
            )


_Item = ChapterDraft | MeasureDraft | TaskDraft


def _breaks(items: Sequence[_Item]) -> Iterator[tuple[_Item, _Item]]:
    for before, after in pairwise(items):
        first, second = _number(before.label), _number(after.label)
        restart = second == 1 and getattr(before, "chapter", 0) != getattr(after, "chapter", 1)
        if first is not None and second is not None and second != first + 1 and not restart:
            yield before, after


def _number(label: str) -> int | None:
    if not label:
        return None
    marker = marker_at(label)
    return marker.number if marker else chinese_number(label.strip("（）()、.． "))


@rule("6.2", "措施没有对应任务", ORDINARY, "该条为总体部署，不需单列任务。")
def measure_without_task(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A measure that no row elaborates."""
    if not context.has_table:
        return
    lone = [one for one in context.draft.measures if not context.tasks_by_measure.get(one.number)]
    if len(lone) == len(context.draft.measures):
        return
    general = re.compile("|".join(context.words.words("general_titles")))
    lone = [one for one in lone if not general.search(one.title)]
    if len(lone) > _MOST_LONE:
        titles = "、".join(f"“{one.title}”" for one in lone)
        yield rule.finding(
            f"有{len(lone)}条措施在任务表中没有任务：{titles}。",
            "请核对任务表是否只列重点任务。",
            [context.passage(one, "title", one.title) for one in lone],
            severity=HINT,
        )
        return
    for one in lone:
        yield rule.finding(
            f"第（{one.label.strip('（）()') or one.number}）条“{one.title}”在任务表中没有任务。",
            "请补列任务，或说明不列的理由。",
            [context.passage(one, "title", one.title)],
        )


@rule("6.3", "任务没有对应措施", ORDINARY, "任务表类别与正文标题写法相差较大，实为同一条。")
def task_without_measure(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows whose category is no measure of the body, one finding for each category."""
    if not context.has_table or not context.measures:
        return
    by_label: dict[str, list[TaskDraft]] = {}
    for task in context.tasks_by_measure.get(None, ()):
        by_label.setdefault(task.category, []).append(task)
    for label, tasks in by_label.items():
        yield rule.finding(
            f"任务表类别“{label}”（{context.labels(tasks)}）在正文没有对应措施。",
            "请核对正文与任务表。",
            [context.passage(task, "category", label) for task in tasks[:1]] + [context.of(task) for task in tasks],
        )


@rule("6.4", "一项任务包含多件事", HINT, "各句为同一项工作的几个方面。")
def several_tasks(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows of many sentences: one hint for the plan."""
    most = context.words.threshold("sentences_in_row")
    found = (
        [task for task in context.draft.tasks if task.text.rstrip("。").count("。") + 1 >= most]
        if context.has_table
        else []
    )
    if found:
        yield rule.finding(
            f"{context.labels(found)}一项内含多件工作。",
            "建议拆分，分别明确单位和时限。",
            [context.of(task) for task in found],
        )


@rule("6.5", "引用文件未注明文号、年份或版本", HINT, "文件名称唯一，或首次引用处已注明。")
def citation(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Catalogues and standards without their edition, and documents without a number: two findings at most."""
    editions: dict[str, list[tuple[object, str, str, tuple[int, int]]]] = {}
    others: dict[str, list[tuple[object, str, str, tuple[int, int]]]] = {}
    marked = {m.group(1) for m in _CITED.finditer(context.all_text) if _is_marked(m)}
    for item, field, text in context.texts():
        for match in _CITED.finditer(text):
            name = match.group(1)
            if name in marked or _is_marked(match) or _LAW.search(name) or name in context.draft.plan.title:
                continue
            place = (item, field, text, match.span())
            if _EDITIONS.search(name):
                editions.setdefault(name, []).append(place)
            elif not _OWN.search(name):
                others.setdefault(name, []).append(place)
    for found, severity, words, advice in (
        (editions, WORDING, "未注明年份或版本", "请注明所依据的年份或版本。"),
        (others, HINT, "未注明文号", "建议注明发文字号。"),
    ):
        if found:
            names = "、".join(f"《{name}》" for name in found)
            yield rule.finding(
                f"引用的{names}{words}。",
                advice,
                [
                    context.passage(item, field, text, [(*span, "word")])  # type: ignore[arg-type]
                    for places in found.values()
                    for item, field, text, span in places
                ],
                severity=severity,
                key=words,
            )


def _is_marked(match: re.Match[str]) -> bool:
    return bool(_NUMBERED.search(match.group(1)) or _NUMBERED.search(match.group("after") or ""))


@rule("6.6", "疑似照搬上级或外地表述", ORDINARY, "上级文件确对本地提出了这一要求。")
def wrong_level(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Words of another level in this plan: one finding for each word."""
    province = _province(context)
    for entry in context.words.table("level_words"):
        if context.level not in entry["levels"] or province in entry.get("not_in", ()):
            continue
        pattern = re.compile(str(entry["pattern"]))
        found = [
            (item, field, text, [(*m.span(), "word") for m in pattern.finditer(text)])
            for item, field, text in context.texts()
            if pattern.search(text)
        ]
        if found:
            word = pattern.search(found[0][2])
            yield rule.finding(
                f"“{word.group() if word else ''}”{entry['why']}",
                str(entry["advice"]),
                [context.passage(item, field, text, marks) for item, field, text, marks in found],
                key=str(entry["pattern"]),
            )


def _province(context: PlanContext) -> str:
    for region in context.regions:
        province = Regions.shipped().province_of(region.name)
        if province:
            return province
    return ""


_GROUPED = re.compile(r"^(?:、|和|与|及|等|—|-|至|到|经济|高铁|铁路|高速|方向|都市圈|城市群|海关|大学)")


@rule("6.7", "出现外地地名", ORDINARY, "确与该地有关的合作、线路、案例。")
def foreign_place(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Names of other cities and provinces, as a copied plan leaves them."""
    province = _province(context)
    if not province or context.level != "市":
        return
    table = Regions.shipped()
    own = context.draft.plan.region or ""
    pattern = re.compile(r"(?<![\u4e00-\u9fff])?[\u4e00-\u9fff]{2,6}?(?:省|市)")
    for item, field, text in context.texts():
        spans = []
        for match in pattern.finditer(text):
            found = _named(match.group(), match.start(), table)
            if found is None:
                continue
            name, start = found
            if (
                name in own
                or name == province
                or _GROUPED.match(text[start + len(name) :])
                or text[:start].endswith("、")
            ):
                continue
            spans.append((start, start + len(name), name))
        if spans:
            yield rule.finding(
                f"文中出现“{'”“'.join(dict.fromkeys(name for *_, name in spans))}”，不是本地地名。",
                "请核实是否为照搬外地文本所致。",
                [context.passage(item, field, text, [(a, b, "word") for a, b, _ in spans])],
            )


def _named(words: str, start: int, table: Regions) -> tuple[str, int] | None:
    """The listed place that the words end with."""
    for cut in range(len(words) - 1):
        region = table.named(words[cut:])
        if region is not None and region.name == words[cut:]:
            return region.name, start + cut
    return None
