"""Target tables: 指标 | 现状 or base year | 目标 | 属性; each row with a number gives a target."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.services.documents.source import SourceDocument
from app.services.extraction.draft import Target
from app.services.extraction.place_targets import PlaceColumns, place_columns, place_targets
from app.services.extraction.places import Places
from app.services.extraction.table_grid import Grid, make_grid
from app.services.extraction.text_cleaning import Flow, squeeze
from app.services.extraction.units import unit_at

HEAD_OWNER = "table/head"
_NAME = re.compile(r"(?:主要|具体|考核|目标)?指标(?:名称|内容)?|名称|项目|分类")
_NATURE = re.compile(r"(?:指标)?(?:属性|性质|类型)")
_UNIT = re.compile(r"(?:计量)?单位")
_BASE = re.compile(r".*(?:现状|基期|基准|基数|基础值).*")
_GOAL = re.compile(r".*(?:目标).*|(?:到)?20\d\d年(?:底)?(?:[（(].*[)）])?")
_YEAR = re.compile(r"(20\d\d)年?")
_VALUE = re.compile(
    r"^(?P<sign>[＞>≥≧＜<≤≦]=?|不低于|不少于|不超过|低于|高于|达到?|约)?(?P<move>增长|提高|新增|下降|降低|减少|削减)?"
    r"(?P<number>-?\d+(?:\.\d+)?)(?:[（(].*[)）])?(?P<unit>[^\d，。；]{0,10}?)(?P<bound>以上|以下|以内|左右)?$"
)
_IN_NAME = re.compile(r"[（(]([^（()）]{1,12})[）)]$")
_COMPARATORS = {
    ">": ">", "＞": ">", "高于": ">", "≥": ">=", "≧": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "以上": ">=",
    "<": "<", "＜": "<", "低于": "<", "≤": "<=", "≦": "<=", "<=": "<=", "不超过": "<=", "以下": "<=", "以内": "<=",
    "左右": "~", "约": "~",
}  # fmt: skip


@dataclass(frozen=True)
class _Columns:
    """The columns of a target table."""

    name: int
    goal: int
    base: int | None
    nature: int | None
    unit: int | None
    year: int | None
    base_year: int | None


@dataclass
class FoundTables:
    """Targets of all target tables and the flows that they were read from."""

    targets: list[Target]
    claims: list[tuple[Flow, str]]


def read_target_tables(document: SourceDocument, places: Places, used: set[int]) -> FoundTables:
    """Read every target table that is no task table; a part without a head goes on with the table before."""
    found = FoundTables([], [])
    columns: _Columns | None = None
    count = width = 0
    for number in range(len(document.tables)):
        if number in used:
            columns = None
            continue
        grid = make_grid(document, number)
        by_place = place_columns(grid)
        if by_place is not None:
            count += 1
            _read_places(grid, by_place, f"table {count}", places, found)
            columns = None
            continue
        head = _columns(grid)
        if head is not None:
            columns, width = head, grid.table.columns
            count += 1
            found.claims += [(grid.flow(0, c), HEAD_OWNER) for c in range(width)]
        elif grid.table.columns != width or (columns is not None and not _goes_on(grid, columns)):
            columns = None
        if columns is not None:
            _read(grid, columns, 1 if head else 0, f"table {count}", places, found)
    return found


def _read_places(grid: Grid, columns: PlaceColumns, where: str, places: Places, found: FoundTables) -> None:
    """A table of targets by place."""
    found.claims += [(grid.flow(c.row, c.column), HEAD_OWNER) for c in grid.table.cells if c.row < 2]
    for row in range(2, grid.table.rows):
        made = place_targets(grid, columns, row, where)
        flows = [grid.flow(row, c) for c in range(grid.table.columns) if grid.starts(row, c)]
        found.targets += [replace(target, place=places.of(*flows)) for target in made]
        if made:
            found.claims += [(flow, f"target/{len(found.targets)}/row") for flow in flows]


def _goes_on(grid: Grid, columns: _Columns) -> bool:
    """Whether a table without a target table's head goes on with the one before: a figure or nothing on top."""
    first = grid.flow(0, columns.goal).text
    return not first or _VALUE.match(first) is not None


def _columns(grid: Grid) -> _Columns | None:
    """The columns by the names in the first row; None if it is not the head of a target table."""
    names = [squeeze(name) for name in grid.names(0)]
    goal = _last(names, _GOAL, but=_BASE)
    nature = _last(names, _NATURE)
    name = _last(names, _NAME)
    base = _last(names, _BASE)
    if goal is None or name is None or name == goal or (nature is None and base is None):
        return None
    years = _YEAR.search(names[goal])
    before = _YEAR.search(names[base]) if base is not None else None
    return _Columns(
        name, goal, base, nature, _last(names, _UNIT), int(years.group(1)) if years else None,
        int(before.group(1)) if before else None,
    )  # fmt: skip


def _last(names: list[str], pattern: re.Pattern[str], but: re.Pattern[str] | None = None) -> int | None:
    """The last column whose name fits."""
    fits = [i for i, n in enumerate(names) if n and pattern.fullmatch(n) and not (but and but.fullmatch(n))]
    return fits[-1] if fits else None


def _read(grid: Grid, columns: _Columns, first: int, where: str, places: Places, found: FoundTables) -> None:
    """The rows of one part of a table."""
    for row in range(first, grid.table.rows):
        value = grid.flow(row, columns.goal)
        name = grid.flow(row, columns.name)
        match = _VALUE.match(value.text)
        if not match or not name or not grid.starts(row, columns.goal):
            continue
        number = float(match["number"])
        move = match["move"] or ""
        comparator = _COMPARATORS.get(match["sign"] or "") or _COMPARATORS.get(match["bound"] or "") or "="
        if move and move != "新增":
            number = -number if move in ("下降", "降低", "减少", "削减") else number
            bound, comparator = comparator, "change"
        else:
            bound = None
        unit = match["unit"] or (grid.flow(row, columns.unit).text if columns.unit is not None else _named(name.text))
        nature = grid.flow(row, columns.nature).text if columns.nature is not None else None
        target = Target(
            where, name.text, comparator, number, unit, quote=value.text, bound=bound, nature=nature or None
        )
        years = replace(target, year=columns.year, baseline_year=columns.base_year)
        found.targets.append(replace(years, base_value=_base(grid, row, columns), place=places.of(name, value)))
        owner = f"target/{len(found.targets)}"
        row_cells = [grid.flow(row, c) for c in range(grid.table.columns) if grid.starts(row, c)]
        found.claims += [(flow, f"{owner}/row") for flow in row_cells]


def _named(name: str) -> str:
    """The unit in brackets at the end of an indicator's name: 覆盖率（%）."""
    found = _IN_NAME.search(name)
    if found is None:
        return ""
    unit, kind, end, _ = unit_at(found.group(1), 0)
    return unit if kind is not None and end == len(found.group(1)) else ""


def _base(grid: Grid, row: int, columns: _Columns) -> float | None:
    """The number of the base column."""
    if columns.base is None:
        return None
    match = _VALUE.match(grid.flow(row, columns.base).text)
    return float(match["number"]) if match else None
