"""Words of invented plans: places, subjects, sentences with and without figures, bodies with their full names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

_STEMS = "云岭 青崖 白沙湾 临泽 松屏 瀚川 石门渡 鹿鸣 丹霞港 沧河 望湖 霞浦湾 金谷 凤梧 平远川 玉屏山".split()
LEVELS = {"市": "市", "县": "县", "区": "区", "省": "省", "自治区": "自治区"}


@dataclass(frozen=True)
class Subject:
    """What a plan is about: its name, the things it treats, what is done with them, what is counted."""

    name: str
    things: tuple[str, ...]
    acts: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]


def _subject(name: str, things: str, acts: str, counted: str) -> Subject:
    pairs = (item.split(":") for item in counted.split())
    return Subject(name, tuple(things.split()), tuple(acts.split()), tuple((n, u) for n, u in pairs))


SUBJECTS = (
    _subject(
        "清洁河湖提升",
        "黑臭水体 入河排污口 河道淤泥 湿地驿站 雨污管网 船舶污水 乡镇污水站 水源保护区 灌区尾水 再生水厂 岸线码头 湖滨缓冲带",
        "排查 整治 疏浚 修复 监测 巡查 改造 评估",
        "整治河段:公里 改造管网:公里 建成湿地:公顷 清理排污口:个 新建泵站:座",
    ),
    _subject(
        "绿色建筑发展",
        "既有公共建筑 装配式工厂 屋顶光伏 绿色建材 节能门窗 农房样板 供热管线 预拌砂浆 工地扬尘 建筑垃圾 物业能耗 设计单位",
        "改造 推广 检测 认证 核查 示范 培训 应用",
        "节能改造面积:万平方米 建成示范项目:个 培训技术人员:人次 推广绿色建材:万吨",
    ),
    _subject(
        "养老服务优化",
        "社区食堂 日间照料中心 家庭养老床位 护理学校 适老化设施 农村敬老院 助浴点 智慧手环 老年大学 慈善助老 医养结合病房 志愿者队伍",
        "建设 培育 评定 补贴 改造 调度 推广 督导",
        "新增护理床位:张 改造困难家庭:户 培训护理员:名 建成助餐点:处",
    ),
    _subject(
        "数字政务建设",
        "政务云平台 电子证照 一件事窗口 数据共享目录 村级服务站 热线工单 视频办事系统 安全测评 自助终端 档案数字化 办事指南 信用档案",
        "归集 打通 上线 复用 优化 清理 测试 演练",
        "上线事项:项 归集数据:亿条 布设自助终端:台 开通村级站点:个",
    ),
    _subject(
        "粮食产能稳定",
        "高标准农田 种子基地 粮食烘干中心 水稻机插 病虫测报站 农机合作社 仓储库点 撂荒耕地 节水灌溉 土壤改良 田间道路 加工园区",
        "建设 改造 推广 巡护 收储 培育 托管 提升",
        "新建高标准农田:万亩 新增仓容:万吨 培育合作社:家 更新农机:台",
    ),
    _subject(
        "低碳交通转型",
        "公交场站 充电设施 货运枢纽 自行车道 老旧柴油货车 港口岸电 高速服务区 网约车平台 铁路专用线 内河船舶 停车楼 道路养护",
        "更新 建设 淘汰 推广 改造 优化 接入 管控",
        "建成充电桩:根 淘汰老旧车辆:辆 新增公交线路:条 建设岸电泊位:个",
    ),
    _subject(
        "安全生产治本",
        "危化品仓库 燃气管道 人员密集场所 矿山尾矿库 工业园区 冷库企业 电动自行车 消防通道 特种设备 有限空间 渔业船舶 应急队伍",
        "检查 整治 培训 演练 评估 核查 拆除 更新",
        "排查隐患单位:家 更换燃气软管:万户 组织演练:场 新建消防站:座",
    ),
    _subject(
        "文旅消费促进",
        "夜间集市 古镇街区 非遗工坊 研学基地 旅游厕所 景区停车场 民宿集群 演艺场馆 滨水步道 博物馆 露营地 老字号门店",
        "培育 提升 推介 开放 修缮 打造 评定 联动",
        "接待游客:万人次 新增民宿床位:张 举办展会:场 修缮历史建筑:处",
    ),
)

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
    kind = rng.randrange(7)
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


BODIES = {
    "市": (
        "发展改革委:发展和改革委员会 教育局:教育局 科技局:科学技术局 工业和信息化局:工业和信息化局 公安局:公安局 "
        "民政局:民政局 财政局:财政局 人力资源社会保障局:人力资源和社会保障局 自然资源和规划局:自然资源和规划局 "
        "生态环境局:生态环境局 住房城乡建设局:住房和城乡建设局 交通运输局:交通运输局 水利局:水利局 农业农村局:农业农村局 "
        "商务局:商务局 文化广电和旅游局:文化广电和旅游局 卫生健康委:卫生健康委员会 应急管理局:应急管理局 "
        "市场监管局:市场监督管理局 统计局:统计局 城市管理局:城市管理局 医保局:医疗保障局 数据局:数据局 审计局:审计局"
    ),
    "省": (
        "发展改革委:发展和改革委员会 教育厅:教育厅 科技厅:科学技术厅 工业和信息化厅:工业和信息化厅 公安厅:公安厅 民政厅:民政厅 "
        "财政厅:财政厅 自然资源厅:自然资源厅 生态环境厅:生态环境厅 住房城乡建设厅:住房和城乡建设厅 交通运输厅:交通运输厅 "
        "水利厅:水利厅 农业农村厅:农业农村厅 商务厅:商务厅 文化和旅游厅:文化和旅游厅 卫生健康委:卫生健康委员会 "
        "应急管理厅:应急管理厅 市场监管局:市场监督管理局 统计局:统计局 能源局:能源局 气象局:气象局"
    ),
    "县": (
        "发展改革局:发展和改革局 教育局:教育局 科技局:科学技术局 工业和信息化局:工业和信息化局 公安局:公安局 民政局:民政局 "
        "财政局:财政局 自然资源局:自然资源局 生态环境分局:生态环境分局 住房城乡建设局:住房和城乡建设局 交通运输局:交通运输局 "
        "水利局:水利局 农业农村局:农业农村局 商务局:商务局 卫生健康局:卫生健康局 应急管理局:应急管理局 统计局:统计局 "
        "市场监管局:市场监督管理局 医保局:医疗保障局 审计局:审计局 司法局:司法局"
    ),
    "国": (
        "国家发展改革委:发展和改革委员会 教育部:教育部 科技部:科学技术部 工业和信息化部:工业和信息化部 公安部:公安部 民政部:民政部 财政部:财政部 "
        "自然资源部:自然资源部 生态环境部:生态环境部 住房城乡建设部:住房和城乡建设部 交通运输部:交通运输部 水利部:水利部 "
        "农业农村部:农业农村部 商务部:商务部 文化和旅游部:文化和旅游部 国家卫生健康委:卫生健康委员会 应急管理部:应急管理部 "
        "市场监管总局:市场监督管理总局 国家统计局:统计局 国家能源局:能源局 中国气象局:气象局"
    ),
}


def bodies(level: str) -> list[tuple[str, str]]:
    """Bodies of a level: name as written without the place, and full name."""
    key = {"自治区": "省", "区": "县"}.get(level, level)
    return [(w, full) for w, full in (item.split(":") for item in BODIES[key].split())]
