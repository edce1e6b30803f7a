"""分工: who does what. Bodies × tasks or chapters with role signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QMenu, QToolButton, QWidget

from app.services.rows import ItemRef, Matrix, Scope
from app.ui.itemmodels.copying import as_mime
from app.ui.itemmodels.matrix import NAME, MatrixModel
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.grid_matrix import MatrixView
from app.ui.widgets.grid_signs import Legend
from app.ui.widgets.page_frame import EmptyPage, Foot, Toolbar, alternatives, column, switch

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

SHOWN = {"plans", "agencies"}


class MatrixPage(Page):
    """The matrix with its switches. ``state_changed`` asks to remember :meth:`state`."""

    key: ClassVar[str] = "matrix"
    title: ClassVar[str] = "分工"
    icon: ClassVar[str] = "grid"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._selected: ItemRef | None = None
        self._asked = False
        self.model = MatrixModel(self)
        self.view = MatrixView(self.model, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.by_group, by_buttons = _choice(
            ("task", "按任务", "每项任务一列"), ("chapter", "按部分", "正文每个部分一列")
        )
        self.order_group, order_buttons = _choice(
            ("official", "机构序列", "单位按机构序列排列"), ("load", "任务多少", "任务多的单位在前")
        )
        self.inherited_button = switch("含总括落实", "显示由总括句（以下均需…落实）带出的 ▲", checked=True)
        self.smaller = _plain("－", "缩小　Ctrl+－")
        self.larger = _plain("＋", "放大　Ctrl+＋")
        bar = Toolbar()
        for button in (*by_buttons, None, *order_buttons, None, self.inherited_button):
            bar.add(button) if button else bar.row.addSpacing(12)
        bar.add_space()
        bar.add(self.smaller)
        bar.add(self.larger)
        self.foot = Foot()
        self.foot.add_right(Legend())
        table = column(bar, self.view, self.foot, grows=self.view)
        self.empty = EmptyPage(
            "责任分工",
            "这里把单位和任务列成一张矩阵：谁牵头、谁分工负责、谁配合，各单位承担多少，一目了然。",
            "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
        )
        self.stack = alternatives(self, table, self.empty)

    def _connect(self) -> None:
        self.by_group.buttonClicked.connect(self._switched)
        self.order_group.buttonClicked.connect(self._switched)
        self.inherited_button.clicked.connect(self._switched)
        self.smaller.clicked.connect(lambda: self.view.step_zoom(-1))
        self.larger.clicked.connect(lambda: self.view.step_zoom(1))
        self.view.zoomed.connect(lambda _zoom: self.state_changed.emit())
        self.view.cell_chosen.connect(self._choose)
        self.view.column_chosen.connect(self._choose_column)
        self.view.key_wanted.connect(self._key)
        self.view.menu_wanted.connect(self._menu)
        self.view.body.doubleClicked.connect(lambda _index: self._open_here())

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the duties in what the library has selected."""
        if self._asked and scope == self._scope:
            return
        self._scope = scope
        self._load()

    def select_item(self, ref: ItemRef | None) -> None:
        """Put the cross-hair on the item's column, quietly."""
        self._selected = ref
        column = self.model.column_of(ref) if ref is not None else -1
        if column >= 0 and column != self.view.body.currentIndex().column():
            self.view.go_to(-1, column)

    def reload(self, kinds: frozenset[str]) -> None:
        """Remarks are not shown here."""
        if kinds & SHOWN:
            self._load()

    def focus_main(self) -> None:
        """The cells."""
        self.view.body.setFocus()
        if not self.view.body.currentIndex().isValid():
            self.view.go_to(-1, -1)

    # --- remembered --------------------------------------------------------------------------------------------

    @property
    def by(self) -> str:
        """What a column is: ``task`` or ``chapter``."""
        return _chosen(self.by_group)

    @property
    def order(self) -> str:
        """How bodies stand: ``official`` or ``load``."""
        return _chosen(self.order_group)

    def state(self) -> dict[str, object]:
        """What is worth remembering; the order is not: it is the official one whenever the program starts."""
        return {"by": self.by, "inherited": self.inherited_button.isChecked(), "zoom": self.view.zoom}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        for button in self.by_group.buttons():
            if button.property("choice") == state.get("by"):
                button.setChecked(True)
        self.inherited_button.setChecked(bool(state.get("inherited", True)))
        zoom = state.get("zoom")
        if isinstance(zoom, (int, float)):
            self.view.set_zoom(float(zoom))

    def commands(self) -> tuple[PageCommand, ...]:
        """What stands in columns and rows, zoom, copy."""
        buttons = [*self.by_group.buttons(), *self.order_group.buttons(), self.inherited_button]
        choices = [PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in buttons]
        return (
            *choices[:2],
            replace(choices[2], line_before=True),
            choices[3],
            replace(choices[4], line_before=True),
            PageCommand("放大", "Ctrl+＋", lambda: self.view.step_zoom(1), line_before=True),
            PageCommand("缩小", "Ctrl+－", lambda: self.view.step_zoom(-1)),
            PageCommand("复制所选", "Ctrl+C", self.copy_selection, line_before=True),
            PageCommand("复制整张表", "", self.copy_all),
        )

    # --- content -----------------------------------------------------------------------------------------------

    def _switched(self) -> None:
        self.state_changed.emit()
        self._load()

    def _load(self) -> None:
        self._asked = True
        question = (self._scope, self.by, self.inherited_button.isChecked(), self.order)
        self.lanes.read(lambda: self.services.matrix(*question), self._show, key=(id(self), "matrix"))

    def _show(self, matrix: Matrix) -> None:
        self.view.set_matrix(matrix, by_kind=self.order == "official")
        self.stack.setCurrentIndex(1 if not matrix.columns and self._scope.version is None else 0)
        unit = "项任务" if matrix.by == "task" else "个部分"
        duties = sum(agency.total for agency in matrix.agencies)
        self.foot.set_text(f"{len(matrix.agencies)} 家单位 × {len(matrix.columns)} {unit}，分工 {duties} 项次")
        self.status.emit(f"{len(matrix.agencies)} 家单位承担任务")
        self.select_item(self._selected)

    # --- choosing ----------------------------------------------------------------------------------------------

    def _choose(self, tasks: tuple[ItemRef, ...]) -> None:
        if len(tasks) == 1:
            self._tell(tasks[0])
            return
        menu = QMenu(self)
        for ref in tasks:
            menu.addAction(f"任务 {ref.number}").triggered.connect(lambda _on=False, ref=ref: self._tell(ref))
        body = self.view.body
        corner = body.visualRect(body.currentIndex()).bottomLeft()
        menu.popup(body.viewport().mapToGlobal(corner))

    def _choose_column(self, column: int) -> None:
        ref = self.model.column_ref(column)
        if ref is not None:
            self.view.go_to(-1, column)
            self._tell(ref)

    def _tell(self, ref: ItemRef) -> None:
        self._selected = ref
        self.item_selected.emit(ref)

    def _task_here(self) -> ItemRef | None:
        tasks = self.view.tasks_here()
        return self._selected if self._selected in tasks else next(iter(tasks), None)

    def _open_here(self) -> None:
        ref = self._task_here()
        if ref is not None:
            self.open_item.emit(ref, "reading")

    def _key(self, wanted: str) -> None:
        if wanted == "copy":
            self.copy_selection()
        elif wanted == "remark" and (ref := self._task_here()) is not None:
            self.remark_requested.emit(ref)

    # --- copying -----------------------------------------------------------------------------------------------

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        ref = self._task_here()
        if ref is not None:
            menu.addAction(f"在“阅读”中打开任务 {ref.number}").triggered.connect(self._open_here)
            menu.addAction("提意见…　Ctrl+M").triggered.connect(lambda: self.remark_requested.emit(ref))
            menu.addSeparator()
        menu.addAction("复制所选　Ctrl+C").triggered.connect(self.copy_selection)
        menu.addAction("复制整张表").triggered.connect(self.copy_all)
        menu.popup(at if not at.isNull() else QCursor.pos())

    def copy_selection(self) -> None:
        """The selected cells with the names of their bodies and the heads of their columns."""
        rows, columns = self.view.selected_cells()
        if rows and columns:
            self._copied(self.model.cells(rows, [NAME, *columns]))

    def copy_all(self) -> None:
        """The whole matrix with all counts."""
        if self.model.rowCount():
            self._copied(self.model.cells(range(self.model.rowCount()), range(self.model.columnCount())))

    def _copied(self, cells: list[list[str]]) -> None:
        QGuiApplication.clipboard().setMimeData(as_mime(cells))
        self.status.emit(f"已复制 {len(cells) - 1} 行，可粘贴到 WPS 表格")


def _plain(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _choice(*choices: tuple[str, str, str]) -> tuple[QButtonGroup, list[QToolButton]]:
    """Buttons of which one is down; the first at the start."""
    group, buttons = QButtonGroup(), []
    for number, (key, text, tip) in enumerate(choices):
        button = switch(text, tip, checked=number == 0)
        button.setProperty("choice", key)
        group.addButton(button)
        buttons.append(button)
    return group, buttons


def _chosen(group: QButtonGroup) -> str:
    return str(group.checkedButton().property("choice"))
