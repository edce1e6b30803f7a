"""The table of tasks: cells are selected and copied as in a spreadsheet, Enter opens, Ctrl+M remarks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionRange, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.task_grid import TaskGridModel
from app.ui.itemmodels.task_rows import COLUMNS, INDEX, KEYS, PreparedRow
from app.ui.widgets.grid_delegate import GridDelegate
from app.ui.widgets.grid_header import FilterHeader

Index = QModelIndex | QPersistentModelIndex

TEXT_COLUMN = INDEX["text"]


class TaskGridView(QTableView):
    """A QTableView that never measures its rows."""

    current_task = Signal(object)
    opened = Signal(object)
    remark_wanted = Signal(object)
    copy_wanted = Signal(bool)
    menu_wanted = Signal(object)
    escaped = Signal()
    selection_sized = Signal(int)
    widths_changed = Signal()

    def __init__(self, model: TaskGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self._empty_text = ""
        self._widths: dict[str, int] = {}
        self._fitting = False
        self._quiet = False
        self._delegate = GridDelegate(model, self)
        self.head = FilterHeader(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setMouseTracking(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("任务表")
        self.verticalHeader().hide()
        self.set_lines(1)
        self.head.sectionResized.connect(self._section_resized)
        self.head.leave.connect(self.setFocus)
        self.doubleClicked.connect(self._open_index)
        model.modelReset.connect(self._span_bands)
        model.page_loaded.connect(self._page_loaded)

    # --- looks -------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> int:
        """Lines a row."""
        return self._delegate.lines

    def set_lines(self, lines: int) -> None:
        """One line a row, or up to three."""
        current = self.currentIndex()
        self._delegate.lines = lines
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(20)
        vertical.setDefaultSectionSize(self._delegate.row_height)
        self._lower_bands()
        if current.isValid():
            self.scrollTo(current)
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle where there is no row."""
        self._empty_text = text
        self.viewport().update()

    def show_columns(self, keys: frozenset[str]) -> None:
        """Show just these columns."""
        self._fitting = True
        for index, key in enumerate(KEYS):
            self.head.setSectionHidden(index, key not in keys)
        self._fitting = False
        self.fit()

    def fit(self) -> None:
        """Share the width among the columns that were not set by hand: the task column takes what is left over."""
        free = [index for index, key in enumerate(KEYS) if not self.isColumnHidden(index) and key not in self._widths]
        room = self.viewport().width() - sum(
            self.columnWidth(INDEX[key]) for key in self._widths if not self.isColumnHidden(INDEX[key])
        )
        wanted = sum(COLUMNS[index].width for index in free)
        least = sum(COLUMNS[index].least for index in free)
        share = 1.0 if wanted <= room else max(0.0, (room - least) / max(1, wanted - least))
        self._fitting = True
        for index in free:
            column = COLUMNS[index]
            self.setColumnWidth(index, column.least + int((column.width - column.least) * share))
        if TEXT_COLUMN in free and wanted < room:
            self.setColumnWidth(TEXT_COLUMN, COLUMNS[TEXT_COLUMN].width + room - wanted)
        self._fitting = False

    def widths(self) -> dict[str, int]:
        """Widths that were set by hand, by column."""
        return dict(self._widths)

    def set_widths(self, widths: dict[str, int]) -> None:
        """Set remembered widths."""
        self._widths.update({key: width for key, width in widths.items() if key in INDEX})
        self._fitting = True
        for key, width in self._widths.items():
            self.head.resizeSection(INDEX[key], width)
        self._fitting = False
        self.fit()

    def _section_resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting or not new:
            return
        self._widths[KEYS[section]] = new
        self.widths_changed.emit()
        self.fit()

    def _span_bands(self) -> None:
        self.clearSpans()
        self._delegate.current_row = -1
        for row in self._grid.band_rows():
            self.setSpan(row, 0, 1, len(COLUMNS))
        self._lower_bands()

    def _lower_bands(self) -> None:
        """A band is one line high, also among rows of three."""
        for row in self._grid.band_rows():
            self.setRowHeight(row, theme.ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "_delegate"):
            self._delegate.refresh_theme()
            self.set_lines(self.lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The table, or a sentence where it is empty."""
        super().paintEvent(event)
        if self._empty_text and not self._grid.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("secondary"))
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), self._empty_text)
            painter.end()

    # --- current task ------------------------------------------------------------------------------------------

    def current_ref(self) -> ItemRef | None:
        """The task of the current row, if it is here."""
        index = self.currentIndex()
        found = self._grid.prepared(index.row()) if index.isValid() else None
        return found.ref if isinstance(found, PreparedRow) else None

    def go_to_row(self, row: int, *, quietly: bool = False) -> None:
        """Make a row current and show it; ``quietly``: without telling."""
        column = self.currentIndex().column()
        if column < 0 or self.isColumnHidden(column):
            column = TEXT_COLUMN
        self._quiet = quietly
        self.setCurrentIndex(self._grid.index(row, column))
        self._quiet = False

    def leave_row(self) -> None:
        """No row is current any more, without telling."""
        self._quiet = True
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tint the current row; tell which task it is."""
        super().currentChanged(current, previous)
        self._delegate.current_row = current.row()
        if current.row() != previous.row():
            self._repaint_row(previous.row())
            self._repaint_row(current.row())
            if not self._quiet:
                self._tell_current()

    def _repaint_row(self, row: int) -> None:
        if row >= 0:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, top, self.viewport().width(), height)

    def _tell_current(self) -> None:
        ref = self.current_ref()
        if ref is not None:
            self.current_task.emit(ref)

    def _page_loaded(self, first: int, last: int) -> None:
        # The current row may have been chosen before it was here (End, Page Down).
        if self.hasFocus() and first <= self.currentIndex().row() <= last:
            self._tell_current()

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell how many rows are selected."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # PySide hands over QItemSelection
        self.selection_sized.emit(sum(one.height() for one in self._ranges()))

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def selected_cells(self) -> tuple[list[int], list[int]]:
        """Rows and (shown, in order of the screen) columns of the selection's frame, bands left out."""
        ranges = self._ranges()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        chosen = {column for one in ranges for column in range(one.left(), one.right() + 1)}
        columns = [self.head.logicalIndex(place) for place in range(self.head.count())]
        return (
            [row for row in rows if not self._grid.is_band(row)],
            [column for column in columns if column in chosen and not self.isColumnHidden(column)],
        )

    # --- keys and mouse ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+M, Ctrl+C, Shift+Space, Esc; the rest as every table."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(False)
        elif key == Qt.Key.Key_C and control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.copy_wanted.emit(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        elif key == Qt.Key.Key_M and control:
            self._remark()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_whole_rows()
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row >= 0 and self._grid.is_band(row):
            up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home) and row > 0
            self.go_to_row(row - 1 if up else row + 1)

    def _remark(self) -> None:
        ref = self.current_ref()
        if ref is not None:
            self.remark_wanted.emit(ref)

    def _open_index(self, index: QModelIndex) -> None:
        found = self._grid.prepared(index.row()) if index.isValid() else None
        if isinstance(found, PreparedRow):
            self.opened.emit(found.ref)

    def _select_whole_rows(self) -> None:
        rows, _columns = self.selected_cells()
        selection = self.selectionModel()
        for row in rows:
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            selection.select(self._grid.index(row, 0), flags)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer."""
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The full text as a tip, only where something of it is left out."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and self._delegate.is_elided(
                index.row(), index.column(), self.columnWidth(index.column())
            ):
                found = self._grid.prepared(index.row())
                if isinstance(found, PreparedRow):
                    QToolTip.showText(event.globalPos(), wrapped(found.cells[index.column()]), self.viewport())
                    return True
            QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def wrapped(text: str, width: int = 36) -> str:
    """Plain text in lines short enough for a tip."""
    return "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, max(1, len(line)), width)
    )
