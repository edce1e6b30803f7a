"""校核: suspected problems of a plan, judged one by one with single keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from app.services.finding_rows import OPEN, SET_ASIDE
from app.services.rows import ItemRef, Scope
from app.ui.pages.check_content import Content, PlansContent, load_plan, load_plans
from app.ui.pages.check_plans import CheckEmpty, CheckPlans
from app.ui.pages.check_work import CheckWork
from app.ui.pages.page import Page, PageCommand
from app.ui.widgets.page_frame import Waiting, alternatives

if TYPE_CHECKING:
    from app.services.history import Change
    from app.ui.check_services import CheckServices
    from app.ui.dialogs.check_rules import RulesDialog
    from app.ui.lanes import Lanes, Work
    from app.ui.services import UiServices

SHOWN = {"plans", "remarks", "findings", "agencies"}


class CheckPage(Page):
    """List, detail and judging; counts over all plans; an empty page before the first check."""

    key: ClassVar[str] = "check"
    title: ClassVar[str] = "校核"
    icon: ClassVar[str] = "check-circle"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._asked = False
        self._any = False
        self._wanted = ""
        self._rules: RulesDialog | None = None
        self._undated: set[int] = set()
        self._running: Work | None = None
        self._build()
        self._connect()

    @property
    def checks(self) -> CheckServices:
        """The use cases of this page."""
        checks = self.services.checks
        assert checks is not None, "this window was not given the checks"
        return checks

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.work, self.plans, self.empty = CheckWork(), CheckPlans(), CheckEmpty()
        self.waiting = Waiting("正在校核…")
        self.cancel_button = self.waiting.button
        self.stack = alternatives(self, self.work, self.plans, self.empty, self.waiting)

    def _connect(self) -> None:
        work = self.work
        work.item_chosen.connect(self.item_selected)
        work.opened.connect(lambda ref: self.open_item.emit(ref, "reading"))
        work.source_wanted.connect(self._show_source)
        work.remark_wanted.connect(self.to_remark)
        work.undo_wanted.connect(self.undo_asked)
        work.remembered.connect(self.state_changed)
        work.status.connect(self.status)
        work.rules_button.clicked.connect(self.show_rules)
        work.judging.set_aside.connect(self.set_aside)
        work.judging.reopened.connect(self.reopen)
        work.date.chosen.connect(self._date_chosen)
        work.date.declined.connect(self._date_declined)
        self.empty.wanted.connect(lambda: self._load(run=True))
        self.plans.wanted.connect(self._check_all)
        self.plans.chosen.connect(lambda version: self.open_item.emit(ItemRef(version, "plan", 1), ""))
        self.cancel_button.clicked.connect(self._cancel)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the findings of what the library has selected."""
        if self._asked and scope == self._scope:
            return
        self._scope = scope
        self._load()

    def select_item(self, ref: ItemRef | None) -> None:
        """Look at the first finding on the item, if there is one."""
        self.work.select_item(ref)

    def show_finding(self, fingerprint: str) -> None:
        """Look at a finding, at the latest when the list is here."""
        self._wanted = "" if self.work.look_at(fingerprint) else fingerprint

    def reload(self, kinds: frozenset[str]) -> None:
        """Read again; the finding that is looked at stays so where it still is in the list."""
        if kinds & SHOWN:
            self._load()
        if "findings" in kinds and self._rules is not None:
            self._rules.load()

    def focus_main(self) -> None:
        """The list, or the one button of an empty page."""
        place = {self.empty: self.empty.button, self.plans: self.plans.table}.get(
            self.stack.currentWidget(), self.work.list
        )
        place.setFocus()

    def state(self) -> dict[str, object]:
        """Group, reasons, plans whose date nobody wants to give; filters are not kept: hidden rows would be missed."""
        return {
            "group": self.work.group_button.key,
            "reasons": self.work.judging.reasons(),
            "undated": sorted(self._undated),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        self.work.group_button.choose(str(state.get("group") or ""))
        undated = state.get("undated")
        if isinstance(undated, list):
            self._undated = {one for one in undated if isinstance(one, int)}
        reasons = state.get("reasons")
        if isinstance(reasons, list):
            self.work.judging.learn([str(one) for one in reasons])

    def commands(self) -> tuple[PageCommand, ...]:
        """Judge, move, rules."""
        if self.stack.currentWidget() is not self.work:
            return (PageCommand("规则与词表…", "", self.show_rules),)
        there = self.work.current() is not None
        return (
            PageCommand("转为意见", "A", self.to_remark, possible=there),
            PageCommand("不作问题…", "D", self.work.judging.ask, possible=there),
            PageCommand("撤销", "U", self.undo_asked.emit),
            PageCommand("下一条", "J", lambda: self.step(1), line_before=True),
            PageCommand("上一条", "K", lambda: self.step(-1)),
            PageCommand("规则与词表…", "", self.show_rules, line_before=True),
        )

    # --- loading -----------------------------------------------------------------------------------------------

    def _load(self, *, run: bool = False) -> None:
        self._asked = True
        scope, services, checks = self._scope, self.services, self.checks
        if scope.version is None:
            self.lanes.read(lambda: load_plans(services, checks), self._show_plans, key=(id(self), "content"))
            return
        if run:
            self.stack.setCurrentWidget(self.waiting)
        self._running = self.lanes.pool(
            lambda progress: load_plan(services, checks, scope, progress, run=run),
            self._show,
            self._failed,
            key=(id(self), "content"),
            title="正在校核",
        )

    def _show(self, content: Content) -> None:
        if content.scope != self._scope:
            return
        self._any = bool(content.rows)
        if not content.checked:
            self.stack.setCurrentWidget(self.empty)
            self.status.emit("尚未校核")
            return
        here = self.stack.currentWidget() is self.waiting
        self.stack.setCurrentWidget(self.work)
        self.work.show_content(content, ask_date=content.scope.version not in self._undated)
        if here:
            self.work.list.setFocus()
        if self._wanted:
            self.work.look_at(self._wanted)
            self._wanted = ""
        if content.anew:
            self._tell_counts()

    def _tell_counts(self) -> None:
        from app.services.history import Change

        self.changed.emit(Change(frozenset({"counts"}), "校核"))

    def _show_plans(self, content: PlansContent) -> None:
        if self._scope.version is None:
            self.plans.show_plans(content.plans, content.counts)
            self.stack.setCurrentWidget(self.plans)
            self.status.emit(f"已校核 {len(content.counts)} 个方案")

    def _failed(self, error: KnownError) -> None:
        self.status.emit(f"{error.message}{error.hint}")
        if not self._any:
            self.stack.setCurrentWidget(self.empty)

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _check_all(self) -> None:
        checks = self.checks

        def done(change: Change) -> None:
            self.changed.emit(change)
            self._load()

        self.lanes.pool(
            lambda progress: checks.check(None, progress),
            done,
            self._failed,
            key=(id(self), "all"),
            title="正在校核全部方案",
        )

    # --- judging -----------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Next or previous finding."""
        self.work.step(by)

    def _show_source(self, ref: ItemRef) -> None:
        self.item_selected.emit(ref)
        self.source_asked.emit(ref)

    def to_remark(self) -> None:
        """A: the finding becomes an opinion."""
        row, checks, version = self.work.current(), self.checks, self._scope.version
        if row is not None and version is not None and row.state in (OPEN, SET_ASIDE):
            self._write(lambda: checks.to_remark(version, row.fingerprint, None, None))

    def set_aside(self, reason: str) -> None:
        """D and its reason."""
        row, checks, version = self.work.current(), self.checks, self._scope.version
        if row is not None and version is not None and row.state == OPEN:
            self._write(lambda: checks.set_aside(version, row.fingerprint, reason))
            self.state_changed.emit()
        self.work.list.setFocus()

    def reopen(self) -> None:
        """Back to 待处理."""
        row, checks, version = self.work.current(), self.checks, self._scope.version
        if row is not None and version is not None:
            self._write(lambda: checks.reopen(version, row.fingerprint))

    def _date_declined(self) -> None:
        if self._scope.version is not None:
            self._undated.add(self._scope.version)
            self.state_changed.emit()

    def _date_chosen(self, day: str) -> None:
        checks, version = self.checks, self._scope.version
        if version is not None:
            self._write(lambda: checks.set_reference(version, day or None))
        self.work.list.setFocus()

    def _write(self, call: Callable[[], Change]) -> None:
        def done(change: Change) -> None:
            self.changed.emit(change)

        self.lanes.write(call, done)

    def show_rules(self) -> None:
        """Switch rules, edit word lists."""
        from app.ui.dialogs.check_rules import RulesDialog

        dialog = RulesDialog(self.checks, self.lanes, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self.changed)
        dialog.undo_wanted.connect(self.undo_asked)
        dialog.finished.connect(self._rules_closed)
        self._rules = dialog
        dialog.open()

    def _rules_closed(self) -> None:
        self._rules = None
