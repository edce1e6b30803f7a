"""The role signs as shapes: ● ◎ ■ ○ ▲ drawn alike at every size, on every machine."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.rows import ROLE_WORDS
from app.ui import theme

_ROLES = ("lead", "joint", "sole", "support", "implement")


def draw_sign(painter: QPainter, role: str, box: QRectF, color: QColor) -> None:
    """Draw a role's sign into a square."""
    side = box.width()
    pen = QPen(color, max(1.2, side / 9))
    inner = box.adjusted(side * 0.09, side * 0.09, -side * 0.09, -side * 0.09)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if role == "lead":
        painter.drawEllipse(inner)
    elif role == "sole":
        painter.drawRect(inner.adjusted(side * 0.04, side * 0.04, -side * 0.04, -side * 0.04))
    elif role == "implement":
        top, bottom = inner.top(), inner.bottom() - side * 0.06
        points = [QPointF(inner.center().x(), top), QPointF(inner.right(), bottom), QPointF(inner.left(), bottom)]
        painter.drawPolygon(QPolygonF(points))
    else:
        if role == "joint":
            painter.drawEllipse(inner.center(), side * 0.19, side * 0.19)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        half = pen.widthF() / 2
        painter.drawEllipse(inner.adjusted(half, half, -half, -half))


@lru_cache(maxsize=256)
def sign_pixmap(role: str, side: int, ratio: float, color: str) -> QPixmap:
    """A sign ready to be put on the screen, ``side`` logical pixels wide; painting a matrix only copies these."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_sign(painter, role, QRectF(0, 0, side, side), QColor(color))
    painter.end()
    return pixmap


class Legend(QWidget):
    """The signs with their words, in one line; words are left out where there is no room."""

    SIDE = 13

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "，".join(ROLE_WORDS[role] for role in _ROLES))
        self.setToolTip("\n".join((*(f"{ROLE_WORDS[role]}" for role in _ROLES), "浅色 ▲：由总括句带出的落实责任")))

    def _step(self, role: str) -> int:
        return self.SIDE + theme.STEP + self.fontMetrics().horizontalAdvance(ROLE_WORDS[role]) + 4 * theme.STEP

    def sizeHint(self) -> QSize:
        """Room for all of them."""
        return QSize(sum(self._step(role) for role in _ROLES), self.fontMetrics().height() + theme.STEP)

    def minimumSizeHint(self) -> QSize:
        """It may be cut."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Signs and words."""
        painter, tokens, left = QPainter(self), theme.tokens(), 0
        base = (self.height() + self.fontMetrics().ascent() - self.fontMetrics().descent()) // 2
        for role in _ROLES:
            top = (self.height() - self.SIDE) // 2
            pixmap = sign_pixmap(role, self.SIDE, self.devicePixelRatioF(), tokens.role(role))
            painter.drawPixmap(QPointF(left, top), pixmap)
            painter.setPen(QColor(tokens.text))
            painter.drawText(left + self.SIDE + theme.STEP, base, ROLE_WORDS[role])
            left += self._step(role)
        painter.end()
