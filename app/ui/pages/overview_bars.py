"""Bars of page 总览: one row a body, part or year, in official order, its pieces hatched by series."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from app.services.overview_rows import Bar, Chart
from app.ui import theme
from app.ui.pages.overview_chart import OpenableChart, Spot, hatched, write

ROW = 26
_BAR = 0.6
_LONGEST = 15
_ROOM = 1.18


class BarChart(OpenableChart):
    """Horizontal bars; as high as it needs to be, for what it stands in scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Chart("", "", (), ())
        self.getPlotItem().hideAxis("bottom")
        self.getPlotItem().vb.invertY(True)

    def set_chart(self, chart: Chart) -> None:
        """Show other bars."""
        self._chart = chart
        self.setAccessibleName(f"{chart.title}，{len(chart.bars)} 行，用方向键选择，按 Enter 查看任务")
        words = dict(chart.series)
        spots = []
        for row, bar in enumerate(chart.bars):
            left = 0
            for piece in bar.segments:
                rect = QRectF(left, row - 0.5, piece.count, 1)
                kind = f" {words[piece.series]}" if len(chart.series) > 1 else ""
                spots.append(Spot(rect, row, f"{bar.label}{kind} {piece.count} 项", piece.query))
                left += piece.count
        ticks = [(row, _short(bar.label)) for row, bar in enumerate(chart.bars)]
        self.getAxis("left").setTicks([ticks])
        metrics = QFontMetrics(theme.ui_font(theme.SMALL_POINTS + 0.5))
        self.getAxis("left").setWidth(max((metrics.horizontalAdvance(one) for _, one in ticks), default=0) + 16)
        self.setFixedHeight(max(ROW * 2, ROW * len(chart.bars) + 16))
        self.set_spots(spots)

    def extent(self) -> QRectF:
        """Some room at the right for the figures."""
        most = max((sum(one.count for one in bar.segments) for bar in self._chart.bars), default=1)
        return QRectF(0, -0.5, max(1, most) * _ROOM, max(1, len(self._chart.bars)))

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Each piece, and the figures behind the last."""
        for spot, piece in zip(self.spots, (one for bar in self._chart.bars for one in bar.segments), strict=True):
            hatched(painter, piece.series, _bar_box(to_pixels, spot))
        for row, bar in enumerate(self._chart.bars):
            end = to_pixels.map(QPointF(sum(one.count for one in bar.segments), row))
            write(painter, QRectF(end.x() + 6, end.y() - ROW / 2, 200, ROW), _figures(bar))
        if 0 <= self.current < len(self.spots):
            self.draw_focus(painter, _bar_box(to_pixels, self.spots[self.current]))

    def row_top(self) -> int:
        """Where the current row begins, to scroll it into sight."""
        return self.spots[self.current].row * ROW if self.spots else 0


class ChartLegend(QWidget):
    """What the hatchings mean; nothing where there is one series."""

    _SIDE = 14

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: tuple[tuple[str, str], ...] = ()
        self.setFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
        self.setFixedHeight(22)

    def set_chart(self, chart: Chart) -> None:
        """Name the series that occur."""
        there = {piece.series for bar in chart.bars for piece in bar.segments}
        self._series = tuple(one for one in chart.series if one[0] in there) if len(chart.series) > 1 else ()
        self.setAccessibleName("图例：" + "，".join(words for _, words in self._series))
        self.setVisible(bool(self._series))
        self.updateGeometry()
        self.update()

    def _step(self, words: str) -> int:
        return self._SIDE + 6 + self.fontMetrics().horizontalAdvance(words) + 16

    def sizeHint(self) -> QSize:
        """Room for all."""
        return QSize(sum(self._step(words) for _, words in self._series), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Boxes and words."""
        painter, left = QPainter(self), 0.5
        for series, words in self._series:
            hatched(painter, series, QRectF(left, 4.5, self._SIDE, self._SIDE - 2))
            write(painter, QRectF(left + self._SIDE + 6, 0, 300, self.height()), words)
            left += self._step(words)
        painter.end()


def _bar_box(to_pixels: QTransform, spot: Spot) -> QRectF:
    whole = to_pixels.mapRect(spot.rect)
    gap = whole.height() * (1 - _BAR) / 2
    return whole.adjusted(0.5, gap, -0.5, -gap)


def _figures(bar: Bar) -> str:
    parts = [str(one.count) for one in bar.segments]
    return " + ".join(parts) if len(parts) > 1 else "".join(parts)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
