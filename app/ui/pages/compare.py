"""对比: plans side by side. The page is a switch of modes and what the chosen one shows (compare_modes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.services.rows import Scope
from app.ui import theme
from app.ui.pages.compare_modes import MODES, CompareMode, ModeEntry
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.page_frame import Toolbar, switch

if TYPE_CHECKING:
    from app.services.rows import GridQuery, ItemRef
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class ComparePage(Page):
    """Two plans, two drafts of one, many plans, a plan and the one above it."""

    key: ClassVar[str] = "compare"
    title: ClassVar[str] = "对比"
    icon: ClassVar[str] = "arrow-left-right"
    wants_room: ClassVar[bool] = True

    def __init__(
        self,
        services: UiServices,
        lanes: Lanes,
        parent: QWidget | None = None,
        *,
        entries: tuple[ModeEntry, ...] | None = None,
    ) -> None:
        super().__init__(services, lanes, parent)
        self._entries = {entry.key: entry for entry in (MODES if entries is None else entries)}
        self._modes: dict[str, CompareMode] = {}
        self._remembered: dict[str, dict[str, object]] = {}
        self._missed: dict[str, frozenset[str]] = {}
        self._told: dict[str, tuple[Scope, ItemRef | None]] = {}
        self._words: dict[str, str] = {}
        self._scope: Scope | None = None
        self._item: ItemRef | None = None
        self._key = next(iter(self._entries))
        self._build()

    def _build(self) -> None:
        self.bar = Toolbar()
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for key, entry in self._entries.items():
            button = switch(entry.title, entry.tip)
            button.clicked.connect(lambda _on=False, key=key: self.choose(key))
            group.addButton(button)
            self.bar.add(button)
            self.buttons[key] = button
        group.setExclusive(True)
        self.headers = QStackedWidget()
        self.headers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.row.addSpacing(2 * theme.STEP)
        self.bar.add(self.headers, 1)
        self.stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)

    @property
    def mode(self) -> CompareMode | None:
        """What is shown; None before the page was told a scope."""
        return self._modes.get(self._key)

    def choose(self, key: str) -> None:
        """Look at plans in another way."""
        if key not in self._entries:
            return
        moved, self._key = key != self._key, key
        self._show()
        if moved:
            self.state_changed.emit()
            self.focus_main()

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Tell the mode that is shown what the library has selected."""
        self._scope = scope
        self._show()

    def select_item(self, ref: ItemRef | None) -> None:
        """Follow the window's one selection."""
        self._item = ref
        if self._scope is not None:
            self._show()

    def reload(self, kinds: frozenset[str]) -> None:
        """The mode that is shown reads again, the others when they are seen."""
        for key, mode in self._modes.items():
            if key == self._key:
                mode.reload(kinds)
            else:
                self._missed[key] = self._missed.get(key, frozenset()) | kinds

    def show_query(self, query: GridQuery) -> None:
        """Nothing here lists tasks by a query."""

    def commands(self) -> tuple[PageCommand, ...]:
        """The modes, and what can be done in the one that is shown."""
        buttons = self.buttons.values()
        modes = [PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in buttons]
        return (*modes, *(self.mode.commands() if self.mode is not None else ()))

    def focus_main(self) -> None:
        """Where work in the mode begins."""
        if self.mode is not None:
            self.mode.focus_main()

    def state(self) -> dict[str, object]:
        """The mode, and what each of them remembers."""
        states = {key: mode.state() for key, mode in self._modes.items()}
        return {"mode": self._key, "modes": {**self._remembered, **states}}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        modes = state.get("modes")
        if isinstance(modes, dict):
            self._remembered = {str(key): dict(one) for key, one in modes.items() if isinstance(one, dict)}
        if state.get("mode") in self._entries:
            self._key = str(state["mode"])

    # --- modes -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._key not in self._modes:
            self._make(self._key)
        mode, header = self._modes[self._key], self._modes[self._key].header()
        self.buttons[self._key].setChecked(True)
        self.stack.setCurrentWidget(mode)
        if header is not None:
            self.headers.setCurrentWidget(header)
        self.headers.setVisible(header is not None)
        self.setFocusProxy(mode)
        self.status.emit(self._words.get(self._key, ""))
        self._tell(mode)

    def _tell(self, mode: CompareMode) -> None:
        assert self._scope is not None, "a page is told its scope before anything else"
        missed, told = self._missed.pop(self._key, None), self._told.get(self._key)
        self._told[self._key] = (self._scope, self._item)
        if told is None or told[0] != self._scope:
            mode.set_scope(self._scope)
        elif missed:
            mode.reload(missed)
        if told is None or told[1] != self._item:
            mode.select_item(self._item)

    def _make(self, key: str) -> None:
        mode = self._entries[key].load()(self.services, self.lanes, self)
        mode.item_selected.connect(self._on_selected)
        mode.open_item.connect(self.open_item)
        mode.open_tasks.connect(self.open_tasks)
        mode.undo_asked.connect(self.undo_asked)
        mode.source_asked.connect(self.source_asked)
        mode.page_asked.connect(self.page_asked)
        mode.remark_requested.connect(self.remark_requested)
        mode.changed.connect(self.changed)
        mode.status.connect(lambda words: self._on_status(key, words))
        mode.restore(self._remembered.get(key, {}))
        mode.state_changed.connect(self.state_changed)
        self._modes[key] = mode
        self.stack.addWidget(mode)
        header = mode.header()
        if header is not None:
            self.headers.addWidget(header)

    def _on_selected(self, ref: ItemRef | None) -> None:
        self._item = ref
        if self._scope is not None:
            self._told[self._key] = (self._scope, ref)
        self.item_selected.emit(ref)

    def _on_status(self, key: str, words: str) -> None:
        self._words[key] = words
        if key == self._key:
            self.status.emit(words)
