"""The words around a quantity: bounds, verbs of reaching, growing and achieving, and what only delimits."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = (
    (">=", r"不(?:得|应)?(?:低于|少于|小于|短于|弱于)|至少|最少|大于等于|大于或等于|高于或等于|≥|>=|＞=|不下于"),
    (
        "<=",
        r"不(?:得|应)?(?:超过|高于|多于|大于|超|突破|超出|长于)|至多|最多|小于等于|小于或等于|低于或等于|≤|<=|控制在不超过",
    ),
    (">", r"超过|突破|高于|大于|多于|优于|超出|超|逾|＞|>"),
    ("<", r"低于|小于|少于|＜|<"),
    ("~", r"大约|大致|接近|约|近"),
)
#: A bound that ends the text before the number; group names cannot hold signs, so the order tells.
BOUND_BEFORE: Final = re.compile("|".join(f"(?P<b{i}>{words})" for i, (_, words) in enumerate(_BEFORE)) + "")
BOUND_BEFORE_END: Final = re.compile(
    "(?:" + "|".join(f"(?P<b{i}>{words})" for i, (_, words) in enumerate(_BEFORE)) + r")(?:到|至|为|在|达|达到)?$"
)
BOUND_SIGNS: Final = tuple(sign for sign, _ in _BEFORE)
BOUND_AFTER: Final = re.compile(
    r"(?P<ge>(?:及其?|或|（含）|\(含\))?(?:以上|之上))"
    r"|(?P<le>(?:及其?|或)?(?:以下|以内|之内|之下|内(?![部外地容河陆涵在生]))) ?"
    r"|(?P<about>左右|上下)"
)
ADVERB_BOUND: Final = re.compile(r"至少|最少|不少于|不低于")

_ADVERBS: Final = (
    r"(?:分别|均|都|各|再|约|近|接近|累计|总计|共计|合计|总共|共|年均|平均|总体|整体|稳定|力争|努力|争取|确保|保持|基本|原则上|进一步|同比|一律"
    r"|同步|逐步|全部|新|至少|不低于|不少于|不超过|超过|突破|高于|低于|不得低于|不得少于|同期|稳步|持续|达|每年|年度|实际|大约|也|要|应|须|将|可|已)*"
)
GOAL_END: Final = re.compile(
    rf"(?:达到|达|提高到|提高至|提升到|提升至|增加到|增加至|增长到|增长至|增至|扩大到|扩大至|扩增至|升至|升到|上升到|上升至|恢复到|恢复至"
    rf"|降低到|降低至|下降到|下降至|降至|降到|降为|减少到|减少至|减至|压减到|压减至|压降至|压降到|压缩到|压缩至|压缩在|缩短到|缩短至|缩短为|缩减至|缩减到|精简至|精简到"
    rf"|控制到|控制在|控制为|保持在|稳定在|维持在|稳定到|稳定至|保持|维持|调整到|调整为|拓展到|拓展至|拓至|扩至|扩到|延长到|延长至|延长为|回落到|回落至"
    rf"|突破|超过|实现|完成|为|是|占到|占比|占|达至|不低于|不少于|不超过|不高于|到|至|力争|确保|争取|总数|总量){_ADVERBS}$"
)
_DOWN: Final = r"下降|降低|减少|削减|压减|缩减|压降|下调|回落|收窄|递减|缩短|缩小|压缩|节约|节省|降"
_UP: Final = r"增长|增加|提高|提升|上升|扩大|增多|上涨|递增|延长|增"
CHANGE_END: Final = re.compile(
    rf"(?:(?P<down>{_DOWN})|(?<![新净])(?P<up>{_UP})|(?P<better>改善))(?:了|率|幅度|比例|量)?{_ADVERBS}$"
)
CHANGE_NOUN: Final = re.compile(
    rf"(?:(?P<down>降幅|下降率|下降幅度|降低率|降低幅度|减幅|降低比例|下降比例|削减率|削减比例|压减比例|减少率|压减率|减少比例|递减率)"
    rf"|(?P<up>增速|增幅|增长率|增长速度|增长幅度|年均增速|涨幅|提升幅度|提高幅度|增长比例|递增率))"
    rf"(?:（[^）]*）)?(?:保持在|稳定在|控制在|维持在|达到|高于|达|为|保持|不低于|不超过|力争达到|力争|在|不高于)?{_ADVERBS}$"
)
#: 压减煤炭消费100万吨: the verb opens the clause, its object stands between.
CHANGE_OBJECT: Final = re.compile(
    r"(?:^|[，、\uffff]|力争|确保|持续|累计|每年|再|全市|全省|全县|全区|实现|并|年|底|前)(?:(?P<down>压减|减少|削减|降低|压降|缩减|节约|减排|减)|(?P<up>提高|增加|提升|扩大))"
    r"(?!(?:到|至|为|改造|打造))[^，、达到超过不低]{1,26}$"
)
CHANGE_TO: Final = re.compile(
    r"(?:提高|提升|增加|增长|上升|扩大|升|增|下降|降低|降|减少|减|压减|压缩|缩短|压降|恢复|调整|回落|缩减|拓展)(?:到|至|为)|达到|增至|降至"
)

#: Verbs (and nouns of stock) that say a number is to be brought about.
ACHIEVE: Final = tuple(
    (
        "建设 新建 建成 改建 扩建 续建 共建 创建 建立 建 打造 培育 培养 培训 培优 新增 净增 "
        "新改扩建 新设 完成 实施 开展 推广 应用 引进 引育 引培 招引 招聘 招录 引入 发展 改造 "
        "更新 淘汰 整治 治理 修复 造林 种植 营造 栽植 绿化 布局 布设 投放 配备 配置 安装 组织 "
        "举办 举行 召开 落实 办理 办结 选派 选树 认定 争创 创成 创评 形成 开工 竣工 投产 开通 "
        "投用 投运 启用 实现 制定 制修订 修订 出台 发布 印发 编制 遴选 评选 推出 推荐 推介 "
        "支持 扶持 孵化 帮扶 救助 资助 发放 募集 筹集 筹措 筹建 回收 利用 收集 处置 处理 压减 "
        "完善 悬挂 张贴 选择 选取 确定 "
        "关停 关闭 退出 腾退 复垦 补充 增设 设立 设置 供应 提供 保障 拆除 消除 排查 检查 抽查 "
        "抽检 监测 签约 落户 集聚 引导 推动 推进 争取 力争 确保 达到 达 吸纳 调减 储备 收储 "
        "投资 减少 节约 节能 节水 减排 替代 上市 入库 转移 转化 吸引 接待 服务 销售 消费 生产 "
        "产 播种 收购 育成 选育 保护 划定 流转 托管 贷款 放贷 发行 融资 授信 兑现 返还 配套 "
        "覆盖 接入 上线 开发 攻克 突破 研发 取得 获得 获批 申报 立项 转型 升级 提升 优化 聘请 "
        "聘任 组建 成立 开设 开办 加装 加建 联网 联动 签订 对接 派驻 下沉 巡查 巡诊 义诊 筛查 "
        "体检 接种 就业 创业 安置 搬迁 迁建 疏浚 清淤 加固 铺设 敷设 架设 修建 整修 提质 扩容 "
        "增补 总数 总量 规模 拥有 保有量 数量 至少 不少于 不低于 每年 累计 延伸 开放 开行 运行 "
        "加密 增开 开辟 贯通 打通 通车 装备 装机 并网 创办 扶助 帮助 带动 惠及 受益 解决 化解 "
        "查办 清理 清退 整改 核查 执法 宣讲 宣传 普法 演练 评估 审计 督查 督导 调研 走访 入户 "
        "征集 收录 培植 壮大 扩大 做强 建好 建强 升规 纳规 入规 纳统 上云 改选 改扩建 更换 "
        "置换 购置 采购 新购 "
    ).split()
)
#: Verbs after which a size before a noun is what is added: 新增5万吨储备能力.
ADDS: Final = re.compile(
    rf"(?:新增|净增|增加|增设|新建|建成|完成|改造|压减|减少|淘汰|退出|腾退|回收|处置|治理|修复|整治|造林|种植|营造|收储|储备|形成|新改扩建|扩建|改建|建设|拆除|关停|供应|提供|补充|消化|盘活|复垦|疏浚|清淤|更新|引进|争取|实施|实现|发放|投放|恢复|新造|铺设|开通|新铺|化解|处理|修建|提升|推广|节约|扩大){_ADVERBS}$"
)
#: With these a size before a noun describes the thing built: 建设10万吨码头.
BUILDS: Final = re.compile(rf"(?:建设|新建|推进|实施|支持){_ADVERBS}$")
_ADVERBS_END: Final = re.compile(rf"{_ADVERBS}$")

NO_TARGET_BEFORE: Final = re.compile(
    r"(?:每|单|单机|单台|单体|单个|等|半径|直径|范围|距离|间隔|相距|为期|历时|用时|总投资|投资额|总投资额|注册资本|每满|这|该|上述|前述|其中的|对|在|以|由|向|从|与|于|给予|最高|资助|处以|罚款|一次性|标准为"
    r"|按|按照|周边|沿线|沿江|两侧|两岸|外围|上下|宽度|厚度|高度|深度|每隔|装机容量|额定功率|单次|逾期|分为|归纳为|概括为|包括|以及其他|涉及|不满|不足|未满|年满|年龄|满|至今)$"
)
POLICY: Final = re.compile(
    r"(?:补贴|补助|奖励|贴息|减免|资助)(?!(?:资金|政策)?(?:覆盖|发放|到位|兑现|享受|申领|知晓|落实|拨付|执行)率)|上浮|下浮|罚款|处罚|首付|利率(?!下降|降低|下调)|税率|权重|分值|得分|计分|扣分|扣减|加价|给予|一次性|奖补|按照?[^，]{0,12}(?:标准|比例)(?:给予|予以|进行|安排|收取|计提|配套)?|折算|封顶|费率|计提|优惠"
)
FACT: Final = re.compile(
    r"目前|现有|现状|已(?:建成|达|经|完成|累计|实现|有|发展|形成)|去年|上年(?!.*[增降提])|同期为|曾"
)
#: A measure of the thing described, not of the work: 年吞吐量5万TEU、….
CAPACITY: Final = re.compile(
    r"(?:吞吐量|运量|运输量|处理量|产量|产能|年产|容积|面积|收入|产值|销售额|投资额?|装机|库容|额)$"
)
#: 改造提升120万亩 is work done, not growth.
UPGRADE: Final = re.compile(r"(?:完成|实施|改造|开展|推进|质量|精准|建设|整治)[^，、]{0,12}(?:提升|提高|扩大)$")
#: 对……给予补助: the whole sentence is a rule of payment.
PAYS: Final = re.compile(
    r"^(?:\d+[.．、]|（[^）]{1,3}）|其中，?)?(?:对|凡|按照?)[^。]*(?:给予|补助|补贴|奖励|奖补|贴息|资助|罚款|扣[减分])"
)
PLAIN_GOAL: Final = re.compile(
    r"(?:达到|提高到|提高至|提升到|提升至|降至|降到|降低到|降低至|下降到|下降至|缩小到|缩小至|控制在|保持在|稳定在|维持在|增至|调整到|调整为)$"
)
ABILITY: Final = re.compile(r"^的?[^，、]{0,14}(?:能力|规模|产能|容量|储备)(?:$|[，、])")
#: 截至…, …以来 open a report of what has been done.
REPORT: Final = re.compile(r"截至|截止|以来")
MECHANISM: Final = re.compile(
    r"的[^，、]{0,6}(?:机制|模式|体系|制度|原则|格局|要求|架构)|[^，、]{1,10}(?:负责|分管|包保|挂钩|挂帅)"
)
AGAINST: Final = re.compile(r"(?:(?P<up>高于|快于|高出|领先|超过|超出)|(?P<down>低于|慢于|低出))[^，、\d]{1,20}$")
MONEY_RULE: Final = re.compile(r"给予|补助|补贴|奖励|奖补|贴息|资助")
#: A rule of payment: whom it is for (对…企业), and what follows them (…的，给予…).
CONDITION: Final = re.compile(r"(?:^|[，；：:、]|\d[.．]|\uffff)(?:对|凡|支持)(?!标|外|接|口|比|照)[^。]*$")
THEN_PAID: Final = re.compile(
    r"^[^。；]{0,80}?(?:的|企业|单位|项目|机构|个人|者)(?:，|\uffff*，)[^。]{0,40}?(?:给予|补助|补贴|奖励|奖补|资助|贴息|扶持)"
)
BAN: Final = re.compile(
    r"(?:不再|禁止|严禁|不得|不予|严控|严格控制|限制)(?:受理|审批|核准|备案|新建|新增|新上|建设|使用|[^，；]{0,12}新建)"
)
COUNTED_NOUN: Final = re.compile(
    r"^[\u4e00-\u9fff]{1,8}?\d+(?:座|台|套|条|个|艘|辆|台套|台（套）|眼|口|处|组|家|名|户|所|项|栋|幢)(?![\u4e00-\u9fff]*(?:管网|管道|道路))"
)
HAS_ABILITY: Final = re.compile(r"(?:具备|形成|提供|实现|开展)(?:未来|提前|至少)*$")
END_AFTER: Final = re.compile(
    r"^(?:$|[，、；;：:。\uffff]|和|及|与|以及|或|的(?:目标|要求|水平|标准|任务|比例|规模)|目标|任务(?!清单)|水平|的$|（|并|且|，|的?基础)"
)
REACHES: Final = re.compile(
    r"达到|完成|实现|建成|覆盖|达标|纳入|通过|开展|建立|应用|具备|接入|配备|普及|推行|实行|改造|设立|淘汰|采用|使用|执行|入驻|参与|拥有|接受|享受"
)
FREQUENCY: Final = re.compile(
    r"每\d{1,2}年|每(?:个?年度?|季度?|个季度|个?月度?|周|半年|两年|三年|学期|学年)|逐年|按年度|年均(?=新增|完成|培训|培育|培养|建设|改造|实施|举办|开展)"
)
EFFORT: Final = re.compile(r"力争|努力|争取|基本|原则上")
NATURE: Final = re.compile(r"约束性|预期性")
ASSIGNED: Final = re.compile(r"(?:国家|省|上级|市)(?:级)?(?:政府)?(?:下达|核定|分解|明确)")
SCOPE: Final = re.compile(r"^(?:全市|全省|全区|全县|全州|全国|我市|我省|我县|我区|市区|城区|主城区|建成区|各地)")
BASELINE_BEFORE: Final = re.compile(
    r"(?:比|较|对比|相比于?|与|同|在|以|从|由|自|按|相对于?|基于|是|为|达到|达|相当于)$"
)
BASELINE_AFTER: Final = re.compile(
    r"^(?:年)?(?:底|末|同期)?(?:相比|为基[数准]|(?:的)?基础上|同期|为基期|水平|的?(?=[\d\uffff]*\d))"
)
BUILT_BEFORE: Final = re.compile(
    r"^(?:底|末)?(?:之?前|以前|以后|之?后)?(?:已?(?:建成|投产|投用|登记|注册|出厂|核准|备案|竣工|审批|取得|印发|发布|出台|修订|制定|颁布|公布|施行|建设|批准|认定|投运|入库|开工))(?:投用|投产|并[\u4e00-\u9fff]{2,4})?的|^(?:年)?(?:版|本(?![市省区县地年行级])|代|级|届)|^(?:底|末)?(?:之?前|以前)的"
)


def achieves(text: str) -> bool:
    """Whether a verb of bringing about stands in ``text``."""
    return any(word in text for word in ACHIEVE)


def achieves_directly(text: str) -> bool:
    """Whether ``text`` ends with such a verb, adverbs aside."""
    if text.endswith(ACHIEVE):
        return True
    adverbs = _ADVERBS_END.search(text, max(0, len(text) - 24))
    return adverbs is not None and text[: adverbs.start()].endswith(ACHIEVE)


def bound_before(text: str) -> tuple[str | None, int]:
    """The bound word that ends ``text`` and where it begins."""
    match = BOUND_BEFORE_END.search(text, max(0, len(text) - 10))
    if match is None:
        return None, len(text)
    index = next(i for i in range(len(BOUND_SIGNS)) if match.group(f"b{i}"))
    return BOUND_SIGNS[index], match.start()


def bound_after(text: str) -> tuple[str | None, int]:
    """The bound word that begins ``text`` and how long it is."""
    match = BOUND_AFTER.match(text)
    if match is None:
        return None, 0
    sign = ">=" if match["ge"] else "<=" if match["le"] else "~"
    return sign, match.end()
