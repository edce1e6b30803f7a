"""Tables of page 指标: all figures with sort and filters, and which plan has which indicator."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.many_rows import NOT_COMPARED, FigureRow, IndicatorRow, IndicatorTable
from app.ui.itemmodels.cell_table import Cell, Head
from app.ui.itemmodels.task_rows import GridColumn

COLUMNS: tuple[GridColumn, ...] = (
    GridColumn("plan", "方案", 116, 84, hint="方案"),
    GridColumn("name", "指标", 270, 170, hint="指标名称"),
    GridColumn("phrase", "目标值", 150, 92, hint="目标值"),
    GridColumn("unit", "单位", 92, 60, hint="单位"),
    GridColumn("base", "基期", 76, 60, hint="基期"),
    GridColumn("year", "年份", 72, 60, hint="年份"),
    GridColumn("nature", "性质", 70, 60, hint="性质"),
    GridColumn("where", "出处", 124, 90, hint="出处"),
    GridColumn("state", "对照情况", 120, 100, hint="对照"),
)
HEADS = tuple(Head(one.title, one.width, grows=one.key == "name", least=one.least) for one in COLUMNS)
KEYS = tuple(one.key for one in COLUMNS)
COMPARED, APART, ALONE = "可对照", "口径不一致", "仅此方案"
COVERED, HALF, LACKING = "●", "◐", ""
COVER_WORDS = {COVERED: "列有，可对照", HALF: f"列有，{NOT_COMPARED}", LACKING: "未见"}


class FigureTable:
    """The rows of the table: narrowed by filters (column key → text), sorted by a column or as the plans stand."""

    def __init__(self, table: IndicatorTable, version: int | None = None) -> None:
        self._compared = {number for group in table.groups for series in group.series for number in series.figures}
        self._reasons: dict[int, list[str]] = {}
        for group in table.groups:
            for apart in group.apart:
                if apart.reason:
                    self._reasons.setdefault(apart.figure, []).append(apart.reason)
        self._names = {one.version: one.name for one in table.plans}
        self.all = [one for one in table.figures if version in (None, one.version)]
        self.rows: list[FigureRow] = list(self.all)
        self._texts = {one.number: self._words(one) for one in self.all}

    def _words(self, figure: FigureRow) -> tuple[str, ...]:
        year = f"{figure.year}年" if figure.year else ""
        plan = self._names[figure.version]
        state = self.state(figure)
        return (plan, figure.name, figure.phrase, figure.unit, figure.base, year, figure.nature, figure.where, state)

    def state(self, figure: FigureRow) -> str:
        """Whether it stands beside figures of other plans."""
        if figure.first in self._compared:
            return COMPARED
        return APART if figure.first in self._reasons else ALONE

    def reasons(self, figure: FigureRow) -> tuple[str, ...]:
        """Why it stands apart."""
        return tuple(dict.fromkeys(self._reasons.get(figure.first, ())))

    def arrange(self, filters: Sequence[tuple[str, str]], sort: str = "", *, descending: bool = False) -> None:
        """Narrow and sort; without ``sort`` in the order of the plans and their texts."""
        wanted = [(KEYS.index(key), text.casefold()) for key, text in filters]
        rows = [one for one in self.all if all(text in self._texts[one.number][at].casefold() for at, text in wanted)]
        if sort:
            rows.sort(key=lambda one: self._key(one, sort), reverse=descending)
        self.rows = rows

    def _key(self, figure: FigureRow, sort: str) -> tuple[object, ...]:
        if sort == "plan":
            return (0,)
        if sort == "phrase":
            return figure.unit, figure.value
        if sort == "year":
            return (figure.year or 9999,)
        return (self._texts[figure.number][KEYS.index(sort)],)

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        figure = self.rows[row]
        made = [Cell(text) for text in self._texts[figure.number]]
        state = self.state(figure)
        tip = "；".join(self.reasons(figure))
        tones = {COMPARED: "text", APART: "amber", ALONE: "secondary"}
        made[KEYS.index("state")] = Cell(state, tip=tip, tone=tones[state])
        made[KEYS.index("name")] = Cell(figure.name, tip=figure.quote)
        return tuple(made)


class CoverTable:
    """Indicators × plans: which plan has which. ``frozen``: name and count stay in sight."""

    frozen = 2

    def __init__(self, table: IndicatorTable, *, shared_only: bool) -> None:
        self.table = table
        self.groups = [one for one in table.groups if not shared_only or len(one.plans) > 1]
        self._figures: dict[tuple[str, int], list[FigureRow]] = {}
        for group in self.groups:
            for number in dict.fromkeys(numbers_of(group)):
                figure = table.figures[number]
                self._figures.setdefault((group.key, figure.version), []).append(figure)

    @property
    def heads(self) -> tuple[Head, ...]:
        """The indicator, how many plans have it, the plans."""
        plans = [Head(one.name, 64, one.title) for one in self.table.plans]
        return (Head("指标", 260), Head("方案数", 56), *plans)

    def figures(self, row: int, column: int) -> tuple[FigureRow, ...]:
        """The figures behind a cell."""
        if column < self.frozen:
            return ()
        return tuple(self._figures.get((self.groups[row].key, self.table.plans[column - self.frozen].version), ()))

    def sign(self, row: int, column: int) -> str:
        """Comparable, apart, or none."""
        found = self.figures(row, column)
        if not found:
            return LACKING
        version = self.table.plans[column - self.frozen].version
        group = self.groups[row]
        alone = len(group.plans) == 1
        return COVERED if alone or group.comparable(version, self.table.figures) else HALF

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells: signs, and grounds that tell them apart from afar."""
        group = self.groups[row]
        made = [Cell(group.name), Cell(str(len(group.plans)), tone="secondary")]
        for column in range(self.frozen, self.frozen + len(self.table.plans)):
            sign = self.sign(row, column)
            plan = self.table.plans[column - self.frozen]
            said = "\n".join(f"{one.phrase}　{year_of(one)}　{one.where}" for one in self.figures(row, column))
            tip = f"{plan.name}：{COVER_WORDS[sign]}" + (f"\n{said}" if said else "")
            ground = {COVERED: "selected", HALF: "hatch"}.get(sign, "")
            made.append(
                Cell(sign, tip, sign=True, ground=ground, spoken=f"{group.name}，{plan.name}，{COVER_WORDS[sign]}")
            )
        return tuple(made)


def numbers_of(group: IndicatorRow) -> list[int]:
    """All figures of an indicator, compared or not."""
    return [number for series in group.series for number in series.figures] + [one.figure for one in group.apart]


def year_of(figure: FigureRow) -> str:
    """Its year in words."""
    return f"{figure.year}年" if figure.year else "未写明年份"
