"""Front matter and end of a made plan: red head, notice, title, preamble, signature, imprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.benchmarks.layouts.blocks import Block, Break, Para
from tests.benchmarks.layouts.words import Subject

_KINDS = "实施方案 行动计划 工作方案 三年行动方案 实施意见 若干措施 工作要点 行动方案 攻坚行动计划".split()
_HAN = "〇一二三四五六七八九"
_TO = {
    "市": ("各县（市、区）人民政府，市各委、办、局，市各直属单位：", "各区人民政府，市政府各部门、各直属机构："),
    "县": ("各乡镇人民政府、街道办事处，县各有关部门：", "各乡（镇）人民政府，县政府各部门："),
    "区": ("各街道办事处，区政府各部门：", "各镇人民政府，区各委办局："),
    "省": ("各市人民政府，省政府各部门、各直属机构：",),
    "自治区": ("各市、县（区）人民政府，自治区政府各部门、各直属机构：",),
    "州": ("各县（市）人民政府，州政府各部门、各直属机构：",),
    "旗": ("各苏木乡镇人民政府，旗直各部门：",),
    "国": ("各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",),
}


@dataclass
class Front:
    """Blocks before and behind the body, and the gold of the plan."""

    before: list[Block] = field(default_factory=list)
    behind: list[Block] = field(default_factory=list)
    gold: dict[str, Any] = field(default_factory=dict)


def make_front(rng: Random, subject: Subject, level: str, place: str, notice: bool) -> Front:
    """Front matter with or without a notice of promulgation."""
    government = "国务院" if level == "国" else f"{place}人民政府"
    body = rng.choice((government, government + "办公厅" if level in ("国", "省", "自治区") else government + "办公室"))
    years = rng.choice(("", "（2025—2027年）", "（2026—2030年）", ""))
    name = f"{'' if level == '国' else place}{subject.name}{rng.choice(_KINDS)}{years}"
    if level == "国":
        name = "推进" + name
    front = Front()
    preamble = (
        f"为深入推进{subject.things[0]}{subject.acts[0]}，全面提升{subject.name}水平，根据《{subject.things[1]}管理条例》"
        f"和上级有关部署，结合{'实际' if level == '国' else '我' + place[-1] + '实际'}，制定本{rng.choice(('方案', '计划'))}。"
    )
    day = (2025, rng.randrange(1, 13), rng.randrange(1, 28))
    number = f"{place[0] if level != '国' else '国'}政{rng.choice(('发', '办发', '办〔', '函'))}".rstrip("〔")
    number = f"{number}〔2025〕{rng.randrange(1, 90)}号"
    front.gold = {
        "title": name, "document_number": None, "issuing_body": None, "issue_date": None,
        "region": None if level == "国" else place, "preamble": preamble,
    }  # fmt: skip
    if notice:
        _notice(front, rng, name, level, body, number, day)
    if rng.random() < 0.35 and len(name) > 12:
        cut = rng.randrange(5, len(name) - 4)
        front.before += [Para(name[:cut], "title"), Para(name[cut:], "title")]
    else:
        front.before.append(Para(name, "title"))
    front.before.append(Para(preamble))
    if not notice and rng.random() < 0.6:
        _sign(front.behind, rng, body, day)
        front.gold |= {"issuing_body": body, "issue_date": _iso(day)}
    return front


def _iso(day: tuple[int, int, int]) -> str:
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


def _printed(rng: Random, day: tuple[int, int, int]) -> str:
    if rng.random() < 0.2:
        han = "零一二三四五六七八九十".replace("零", "")
        month = (day[1] <= 10 and han[day[1] - 1]) or "十" + han[day[1] - 11]
        tens, ones = divmod(day[2], 10)
        text = ("" if tens == 0 else "十" if tens == 1 else han[tens - 1] + "十") + (han[ones - 1] if ones else "")
        return f"{''.join(_HAN[int(c)] for c in str(day[0]))}年{month}月{text}日"
    return f"{day[0]}年{day[1]}月{day[2]}日"


def _sign(blocks: list[Block], rng: Random, body: str, day: tuple[int, int, int]) -> None:
    blocks += [Para(body, "right"), Para(_printed(rng, day), "right")]


def _notice(
    front: Front, rng: Random, name: str, level: str, body: str, number: str, day: tuple[int, int, int]
) -> None:
    """The notice of promulgation."""
    if rng.random() < 0.5:
        front.before.append(Para(f"{body}文件", "red"))
    front.before.append(Para(number, "number"))
    quoted = f"《{name}》" if rng.random() < 0.6 else name
    head = f"{body}关于印发{quoted}的通知"
    if rng.random() < 0.5:
        at = len(body)
        front.before += [Para(head[:at], "title"), Para(head[at:], "title")]
    else:
        front.before.append(Para(head, "title"))
    front.before.append(Para(rng.choice(_TO[level]), "plain"))
    told = rng.choice(("请结合实际认真贯彻落实。", "请认真组织实施。", "请遵照执行。"))
    front.before.append(Para(f"《{name}》已经{rng.choice(('常务会议审议通过', '同意'))}，现印发给你们，{told}"))
    if rng.random() < 0.3:
        front.before.append(Para(f"附件：{name}"))
    _sign(front.before, rng, body, day)
    if rng.random() < 0.6:
        front.before.append(Para("（此件公开发布）", "plain"))
    if rng.random() < 0.6:
        front.before.append(Break())
        if rng.random() < 0.3:
            front.before.append(Para("附件", "plain"))
    front.gold |= {"document_number": number, "issuing_body": body, "issue_date": _iso(day)}
