"""A grid of ready-made cells whose first columns stay in sight; keys, copying and tips as in the other tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QToolTip, QWidget

from app.ui import theme
from app.ui.itemmodels.cell_table import CellTable, Index
from app.ui.itemmodels.copying import as_mime
from app.ui.widgets.cell_paint import CellDelegate, CellHead
from app.ui.widgets.grid_view import wrapped

_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class _Pane(QTableView):
    """The frozen columns, or the others."""

    current_moved = Signal()
    key_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    resized = Signal()

    def __init__(self, model: CellTable, delegate: CellDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells, self._delegate = model, delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another cell is looked at."""
        super().currentChanged(current, previous)
        self.current_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+C, Ctrl+M, Esc; the rest as every table."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = ""
        if event.matches(QKeySequence.StandardKey.Copy):
            wanted = "copy"
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wanted = "open"
        elif event.key() == Qt.Key.Key_M and control:
            wanted = "remark"
        elif event.key() == Qt.Key.Key_Escape:
            wanted = "escape"
        if wanted:
            self.key_wanted.emit(wanted)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is other room."""
        super().resizeEvent(event)
        self.resized.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell's tip, or its whole text where something of it is left out."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = ""
            if index.isValid():
                cell = self._cells.cell(index.row(), index.column())
                cut = self._delegate.is_elided(cell, self.columnWidth(index.column()))
                words = cell.tip or (cell.text if cut else "")
            QToolTip.showText(event.globalPos(), wrapped(words), self.viewport())
            return True
        return super().viewportEvent(event)


class CellGrid(QWidget):
    """``moved()``: another cell is current; ``opened(row, column)``: Enter or a double click; ``remark_wanted()``;
    ``menu_wanted(QPoint)``; ``copied(int)``: so many rows went to the clipboard; ``escaped()``."""

    moved = Signal()
    opened = Signal(int, int)
    remark_wanted = Signal()
    menu_wanted = Signal(QPoint)
    copied = Signal(int)
    escaped = Signal()

    def __init__(self, model: CellTable, name: str, *, frozen: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self._frozen, self._quiet = model, frozen, False
        self._lines = 1
        self.delegate = CellDelegate(model, self)
        self.left = _Pane(model, self.delegate, self)
        self.body = _Pane(model, self.delegate, self)
        self._heads = [CellHead(pane) for pane in (self.left, self.body)]
        self._build(name)
        self._connect()

    def _build(self, name: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.body, 1)
        for pane, head in zip((self.left, self.body), self._heads, strict=True):
            pane.setHorizontalHeader(head)
        self.left.setHorizontalScrollBarPolicy(_NO_BAR)
        self.left.setVerticalScrollBarPolicy(_NO_BAR)
        self.left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left.setSelectionModel(self.body.selectionModel())
        self.left.setVisible(self._frozen > 0)
        self.body.setAccessibleName(name)
        self.setFocusProxy(self.body)
        self.set_lines(1)

    def _connect(self) -> None:
        body, left = self.body, self.left
        body.verticalScrollBar().valueChanged.connect(left.verticalScrollBar().setValue)
        left.verticalScrollBar().valueChanged.connect(body.verticalScrollBar().setValue)
        body.horizontalScrollBar().rangeChanged.connect(lambda *_: self._keep_level())
        body.current_moved.connect(self._current_moved)
        body.resized.connect(self._fit)
        body.key_wanted.connect(self._key)
        body.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        left.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        left.clicked.connect(lambda index: body.setFocus())
        for pane in (left, body):
            pane.menu_wanted.connect(self.menu_wanted)
        self.model.modelReset.connect(self._arrange)

    def set_head(self, head: QHeaderView) -> None:
        """Another head over the columns that move (one to filter by)."""
        self._heads.pop()  # Qt deletes a head that is put away
        self.body.setHorizontalHeader(head)
        self.model.modelReset.disconnect(self._arrange)
        self.model.modelReset.connect(self._arrange)  # after the head, which makes all its columns anew

    def set_frozen(self, columns: int) -> None:
        """So many columns stay in sight from the next table on."""
        self._frozen = columns
        self.left.setVisible(columns > 0)

    @property
    def lines(self) -> int:
        """Lines a row."""
        return self._lines

    def set_lines(self, lines: int) -> None:
        """So many lines a row."""
        self._lines = self.delegate.lines = lines
        for pane in (self.left, self.body):
            pane.verticalHeader().setDefaultSectionSize(self.delegate.row_height)
            pane.viewport().update()

    def _arrange(self) -> None:
        """Hide in each pane what the other shows; widths; the height of the heads."""
        heads = self.model.heads
        for number, head in enumerate(heads):
            self.left.setColumnHidden(number, number >= self._frozen)
            self.body.setColumnHidden(number, number < self._frozen)
            for pane in (self.left, self.body):
                pane.setColumnWidth(number, head.width)
        self.left.setFixedWidth(sum(head.width for head in heads[: self._frozen]) or 1)
        height = max((one.height_needed() for one in self._heads), default=theme.ROW_HEIGHT)
        for one in self._heads:
            one.setFixedHeight(height)
        self._fit()
        self._keep_level()

    def _fit(self) -> None:
        """Columns give way where there is little room, as far as they can; what is left goes to those that grow."""
        heads = [(number, head) for number, head in enumerate(self.model.heads) if number >= self._frozen]
        room = self.body.viewport().width()
        wanted = sum(head.width for _, head in heads)
        spare = sum(head.width - head.least for _, head in heads if head.least)
        share = min(1.0, (wanted - room) / spare) if wanted > room and spare else 0.0
        left = room
        for number, head in heads:
            width = head.width - round((head.width - head.least) * share) if head.least else head.width
            self.body.setColumnWidth(number, width)
            left -= width
        growing = [number for number, head in heads if head.grows]
        for number in growing if left > 0 else ():
            self.body.setColumnWidth(number, self.body.columnWidth(number) + left // len(growing))

    def _keep_level(self) -> None:
        """The frozen pane ends where the moving one does, whose scroll bar takes room."""
        bar = self.body.horizontalScrollBar()
        shown = bar.maximum() > bar.minimum()
        self.left.setViewportMargins(0, self.left.viewportMargins().top(), 0, bar.sizeHint().height() if shown else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "delegate"):
            self.delegate.refresh_theme()
            self.set_lines(self._lines)

    # --- current cell ------------------------------------------------------------------------------------------

    def current(self) -> tuple[int, int]:
        """Row and column that are looked at, -1 where there is none."""
        index = self.body.currentIndex()
        return index.row(), index.column()

    def go_to(self, row: int, column: int = -1, *, quietly: bool = False) -> None:
        """Make a cell current; -1 keeps the column."""
        if not 0 <= row < self.model.rowCount():
            return
        if column < 0:
            column = max(self.body.currentIndex().column(), self._frozen)
        self._quiet = quietly
        self.body.setCurrentIndex(self.model.index(row, min(column, self.model.columnCount() - 1)))
        self._quiet = False

    def _current_moved(self) -> None:
        self.delegate.current_row = self.body.currentIndex().row()
        for pane in (self.left, self.body):
            pane.viewport().update()
        if not self._quiet:
            self.moved.emit()

    def _key(self, wanted: str) -> None:
        row, column = self.current()
        if wanted == "copy":
            self.copy_selection()
        elif wanted == "escape":
            self.escaped.emit()
        elif wanted == "remark":
            self.remark_wanted.emit()
        elif row >= 0:
            self.opened.emit(row, column)

    # --- copying -----------------------------------------------------------------------------------------------

    def selected(self) -> tuple[list[int], list[int]]:
        """Rows and columns of the selection's frame."""
        indexes: Sequence[QModelIndex] = self.body.selectionModel().selectedIndexes()
        return sorted({one.row() for one in indexes}), sorted({one.column() for one in indexes})

    def copy_selection(self) -> None:
        """The selected cells with the frozen ones of their rows."""
        rows, columns = self.selected()
        if rows:
            self._copy(rows, sorted({*range(self._frozen), *columns}))

    def copy_all(self) -> None:
        """The whole table."""
        if self.model.rowCount():
            self._copy(range(self.model.rowCount()), range(self.model.columnCount()))

    def _copy(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        QGuiApplication.clipboard().setMimeData(as_mime(self.model.copy_cells(rows, columns)))
        self.copied.emit(len(rows))

    def select_none(self) -> None:
        """Nothing is current."""
        self._quiet = True
        self.body.selectionModel().clear()
        self.body.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._quiet = False
