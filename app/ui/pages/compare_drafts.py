"""两稿对照: two drafts of one plan as one marked text, beside it the opinions on the old draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.services.compare_rows import SideChoice
from app.services.draft_rows import Drafts
from app.services.rows import Scope
from app.ui.pages.compare_drafts_work import DraftsWork
from app.ui.pages.compare_head import PairChoosers
from app.ui.pages.compare_loaded import LoadedMode
from app.ui.pages.page import PageCommand
from app.ui.widgets.page_frame import EmptyPage, Waiting, alternatives

if TYPE_CHECKING:
    from app.services.progress import Progress
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

Content = tuple[tuple[SideChoice, ...], Drafts | None]


def earlier_and_later(choices: Sequence[SideChoice], wanted: tuple[str, str], version: int | None) -> tuple[int, int]:
    """Which two to compare: those of last time, else the library's plan with another draft of it, 0 where none is."""
    known = {one.version_id: one for one in choices}
    last = known.get(wanted[0]), known.get(wanted[1])
    here = next((one for one in choices if one.version == version), None)
    if last[0] is not None and last[1] is not None and (here is None or here in last):
        return last[0].version, last[1].version
    for one in [here] if here is not None else choices:
        drafts = [each for each in choices if each.plan_uuid == one.plan_uuid or each.family == one.family]
        if len(drafts) > 1:
            place = max(1, drafts.index(one))
            return drafts[place - 1].version, drafts[place].version
    return (here.version if here is not None else 0), 0


class DraftsMode(LoadedMode):
    """Choosers in the header; the old draft stands on the left."""

    key: ClassVar[str] = "drafts"
    title: ClassVar[str] = "两稿对照"
    shown: ClassVar[frozenset[str]] = frozenset({"plans", "remarks"})

    work: DraftsWork
    empty: EmptyPage

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._wanted: tuple[str, str] = ("", "")
        self.choosers = PairChoosers(("原稿", "新稿"))
        self.choosers.swap.show()
        self.work = DraftsWork()
        self.empty = EmptyPage(
            "两稿对照",
            "把同一方案的征求意见稿和送审稿逐条对照，标出增删改动，并说明原来的意见所指内容是否已经修改。",
            "审阅项目中还没有这个方案的另一稿。导入后即可对照，也可以在上方直接选择两稿。",
        )
        self.waiting = Waiting("正在对照两稿…")
        self.stack = alternatives(self, self.work, self.empty, self.waiting)
        self._connect()

    def _connect(self) -> None:
        self.work.item_chosen.connect(self.choose_item)
        self.work.opened.connect(lambda ref: self.open_item.emit(ref, "reading"))
        self.work.source_wanted.connect(self.source_asked)
        self.work.carry_wanted.connect(self.carry_over)
        self.work.undo_wanted.connect(self.undo_asked)
        self.work.remembered.connect(self.state_changed)
        self.work.status.connect(self.status)
        self.choosers.chosen.connect(self._choose)
        self.waiting.button.clicked.connect(self.cancel)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """The library's plan, unless it is one of the two."""
        self._scope = scope
        self.load()

    def commands(self) -> tuple[PageCommand, ...]:
        """What can be done with the drafts."""
        if self.stack.currentWidget() is not self.work:
            return ()
        work = self.work
        return (
            PageCommand("沿用到新稿", "G", self.carry_over, possible=work.carry.isEnabled()),
            PageCommand("只看改动", "", work.only_changes.click, checked=work.only_changes.isChecked()),
            PageCommand("下一处改动", "F7", lambda: work.step(1), line_before=True),
            PageCommand("上一处改动", "Shift+F7", lambda: work.step(-1)),
        )

    def focus_main(self) -> None:
        """The text."""
        if self.stack.currentWidget() is self.work:
            self.work.text.setFocus()
        else:
            self.setFocus()

    def state(self) -> dict[str, object]:
        """The two drafts by their portable ids, and whether only changes are shown."""
        return {"pair": list(self._wanted), "changes": self.work.only_changes.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        pair = state.get("pair")
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair):
            self._wanted = (pair[0], pair[1])
        self.work.only_changes.setChecked(state.get("changes") is True)

    # --- loading -----------------------------------------------------------------------------------------------

    def _choose(self, old: int, new: int) -> None:
        self.load((old, new))

    def load(self, chosen: tuple[int, int] | None = None) -> None:
        scope, wanted, compare = self._scope, self._wanted, self.compare

        def load(progress: Progress) -> Content:
            choices = compare.choices()
            old, new = chosen or earlier_and_later(choices, wanted, scope.version)
            return choices, compare.drafts(old, new, progress) if old and new else None

        if self.work.drafts is None:
            self.stack.setCurrentWidget(self.waiting)
        self._running = self.lanes.pool(load, self._show, self.failed, key=(id(self), "content"), title="正在对照两稿")

    def _show(self, content: Content) -> None:
        choices, drafts = content
        if drafts is None:
            self.work.drafts = None
            self.stack.setCurrentWidget(self.empty)
            first = self._scope.version or (choices[0].version if choices else 0)
            self.choosers.offer(choices, first, 0)
            self.status.emit("")
            return
        wanted = (drafts.old.version_id, drafts.new.version_id)
        moved, self._wanted = wanted != self._wanted, wanted
        self.choosers.offer(choices, drafts.old.version, drafts.new.version)
        here = self.stack.currentWidget() is not self.work
        self.stack.setCurrentWidget(self.work)
        self.work.show_drafts(drafts)
        self.work.select_item(self._item)
        if here and self.isVisible():
            self.work.text.setFocus()
        if moved:
            self.state_changed.emit()

    def has_result(self) -> bool:
        """Whether a result stands."""
        return self.work.drafts is not None

    # --- acting ------------------------------------------------------------------------------------------------

    def carry_over(self) -> None:
        """G: the opinion that is looked at is raised anew on the new draft."""
        remark, drafts, compare = self.work.remark(), self.work.drafts, self.compare
        if remark is None or drafts is None or remark.carried:
            return
        version = drafts.new.version
        self.write(lambda: compare.carry_over(remark.entity, version, remark.path, remark.now))
