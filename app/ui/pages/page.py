"""What every page of the window is: a widget with a scope, a selection and a reload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.services.rows import GridQuery, ItemRef, Scope
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


@dataclass(frozen=True)
class PageCommand:
    """Something to do on a page, for the menu bar. ``keys`` are only told; ``checked``: None where it is no switch."""

    words: str
    keys: str
    call: Callable[[], object]
    possible: bool = True
    checked: bool | None = None
    line_before: bool = False


class Page(QWidget):
    """Base of the pages. Pages emit requests; only the main window connects them.

    Signals: ``item_selected(ItemRef)`` (one selection for the whole window), ``open_item(ItemRef, str)`` (go to another
    page, by key), ``remark_requested(ItemRef)``, ``status(str)`` (a phrase for the status line), ``state_changed()``
    (what :meth:`state` gives is to be remembered), ``changed(Change)`` (this page stored something),
    ``open_tasks(GridQuery)`` (show these in 任务), ``undo_asked()`` (take the window's last change back),
    ``source_asked(ItemRef)`` (its source page, large), ``page_asked(str)`` (another page, as it stands).
    ``wants_room``: the side panes give way where the window is not wide.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    wants_room: ClassVar[bool] = False

    item_selected = Signal(object)
    open_item = Signal(object, str)
    remark_requested = Signal(object)
    status = Signal(str)
    state_changed = Signal()
    changed = Signal(object)
    open_tasks = Signal(object)
    undo_asked = Signal()
    source_asked = Signal(object)
    page_asked = Signal(str)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.lanes = lanes

    def set_scope(self, scope: Scope) -> None:
        """Show what the library has selected."""
        raise NotImplementedError

    def select_item(self, ref: ItemRef | None) -> None:
        """Follow the window's one selection, without emitting it again."""
        raise NotImplementedError

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again if one of ``kinds`` (plans, remarks, …) is shown here."""
        raise NotImplementedError

    def show_query(self, query: GridQuery) -> None:
        """Show exactly these tasks; only 任务 does."""

    def show_finding(self, fingerprint: str) -> None:
        """Look at this suspected problem; only 校核 does."""

    def commands(self) -> tuple[PageCommand, ...]:
        """What can be done here now, for the menu 本页."""
        return ()

    def focus_main(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def state(self) -> dict[str, object]:
        """What is worth remembering from one start to the next, as plain JSON values."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave; what does not fit is passed over."""
