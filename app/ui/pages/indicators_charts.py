"""对照图 of page 指标: indicators at the left, their dot plots at the right, below what is not compared and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.services.many_rows import NOT_COMPARED, FigureRow, IndicatorRow, IndicatorTable
from app.ui import theme
from app.ui.itemmodels.cell_table import Cell, CellTable, Head
from app.ui.itemmodels.indicator_tables import year_of
from app.ui.widgets.cell_grid import CellGrid
from app.ui.widgets.page_frame import column
from app.ui.widgets.pair_texts import Passage, TextColumn

if TYPE_CHECKING:
    from app.ui.pages.indicators_chart import DotChart, PanelView

_NOTE = "各方案按区划顺序排列，不作排名。"


class IndicatorCharts(QWidget):
    """``opened(FigureRow)``; ``described(str)``; ``read(ItemRef)``, ``source_wanted(ItemRef)``: links below."""

    opened = Signal(object)
    described = Signal(str)
    read = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = IndicatorTable((), (), ())
        self._shown: list[IndicatorRow] = []
        self._views: list[PanelView] = []
        self._build()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找指标")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self.model = CellTable(self)
        self.list = CellGrid(self.model, "指标")
        self.list.set_lines(2)
        self.list.moved.connect(self._show_current)
        self.list.opened.connect(lambda _row, _column: self.focus_chart())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        inner.setAutoFillBackground(True)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._panels = QVBoxLayout(inner)
        self._panels.setContentsMargins(3 * theme.STEP, 2 * theme.STEP, 3 * theme.STEP, 2 * theme.STEP)
        self._panels.addWidget(self.note)
        self._panels.addStretch(1)
        self.area.setWidget(inner)
        self.apart = TextColumn("不作比较的指标值")
        self.apart.opened.connect(self.read)
        self.apart.source_wanted.connect(self.source_wanted)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.area)
        self.right.addWidget(self.apart)
        self.right.setChildrenCollapsible(False)
        self.right.setSizes([420, 200])
        self.splitter = QSplitter()
        self.splitter.addWidget(column(self.search, self.list, grows=self.list))
        self.splitter.addWidget(self.right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([300, 700])
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def set_table(self, table: IndicatorTable) -> None:
        """Show these; the indicator that was looked at stays so."""
        self._table = table
        self._list()

    def current(self) -> IndicatorRow | None:
        """The indicator that is looked at."""
        row = self.list.current()[0]
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def choose(self, key: str) -> None:
        """Look at an indicator."""
        for row, group in enumerate(self._shown):
            if group.key == key:
                self.list.go_to(row, 0)

    def focus_chart(self) -> None:
        """The keyboard to the first chart."""
        if self.charts:
            self.charts[0].setFocus()

    def _list(self) -> None:
        kept, text = self.current(), self.search.text().strip().casefold()
        several = [one for one in self._table.groups if len(one.plans) > 1]
        self._shown = [one for one in several if text in one.name.casefold() or text in one.key.casefold()]
        self.model.set_table(
            (Head("两个以上方案列有的指标", 200, grows=True), Head("方案", 48)), len(self._shown), self._cells
        )
        row = next((row for row, one in enumerate(self._shown) if kept is not None and one.key == kept.key), 0)
        self.list.go_to(row, 0, quietly=True)
        self._show_current()

    def _cells(self, row: int) -> tuple[Cell, ...]:
        group = self._shown[row]
        return Cell(group.name), Cell(str(len(group.plans)), tone="secondary")

    @property
    def charts(self) -> list[DotChart]:
        """The charts that are shown."""
        return [view.chart for view in self._views if not view.isHidden()]

    def _view(self) -> PanelView:
        """Another place for a chart, below those there are."""
        from app.ui.pages.indicators_chart import PanelView

        view = PanelView()
        view.chart.opened.connect(self.opened)
        view.chart.described.connect(self.described)
        view.chart.described.connect(lambda _words: self._keep_in_sight(view))
        self._panels.insertWidget(len(self._views), view)
        self._views.append(view)
        return view

    def _show_current(self) -> None:
        from app.ui.pages.indicators_chart import panels

        group = self.current()
        found = panels(self._table, group) if group is not None else ()
        for number, panel in enumerate(found):
            assert group is not None
            view = self._views[number] if number < len(self._views) else self._view()
            view.set_panel(self._table, group, panel)
            view.show()
        for view in self._views[len(found) :]:
            view.hide()
        lacking = "没有符合条件的指标。" if self.search.text() else "没有两个以上方案列有的指标。"
        nothing = lacking if group is None else f"各方案{NOT_COMPARED}，原因见下方。"
        self.note.setText(_NOTE if found else nothing)
        self.area.verticalScrollBar().setValue(0)
        self._show_apart(group)

    def _keep_in_sight(self, view: PanelView) -> None:
        self.area.ensureVisible(0, view.y() + view.chart.y() + view.chart.row_top() + 20, 0, 40)

    def _show_apart(self, group: IndicatorRow | None) -> None:
        apart = [one for one in group.apart if one.reason] if group is not None else []
        passages = [Passage(f"{NOT_COMPARED}（{len(apart)}）" if apart else "没有不作比较的指标值。", serif=False)]
        for one in apart:
            figure = self._table.figures[one.figure]
            passages.append(_apart(self._table, figure, one.reason))
        self.apart.show_passages(passages)


def _apart(table: IndicatorTable, figure: FigureRow, reason: str) -> Passage:
    said = f"{table.plan(figure.version).name}　{figure.name}　{figure.phrase}　{year_of(figure)}　{figure.where}"
    return Passage(said, lines=(f"原因：{reason}", f"原文：{figure.quote}"), ref=figure.ref, serif=False)
