"""A table of ready-made cells: rows × columns of words or signs, made row by row when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. ``tone``: a token of the theme; ``sign``: large and centred; ``spoken``: what is read aloud.

    ``ground``: "", pane, mark, hatch.
    """

    text: str = ""
    tip: str = ""
    tone: str = "text"
    sign: bool = False
    ground: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: title, tip, width in pixels; ``grows``: takes what is left over; ``least``: what it can do with."""

    title: str
    width: int
    tip: str = ""
    grows: bool = False
    least: int = 0


EMPTY = Cell()
Row = Sequence[Cell]


class CellTable(QAbstractTableModel):
    """``set_table``: other heads, and a function that gives the cells of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self._count = 0
        self._make: Callable[[int], Row] = lambda _row: ()
        self._rows: dict[int, Row] = {}

    def set_table(self, heads: Sequence[Head], count: int, make: Callable[[int], Row]) -> None:
        """Show another table."""
        self.beginResetModel()
        self.heads, self._count, self._make, self._rows = tuple(heads), count, make, {}
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """A cell, made with its row."""
        if row not in self._rows:
            self._rows[row] = self._make(row)
        cells = self._rows[row]
        return cells[column] if column < len(cells) else EMPTY

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Words, tip, and what is read aloud."""
        if not index.isValid():
            return None
        found = self.cell(index.row(), index.column())
        if role == _DISPLAY:
            return found.text
        if role == _TIP:
            return found.tip or None
        return (found.spoken or found.text) if role == _SPOKEN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles and their tips."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        head = self.heads[section]
        return {_DISPLAY: head.title, _TIP: head.tip or None}.get(role)

    def copy_cells(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """A table for the clipboard: heads, then a line a row; signs as they stand."""
        titles = [self.heads[column].title.replace("\n", "") for column in columns]
        return [titles, *([self.cell(row, column).text for column in columns] for row in rows)]
