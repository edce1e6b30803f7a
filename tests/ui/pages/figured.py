"""Invented figures of three plans as page 指标 and 指标对照 get them, computed by the real rules."""

from __future__ import annotations

from typing import Any

from app.services.many_rows import ApartRow, FigureRow, IndicatorRow, IndicatorTable, PlanColumn, SeriesRow
from app.services.rows import ItemRef
from app.ui.many_services import ManyServices

PLANS = (
    PlanColumn(1, "甲湾市", "甲湾市方案", "甲湾市", 24, 8),
    PlanColumn(2, "乙山市", "乙山市方案", "乙山市", 20, 8),
    PlanColumn(3, "行动计划", "行动计划", None, 0, 12),
)


def figure(
    number: int, version: int, name: str, phrase: str, year: int | None, group: str, **more: object
) -> FigureRow:
    said: dict[str, object] = {
        "base": "",
        "unit": "%",
        "nature": "",
        "where": f"任务 {number + 1}",
        "quote": f"{name}{phrase}",
        "refs": (ItemRef(version, "task", number + 1),),
        "value": float(number),
        "panel": "|%|amount",
        "first": number,
    }
    return FigureRow(number, version, name, phrase, year=year, group=group, **{**said, **more})  # type: ignore[arg-type]


FIGURES = (
    figure(0, 1, "漏损率", "≤9%", 2025, "漏损率"),
    figure(1, 1, "湿地面积", "50公顷", 2025, "湿地面积", unit="公顷", nature="预期性"),
    figure(2, 2, "供水管网漏损率", "≤8%", 2025, "漏损率", refs=(ItemRef(2, "measure", 3),), where="正文措施（3）"),
    figure(3, 3, "漏损率", "≤7%", 2030, "漏损率"),
    figure(4, 3, "漏损率", "下降2%", 2025, "漏损率", panel="增减幅度|%|change", base="2020年"),
)
LEAKS = IndicatorRow(
    "漏损率",
    "漏损率",
    (SeriesRow("2025年", "%", 2025, (0, 2)),),
    (ApartRow(3, "目标年份不同（2030年、2025年）"), ApartRow(4, "一为增减幅度，一为数值")),
    (1, 2, 3),
)
WETLANDS = IndicatorRow("湿地面积", "湿地面积", (), (ApartRow(1, ""),), (1,))
TABLE = IndicatorTable(PLANS, FIGURES, (LEAKS, WETLANDS))


def many_services(table: IndicatorTable = TABLE, **other: Any) -> ManyServices:
    """Figures; what else is asked for must be given."""

    def absent(*arguments: object) -> Any:
        raise AssertionError(f"not expected here: {arguments}")

    answers: dict[str, Any] = dict.fromkeys(ManyServices.__dataclass_fields__, absent)
    answers |= {"columns": lambda: table.plans, "indicators": lambda _versions: table}
    return ManyServices(**(answers | other))
