"""Two plans side by side as a model of three columns: left, what differs, right; bands between groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.compare_rows import (
    ITEM_WORDS,
    KIND_WORDS,
    PARTIAL,
    RELATION_WORDS,
    SHARED,
    CompareRow,
    CompareSide,
    Comparison,
    DifferenceRow,
)
from app.services.rows import ItemRef, Scope

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ROW_ROLE = Role.UserRole
LEFT, MIDDLE, RIGHT = 0, 1, 2
LEFT_ONLY, RIGHT_ONLY = "left_only", "right_only"
GROUPS = (("chapter", "按部分"), ("heading", "按类别"), ("", "不分组"))
RELATION_SIGNS = {"equivalent": "≡", "partial": "≈"}
UNGROUPED = "未归入部分"


@dataclass(frozen=True, slots=True)
class Band:
    """The head of a group."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is shown: rows with any of ``kinds`` (all where empty), with or without ``minor`` differences."""

    kinds: frozenset[str] = frozenset()
    minor: bool = True

    def marks(self, row: CompareRow) -> frozenset[str]:
        """What chips a row belongs to."""
        if row.right is None:
            return frozenset({LEFT_ONLY})
        if row.left is None:
            return frozenset({RIGHT_ONLY})
        return frozenset(row.kinds(minor=self.minor))

    def fits(self, row: CompareRow) -> bool:
        """Whether the row is shown."""
        return not self.kinds or bool(self.kinds & self.marks(row))


def shown_differences(row: CompareRow, narrowing: Narrowing) -> tuple[DifferenceRow, ...]:
    """The differences of a row that are not hidden, the weightier kinds first."""
    order = list(KIND_WORDS)
    left = [one for one in row.differences if narrowing.minor or not one.minor]
    return tuple(sorted(left, key=lambda one: order.index(one.kind)))


def explained(row: CompareRow) -> tuple[DifferenceRow, ...]:
    """The clauses that two items share, where they correspond in part only, as lines below what differs."""
    if row.relation != PARTIAL:
        return ()
    return tuple(DifferenceRow(SHARED, "same", one.words, (one.left,), (one.right,)) for one in row.shared)


def signs(row: CompareRow, narrowing: Narrowing) -> tuple[str, ...]:
    """Each kind of difference as its word and sign: 指标◀, 时限▶, 单位≠."""
    made = []
    for kind in row.kinds(minor=narrowing.minor):
        sides = {one.sign for one in row.differences if one.kind == kind and (narrowing.minor or not one.minor)}
        directed = "".join(sign for sign in "◀▶" if sign in sides)
        made.append(f"{KIND_WORDS[kind]}{directed or ('≠' if '≠' in sides else '＝')}")
    return tuple(made)


def within(scope: Scope, rows: Iterable[CompareRow]) -> tuple[CompareRow, ...]:
    """The rows of which a side lies in what the library has selected of one of the two plans."""
    if scope.chapter is None and scope.measure is None:
        return tuple(rows)
    return tuple(row for row in rows if any(_inside(scope, side) for side in (row.left, row.right)))


def _inside(scope: Scope, side: CompareSide | None) -> bool:
    if side is None or side.ref.version != scope.version:
        return False
    if scope.measure is not None:
        return side.measure == scope.measure
    return side.chapter_number == scope.chapter


def arrange(rows: Sequence[CompareRow], by: str) -> list[Band | CompareRow]:
    """Rows under bands in the order in which the groups begin; a row of the right alone goes with the one before it."""
    if not by:
        return list(rows)
    groups: dict[str, list[CompareRow]] = {}
    title = ""
    for row in rows:
        title = _title(row.left, by) if row.left else title or _title(row.right, by)
        groups.setdefault(title, []).append(row)
    made: list[Band | CompareRow] = []
    for head, members in groups.items():
        made += [Band(head, len(members)), *members]
    return made


def _title(side: CompareSide | None, by: str) -> str:
    found = "" if side is None else side.chapter if by == "chapter" else side.heading
    return found or UNGROUPED


class CompareModel(QAbstractTableModel):
    """Rows and bands; bands cannot be chosen. Everything shown was made ready in :meth:`set_rows`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Band | CompareRow] = []
        self.signs: list[tuple[str, ...]] = []
        self.heads = ("", "", "")
        self.names = ("", "")

    def show_rows(self, comparison: Comparison, rows: list[Band | CompareRow], narrowing: Narrowing) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.signs = [() if isinstance(row, Band) else signs(row, narrowing) for row in rows]
        self.heads = (comparison.left.full, "差异", comparison.right.full)
        self.names = told_apart(comparison)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Bands and pairs."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Left, middle, right."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The names of the two plans."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.heads[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only pairs can be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], CompareRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The row itself, or what a screen reader says of the cell."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if isinstance(row, Band):
            return f"{row.title}，{row.count} 组" if index.column() == LEFT else ""
        if index.column() == MIDDLE:
            return "，".join((relation_words(row, self.names), *self.signs[index.row()]))
        side = row.left if index.column() == LEFT else row.right
        remarks = f"，意见 {side.remarks} 条" if side is not None and side.remarks else ""
        return f"{side.label} {side.text}{remarks}" if side is not None else ""

    def pair(self, row: int) -> CompareRow | None:
        """The pair in a row, None for a band or nothing."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, CompareRow) else None

    def row_of(self, key: tuple[int, int]) -> int:
        """Where a pair stands, -1 where it does not."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, CompareRow) and row.key == key), -1)

    def row_with(self, ref: ItemRef) -> int:
        """The first row in which an item stands, -1 where it does not."""
        for number, row in enumerate(self.rows):
            if isinstance(row, CompareRow) and any(
                side is not None and side.ref == ref for side in (row.left, row.right)
            ):
                return number
        return -1

    def step(self, row: int, by: int, *, different: bool = False) -> int:
        """The next pair's row in a direction (``different``: that shows a difference), -1 at the end."""
        row += by
        while 0 <= row < len(self.rows):
            pair = self.pair(row)
            if pair is not None and (not different or self.signs[row] or None in (pair.left, pair.right)):
                return row
            row += by
        return -1


def told_apart(comparison: Comparison) -> tuple[str, str]:
    """What the plans are called in a few signs: their places, else with the stage."""
    left, right = comparison.left, comparison.right
    return (left.name, right.name) if left.name != right.name else (left.full, right.full)


def relation_words(row: CompareRow, names: tuple[str, str]) -> str:
    """对应, 部分对应, or which plan alone has the item."""
    if row.right is None:
        return f"仅{names[0]}有"
    if row.left is None:
        return f"仅{names[1]}有"
    return RELATION_WORDS[row.relation]


def table(comparison: Comparison, rows: Iterable[CompareRow], narrowing: Narrowing) -> list[list[str]]:
    """Rows for the clipboard, with their heads."""
    what = ITEM_WORDS[comparison.kind]
    names = (comparison.left.full, comparison.right.full)
    heads = [f"{name}{column}" for name in names for column in ("序号", what, "完成时限", "责任单位")]
    made = [[*heads[:4], "对应关系", "差异", *heads[4:]]]
    for row in rows:
        said = "；".join(
            f"{number}.{KIND_WORDS[one.kind]}：{one.sentence}"
            for number, one in enumerate(shown_differences(row, narrowing), 1)
        )
        made.append([*_cells(row.left), relation_words(row, told_apart(comparison)), said, *_cells(row.right)])
    return made


def _cells(side: CompareSide | None) -> list[str]:
    if side is None:
        return [""] * 4
    text = f"{side.heading}。{side.text}" if side.ref.kind == "measure" and side.heading else side.text
    return [side.label, text, side.deadline, side.duty]
