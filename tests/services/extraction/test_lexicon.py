"""The lexicon: functions, short forms, levels, kinds, the special kinds of the schema."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings, strategies as st

from app.paths import resources
from app.services.extraction.lexicon import AgencyName, Lexicon

LEXICON = Lexicon.shipped()
CITY, PROVINCE = "江州市", "辽宁省"


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("市发改委", "发展和改革委员会"),
        ("市发展改革委", "发展和改革委员会"),
        ("省发展改革委", "发展和改革委员会"),
        ("区发展改革局", "发展和改革局"),
        ("市工信局", "工业和信息化局"),
        ("省经济和信息化厅", "经济和信息化厅"),
        ("市市场监管局", "市场监督管理局"),
        ("市场监管局", "市场监督管理局"),
        ("市交通局", "交通运输局"),
        ("省交通运输厅", "交通运输厅"),
        ("市资源规划局", "自然资源和规划局"),
        ("市城管局", "城市管理局"),
        ("市住建局", "住房和城乡建设局"),
        ("省住房城乡建设厅", "住房和城乡建设厅"),
        ("市卫生健康委", "卫生健康委员会"),
        ("市应急局", "应急管理局"),
        ("市科技局", "科学技术局"),
        ("市水务局", "水务局"),
        ("市人社局", "人力资源和社会保障局"),
        ("省国资委", "国有资产监督管理委员会"),
        ("省管局", "机关事务管理局"),
        ("省林草局", "林业和草原局"),
        ("省金融监管局", "地方金融监督管理局"),
        ("省数据资源局", "数据资源管理局"),
        ("市编办", "编办"),
        ("市残联", "残疾人联合会"),
        ("市供销社", "供销合作总社"),
        ("市法院", "人民法院"),
        ("国家能源局", "能源局"),
        ("市场监管总局", "市场监督管理总局"),
        ("生态环境部", "生态环境部"),
    ],
)
def test_short_forms_give_the_full_official_name(written: str, agency: str) -> None:
    found = LEXICON.find(written, CITY)
    assert (found.agency, found.known) == (agency, True)


@pytest.mark.parametrize(
    ("written", "agency", "region"),
    [
        ("各县（市、区）人民政府", "县级人民政府", CITY),
        ("各县(市、区)人民政府", "县级人民政府", CITY),
        ("各县级市（区）人民政府（管委会）", "县级人民政府", CITY),
        ("各区人民政府", "县级人民政府", CITY),
        ("各区、市政府", "县级人民政府", CITY),
        ("各市人民政府", "市级人民政府", PROVINCE),
        ("各市", "市级人民政府", PROVINCE),
        ("市各有关部门", "各有关部门", CITY),
        ("省直各有关部门", "各有关部门", PROVINCE),
        ("市级有关部门", "各有关部门", CITY),
        ("沿江三市直属海事局", "海事局", CITY),
        ("南通海事局", "海事局", "南通市"),
        ("苏州海关", "海关", "苏州市"),
        ("中国人民银行南通市分行", "中国人民银行分行", "南通市"),
        ("人行苏州市分行", "中国人民银行分行", "苏州市"),
        ("人行合肥中心支行", "中国人民银行中心支行", "安徽省"),
        ("国家金融监督管理总局南通监管分局", "金融监管分局", "南通市"),
        ("辽宁银保监局", "银保监局", PROVINCE),
        ("市委金融办", "市委金融办", CITY),
        ("省委组织部", "省委组织部", PROVINCE),
        ("市攻坚办", "攻坚办", CITY),
        ("省节能办", "节能办", PROVINCE),
        ("省政府办公厅", "人民政府办公厅", PROVINCE),
        ("供电公司", "供电公司", CITY),
        ("港口集团", "港口集团", CITY),
        ("中国铁路沈阳局集团", "中国铁路沈阳局集团", PROVINCE),
        ("民航东北地区管理局", "民航东北地区管理局", PROVINCE),
        ("县级以上人民政府确定的监督管理部门", "县级以上人民政府确定的监督管理部门", CITY),
    ],
)
def test_special_kinds_of_the_schema(written: str, agency: str, region: str) -> None:
    found = LEXICON.find(written, region)
    assert (found.agency, found.known) == (agency, True)


@pytest.mark.parametrize(
    ("written", "level", "kind"),
    [
        ("市委宣传部", "市", "党委部门"),
        ("市教育局", "市", "政府部门"),
        ("省教育厅", "省", "政府部门"),
        ("市攻坚办", "市", "议事协调机构"),
        ("南通海关", "市", "中央和省驻市单位"),
        ("市轨道集团", "市", "国有企业"),
        ("团市委", "市", "群体"),
        ("各县（市、区）人民政府", "县", "县（市、区）"),
        ("江州经济技术开发区管委会", "other", "园区"),
        ("市住房公积金管理中心", "市", "直属事业单位"),
    ],
)
def test_level_and_kind(written: str, level: str, kind: str) -> None:
    found = LEXICON.find(written, CITY)
    assert (found.level, found.kind) == (level, kind)


def test_group_joins_the_levels_of_a_function() -> None:
    groups = [LEXICON.find(name, CITY).group for name in ("市交通局", "省交通运输厅", "交通运输部")]
    assert len(set(groups)) == 1
    assert LEXICON.find("市水利局", CITY).group == LEXICON.find("市水务局", CITY).group


def test_official_order_follows_the_kinds() -> None:
    names = ["市委宣传部", "市发展改革委", "市教育局", "市攻坚办", "江州海关", "港口集团", "市总工会", "各县（市、区）"]
    orders = [LEXICON.find(name, CITY).order for name in names]
    assert orders == sorted(orders)


def test_cities_follow_the_region_codes() -> None:
    first, second = (LEXICON.find(f"{name}人民政府", "江苏省").order for name in ("南京市", "宿迁市"))
    assert first < second


def test_elided_prefix_takes_level_from_the_list() -> None:
    before = LEXICON.find("省教育厅", PROVINCE)
    assert LEXICON.find("财政厅", PROVINCE, before).level == "省"


def test_elided_party_body_keeps_the_committee() -> None:
    before = LEXICON.find("市委宣传部", CITY)
    assert LEXICON.find("网信办", CITY, before).agency == "市委网信办"


def test_named_place_becomes_the_region() -> None:
    found = LEXICON.find("南通市生态环境局", "江苏省")
    assert (found.agency, found.level, found.region) == ("生态环境局", "市", "南通市")


def test_two_regulators_are_told_apart() -> None:
    assert LEXICON.find("江苏金融监管局", "江苏省").agency == "金融监管局"
    assert LEXICON.find("省金融监管局", "江苏省").agency == "地方金融监督管理局"


def test_municipality_is_of_provincial_level() -> None:
    assert LEXICON.find("市交通委", "上海市").level == "省"


def test_own_government_and_lower_ones() -> None:
    assert LEXICON.find("市政府", CITY).agency == "人民政府"
    assert LEXICON.find("如东县人民政府", "南通市").kind == "县（市、区）"


@pytest.mark.parametrize("written", ["市飞天局", "市扬子江办", "市奇观委"])
def test_unknown_body_keeps_its_name_and_is_not_known(written: str) -> None:
    found = LEXICON.find(written, CITY)
    assert (found.agency, found.known) == (written[1:], False)


def test_no_alias_is_claimed_twice() -> None:
    rows = json.loads((resources() / "lexicon" / "agencies.json").read_text(encoding="utf-8"))["agencies"]
    seen: dict[tuple[str, bool], str] = {}
    for row in rows:
        for full, aliases in row["names"].items():
            for form in (full, *aliases):
                assert seen.setdefault((form, row["kind"] == "党委部门"), full) == full, form


def test_every_shipped_form_is_found() -> None:
    rows = json.loads((resources() / "lexicon" / "agencies.json").read_text(encoding="utf-8"))["agencies"]
    forms = [f for row in rows if row["kind"] != "党委部门" for full, al in row["names"].items() for f in (full, *al)]
    assert [form for form in forms if not LEXICON.find(form, CITY).known] == []


@settings(max_examples=200, deadline=200)
@given(st.text(alphabet="市省县区各（）、人民政府委局厅办公室南通海关发展改革分行A1 ", max_size=40))
def test_any_text_gets_an_answer_at_once(text: str) -> None:
    found = LEXICON.find(text, CITY)
    assert found.known or found.order == 9990


def test_a_name_that_a_person_added() -> None:
    lexicon = Lexicon.shipped().extended({"市雨燕处": AgencyName("雨燕保护中心", "市", None, "直属事业单位")})
    found = lexicon.find("市雨燕处", "青湾市")
    assert (found.agency, found.level, found.region, found.known) == ("雨燕保护中心", "市", "青湾市", True)
    assert lexicon.find("市财政局", "青湾市") == Lexicon.shipped().find("市财政局", "青湾市")
    assert Lexicon.shipped().find("市雨燕处", "青湾市").agency != "雨燕保护中心"


def test_an_added_name_of_a_known_body_has_its_place_in_the_order() -> None:
    lexicon = Lexicon.shipped().extended({"市钱袋局": AgencyName("财政局")})
    known = lexicon.find("市财政局", "青湾市")
    found = lexicon.find("市钱袋局", "青湾市")
    assert (found.agency, found.kind, found.order) == (known.agency, known.kind, known.order)


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("市生态环境局青石分局", "生态环境分局"),
        ("区自然资源分局", "自然资源分局"),
        ("区资规分局", "自然资源和规划分局"),
        ("区国土分局", "国土分局"),
        ("国家外汇管理局云岭市分局", "外汇管理局"),
        ("各村（社区）", "乡级人民政府"),
        ("市委组织部（市委人才办）", "市委组织部"),
        ("市农业农村局（市乡村振兴局）", "农业农村局"),
        ("县工信商务局", "工信商务局"),
        ("区住建和交通局", "住建和交通局"),
        ("云岭金融监管局", "金融监管局"),
        ("市治超办", "治超办"),
    ],
)
def test_bodies_made_of_listed_names(written: str, agency: str) -> None:
    found = LEXICON.find(written, CITY)
    assert (found.agency, found.known) == (agency, True)


@pytest.mark.parametrize("written", ["市飞天和奇观局", "市水利局（含下属）分局", "市农业奇观局"])
def test_a_name_with_an_unlisted_part_is_unknown(written: str) -> None:
    assert not LEXICON.find(written, CITY).known


@pytest.mark.parametrize(
    "written",
    [
        "各县区人民政府",
        "沿江各县（区）政府",
        "沿海县（市、区）政府",
        "有关县（市、区）政府",
        "各县（市）区政府",
        "各旗县（市、区）政府",
        "各县（市、区）党委、政府",
    ],
)
def test_more_ways_of_naming_the_counties(written: str) -> None:
    assert LEXICON.find(written, CITY).agency == "县级人民政府"
