"""总览: how many, who leads, what is due; every figure and every bar opens its tasks.

Its charts import pyqtgraph: this module is imported when the page is first shown, never at start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services.overview_rows import Chart, Figure, Overview
from app.services.rows import Scope
from app.ui import theme
from app.ui.itemmodels.overview_targets import PLAN, TargetModel
from app.ui.pages.overview_bars import BarChart, ChartLegend
from app.ui.pages.overview_cards import Cards
from app.ui.pages.overview_chart import OpenableChart
from app.ui.pages.overview_time import TimeLine
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.page_frame import ElidedLabel, EmptyPage, Toolbar, alternatives, column, switch

if TYPE_CHECKING:
    from app.services.rows import ItemRef
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

SHOWN = {"plans", "remarks", "agencies", "findings", "counts"}
SECTIONS = (
    ("lead", "牵头单位"),
    ("role", "单位职责"),
    ("part", "任务分布"),
    ("deadline", "完成时限"),
    ("time", "时间安排"),
    ("targets", "量化指标"),
)
OPENING = frozenset({"targets", "findings"})


class OverviewPage(Page):
    """Cards above; below them one chart at a time."""

    key: ClassVar[str] = "overview"
    title: ClassVar[str] = "总览"
    icon: ClassVar[str] = "home"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._asked = False
        self._tasks = 0
        self._overview: Overview | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.cards = Cards()
        self.bars, self.time, self.legend = BarChart(), TimeLine(), ChartLegend()
        self.note = ElidedLabel()
        self.nothing = QLabel("没有可以显示的内容。")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.targets = TargetModel(self)
        self.table = _table(self.targets)
        self.sections = QButtonGroup(self)
        bar = Toolbar()
        for number, (key, words) in enumerate(SECTIONS):
            button = switch(words, words, checked=number == 0)
            button.setProperty("section", key)
            self.sections.addButton(button)
            bar.add(button)
        bar.add_space()
        words_ = QWidget()
        line = QVBoxLayout(words_)
        line.setContentsMargins(4 * theme.STEP, theme.STEP, 3 * theme.STEP, theme.STEP)
        line.setSpacing(0)
        line.addWidget(self.legend)
        line.addWidget(self.note)
        self.bars_area, self.time_area = _scrolling(self.bars), _scrolling(self.time)
        self.body = QStackedWidget()
        for widget in (self.bars_area, self.time_area, self.table, self.nothing):
            self.body.addWidget(widget)
        self.figures = column(self.cards, bar, words_, self.body, grows=self.body)
        self.empty = EmptyPage(
            "总览",
            "这里汇总各方案的任务、牵头单位、完成时限和量化指标，每个数字和每根条形都可以点开查看对应的任务。",
            "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
        )
        self.stack = alternatives(self, self.figures, self.empty)

    def _connect(self) -> None:
        self.cards.chosen.connect(self._on_figure)
        self.sections.buttonClicked.connect(self._on_section)
        for chart in (self.bars, self.time):
            chart.opened.connect(self.open_tasks)
            chart.described.connect(self.status)
        self.bars.described.connect(lambda _words: self.bars_area.ensureVisible(0, self.bars.row_top() + 20, 0, 40))
        self.table.activated.connect(self._open_target)
        self.table.selectionModel().currentChanged.connect(self._on_target)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Count what the library has selected."""
        if not self._asked or scope != self._scope:
            self._scope = scope
            self._load()

    def select_item(self, ref: ItemRef | None) -> None:
        """Figures have no selection."""

    def reload(self, kinds: frozenset[str]) -> None:
        """Count again."""
        if kinds & SHOWN:
            self._load()

    def focus_main(self) -> None:
        """The chart that is shown."""
        self._main().setFocus()

    def state(self) -> dict[str, object]:
        """The section."""
        return {"section": self.section}

    def restore(self, state: dict[str, object]) -> None:
        """Take back the section."""
        self.choose(str(state.get("section")))

    @property
    def section(self) -> str:
        """What is shown below the cards."""
        return str(self.sections.checkedButton().property("section"))

    def choose(self, section: str) -> None:
        """Show a section; what there is not is passed over."""
        for button in self.sections.buttons():
            if button.property("section") == section:
                button.setChecked(True)
                self._show_section()

    def commands(self) -> tuple[PageCommand, ...]:
        """The sections."""
        buttons = self.sections.buttons()
        return tuple(PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in buttons)

    # --- content -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._asked = True
        scope = self._scope
        self.lanes.read(lambda: self._read(scope), self._show, key=(id(self), "overview"), title="正在统计")

    def _read(self, scope: Scope) -> tuple[Overview, int]:
        """In the read lane. Findings: those waiting in the plan, -1 where nothing was checked."""
        counts = self.services.checks.counts() if self.services.checks is not None else {}
        overview = self.services.overview(scope)
        here = [counts[version].open for version in overview.versions if version in counts]
        part = scope.chapter is not None or scope.measure is not None
        return overview, sum(here) if here and not part else -1

    def _show(self, found: tuple[Overview, int]) -> None:
        self._overview, waiting = found
        figures = list(self._overview.figures)
        if waiting >= 0:
            figures.append(Figure("findings", "疑似问题待处理", waiting))
        self.cards.set_figures(figures, OPENING)
        self.stack.setCurrentWidget(self.figures if self._overview.versions else self.empty)
        self.targets.set_lines(self._overview.targets)
        self.table.setColumnHidden(PLAN, self._scope.version is not None)
        self._show_section()
        self._tasks = next((one.count for one in figures if one.key == "tasks"), 0)
        self.status.emit(f"共 {self._tasks} 项任务")

    def _show_section(self) -> None:
        if self._overview is None:
            return
        note, there = "", True
        charts = {chart.key: chart for chart in self._overview.charts}
        chart = charts.get(self.section, Chart("", "", (), ()))
        if self.section in charts:
            self.bars.set_chart(chart)
            note, there = chart.note, bool(chart.bars)
            self.bars_area.verticalScrollBar().setValue(0)
        elif self.section == "time":
            self.time.set_obligations(self._overview.obligations)
            there = bool(self._overview.obligations)
        else:
            there = self.targets.rowCount() > 0
        self.legend.set_chart(chart)
        self.note.set_full_text(note)
        self.note.setVisible(bool(note))
        areas = {"time": self.time_area, "targets": self.table}
        self.body.setCurrentWidget(areas.get(self.section, self.bars_area) if there else self.nothing)

    def _main(self) -> QWidget:
        places: dict[str, QWidget] = {"time": self.time, "targets": self.table}
        return places.get(self.section, self.bars)

    def _on_section(self) -> None:
        self.state_changed.emit()
        self._show_section()
        self.status.emit(f"共 {self._tasks} 项任务")

    def _on_figure(self, figure: Figure) -> None:
        if figure.key == "targets":
            self.choose("targets")
            self.table.setFocus()
        elif figure.key == "findings":
            self.page_asked.emit("check")
        else:
            self.open_tasks.emit(figure.query)

    def _on_target(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self.targets.ref(current.row()).kind != "plan":
            self.item_selected.emit(self.targets.ref(current.row()))

    def _open_target(self, index: QModelIndex) -> None:
        self.open_item.emit(self.targets.ref(index.row()), "reading")


def _scrolling(chart: OpenableChart) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    layout = QVBoxLayout(inner)
    layout.setContentsMargins(2 * theme.STEP, 0, 2 * theme.STEP, 0)
    layout.addWidget(chart)
    layout.addStretch(1)
    area.setWidget(inner)
    inner.setBackgroundRole(QPalette.ColorRole.Base)
    inner.setAutoFillBackground(True)
    return area


def _table(model: TargetModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    theme.dress(table, theme.CELLS)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setAccessibleName("量化指标")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    return table
