"""The figures of page 总览 as cards: count, words, share; one that opens a list is a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.services.overview_rows import Figure
from app.ui import theme

_WIDTH, _HEIGHT = 180, 52
_SPACE = 2 * theme.STEP


class FigureCard(QAbstractButton):
    """A figure. ``opens``: there is a list behind it."""

    def __init__(self, figure: Figure, *, opens: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure, self.opens = figure, opens
        share = f"，占任务的{share_words(figure)}" if figure.of else ""
        self.setAccessibleName(f"{figure.title} {figure.count}{share}")
        self.setToolTip(f"{figure.title}：{figure.count}{share}{'，单击查看' if opens else ''}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(_WIDTH - 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the grid lets it."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Count at the left, words at the right, the share as a line below."""
        painter = QPainter(self)
        hot = self.opens and (self.underMouse() or self.isDown())
        painter.fillRect(self.rect(), theme.color("hover" if hot else "pane"))
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        inner = self.rect().adjusted(12, 4, -10, -6)
        painter.setFont(theme.ui_font(17.0, medium=True))
        painter.setPen(theme.color("accent" if self.opens else "text"))
        count = str(self.figure.count)
        width = max(44, painter.fontMetrics().horizontalAdvance(count) + 10)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, count)
        right = QRect(inner.left() + width, inner.top(), inner.width() - width, inner.height())
        painter.setFont(theme.ui_font(theme.SMALL_POINTS + 0.5))
        painter.setPen(theme.color("text"))
        share = f"\n占{share_words(self.figure)}" if self.figure.of else ""
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(right, flags, f"{self.figure.title}{share}")
        if self.figure.of:
            whole = QRect(1, self.height() - 4, self.width() - 2, 3)
            painter.fillRect(whole, theme.color("line"))
            whole.setWidth(round(whole.width() * self.figure.count / self.figure.of))
            painter.fillRect(whole, theme.color("accent"))
        painter.end()


def share_words(figure: Figure) -> str:
    """63%; a little is not nothing, nearly all is not all."""
    share = round(100 * figure.count / figure.of) if figure.of else 0
    if 0 < figure.count < figure.of:
        share = min(max(share, 1), 99)
    return f"{share}%"


class Cards(QWidget):
    """As many columns as there is room for. ``chosen(Figure)``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[FigureCard] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3 * theme.STEP, 3 * theme.STEP, 3 * theme.STEP, theme.STEP)
        self._grid.setSpacing(_SPACE)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: Sequence[Figure], opening: frozenset[str]) -> None:
        """Show these; those with a query or named in ``opening`` can be opened."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for figure in figures:
            card = FigureCard(figure, opens=figure.query is not None or figure.key in opening, parent=self)
            if card.opens:
                card.clicked.connect(lambda _on=False, figure=figure: self.chosen.emit(figure))
            self.cards.append(card)
        self._columns = 0
        self._lay_out()

    def card(self, key: str) -> FigureCard:
        """The card of a figure."""
        return next(card for card in self.cards if card.figure.key == key)

    def minimumSizeHint(self) -> QSize:
        """Two columns at least."""
        return QSize(2 * _WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where another column fits."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        columns = max(2, (self.width() - 2 * _SPACE) // _WIDTH)
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
