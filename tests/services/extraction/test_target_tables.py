from __future__ import annotations

import pytest

from app.services.documents.source import SourceDocument
from app.services.extraction.places import Places
from app.services.extraction.target_tables import read_target_tables
from tests.services.extraction.making import Maker, PlacedCell

HEAD = ("指标", "2020年现状", "2026年目标", "属性")


def document(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> SourceDocument:
    maker = Maker()
    cells = [PlacedCell(r, c, (t,) if t else ()) for r, row in enumerate((head, *rows)) for c, t in enumerate(row)]
    maker.table(cells, len(head))
    maker.turn()
    return maker.document()


def values(made: SourceDocument) -> list[tuple[str, str, float, str]]:
    found = read_target_tables(made, Places(made, {}), set()).targets
    return [(t.name, t.comparator, t.value, t.unit) for t in found]


@pytest.mark.parametrize(
    ("cell", "comparator", "value", "unit"),
    [
        ("93%左右", "~", 93, "%"),
        ("≥40%", ">=", 40, "%"),
        ("＞80", ">", 80, ""),
        ("12万亩以上", ">=", 12, "万亩"),
        ("新增8万个", "=", 8, "万个"),
        ("下降10%", "change", -10, "%"),
        ("不超过5天", "<=", 5, "天"),
    ],
)
def test_values(cell: str, comparator: str, value: float, unit: str) -> None:
    assert values(document(("森林覆盖率", "40%", cell, "约束性"))) == [("森林覆盖率", comparator, value, unit)]


def test_years_base_and_nature() -> None:
    made = document(("森林覆盖率", "40.5%", "42%", "预期性"))
    (target,) = read_target_tables(made, Places(made, {}), set()).targets
    assert (target.year, target.baseline_year, target.base_value, target.nature) == (2026, 2020, 40.5, "预期性")
    assert target.where == "table 1"


def test_a_column_of_units() -> None:
    head = ("序号", "指标名称", "单位", "规划目标", "指标属性")
    assert values(document(("1", "湿地面积", "万亩", "30", "约束性"), head=head)) == [("湿地面积", "=", 30.0, "万亩")]


def test_words_without_a_number_are_no_targets() -> None:
    assert values(document(("水质", "—", "保持稳定", "约束性"))) == []


def test_other_tables_and_task_tables_are_left_alone() -> None:
    assert values(document(("1", "甲厂", "2亿元", "某镇"), head=("序号", "项目名称", "总投资", "地点"))) == []
    made = document(("森林覆盖率", "40%", "42%", "约束性"))
    assert not read_target_tables(made, Places(made, {}), {0}).targets
