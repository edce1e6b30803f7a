"""Dot plots of page 指标: one row a plan in official order, one shape a year, the value in words beside each dot.

Imports pyqtgraph: this module is imported when page 指标 first shows a chart.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.services.many_rows import FigureRow, IndicatorRow, IndicatorTable, PlanColumn
from app.ui import theme
from app.ui.pages.overview_chart import OpenableChart, Spot, write

_ROW, _LANE, _SIDE = 28, 20, 11
_LONGEST = 14
_ROOM = 0.12
SHAPES = ("circle", "square", "triangle", "diamond")
"""Of the first four years; later years have the same ones hollow, no year a cross."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures that fit one axis. ``words`` tell their basis."""

    words: str
    unit: str
    factor: float
    figures: tuple[FigureRow, ...]

    @property
    def years(self) -> tuple[int | None, ...]:
        """The years that occur, none last."""
        return tuple(sorted({one.year for one in self.figures}, key=lambda year: (year is None, year or 0)))


def panels(table: IndicatorTable, group: IndicatorRow) -> tuple[Panel, ...]:
    """What can be drawn of an indicator: figures on one basis, of several years; those compared come first."""
    compared = [table.figures[number] for series in group.series for number in series.figures]
    later = [table.figures[one.figure] for one in group.apart if one.by_year]
    keys = dict.fromkeys(one.panel for one in (*compared, *later))
    made = []
    for key in keys:
        own = tuple(one for one in (*compared, *later) if one.panel == key)
        words = key.partition("|")[0]
        made.append(Panel(words, own[0].unit, own[0].factor, own))
    return tuple(made)


class DotChart(OpenableChart):
    """One panel; ``opened(FigureRow)``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = Panel("", "", 1.0, ())
        self._plans: list[PlanColumn] = []
        self._height = _ROW
        self.getPlotItem().vb.invertY(True)

    def set_panel(self, table: IndicatorTable, name: str, panel: Panel) -> None:
        """Show other figures."""
        self._panel = panel
        there = {one.version for one in panel.figures}
        self._plans = [one for one in table.plans if one.version in there]
        ticks = [(row, _short(plan.name)) for row, plan in enumerate(self._plans)]
        self.getAxis("left").setTicks([ticks])
        metrics = QFontMetrics(theme.ui_font(theme.SMALL_POINTS + 0.5))
        self.getAxis("left").setWidth(max((metrics.horizontalAdvance(one) for _, one in ticks), default=0) + 16)
        self._height = max(_ROW, _LANE * len(panel.years))
        self.setFixedHeight(self._height * len(self._plans) + 44)
        self.setAccessibleName(f"{name}，{len(self._plans)} 个方案，用方向键选择，按 Enter 查看任务")
        self.set_spots([self._spot(one) for one in sorted(panel.figures, key=self._place)])

    def _place(self, figure: FigureRow) -> tuple[int, int]:
        row = next(row for row, plan in enumerate(self._plans) if plan.version == figure.version)
        return row, self._panel.years.index(figure.year)

    def _at(self, figure: FigureRow) -> QPointF:
        row, lane = self._place(figure)
        lanes = len(self._panel.years)
        alone = sum(one.version == figure.version for one in self._panel.figures) == 1
        aside = 0.0 if alone else (lane - (lanes - 1) / 2) * 0.8 / lanes
        return QPointF(figure.value / self._panel.factor, row + aside)

    def _spot(self, figure: FigureRow) -> Spot:
        at, (row, _) = self._at(figure), self._place(figure)
        half = self.extent().width() / 60
        year = f"{figure.year}年 " if figure.year else ""
        words = f"{self._plans[row].name} {year}{figure.phrase}"
        lane = 0.8 / len(self._panel.years)
        return Spot(QRectF(at.x() - half, at.y() - lane / 2, 2 * half, lane), row, words, figure)

    def extent(self) -> QRectF:
        """All values, with room for the words at the right."""
        if not self._panel.figures:
            return QRectF(0, 0, 1, 1)
        values = [one.value / self._panel.factor for one in self._panel.figures]
        low, high = min(values), max(values)
        span = (high - low) or max(1.0, abs(high) * 0.2)
        return QRectF(low - _ROOM * span, -0.5, span * (1 + 3.5 * _ROOM), max(1, len(self._plans)))

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """A hairline a plan, the dots, their values in words."""
        extent = self.extent()
        painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DotLine))
        for row in range(len(self._plans)):
            ends = to_pixels.map(QPointF(extent.left(), row)), to_pixels.map(QPointF(extent.right(), row))
            painter.drawLine(*ends)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, spot in enumerate(self.spots):
            figure = spot.query
            assert isinstance(figure, FigureRow)
            middle = to_pixels.map(self._at(figure))
            box = QRectF(middle.x() - _SIDE / 2, middle.y() - _SIDE / 2, _SIDE, _SIDE)
            draw_shape(painter, self._panel.years.index(figure.year), box, dated=figure.year is not None)
            write(painter, QRectF(box.right() + 6, middle.y() - 11, 200, 22), _without_unit(figure))
            if number == self.current:
                self.draw_focus(painter, box.adjusted(-3, -3, 3, 3))

    def row_top(self) -> int:
        """Where the current row begins, to scroll it into sight."""
        return self.spots[self.current].row * self._height if self.spots else 0


def draw_shape(painter: QPainter, number: int, box: QRectF, *, dated: bool = True) -> None:
    """The sign of the ``number``-th year of a panel."""
    tint = theme.color("accent")
    painter.setPen(QPen(tint, 1.8))
    if not dated:
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
        return
    painter.setBrush(QBrush(tint if number < len(SHAPES) else theme.color("ground")))
    shape, middle = SHAPES[number % len(SHAPES)], box.center()
    if shape == "circle":
        painter.drawEllipse(box)
    elif shape == "square":
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif shape == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    else:
        corners = [QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y())]
        painter.drawPolygon(QPolygonF([*corners, QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())]))


class YearLegend(QWidget):
    """Which shape is which year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[int | None, ...] = ()
        self.setFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
        self.setFixedHeight(22)

    def set_panel(self, panel: Panel) -> None:
        """Name the years of a panel."""
        self._years = panel.years
        self.setAccessibleName("图例：" + "，".join(map(year_words, self._years)))
        self.updateGeometry()
        self.update()

    def _step(self, words: str) -> int:
        return _SIDE + 6 + self.fontMetrics().horizontalAdvance(words) + 16

    def sizeHint(self) -> QSize:
        """Room for all."""
        return QSize(sum(self._step(year_words(year)) for year in self._years), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shapes and years."""
        painter, left = QPainter(self), 2.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, year in enumerate(self._years):
            draw_shape(painter, number, QRectF(left, 5.5, _SIDE, _SIDE), dated=year is not None)
            words = year_words(year)
            write(painter, QRectF(left + _SIDE + 6, 0, 200, self.height()), words)
            left += self._step(words)
        painter.end()


def year_words(year: int | None) -> str:
    """2025年, or that none is written."""
    return f"{year}年" if year else "未写明年份"


def _without_unit(figure: FigureRow) -> str:
    """The value in words; the unit stands above the chart, but % belongs to the figure."""
    return figure.phrase if figure.unit == "%" or not figure.unit else figure.phrase.replace(figure.unit, "")


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


class PanelView(QWidget):
    """A panel with its title and legend: made once and filled anew, for charts are costly to make and to end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setFont(theme.ui_font(medium=True))
        self.legend, self.chart = YearLegend(), DotChart()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2 * theme.STEP)
        layout.setSpacing(theme.STEP)
        for widget in (self.title, self.legend, self.chart):
            layout.addWidget(widget)

    def set_panel(self, table: IndicatorTable, group: IndicatorRow, panel: Panel) -> None:
        """Show other figures."""
        basis = "，".join(part for part in (panel.words, f"单位：{panel.unit}" if panel.unit else "") if part)
        self.title.setText(f"{group.name}　{basis}")
        self.legend.set_panel(panel)
        self.chart.set_panel(table, group.name, panel)
