"""Charts whose every piece opens its tasks: by a click, or by arrow keys and Enter. Black-and-white safe by hatching.

Imports pyqtgraph (and with it numpy): only pages 总览 and 指标 import this module, when they are first shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.ui import theme

Style = tuple[str, Qt.BrushStyle]

STYLES: dict[str, Style] = {
    "lead": ("lead", Qt.BrushStyle.SolidPattern),
    "first": ("joint", Qt.BrushStyle.BDiagPattern),
    "joint": ("joint", Qt.BrushStyle.BDiagPattern),
    "sole": ("sole", Qt.BrushStyle.CrossPattern),
    "support": ("support", Qt.BrushStyle.NoBrush),
    "implement": ("implement", Qt.BrushStyle.Dense5Pattern),
    "tasks": ("accent", Qt.BrushStyle.SolidPattern),
    "dated": ("accent", Qt.BrushStyle.SolidPattern),
    "open": ("secondary", Qt.BrushStyle.BDiagPattern),
}
_CORNER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece that can be opened: where it lies (in the chart's units), in which row, what it says, what it opens."""

    rect: QRectF
    row: int
    words: str
    query: object


class Painting(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws in pixels, so that hatching and type keep their size; the chart says what."""

    def __init__(self, chart: OpenableChart) -> None:
        super().__init__()
        self._chart = chart

    def boundingRect(self) -> QRectF:
        """All that can be seen."""
        return QRectF(self._chart.extent())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Go over to pixels and let the chart draw."""
        to_pixels = QTransform(painter.transform())
        painter.save()
        painter.resetTransform()
        self._chart.draw(painter, to_pixels)
        painter.restore()


class OpenableChart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """``opened(object)``: the query of a spot; ``described(str)``: what the keyboard stands on."""

    opened = Signal(object)
    described = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None, enableMenu=False)
        self.spots: list[Spot] = []
        self.current = -1
        self._painting = Painting(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.setContentsMargins(0, 4, 8, 4)
        plot.addItem(self._painting)
        self.dress()

    def dress(self) -> None:
        """Colours and fonts of the theme."""
        self.setBackground(theme.color("ground"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setTickFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
            axis.setPen(QPen(theme.color("line")))
            axis.setTextPen(theme.color("text"))
            axis.setStyle(tickLength=0)

    def extent(self) -> QRectF:
        """The chart's own units."""
        return QRectF(0, 0, 1, 1)

    def draw(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw everything in pixels."""
        raise NotImplementedError

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Show other pieces."""
        self.spots = list(spots)
        self.current = 0 if spots else -1
        extent = self.extent()
        # Changes its bounds: pyqtgraph keeps them otherwise.
        self._painting.prepareGeometryChange()
        self.getPlotItem().setXRange(extent.left(), extent.right(), padding=0)
        self.getPlotItem().setYRange(extent.top(), extent.bottom(), padding=0)
        self.update_picture()

    def update_picture(self) -> None:
        """Paint anew."""
        self._painting.update()
        words = self.spots[self.current].words if self.spots else ""
        self.setAccessibleDescription(words)

    def spot_at(self, at: QPointF) -> int:
        """The piece under a point of the widget, -1 for none; the space beside a bar belongs to its last piece."""
        point = self.getPlotItem().vb.mapSceneToView(self.mapToScene(at.toPoint()))
        for number, spot in enumerate(self.spots):
            if spot.rect.contains(point):
                return number
        return -1

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand on what was hit."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        number = self.spot_at(event.position())
        if number >= 0:
            self.go_to(number)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was hit."""
        number = self.spot_at(event.position())
        if number >= 0 and number == self.current and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.spots[number].query)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        number = self.spot_at(event.position())
        self.setToolTip(f"{self.spots[number].words}，单击查看任务" if number >= 0 else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls what the chart stands in; charts are not zoomed."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, Enter."""
        moves = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -len(self.spots), Qt.Key.Key_End: len(self.spots),
        }  # fmt: skip
        if not self.spots:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.spots[self.current].query)
        elif event.key() in moves:
            self.go_to(min(max(0, self.current + moves[Qt.Key(event.key())]), len(self.spots) - 1))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._next_row(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def _next_row(self, by: int) -> None:
        row = self.spots[self.current].row + by
        number = next((place for place, spot in enumerate(self.spots) if spot.row == row), self.current)
        self.go_to(number)

    def go_to(self, number: int) -> None:
        """Stand on a piece."""
        self.current = number
        self.update_picture()
        self.described.emit(self.spots[number].words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard stands."""
        super().focusInEvent(event)
        if self.spots:
            self.go_to(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It went away."""
        super().focusOutEvent(event)
        self.update_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_painting"):
            self.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if hasattr(self, "_painting"):
            self._painting.update()

    def draw_focus(self, painter: QPainter, box: QRectF) -> None:
        """A frame around what the keyboard stands on."""
        if self.hasFocus():
            painter.setPen(QPen(theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-1, -1, 1, 1))


def hatched(painter: QPainter, series: str, box: QRectF) -> None:
    """Fill a box as its series is drawn everywhere, legend included."""
    token, pattern = STYLES[series]
    tint = QColor(theme.color(token))
    painter.fillRect(box, theme.color("ground"))
    painter.fillRect(box, QBrush(tint, pattern))
    painter.setPen(QPen(tint, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def write(painter: QPainter, box: QRectF, words: str, token: str = "text", align: Qt.AlignmentFlag = _CORNER) -> None:
    """Small words in a chart."""
    painter.setFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
    painter.setPen(theme.color(token))
    painter.drawText(box, align | Qt.TextFlag.TextDontClip, words)
