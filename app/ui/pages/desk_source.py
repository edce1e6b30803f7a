"""The source side of the desk: pages with the boxes of the item, or the flow of a source without pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.services.rows import ItemRef, PlaceRow
from app.ui.pages.reading_source import SourceSide
from app.ui.widgets.desk_flow import FlowView
from app.ui.widgets.page_frame import ElidedLabel, Toolbar
from app.ui.widgets.page_source import Places

if TYPE_CHECKING:
    from app.services.desk_rows import SourceFlow
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class DeskSource(QWidget):
    """``item_chosen(ItemRef)``: a box was clicked."""

    item_chosen = Signal(object)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._lanes = services, lanes
        self._version: int | None = None
        self._paged: bool | None = None
        self._places: Places = {}
        self._current: ItemRef | None = None
        self.where = QLabel()
        bar = Toolbar()
        self.title = ElidedLabel()
        bar.add(self.title, stretch=1)
        bar.add(self.where)
        for words, tip, step in (
            ("－", "缩小　Ctrl+－", -1),
            ("＋", "放大　Ctrl+＋", 1),
            ("适合", "文字与窗格同宽　Ctrl+0", 0),
        ):
            button = QToolButton()
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition("　")[0])
            button.clicked.connect(lambda _on=False, step=step: self.step_zoom(step))
            bar.add(button)
        self.side = SourceSide(services, lanes)
        self.side.pages.faint = True
        self.flow = FlowView()
        self.views = QStackedWidget()
        self.views.addWidget(self.side)
        self.views.addWidget(self.flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.views, 1)
        self.side.item_chosen.connect(self.item_chosen)

    def show_plan(self, version: int, places: Places, title: str = "") -> None:
        """The places of a plan's items; the source itself is read when the plan is another one."""
        self._places = places
        self.title.set_full_text(f"原件　{title}" if title else "原件")
        if version == self._version:
            self.side.pages.set_places(places)
            return
        self._version, self._paged = version, None
        self._lanes.read(
            lambda: self._services.page_sizes(version),
            lambda sizes: self._take_sizes(version, sizes),
            key=(id(self), "sizes"),
            title="正在读取原件",
        )

    def show_item(self, ref: ItemRef | None) -> None:
        """Frame an item and bring it into sight."""
        self._current = ref
        places = self._places.get(ref, ()) if ref is not None else ()
        self.where.setText(where_words(places))
        if self._paged:
            self.side.set_current(ref, scroll=False)
            if ref is not None:
                self.side.open_at(ref)
        elif self._paged is False:
            self.flow.mark(places)

    def step_zoom(self, step: int) -> None:
        """Larger, smaller, or (0) as wide as the view."""
        if self._paged:
            self.side.pages.step_zoom(step)
            if self._current is not None:
                self.side.pages.show_item(self._current)
        else:
            self.flow.step_zoom(step)

    def step_down(self, step: int) -> None:
        """Most of a view down (1) or up (-1)."""
        bar = self.side.pages.verticalScrollBar() if self._paged else self.flow.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() * 4 // 5)

    def _take_sizes(self, version: int, sizes: Sequence[tuple[float, float]]) -> None:
        if version != self._version:
            return
        if sizes:
            self._paged = True
            self.views.setCurrentWidget(self.side)
            self.side.show_plan(version, self._places)
            self.show_item(self._current)
            return
        self._lanes.pool(
            lambda _progress: self._services.source_flow(version),
            lambda flow: self._take_flow(version, flow),
            key=(id(self), "flow"),
            title="正在读取原件",
        )

    def _take_flow(self, version: int, flow: SourceFlow) -> None:
        if version == self._version:
            self._paged = False
            self.views.setCurrentWidget(self.flow)
            self.flow.show_flow(flow)
            self.show_item(self._current)


def where_words(places: Sequence[PlaceRow]) -> str:
    """Where an item stands, in words: 第11页, 第40—42行, 表1 第3行."""
    pages = list(dict.fromkeys(place.printed_page or str(place.page) for place in places if place.page is not None))
    if pages:
        return f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}—{pages[-1]}页"
    flows = [dict(place.flow) for place in places]
    rows = [flow for flow in flows if "table" in flow]
    if rows:
        return f"表{rows[0]['table'] + 1}　第{rows[0].get('row', 0) + 1}行"
    lines = [flow["line"] for flow in flows if "line" in flow]
    if not lines:
        return ""
    return f"第{min(lines)}行" if min(lines) == max(lines) else f"第{min(lines)}—{max(lines)}行"
