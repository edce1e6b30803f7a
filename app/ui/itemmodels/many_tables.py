"""The tables of 对比 · 多个方案 from a matrix: who has what, who leads it. Each row knows the texts behind it."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

from app.services.many_rows import (
    ABSENT,
    CELL_SIGNS,
    CELL_WORDS,
    EQUIVALENT,
    NONE,
    PARTIAL,
    ManyCell,
    ManyItem,
    ManyMatrix,
    PlanColumn,
)
from app.services.rows import ItemRef
from app.ui.itemmodels.cell_table import Cell, Head
from app.ui.widgets.pair_texts import Passage

Texts = tuple[tuple[Passage, ...], tuple[Passage, ...]]
ITEM_WORDS = {"task": "任务", "measure": "措施", "chapter": "部分"}
UNNAMED = "未列责任单位"


class ManyTable(Protocol):
    """A table and what stands behind its cells. ``frozen``: columns that stay; ``nothing``: why it is empty;
    ``lines``: that a row needs at least; ``advice``: a reference that would fit better."""

    frozen: int
    nothing: str
    lines: int
    advice: PlanColumn | None

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns."""
        ...

    @property
    def count(self) -> int:
        """How many rows."""
        ...

    @property
    def foot(self) -> str:
        """What the line below the table says."""
        ...

    def cells(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row."""
        ...

    def texts(self, row: int, column: int) -> Texts:
        """What is to be read beside each other for a cell."""
        ...

    def refs(self, row: int, column: int) -> tuple[ItemRef, ...]:
        """The items behind a cell, the first is the one to select; empty where there is none."""
        ...


class _OverMatrix:
    """What both tables of a matrix have in common."""

    frozen, lines = 3, 1
    nothing = "没有符合条件的条目。"
    advice: PlanColumn | None = None

    def __init__(self, matrix: ManyMatrix, *, missing_only: bool) -> None:
        self.matrix = matrix
        lacking = (NONE, ABSENT)
        self.shown = [
            row
            for row, cells in enumerate(matrix.cells)
            if not missing_only or any(cell.relation in lacking for cell in cells)
        ]

    @property
    def count(self) -> int:
        """Rows that are left."""
        return len(self.shown)

    def item_heads(self, width: int) -> tuple[Head, Head]:
        """Number and item; measures are numbered （十一）."""
        what = ITEM_WORDS[self.matrix.kind]
        number = Head("序号", 52 if self.matrix.kind == "task" else 84)
        return number, Head(f"{self.matrix.reference.name}的{what}", width)

    def item(self, row: int) -> ManyItem:
        """The item of the reference in a row of the table."""
        return self.matrix.rows[self.shown[row]]

    def at(self, row: int, column: int) -> ManyCell | None:
        """The cell of a plan; None in the frozen columns."""
        place = column - self.frozen
        return self.matrix.cells[self.shown[row]][place] if place >= 0 else None

    def refs(self, row: int, column: int) -> tuple[ItemRef, ...]:
        """The rows of the plan that correspond; in the frozen columns the item of the reference."""
        cell = self.at(row, column)
        return (self.item(row).ref,) if cell is None else tuple(link.ref for link in cell.links)

    def texts(self, row: int, column: int) -> Texts:
        """Both texts with what they share; in the frozen columns what is found where."""
        item, cell = self.item(row), self.at(row, column)
        if cell is None:
            return (self._passage(item),), self._summary(row)
        plan = self.matrix.plans[column - self.frozen]
        marks = tuple(one for link in cell.links for one, _ in link.shared)
        right = [
            self._passage(
                self.matrix.items[link.ref],
                f"{plan.name}　{CELL_WORDS[link.relation]}{'（人工确认）' if link.hand else ''}　",
                tuple(other for _, other in link.shared),
            )
            for link in cell.links
        ]
        if not right:
            right = [Passage(f"{plan.name}：{CELL_WORDS[cell.relation]}", serif=False)]
        return (self._passage(item, "", marks),), tuple(right)

    @staticmethod
    def _passage(item: ManyItem, lead: str = "", marks: tuple[tuple[int, int], ...] = ()) -> Passage:
        head = f"{lead}{ITEM_WORDS[item.ref.kind]} {item.label}　{item.heading}"
        lines = (f"时限：{item.deadline or '未写明'}", f"责任单位：{item.duty or UNNAMED}")
        return Passage(head, item.text, marks, lines if item.ref.kind == "task" else (), item.ref)

    def _summary(self, row: int) -> tuple[Passage, ...]:
        raise NotImplementedError


class MatrixTable(_OverMatrix):
    """对应情况: ● ◐ ○ by item and plan."""

    @property
    def heads(self) -> tuple[Head, ...]:
        """Number, item, in how many plans it is missing, the plans."""
        plans = (Head(one.name, 64, one.title) for one in self.matrix.plans)
        return (*self.item_heads(300), Head("未见", 48), *plans)

    @property
    def foot(self) -> str:
        """What the signs mean, and the counts."""
        signs = "　".join(f"{CELL_SIGNS[key]} {CELL_WORDS[key]}" for key in (EQUIVALENT, PARTIAL, NONE, ABSENT))
        return f"{signs}。{self.count} 项 × {len(self.matrix.plans)} 个方案"

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        item, whole = self.item(row), self.shown[row]
        missing = self.matrix.count(whole, NONE)
        made = [Cell(item.label), Cell(_brief(item), tip=item.text), Cell(str(missing or ""), tone="secondary")]
        for plan, cell in zip(self.matrix.plans, self.matrix.cells[whole], strict=True):
            words = CELL_WORDS[cell.relation]
            numbers = "、".join(self.matrix.items[link.ref].label for link in cell.links)
            tip = "\n".join([f"{plan.name}：{words}", *(self._linked(link.ref) for link in cell.links)])
            ground = {PARTIAL: "hatch", NONE: "mark", ABSENT: "pane"}.get(cell.relation, "")
            tone = "text" if cell.relation in (EQUIVALENT, PARTIAL) else "secondary"
            made.append(
                Cell(CELL_SIGNS[cell.relation], tip, tone, True, ground, f"{item.label} {plan.name} {words} {numbers}")
            )
        return tuple(made)

    def _linked(self, ref: ItemRef) -> str:
        """A row of a plan in one line: number, who leads, deadline."""
        item = self.matrix.items[ref]
        said = [f"{ITEM_WORDS[ref.kind]} {item.label}", item.leader_words, item.deadline]
        return "　".join(part for part in said if part)

    def _summary(self, row: int) -> tuple[Passage, ...]:
        cells = self.matrix.cells[self.shown[row]]
        lines = []
        for relation in (EQUIVALENT, PARTIAL, NONE, ABSENT):
            names = [
                plan.name for plan, cell in zip(self.matrix.plans, cells, strict=True) if cell.relation == relation
            ]
            if names:
                lines.append(f"{CELL_SIGNS[relation]} {CELL_WORDS[relation]} {len(names)} 个：{'、'.join(names)}")
        return (Passage("各方案情况", lines=tuple(lines), serif=False),)


class LeaderTable(_OverMatrix):
    """牵头单位对照: who leads the same task elsewhere."""

    lines = 2

    @property
    def heads(self) -> tuple[Head, ...]:
        """Number, item, its leading body, those of the plans."""
        plans = (Head(one.name, 132, one.title) for one in self.matrix.plans)
        return (*self.item_heads(250), Head("牵头单位", 132), *plans)

    @property
    def foot(self) -> str:
        """How the names are to be read."""
        return "首列：方案未明示牵头单位，列其首列单位。◐ 部分对应。各方案按区划顺序排列，不作排名"

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row as cells."""
        item = self.item(row)
        made = [Cell(item.label), Cell(_brief(item), tip=item.text), _leading(item.leader_words)]
        made += [self._cell(cell) for cell in self.matrix.cells[self.shown[row]]]
        return tuple(made)

    def _cell(self, cell: ManyCell) -> Cell:
        if not cell.links:
            return Cell(CELL_WORDS[cell.relation], tone="disabled")
        words = self._words(cell)
        if cell.relation == PARTIAL:
            return Cell(f"◐ {words}", tip="部分对应", tone="secondary", ground="hatch")
        return _leading(words)

    def _words(self, cell: ManyCell) -> str:
        """The leaders of the strongest counterparts."""
        items = [self.matrix.items[link.ref] for link in cell.links if link.relation == cell.relation]
        return "、".join(dict.fromkeys(one.leader_words for one in items if one.leaders)) or UNNAMED

    def _summary(self, row: int) -> tuple[Passage, ...]:
        names: dict[str, list[str]] = defaultdict(list)
        for plan, cell in zip(self.matrix.plans, self.matrix.cells[self.shown[row]], strict=True):
            if cell.relation == EQUIVALENT:
                names[self._words(cell)].append(plan.name)
        lines = [f"{body}　{len(plans)} 个方案：{'、'.join(plans)}" for body, plans in names.items()]
        own = self.item(row).leader_words or UNNAMED
        return (Passage(f"{self.matrix.reference.name}：{own}", lines=tuple(lines), serif=False),)


def _leading(words: str) -> Cell:
    return Cell(words or UNNAMED, tone="text" if words else "disabled")


def _brief(item: ManyItem) -> str:
    """What names an item in one line: its text where several stand under one heading, a measure's title."""
    return item.text if item.ref.kind == "task" and item.text else item.heading or item.text
