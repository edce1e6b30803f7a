"""多个方案: a reference and many plans beside it: who has what, who leads it, figures, sums, common text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.many_figures import CopiedTable, FiguresTable, QuotasTable
from app.ui.itemmodels.many_tables import LeaderTable, ManyTable, MatrixTable
from app.ui.pages.compare_many_head import ManyHead
from app.ui.pages.compare_many_work import ManyWork
from app.ui.pages.compare_modes import CompareMode
from app.ui.pages.page import PageCommand
from app.ui.widgets.page_frame import EmptyPage, Waiting, alternatives

if TYPE_CHECKING:
    from app.errors import KnownError
    from app.services.many_rows import PlanColumn
    from app.services.progress import Progress
    from app.ui.lanes import Lanes, Work
    from app.ui.many_services import ManyServices
    from app.ui.services import UiServices

SHOWN = {"plans", "links", "agencies"}
MATRIX, FIGURES, QUOTAS, COPIED = "matrix", "figures", "quotas", "copied"
_SOURCE = {"matrix": MATRIX, "leaders": MATRIX, "figures": FIGURES, "quotas": QUOTAS, "copied": COPIED}


class ManyMode(CompareMode):
    """Each tab asks for what it needs when it is first seen; common text only when it is asked for by name."""

    key: ClassVar[str] = "many"
    title: ClassVar[str] = "多个方案"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._wanted = ""
        self._wanted_plans: tuple[str, ...] = ()
        self._found: dict[str, Any] = {}
        self._running: Work | None = None
        self.head = ManyHead()
        self.work = ManyWork()
        self.empty = EmptyPage(
            "多个方案对照",
            "选一个参照方案，把其他方案逐项摆在旁边：各项任务哪些方案有、由谁牵头，指标各是多少，分解合计够不够。",
            "至少要有两个方案：按 Ctrl+O 导入，或把文件拖进窗口。",
        )
        self.waiting = Waiting("正在对照…")
        self.stack = alternatives(self, self.work, self.empty, self.waiting)
        self._connect()

    @property
    def many(self) -> ManyServices:
        """The use cases of this mode."""
        found = self.services.many
        assert found is not None, "this window was not given the comparison of many plans"
        return found

    def _connect(self) -> None:
        work = self.work
        self.head.moved.connect(self._moved)
        self.waiting.button.clicked.connect(self._cancel)
        work.tab_chosen.connect(self._on_tab)
        work.narrowed.connect(self._arrange)
        work.copied_wanted.connect(self.find_copied)
        work.reference_wanted.connect(self.head.reference.chosen)
        work.item_chosen.connect(self.item_selected)
        work.read.connect(lambda ref: self.open_item.emit(ref, "reading"))
        work.source_wanted.connect(self.source_asked)
        work.opened.connect(self._open)
        work.remark_wanted.connect(self.remark_requested)
        work.menu_wanted.connect(self._menu)
        work.status.connect(self.status)

    # --- page protocol -----------------------------------------------------------------------------------------

    def header(self) -> QWidget | None:
        """The reference, the plans, tasks or measures."""
        return self.head

    def set_scope(self, scope: Scope) -> None:
        """A plan that the library selects becomes the reference where none was chosen here."""
        self._scope = scope
        self._load()

    def select_item(self, ref: ItemRef | None) -> None:
        """Texts are chosen in the table."""

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again."""
        if kinds & SHOWN:
            self._load()

    def commands(self) -> tuple[PageCommand, ...]:
        """Tabs, filter, plans, opening, copying."""
        work, refs = self.work, self.work.refs_here()
        tabs = [PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in work.tabs.buttons()]
        switches = (work.filters[work.tab], work.lines_button)
        grid = work.has_table()
        return (
            replace(tabs[0], line_before=True),
            *tabs[1:],
            *(PageCommand(one.text(), "", one.click, checked=one.isChecked()) for one in switches),
            PageCommand("选择对照的方案…", "", self.head.choose_plans, len(self.head.columns) > 1, line_before=True),
            PageCommand("转到阅读", "Enter", lambda: self._open(refs), bool(refs), line_before=True),
            PageCommand("复制所选", "Ctrl+C", work.grid.copy_selection, grid, line_before=True),
            PageCommand("复制整张表", "", work.grid.copy_all, grid),
        )

    def focus_main(self) -> None:
        """The table."""
        self.work.focus_table() if self.stack.currentWidget() is self.work else self.setFocus()

    def state(self) -> dict[str, object]:
        """Reference and plans by their portable ids, kind, tab, lines, filters."""
        ids = {one.version: one.version_id for one in self.head.columns}
        return {
            "reference": self._wanted,
            "plans": [ids[one] for one in self.head.plans or () if one in ids],
            "kind": self.head.kind.key,
            **self.work.state(),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        self._wanted = str(state.get("reference", ""))
        plans = state.get("plans")
        if isinstance(plans, list):
            self._wanted_plans = tuple(map(str, plans))
        if state.get("kind") in self.head.kind.buttons:
            self.head.kind.show_kind(str(state["kind"]))
        self.work.restore(state)

    # --- loading -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self.lanes.read(self.many.columns, self._show_columns, key=(id(self), "columns"))

    def _show_columns(self, columns: tuple[PlanColumn, ...]) -> None:
        self._found.clear()
        if len(columns) < 2:
            self.head.offer(columns, columns[0].version if columns else 0)
            self.stack.setCurrentWidget(self.empty)
            self.status.emit("")
            return
        if self._wanted_plans:
            self.head.plans = tuple(one.version for one in columns if one.version_id in self._wanted_plans) or None
            self._wanted_plans = ()
        self.head.offer(columns, self._reference(columns))
        self._ask()

    def _reference(self, columns: tuple[PlanColumn, ...]) -> int:
        """What was chosen here last, else the library's plan, else the first."""
        by_choice = next((one.version for one in columns if one.version_id == self._wanted), 0)
        by_scope = next((one.version for one in columns if one.version == self._scope.version), 0)
        return by_choice or by_scope or columns[0].version

    def _moved(self) -> None:
        self._wanted = next(
            (one.version_id for one in self.head.columns if one.version == self.head.reference.version), ""
        )
        self._found.clear()
        self.state_changed.emit()
        self._ask()

    def _on_tab(self) -> None:
        self.state_changed.emit()
        self._ask()

    def _ask(self) -> None:
        """Show the tab, or ask for what it shows."""
        source = _SOURCE[self.work.tab]
        if source in self._found:
            self._arrange()
        elif source == COPIED:
            self.stack.setCurrentWidget(self.work)
            self.work.show_offer()
        else:
            self._compute(source)

    def find_copied(self) -> None:
        """Look for common text: only when asked."""
        self._compute(COPIED)

    def _compute(self, source: str) -> None:
        reference, versions = self.head.reference.version, self.head.versions
        if self.stack.currentWidget() is not self.work or not self.work.has_table():
            self.stack.setCurrentWidget(self.waiting)
        calls: dict[str, Callable[[Progress], object]] = {
            MATRIX: lambda progress: self.many.matrix(reference, versions, self._kind(), progress),
            FIGURES: lambda _progress: self.many.indicators((reference, *versions)),
            QUOTAS: lambda _progress: self.many.quotas(reference, versions),
            COPIED: lambda progress: self.many.copied(reference, versions, progress),
        }
        self._running = self.lanes.pool(
            calls[source],
            lambda found: self._keep(source, found),
            self._failed,
            key=(id(self), "many"),
            title="正在对照",
        )

    def _kind(self) -> Any:
        return self.head.kind.key

    def _keep(self, source: str, found: object) -> None:
        self._found[source] = found
        if _SOURCE[self.work.tab] == source:
            self._arrange()

    def _failed(self, error: KnownError) -> None:
        self.stack.setCurrentWidget(self.work)
        self.work.show_message(f"{error.message}{error.hint}", retry=True)

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _arrange(self) -> None:
        """The table of the tab from what was found."""
        tab, narrow = self.work.tab, self.work.narrow
        found = self._found.get(_SOURCE[tab])
        if found is None:
            return
        makers: dict[str, Callable[[], ManyTable]] = {
            "matrix": lambda: MatrixTable(found, missing_only=narrow),
            "leaders": lambda: LeaderTable(found, missing_only=narrow),
            "figures": lambda: FiguresTable(found, compared_only=narrow),
            "quotas": lambda: QuotasTable(found, added_only=narrow),
            "copied": lambda: CopiedTable(found, self.head.columns, own_only=narrow),
        }
        if tab in ("matrix", "leaders"):
            self.head.kind.show_kind(found.kind)
        had_focus = self.waiting.button.hasFocus() or self.hasFocus()
        self.stack.setCurrentWidget(self.work)
        self.work.show_table(makers[tab]())
        if had_focus:
            self.work.focus_table()

    # --- opening -----------------------------------------------------------------------------------------------

    def _open(self, refs: tuple[ItemRef, ...]) -> None:
        """Go and read the item."""
        if refs:
            self.open_item.emit(refs[0], "reading")

    def _menu(self, at: QPoint, refs: tuple[ItemRef, ...]) -> None:
        menu, grid = QMenu(self), self.work.grid
        if refs:
            menu.addAction("转到阅读　Enter").triggered.connect(lambda: self._open(refs))
            menu.addAction("查看原件").triggered.connect(lambda: self.source_asked.emit(refs[0]))
            menu.addAction("写意见…　Ctrl+M").triggered.connect(lambda: self.remark_requested.emit(refs[0]))
            menu.addSeparator()
        menu.addAction("复制所选　Ctrl+C").triggered.connect(grid.copy_selection)
        menu.addAction("复制整张表").triggered.connect(grid.copy_all)
        menu.popup(at if not at.isNull() else QCursor.pos())
