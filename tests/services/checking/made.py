"""Invented plans for the checks: a clean one, from a seed or as it stands, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from app.services.checking.engine import CheckOptions, check_plan
from app.services.checking.finding import Finding
from app.services.extraction.draft import (
    Assignment,
    ChapterDraft,
    Deadline,
    MeasureDraft,
    Notice,
    PlanDraft,
    PlanHead,
    Role,
    Target,
    TaskDraft,
)

HAN = "零一二三四五六七八九十"
WORKS = (
    ("清理社区杂物", "每个小区设置两处回收点", "物业公司每周清运一遍"),
    ("修补乡间小路", "坑洼路段先行填平", "路肩杂草由养护队割除"),
    ("更换老旧路灯", "灯杆锈蚀的整根换下", "夜间亮灯情况由巡查员登记"),
    ("整修菜市场", "摊位统一编号", "地面排水沟重新铺设"),
    ("扩建图书室", "阅览座位按楼层布置", "儿童读物单独上架"),
    ("疏通排洪沟渠", "淤泥晾晒后运走", "沟口加装格栅"),
    ("翻新公交站亭", "站牌字号放大", "座椅改用木条"),
    ("养护行道树木", "枯枝在入冬前剪除", "树池覆盖碎木片"),
)
BODIES = ("城市管理局", "交通运输局", "文化和旅游局", "水利局", "财政局", "住房和城乡建设局", "民政局", "公安局")
REFERENCE = date(2030, 1, 10)


def duty(agency: str, role: Role = Role.LEAD, position: int = 1, **more: Any) -> Assignment:
    """A body of the city."""
    said = {"agency": agency, "as_written": f"市{agency}", "level": "市", "region": "青湾市", "agency_kind": "政府部门"}
    return Assignment(role=role, position=position, **{**said, **more})


def task(number: int, text: str, **more: Any) -> TaskDraft:
    """A row with a lead, a date and the first measure."""
    base: dict[str, Any] = {
        "category": "清理社区杂物",
        "category_source": "printed",
        "measure": 1,
        "deadline_raw": "2031年底前",
        "deadline": Deadline("by_date", "2031-12-31"),
        "responsibility_raw": "市城市管理局牵头，市财政局配合。",
        "assignments": (duty("城市管理局"), duty("财政局", Role.SUPPORT, 2)),
        "et_al": False,
        "blanket": None,
        "label": str(number),
    }
    return TaskDraft(number=number, text=text, **{**base, **more})


def plan(
    measures: Sequence[tuple[str, str]] = (("清理社区杂物", "每个小区设置两处回收点。"),),
    tasks: Sequence[TaskDraft] | None = None,
    targets: Sequence[Target] = (),
    **more: Any,
) -> PlanDraft:
    """A small plan: general aims, one chapter of measures, a task table."""
    made = tuple(
        MeasureDraft(number, 2, title, text, label=f"（{HAN[number]}）")
        for number, (title, text) in enumerate(measures, 1)
    )
    rows = [task(1, made[0].text, category=made[0].title)] if tasks is None else list(tasks)
    head = PlanHead(
        "青湾市整洁家园行动方案", issuing_body="青湾市人民政府", region="青湾市", preamble="为办好此事，制定本方案。"
    )
    chapters = (
        ChapterDraft(1, "总体要求", more.pop("aims", "让街巷更整洁。"), label="一、"),
        ChapterDraft(2, "主要任务", "", label="二、"),
    )
    return PlanDraft(replace(head, **more.pop("head", {})), chapters, made, tuple(rows), tuple(targets), **more)


def target(where: str, name: str, value: float, **more: Any) -> Target:
    """A figure; its quote stands for the passage."""
    base: dict[str, Any] = {"comparator": "=", "unit": "%", "year": 2031, "quote": f"{name}达到{value:g}%"}
    return Target(where=where, name=name, value=value, **{**base, **more})


def clean(seed: int) -> PlanDraft:
    """A plan without a fault: each row repeats the body, has a lead and a date; each aim is carried by a row."""
    rng = Random(seed)
    works = rng.sample(WORKS, rng.randrange(3, len(WORKS)))
    measures, rows, targets = [], [], []
    for number, (title, first, second) in enumerate(works, 1):
        figure, name = rng.randrange(60, 99), f"{title[2:]}完好率"
        text = f"{first}。{second}。到2031年，{name}达到{figure}%。"
        measures.append((title, text))
        lead, support = rng.sample(BODIES, 2)
        rows.append(
            task(
                number, text, category=title, measure=number,
                responsibility_raw=f"市{lead}牵头，市{support}配合。",
                assignments=(duty(lead), duty(support, Role.SUPPORT, 2)),
            )
        )  # fmt: skip
        quote = f"到2031年，{name}达到{figure}%"
        targets += [target(where, name, figure, quote=quote) for where in (f"measure {number}", f"task {number}")]
    head = targets[0]
    targets.insert(0, replace(head, where="chapter 1"))
    notice = Notice("现印发给你们，请认真组织实施。", ("各县（市、区）人民政府",))
    return plan(measures, rows, targets, aims=f"让街巷更整洁。{head.quote}。", notice=notice)


def check(draft: PlanDraft, only: str = "", **options: Any) -> tuple[Finding, ...]:
    """The findings of one rule (or all)."""
    options.setdefault("reference", REFERENCE)
    return check_plan(draft, CheckOptions(only=(only,) if only else (), **options))


def fires(draft: PlanDraft, number: str, **options: Any) -> bool:
    """Whether a rule fires."""
    return bool(check(draft, number, **options))


def said(draft: PlanDraft, number: str, **options: Any) -> str:
    """What a rule says."""
    return "\n".join(one.explanation for one in check(draft, number, **options))
