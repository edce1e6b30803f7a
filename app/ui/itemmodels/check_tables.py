"""The two small tables of the checks: rules with a switch, and plans with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.services.finding_rows import FindingCounts, RuleRow
from app.services.rows import PlanSummary
from app.ui.itemmodels.findings import aside_words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RULE_HEADS = ("启用", "规则", "程度", "疑似问题", "转为意见", "不作问题")
PLAN_HEADS = ("方案", "疑似问题", "提示", "待处理", "转为意见", "不作问题")
SWITCH = 0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _CellsModel(QAbstractTableModel):
    """Rows of ready strings under fixed heads."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._cells: list[tuple[str, ...]] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """A line a rule or plan."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """As many as heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The heads; rows have none."""
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The string of a cell."""
        return self._cells[index.row()][index.column()] if role == Role.DisplayRole else None


class RulesModel(_CellsModel):
    """``switched(number, on)``: a rule was ticked or cleared; the row itself changes when rules are read anew."""

    switched = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(RULE_HEADS, parent)
        self._rules: tuple[RuleRow, ...] = ()

    def show_rules(self, rules: Sequence[RuleRow]) -> None:
        """Show these rules."""
        self.beginResetModel()
        self._rules = tuple(rules)
        self._cells = [_rule_cells(rule) for rule in rules]
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == SWITCH else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The string of a cell, the tick of a rule, what would make it a false alarm."""
        rule = self._rules[index.row()]
        if index.column() == SWITCH:
            if role == Role.CheckStateRole:
                return Qt.CheckState.Checked if rule.enabled else Qt.CheckState.Unchecked
            if role == Role.AccessibleTextRole:
                return f"{'启用' if rule.enabled else '停用'}：{rule.title}"
        if role == Role.ToolTipRole:
            return rule.false_alarm
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """A tick: ask for the switch."""
        if role != Role.CheckStateRole or index.column() != SWITCH:
            return False
        self.switched.emit(self._rules[index.row()].number, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class PlanCountsModel(_CellsModel):
    """Plans in official order with what the checks found in each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PLAN_HEADS, parent)
        self.versions: tuple[int, ...] = ()

    def show_plans(self, plans: Sequence[PlanSummary], counts: Mapping[int, FindingCounts]) -> None:
        """A line a plan; one that was not checked yet says so."""
        self.beginResetModel()
        self.versions = tuple(plan.version for plan in plans)
        self._cells = [(plan.title, *_counted(counts.get(plan.version))) for plan in plans]
        self.endResetModel()

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Numbers stand on the right."""
        if role == Role.TextAlignmentRole and index.column():
            return _RIGHT
        return super().data(index, role)


def _rule_cells(rule: RuleRow) -> tuple[str, ...]:
    aside = aside_words(rule).removeprefix("不作问题 ")
    return ("", f"{rule.number}　{rule.title}", rule.severity, str(rule.count), str(rule.to_remark), aside or "0")


def _counted(found: FindingCounts | None) -> tuple[str, ...]:
    if found is None:
        return ("未校核", "", "", "", "")
    return tuple(str(one) for one in (found.problems, found.hints, found.open, found.to_remark, found.set_aside))
