"""Which pages there are, and the stack that makes each when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

if TYPE_CHECKING:
    from app.services.rows import ItemRef, Scope
    from app.ui.lanes import Lanes
    from app.ui.pages.page import Page
    from app.ui.services import UiServices


@dataclass(frozen=True)
class PageEntry:
    """What the rail needs to know of a page before its module is imported."""

    key: str
    title: str
    icon: str
    load: Callable[[], type[Page]]


def _reading() -> type[Page]:
    from app.ui.pages.reading import ReadingPage

    return ReadingPage


def _overview() -> type[Page]:
    from app.ui.pages.overview import OverviewPage

    return OverviewPage


def _tasks() -> type[Page]:
    from app.ui.pages.tasks import TasksPage

    return TasksPage


def _matrix() -> type[Page]:
    from app.ui.pages.matrix import MatrixPage

    return MatrixPage


def _compare() -> type[Page]:
    from app.ui.pages.compare import ComparePage

    return ComparePage


def _check() -> type[Page]:
    from app.ui.pages.check import CheckPage

    return CheckPage


def _indicators() -> type[Page]:
    from app.ui.pages.indicators import IndicatorsPage

    return IndicatorsPage


def _desk() -> type[Page]:
    from app.ui.pages.desk import DeskPage

    return DeskPage


PAGES = (
    PageEntry("overview", "总览", "home", _overview),
    PageEntry("reading", "阅读", "book-open", _reading),
    PageEntry("tasks", "任务", "list", _tasks),
    PageEntry("matrix", "分工", "grid", _matrix),
    PageEntry("compare", "对比", "arrow-left-right", _compare),
    PageEntry("check", "校核", "check-circle", _check),
    PageEntry("indicators", "指标", "target", _indicators),
    PageEntry("desk", "校对", "pencil", _desk),
)


_SWEEP_AFTER_MS = 500


class PageStack(QStackedWidget):
    """Pages by key. One that is not seen is told of scope, selection and changes when it is shown next."""

    item_selected = Signal(object)
    open_item = Signal(object, str)
    remark_requested = Signal(object)
    status = Signal(str)
    state_changed = Signal(str, object)
    open_tasks = Signal(object)
    undo_asked = Signal()
    source_asked = Signal(object)
    page_asked = Signal(str)
    changed = Signal(object)
    room_wanted = Signal(bool)

    def __init__(
        self, services: UiServices, lanes: Lanes, entries: tuple[PageEntry, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._services, self._lanes = services, lanes
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._told: dict[str, tuple[Scope, ItemRef | None]] = {}
        self._missed: dict[str, frozenset[str]] = {}
        self._scope: Scope | None = None
        self._item: ItemRef | None = None
        self._key = ""
        self._words: dict[str, str] = {}
        self._remembered: dict[str, dict[str, object]] = {}
        self._old: list[Page] = []

    @property
    def key(self) -> str:
        """The page that is shown, "" where none is."""
        return self._key

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._key)

    def show_page(self, key: str) -> None:
        """Show a page, made now if it was never seen."""
        if key not in self._entries:
            return
        if key not in self._pages:
            self._make(key)
        self._key = key
        self.setCurrentWidget(self._pages[key])
        self.setFocusProxy(self._pages[key])
        self.room_wanted.emit(self._pages[key].wants_room)
        self.status.emit(self._words.get(key, ""))
        self._tell()

    def leave(self, widget: QWidget) -> None:
        """Show something else than a page (empty workspace, refusal)."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self._key = ""
        self.room_wanted.emit(False)
        self.setFocusProxy(widget)
        self.setCurrentWidget(widget)
        self.status.emit("")

    def remember(self, states: dict[str, dict[str, object]]) -> None:
        """Take the states that pages had when the program was left; each page gets its own when it is made."""
        self._remembered = states

    def scope(self) -> Scope | None:
        """What the pages were last told."""
        return self._scope

    def set_scope(self, scope: Scope) -> None:
        """The library's selection moved."""
        self._scope = scope
        self._tell()

    def select_item(self, ref: ItemRef | None) -> None:
        """The window's one selection moved, outside of the page that is shown."""
        self._item = ref
        self._tell()

    def reload(self, kinds: frozenset[str]) -> None:
        """Something changed: the visible page reads again now, the others when they are seen."""
        for key, page in self._pages.items():
            if key == self._key:
                page.reload(kinds)
            else:
                self._missed[key] = self._missed.get(key, frozenset()) | kinds

    def renew(self) -> None:
        """Make the pages anew as they are, for another theme; what is being typed in one is stored first."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        for key, page in self._pages.items():
            self._remembered[key] = page.state()
            self.removeWidget(page)
            page.hide()
            self._old.append(page)
        self._pages, self._told, self._missed = {}, {}, {}
        if self._key:
            self.show_page(self._key)
        self._sweep()

    def _sweep(self) -> None:
        """Let go of old pages once no answer is on its way to them."""
        if self._lanes.busy():
            QTimer.singleShot(_SWEEP_AFTER_MS, self, self._sweep)
            return
        for page in self._old:
            page.deleteLater()
        self._old.clear()

    def _make(self, key: str) -> None:
        page = self._entries[key].load()(self._services, self._lanes, self)
        page.item_selected.connect(self._on_selected)
        page.open_item.connect(self.open_item)
        page.open_tasks.connect(self.open_tasks)
        page.undo_asked.connect(self.undo_asked)
        page.source_asked.connect(self.source_asked)
        page.page_asked.connect(self.page_asked)
        page.remark_requested.connect(self.remark_requested)
        page.changed.connect(self.changed)
        page.status.connect(lambda words: self._on_status(page, words))
        page.restore(self._remembered.get(key, {}))
        page.state_changed.connect(lambda: self.state_changed.emit(key, page.state()))
        self._pages[key] = page
        self.addWidget(page)

    def _tell(self) -> None:
        page = self._pages.get(self._key)
        if page is None or self._scope is None:
            return
        missed = self._missed.pop(self._key, None)
        told = self._told.get(self._key)
        self._told[self._key] = (self._scope, self._item)
        if told is None or told[0] != self._scope:
            page.set_scope(self._scope)
        elif missed:
            page.reload(missed)
        if told is None or told[1] != self._item:
            page.select_item(self._item)

    def _on_selected(self, ref: ItemRef | None) -> None:
        self._item = ref
        if self._scope is not None:
            self._told[self._key] = (self._scope, ref)
        self.item_selected.emit(ref)

    def _on_status(self, page: Page, words: str) -> None:
        key = page.key
        if page is not self._pages.get(key, page):
            return
        self._words[key] = words
        if key == self._key:
            self.status.emit(words)
