"""Tables of targets by place: 县（市、区） | …目标: 总量（亿元） | 比增（%）, the names of the columns in two rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.services.extraction.draft import Target
from app.services.extraction.table_grid import Grid
from app.services.extraction.text_cleaning import squeeze
from app.services.extraction.units import unit_at

_PLACE = re.compile(
    r"(?:各)?(?:县|市|区|地区|区县|市县|县区|县（市、?区）|县（市）区|县级市（?区?）?|设区市|乡镇|镇街|街镇|单位|责任单位|行政区划?)(?:名称)?"
)
_GOAL = re.compile(r"目标|任务(?:数|量)|计划(?:数|量)")
_YEAR = re.compile(r"(20\d\d)年")
_GROWTH = re.compile(r"增长|比增|增速|增幅|增加率")
_FALL = re.compile(r"下降|降幅|减少|削减")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BRACKET = re.compile(r"[（(]([^（()）]{1,12})[）)]")


@dataclass(frozen=True)
class _Goal:
    column: int
    name: str
    unit: str
    change: int
    year: int | None


@dataclass(frozen=True)
class PlaceColumns:
    """The column of the places and those of the targets."""

    place: int
    goals: tuple[_Goal, ...]


def place_columns(grid: Grid) -> PlaceColumns | None:
    """The columns of a table of targets by place; None if it is another table."""
    if grid.table.rows < 3:
        return None
    upper, lower = [squeeze(n) for n in grid.names(0)], [squeeze(n) for n in grid.names(1)]
    place = next((i for i, name in enumerate(upper) if _PLACE.fullmatch(name)), None)
    goals = [_goal(i, up, low) for i, (up, low) in enumerate(zip(upper, lower, strict=True)) if _GOAL.search(up)]
    split = [g for g in goals if lower[g.column] != upper[g.column] and lower[g.column]]
    return PlaceColumns(place, tuple(split)) if place is not None and len(split) > 1 else None


def _goal(column: int, upper: str, lower: str) -> _Goal:
    found = _BRACKET.search(lower) or _BRACKET.search(upper)
    unit = found.group(1) if found else ""
    told = unit_at(unit, 0)
    change = -1 if _FALL.search(lower) else (1 if _GROWTH.search(lower) else 0)
    year = _YEAR.search(upper)
    name = _BRACKET.sub("", upper) + _BRACKET.sub("", lower)
    return _Goal(column, name, unit if told[1] is not None else "", change, int(year.group(1)) if year else None)


def place_targets(grid: Grid, columns: PlaceColumns, row: int, where: str) -> list[Target]:
    """The targets of one row: one for each column with a number."""
    made: list[Target] = []
    place = grid.flow(row, columns.place).text
    for goal in columns.goals:
        value = grid.flow(row, goal.column).text
        if not place or not _NUMBER.fullmatch(value) or not grid.starts(row, goal.column):
            continue
        number = float(value) * (goal.change or 1)
        comparator = "change" if goal.change else "="
        made.append(Target(where, place + goal.name, comparator, number, goal.unit, year=goal.year, quote=value))
    return made
