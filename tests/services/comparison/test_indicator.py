from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.comparison.indicator import Basis, Measure, basis_words, key_of, read_indicator, why_not
from app.services.comparison.indicator_words import is_additive, plain_unit, plain_words, shipped
from tests.services.comparison.plans import target

NAMES = st.sampled_from([name for group in (*shipped()["names"], *shipped()["words"]) for name in group])
SOME_BASES = st.builds(
    Basis,
    st.sampled_from(list(Measure)),
    st.sampled_from(["%", "吨"]),
    st.sampled_from(["", "建成区"]),
    st.sampled_from([None, 2025, 2030]),
    st.sampled_from([None, 2020]),
    st.sampled_from(["", "每年"]),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PM2.5浓度", "细颗粒物（PM2.5）平均浓度"),
        ("优良天数比率", "空气质量优良天数比例"),
        ("挥发性有机物排放总量", "VOCs排放量"),
        ("非化石能源占能源消费总量比重", "非化石能源消费比重"),
        ("建成充电站", "充电站"),
        ("单位GDP能耗", "万元地区生产总值能耗"),
        ("空气质量优良天数比例", "优良天数比率"),
    ],
)
def test_names_of_one_indicator(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("新建污水管网", "污水管网"), ("水路货运量", "铁路货运量")])
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@given(NAMES)
def test_usual_words_stay(name: str) -> None:
    assert plain_words(plain_words(name)) == plain_words(name)
    assert key_of(key_of(name)) == key_of(name)


@given(st.sampled_from(shipped()["names"]))
def test_every_name_of_a_group_means_the_same(group: list[str]) -> None:
    assert len({key_of(name) for name in group}) == 1


def test_own_place_says_nothing() -> None:
    plain = read_indicator(target("用水总量", unit="万立方米"), "青湾市")
    assert read_indicator(target("青湾市用水总量", unit="万立方米"), "青湾市") == plain
    assert read_indicator(target("用水总量", unit="万立方米", scope="全市"), "青湾市") == plain
    assert read_indicator(target("全市2025年用水总量", unit="万立方米"), "青湾市") == plain


@pytest.mark.parametrize(
    ("name", "more", "measure", "key"),
    [
        ("铁路货运量", {"comparator": "change", "baseline_year": 2020}, Measure.CHANGE, "铁路货运量"),
        ("货运量年均增长", {"comparator": "change"}, Measure.YEARLY_CHANGE, "货运量"),
        ("每年建设绿色工厂", {"unit": "家"}, Measure.EACH, "绿色工厂"),
        ("绿色工厂", {"unit": "家"}, Measure.AMOUNT, "绿色工厂"),
    ],
)
def test_what_the_number_says(name: str, more: dict[str, object], measure: Measure, key: str) -> None:
    read = read_indicator(target(name, **{"unit": "%", **more}), "青湾市")  # type: ignore[arg-type]  # mixed keys
    assert (read.basis.measure, read.key) == (measure, key)


@pytest.mark.parametrize(
    ("unit", "plain", "factor"),
    [("万吨", "吨", 1e4), ("亿立方米", "立方米", 1e8), ("座", "个", 1), ("万m2", "平方米", 1e4)],
)  # fmt: skip
def test_units(unit: str, plain: str, factor: float) -> None:
    assert plain_unit(unit) == (plain, factor)


@pytest.mark.parametrize(
    ("name", "unit", "adds"),
    [
        ("新建污水管网", "公里", True),
        ("污水处理能力", "立方米/日", True),
        ("森林覆盖率", "%", False),
        ("PM2.5浓度", "微克/立方米", False),
        ("处置时间", "小时", False),
        ("收入倍数", "倍", False),
        ("炼焦产能与炼钢产能", "", False),
    ],
)
def test_what_can_be_added(name: str, unit: str, adds: bool) -> None:
    assert is_additive(name, unit) is adds


@given(SOME_BASES, SOME_BASES)
def test_a_reason_exactly_where_bases_differ(one: Basis, other: Basis) -> None:
    assert bool(why_not(one, other)) == (one != other)


def test_reasons_are_told_in_full() -> None:
    one = Basis(Measure.CHANGE, "%", "", 2025, 2020)
    other = Basis(Measure.CHANGE, "%", "建成区", None, 2019)
    assert why_not(one, other) == "范围不同（全域、建成区）；基期不同（2020年、2019年）；对照的未写明目标年份"
    assert why_not(other, one).endswith("未写明目标年份（对照的为2025年）")


def test_basis_in_words() -> None:
    assert basis_words(Basis(Measure.CHANGE, "%", "", 2025, 2020)) == "2025年，比2020年增减"
    assert basis_words(Basis(Measure.EACH, "个", "", None, None, "每年")) == "每年"
