"""Rules 3: who is responsible. 首列单位 is read as the lead everywhere: never "no lead"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from app.services.checking.context import PlanContext
from app.services.checking.finding import HINT, ORDINARY, WORDING, Finding, Passage
from app.services.checking.implementers import implementers_differ, missing_bodies
from app.services.checking.rule import Rule, rule
from app.services.extraction.draft import Assignment, TaskDraft

__all__ = ["implementers_differ", "missing_bodies"]

_COMMON = re.compile(r"共同牵头|联合牵头|双牵头|并列牵头|分别牵头|[按依]职责.{0,4}牵头")
_PLACE = re.compile(r"^(?:国家|省直?|自治区|市直?(?!场监)|县|区|州|盟|旗)(?=[\u4e00-\u9fff]{2})")


def _roles(task: TaskDraft, *roles: str) -> list[Assignment]:
    return [one for one in task.assignments if str(one.role) in roles]


def _said(context: PlanContext, found: Iterable[tuple[TaskDraft, str]]) -> str:
    """第3、5项的市发展改革委；第7项的…: rows by word."""
    by_word: dict[str, list[TaskDraft]] = defaultdict(list)
    for task, word in found:
        by_word[word].append(task)
    return "；".join(f"{word}（{context.labels(tasks)}）" for word, tasks in by_word.items())


@rule("3.1", "未明示牵头单位", HINT, "本地惯例即以首列单位为牵头单位。")
def lead_not_named(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Rows with several bodies that share the work and no named lead: one hint for the plan."""
    if context.first_is_lead:
        return
    found: list[tuple[TaskDraft, str]] = []
    for task in context.draft.tasks:
        joint = _roles(task, "joint")
        if len(joint) > 1 and not _roles(task, "lead"):
            found.append((task, min(joint, key=lambda one: one.position).as_written))
    if not found:
        return
    total = len(context.draft.tasks)
    yield rule.finding(
        f"全部{total}项任务中有{len(found)}项未明示牵头单位，首列为{_said(context, found)}。",
        "如以首列单位牵头，建议在文中注明“列第一位的为牵头单位”。",
        [context.duty(task, [word]) for task, word in found],
    )


@rule("3.2", "无责任单位", ORDINARY, "该项由上一行的责任单位一并承担，或责任单位写在正文。")
def no_body(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A row without any body."""
    if not any(task.assignments for task in context.draft.tasks):
        return
    for task in context.draft.tasks:
        children = any(other.parent == task.number for other in context.draft.tasks)
        if not task.assignments and not task.responsibility_raw and not children:
            yield rule.finding(f"{context.labels([task])}没有责任单位。", "请明确责任单位。", [context.of(task)])


@rule("3.3", "责任单位笼统", HINT, "该项确需各部门共同承担，另有分工文件。")
def vague_body(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Bodies such as 各有关部门: graver where one leads, else one hint for the plan."""
    vague = re.compile("|".join(context.words.words("vague_bodies")))
    others: list[tuple[TaskDraft, str]] = []
    for task in context.draft.tasks:
        bodies = context.bodies(task)
        unclear = [one for one in bodies if vague.search(one.as_written)]
        leading = [one for one in unclear if str(one.role) in {"lead", "sole"} or len(unclear) == len(bodies)]
        if leading:
            name = leading[0].as_written
            yield rule.finding(
                f"{context.labels([task])}由“{name}”负责，没有指明具体单位。",
                "请写明具体责任单位。",
                [context.duty(task, [name])],
                severity=ORDINARY,
            )
        elif unclear:
            others.append((task, unclear[0].as_written))
    if others:
        yield rule.finding(
            f"责任单位表述笼统：{_said(context, others)}。",
            "建议列明主要责任单位，或另附分工。",
            [context.duty(task, [word]) for task, word in others],
        )


@rule("3.4", "有两个以上牵头单位", ORDINARY, "各牵头单位分别负责不同事项。")
def several_leads(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Two lead bodies, where the cell does not say 共同牵头."""
    for task in context.draft.tasks:
        leads = _roles(task, "lead")
        raw = f"{task.responsibility_raw or ''}{''.join(f'{a}{b}' for a, b in task.responsibility_columns)}"
        if len(leads) > 1 and not _COMMON.search(raw):
            names = [one.as_written for one in leads]
            yield rule.finding(
                f"{context.labels([task])}有{len(leads)}个牵头单位（{'、'.join(names)}），未写明“共同牵头”。",
                "请明确一个牵头单位，或写明共同牵头、分别牵头的事项。",
                [context.duty(task, names)],
            )


@rule("3.5", "责任单位以“等”省略", HINT, "列出的已是主要单位，省略不影响落实。")
def et_al(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Lists of bodies that end in 等: one hint for the plan."""
    found = [task for task in context.draft.tasks if task.et_al]
    if found:
        total = len(context.draft.tasks)
        yield rule.finding(
            f"全部{total}项任务中有{len(found)}项责任单位以“等”结尾（{context.labels(found)}），未列全。",
            "建议列全，避免漏报、推诿。",
            [_et_al_passage(context, task) for task in found],
        )


def _et_al_passage(context: PlanContext, task: TaskDraft) -> Passage:
    plain = context.duty(task)
    marks = [(m.start(), m.end(), "word") for m in re.finditer(r"等(?=按|配合|部门|单位|负责|$|。)", plain.text)]
    return context.passage(task, "responsibility_raw", plain.text, marks)


def _by_kind(
    context: PlanContext, rule: Rule, found: list[tuple[TaskDraft, str]], says: str, advice: str
) -> Iterator[Finding]:
    if found:
        passages = [context.duty(task, [word]) for task, word in found]
        yield rule.finding(f"{says}{_said(context, found)}。", advice, passages)


@rule("3.6", "企业承担行政任务", HINT, "该企业依授权或协议承担公共服务。")
def enterprise(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """State enterprises among the bodies."""
    found = [(t, a.as_written) for t in context.draft.tasks for a in t.assignments if a.agency_kind == "国有企业"]
    yield from _by_kind(
        context, rule, found, "责任单位中有企业：", "企业不是行政机关，请核实其职责，必要时由主管部门负责。"
    )


@rule("3.7", "垂直管理单位牵头", HINT, "已与该单位协商一致。")
def stationed_lead(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A body that the centre or the province directs, as lead in a city's plan."""
    kind = "中央和省驻市单位"
    found = [(t, a.as_written) for t in context.draft.tasks for a in _roles(t, "lead", "sole") if a.agency_kind == kind]
    advice = "该类单位由上级垂直管理，请核实是否已征求意见，或改由政府部门牵头。"
    yield from _by_kind(context, rule, found, "由垂直管理单位牵头：", advice)


@rule("3.8", "政府方案中列有党委部门", HINT, "本方案由党委、政府联合印发，或已征得其同意。")
def party_body(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """A party body in a plan that the government issues."""
    issuer = context.draft.plan.issuing_body or ""
    if re.search(r"委员会|市委|省委|县委|区委|党委", issuer) and "政府" not in issuer:
        return
    found = [(t, a.as_written) for t in context.draft.tasks for a in t.assignments if a.agency_kind == "党委部门"]
    yield from _by_kind(
        context, rule, found, "责任单位中有党委部门：", "以政府名义印发的方案一般不对党委部门提要求，请核实。"
    )


@rule("3.9", "议事协调机构未说明", HINT, "该机构为本地通行简称，另有成立文件。")
def undefined_office(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """An office of a leading group that the text does not define."""
    notice = context.draft.notice.text if context.draft.notice else ""
    body = "\n".join([notice, context.draft.plan.preamble, *(m.text for m in context.draft.measures)])
    found = [
        (task, one.as_written)
        for task in context.draft.tasks
        for one in task.assignments
        if one.agency_kind == "议事协调机构" and _PLACE.sub("", one.as_written) not in body
    ]
    yield from _by_kind(context, rule, found, "以简称列出的议事协调机构正文没有说明：", "请写明全称或由哪个部门承担。")


@rule("3.10", "单位名称已变更或撤并", ORDINARY, "本地机构改革方案保留了该名称。")
def abolished(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Names of bodies that a reform took away before the plan's date."""
    if context.reference is None:
        return  # a name may have been right when the plan was made
    day = context.reference.isoformat()
    names = [one for one in context.words.table("abolished") if str(one["since"]) <= day]
    for one in names:
        pattern = re.compile(str(one["pattern"]))
        found = [
            (task, each.as_written)
            for task in context.draft.tasks
            for each in task.assignments
            if pattern.fullmatch(_PLACE.sub("", each.as_written))
        ]
        if found:
            yield rule.finding(
                f"{_said(context, found)}：该机构职责已并入{one['now']}。",
                "请改用现名称。",
                [context.duty(task, [word]) for task, word in found],
                key=str(one["pattern"]),
            )


@rule("3.11", "单位名称未收录", HINT, "本地特有的机构，名称无误。")
def unknown(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """Names that the lexicon does not know."""
    vague = re.compile("|".join(context.words.words("vague_bodies")))
    found = [
        (task, one.as_written)
        for task in context.draft.tasks
        for one in task.assignments
        if not one.known and "、" not in one.as_written and not vague.search(one.as_written)
    ]
    yield from _by_kind(context, rule, found, "以下单位名称未收录，请核实是否有误：", "")


@rule("3.12", "同一单位两种写法", WORDING, "两处确指不同单位。")
def two_names(context: PlanContext, rule: Rule) -> Iterator[Finding]:
    """One body written two ways; a dropped 市 in a list is usual and none."""
    forms: dict[tuple[str, str | None, str | None], dict[str, list[tuple[TaskDraft, str]]]] = {}
    for task in context.draft.tasks:
        for one in task.assignments:
            if one.agency_kind in {"县（市、区）", None} or not one.known or one.members:
                continue
            key = (one.agency, one.level, one.region)
            bare = _PLACE.sub("", one.as_written)
            bare = bare.removeprefix(one.region or "\0").removeprefix((one.region or "\0").rstrip("市省"))
            forms.setdefault(key, {}).setdefault(bare, []).append((task, one.as_written))
    for written in forms.values():
        if len(written) < 2:
            continue
        said = "，".join(f"“{places[0][1]}”（{context.labels(t for t, _ in places)}）" for places in written.values())
        few = min(written.values(), key=len)
        rest = [places[0] for places in written.values() if places is not few]
        yield rule.finding(
            f"同一单位写法不一致：{said}。",
            "请统一为规范名称。",
            [context.duty(task, [word]) for task, word in [*few, *rest]],
        )
