"""Words of invented plans: places, subjects, sentences with and without figures, bodies with their full names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.benchmarks.layouts.subjects import SUBJECTS, Subject

__all__ = ["SUBJECTS", "Subject"]

_STEMS = (
    "云岭 青崖 白沙湾 临泽 松屏 瀚川 石门渡 鹿鸣 丹霞港 沧河 望湖 霞浦湾 金谷 凤梧 平远川 玉屏山 宝鸡 景德镇 呼伦湖 "
    "五峰 三门峡 克什克腾 大关 万全 赤水 九台"
).split()


_VERBS = "推进 开展 完善 实施 强化 加快 优化 规范 健全 推动 深化 统筹 落实 提升".split()
_TAILS = (
    "建立清单并动态更新",
    "按季度通报进展情况",
    "确保取得明显成效",
    "落实专人跟踪负责",
    "形成可复制推广的经验做法",
    "纳入“互联网+监管”平台统一管理",
    "严格执行《{t}管理规范（试行）》",
    "对标A级以上标准",
    "优先支持山区、库区和革命老区",
    "鼓励社会资本以PPP、BOT等方式参与",
    "实现“应改尽改、应查尽查”",
    "完善市场化、专业化运行机制",
)


def place(rng: Random, level: str) -> str:
    """The name of a place."""
    stem = rng.choice(_STEMS)
    if level == "州":
        return f"{stem[:2]}{rng.choice(('藏族', '苗族侗族', '哈尼族彝族'))}自治州"
    if level == "区":
        return f"{rng.choice([s for s in _STEMS if s != stem])}市{stem}区"
    return stem + level


@dataclass(frozen=True)
class Figure:
    """A target as the schema counts it."""

    value: float
    unit: str
    comparator: str
    year: int | None
    base: int | None = None
    yearly: bool = False


def focused(rng: Random, subject: Subject, heading: str) -> Subject:
    """The subject as a measure sees it: the things of its heading and two more."""
    own = [thing for thing in subject.things if thing in heading]
    more = rng.sample([thing for thing in subject.things if thing not in own], 5 - len(own) if len(own) < 3 else 1)
    return replace(subject, things=(*own, *more))


def title(rng: Random, subject: Subject, long: bool = False) -> str:
    """The heading of a measure."""
    one, two = rng.sample(subject.things, 2)
    made = f"{rng.choice(_VERBS)}{one}{rng.choice(subject.acts)}"
    if long or rng.random() < 0.3:
        made += f"，{rng.choice(_VERBS)}{two}{rng.choice(subject.acts)}"
    elif rng.random() < 0.2:
        made = f"{rng.choice(_VERBS)}{one}、{two}{rng.choice(subject.acts)}"
    return made


def sentence(rng: Random, subject: Subject, figures: list[Figure] | None = None) -> str:
    """One sentence with its full stop; its targets are added to ``figures``."""
    one, two, three = rng.sample(subject.things, 3)
    act, other = rng.sample(subject.acts, 2)
    if figures is not None and rng.random() < 0.3:
        return _with_figure(rng, subject, one, figures)
    kind = rng.randrange(11)
    tail = rng.choice(_TAILS).format(t=two)
    if kind == 0:
        return f"{rng.choice(_VERBS)}{one}{act}，{rng.choice(_VERBS)}{two}{other}，{tail}。"
    if kind == 1:
        return f"对{one}（含{two}）实行清单化{act}，{tail}。"
    if kind == 2:
        return f"鼓励有条件的地方{rng.choice(_VERBS)}{one}{act}。"
    if kind == 3:
        return f"围绕{one}、{two}、{three}等重点，{rng.choice(_VERBS)}全链条{act}；{tail}；{rng.choice(_VERBS)}{three}{other}。"
    if kind == 4:
        return f"严格落实{one}{act}要求，未经{other}不得投入使用。"
    if kind == 5:
        return f"依托“{two}+{three}”模式{rng.choice(_VERBS)}{one}{act}，{tail}，避免重复{other}。"
    if kind == 6:
        return f"加强{one}（{two}、{three}）{act}，做到：一是{rng.choice(_VERBS)}清单；二是{tail}；三是{rng.choice(_VERBS)}{other}机制。"
    if kind == 7:
        return f"推广LED、BIM、5G等技术在{one}{act}中的应用，{tail}。"
    if kind == 8:
        return f"依据《{one}{act}办法》《{two}{other}导则（试行）》，{rng.choice(_VERBS)}{three}{other}！".replace(
            "！", "。"
        )
    return f"持续{rng.choice(_VERBS)}{one}{act}工作。"


def _with_figure(rng: Random, subject: Subject, thing: str, figures: list[Figure]) -> str:
    year, number = rng.randrange(2025, 2031), rng.randrange(12, 98)
    what, unit = rng.choice(subject.counted)
    kind = rng.randrange(6)
    if kind == 0:
        figures.append(Figure(number, "%", ">=", year))
        return f"到{year}年，{thing}{rng.choice(subject.acts)}覆盖率达到{number}%以上。"
    if kind == 1:
        figures.append(Figure(-number, "%", "change", year, year - 5))
        return f"到{year}年，{thing}单位能耗较{year - 5}年下降{number}%。"
    if kind == 2:
        figures.append(Figure(number * 10, unit, "=", year))
        return f"{year}年底前，累计{what}{number * 10}{unit}。"
    if kind == 3:
        figures.append(Figure(number, "%", "<=", year))
        return f"到{year}年，将{thing}投诉比例控制在{number}%以内。"
    if kind == 4:
        figures.append(Figure(number, unit, ">=", None, yearly=True))
        return f"每年{what}不少于{number}{unit}。"
    figures.append(Figure(number, "%", "~", year))
    return f"力争到{year}年，{thing}智能化比例达到{number}%左右。"
