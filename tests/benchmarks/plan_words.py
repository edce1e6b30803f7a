"""Invented plans: chapters, measures and tasks in words of our own, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_VERBS = "推进 开展 完善 实施 强化 加快 优化 规范 推广 健全".split()
_THINGS = (
    "河道清淤 老旧管网 屋顶光伏 公交场站 农膜回收 粮食烘干 渣土运输 餐饮门店 加油站点 港口岸线 仓储物流 社区花园 "
    "校园食堂 乡镇集市 污泥处置 雨水花园 供热管线 充电设施 园区锅炉 铸造窑炉 印染车间 家具喷涂 船舶修造 桥梁养护 "
    "快递包装 果蔬冷链 畜禽养殖 再生水厂 监测站点 应急物资 信用名录 绿色采购"
).split()
_ACTS = "改造 排查 整治 建设 监测 治理 提升 试点 管理 评估".split()
_ENDS = (
    "，建立台账并动态更新。 ，按季度通报进展。 ，确保取得实效。 ，落实专人负责跟踪。 ，形成可复制的经验做法。".split()
)
_BODIES = (
    "市发展改革委 市生态环境局 市工业和信息化局 市交通运输局 市农业农村局 市住房和城乡建设局 市市场监管局 "
    "市公安局 市财政局 市水利局 市应急管理局 市商务局 市城市管理局 市自然资源和规划局 市科技局 市气象局"
).split()
_DEADLINES = "持续推进 2026年 2027年底前 2026年6月底前 长期坚持 2028年".split()
_CITIES = "云岭市 松原港市 青崖市 白河市 临泽湾市".split()
_HAN = "一二三四五六七八九十"


def han(number: int) -> str:
    """A number below one hundred in Chinese figures."""
    if number <= 10:
        return _HAN[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _HAN[tens - 1]) + "十" + (_HAN[ones - 1] if ones else "")


@dataclass
class MadeTask:
    """A row with what extraction is to find."""

    number: int
    measure: int
    category: str
    text: str
    deadline: str
    duty: str
    lead: str
    support: str


@dataclass
class MadeMeasure:
    """A measure."""

    number: int
    chapter: int
    title: str
    text: str


@dataclass
class MadePlan:
    """A whole plan."""

    city: str
    title: str
    preamble: str
    chapters: list[tuple[str, str]]
    measures: list[MadeMeasure]
    tasks: list[MadeTask]


def _sentence(rng: Random, things: list[str]) -> str:
    """One sentence about one or two of the things."""
    one, two = rng.choice(things), rng.choice(things)
    kind = rng.randrange(4)
    if kind == 0:
        return f"到{rng.choice((2025, 2026, 2027))}年，{one}{rng.choice(_ACTS)}覆盖率达到{rng.randrange(40, 99)}%以上。"
    if kind == 1:
        acts = f"{rng.choice(_VERBS)}{one}{rng.choice(_ACTS)}，{rng.choice(_VERBS)}{two}{rng.choice(_ACTS)}"
        return acts + rng.choice(_ENDS)
    if kind == 2:
        return f"对{one}（含{two}）实行清单化{rng.choice(_ACTS)}，VOCs浓度较2021年下降{rng.randrange(5, 30)}%。"
    return f"鼓励有条件的地区{rng.choice(_VERBS)}{one}{rng.choice(_ACTS)}。"


def _duty(rng: Random) -> tuple[str, str, str]:
    """A duty cell, and the same as lead and support columns."""
    bodies = rng.sample(_BODIES, rng.randrange(2, 6))
    lead, support = bodies[0], "、".join(bodies[1:])
    cell = rng.choice(
        (
            f"{'、'.join(bodies)}按职责分工负责。",
            f"{'、'.join(bodies)}等按职责分工负责。",
            f"{lead}牵头，{support}等配合。",
            f"{lead}牵头，{support}配合。",
            f"{lead}负责。",
            f"{lead}牵头。",
        )
    )
    return cell, lead, support


def make_plan(seed: int) -> MadePlan:
    """An invented plan."""
    rng = Random(seed)
    city = rng.choice(_CITIES)
    chapters: list[tuple[str, str]] = [("总体要求", "".join(_sentence(rng, _THINGS) for _ in range(3)))]
    measures: list[MadeMeasure] = []
    tasks: list[MadeTask] = []
    things = _THINGS.copy()
    rng.shuffle(things)
    used: set[str] = set()
    for chapter in range(2, rng.randrange(4, 7)):
        chapters.append(
            (
                f"{rng.choice(_VERBS)}{rng.choice(things)}，{rng.choice(_VERBS)}{rng.choice(things)}{rng.choice(_ACTS)}",
                "",
            )
        )
        for _ in range(rng.randrange(1, 4)):
            own = [things[(3 * len(measures) + i) % len(things)] for i in range(3)]
            title = f"{rng.choice(_VERBS)}{own[0]}和{own[1]}{rng.choice(_ACTS)}"
            if title in used:
                continue
            used.add(title)
            text = "".join(_sentence(rng, own) for _ in range(rng.randrange(2, 5)))
            measures.append(MadeMeasure(len(measures) + 1, chapter, title, text))
            for _ in range(rng.randrange(1, 5)):
                cell, lead, support = _duty(rng)
                words = "".join(_sentence(rng, own) for _ in range(rng.randrange(1, 5)))
                tasks.append(
                    MadeTask(len(tasks) + 1, len(measures), title, words, rng.choice(_DEADLINES), cell, lead, support)
                )
    preamble = f"为{rng.choice(_VERBS)}全市{rng.choice(_THINGS)}工作，结合我市实际，制定本实施方案。"
    return MadePlan(city, f"{city}绿色家园建设行动计划实施方案", preamble, chapters, measures, tasks)
