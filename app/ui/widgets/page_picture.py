"""One source page as a picture with boxes around the passage, sharp at every zoom and pixel ratio."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

Box = tuple[float, float, float, float]
_MARGIN = 3.0


class PagePicture(QWidget):
    """Paints what it was given; until a sharper picture arrives the one at hand is stretched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("原件页面")
        self._points = (0.0, 0.0)
        self._scale = 1.0
        self._boxes: tuple[Box, ...] = ()
        self._pixmap = QPixmap()
        self._error = ""

    def set_page(self, points: tuple[float, float], boxes: tuple[Box, ...], scale: float) -> None:
        """Lay out a page of this size in points; a picture of another page is taken away by ``set_pixmap``."""
        self._points, self._boxes, self._scale, self._error = points, boxes, scale, ""
        self.setFixedSize(QSize(max(1, round(points[0] * scale)), max(1, round(points[1] * scale))))
        self.update()

    def set_pixmap(self, pixmap: QPixmap) -> None:
        """Show the page's picture (an empty one: not there yet)."""
        self._pixmap = pixmap
        self.update()

    def set_error(self, sentence: str) -> None:
        """Say on the page itself why it cannot be shown."""
        self._error = sentence
        self._pixmap = QPixmap()
        self.update()

    def scale(self) -> float:
        """Logical pixels a point."""
        return self._scale

    def has_picture(self) -> bool:
        """Is there anything but white paper?"""
        return not self._pixmap.isNull()

    def box_rects(self) -> list[QRectF]:
        """Where the boxes lie in the widget."""
        scale = self._scale
        return [
            QRectF(QPointF(x0 * scale, top * scale), QPointF(x1 * scale, bottom * scale)).adjusted(
                -_MARGIN, -_MARGIN, _MARGIN, _MARGIN
            )
            for x0, top, x1, bottom in self._boxes
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper, picture, boxes."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#FFFFFF"))
        if not self._pixmap.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._pixmap)
        else:
            painter.setPen(QColor("#5A6675"))
            words = self._error or "正在载入原件页面…"
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.visibleRegion().boundingRect().adjusted(12, 24, -12, -12), flags, words)
        # The page is white in the dark theme too, so the box takes the light theme's accent.
        accent = QColor(theme.LIGHT.accent)
        ground = QColor(accent)
        ground.setAlpha(22)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(ground)
        for rect in self.box_rects():
            painter.drawRect(rect)
        painter.end()
