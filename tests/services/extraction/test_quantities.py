"""Numbers, units, ranges and years."""

from __future__ import annotations

import pytest

from app.services.extraction.quantities import find_quantities, find_years, mask


def read(text: str) -> list[tuple[float, float | None, str]]:
    view = mask(text)
    return [(q.value, q.high, q.unit) for q in find_quantities(view, find_years(view, text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16万辆", [(16, None, "万辆")]),
        ("1.5万亿元", [(1.5, None, "万亿元")]),
        ("30万千瓦", [(30, None, "万千瓦")]),
        ("5千瓦", [(5, None, "千瓦")]),
        ("290克标准煤/千瓦时", [(290, None, "克标准煤/千瓦时")]),
        ("200万立方米/日", [(200, None, "万立方米/日")]),
        ("1,200家", [(1200, None, "家")]),
        ("３０％", [(30, None, "%")]),
        ("7—10天", [(7, 10, "天")]),
        ("20%—25%", [(20, 25, "%")]),
        ("500万至600万元", [(500, 600, "万元")]),
        ("800万和115万吨", [(800, None, "万吨"), (115, None, "万吨")]),
        ("20个、10个百分点", [(20, None, "个百分点"), (10, None, "个百分点")]),
        ("5、8和10家", [(5, None, "家"), (8, None, "家"), (10, None, "家")]),
        ("百分之三十", [(30, None, "%")]),
        ("翻两番", [(300, None, "%")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, float | None, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4S店",
        "5G网络",
        "PM2.5",
        "DB32/4437-2022",
        "江发〔2024〕24号",
        "《目录（2024年本）》",
        "第3次",
        "2025年",
        "6月",
        "A4",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2025年", [2025]),
        ("2024—2026年", [2026]),
        ("2025年、2030年", [2025, 2030]),
        ("“十四五”期间", [2025]),
        ("十五五末", [2030]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [m.year for m in find_years(mask(text), text)] == years
