"""The library at the left: the tree of plans; what is selected here is the scope of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.services.rows import ItemRef, PlanNode, Scope
from app.ui import theme
from app.ui.itemmodels.library import (
    COUNTS_ROLE,
    FINDINGS_ROLE,
    KIND_ROLE,
    PROOF_ROLE,
    REF_ROLE,
    SCOPE_ROLE,
    LibraryModel,
)

_SMALL_LINE = 16
_DROP_HINT = "拖入文件即可导入"


class _NodeDelegate(QStyledItemDelegate):
    """Paints the title, at the right edge the tasks, remarks ✎ and open problems ◆.

    A plan has two lines for its title, and a third that says how far it is proof-read; its marks stand there too.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A plan takes three lines, all else one."""
        return QSize(80, 48 + _SMALL_LINE if index.data(KIND_ROLE) == "plan" else 28)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, title, counts, focus mark."""
        style: Any = option  # PySide's stubs leave the fields out
        rect: QRect = style.rect
        painter.save()
        if style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif style.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        inner = rect.adjusted(7, 0, -8, 0)
        tasks, marks = _marks(index)
        if index.data(KIND_ROLE) == "plan":
            low = QRect(inner.left(), inner.bottom() - _SMALL_LINE - 2, inner.width(), _SMALL_LINE)
            self._paint_proof(painter, low, *index.data(PROOF_ROLE))
            self._paint_counts(painter, low, marks)
            inner.setBottom(inner.bottom() - _SMALL_LINE)
            right = self._paint_counts(painter, inner, tasks)
        else:
            right = self._paint_counts(painter, inner, (*tasks, *marks))
        font = QFont(style.font)
        if index.data(KIND_ROLE) in ("plan", "all"):
            font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        self._paint_title(painter, QRect(inner.left(), inner.top(), right - inner.left() - 6, inner.height()), index)
        if style.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    @staticmethod
    def _paint_proof(painter: QPainter, place: QRect, checked: int, total: int) -> None:
        """Below a plan's title: how much of it a person has checked."""
        if total:
            painter.setFont(theme.ui_font(theme.SMALL_POINTS))
            painter.setPen(theme.color("green" if checked >= total else "secondary"))
            words = f"已校对 {checked}/{total}"
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    @staticmethod
    def _paint_title(painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        metrics = painter.fontMetrics()
        lines = _two_lines(text, metrics, rect.width()) if index.data(KIND_ROLE) == "plan" else [text]
        height = metrics.height()
        top = rect.top() + (rect.height() - height * len(lines)) // 2
        for number, line in enumerate(lines):
            place = QRect(rect.left(), top + number * height, rect.width(), height)
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    @staticmethod
    def _paint_counts(painter: QPainter, rect: QRect, counts: Sequence[tuple[str, str]]) -> int:
        """Paint from the right edge inwards; return where the counts begin."""
        painter.setFont(theme.ui_font(theme.SMALL_POINTS))
        metrics = painter.fontMetrics()
        right = rect.right()
        for text, token in counts:
            width = metrics.horizontalAdvance(text)
            painter.setPen(theme.color(token))
            place = QRect(right - width, rect.top(), width, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            right -= width + 6
        return right


def _marks(index: QModelIndex | QPersistentModelIndex) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The number of tasks; the marks of remarks and problems; each with its token, from the right edge inwards."""
    tasks, remarks, _doubts = index.data(COUNTS_ROLE)
    findings = index.data(FINDINGS_ROLE)
    marks = [(f"✎{remarks}", "accent")] if remarks else []
    marks += [(f"◆{findings}", "amber")] if findings else []
    return ([(str(tasks), "secondary")] if tasks else []), marks


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break a long title once; the second line is elided by the painter."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    cut = len(text)
    while cut > 1 and metrics.horizontalAdvance(text[:cut]) > width:
        cut -= 1
    return [text[:cut], text[cut:]]


class Library(QWidget):
    """Head, tree, and a line that says that files may be dropped."""

    scope_selected = Signal(object, object)
    opened = Signal(object)
    proof_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setAccessibleName("方案库")
        self.model = LibraryModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_NodeDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setAccessibleName("方案库")
        self.tree.setMouseTracking(True)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(self._on_activated)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        head = QLabel("方案库", self)
        head.setFont(theme.ui_font(medium=True))
        head.setContentsMargins(12, 8, 12, 8)
        self.foot = QLabel(_DROP_HINT, self)
        self.foot.setFont(theme.ui_font(theme.SMALL_POINTS))
        theme.dress(self.foot, "color: @secondary;")
        self.foot.setContentsMargins(12, 6, 12, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.foot)
        self.setMinimumWidth(160)

    def set_plans(self, plans: tuple[PlanNode, ...], keep: Scope | None = None) -> None:
        """Fill the tree; what was open and selected stays so, a first or only plan is opened."""
        open_scopes = self._expanded()
        first = self.model.rowCount() == 0
        self.model.set_plans(plans)
        for scope in open_scopes:
            self.tree.setExpanded(self.model.index_of(scope), True)
        if first and len(plans) == 1:
            self.tree.setExpanded(self.model.index(0, 0), True)
        if keep is not None:
            if first:
                self.tree.setExpanded(self.model.index_of(Scope(keep.version)), True)
            self.select_scope(keep)

    def select_scope(self, scope: Scope) -> bool:
        """Select a scope as if it had been clicked; False where the tree has no such node."""
        index = self.model.index_of(scope)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        return index.isValid()

    def show_drop(self, files: int) -> None:
        """Say what would happen to the files that hang over the window; 0: none do."""
        self.foot.setText(f"松开即导入 {files} 个文件" if files else _DROP_HINT)

    def menu_for(self, index: QModelIndex) -> QMenu | None:
        """What can be done with a plan."""
        scope = index.data(SCOPE_ROLE) if index.isValid() else None
        if not isinstance(scope, Scope) or scope.version is None:
            return None
        version = scope.version
        menu = QMenu(self.tree)
        menu.addAction(theme.icon("pencil"), "打开校对", lambda: self.proof_wanted.emit(version))
        return menu

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu_for(self.tree.indexAt(place))
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.tree.viewport().mapToGlobal(place))

    def current_scope(self) -> Scope:
        """The scope that is selected; all plans where nothing is."""
        scope = self.tree.currentIndex().data(SCOPE_ROLE)
        return scope if isinstance(scope, Scope) else Scope()

    def _expanded(self) -> list[Scope]:
        found: list[Scope] = []
        waiting = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        while waiting:
            index = waiting.pop()
            if self.tree.isExpanded(index):
                found.append(index.data(SCOPE_ROLE))
                waiting += [self.model.index(row, 0, index) for row in range(self.model.rowCount(index))]
        return found

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.scope_selected.emit(current.data(SCOPE_ROLE), current.data(REF_ROLE))

    def _on_activated(self, index: QModelIndex) -> None:
        ref = index.data(REF_ROLE)
        if isinstance(ref, ItemRef):
            self.opened.emit(ref)
