"""The matrix: four views on one model, so that heads and names stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QScrollBar, QTableView, QToolTip, QWidget

from app.services.rows import ItemRef, Matrix
from app.ui.itemmodels.matrix import FROZEN_COLUMNS, FROZEN_ROWS, NAME, TOTAL, Index, MatrixModel
from app.ui.widgets.grid_matrix_paint import CrossHair, MatrixDelegate, MatrixHead, MatrixLook
from app.ui.widgets.grid_view import wrapped

ZOOMS = (0.7, 0.85, 1.0, 1.15, 1.3, 1.6)
WIDE = 760
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class _Pane(QTableView):
    """One of the four views."""

    def __init__(self, model: MatrixModel, cross: CrossHair, look: MatrixLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.matrix_delegate = MatrixDelegate(model, cross, look, self)
        self.head = MatrixHead(model, cross, look, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.matrix_delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(_NO_BAR)
        self.setVerticalScrollBarPolicy(_NO_BAR)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)

    def update_line(self, row: int, column: int) -> None:
        """Repaint a row and a column."""
        viewport = self.viewport()
        if row >= 0 and not self.isRowHidden(row):
            viewport.update(0, self.rowViewportPosition(row) - 1, viewport.width(), self.rowHeight(row) + 2)
        if column >= 0 and not self.isColumnHidden(column):
            left, width = self.columnViewportPosition(column), self.columnWidth(column)
            viewport.update(left - 1, 0, width + 2, viewport.height())
            self.head.viewport().update()


class _Body(_Pane):
    """The cells: where the keyboard is."""

    current_moved = Signal()
    key_wanted = Signal(str)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the cross-hair along."""
        super().currentChanged(current, previous)
        self.current_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Ctrl+/−/0 zoom."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = ""
        if event.matches(QKeySequence.StandardKey.Copy):
            wanted = "copy"
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wanted = "open"
        elif control:
            wanted = {
                Qt.Key.Key_Plus: "larger", Qt.Key.Key_Equal: "larger", Qt.Key.Key_Minus: "smaller",
                Qt.Key.Key_0: "normal", Qt.Key.Key_M: "remark",
            }.get(Qt.Key(event.key()), "")  # fmt: skip
        if wanted:
            self.key_wanted.emit(wanted)
        else:
            super().keyPressEvent(event)


def _mirror(bar: QScrollBar, parent: QWidget) -> QScrollBar:
    """A scroll bar beside the four views that moves a hidden one: one inside a view would take room from it alone."""
    shown = QScrollBar(bar.orientation(), parent)

    def follow() -> None:
        shown.setRange(bar.minimum(), bar.maximum())
        shown.setPageStep(bar.pageStep())
        shown.setSingleStep(bar.singleStep())
        shown.setVisible(bar.maximum() > bar.minimum())

    bar.rangeChanged.connect(follow)
    bar.valueChanged.connect(shown.setValue)
    shown.valueChanged.connect(bar.setValue)
    shown.hide()
    return shown


class MatrixView(QWidget):
    """Names and counts frozen at the left, heads and counts at the top, cells in the middle."""

    cell_chosen = Signal(object)
    column_chosen = Signal(object)
    key_wanted = Signal(str)
    menu_wanted = Signal(object)
    zoomed = Signal(float)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._cross = CrossHair()
        self._zoom = 1.0
        look = MatrixLook(1.0, "task")
        self.corner = _Pane(model, self._cross, look, self)
        self.top = _Pane(model, self._cross, look, self)
        self.left = _Pane(model, self._cross, look, self)
        self.body = _Body(model, self._cross, look, self)
        self._panes = (self.corner, self.top, self.left, self.body)
        self._build()
        self._connect()
        self.setFocusProxy(self.body)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for number, pane in enumerate(self._panes):
            grid.addWidget(pane, number // 2, number % 2)
        for bar, row, column in ((self.body.verticalScrollBar(), 1, 2), (self.body.horizontalScrollBar(), 2, 1)):
            grid.addWidget(_mirror(bar, self), row, column)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        for pane in (self.corner, self.top, self.left):
            pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pane.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for pane in (self.left, self.body):
            pane.head.hide()
        self.body.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.body.setAccessibleName("责任分工矩阵")
        for pane in self._panes:
            pane.viewport().installEventFilter(self)

    def _connect(self) -> None:
        body = self.body
        body.horizontalScrollBar().valueChanged.connect(self.top.horizontalScrollBar().setValue)
        body.verticalScrollBar().valueChanged.connect(self.left.verticalScrollBar().setValue)
        self.left.verticalScrollBar().valueChanged.connect(body.verticalScrollBar().setValue)
        self.top.horizontalScrollBar().valueChanged.connect(body.horizontalScrollBar().setValue)
        body.current_moved.connect(self._follow_current)
        body.key_wanted.connect(self._key)
        body.clicked.connect(self._clicked)
        self.left.clicked.connect(lambda index: self.go_to(index.row(), -1))
        self.top.clicked.connect(lambda index: self.column_chosen.emit(index.column()))
        self.top.head.sectionClicked.connect(lambda section: self.column_chosen.emit(section))

    # --- content -----------------------------------------------------------------------------------------------

    def set_matrix(self, matrix: Matrix, *, by_kind: bool = True) -> None:
        """Show another matrix; see :meth:`MatrixModel.set_matrix`."""
        self._cross.hover_row = self._cross.hover_column = self._cross.row = self._cross.column = -1
        self._model.set_matrix(matrix, by_kind=by_kind)
        self._arrange()

    @property
    def zoom(self) -> float:
        """How large the cells are."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make the cells larger or smaller."""
        self._zoom = min(ZOOMS, key=lambda one: abs(one - zoom))
        self._arrange()
        self.zoomed.emit(self._zoom)

    def step_zoom(self, steps: int) -> None:
        """The next larger or smaller size."""
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, ZOOMS.index(self._zoom) + steps))])

    def _arrange(self) -> None:
        """Hide in each view what the others show and give rows, columns and views their sizes."""
        matrix = self._model.matrix
        named = matrix.by == "task" and len({column.version for column in matrix.columns}) > 1
        look = MatrixLook(self._zoom, matrix.by, named=named)
        rows, columns = self._model.rowCount(), self._model.columnCount()
        wide = self.width() >= WIDE
        for pane in self._panes:
            pane.matrix_delegate.look = pane.head.look = look
            pane.verticalHeader().setDefaultSectionSize(look.row_height)
            pane.head.setDefaultSectionSize(look.column_width)
            frozen_row, frozen_column = pane in (self.corner, self.top), pane in (self.corner, self.left)
            for row in range(rows):
                pane.setRowHidden(row, (row < FROZEN_ROWS) != frozen_row)
            for column in range(columns):
                hidden = (column < FROZEN_COLUMNS) != frozen_column or (not wide and NAME < column < TOTAL)
                pane.setColumnHidden(column, hidden)
            for column in range(FROZEN_COLUMNS):
                if not pane.isColumnHidden(column):
                    pane.setColumnWidth(
                        column, look.name_width if column == NAME else look.count_width + (column == TOTAL) * 10
                    )
        width = sum(self.corner.columnWidth(column) for column in range(FROZEN_COLUMNS))
        lines = self.top.head.lines_needed()
        height = max(30, round(lines * look.head_fitter.line_height) + 10)
        for pane in (self.corner, self.top):
            pane.head.setFixedHeight(height)
            pane.setFixedHeight(height + look.row_height)
        self.corner.setFixedWidth(width)
        self.left.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the counts per role where there is little room."""
        super().resizeEvent(event)
        if (event.oldSize().width() >= WIDE) != (self.width() >= WIDE):
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_panes"):
            self._arrange()

    # --- cross-hair and current cell ---------------------------------------------------------------------------

    def _follow_current(self) -> None:
        index = self.body.currentIndex()
        self._repaint_cross(self._cross.row, self._cross.column)
        self._cross.row, self._cross.column = index.row(), index.column()
        self._repaint_cross(index.row(), index.column())

    def _hover(self, row: int, column: int) -> None:
        cross = self._cross
        if (row, column) == (cross.hover_row, cross.hover_column):
            return
        self._repaint_cross(cross.hover_row, cross.hover_column)
        cross.hover_row, cross.hover_column = row, column
        self._repaint_cross(row, column)

    def _repaint_cross(self, row: int, column: int) -> None:
        for pane in self._panes:
            pane.update_line(row, column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hover, tips, menus and Ctrl+wheel in all four views."""
        pane = next((one for one in self._panes if one.viewport() is watched), None)
        if pane is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            index = pane.indexAt(event.position().toPoint())
            self._hover(
                index.row() if index.row() >= FROZEN_ROWS else -1,
                index.column() if index.column() >= FROZEN_COLUMNS else -1,
            )
        elif event.type() == QEvent.Type.Leave:
            self._hover(-1, -1)
        elif isinstance(event, QHelpEvent):
            tip = self._model.data(pane.indexAt(event.pos()), int(Qt.ItemDataRole.ToolTipRole))
            QToolTip.showText(event.globalPos(), wrapped(str(tip)) if tip else "", pane)
            return True
        elif isinstance(event, QContextMenuEvent):
            self.menu_wanted.emit(event.globalPos())
            return True
        elif isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current; -1 keeps the row or column there is."""
        if not self._model.rowCount() or self._model.columnCount() <= FROZEN_COLUMNS:
            return
        index = self.body.currentIndex()
        row = row if row >= 0 else max(FROZEN_ROWS, index.row())
        column = column if column >= 0 else max(FROZEN_COLUMNS, index.column())
        self.body.setCurrentIndex(self._model.index(row, column))

    def tasks_here(self) -> tuple[ItemRef, ...]:
        """Tasks behind the current cell."""
        return self._model.tasks(self.body.currentIndex())

    def _clicked(self, index: Index) -> None:
        if tasks := self._model.tasks(index):
            self.cell_chosen.emit(tasks)

    def _key(self, wanted: str) -> None:
        if wanted == "open":
            self._clicked(self.body.currentIndex())
        elif wanted in ("larger", "smaller"):
            self.step_zoom(1 if wanted == "larger" else -1)
        elif wanted == "normal":
            self.set_zoom(1.0)
        else:
            self.key_wanted.emit(wanted)

    def selected_cells(self) -> tuple[list[int], list[int]]:
        """Rows and columns of the frame around the selection."""
        indexes = self.body.selectionModel().selectedIndexes()
        rows = sorted({one.row() for one in indexes if one.row() >= FROZEN_ROWS})
        return rows, sorted({one.column() for one in indexes if one.column() >= FROZEN_COLUMNS})
