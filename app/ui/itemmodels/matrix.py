"""The responsibility matrix as a table model: frozen columns and the frozen row are part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.rows import ROLE_SIGNS, ROLE_WORDS, ItemRef, Matrix, MatrixAgency

Index = QModelIndex | QPersistentModelIndex

ROLES = ("lead", "joint", "sole", "support", "implement")
"""Order of the counts in MatrixAgency."""

NAME = 0
TOTAL = len(ROLES) + 1
FROZEN_COLUMNS = TOTAL + 1
FROZEN_ROWS = 1
COUNTS_ROW_NAME = "合计"
COUNTS_TIP = "各列：承担该列任务的单位数；各角色下：承担的项次"

RolesRole = int(Qt.ItemDataRole.UserRole)
"""Roles of a cell, strongest first."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)

EMPTY = Matrix("task", (), (), {}, {}, frozenset())


class MatrixModel(QAbstractTableModel):
    """Row 0 counts bodies a column; columns 0–6 are the body's name, its counts per role and their sum."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = EMPTY
        self._by_kind = True
        self._counts: list[tuple[str, ...]] = []

    def set_matrix(self, matrix: Matrix, *, by_kind: bool = True) -> None:
        """Show this one; ``by_kind``: bodies stand in official order, so that kinds can be told apart by a line."""
        self.beginResetModel()
        self._by_kind = by_kind
        self.matrix = matrix
        self._counts = [self._count_texts(agency) for agency in matrix.agencies]
        self.endResetModel()

    @staticmethod
    def _count_texts(agency: MatrixAgency) -> tuple[str, ...]:
        """Counts as the cells show them: the duties that a blanket clause passes on are ▲ like the others."""
        counts = [*agency.counts[:-1], agency.counts[-1] + agency.inherited, agency.total + agency.inherited]
        return (agency.display, *(str(count) if count else "" for count in counts))

    # --- what stands where -------------------------------------------------------------------------------------

    def place(self, index: Index) -> tuple[int, int] | None:
        """Agency and column of the matrix, None in the frozen parts."""
        row, column = index.row() - FROZEN_ROWS, index.column() - FROZEN_COLUMNS
        return (row, column) if index.isValid() and row >= 0 and column >= 0 else None

    def roles(self, row: int, column: int) -> tuple[str, ...]:
        """Roles of a cell of the model, strongest first."""
        return self.matrix.signs.get((row - FROZEN_ROWS, column - FROZEN_COLUMNS), ())

    def only_inherited(self, row: int, column: int) -> bool:
        """Does only a blanket clause fill this cell?"""
        return (row - FROZEN_ROWS, column - FROZEN_COLUMNS) in self.matrix.inherited

    def tasks(self, index: Index) -> tuple[ItemRef, ...]:
        """Tasks behind a cell."""
        place = self.place(index)
        return self.matrix.tasks.get(place, ()) if place else ()

    def column_ref(self, column: int) -> ItemRef | None:
        """The task or chapter that a column stands for; None for tasks outside all chapters."""
        place = column - FROZEN_COLUMNS
        if not 0 <= place < len(self.matrix.columns):
            return None
        found = self.matrix.columns[place]
        return ItemRef(found.version, self.matrix.by, found.key) if found.key else None

    def column_of(self, ref: ItemRef) -> int:
        """Column of a task or chapter, or -1; by chapters a task is found in its chapter's cells."""
        for place, column in enumerate(self.matrix.columns):
            if (column.version, self.matrix.by, column.key) == (ref.version, ref.kind, ref.number):
                return place + FROZEN_COLUMNS
        if ref.kind == "task":
            places = (place for (_, place), tasks in self.matrix.tasks.items() if ref in tasks)
            return next(places, -1 - FROZEN_COLUMNS) + FROZEN_COLUMNS
        return -1

    def starts_group(self, row: int) -> bool:
        """Does another kind of bodies begin here (in official order)?"""
        place, agencies = row - FROZEN_ROWS, self.matrix.agencies
        return self._by_kind and 0 < place < len(agencies) and agencies[place].kind != agencies[place - 1].kind

    def starts_plan(self, column: int) -> bool:
        """Does another plan begin here?"""
        place, columns = column - FROZEN_COLUMNS, self.matrix.columns
        return 0 < place < len(columns) and columns[place].version != columns[place - 1].version

    # --- Qt ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The counts and the bodies."""
        return 0 if parent.isValid() or not self.matrix.agencies else len(self.matrix.agencies) + FROZEN_ROWS

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, counts and the tasks or chapters."""
        return 0 if parent.isValid() else len(self.matrix.columns) + FROZEN_COLUMNS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Texts of the frozen parts, signs of the cells."""
        if not index.isValid() or role not in (_DISPLAY, RolesRole, _TIP, _ALIGNMENT):
            return None
        row, column = index.row(), index.column()
        if role == _ALIGNMENT:
            return None if column == NAME else Qt.AlignmentFlag.AlignCenter
        if role == RolesRole:
            return self.roles(row, column)
        return self._tip(index) if role == _TIP else self.text(row, column)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell of the model, in characters."""
        if row < FROZEN_ROWS:
            return self._edge_text(column)
        if column < FROZEN_COLUMNS:
            return self._counts[row - FROZEN_ROWS][column]
        return "".join(ROLE_SIGNS[role] for role in self.roles(row, column))

    def _edge_text(self, column: int) -> str:
        if column == NAME:
            return COUNTS_ROW_NAME
        if column >= FROZEN_COLUMNS:
            return str(self.matrix.columns[column - FROZEN_COLUMNS].bodies or "")
        total = sum(int(counts[column] or 0) for counts in self._counts)
        return str(total or "")

    def _tip(self, index: Index) -> str | None:
        place = self.place(index)
        if place is None:
            return COUNTS_TIP if index.row() < FROZEN_ROWS else None
        roles = self.matrix.signs.get(place)
        if not roles:
            return None
        words = "、".join(ROLE_WORDS[role] for role in roles)
        if place in self.matrix.inherited:
            words += "（总括句带出）"
        numbers = "、".join(str(ref.number) for ref in self.matrix.tasks.get(place, ())[:12])
        head = self.matrix.columns[place[1]]
        tip = head.tip if len(head.tip) <= 60 else f"{head.tip[:60]}…"
        return f"{self.matrix.agencies[place[0]].display}：{words}\n任务 {numbers}\n{tip}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Heads of the columns: role signs over the counts, numbers of tasks, titles of chapters."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if section < FROZEN_COLUMNS:
            if role == _DISPLAY:
                return ("单位", *(ROLE_SIGNS[one] for one in ROLES), "合计")[section]
            return ROLE_WORDS[ROLES[section - 1]] if role == _TIP and NAME < section < TOTAL else None
        column = self.matrix.columns[section - FROZEN_COLUMNS]
        return {_DISPLAY: column.head, _TIP: column.tip}.get(role)

    def cells(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """A table to copy: heads, then a line a body."""
        head = [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        return [head, *([self.text(row, column) for column in columns] for row in rows)]
