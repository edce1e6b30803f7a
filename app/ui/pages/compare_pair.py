"""两个方案: two plans side by side, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.services.compare_rows import ITEM_WORDS, CompareSide
from app.services.rows import Scope
from app.ui.pages.compare_head import PairChoosers
from app.ui.pages.compare_loaded import LoadedMode
from app.ui.pages.compare_pair_content import Content, fitting, pick
from app.ui.pages.compare_work import CompareWork
from app.ui.pages.page import PageCommand
from app.ui.widgets.page_frame import EmptyPage, Waiting, alternatives

if TYPE_CHECKING:
    from app.services.progress import Progress
    from app.ui.dialogs.compare_source import TwoSources
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class PairMode(LoadedMode):
    """Choosers in the header, rows and detail below; the left one follows the library."""

    key: ClassVar[str] = "pair"
    title: ClassVar[str] = "两个方案"
    shown: ClassVar[frozenset[str]] = frozenset({"plans", "links", "agencies", "remarks"})

    work: CompareWork
    empty: EmptyPage

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._wanted: tuple[str, str] = ("", "")
        self._pair: tuple[int, int] = (0, 0)
        self._kind = "task"
        self._shown = False
        self._sources: TwoSources | None = None
        self.choosers = PairChoosers()
        self.work = CompareWork()
        self.empty = EmptyPage("两个方案对照", *self.empty_words())
        self.waiting = Waiting("正在比对…")
        self.stack = alternatives(self, self.work, self.empty, self.waiting)
        self._connect()

    def empty_words(self) -> tuple[str, str]:
        """What the mode is for, and what fills it."""
        return (
            "左右并排对照两个方案的任务和措施：哪些对应，指标、时限、责任单位和要求有何不同，哪些只在一个方案中有。",
            "至少要有两个方案：按 Ctrl+O 导入，或把文件拖进窗口。",
        )

    def _connect(self) -> None:
        work = self.work
        work.item_chosen.connect(self.choose_item)
        work.opened.connect(lambda ref: self.open_item.emit(ref, "reading"))
        work.sources_wanted.connect(self.show_sources)
        work.link_set.connect(self._set_link)
        work.link_wanted.connect(self.add_link)
        work.opinion_wanted.connect(self.write_opinion)
        work.undo_wanted.connect(self.undo_asked)
        work.kind_chosen.connect(self._choose_kind)
        work.remembered.connect(self.state_changed)
        work.status.connect(self.status)
        self.choosers.chosen.connect(self.choose)
        self.waiting.button.clicked.connect(self.cancel)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """The plan that the library has selected comes to the left, unless it is one of the two."""
        self._scope = scope
        self.load()

    def commands(self) -> tuple[PageCommand, ...]:
        """What can be done with the pair."""
        return self.work.commands() if self.stack.currentWidget() is self.work else ()

    def focus_main(self) -> None:
        """The rows."""
        if self.stack.currentWidget() is self.work:
            self.work.list.setFocus()
        else:
            self.setFocus()

    def state(self) -> dict[str, object]:
        """The two texts by their portable ids, tasks or measures, groups, whether what is minor is hidden."""
        return {
            "pair": list(self._wanted),
            "kind": self._kind,
            "group": self.work.group_button.key,
            "minor": self.work.filters.minor_button.isChecked(),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        pair = state.get("pair")
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair):
            self._wanted = (pair[0], pair[1])
        if state.get("kind") in self.work.kind.buttons:
            self._kind = str(state["kind"])
        self.work.group_button.choose(str(state.get("group", "chapter")))
        self.work.filters.minor_button.setChecked(state.get("minor") is not False)

    # --- loading -----------------------------------------------------------------------------------------------

    def choose(self, left: int, right: int) -> None:
        """Compare two other texts."""
        self._pair = (left, right)
        self.load(chosen=True)

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self.load()
        self.state_changed.emit()

    def load(self, *, chosen: bool = False) -> None:
        scope, kind, compare = self._scope, self._kind, self.compare
        wanted, pair = self._wanted, self._pair if chosen else (0, 0)

        def load(progress: Progress) -> Content:
            choices = compare.choices()
            left, right = pair if chosen else pick(choices, wanted, scope)
            if not left or not right:
                return Content(choices, None)
            return Content(choices, compare.compare(left, right, fitting(choices, (left, right), kind), progress))

        if not self._shown:
            self.stack.setCurrentWidget(self.waiting)
        self._running = self.lanes.pool(load, self._show, self.failed, key=(id(self), "content"), title="正在比对")

    def _show(self, content: Content) -> None:
        comparison = content.comparison
        if comparison is None:
            self._shown = False
            self.stack.setCurrentWidget(self.empty)
            self.choosers.offer(content.choices, content.choices[0].version if content.choices else 0, 0)
            self.status.emit("")
            return
        self._pair = (comparison.left.version, comparison.right.version)
        wanted = (comparison.left.version_id, comparison.right.version_id)
        moved, self._wanted = wanted != self._wanted, wanted
        self.choosers.offer(content.choices, *self._pair)
        here = self.stack.currentWidget() is self.waiting and self.waiting.isVisible()
        self.stack.setCurrentWidget(self.work)
        self._shown = True
        scope = self._scope if self._scope.version in self._pair else Scope()
        self.work.show_comparison(comparison, scope)
        self.work.select_item(self._item)
        if comparison.kind != self._kind:
            there = ITEM_WORDS[comparison.kind]
            self.status.emit(f"有一个方案没有{ITEM_WORDS[self._kind]}，按{there}对照")
        if here:
            self.work.list.setFocus()
        if moved:
            self.state_changed.emit()

    def has_result(self) -> bool:
        """Whether a result stands."""
        return self._shown

    # --- acting ------------------------------------------------------------------------------------------------

    def show_sources(self) -> None:
        """S: where both stand in their files."""
        from app.ui.dialogs.compare_source import TwoSources

        row, comparison = self.work.current(), self.work.comparison
        if row is None or comparison is None:
            return
        if self._sources is None:
            self._sources = TwoSources(self.services, self.lanes, self.window())
            self._sources.resize(self.screen().availableGeometry().size() * 0.85)
        self._sources.show_sides((row.left, row.right), (comparison.left.name, comparison.right.name))

    def _set_link(self, relation: str) -> None:
        row = self.work.current()
        if row is not None and row.left is not None and row.right is not None:
            self._link(row.left, row.right, relation)

    def _link(self, left: CompareSide, right: CompareSide, relation: str) -> None:
        compare = self.compare
        self.write(lambda: compare.set_link(left.ref, right.ref, relation))

    def add_link(self) -> None:
        """L: link the item that is looked at to one of the other plan."""
        from app.ui.dialogs.compare_link import LinkDialog

        side, comparison = self.work.list.side(), self.work.comparison
        if side is None or comparison is None:
            return
        ours = side.ref.version == comparison.left.version
        name, items = (
            (comparison.right.name, comparison.right_items) if ours else (comparison.left.name, comparison.left_items)
        )

        def chosen(other: CompareSide, relation: str) -> None:
            self._link(*((side, other) if ours else (other, side)), relation)

        LinkDialog(side, name, items, chosen, self).open()

    def write_opinion(self) -> None:
        """A: what differs becomes an opinion on the item of the side that is looked at."""
        row, comparison, compare = self.work.current(), self.work.comparison, self.compare
        side = self.work.list.side()
        if row is None or comparison is None or side is None:
            return
        if row.left is None or row.right is None:
            self.remark_requested.emit(side.ref)
            return
        other = row.left if side is row.right else row.right
        names = {comparison.left.version: comparison.left.full, comparison.right.version: comparison.right.full}
        difference = self.work.detail.current()
        if difference is None:
            self.remark_requested.emit(side.ref)
            return
        marks = difference.left if side is row.left else difference.right
        field, quote = (marks[0][0], side.field(marks[0][0])[marks[0][1] : marks[0][2]]) if marks else ("", "")
        where = other.cite or f"第{other.label}项"
        text = f"与{names[other.ref.version]}{where}对照：{difference.sentence.rstrip('。')}。请研究。"
        self.write(lambda: compare.link_remark(side.ref, other.ref, field, quote, text))
