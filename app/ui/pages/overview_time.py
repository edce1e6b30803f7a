"""The time line of page 总览: what falls due when; below it what comes every year, goes on, or has no date."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from app.services.overview_rows import Obligation
from app.ui import theme
from app.ui.pages.overview_chart import OpenableChart, Spot, write

_WORDS = {"dated": "按期完成", "yearly": "每年（定期）", "ongoing": "持续推进", "other": "未写明时限"}
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_HEIGHT = 70


def year_of(day: str) -> float:
    """A day on the axis of years: 2025-12-31 stands just before 2026."""
    date = dt.date.fromisoformat(day)
    first, next_first = dt.date(date.year, 1, 1), dt.date(date.year + 1, 1, 1)
    return date.year + ((date - first).days + 1) / (next_first - first).days


class TimeLine(OpenableChart):
    """Circles at their dates (the figure inside), and a band each for what has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._obligations: tuple[Obligation, ...] = ()
        self._rows: list[str] = []
        self._years = (2025, 2026)
        self.getPlotItem().vb.invertY(True)

    def set_obligations(self, obligations: tuple[Obligation, ...]) -> None:
        """Show other dates."""
        self._obligations = obligations
        there = {one.kind for one in obligations}
        self._rows = [kind for kind in _WORDS if kind in there]
        points = [year_of(one.date) for one in obligations if one.kind == "dated"]
        self._years = (int(min(points, default=2025.0)) - 1, int(max(points, default=2026.0)) + 2)
        self.getAxis("left").setTicks([[(row, _WORDS[kind]) for row, kind in enumerate(self._rows)]])
        first, last = self._years
        step = 1 if last - first <= 14 else 5
        self.getAxis("bottom").setTicks([[(year + 0.5, f"{year}年") for year in range(first, last, step)]])
        self.setAccessibleName(f"时间安排，{len(obligations)} 处，用方向键选择，按 Enter 查看任务")
        self.setFixedHeight(_HEIGHT * max(1, len(self._rows)) + 48)
        self.set_spots([self._spot(one) for one in obligations])

    def _spot(self, one: Obligation) -> Spot:
        row = self._rows.index(one.kind)
        words = f"{one.words} {one.count} 项"
        if one.kind != "dated":
            return Spot(QRectF(self._years[0], row - 0.3, self._years[1] - self._years[0], 0.6), row, words, one.query)
        half = (self._years[1] - self._years[0]) / 50
        return Spot(QRectF(year_of(one.date) - half, row - 0.4, 2 * half, 0.8), row, words, one.query)

    def extent(self) -> QRectF:
        """From the year before the first date to the year after the last."""
        return QRectF(self._years[0], -0.5, self._years[1] - self._years[0], max(1, len(self._rows)))

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Years, bands, circles."""
        extent = self.extent()
        painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DotLine))
        for year in range(self._years[0] + 1, self._years[1]):
            painter.drawLine(to_pixels.map(QLineF(year, extent.top(), year, extent.bottom())))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (one, spot) in enumerate(zip(self._obligations, self.spots, strict=True)):
            box = to_pixels.mapRect(spot.rect)
            drawn = _circle(painter, box, one) if one.kind == "dated" else _band(painter, box, one)
            if number == self.current:
                self.draw_focus(painter, drawn.adjusted(-3, -3, 3, 3))


def _circle(painter: QPainter, box: QRectF, one: Obligation) -> QRectF:
    middle = box.center()
    round_ = QRectF(middle.x() - 14, middle.y() - 20, 28, 28)
    painter.setPen(QPen(theme.color("accent"), 1.5))
    painter.setBrush(QBrush(theme.color("ground")))
    painter.drawEllipse(round_)
    write(painter, round_, str(one.count), "text", _MIDDLE)
    write(painter, QRectF(middle.x() - 60, round_.bottom() + 1, 120, 18), one.words, "secondary", _MIDDLE)
    return round_


def _band(painter: QPainter, box: QRectF, one: Obligation) -> QRectF:
    """A line with an arrow (ongoing), with a tick a year (yearly), or dotted (no date)."""
    middle, left, right = box.center().y(), box.left() + 8, box.right() - 12
    lines = {"yearly": Qt.PenStyle.DashLine, "other": Qt.PenStyle.DotLine}
    painter.setPen(QPen(theme.color("accent"), 2, lines.get(one.kind, Qt.PenStyle.SolidLine)))
    painter.drawLine(QLineF(left, middle, right, middle))
    if one.kind != "other":
        painter.setBrush(QBrush(theme.color("accent")))
        painter.setPen(Qt.PenStyle.NoPen)
        tip = QPointF(right + 8, middle)
        painter.drawPolygon(QPolygonF([tip, QPointF(right - 2, middle - 5), QPointF(right - 2, middle + 5)]))
    label = QRectF(box.center().x() - 44, middle - 12, 88, 24)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(QBrush(theme.color("ground")))
    painter.drawRect(label)
    write(painter, label, f"{one.count} 项", "text", _MIDDLE)
    return label
