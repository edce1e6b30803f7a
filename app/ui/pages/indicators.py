"""指标: the figures of all plans as a table, as dot plots, and which plan has which."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QToolButton, QWidget

from app.services.many_rows import FigureRow, IndicatorTable
from app.services.rows import GridQuery, ItemRef, Scope
from app.ui.itemmodels.indicator_tables import CoverTable, FigureTable
from app.ui.pages.indicators_charts import IndicatorCharts
from app.ui.pages.indicators_grids import NOTHING, CoverGrid, FigureGrid
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.page_frame import EmptyPage, Foot, Toolbar, alternatives, column, switch

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

SHOWN = {"plans", "agencies"}
SECTIONS = (("table", "指标表"), ("charts", "对照图"), ("cover", "覆盖情况"))
LEGEND = "● 列有，可对照　◐ 列有，口径不一致，不作比较　空白 未见"


class IndicatorsPage(Page):
    """Sections above, one of them below."""

    key: ClassVar[str] = "indicators"
    title: ClassVar[str] = "指标"
    icon: ClassVar[str] = "target"
    wants_room: ClassVar[bool] = True

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._asked = False
        self._earlier = False
        self._table = NOTHING
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sections = QButtonGroup(self)
        bar = Toolbar()
        for number, (key, words) in enumerate(SECTIONS):
            button = switch(words, words, checked=number == 0)
            button.setProperty("section", key)
            self.sections.addButton(button)
            bar.add(button)
        bar.add_space()
        self.clear_button = QToolButton()
        self.clear_button.setText("清除筛选")
        self.clear_button.hide()
        self.shared_button = switch("只看两个以上方案列有的", "不列只有一个方案列有的指标")
        bar.add(self.clear_button)
        bar.add(self.shared_button)
        self.grid, self.cover = FigureGrid(), CoverGrid()
        self.charts = IndicatorCharts()
        self.body = QStackedWidget()
        for widget in (self.grid, self.charts, self.cover):
            self.body.addWidget(widget)
        self.foot = Foot()
        self.work = column(bar, self.body, self.foot, grows=self.body)
        self.empty = EmptyPage(
            "指标",
            "这里列出各方案的量化指标：基期、目标值、年份和出处，同一指标并排对照，口径不一致的另列并说明原因。",
            "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
        )
        self.stack = alternatives(self, self.work, self.empty)

    def _connect(self) -> None:
        self.sections.buttonClicked.connect(self._on_section)
        self.shared_button.clicked.connect(self._on_shared)
        self.clear_button.clicked.connect(self.grid.head.clear_filters)
        self.grid.arranged.connect(self._say)
        self.grid.moved.connect(lambda: self._tell(self.grid.here()))
        self.cover.moved.connect(lambda: self._tell(self.cover.here()))
        self.grid.opened.connect(lambda _row, _column: self._open(self.grid.here()))
        self.cover.opened.connect(lambda _row, _column: self._open_cover())
        self.charts.opened.connect(self._open)
        self.charts.described.connect(self.status)
        self.charts.read.connect(lambda ref: self.open_item.emit(ref, "reading"))
        self.charts.source_wanted.connect(self.source_asked)
        for grid in (self.grid, self.cover):
            grid.menu_wanted.connect(self._menu)
            grid.copied.connect(lambda rows: self.status.emit(f"已复制 {rows} 行，可粘贴到 WPS 表格"))
            grid.remark_wanted.connect(self._remark)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """The table shows the plan of the scope; the other sections all plans."""
        if not self._asked:
            self._scope = scope
            self._load()
        elif scope.version != self._scope.version:
            self._scope = scope
            here = scope.version is None or any(one.version == scope.version for one in self._table.plans)
            self._refresh() if here and not self._earlier else self._load()

    def select_item(self, ref: ItemRef | None) -> None:
        """Go to the first figure of the item, quietly."""
        if ref is not None:
            self.grid.go_to_item(ref)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again."""
        if kinds & SHOWN:
            self._load()

    def commands(self) -> tuple[PageCommand, ...]:
        """Sections, opening, filters, copying."""
        figure, grid = self._here(), self.cover if self.section == "cover" else self.grid
        there = figure is not None and self.section != "charts"
        sections = [PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in self.sections.buttons()]
        return (
            *sections,
            PageCommand("查看对应任务", "Enter", lambda: self._open(figure), there, line_before=True),
            PageCommand("查看对照图", "", lambda: self._chart_of(figure), there),
            PageCommand("清除筛选", "Esc", self.grid.head.clear_filters, bool(self.grid.head.filters())),
            PageCommand(self.shared_button.text(), "", self._press_shared, checked=self.shared_button.isChecked()),
            PageCommand("复制所选", "Ctrl+C", grid.copy_selection, self.section != "charts", line_before=True),
            PageCommand("复制整张表", "", grid.copy_all, self.section != "charts"),
        )

    def _press_shared(self) -> None:
        self.choose("cover")
        self.shared_button.click()

    def focus_main(self) -> None:
        """The section that is shown."""
        grid = {"table": self.grid, "cover": self.cover}.get(self.section, self.charts.list)
        grid.setFocus()
        if grid.current()[0] < 0:
            grid.go_to(0, quietly=True)

    def state(self) -> dict[str, object]:
        """The section, and whether lone indicators are left out."""
        return {"section": self.section, "shared": self.shared_button.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        self.shared_button.setChecked(bool(state.get("shared", False)))
        self.choose(str(state.get("section")))

    @property
    def section(self) -> str:
        """What is shown."""
        return str(self.sections.checkedButton().property("section"))

    def choose(self, section: str) -> None:
        """Show a section; what there is not is passed over."""
        for button in self.sections.buttons():
            if button.property("section") == section:
                button.setChecked(True)
                self._show_section()

    # --- content -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._asked = True
        version = self._scope.version
        self.lanes.read(lambda: self._read(version), self._show, key=(id(self), "indicators"), title="正在读取指标")

    def _read(self, version: int | None) -> tuple[IndicatorTable, bool]:
        """The last draft of every plan; an earlier one that the library has selected stands beside them."""
        many = self.services.many
        assert many is not None
        last = [one.version for one in many.columns()]
        if version is None or version in last:
            return many.indicators(None), False
        return many.indicators([*last, version]), True

    def _show(self, found: tuple[IndicatorTable, bool]) -> None:
        self._table, self._earlier = found
        self.stack.setCurrentWidget(self.work if self._table.plans else self.empty)
        self._refresh()

    def _refresh(self) -> None:
        version = self._scope.version
        if version is not None and all(one.version != version for one in self._table.plans):
            version = None
        self.grid.set_figures(FigureTable(self._table, version))
        self._show_cover()
        self._show_section()

    def _show_cover(self) -> None:
        self.cover.set_cover(CoverTable(self._table, shared_only=self.shared_button.isChecked()))

    def _show_section(self) -> None:
        places: dict[str, QWidget] = {"table": self.grid, "charts": self.charts, "cover": self.cover}
        if self.section == "charts":
            self.charts.set_table(self._table)
        self.body.setCurrentWidget(places[self.section])
        self.shared_button.setVisible(self.section == "cover")
        self._say()

    def _say(self) -> None:
        several = sum(len(one.plans) > 1 for one in self._table.groups)
        words = f"{len(self._table.plans)} 个方案，{len(self._table.groups)} 个指标，{several} 个由两个以上方案列有"
        rows, whole = len(self.grid.figures.rows), len(self.grid.figures.all)
        self.clear_button.setVisible(bool(self.grid.head.filters()) and self.section == "table")
        said = {
            "table": f"列出 {rows} 项" + (f"（共 {whole} 项）" if rows < whole else "") + f"。{words}",
            "cover": f"{LEGEND}。{words}",
        }
        self.foot.set_text(said.get(self.section, f"{words}。口径不一致的另列，不作比较；不作排名"))
        self.status.emit(f"{rows} 项指标")

    def _on_section(self) -> None:
        self.state_changed.emit()
        self._show_section()
        self.focus_main()

    def _on_shared(self) -> None:
        self.state_changed.emit()
        self._show_cover()

    # --- choosing and opening ----------------------------------------------------------------------------------

    def _here(self) -> FigureRow | None:
        return self.cover.here() if self.section == "cover" else self.grid.here()

    def _tell(self, figure: FigureRow | None) -> None:
        if figure is not None and figure.ref.kind != "plan":
            self.item_selected.emit(figure.ref)

    def _remark(self) -> None:
        if (figure := self._here()) is not None:
            self.remark_requested.emit(figure.ref)

    def _open(self, figure: FigureRow | None) -> None:
        """The tasks that say it; where none does, the passage of the body."""
        if figure is None:
            return
        tasks = [str(ref.number) for ref in figure.refs if ref.kind == "task"]
        if tasks:
            only = (("task", " ".join(tasks)),)
            self.open_tasks.emit(GridQuery(Scope(figure.version), only=only, words=figure.name))
        else:
            self.open_item.emit(figure.ref, "reading")

    def _open_cover(self) -> None:
        group = self.cover.group_here()
        if group is None:
            self._open(self.cover.here())
        else:
            self.choose("charts")
            self.charts.choose(group.key)

    def _menu(self, at: QPoint) -> None:
        menu, figure = QMenu(self), self._here()
        grid = self.cover if self.section == "cover" else self.grid
        if figure is not None:
            menu.addAction("查看对应任务　Enter").triggered.connect(lambda: self._open(figure))
            menu.addAction("转到阅读").triggered.connect(lambda: self.open_item.emit(figure.ref, "reading"))
            menu.addAction("查看对照图").triggered.connect(lambda: self._chart_of(figure))
            menu.addAction("写意见…　Ctrl+M").triggered.connect(self._remark)
            menu.addSeparator()
        menu.addAction("复制所选　Ctrl+C").triggered.connect(grid.copy_selection)
        menu.addAction("复制整张表").triggered.connect(grid.copy_all)
        menu.popup(at if not at.isNull() else QCursor.pos())

    def _chart_of(self, figure: FigureRow | None) -> None:
        if figure is None:
            return
        self.choose("charts")
        self.charts.search.clear()
        self.charts.choose(figure.group)
