"""校对: the source at the left, what was read from it at the right; confirmed or put right by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

from app.services.desk_rows import DeskField, ProofState, RemainderRow
from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.desk import ALL, DOUBTFUL, UNCHECKED, DeskModel
from app.ui.pages.desk_commands import desk_commands
from app.ui.pages.desk_content import DeskContent, read_content
from app.ui.pages.desk_decisions import Decisions
from app.ui.pages.desk_layout import KEYS, empty_desk, rows_splitter, sides_splitter
from app.ui.pages.desk_source import DeskSource
from app.ui.pages.desk_writes import DeskWrites
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.desk_bar import REMAINDER, DeskBar
from app.ui.widgets.desk_form import DeskForm
from app.ui.widgets.desk_list import DeskList
from app.ui.widgets.desk_remainder import RemainderPanel
from app.ui.widgets.page_frame import alternatives, column

if TYPE_CHECKING:
    from app.errors import KnownError
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

SHOWN = {"plans", "agencies", "corrections"}
_TELL_AFTER_MS = 200


class DeskPage(Page):
    """Proof-reading of one plan. Everything is stored at once; nothing here is a draft."""

    key: ClassVar[str] = "desk"
    title: ClassVar[str] = "校对"
    icon: ClassVar[str] = "pencil"
    wants_room: ClassVar[bool] = True

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._content: DeskContent | None = None
        self._wanted: int | None = None
        self._target: ItemRef | None = None
        self._scope = Scope()
        self.model = DeskModel(self)
        self.writes = DeskWrites(services, lanes, self)
        self.source = DeskSource(services, lanes)
        self.bar = DeskBar()
        self.list = DeskList(self.model)
        self.form = DeskForm()
        self.remainder = RemainderPanel()
        self.hint = QLabel(KEYS)
        self.rows = rows_splitter(self.list, self.hint, self.form)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.rows)
        self.parts.addWidget(self.remainder)
        self.sides = sides_splitter(self.source, column(self.bar, self.parts, grows=self.parts))
        self.stack = alternatives(self, self.sides, empty_desk())
        self.decide = Decisions(self)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(_TELL_AFTER_MS)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.confirmed.connect(self.decide.confirm)
        self.list.menu_wanted.connect(self.decide.show_menu)
        self.list.edit_wanted.connect(self.form.begin)
        self.bar.shown_changed.connect(self.show_only)
        self.source.item_chosen.connect(self.go_to)
        self.form.committed.connect(self.writes.correct)
        self.form.figure_added.connect(self.writes.add_figure)
        self.form.figure_removed.connect(self.writes.remove)
        self.form.reverted.connect(self.writes.revert)
        self.form.settled.connect(self.writes.settle)
        self.form.left.connect(self.list.setFocus)
        self.form.split_wanted.connect(self.decide.split)
        self.form.alias_wanted.connect(self.writes.add_alias)
        self.form.acted.connect(self.decide.act)
        self.remainder.chosen.connect(self._on_remainder)
        self.remainder.confirmed.connect(self.writes.settle_remainder)
        self.remainder.put_wanted.connect(self.decide.ask_put)
        self.writes.moved.connect(self._on_moved)
        self.writes.changed.connect(self.changed)
        self.writes.failed.connect(self._on_failed)
        self._tell.timeout.connect(self._tell_window)
        for keys, call in self._shortcuts():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
        self.form.entered.connect(self._tell_keys)
        self.list.entered.connect(self._tell_keys)

    def _shortcuts(self) -> list[tuple[str, Callable[[], None]]]:
        """Keys that work wherever the keyboard is on this page."""
        zooms = (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0))
        found: list[tuple[str, Callable[[], None]]] = [("Ctrl+Shift+J", partial(self.decide.act, "merge"))]
        found += [(keys, partial(self.source.step_zoom, step)) for keys, step in zooms]
        found += [(keys, partial(self.source.step_down, step)) for keys, step in (("Alt+PgDown", 1), ("Alt+PgUp", -1))]
        return found + [
            (f"Alt+{place + 1}", partial(self._show_place, place)) for place in range(len(self.bar.buttons))
        ]

    def _show_place(self, place: int) -> None:
        key = self.bar.key(place)
        if key:
            self.form.commit()
            self.show_only(key)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the plan; a part or measure chosen in the library is gone to."""
        self._scope = scope
        if scope.version is None:
            self.lanes.read(self.services.plans, self._show_first, key=(id(self), "plans"))
            return
        self._target = _ref_of(scope)
        if scope.version != self._wanted:
            self._load(scope.version)
        elif self._target is not None:
            self.go_to(self._target)

    def select_item(self, ref: ItemRef | None) -> None:
        """Follow the window's one selection."""
        if ref is None or ref == self.list.current() or ref.kind == "plan":
            return
        self._target = ref
        if ref.version == self._wanted:
            self.go_to(ref)
        else:
            self._load(ref.version)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again, moving nothing."""
        if kinds & SHOWN and self._wanted is not None:
            self._load(self._wanted)
        elif kinds & SHOWN:
            self.set_scope(self._scope)

    def focus_main(self) -> None:
        """The list, or the left-over text where that is shown."""
        (self.list if self.parts.currentWidget() is self.rows else self.remainder.list).setFocus()

    def state(self) -> dict[str, object]:
        """How the page is divided."""
        return {"sides": self.sides.sizes(), "rows": self.rows.sizes()}

    def restore(self, state: dict[str, object]) -> None:
        """Divide it so again."""
        for splitter, name in ((self.sides, "sides"), (self.rows, "rows")):
            sizes = state.get(name)
            if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
                splitter.setSizes(sizes)
            splitter.splitterMoved.connect(lambda *_: self.state_changed.emit())

    def commands(self) -> tuple[PageCommand, ...]:
        """Everything that keys do here."""
        return desk_commands(self)

    # --- content -----------------------------------------------------------------------------------------------

    def _show_first(self, plans: tuple[object, ...]) -> None:
        self.stack.setCurrentIndex(0 if plans else 1)
        if plans and self._wanted is None:
            self._load(plans[0].version)  # type: ignore[attr-defined]  # PlanSummary, by way of the lane

    def _load(self, version: int) -> None:
        self._wanted = version
        self.lanes.read(
            lambda: read_content(self.services, version), self._show, self._on_unread, key=(id(self), "content")
        )

    def _on_unread(self, error: KnownError) -> None:
        self._wanted = None
        self.status.emit(f"{error.message}{error.hint}")

    def _show(self, content: DeskContent) -> None:
        same = self._content is not None and self._content.version == content.version
        current, row = self.list.current(), self.list.currentIndex().row()
        self._content = content
        self.stack.setCurrentIndex(0)
        self.form.choices = content.choices
        self.model.set_items(content.items, steady=same)
        self.remainder.set_rows(content.remainder)
        self.source.show_plan(content.version, content.places(), content.title)
        if not same:
            self.form.show_item(None)
            counts = self.model.counts()
            # The keyboard stays where it is: one may be on the way through the library.
            held = self.isAncestorOf(QApplication.focusWidget() or self.window())
            self._show_part(next((key for key in (DOUBTFUL, UNCHECKED) if counts[key]), ALL))
            if held:
                self.focus_main()
        elif not self.list.choose(current) and not self.list.choose(self.model.ref_at(row)):
            self._choose_first()
        else:
            self._on_chosen(current)
        if self._target is not None:
            self.go_to(self._target)
            self._target = None
        self.tell_state()

    def tell_state(self) -> None:
        """Say how far it is: beside the filters, in the status line, below the list."""
        counts = self.model.counts()
        self.bar.set_counts(counts | {REMAINDER: self.remainder.model.rowCount()})
        items = self.model.items()
        state = ProofState(self.model.checked(), len(items), counts[DOUBTFUL], sum(item.conflict for item in items))
        self.bar.set_state(state)
        self.status.emit(f"存疑 {state.doubts} 项未处理" if state.doubts else "")
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Say below the list what the keys do where the keyboard is, or that a stage is done."""
        counts, total = self.model.counts(), len(self.model.items())
        keys = self.form.keys()
        if keys:
            self.hint.setText(keys)
        elif total and self.model.checked() == total:
            self.hint.setText("全部内容已校对完成。")
        elif counts[DOUBTFUL] or self.model.filter != DOUBTFUL:
            self.hint.setText(KEYS)
        else:
            self.hint.setText(f"存疑处已全部处理，还有 {counts[UNCHECKED]} 项未校对：按 Enter 继续校对。")

    # --- moving ------------------------------------------------------------------------------------------------

    def show_only(self, shown: str) -> None:
        """Filter the list, or show the left-over text, and go there."""
        self._show_part(shown)
        self.focus_main()

    def _show_part(self, shown: str) -> None:
        self.bar.choose(shown)
        self.parts.setCurrentWidget(self.remainder if shown == REMAINDER else self.rows)
        if shown == REMAINDER:
            row = self.remainder.current()
            if row is not None:
                self._on_remainder(row)
        else:
            current = self.list.current()
            self.model.arrange(shown)
            if not self.list.choose(current):
                self._choose_first()
        self.tell_state()

    def go_to(self, ref: ItemRef) -> None:
        """Make an item the current one, also one that the filter hides."""
        if ref.kind == "remainder":
            return
        if self.model.item(ref) is not None and self.model.row_of(ref) < 0:
            self.bar.choose(ALL)
            self.model.arrange(ALL)
        self.list.choose(ref)

    def _choose_first(self) -> None:
        if not self.list.choose(self.model.ref_at(0)):
            self.form.show_item(None)
            self.source.show_item(None)

    def _on_chosen(self, ref: ItemRef | None) -> None:
        item = self.model.item(ref)
        if item is None or ref is None:
            return
        self.form.show_item(item)
        self.source.show_item(ref)
        self.lanes.read(
            lambda: self.services.desk_fields(ref),
            lambda fields: self._take_fields(ref, fields),
            key=(id(self), "fields"),
        )
        self._tell.start()

    def _take_fields(self, ref: ItemRef, fields: tuple[DeskField, ...]) -> None:
        shown = self.form.item()
        if shown is not None and shown.ref == ref:
            self.form.show_fields(fields)

    def _tell_window(self) -> None:
        """The inspector follows when one stays at an item; rushing through by Enter does not wait for it."""
        ref = self.list.current()
        if ref is not None and ref.kind in ("chapter", "measure", "task"):
            self.item_selected.emit(ref)

    def _on_remainder(self, row: RemainderRow) -> None:
        if self.parts.currentWidget() is self.remainder:
            self.source.show_item(ItemRef(row.version, "remainder", row.position))

    # --- after a write -----------------------------------------------------------------------------------------

    def _on_moved(self, ref: ItemRef) -> None:
        self._target = ref

    def _on_failed(self, _error: KnownError) -> None:
        self.form.retry()
        if self._wanted is not None:
            self._load(self._wanted)


def _ref_of(scope: Scope) -> ItemRef | None:
    if scope.version is None:
        return None
    if scope.measure is not None:
        return ItemRef(scope.version, "measure", scope.measure)
    return ItemRef(scope.version, "chapter", scope.chapter) if scope.chapter is not None else None
