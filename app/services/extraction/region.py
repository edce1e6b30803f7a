"""The region a plan is for, from its title or its issuing body."""

from __future__ import annotations

import re

from app.services.extraction.regions import Regions

_PROVINCES = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 "
    "山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 "
    "台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 "
    "宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
).split()
_PROVINCE = re.compile("(?:" + "|".join(_PROVINCES) + ")")
_ANY_PROVINCE = re.compile(
    r"(?!全|各|我|本|外|跨|两|一)(?:(?!推进|关于|实施|推动|支持|促进|加快)[\u4e00-\u9fa5]){2,6}?"
    r"(?:省(?![级直内外际会市属区])|自治区(?![级直内外]))"
)
_UNIT = re.compile(
    r"(?!关于|全|各|我|本|加快|推进|促进|深入|实施|建设|城市|城镇|都市|园区|小区|社区|市区|县城|县域|重点|老旧|绿色|国家|区域|地区)"
    r"[\u4e00-\u9fa5]{1,9}?(?:自治州|自治县|自治旗|地区|新区|矿区|林区|特区|市|县|区|盟|旗)"
)
_ZONE = re.compile(
    r"(?!关于|加快|推进|促进|支持|建设|国家级|绿色|智慧|全市|全省|各|我)(?:(?![市县区省州])[\u4e00-\u9fa5]){2,6}?"
    r"(?:经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|综合保税区|旅游度假区)"
)
_NOT_A_PLACE = re.compile(
    r"关于|实施|推进|推动|推行|提升|优化|完善|深化|强化|打造|构建|创建|巩固|落实|贯彻|全面|深入|加快|建设|改造|治理|行动|方案|规划|计划|促进|支持|加强|开展|持续|“|”|工业|产业|生态|空气|质量|污染|管理|无废|海绵|韧性|智慧|文明|卫生|森林|公园|宜居|低碳|健康|数字|节水|友好"
)


_PREFECTURE = re.compile(
    r"(?!全|各|我|本|神)(?:(?!推进|关于|实施|推动|[市县区州])[\u4e00-\u9fa5]){2,9}?(?:自治)?州(?![市县区城港])"
)


def region_of(title: str, body: str | None) -> str | None:
    """The region that the title begins with, else the one the issuing body begins with."""
    for text in (title, body or ""):
        found = _leading(text.lstrip("《"))  # what stands in “” is a notion, no place
        if found:
            return found
    return None


def _leading(text: str) -> str | None:
    """The names of regions at the head of a text, province and city or city and district together."""
    rest = text.removeprefix("中共")
    taken = ""
    province = _PROVINCE.match(rest) or _ANY_PROVINCE.match(rest)
    if province:
        taken, rest = province.group(0), rest[province.end() :]
    for _ in range(2):
        zone = _ZONE.match(rest)
        found = zone or _prefecture(rest) or _UNIT.match(rest)
        if not found or (not zone and _NOT_A_PLACE.search(found.group(0))):
            break
        taken, rest = taken + found.group(0), rest[found.end() :]
        if rest.startswith("委"):  # 某市委、某市人民政府
            break
    return taken or None


def _prefecture(text: str) -> re.Match[str] | None:
    """某州 at the head of a text, where the two characters are not a city's name (苏州, 郑州)."""
    found = _PREFECTURE.match(text)
    return None if found is None or Regions.shipped().named(found.group() + "市") else found
