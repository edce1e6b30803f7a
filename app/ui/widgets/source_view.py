"""The passage in its source: the page's picture with the item's boxes, or the lines of a source without pages."""

from __future__ import annotations

from collections import OrderedDict
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.services.rows import PlaceRow
from app.ui import theme
from app.ui.widgets.page_picture import Box, PagePicture

if TYPE_CHECKING:
    from app.errors import KnownError
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

_KEEP_PICTURES = 12
_ZOOM_STEP = 1.25
_ZOOM_RANGE = (0.25, 4.0)
_AROUND = 3
_BOX_MARGIN = 10.0
_LEAST_SHARE = 0.5
"""Of the page's width that is shown at zoom 1, also where the box is narrow."""


class SourceView(QWidget):
    """Shows the places of one item. Zoom 1: the boxes (with ``whole_page`` the page) are as wide as the view."""

    enlarge = Signal()

    def __init__(
        self, services: UiServices, lanes: Lanes, parent: QWidget | None = None, *, whole_page: bool = False
    ) -> None:
        super().__init__(parent)
        self._services, self._lanes = services, lanes
        self._whole_page = whole_page
        self._version = 0
        self._places: tuple[PlaceRow, ...] = ()
        self._pages: list[int] = []
        self._at = 0
        self._zoom = 1.0
        self._sizes: dict[int, tuple[tuple[float, float], ...]] = {}
        self._pictures: OrderedDict[tuple[int, int, float], QPixmap] = OrderedDict()
        self.picture = PagePicture()
        self.area = QScrollArea(self)
        self.area.setWidget(self.picture)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setAccessibleName("原件页面，方向键滚动")
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        # Always there: one that comes and goes changes the width, and with it the page's scale.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.viewport().installEventFilter(self)
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lines.setContentsMargins(8, 4, 8, 4)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._make_head(can_enlarge=not whole_page))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.lines)
        layout.addLayout(self._stack, 1)

    def _make_head(self, *, can_enlarge: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        self.where = QLabel(self)
        head.addWidget(self.where, 1)
        self.previous = self._button("‹", "上一处", lambda: self._turn(-1))
        self.next = self._button("›", "下一处", lambda: self._turn(1))
        self.smaller = self._button("－", "缩小", lambda: self.set_zoom(self._zoom / _ZOOM_STEP))
        self.larger = self._button("＋", "放大", lambda: self.set_zoom(self._zoom * _ZOOM_STEP))
        self.big = self._button("大图", "在大窗口中查看原件", self.enlarge.emit)
        self.big.setVisible(can_enlarge)
        for button in (self.previous, self.next, self.smaller, self.larger, self.big):
            head.addWidget(button)
        return head

    def _button(self, text: str, tip: str, call: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(call)
        return button

    def show_places(self, version: int, places: tuple[PlaceRow, ...]) -> None:
        """Show an item's places; the first page of them, scrolled to its box."""
        self._version, self._places, self._at = version, places, 0
        self._pages = sorted({place.page for place in places if place.page is not None})
        paged = bool(self._pages)
        for button in (self.smaller, self.larger, self.big):
            button.setEnabled(paged)
        self._stack.setCurrentIndex(0 if paged else 1)
        if paged:
            self._show_page()
        else:
            self._ask_lines()

    def set_zoom(self, zoom: float) -> None:
        """Change the zoom and ask for a picture that is sharp at it."""
        self._zoom = min(max(zoom, _ZOOM_RANGE[0]), _ZOOM_RANGE[1])
        if self._pages:
            self._show_page()

    def current_page(self) -> int | None:
        """The page that is shown (in the file, 1-based)."""
        return self._pages[self._at] if self._pages else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and wheel zoom; a new width lays the page out anew."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.set_zoom(self._zoom * (_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP))
                return True
        elif event.type() == QEvent.Type.Resize and self._pages:
            self._show_page()
        return super().eventFilter(watched, event)

    def _turn(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), len(self._pages) - 1)
        self._show_page()

    def _show_page(self) -> None:
        sizes = self._sizes.get(self._version)
        if sizes is None:
            version = self._version
            self._lanes.read(
                lambda: self._services.page_sizes(version),
                lambda found: self._take_sizes(version, found),
                key=(id(self), "sizes"),
            )
            return
        page = self._pages[self._at]
        if page > len(sizes):
            self.picture.set_error("原件中没有这一页。")
            return
        self._tell_where(page)
        boxes: tuple[Box, ...] = tuple(
            place.box for place in self._places if place.page == page and place.box is not None
        )
        scale = max(120, self.area.viewport().width() - 2) / self._fitted_width(sizes[page - 1][0], boxes) * self._zoom
        self.picture.set_page(sizes[page - 1], boxes, scale)
        self._scroll_to_boxes()
        self._ask_picture(page, scale)

    def _fitted_width(self, page_width: float, boxes: tuple[Box, ...]) -> float:
        """How many points are as wide as the view at zoom 1."""
        if self._whole_page or not boxes:
            return page_width
        span = max(box[2] for box in boxes) - min(box[0] for box in boxes) + 2 * _BOX_MARGIN
        return min(page_width, max(span, page_width * _LEAST_SHARE))

    def _take_sizes(self, version: int, sizes: tuple[tuple[float, float], ...]) -> None:
        self._sizes[version] = sizes
        if version == self._version and self._pages:
            self._show_page()

    def _tell_where(self, page: int) -> None:
        printed = next((place.printed_page for place in self._places if place.page == page), None)
        self.where.setText(f"第{printed}页" if printed else f"文件第{page}页")
        self.where.setToolTip(f"原件印刷页码第{printed}页，文件第{page}页" if printed else "")
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at < len(self._pages) - 1)
        for button in (self.previous, self.next):
            button.setVisible(len(self._pages) > 1)

    def _scroll_to_boxes(self) -> None:
        rects = self.picture.box_rects()
        if not rects:
            return
        around = QRectF(rects[0])
        for rect in rects[1:]:
            around = around.united(rect)
        top = int(around.top()) - 24
        left = int(around.left() - _BOX_MARGIN * self.picture.scale() / 2)
        self.area.verticalScrollBar().setValue(max(0, top))
        self.area.horizontalScrollBar().setValue(max(0, left))

    def _ask_picture(self, page: int, scale: float) -> None:
        ratio = self.devicePixelRatioF()
        # Steps of a twentieth: dragging the splitter must not render the page for every pixel.
        wanted = max(0.25, round(scale * ratio * 20 + 0.5) / 20)
        key = (self._version, page, wanted)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            self.picture.set_pixmap(self._pictures[key])
            return
        nearest = next((kept for kept in reversed(self._pictures) if kept[:2] == key[:2]), None)
        self.picture.set_pixmap(self._pictures[nearest] if nearest else QPixmap())
        self._lanes.pool(
            lambda _progress: self._services.page_image(*key),
            lambda png: self._take_picture(key, png),
            self._take_error,
            key=(id(self), "picture"),
            title="正在载入原件页面",
        )

    def _take_picture(self, key: tuple[int, int, float], png: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        self._pictures[key] = pixmap
        while len(self._pictures) > _KEEP_PICTURES:
            self._pictures.popitem(last=False)
        if key[:2] == (self._version, self.current_page()):
            self.picture.set_pixmap(pixmap)

    def _take_error(self, error: KnownError) -> None:
        self.picture.set_error(f"{error.message}{error.hint}")

    def _ask_lines(self) -> None:
        version = self._version
        for button in (self.previous, self.next):
            button.setVisible(False)
        if not self._places:
            self.where.setText("")
            self.lines.setText("没有记录出处。")
            return
        self._lanes.read(
            lambda: self._services.source_lines(version),
            self._take_lines,
            key=(id(self), "lines"),
            title="正在读取原件",
        )

    def _take_lines(self, lines: tuple[str, ...]) -> None:
        marked = [dict(place.flow)["line"] for place in self._places if "line" in dict(place.flow)]
        if not marked or not lines:
            self.where.setText("")
            self.lines.setText("原件没有页面，未记录行号。")
            return
        first, last = min(marked), max(marked)
        self.where.setText(f"第{first}行" if first == last else f"第{first}—{last}行")
        self.lines.setText(_passage(lines, first, last))


def _passage(lines: tuple[str, ...], first: int, last: int) -> str:
    """The lines from ``first`` to ``last`` (1-based) marked, with a few before and after in grey."""
    colors = theme.tokens()
    parts: list[str] = []
    for number in range(max(1, first - _AROUND), min(len(lines), last + _AROUND) + 1):
        text = escape(lines[number - 1].strip())
        if not text:
            continue
        if first <= number <= last:
            parts.append(f'<p style="margin:2px 0; background:{colors.mark};">{text}</p>')
        else:
            parts.append(f'<p style="margin:2px 0; color:{colors.secondary};">{text}</p>')
    return "".join(parts)
