"""The pages of the source as pictures, one below the other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.services.rows import ItemRef, PlaceRow
from app.ui import theme

GAP = 14
MARGIN = 16
ASK_AFTER_MS = 60
KEPT_PICTURES = 10
ZOOMS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.6, 2.0)
LARGEST = 2.0
"""Pixels per point that a page is at most shown with at zoom 1."""

Places = Mapping[ItemRef, tuple[PlaceRow, ...]]
Ask = Callable[[int, float], None]


class SourcePages(QAbstractScrollArea):
    """Pages at the view's width; only those in sight are asked for, by ``ask(page, pixels per point)``.

    ``faint``: the boxes of all items are drawn thin, and an item that is in sight already is not scrolled to.
    """

    item_chosen = Signal(object)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._places: Places = {}
        self._pixmaps: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._errors: dict[int, str] = {}
        self.current: ItemRef | None = None
        self.faint = False
        self._zoom = 1.0
        self._scale = 1.0
        self._tops: list[float] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("原件页面，方向键滚动")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask_seen)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())

    # --- content -----------------------------------------------------------------------------------------------

    def show_pages(self, sizes: tuple[tuple[float, float], ...], places: Places) -> None:
        """Another source."""
        self._sizes, self._places = sizes, places
        self._pixmaps.clear()
        self._errors.clear()
        self._lay_out()

    def set_places(self, places: Places) -> None:
        """Other places on the same pages."""
        self._places = places
        self.viewport().update()

    def take_picture(self, page: int, scale: float, png: bytes) -> None:
        """A picture that was asked for."""
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        self._pixmaps[page] = (scale, pixmap)
        self._pixmaps.move_to_end(page)
        while len(self._pixmaps) > KEPT_PICTURES:
            self._pixmaps.popitem(last=False)
        self.viewport().update()

    def take_error(self, page: int, sentence: str) -> None:
        """A picture that could not be made."""
        self._errors[page] = sentence
        self.viewport().update()

    def set_current(self, ref: ItemRef | None) -> None:
        """Frame the places of an item."""
        self.current = ref
        self.viewport().update()

    def has_picture(self, page: int) -> bool:
        """Is a page's picture here?"""
        return page in self._pixmaps

    def step_zoom(self, step: int) -> None:
        """Larger, smaller, or (0) as wide as the view."""
        number = ZOOMS.index(self._zoom) + step if step else ZOOMS.index(1.0)
        page, offset = self.position()
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, number))]
        self._lay_out()
        self.go_to(page, offset)

    # --- layout ------------------------------------------------------------------------------------------------

    def _across(self) -> tuple[float, float]:
        """What fills the view's width at zoom 1, in points: the pages; at the desk their text, which is to be read."""
        widest = max((width for width, _ in self._sizes), default=1.0)
        boxes = [one.box for places in self._places.values() for one in places if one.box] if self.faint else []
        left, right = min((box[0] for box in boxes), default=0.0), max((box[2] for box in boxes), default=widest)
        return (max(0.0, left), min(widest, right)) if widest / 3 < right - left else (0.0, widest)

    def _lay_out(self) -> None:
        widest = max((width for width, _ in self._sizes), default=1.0)
        room = max(120, self.viewport().width() - 2 * MARGIN)
        left, right = self._across()
        self._scale = min(LARGEST, room / (right - left)) * self._zoom
        self._tops = [float(GAP)]
        for _, height in self._sizes:
            self._tops.append(self._tops[-1] + height * self._scale + GAP)
        view, across = self.viewport().size(), round(widest * self._scale) + 2 * MARGIN
        down, side = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self._tops[-1]) - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(40)
        side.setRange(0, max(0, across - view.width()))
        side.setPageStep(view.width())
        if self.faint:
            side.setValue(round(left * self._scale))
        self._timer.start()
        self.viewport().update()

    def _rect(self, page: int) -> QRectF:
        """Where a page (1-based) lies in the view."""
        width, height = (edge * self._scale for edge in self._sizes[page - 1])
        left = max(MARGIN - self.horizontalScrollBar().value(), (self.viewport().width() - width) / 2)
        return QRectF(left, self._tops[page - 1] - self.verticalScrollBar().value(), width, height)

    def _seen(self) -> list[int]:
        return [page for page in range(1, len(self._sizes) + 1) if self._is_seen(self._rect(page))]

    def _is_seen(self, rect: QRectF) -> bool:
        return rect.bottom() >= 0 and rect.top() <= self.viewport().height()

    def position(self) -> tuple[int, float]:
        """Page at the top of the view and how far down in it, in points."""
        value = self.verticalScrollBar().value()
        for page in range(len(self._sizes), 0, -1):
            if self._tops[page - 1] <= value + GAP:
                return page, (value - self._tops[page - 1]) / self._scale
        return 1, 0.0

    def go_to(self, page: int, points: float) -> None:
        """Scroll so that a place of a page is at the top."""
        if 1 <= page <= len(self._sizes):
            self.verticalScrollBar().setValue(round(self._tops[page - 1] + points * self._scale))

    def show_item(self, ref: ItemRef) -> bool:
        """Scroll to an item's first place; False if it has none."""
        places = [place for place in self._places.get(ref, ()) if place.page is not None]
        if not places or places[0].page is None:
            return False
        here = [place for place in places if place.page == places[0].page and place.box is not None]
        seen = QRectF(self.viewport().rect())
        if not (self.faint and here and all(seen.contains(box) for box in self._boxes(here))):
            tops = [place.box[1] for place in here if place.box is not None] if self.faint else []
            top = min(tops, default=places[0].box[1] if places[0].box else 0.0)
            self.go_to(places[0].page, top - 60 / self._scale)
            if self.faint and here:
                self._bring_across(self._boxes(here))
        return True

    def _bring_across(self, boxes: Sequence[QRectF]) -> None:
        """Scroll sideways to an item that is not wholly in sight; the view stays steady where it can."""
        left, right = min(box.left() for box in boxes), max(box.right() for box in boxes)
        if left < 0 or right > self.viewport().width():
            side = self.horizontalScrollBar()
            side.setValue(side.value() + round(left) - MARGIN)

    def item_at_top(self) -> ItemRef | None:
        """The item that stands first in sight."""
        page, points = self.position()
        here = (page, points)
        after = [
            ((place.page, place.box[1]), ref)
            for ref, places in self._places.items()
            for place in places[:1]
            if place.page is not None and place.box is not None and (place.page, place.box[3]) >= here
        ]
        return min(after, key=lambda pair: pair[0])[1] if after else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place."""
        page, offset = self.position() if self._tops else (1, 0.0)
        super().resizeEvent(event)
        self._lay_out()
        self.go_to(page, offset)

    # --- pictures ----------------------------------------------------------------------------------------------

    def wanted_scale(self) -> float:
        """Pixels per point that are sharp on this screen, in steps so that little is rendered twice."""
        return max(0.5, -(-self._scale * self.devicePixelRatioF() // 0.25) * 0.25)

    def _ask_seen(self) -> None:
        if not self.isVisible():
            return
        scale = self.wanted_scale()
        for page in self._seen():
            have = self._pixmaps.get(page)
            if page not in self._errors and (have is None or have[0] != scale):
                self._ask(page, scale)

    def showEvent(self, event: object) -> None:
        """Ask for what is seen now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._timer.start()

    # --- mouse and keys ----------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into an item's box selects it; the smallest box wins."""
        hits = [
            (box.width() * box.height(), ref)
            for ref, places in self._places.items()
            for box in self._boxes(places)
            if box.contains(event.position())
        ]
        if hits and event.button() == Qt.MouseButton.LeftButton:
            ref = min(hits, key=lambda pair: pair[0])[1]
            self.set_current(ref)
            self.item_chosen.emit(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll; Ctrl+/−/0 zoom."""
        bar, key = self.verticalScrollBar(), event.key()
        actions = {
            Qt.Key.Key_Down: bar.SliderAction.SliderSingleStepAdd, Qt.Key.Key_Up: bar.SliderAction.SliderSingleStepSub,
            Qt.Key.Key_PageDown: bar.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_Space: bar.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_PageUp: bar.SliderAction.SliderPageStepSub, Qt.Key.Key_Home: bar.SliderAction.SliderToMinimum,
            Qt.Key.Key_End: bar.SliderAction.SliderToMaximum,
        }  # fmt: skip
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in zooms:
            self.step_zoom(zooms[Qt.Key(key)])
        elif key in actions:
            bar.triggerAction(actions[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # --- painting ----------------------------------------------------------------------------------------------

    def _boxes(self, places: Sequence[PlaceRow]) -> list[QRectF]:
        found = []
        for place in places:
            if place.page is not None and place.box is not None and place.page <= len(self._sizes):
                x0, top, x1, bottom = (edge * self._scale for edge in place.box)
                found.append(QRectF(QPointF(x0, top), QPointF(x1, bottom)).translated(self._rect(place.page).topLeft()))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White pages, their pictures, the selected item's boxes."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("pane"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            self._paint_page(painter, page)
        # The page is white in the dark theme too, so the box takes the light theme's accent.
        accent = QColor(theme.LIGHT.accent)
        ground = QColor(accent)
        ground.setAlpha(26)
        if self.faint:
            self._paint_faint(painter)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(ground)
        for box in self._boxes(self._places.get(self.current, ())) if self.current else ():
            painter.drawRect(box.adjusted(-3, -3, 3, 3))
        painter.end()

    def _paint_faint(self, painter: QPainter) -> None:
        thin = QColor(theme.LIGHT.accent)
        thin.setAlpha(70)
        painter.setPen(QPen(thin, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = set(self._seen())
        for places in self._places.values():
            for box in self._boxes([place for place in places if place.page in seen]):
                painter.drawRect(box.adjusted(-1, -1, 1, 1))

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect = self._rect(page)
        painter.fillRect(rect, QColor("#FFFFFF"))
        have = self._pixmaps.get(page)
        if have is not None:
            painter.drawPixmap(rect, have[1], QRectF(have[1].rect()))
        else:
            painter.setPen(QColor(theme.LIGHT.secondary))
            words = self._errors.get(page, "正在载入原件页面…")
            inner: QRect = rect.toRect().adjusted(16, 32, -16, -16)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), words)
        painter.setPen(theme.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
