"""The source side of the reading page: pages or lines, read when they are first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import Cancelled, KnownError
from app.services.rows import ItemRef
from app.ui.widgets.page_lines import SourceLines
from app.ui.widgets.page_source import Places, SourcePages

if TYPE_CHECKING:
    from app.ui.lanes import Lanes, Work
    from app.ui.services import UiServices

STAYED_POINTS = 6.0
AROUND = 3
"""A page farther than this from one that is wanted is no longer worth rendering."""


class SourceSide(QStackedWidget):
    """Knows the version and its places; asks for sizes, pictures and lines by itself."""

    item_chosen = Signal(object)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._lanes = services, lanes
        self._version: int | None = None
        self._loaded: int | None = None
        self._places: Places = {}
        self._pending: ItemRef | None = None
        self._opened_at: tuple[int, float] | None = None
        self._works: dict[int, tuple[int, float, Work]] = {}
        self.pages = SourcePages(self._ask_picture)
        self.lines = SourceLines()
        self.addWidget(self.pages)
        self.addWidget(self.lines)
        self.pages.item_chosen.connect(self.item_chosen)

    def view(self) -> QWidget:
        """What is shown."""
        return self.currentWidget()

    def show_plan(self, version: int, places: Places) -> None:
        """Another plan; nothing is read before it is looked at."""
        self._version, self._places, self._loaded = version, places, None
        if self.isVisible():
            self._load()

    def open_at(self, ref: ItemRef | None) -> None:
        """Show the place of an item, or of the next one that has a place."""
        self._pending = ref
        if self._loaded != self._version:
            self._load()
        else:
            self._arrive()

    def show_item(self, ref: ItemRef) -> None:
        """Scroll there if the source is looked at."""
        if self.isVisible():
            self.open_at(ref)

    def set_current(self, ref: ItemRef | None, *, scroll: bool) -> None:
        """Frame an item."""
        self.pages.set_current(ref)
        self.lines.mark(self._places.get(ref, ()) if ref else (), scroll=scroll and self.isVisible())
        if scroll and ref is not None and self.isVisible():
            self.pages.show_item(ref)

    def moved_to(self) -> ItemRef | None:
        """The item at the top, if one scrolled on since :meth:`open_at`."""
        if self.currentWidget() is not self.pages or self._opened_at is None:
            return None
        (page, points), (was_page, was_points) = self.pages.position(), self._opened_at
        # Fitting the pages into the view shifts them by fractions of a point; nobody scrolls so little.
        stayed = page == was_page and abs(points - was_points) < STAYED_POINTS
        return None if stayed else self.pages.item_at_top()

    def _load(self) -> None:
        version = self._version
        if version is None:
            return

        def read() -> tuple[tuple[tuple[float, float], ...], tuple[str, ...]]:
            sizes = self._services.page_sizes(version)
            return sizes, () if sizes else self._services.source_lines(version)

        self._lanes.read(
            read, lambda found: self._take(version, *found), key=(id(self), "source"), title="正在读取原件"
        )

    def _take(self, version: int, sizes: tuple[tuple[float, float], ...], lines: tuple[str, ...]) -> None:
        if version != self._version:
            return
        self._loaded = version
        if sizes:
            self.pages.show_pages(sizes, self._places)
        else:
            self.lines.show_lines(lines)
        self.setCurrentWidget(self.pages if sizes else self.lines)
        self._arrive()

    def _arrive(self) -> None:
        if self._pending is not None and self.currentWidget() is self.pages:
            self._show_from(self._pending)
        elif self._pending is not None:
            self.lines.mark(self._places.get(self._pending, ()), scroll=True)
        self._opened_at = self.pages.position()

    def _show_from(self, ref: ItemRef) -> None:
        """Show an item, or, as titles may have no place of their own, the next one that has."""
        refs = list(self._places)
        after = refs[refs.index(ref) :] if ref in self._places else [ref]
        if not any(self.pages.show_item(one) for one in after):
            self.pages.go_to(1, 0.0)

    def _ask_picture(self, page: int, scale: float) -> None:
        version = self._version
        under_way = self._works.get(page)
        if version is None or (under_way is not None and under_way[:2] == (version, scale)):
            return
        for other, (_, _, work) in list(self._works.items()):
            if other == page or abs(other - page) > AROUND:
                work.cancel()
                del self._works[other]

        def take(png: bytes) -> None:
            self._works.pop(page, None)
            if version == self._version:
                self.pages.take_picture(page, scale, png)

        def refused(error: KnownError) -> None:
            # A page that was scrolled past is cancelled by us; it is asked for again when it is seen again.
            if not isinstance(error, Cancelled):
                self._works.pop(page, None)
                self.pages.take_error(page, f"{error.message}{error.hint}")

        work = self._lanes.pool(
            lambda _progress: self._services.page_image(version, page, scale), take, refused, title="正在载入原件页面"
        )
        self._works[page] = (version, scale, work)
