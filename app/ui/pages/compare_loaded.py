"""What the modes of page 对比 that compute one result have in common: choosers, work, waiting, cancel, writing."""

from __future__ import annotations

from collections.abc import Callable, Set as AbstractSet
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import KnownError
from app.services.rows import ItemRef
from app.ui.pages.compare_head import PairChoosers
from app.ui.pages.compare_modes import CompareMode
from app.ui.widgets.page_frame import Waiting

if TYPE_CHECKING:
    from app.services.history import Change
    from app.ui.compare_services import CompareServices
    from app.ui.lanes import Lanes, Work
    from app.ui.services import UiServices


class Follows(Protocol):
    """The widget of a result: it follows the window's one selection."""

    def select_item(self, ref: ItemRef | None) -> None:
        """Show the item, if it is here."""


class LoadedMode(CompareMode):
    """A mode with choosers in the header, whose result is computed in a helper and shown by ``work``.

    ``shown``: the kinds of change after which it reads again. A subclass makes ``choosers``, ``work``, ``empty``,
    ``waiting`` and ``stack``, and says how to load and whether a result stands.
    """

    shown: ClassVar[AbstractSet[str]] = frozenset()

    choosers: PairChoosers
    work: Follows
    empty: QWidget
    waiting: Waiting
    stack: QStackedWidget

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._running: Work | None = None
        self._item: ItemRef | None = None

    @property
    def compare(self) -> CompareServices:
        """The use cases of this page."""
        found = self.services.compare
        assert found is not None, "this window was not given the comparison"
        return found

    def header(self) -> QWidget | None:
        """The two plans."""
        return self.choosers

    def select_item(self, ref: ItemRef | None) -> None:
        """Follow the window's one selection."""
        self._item = ref
        self.work.select_item(ref)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again; what is looked at stays so."""
        if kinds & self.shown:
            self.load()

    def load(self) -> None:
        """Compute the result anew and show it."""
        raise NotImplementedError

    def has_result(self) -> bool:
        """Whether a result stands, which a failed attempt leaves as it is."""
        raise NotImplementedError

    def failed(self, error: KnownError) -> None:
        """Nothing could be computed: say why."""
        self.status.emit(f"{error.message}{error.hint}")
        if not self.has_result():
            self.stack.setCurrentWidget(self.empty)

    def cancel(self) -> None:
        """Stop what is being computed."""
        if self._running is not None:
            self._running.cancel()

    def choose_item(self, ref: ItemRef) -> None:
        """The item that is looked at here becomes the window's one selection."""
        self._item = ref
        self.item_selected.emit(ref)

    def write(self, call: Callable[[], Change]) -> None:
        """Store what a person decided, and say how it is taken back."""

        def done(change: Change) -> None:
            self.changed.emit(change)
            if change.token is not None:
                self.status.emit(f"{change.label}，可按 Ctrl+Z 撤销")

        self.lanes.write(call, done)
