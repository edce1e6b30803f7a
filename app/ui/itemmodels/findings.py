"""Suspected problems as a list with bands: grouped by rule, part or severity, narrowed by severity, state, rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.finding_rows import HINT, OPEN, SET_ASIDE, SEVERITIES, STATES, FindingRow, RuleRow

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The FindingRow or the Band behind an index."""

GROUPS = (("rule", "按规则"), ("chapter", "按部分"), ("severity", "按程度"))
SEVERITY_CHOICES = (("", "全部程度"), *((one, one) for one in SEVERITIES))
STATE_CHOICES = (("", "全部状态"), *((one, one) for one in STATES))
WHOLE_PLAN = "全文"


@dataclass(frozen=True, slots=True)
class Band:
    """The head of a group."""

    title: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is left in the list; "" lets everything pass."""

    severity: str = ""
    state: str = OPEN
    rule: str = ""

    def fits(self, row: FindingRow) -> bool:
        """Does a finding stay?"""
        return self.severity in ("", row.severity) and self.state in ("", row.state) and self.rule in ("", row.rule)


def rule_key(number: str) -> tuple[int, ...]:
    """Rules in the order of their numbers: 1.2 before 1.10."""
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def aside_words(rule: RuleRow) -> str:
    """How often a rule cried wolf: 不作问题 3/12（25%）; "" where nothing was set aside."""
    if not rule.count or not rule.set_aside:
        return ""
    return f"不作问题 {rule.set_aside}/{rule.count}（{round(100 * rule.set_aside / rule.count)}%）"


def arrange(rows: Sequence[FindingRow], by: str, rules: Sequence[RuleRow]) -> list[Band | FindingRow]:
    """Rows under the heads of their groups."""
    notes = {f"{one.number} {one.title}": aside_words(one) for one in rules}
    keys: dict[str, Callable[[FindingRow], tuple[object, ...]]] = {
        "rule": lambda row: (rule_key(row.rule), SEVERITIES.index(row.severity)),
        "chapter": lambda row: (row.chapter or 0, SEVERITIES.index(row.severity), rule_key(row.rule)),
        "severity": lambda row: (SEVERITIES.index(row.severity), rule_key(row.rule)),
    }
    heads: dict[str, Callable[[FindingRow], str]] = {
        "rule": lambda row: f"{row.rule} {row.title}",
        "chapter": lambda row: row.chapter_title or WHOLE_PLAN,
        "severity": lambda row: row.severity,
    }
    key, head = keys[by], heads[by]
    groups: dict[str, list[FindingRow]] = {}
    for row in sorted(rows, key=key):
        groups.setdefault(head(row), []).append(row)
    arranged: list[Band | FindingRow] = []
    for title, members in groups.items():
        arranged += [Band(title, len(members), notes.get(title, "") if by == "rule" else ""), *members]
    return arranged


def summary_words(rows: Sequence[FindingRow]) -> str:
    """Counts for the foot; hints never count as problems."""
    problems = [row for row in rows if row.severity != HINT]
    waiting = sum(1 for row in problems if row.state == OPEN)
    aside = sum(1 for row in rows if row.state == SET_ASIDE)
    turned = sum(1 for row in rows if row.state not in (OPEN, SET_ASIDE))
    parts = [f"疑似问题 {len(problems)} 条", f"提示 {len(rows) - len(problems)} 条", f"待处理 {waiting} 条"]
    return "，".join([*parts, f"转为意见 {turned} 条", f"不作问题 {aside} 条"])


class FindingModel(QAbstractListModel):
    """Rows and bands; bands cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Band | FindingRow] = []

    def set_rows(self, rows: list[Band | FindingRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Bands and findings."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or its words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return row.explanation if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, FindingRow) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only findings can be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], FindingRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def finding(self, row: int) -> FindingRow | None:
        """The finding in a row, None for a band or nothing."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, FindingRow) else None

    def row_of(self, fingerprint: str) -> int:
        """Where a finding stands, -1 where it does not."""
        for place, row in enumerate(self.rows):
            if isinstance(row, FindingRow) and row.fingerprint == fingerprint:
                return place
        return -1

    def step(self, row: int, by: int) -> int:
        """The next finding's row in a direction, -1 at the end."""
        row += by
        while 0 <= row < len(self.rows):
            if self.finding(row) is not None:
                return row
            row += by
        return -1


def where_words(row: FindingRow) -> str:
    """The places of a finding for its second line."""
    cites = list(dict.fromkeys(one.cite for one in row.passages if one.cite))
    return "、".join(cites[:2]) + (f" 等 {len(cites)} 处" if len(cites) > 2 else "")


def spoken(row: Band | FindingRow) -> str:
    """What a screen reader says."""
    if isinstance(row, Band):
        return f"{row.title}，{row.count} 条{f'，{row.note}' if row.note else ''}"
    return f"{row.severity}，{row.title}，{where_words(row)}，{row.state}"
