"""任务: the grid of tasks, windowed, sorted and filtered by SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from app.errors import KnownError
from app.services.rows import GridQuery, GridTotals, ItemRef, Scope
from app.ui.itemmodels.copying import as_mime
from app.ui.itemmodels.task_grid import Rows, TaskGridModel
from app.ui.itemmodels.task_rows import COLUMNS, GROUPS, INDEX, KEYS, PreparedRow
from app.ui.pages.page import Page, PageCommand
from app.ui.pages.tasks_content import (
    GROUP_LIMIT,
    GridContent,
    find_id,
    load_cells,
    load_content,
    load_rows,
    toggled,
    totals_words,
)
from app.ui.pages.tasks_menus import add_entry, fill_columns_menu, fill_sort_menu
from app.ui.widgets.grid_header import FilterEdit
from app.ui.widgets.grid_view import TaskGridView
from app.ui.widgets.page_frame import ChoiceButton, EmptyPage, Foot, Toolbar, alternatives, column, switch

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

HERE_AT_MOST = 1000
HIDDEN_AT_FIRST = frozenset({"plan", "doubts"})
CELLS = frozenset({"remarks", "findings", "counts"})
"""Kinds that change cells, not which rows there are."""
SHOWN = CELLS | {"plans", "reviewers", "agencies"}


class TasksPage(Page):
    """Grid, toolbar and totals. ``state_changed`` asks to remember :meth:`state` (columns, widths, lines, group)."""

    key: ClassVar[str] = "tasks"
    title: ClassVar[str] = "任务"
    icon: ClassVar[str] = "list"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._query = GridQuery()
        self._shown = frozenset(KEYS) - HIDDEN_AT_FIRST
        self._selected: ItemRef | None = None
        self._asked = False
        self.model = TaskGridModel(self._fetch, self)
        self.view = TaskGridView(self.model, self)
        self._build()
        self._connect()
        self._show_columns()

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filter_edit = FilterEdit()
        self.filter_edit.setPlaceholderText("在任务、类别、时限、单位中筛选　Ctrl+F")
        self.filter_edit.setAccessibleName("筛选任务")
        self.filter_edit.setMinimumWidth(180)
        self.filter_edit.setMaximumWidth(340)
        self.clear_button = QPushButton("清除筛选")
        self.clear_button.hide()
        self.group_button = ChoiceButton("分组", GROUPS)
        self.lines_button = switch("三行", "每项任务显示一行或三行")
        self.columns_button = QPushButton("显示列…")
        self.columns_button.setToolTip("选择要显示的列；也可在表头上点右键")
        bar = Toolbar()
        bar.add(self.filter_edit, stretch=1)
        bar.add(self.clear_button)
        bar.add_space()
        for widget in (self.group_button, self.lines_button, self.columns_button):
            bar.add(widget)
        self.foot = Foot()
        self.selection_label = QLabel()
        self.foot.add_right(self.selection_label)
        grid = column(bar, self.view, self.foot, grows=self.view)
        self.empty = EmptyPage(
            "任务",
            "这里把各方案的任务列成一张表：类别、时限、牵头和配合单位、指标、意见，可排序、筛选、复制到 WPS 表格。",
            "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
        )
        self.stack = alternatives(self, grid, self.empty)

    def _connect(self) -> None:
        head = self.view.head
        head.sortIndicatorChanged.connect(self._sorted)
        head.filters_changed.connect(lambda: self._filtered())
        head.customContextMenuRequested.connect(self._head_menu)
        self.view.widths_changed.connect(self.state_changed)
        self.filter_edit.settled.connect(lambda: self._filtered())
        self.filter_edit.leave.connect(self.view.setFocus)
        self.clear_button.clicked.connect(self.clear_filters)
        self.group_button.chosen.connect(self._grouped)
        self.lines_button.toggled.connect(self._lines_toggled)
        self.columns_button.clicked.connect(self._columns_menu)
        self.view.current_task.connect(self._task_chosen)
        self.view.opened.connect(lambda ref: self.open_item.emit(ref, "reading"))
        self.view.remark_wanted.connect(self.remark_requested)
        self.view.copy_wanted.connect(self.copy)
        self.view.menu_wanted.connect(self._row_menu)
        self.view.escaped.connect(self.clear_filters)
        self.view.selection_sized.connect(self._selection_sized)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._focus_filter)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the tasks of what the library has selected."""
        if self._asked and scope == self._query.scope:
            return
        self._query = replace(self._query, scope=scope)
        self._show_columns()
        self._load()

    def show_query(self, query: GridQuery) -> None:
        """Exactly the tasks of a figure of another page; ``clear_filters`` brings the others back."""
        self.filter_edit.reset()
        self.view.head.clear_filters()
        self._query = replace(self._query, filters=(), text="", scope=query.scope, only=query.only, words=query.words)
        self._show_columns()
        self._filtered(anew=True)

    def select_item(self, ref: ItemRef | None) -> None:
        """Make the task current, quietly; other kinds of items have no row here."""
        if ref is None:
            self._selected = None
            self.view.leave_row()
        if ref is None or ref.kind != "task" or ref == self._selected:
            return
        self._selected = ref
        row = self.model.row_of_ref(ref)
        if row >= 0:
            self.view.go_to_row(row, quietly=True)
        elif self.model.rowCount():
            self._find_row(ref)

    def reload(self, kinds: frozenset[str]) -> None:
        """Remarks and problems change cells; everything else may change which rows there are."""
        if not kinds & SHOWN:
            return
        asked = {self._query.sort, *(key for key, _ in self._query.filters)}
        if kinds <= CELLS and not asked & {"remarks", "state", "findings"}:
            self.model.refresh()
            query = self._query
            self.lanes.read(lambda: self.services.grid_totals(query), self._show_totals, key=(id(self), "totals"))
        else:
            self._load()

    def focus_main(self) -> None:
        """The table, on its first row if none is current."""
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.go_to_row(1 if self.model.is_band(0) else 0, quietly=True)

    # --- remembered --------------------------------------------------------------------------------------------

    def state(self) -> dict[str, object]:
        """What is worth remembering, as plain JSON values."""
        return {
            "columns": [key for key in KEYS if key in self._shown],
            "widths": self.view.widths(),
            "lines": self.view.lines,
            "group": self._query.group,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave; what does not fit is passed over."""
        columns, widths = state.get("columns"), state.get("widths")
        if isinstance(columns, list) and (known := frozenset(columns) & frozenset(KEYS)):
            self._shown = known | {"text"}
            self._show_columns()
        if isinstance(widths, dict):
            self.view.set_widths({str(key): int(width) for key, width in widths.items()})
        self.lines_button.setChecked(state.get("lines", 3) == 3)  # three lines unless chosen otherwise
        self.group_button.choose(str(state.get("group") or ""))

    def commands(self) -> tuple[PageCommand, ...]:
        """Filter, group, lines, columns, copy."""
        narrowed = not self.clear_button.isHidden()
        groups = [
            PageCommand(words, "", partial(self.group_button.choose, key), checked=key == self._query.group)
            for key, words in GROUPS
        ]
        return (
            PageCommand("筛选…", "Ctrl+F", self._focus_filter),
            PageCommand("清除筛选", "Esc", self.clear_filters, possible=narrowed),
            replace(groups[0], line_before=True),
            *groups[1:],
            PageCommand(
                "每项三行", "", self.lines_button.toggle, checked=self.lines_button.isChecked(), line_before=True
            ),
            PageCommand("显示列…", "", self._columns_menu),
            PageCommand("复制", "Ctrl+C", self.copy, line_before=True),
            PageCommand("连同表头复制", "Ctrl+Shift+C", lambda: self.copy(True)),
            PageCommand("全选", "Ctrl+A", self.view.selectAll),
        )

    # --- loading -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._asked = True
        query = self._query
        self.view.set_empty_text("" if self.model.rowCount() else "正在读取…")
        self.lanes.read(lambda: load_content(self.services, query), self._show, key=(id(self), "content"))

    def _show(self, content: GridContent) -> None:
        keep = self._selected
        offset = self.view.verticalScrollBar().value()
        current = self.view.currentIndex()
        task = self.model.ids[current.row()] if current.isValid() else -1
        narrowed = bool(content.query.filters or content.query.text or content.query.only)
        self.stack.setCurrentIndex(1 if not content.ids and not narrowed and content.query.scope.version is None else 0)
        self.view.set_empty_text("没有符合条件的任务，按 Esc 清除筛选。" if narrowed else "这一部分没有任务。")
        self.model.set_ids(content.ids, content.bands)
        self._show_totals(content.totals)
        row = self.model.row_of_id(task) if task >= 0 else -1
        if row >= 0:
            self.view.verticalScrollBar().setValue(offset)
            self.view.go_to_row(row, quietly=True)
        elif keep is not None and content.ids:
            self._find_row(keep)
        if content.ungrouped:
            self.status.emit(f"任务超过 {GROUP_LIMIT} 项，未分组；请先筛选或在方案库中选定方案。")

    def _show_totals(self, totals: GridTotals) -> None:
        self.foot.set_text(totals_words(totals))
        self.status.emit(f"共 {totals.tasks} 项任务")

    def _fetch(self, ids: Sequence[int], done: Callable[[Rows], None]) -> None:
        def failed(error: KnownError) -> None:
            self.status.emit(f"{error.message}{error.hint}")
            done(())

        self.lanes.read(lambda: load_rows(self.services, ids), done, failed)

    def _find_row(self, ref: ItemRef) -> None:
        def show(task: int | None) -> None:
            row = self.model.row_of_id(task) if task is not None and self._selected == ref else -1
            if row >= 0:
                self.view.go_to_row(row, quietly=True)

        self.lanes.read(lambda: find_id(self.services, ref), show, key=(id(self), "row"))

    # --- sort, filter, group, columns --------------------------------------------------------------------------

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        self._query = toggled(self._query, section, descending=order == Qt.SortOrder.DescendingOrder)
        self._load()

    def _filtered(self, *, anew: bool = False) -> None:
        filters, text = self.view.head.filters(), self.filter_edit.text().strip()
        self.clear_button.setVisible(bool(filters or text or self._query.only))
        self.clear_button.setText(f"清除“{self._query.words}”" if self._query.only else "清除筛选")
        if anew or (filters, text) != (self._query.filters, self._query.text):
            self._query = replace(self._query, filters=filters, text=text)
            self._load()

    def clear_filters(self) -> None:
        """Show all rows of the scope again."""
        self.filter_edit.reset()
        self.view.head.clear_filters()
        anew = bool(self._query.only)
        self._query = replace(self._query, only=(), words="")
        self._filtered(anew=anew)
        self.view.setFocus()

    def _focus_filter(self) -> None:
        self.filter_edit.setFocus()
        self.filter_edit.selectAll()

    def _grouped(self, group: str) -> None:
        self._query = replace(self._query, group=group)
        self.state_changed.emit()
        if self._asked:
            self._load()

    def _lines_toggled(self, three: bool) -> None:
        self.view.set_lines(3 if three else 1)
        self.state_changed.emit()

    def _show_columns(self) -> None:
        keys = self._shown | ({"plan"} if self._query.scope.version is None else frozenset())
        if self._query.scope.version is not None:
            keys -= {"plan"}
        self.view.show_columns(keys)

    def _columns_menu(self) -> None:
        menu = QMenu(self)
        self.fill_columns_menu(menu)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def _head_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        section = self.view.head.logicalIndexAt(at)
        if section >= 0:
            fill_sort_menu(
                menu, COLUMNS[section].title, lambda *order: self.view.head.setSortIndicator(*order), section
            )
        self.fill_columns_menu(menu)
        menu.popup(self.view.head.mapToGlobal(at))

    def fill_columns_menu(self, menu: QMenu) -> None:
        """An entry a column, with a tick where it is shown."""
        fill_columns_menu(menu, self._shown, self._column_toggled)

    def _column_toggled(self, key: str, on: bool) -> None:
        self._shown = self._shown | {key} if on else self._shown - {key}
        if not on:
            self.view.head.edits[INDEX[key]].reset()
            self._filtered()
        self._show_columns()
        self.state_changed.emit()

    # --- selection, copying ------------------------------------------------------------------------------------

    def _task_chosen(self, ref: ItemRef) -> None:
        if ref != self._selected:
            self._selected = ref
            self.item_selected.emit(ref)

    def _selection_sized(self, rows: int) -> None:
        self.selection_label.setText(f"已选 {rows} 行" if rows > 1 else "")

    def _row_menu(self, at: QPoint) -> None:
        ref = self.view.current_ref()
        menu = QMenu(self)
        if ref is not None:
            add_entry(menu, "在“阅读”中打开　Enter", lambda: self.open_item.emit(ref, "reading"))
            add_entry(menu, "提意见…　Ctrl+M", lambda: self.remark_requested.emit(ref))
            menu.addSeparator()
        add_entry(menu, "复制　Ctrl+C", lambda: self.copy(False))
        add_entry(menu, "连同表头复制　Ctrl+Shift+C", lambda: self.copy(True))
        add_entry(menu, "全选　Ctrl+A", self.view.selectAll)
        menu.popup(at)

    def copy(self, with_head: bool = False) -> None:
        """Copy the selected cells as a table; rows that were never on the screen are read first."""
        rows, columns = self.view.selected_cells()
        if not rows or not columns:
            return
        here = (
            [self.model.prepared(row) for row in rows] if len(rows) <= len(self.model.ids) and len(rows) < 1000 else []
        )
        if here and all(isinstance(row, PreparedRow) for row in here):
            cells = [[COLUMNS[column].title for column in columns]] if with_head else []
            cells += [[row.cells[column] for column in columns] for row in here if isinstance(row, PreparedRow)]
            self._copied(cells, len(rows))
            return
        ids = [self.model.ids[row] for row in rows]
        self.lanes.read(
            lambda: load_cells(self.services, ids, columns, with_head=with_head),
            lambda cells: self._copied(cells, len(rows)),
            key=(id(self), "copy"),
            title="正在复制",
        )

    def _copied(self, cells: list[list[str]], rows: int) -> None:
        QGuiApplication.clipboard().setMimeData(as_mime(cells))
        self.status.emit(f"已复制 {rows} 行，可粘贴到 WPS 表格")
