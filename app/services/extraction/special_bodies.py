"""Bodies that no list can hold: local governments, 各有关部门, branches, parks, enterprises, described bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.services.extraction.regions import Regions

LOCAL: Final = "县（市、区）"
PARK: Final = "园区"
LOCAL_ORDER: Final = 8000
PARK_ORDER: Final = 9000
EVERYBODY_ORDER: Final = 9900
OTHER_ORDER: Final = 9800

_BRACKETS: Final = str.maketrans("()[]【】〔〕", "（）（）（）（）")
_FIRST_LEVEL: Final = {"省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县"}
_NOT_A_PREFIX: Final = "级直属内场政委域镇民区县外上下"


@dataclass(frozen=True, slots=True)
class RuleBody:
    """A body named by rule."""

    agency: str
    level: str | None
    region: str | None
    kind: str | None
    group: str
    order: int


def clean(text: str) -> str:
    """The name as it is looked up: without white space, brackets in full width."""
    return re.sub(r"\s+", "", text).translate(_BRACKETS)


def plain(text: str) -> bool:
    """Whether ``text`` is a short run of Chinese characters."""
    return re.fullmatch(r"[\u4e00-\u9fff]{2,10}", text) is not None


def without_level(text: str) -> str:
    """The name without a leading 省, 市, 县, 区 that only says whose body it is."""
    if len(text) > 3 and text[0] in _FIRST_LEVEL and text[1] not in _NOT_A_PREFIX:
        return text[1:]
    return text


def level_of_first(text: str) -> str | None:
    """The level that the first character states."""
    return _FIRST_LEVEL.get(text[:1])


# ------------------------------------------------------------------ before the lexicon

_UNIT: Final = (
    r"(?:省级|设区的?市|地级市|县级市|自治州|自治县|自治旗|直辖市|自治区|县（市）区|县市区?|市县区?|区县|县区|旗县区?|盟市|地区|示范区|实验区"
    r"|[省市县区州盟旗]|地(?=（))"
)
_GROUP: Final = rf"{_UNIT}(?:（[^（）]{{1,24}}）)?"
_SEAT: Final = r"(?:(?:党委|委)(?:和|、)?(?:人民)?政府|人民政府|政府|管委会|管理委员会|行政公署|行署)"
_EVERY: Final = re.compile(
    rf"(?:(?P<head>全[省市区州县]|相关|有关|沿(?:江|海|线|湖|河|黄|淮|边)|环湖|其他|其余|属地)?各(?:有关|相关)?|(?:有关|相关|涉及的?|沿(?:江|海|线|湖|河|黄|淮|边))(?=.{{0,12}}(?:政府|管委会|）)))"
    rf"(?P<units>{_GROUP}(?:{_SEAT})?(?:[、和及，,/]{_GROUP}){{0,4}})"
    rf"(?:(?P<seat>{_SEAT}(?:（{_SEAT}）|[、和]{_SEAT})?)|(?![\u4e00-\u9fff])|(?=负责|牵头|配合|参与|按|分别|具体|组织|落实|共同|等))"
)
_TOWNS: Final = re.compile(
    r"(?:全[市县区])?各(?:村（社区）|行政村|村居?|社区|镇|乡镇?|街道|镇街|乡镇（街道）|镇（街道）|镇（街）|乡（镇）|镇、街道)(?:人民政府|政府|办事处|（街道）)*(?:（[^（）]{1,12}）|、街道办事处)?"
)
_EVERYBODY: Final = re.compile(
    r"(?:国务院|中央|全?[省市区县州])?(?:和国家)?(?:机关|政府|[级直属委])*(?P<which>(?:各|其他|其它|有关|相关|成员|职能|责任|涉及|等)+)(?:[级直属])?"
    r"(?P<noun>部门|单位|部门（单位）|部门[和、及]单位|单位[和、及]部门|委办局|部委|厅局|局|直属机构|机构)"
)
_LEVEL_GOVERNMENT: Final = re.compile(
    r"(?:地方|省市县)?各级(?:人民)?(?:政府|党委政府|党委和政府)(?:（管委会）)?|地方各级(?:人民)?政府(?:（管委会）)?|地方(?:人民)?政府|(?:属地|所在地|当地|相关|有关)(?:县级|[市县区])?(?:人民)?政府|各地区?|属地|地方"
)
_OWN_GOVERNMENT: Final = re.compile(r"(?P<level>[省市县区州]|自治区)(?:人民)?政府")
_BANK: Final = re.compile(
    r"(?P<place>.*?)(?:中国人民银行|人民银行|人行)(?P<rest>.*?)(?P<seat>分行|中心支行|支行|营业管理部|总部|营管部)?"
)
_REGULATOR: Final = re.compile(
    r"(?:国家金融监督管理总局|国家金融监管总局|金融监管总局)(?P<place>.*?)(?P<seat>监管分局|监管支局|监管局|分局)"
)
_BRANCH: Final = re.compile(r"(?P<place>.{2,9}?)金融监管(?P<seat>分局|支局)")
_REGULATOR_OF_PROVINCE: Final = re.compile(
    r"(?![省市县区州])(?P<place>[\u4e00-\u9fff]{1,2}[^省市县区州])金融监管(?P<seat>局)"
)
_EXCHANGE: Final = re.compile(r"(?:国家)?外汇(?:管理)?局(?P<place>.{2,9}?)(?:省|市)?(?:分局|中心支局|支局)")
_MINES: Final = re.compile(r"国家矿山(?:安全监察|安监)局(?P<place>.{2,6}?)局")
_SURVEY: Final = re.compile(r"(?:国家统计局)?(?P<place>.{2,9}?)调查(?:总队|队)")
_ENERGY: Final = re.compile(r"(?:国家能源局)(?P<place>.{2,6}?)监管(?:办公室|办|局)")


def every_group(text: str) -> list[re.Match[str]]:
    """Where 各区、市政府 and its like stand in ``text``."""
    return [match for match in _EVERY.finditer(text.translate(_BRACKETS)) if "、" in match["units"]]


def is_everybody(text: str) -> bool:
    """Whether ``text`` is 各有关部门 or 各有关部门和单位."""
    return _EVERYBODY.fullmatch(clean(text)) is not None


def before_lexicon(text: str, regions: Regions, region: str | None) -> RuleBody | None:
    """The special kinds of the schema's table, as far as their form alone tells them."""
    for rule in (_everybody, _level_government, _towns, _bank, _central_offices, _own_government):
        found = rule(text, regions)
        if found is not None:
            return found
    return _every(text, regions, region)


def _everybody(text: str, _regions: Regions) -> RuleBody | None:
    match = _EVERYBODY.fullmatch(text)
    if match is None:
        return None
    name = "各有关单位" if match["noun"].startswith("单位") else "各有关部门"
    level = next((_FIRST_LEVEL[c] for c in text[:2] if c in _FIRST_LEVEL), None)
    return RuleBody(name, level, None, None, name, EVERYBODY_ORDER)


def _level_government(text: str, _regions: Regions) -> RuleBody | None:
    if not _LEVEL_GOVERNMENT.fullmatch(text):
        return None
    return RuleBody(text, "other", None, LOCAL, "地方政府", LOCAL_ORDER)


def _towns(text: str, _regions: Regions) -> RuleBody | None:
    if not _TOWNS.fullmatch(text):
        return None
    return RuleBody("乡级人民政府", "other", None, LOCAL, "乡级人民政府", LOCAL_ORDER + 900)


def _own_government(text: str, _regions: Regions) -> RuleBody | None:
    match = _OWN_GOVERNMENT.fullmatch(text)
    if match is None:
        return None
    return RuleBody("人民政府", _FIRST_LEVEL.get(match["level"], "省"), None, "政府部门", "人民政府", 2000)


def _bank(text: str, regions: Regions) -> RuleBody | None:
    match = _BANK.fullmatch(text)
    if match is None:
        return None
    front, rest, seat = match["place"], match["rest"], match["seat"]
    place = regions.parse(rest) if rest else regions.parse(front)
    if not (front or rest or seat) or (place is None and not plain(rest)):
        return None
    level = place.level if place else None
    name = "中国人民银行" + (seat or "分行")
    return RuleBody(name, level, place.region if place else None, "中央和省驻市单位", "人民银行", 5010)


def _central_offices(text: str, regions: Regions) -> RuleBody | None:
    for pattern, names, group, order in (
        (
            _REGULATOR,
            {"监管分局": "金融监管分局", "分局": "金融监管分局", "监管支局": "金融监管支局", "监管局": "金融监管局"},
            "金融监管",
            5020,
        ),
        (_BRANCH, {"分局": "金融监管分局", "支局": "金融监管支局"}, "金融监管", 5020),
        (_REGULATOR_OF_PROVINCE, {"局": "金融监管局"}, "金融监管", 5020),
        (_EXCHANGE, {"": "外汇管理局"}, "外汇", 5050),
        (_MINES, {"": "矿山安全监察局"}, "矿山安全", 5190),
        (_SURVEY, {"": "国家统计局调查队"}, "国家统计调查", 5190),
        (_ENERGY, {"": "能源监管办"}, "能源监管", 5170),
    ):
        match = pattern.fullmatch(text)
        if match is not None:
            place = regions.parse(match["place"])
            name = names.get(match.groupdict().get("seat") or "", "")
            return RuleBody(
                name, place.level if place else None, place.region if place else None, "中央和省驻市单位", group, order
            )
    return None


def _every(text: str, regions: Regions, region: str | None) -> RuleBody | None:
    """各县（市、区）人民政府 and its many ways of writing."""
    match = _EVERY.fullmatch(text)
    if match is None:
        return None
    units = match["units"]
    if "省" in units or "直辖市" in units:
        return RuleBody("省级人民政府", "省", None, LOCAL, "省级人民政府", LOCAL_ORDER)
    in_city = regions.level_of(region) in ("市", "县") or (match["head"] or "").startswith("全市")
    outside = re.sub(r"（[^（）]*）", "", units)
    cities = re.search(r"设区|地级|州|盟|地区|(?<!级)市", outside) is not None
    only_cities = cities and not re.search(
        r"[县区旗]", outside.replace("设区", "").replace("地区", "").replace("示范区", "")
    )
    bracket = "".join(re.findall(r"（([^（）]*)）", units))
    if only_cities and re.search(r"^[县区]|、[县区]", bracket):
        only_cities = in_city is False and "设区" in outside
    if not in_city and cities and (only_cities or regions.level_of(region) == "省"):
        return RuleBody("市级人民政府", "市", None, LOCAL, "市级人民政府", LOCAL_ORDER)
    return RuleBody("县级人民政府", "县", None, LOCAL, "县级人民政府", LOCAL_ORDER + 500)


# ------------------------------------------------------------------ after the lexicon

_GOVERNMENT_OF: Final = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,10}(?:自治[州县旗区]|[省市县区旗州盟镇乡]))(?:人民政府|政府|党委政府|管委会)?(?:（[^（）]{2,10}）)?"
)
_PARK: Final = re.compile(
    r"(?:前海|横琴|河套|南沙)管理局|.*(?:开发区|高新区|新区|园区|示范区|度假区|综保区|保税区|自贸区|试验区|片区|产业园|功能区|合作区|港区|景区|经开区|化工区|工业园|科技城|新城)"
    r"(?:（[^（）]*）)?(?:管委会|管理委员会|党工委|管理办公室|管理局|执委会)?|.*(?:管委会|执委会|管理委员会|党工委)"
)
_ENTERPRISE: Final = re.compile(
    r".*(?:集团|公司|供电局|银行|油田|电厂|煤矿|机场|铁路局|银行分行|热电厂|交易所|国企|央企|企业|分行|支行|合作社|农商行|发电厂|交通场站|运营商)(?:（[^（）]*）)?"
)
_WIDE: Final = re.compile(r"中国|国家|国网|铁路|华东|华北|华南|东北|西北|西南|华中")
_CIVIL_AVIATION: Final = re.compile(
    r"(?:中国)?(?:民航|民用航空).{2,10}(?:管理局|监管局|空管局|监督管理局|分局|空管站)|.{2,4}空管(?:局|站)"
)
_COORDINATION: Final = re.compile(
    r".*(?:领导小组|指挥部|工作专班|专班|工作组|联席会议|协调小组|推进组|工作小组|专项小组)(?:办公室|各?成员单位|单位|成员)?|.*(?:委员会|小组|指挥部)办公室"
)
_INSTITUTION: Final = re.compile(
    r".*(?:中心|研究院|研究所|科学院|设计院|勘察院|医院|大学|学院|学校|图书馆|博物馆|植物园|监测站|总站|管理站|推广站|保护区|林场"
    r"|[\u4e00-\u9fff]{2}(?:院|馆|所|书店))"
)
_LEADING_OFFICE: Final = re.compile(
    r"[省市县区州盟旗](?:蓝天|碧水|净土|治气|治水|创城|创文|创卫|创建|创森|双创|墙改|接待|驻外|人影|三防|抗旱|道安|交安|禁毒|反诈|扫黄打非|普法|信用"
    r"|营商|职转|放管服|数字|对口|对口支援|打私|机场|轨道|铁路|高铁|港口|治超|打非|海防|平安|综治|招商|质量|品牌|标准化|节水|散煤|清洁取暖"
    r"|煤改电|气代煤|环保|督改|整改|垃圾|降碳|新能源|停车|征收|征迁|棚改|旧改|老旧小区改造|城市更新|文明|美丽乡村|路长|链长|重大项目|重点项目"
    r"|上市|处非|科创|人才|治欠|根治欠薪|未保|残工|健康|药安|医改|文旅|赛事|双减|校安|燃气|燃气安全|自建房|安全生产|森防|应急|减灾|物流|消费)(?:办|专班)"
)
_DESCRIBED: Final = re.compile(
    r".*(?:部门|单位|机关|系统|机构|企业|学校|高校|院校|科研院所|行业协会|协会|商会|学会|组织|社区|村委会|街道|民主党派|人民团体|群团|合作社|街道办事处|街道办|主体|业主|业主方|[处科室队站所]|支队|总队|大队|责任人|办事处|项目法人|各行业)(?:（[^（）]*）)?"
)


def after_lexicon(text: str, regions: Regions, region: str | None) -> RuleBody | None:
    """Bodies that the lexicon does not list, told by their last words."""
    return (
        _park(text)
        or _government_of(text, regions, region)
        or _enterprise(text)
        or _coordination(text)
        or _described(text)
    )


def _park(text: str) -> RuleBody | None:
    if not _PARK.fullmatch(text):
        return None
    return RuleBody(text, "other", None, PARK, PARK, PARK_ORDER)


def _government_of(text: str, regions: Regions, region: str | None) -> RuleBody | None:
    match = _GOVERNMENT_OF.fullmatch(text)
    if match is None or text[-1] in "局厅":
        return None
    place = regions.parse(match["place"])
    if place is None or place.region is None:
        return None
    if place.region == region or place.region == regions.province_of(region):
        return RuleBody("人民政府", place.level, place.region, "政府部门", "人民政府", 2000)
    listed = regions.named(place.region)
    order = LOCAL_ORDER + (listed.rank if listed else 600)
    level = place.level or "县"
    group = {"省": "省级人民政府", "市": "市级人民政府", "县": "县级人民政府"}.get(level, "乡级人民政府")
    return RuleBody(text, level, place.region, LOCAL, group, order)


def _enterprise(text: str) -> RuleBody | None:
    if _CIVIL_AVIATION.fullmatch(text):
        return RuleBody(text, "other", None, "中央和省驻市单位", "民航", 5150)
    if not _ENTERPRISE.fullmatch(text):
        return None
    name = without_level(text)
    level = level_of_first(text) if name != text else ("other" if _WIDE.search(text) else None)
    return RuleBody(name, level, None, "国有企业", name, 6900)


def _coordination(text: str) -> RuleBody | None:
    if _COORDINATION.fullmatch(text) or _LEADING_OFFICE.fullmatch(text):
        name = without_level(text)
        return RuleBody(name, level_of_first(text) if name != text else None, None, "议事协调机构", name, 4900)
    if _INSTITUTION.fullmatch(text):
        name = without_level(text)
        return RuleBody(name, level_of_first(text) if name != text else None, None, "直属事业单位", name, 3900)
    return None


def _described(text: str) -> RuleBody | None:
    if not _DESCRIBED.fullmatch(text):
        return None
    return RuleBody(text, None, None, None, text, OTHER_ORDER)
