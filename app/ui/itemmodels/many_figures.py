"""The tables of 对比 · 多个方案 that need no matrix: figures side by side, sums of quotas, common text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.services.many_rows import (
    NOT_COMPARED,
    CopiedRow,
    FigureRow,
    IndicatorTable,
    PlanColumn,
    QuotaRow,
    QuotaTable,
)
from app.services.rows import ItemRef
from app.ui.itemmodels.cell_table import Cell, Head
from app.ui.itemmodels.indicator_tables import year_of
from app.ui.itemmodels.many_tables import ITEM_WORDS, Texts
from app.ui.widgets.pair_texts import Passage


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the figures: one basis of an indicator, or what of it is not compared (``reasons`` by figure)."""

    key: str
    name: str
    basis: str
    figures: tuple[FigureRow, ...]
    reasons: dict[int, str]


class FiguresTable:
    """指标对照: a row for each basis, one below it for what is not compared."""

    frozen, lines = 2, 1
    nothing = "没有两个以上方案列有的指标。"
    advice: PlanColumn | None = None

    def __init__(self, table: IndicatorTable, *, compared_only: bool) -> None:
        self._table = table
        self._lines = [line for line in _lines(table) if not (compared_only and line.reasons)]

    @property
    def heads(self) -> tuple[Head, ...]:
        """The indicator, its basis, the plans."""
        plans = (Head(one.name, 124, one.title) for one in self._table.plans)
        return (Head("指标", 230), Head("口径", 190), *plans)

    @property
    def count(self) -> int:
        """Rows."""
        return len(self._lines)

    @property
    def foot(self) -> str:
        """How it is to be read."""
        return f"同一口径的数值并排列出，不作排名；斜线底：{NOT_COMPARED}，原因见下方"

    def _at(self, row: int, column: int) -> tuple[FigureRow, ...]:
        if column < self.frozen:
            return self._lines[row].figures
        version = self._table.plans[column - self.frozen].version
        return tuple(one for one in self._lines[row].figures if one.version == version)

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        line = self._lines[row]
        apart = bool(line.reasons)
        made = [
            Cell(line.name, tone="secondary" if apart else "text"),
            Cell(line.basis, tone="amber" if apart else "text"),
        ]
        for column in range(self.frozen, self.frozen + len(self._table.plans)):
            found = self._at(row, column)
            reasons = "；".join(dict.fromkeys(line.reasons[one.number] for one in found if apart))
            tip = "\n".join([*(f"{one.quote}（{one.where}）" for one in found), *([reasons] if reasons else [])])
            words = "；".join(dict.fromkeys(one.phrase if apart else short_phrase(one) for one in found))
            made.append(Cell(words, tip, ground="hatch" if apart and found else ""))
        return tuple(made)

    def texts(self, row: int, column: int) -> Texts:
        """The words of the plans, each with its place, and why it is not compared."""
        line = self._lines[row]
        made = [
            _figure(self._table, one, (f"原因：{line.reasons[one.number]}",) if line.reasons else ())
            for one in self._at(row, column)
        ]
        if not made:
            made = [Passage(self._nothing(line, self._table.plans[column - self.frozen]), serif=False)]
        return tuple(made), ()

    def _nothing(self, line: _Line, plan: PlanColumn) -> str:
        has = any(one.key == line.key and plan.version in one.plans for one in self._table.groups)
        return f"{plan.name}：{'该指标按其他口径列出，见相邻行' if has else '未见该指标'}"

    def refs(self, row: int, column: int) -> tuple[ItemRef, ...]:
        """The items of the figures."""
        return tuple(ref for one in self._at(row, column) for ref in one.refs)


def _lines(table: IndicatorTable) -> Iterable[_Line]:
    for group in table.groups:
        if len(group.plans) < 2:
            continue
        for series in group.series:
            basis = "，".join(part for part in (series.words, series.unit) if part)
            yield _Line(group.key, group.name, basis, tuple(table.figures[one] for one in series.figures), {})
        apart = [one for one in group.apart if one.reason]
        if apart:
            reasons: dict[int, list[str]] = defaultdict(list)
            for one in apart:
                reasons[one.figure].append(one.reason)
            figures = tuple(table.figures[number] for number in reasons)
            yield _Line(
                group.key, group.name, NOT_COMPARED, figures, {key: "；".join(said) for key, said in reasons.items()}
            )


def short_phrase(figure: FigureRow) -> str:
    """The value without a unit that its row names already; % and 万吨 belong to the figure."""
    plain = figure.factor == 1.0 and figure.unit not in ("", "%")
    return figure.phrase.replace(figure.unit, "") if plain else figure.phrase


def _figure(table: IndicatorTable, figure: FigureRow, lines: Sequence[str] = ()) -> Passage:
    head = f"{table.plan(figure.version).name}　{figure.name}　{figure.phrase}　{year_of(figure)}　{figure.where}"
    return Passage(head, figure.quote, lines=tuple(lines), ref=figure.ref)


class QuotasTable:
    """指标分解合计: what the plans below add up to."""

    frozen, lines = 1, 1

    def __init__(self, quotas: QuotaTable, *, added_only: bool) -> None:
        self._quotas = quotas
        self._rows = [one for one in quotas.rows if not added_only or one.outcome != "none"]
        self.advice = quotas.suggested
        self.nothing = quotas.reason or "没有可以相加的指标（绝对量，且计量单位、年份、范围一致）。"

    @property
    def heads(self) -> tuple[Head, ...]:
        """Indicator, figure above, sum, result."""
        return (
            Head("指标", 260),
            Head("上级目标", 170),
            Head("各方案合计", 130),
            Head("计入", 60),
            Head("结果", 300, grows=True),
        )

    @property
    def count(self) -> int:
        """Rows."""
        return len(self._rows)

    @property
    def foot(self) -> str:
        """What is added."""
        return "只合计所选方案中计量单位、年份、范围一致的绝对量；未列入所选方案的地区没有计入"

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        one = self._rows[row]
        above = self._quotas.table.figures[one.above]
        tone = {"short": "amber", "reached": "text"}.get(one.outcome, "secondary")
        return (
            Cell(one.name, tip=above.quote),
            Cell(f"{one.wanted}{f'（{above.year}年）' if above.year else ''}"),
            Cell(one.total),
            Cell(str(len(one.parts)) if one.outcome != "none" else ""),
            Cell(one.sentence, tone=tone),
        )

    def texts(self, row: int, _column: int) -> Texts:
        """The figures that were added; the plans that were not, with the reason."""
        one, table = self._rows[row], self._quotas.table
        left = [_figure(table, table.figures[one.above])]
        left += [_figure(table, table.figures[number]) for number in one.parts]
        return tuple(left), (Passage("未计入的方案", lines=self._left_out(one), serif=False),)

    def _left_out(self, one: QuotaRow) -> tuple[str, ...]:
        if one.outcome == "none":
            return (f"未作合计：{one.sentence}",)
        said = tuple(f"{self._quotas.table.plan(version).name}：{reason}" for version, reason in one.left_out)
        return said or ("没有。",)

    def refs(self, row: int, _column: int) -> tuple[ItemRef, ...]:
        """The items of the figure above and of its parts."""
        one, figures = self._rows[row], self._quotas.table.figures
        return tuple(ref for number in (one.above, *one.parts) for ref in figures[number].refs)


class CopiedTable:
    """雷同文字: what two plans say in the same words."""

    frozen, lines = 0, 1
    nothing = "没有查到成段相同的文字。"
    advice: PlanColumn | None = None

    def __init__(self, rows: Sequence[CopiedRow], plans: Sequence[PlanColumn], *, own_only: bool) -> None:
        self._names = {one.version: one.name for one in plans}
        self._rows = [one for one in rows if not (own_only and one.passed_on)]

    @property
    def heads(self) -> tuple[Head, ...]:
        """Both places, the length, the words."""
        return (
            Head("方案", 96), Head("位置", 84), Head("方案", 96), Head("位置", 84), Head("字数", 56),
            Head("相同文字", 320, grows=True), Head("参照方案", 96),
        )  # fmt: skip

    @property
    def count(self) -> int:
        """Rows."""
        return len(self._rows)

    @property
    def foot(self) -> str:
        """What is looked for."""
        return f"去掉地名和标点后连续40字以上相同的文字 {self.count} 处。仅供内部参考，不输出到纸面"

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        one = self._rows[row]
        shared = "也有此文" if one.passed_on else ""
        return (
            Cell(self._names[one.one.version]), Cell(_place(one.one)), Cell(self._names[one.other.version]),
            Cell(_place(one.other)), Cell(str(one.length)), Cell(one.words), Cell(shared, tone="secondary"),
        )  # fmt: skip

    def texts(self, row: int, _column: int) -> Texts:
        """Both passages with what they share."""
        one = self._rows[row]
        left = Passage(
            f"{self._names[one.one.version]}　{_place(one.one)}", one.one_text, (one.one_range,), ref=one.one
        )
        right = Passage(
            f"{self._names[one.other.version]}　{_place(one.other)}", one.other_text, (one.other_range,), ref=one.other
        )
        return (left,), (right,)

    def refs(self, row: int, column: int) -> tuple[ItemRef, ...]:
        """The passage of the column's plan."""
        one = self._rows[row]
        return (one.other,) if column in (2, 3) else (one.one,)


def _place(ref: ItemRef) -> str:
    return f"{ITEM_WORDS[ref.kind]} {ref.number}"
