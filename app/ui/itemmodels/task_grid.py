"""The windowed model of the task grid: ids in order, pages of prepared rows fetched when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.services.rows import ItemRef
from app.ui.itemmodels.task_rows import COLUMNS, KEYS, Band, PreparedRow

Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[PreparedRow | None]
Fetch = Callable[[Sequence[int], Callable[[Rows], None]], None]
"""Bring the rows of some ids (None where one is gone) and call back in the GUI thread; may drop stale questions."""

PAGE = 128
KEPT_PAGES = 48
WAITING_PAGES = 4
PLACEHOLDER = "…"

RowRole = int(Qt.ItemDataRole.UserRole)
"""The whole PreparedRow, Band or None (not here yet): what the delegate paints from."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_CENTRED = Qt.AlignmentFlag.AlignCenter


class TaskGridModel(QAbstractTableModel):
    """Rows are task ids, or ``-1 - n`` for band n. Nothing is sorted or filtered here: SQL does that."""

    page_loaded = Signal(int, int)

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._bands: tuple[Band, ...] = ()
        self._pages: OrderedDict[int, list[PreparedRow | Band | None]] = OrderedDict()
        self._wanted: list[int] = []
        self._asked: int | None = None
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    # --- content -----------------------------------------------------------------------------------------------

    def set_ids(self, ids: Sequence[int], bands: Sequence[Band] = ()) -> None:
        """Show these tasks in this order; a negative entry ``-1 - n`` stands for ``bands[n]``."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._bands = tuple(bands)
        self._pages.clear()
        self._forget_questions()
        self.endResetModel()

    def refresh(self) -> None:
        """Read the rows again, keeping the old ones on the screen until the new ones are here."""
        self._forget_questions()
        shown = list(self._pages)[-WAITING_PAGES:]
        for page in list(self._pages):
            if page not in shown:
                del self._pages[page]
        self._wanted = shown
        self._timer.start()

    def _forget_questions(self) -> None:
        self._generation += 1
        self._wanted.clear()
        self._asked = None

    @property
    def ids(self) -> array[int]:
        """Ids and band marks in order."""
        return self._ids

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands; their rows are found by :meth:`band_rows`."""
        return self._bands

    def band_rows(self) -> list[int]:
        """Rows where a band stands."""
        return [row for row, task in enumerate(self._ids) if task < 0] if self._bands else []

    def is_band(self, row: int) -> bool:
        """Does a band stand there?"""
        return self._ids[row] < 0

    def task_count(self) -> int:
        """How many tasks are shown."""
        return len(self._ids) - len(self._bands)

    def row_of_id(self, task: int) -> int:
        """Row of a task id, or -1."""
        try:
            return self._ids.index(task)
        except ValueError:
            return -1

    def row_of_ref(self, ref: ItemRef) -> int:
        """Row of an item among the rows that are here, or -1."""
        for page, rows in self._pages.items():
            for offset, row in enumerate(rows):
                if isinstance(row, PreparedRow) and row.ref == ref:
                    return page * PAGE + offset
        return -1

    def prepared(self, row: int) -> PreparedRow | Band | None:
        """The row if it is here; asking also brings it here."""
        page, offset = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is not None:
            return rows[offset]
        self._want(page)
        return None

    # --- windowing ---------------------------------------------------------------------------------------------

    def _want(self, page: int) -> None:
        if page == self._asked:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        # Who drags the scroll bar over the whole range wants where it stops, not all that flew by.
        del self._wanted[:-WAITING_PAGES]
        if not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        if self._asked is not None or not self._wanted:
            return
        page = self._wanted.pop()
        self._asked = page
        entries = self._ids[page * PAGE : (page + 1) * PAGE]
        generation = self._generation
        tasks = [entry for entry in entries if entry >= 0]
        self._fetch(tasks, lambda rows: self._receive(generation, page, rows))

    def _receive(self, generation: int, page: int, rows: Rows) -> None:
        if generation != self._generation:
            return
        self._asked = None
        found = iter(rows)
        first = page * PAGE
        entries = self._ids[first : first + PAGE]
        self._pages[page] = [self._bands[-1 - entry] if entry < 0 else next(found, None) for entry in entries]
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        last = first + len(entries) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        self.page_loaded.emit(first, last)
        if self._wanted:
            self._timer.start()

    # --- Qt ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Tasks and bands."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of FORMS.md and the plan."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A ready-made string; the delegate takes the whole row at once."""
        if role not in (_DISPLAY, RowRole):
            return _CENTRED if role == _ALIGNMENT and COLUMNS[index.column()].centred else None
        if not index.isValid():
            return None
        found = self.prepared(index.row())
        if role == RowRole:
            return found
        if found is None:
            return PLACEHOLDER
        if isinstance(found, Band):
            return found.text if index.column() == 0 else ""
        return found.cells[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == _DISPLAY:
            return COLUMNS[section].title
        if role == _ALIGNMENT and COLUMNS[section].centred:
            return _CENTRED
        return KEYS[section] if role == RowRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tasks can be selected, bands only be looked at."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_band(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
