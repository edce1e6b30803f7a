"""The two grids of page 指标: all figures with sort and filters, and which plan has which indicator."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.many_rows import FigureRow, IndicatorRow, IndicatorTable
from app.services.rows import ItemRef
from app.ui.itemmodels.cell_table import CellTable
from app.ui.itemmodels.indicator_tables import COLUMNS, HEADS, CoverTable, FigureTable
from app.ui.widgets.cell_grid import CellGrid
from app.ui.widgets.grid_header import FilterHeader

NOTHING = IndicatorTable((), (), ())


class FigureGrid(CellGrid):
    """``arranged()``: other rows are shown."""

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CellTable(), "指标表", parent=parent)
        self.model.setParent(self)
        self.figures = FigureTable(NOTHING)
        self.head = FilterHeader(self.body, COLUMNS)
        self.head.setSectionsMovable(False)
        self.set_head(self.head)
        self.head.filters_changed.connect(self.arrange)
        self.head.sortIndicatorChanged.connect(lambda *_: self.arrange())
        self.head.leave.connect(self.setFocus)
        self.escaped.connect(self.head.clear_filters)

    def set_figures(self, figures: FigureTable) -> None:
        """Show these, narrowed and sorted as the head says."""
        here = self.here()
        self.figures = figures
        self._arrange_around(here)

    def arrange(self) -> None:
        """Narrow and sort anew; the figure that was looked at stays so."""
        self._arrange_around(self.here())

    def _arrange_around(self, here: FigureRow | None) -> None:
        section = self.head.sortIndicatorSection()
        sort = COLUMNS[section].key if 0 <= section < len(COLUMNS) else ""
        down = self.head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self.figures.arrange(self.head.filters(), sort, descending=down)
        self.model.set_table(HEADS, len(self.figures.rows), self.figures.cells)
        if here is not None and here in self.figures.rows:
            self.go_to(self.figures.rows.index(here), quietly=True)
        self.arranged.emit()

    def here(self) -> FigureRow | None:
        """The figure that is looked at."""
        row = self.current()[0]
        return self.figures.rows[row] if 0 <= row < len(self.figures.rows) else None

    def go_to_item(self, ref: ItemRef) -> None:
        """Look at the first figure of an item, quietly."""
        here = self.here()
        if here is None or ref not in here.refs:
            row = next((row for row, one in enumerate(self.figures.rows) if one.ref == ref), -1)
            self.go_to(row, quietly=True)


class CoverGrid(CellGrid):
    """Signs by indicator and plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CellTable(), "指标覆盖情况", frozen=CoverTable.frozen, parent=parent)
        self.model.setParent(self)
        self.table = CoverTable(NOTHING, shared_only=False)

    def set_cover(self, table: CoverTable) -> None:
        """Show this one."""
        self.table = table
        self.model.set_table(table.heads, len(table.groups), table.cells)

    def here(self) -> FigureRow | None:
        """The first figure behind the cell that is looked at."""
        row, at = self.current()
        found = self.table.figures(row, at) if 0 <= row < len(self.table.groups) else ()
        return found[0] if found else None

    def group_here(self) -> IndicatorRow | None:
        """The indicator where its name is looked at, not a plan's cell."""
        row, at = self.current()
        named = 0 <= row < len(self.table.groups) and at < CoverTable.frozen
        return self.table.groups[row] if named else None
