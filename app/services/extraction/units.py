"""Units of quantities: what may follow a number, and what kind of thing it counts."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class UnitKind(StrEnum):
    """How far a unit alone tells a target from a mere description."""

    SHARE = "share"
    COUNT = "count"
    SIZE = "size"
    TIME = "time"
    SPEC = "spec"
    PLAIN = "plain"


_SHARE: Final = "%|％|‰|个百分点|百分点|个千分点"
_TIME: Final = (
    "个工作日|工作日|个自然日|个小时|小时|分钟|秒钟?|个月|个季度|个周|周|学年|课时|学时|年|天|日|个交易日|个昼夜"
)
_SPEC: Final = (
    "千伏安|千伏|兆伏安|万伏|吨级|寸|毫米|厘米|兆帕|kV|KV|MPa|Mbps|Gbps|兆比特|吉比特|兆|瓦|马力|赫兹|ppm|度|分贝|dB"
)
_SIZE: Final = (
    "吨标准煤|吨标煤|克标准煤|克标煤|千克标准煤|千克标煤|公斤标煤|吨二氧化碳当量|吨二氧化碳|吨碳|微克|毫克|纳克|千克|公斤|市斤|斤|克"
    "|蒸吨|吨公里|吨|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|太瓦时|kWh|MWh|GWh|kW|KW|MW|GW|度电"
    "|立方千米|立方厘米|立方米|立方|平方公里|平方千米|平方米|平方|公里|千米|海里|车道公里|延米|米|km"
    "|公顷|亩|美元|欧元|港元|元|人民币|标准箱|标箱|TEU|箱|焦耳|吉焦|百万千焦|卡|升|毫升|岁|分|车公里|人公里|架次|艘次|PFlops|EFLOPS|EFlops|FLOPS|GB|TB|PB"
)
_COUNT: Final = (
    "人次|辆次|家次|户次|批次|人日|人|名|位|户|家|所|间|座|处|条|台套|台（套）|台|套|辆|艘|架|列|班次|班|张床位?|张|床位|床"
    "|项次|项|件|批|场次|场|次|期|轮|遍|支|只|头|羽|尾|株|棵|片|段|份|部|门|宗|幅|盏|根|本|册|篇|例|对|组|块|口|眼|孔|个点位|个百万|个标准箱"
    "|个|处点|枚|盒|届|栋|幢|街区|村|镇|站|倍|成|点|标段|标|股|单|笔|亩次|顿|篇次|万次|站点|桩|枪|泊位"
)
_KINDS: Final[tuple[tuple[UnitKind, str], ...]] = (
    (UnitKind.SHARE, _SHARE),
    (UnitKind.TIME, _TIME),
    (UnitKind.SPEC, _SPEC),
    (UnitKind.SIZE, _SIZE),
    (UnitKind.COUNT, _COUNT),
)


def _words(kinds: tuple[tuple[UnitKind, str], ...]) -> dict[str, UnitKind]:
    return {word.replace("?", ""): kind for kind, words in kinds for word in words.split("|")}


_BY_WORD: Final = _words(_KINDS) | {"秒": UnitKind.TIME, "张床": UnitKind.COUNT, "张床位": UnitKind.COUNT}
_BASE: Final = "(?:" + "|".join(sorted((re.escape(w) for w in _BY_WORD), key=len, reverse=True)) + ")"
MULTIPLIER: Final = "(?:万亿|百亿|千亿|百万|千万|万|亿|千|百)"
_HEAD: Final = re.compile(rf"(?P<mult>(?!{_BASE}){MULTIPLIER})?(?P<odd>[余多])?(?P<base>{_BASE})?")
_PER_ONE: Final = rf"(?:{_BASE}|{MULTIPLIER}{_BASE}|月|季|日|周|旬|人)"
_PER: Final = re.compile(
    rf"(?:(?:/|每(?=立方|平方|千瓦|亩|公里))(?:{_PER_ONE}(?:[·•・∙]{_PER_ONE})*|（{_PER_ONE}(?:[·•・∙]{_PER_ONE})*）))*"
)
_RATE: Final = re.compile(r"/(?:10万|100万|1000|万|十万|百万)(?!\d)")
#: Words that begin like a unit and are none: 项 of 项目 stays a unit, 级 never is.
_NOT_UNIT: Final = re.compile(
    r"年代|年级|日报|人民|家庭|个人|户籍|位于|处理|处置|处于|条例|条件|台账|套餐|场所|场景|次生|期间|部门|部署|门槛|组织|块状|点位(?!\d)|村级|镇级|分别|分钟级|分类|分级|分布|分阶段|度假|米级|站点级|对接|标准(?!箱)|单位|单独|成果|成效|成立|成为|本地|本级|件均|根据|只有|门店级|股权|单机|倍增|人均|百货|年均"
)


def unit_at(text: str, at: int) -> tuple[str, UnitKind | None, int, bool]:
    """The unit that begins at ``at``: (unit with its multiplier, kind, end, whether 余/多 stands in it)."""
    rate = _RATE.match(text, at)
    if rate is not None:
        return rate.group(), UnitKind.SHARE, rate.end(), False
    match = _HEAD.match(text, at)
    if match is None:
        return "", None, at, False
    mult, odd, base = match["mult"] or "", bool(match["odd"]), match["base"] or ""
    if base and _NOT_UNIT.match(text, match.start("base")):
        base = ""
    if not base:
        end = match.start("base") if match["base"] else match.end("odd") if odd else match.end("mult") if mult else at
        return mult, None, end, odd
    end = match.end("base")
    per = _PER.match(text, end)
    stop = per.end() if per else end
    return mult + text[match.start("base") : stop].replace("％", "%"), _BY_WORD.get(base), stop, odd
