"""The head of the task grid: titles that sort, and under each a line to filter by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QWidget

from app.ui import theme
from app.ui.itemmodels.task_rows import COLUMNS, GridColumn

DEBOUNCE_MS = 250
EDIT_HEIGHT = 30


class FilterEdit(QLineEdit):
    """A line to filter by: tells after a pause or at Enter; Esc clears it, a second Esc or ↓ leaves it."""

    settled = Signal()
    leave = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.settle)
        self.textChanged.connect(lambda _text: self._timer.start())

    def settle(self) -> None:
        """Tell now, if there is something to tell."""
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.settled.emit()

    def reset(self) -> None:
        """Empty the line without telling."""
        self.clear()
        self._timer.stop()
        self._told = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and ↓ as described above."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.settle()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.settle()
            self.leave.emit()
        else:
            super().keyPressEvent(event)


class FilterHeader(QHeaderView):
    """Horizontal head with a filter row under the titles."""

    filters_changed = Signal()
    leave = Signal()

    def __init__(self, view: QAbstractItemView, columns: Sequence[GridColumn] = COLUMNS) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._columns = tuple(columns)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(40)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.edits = tuple(self._make_edit(column.title, column.hint) for column in self._columns)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        self.geometriesChanged.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def _make_edit(self, title: str, hint: str) -> FilterEdit:
        edit = FilterEdit(self)
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(f"筛选{title}")
        edit.setToolTip(f"按{title}筛选，Esc 清除")
        edit.setClearButtonEnabled(False)
        edit.settled.connect(self.filters_changed)
        edit.leave.connect(self.leave)
        edit.installEventFilter(self)
        return edit

    def filters(self) -> tuple[tuple[str, str], ...]:
        """Column keys with what must occur there."""
        pairs = zip(self._columns, self.edits, strict=True)
        return tuple((column.key, edit.text().strip()) for column, edit in pairs if edit.text().strip())

    def clear_filters(self) -> None:
        """Empty all lines; told once."""
        if not self.filters():
            return
        for edit in self.edits:
            edit.reset()
        self.filters_changed.emit()

    def sizeHint(self) -> QSize:
        """Room for the titles and the filter row."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + EDIT_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """The title, and an arrow of our own at the column that sorts: style sheets draw none."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if logical != self.sortIndicatorSection() or not rect.isValid():
            return
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        middle, tip = QPointF(rect.right() - 10.5, rect.center().y() + 0.5), -3.0 if up else 3.0
        points = [middle + QPointF(-4.5, -tip / 1.5), middle + QPointF(4.5, -tip / 1.5), middle + QPointF(0, tip)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawPolygon(QPolygonF(points))
        painter.restore()

    def updateGeometries(self) -> None:
        """Keep the filter row's room free of titles."""
        self.setViewportMargins(0, 0, 0, EDIT_HEIGHT)
        super().updateGeometries()
        self._place()

    def setSectionHidden(self, logical: int, hide: bool) -> None:
        """Hide a column with its filter line."""
        super().setSectionHidden(logical, hide)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a filter line into view when Tab reaches it."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, FilterEdit):
            view = self.parent()
            section = self.edits.index(watched)
            if isinstance(view, QAbstractItemView):
                left, width = self.sectionViewportPosition(section), self.sectionSize(section)
                if left < 0 or left + width > self.viewport().width():
                    bar = view.horizontalScrollBar()
                    bar.setValue(bar.value() + (left if left < 0 else left + width - self.viewport().width()))
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        top = self.height() - EDIT_HEIGHT
        for section, edit in enumerate(getattr(self, "edits", ())):
            if self.isSectionHidden(section) or section >= self.count():
                edit.hide()
                continue
            left = self.sectionViewportPosition(section)
            edit.setGeometry(left + 1, top, self.sectionSize(section) - 2, EDIT_HEIGHT - 2)
            edit.show()
