"""What the window looks at: plans, scope, page, the one selection; keeps library, pages and inspector together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.services.rows import GridQuery, ItemRef, PlanNode, Scope
from app.ui.itemmodels.library import COUNTS_ROLE, PROOF_ROLE, REF_ROLE
from app.ui.lanes import Lanes
from app.ui.pageset import PageEntry, PageStack
from app.ui.services import UiServices
from app.ui.widgets.inspector import Inspector
from app.ui.widgets.library import Library
from app.ui.widgets.rail import Rail


@dataclass(frozen=True)
class Places:
    """The widgets that show what is looked at."""

    rail: Rail
    library: Library
    stack: PageStack
    inspector: Inspector


class Navigator(QObject):
    """``moved``: scope or selection changed. ``filled``: the plan list was read. ``emptied``: there is no plan."""

    moved = Signal()
    filled = Signal()
    emptied = Signal()

    def __init__(
        self,
        services: UiServices,
        lanes: Lanes,
        places: Places,
        entries: tuple[PageEntry, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._lanes, self._entries = services, lanes, entries
        self._rail, self._library = places.rail, places.library
        self._stack, self._inspector = places.stack, places.inspector
        self._keys = [entry.key for entry in entries]
        # Not 总览, which comes first in the rail: its charts would be loaded at every start.
        self.first_page = "reading" if "reading" in self._keys else next(iter(self._keys), "")
        self.plans: tuple[PlanNode, ...] = ()
        self.scope = Scope()
        self._library.opened.connect(lambda _ref: self.focus_page())
        self._library.scope_selected.connect(self._on_scope)
        self._rail.page_chosen.connect(self.show_page)
        self._stack.item_selected.connect(self._on_item)
        self._stack.open_item.connect(self.open_item)
        self._stack.open_tasks.connect(self.open_tasks)
        self._stack.page_asked.connect(self.show_page)
        self._inspector.open_item.connect(lambda ref: self.open_item(ref, ""))
        self._inspector.open_finding.connect(self.open_finding)

    def load(self) -> None:
        """Read the library; what was selected stays so where it still exists."""
        self._lanes.read(self._services.tree, self._on_tree, key="tree", title="正在读取方案库")

    def plan(self) -> PlanNode | None:
        """The plan that commands concern: the one in scope, else that of the selected item, else the only one."""
        item = self._inspector.ref()
        version = self.scope.version or (item.version if item is not None else None)
        if version is None:
            return self.plans[0] if len(self.plans) == 1 else None
        return next((plan for plan in self.plans if plan.ref.version == version), None)

    def scope_words(self) -> str:
        """What is looked at, with its counts, for the status line."""
        index = self._library.model.index_of(self.scope)
        counts = index.data(COUNTS_ROLE)
        if counts is None:
            return ""
        tasks, remarks, doubts = counts
        checked, total = index.data(PROOF_ROLE)
        proof = f"已校对 {checked}/{total}" if total else ""
        parts = [
            str(index.data()),
            f"{tasks} 项任务",
            proof,
            f"意见 {remarks} 条",
            f"存疑 {doubts} 处" if doubts else "",
        ]
        return " · ".join(part for part in parts if part)

    def show_page(self, key: str) -> None:
        """Show a page (rail, Ctrl+1 …)."""
        if self.plans:
            self._stack.show_page(key if key in self._keys else self._keys[0])
            self.focus_page()
        self._rail.set_current(self._stack.key)

    def focus_page(self) -> None:
        """The keyboard to the page."""
        page = self._stack.page()
        if page is not None:
            page.focus_main()

    def open_item(self, ref: ItemRef, page: str) -> None:
        """Go to an item: its plan becomes the scope where it is not, the page is switched where one is named."""
        if ref.kind != "task" and not page:
            self._library.select_scope(self._scope_of(ref))
            return
        whole_plan = self.scope.chapter is None and self.scope.measure is None
        if self.scope.version not in (None, ref.version) or not whole_plan:
            self._library.select_scope(Scope(ref.version))
        if page:
            self.show_page(page)
        self.select(ref)

    def open_tasks(self, query: GridQuery) -> None:
        """Show the tasks of a figure in 任务."""
        if self.scope != query.scope:
            self._library.select_scope(query.scope)
        self.show_page("tasks")
        page = self._stack.page()
        if page is not None and page.key == "tasks":
            page.show_query(query)

    def open_finding(self, version: int, fingerprint: str) -> None:
        """Show a suspected problem in 校核, whatever part of the plan is looked at."""
        if self.scope != Scope(version):
            self._library.select_scope(Scope(version))
        self.show_page("check")
        page = self._stack.page()
        if page is not None:
            page.show_finding(fingerprint)

    def select(self, ref: ItemRef) -> None:
        """Make an item the window's one selection."""
        self._stack.select_item(ref)
        self._on_item(ref)

    def _on_tree(self, plans: tuple[PlanNode, ...]) -> None:
        self.plans = plans
        self._library.set_plans(plans, keep=self.scope)
        if not plans:
            self._inspector.show_item(None)
            self._rail.set_current("")
            self.emptied.emit()
        else:
            if not self._library.tree.currentIndex().isValid():
                self._library.select_scope(Scope() if len(plans) > 1 else Scope(plans[0].ref.version))
            if not self._stack.key:
                self.show_page(self.first_page)
        self.moved.emit()
        self.filled.emit()

    def _on_scope(self, scope: Scope, ref: ItemRef | None) -> None:
        if scope == self.scope and self._stack.scope() == scope:
            # The tree was filled anew and its selection put back: nothing moved.
            return
        self.scope = scope
        self._stack.select_item(None)
        self._stack.set_scope(scope)
        self._inspector.show_item(ref)
        self.moved.emit()

    def _on_item(self, ref: ItemRef | None) -> None:
        shown = ref
        if shown is None:
            scoped = self._library.model.index_of(self.scope).data(REF_ROLE)
            shown = scoped if isinstance(scoped, ItemRef) else None
        self._inspector.show_item(shown)
        self.moved.emit()

    def _scope_of(self, ref: ItemRef) -> Scope:
        if ref.kind == "chapter":
            return Scope(ref.version, ref.number)
        if ref.kind != "measure":
            return Scope(ref.version)
        plan = next((plan for plan in self.plans if plan.ref.version == ref.version), None)
        return _measure_scope(plan, ref) if plan is not None else Scope(ref.version)


def _measure_scope(plan: PlanNode, ref: ItemRef) -> Scope:
    for part in plan.children:
        if part.ref == ref:
            return Scope(ref.version, None, ref.number)
        if any(child.ref == ref for child in part.children):
            return Scope(ref.version, part.ref.number, ref.number)
    return Scope(ref.version)
