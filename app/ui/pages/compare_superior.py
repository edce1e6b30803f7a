"""上级方案: what of the plan above is carried out (form 7 落实情况对照表), judged row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services.compare_rows import CompareSide, SideChoice
from app.services.rows import ItemRef, Scope
from app.services.superior_rows import GAPS, SuperiorTable
from app.ui import theme
from app.ui.itemmodels.superior import opinion_words
from app.ui.pages.compare_head import PairChoosers
from app.ui.pages.compare_loaded import LoadedMode
from app.ui.pages.compare_superior_work import SuperiorWork
from app.ui.pages.page import PageCommand
from app.ui.widgets.page_frame import EmptyPage, Waiting, alternatives

if TYPE_CHECKING:
    from app.services.progress import Progress
    from app.ui.dialogs.compare_source import TwoSources
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class ChooseSuperior(QWidget):
    """Asks for the plan above; opens the chooser of the header."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = EmptyPage(
            "落实情况对照",
            "把上级方案的任务或措施逐项与本方案对照，列出已落实、部分落实、弱于上级、未体现的要求和修改建议。",
            "先指明本方案的上级方案；上级方案也要导入审阅项目。",
        )
        self.button = QPushButton("选择上级方案")
        self.button.setDefault(True)
        layout = self.words.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, 2 * theme.STEP)
        layout.insertWidget(layout.count() - 1, self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.words)


class SuperiorMode(LoadedMode):
    """The own plan follows the library; which plan is above it is kept with the plan."""

    key: ClassVar[str] = "superior"
    title: ClassVar[str] = "上级方案"
    shown: ClassVar[frozenset[str]] = frozenset({"plans", "links", "remarks"})

    work: SuperiorWork
    empty: ChooseSuperior

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._version = 0
        self._wanted = ""
        self._sources: TwoSources | None = None
        self.choosers = PairChoosers(("本方案", "上级方案"))
        self.work, self.empty, self.waiting = SuperiorWork(), ChooseSuperior(), Waiting("正在对照上级方案…")
        self.stack = alternatives(self, self.work, self.empty, self.waiting)
        self._connect()

    def _connect(self) -> None:
        work = self.work
        work.item_chosen.connect(self.choose_item)
        work.opened.connect(lambda ref: self.open_item.emit(ref, "reading"))
        work.remark_wanted.connect(self.remark_requested)
        work.judged.connect(self._judge)
        work.opinion_wanted.connect(self.write_opinion)
        work.sources_wanted.connect(self.show_sources)
        work.undo_wanted.connect(self.undo_asked)
        work.status.connect(self.status)
        self.choosers.left.chosen.connect(self._choose_own)
        self.choosers.right.chosen.connect(self.choose)
        self.empty.button.clicked.connect(self.choosers.right.click)
        self.waiting.button.clicked.connect(self.cancel)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """The library's plan, unless it is looked at as the plan above."""
        table = self.work.table
        above = table.superior.version if table is not None and table.superior is not None else 0
        if scope.version is not None and scope.version != above:
            self._version = scope.version
        self.load()

    def commands(self) -> tuple[PageCommand, ...]:
        """What can be done with the requirement."""
        if self.stack.currentWidget() is not self.work:
            return (PageCommand("选择上级方案", "", self.choosers.right.click),)
        bar, there = self.work.bar, self.work.current() is not None
        return (
            PageCommand("写成意见", "A", self.write_opinion, possible=bar.buttons["opinion"].isEnabled()),
            PageCommand("改判…", "D", bar.ask, possible=there),
            PageCommand("两处原件", "S", self.show_sources, possible=there),
            PageCommand("下一项", "J", lambda: self.work.step(1), line_before=True),
            PageCommand("上一项", "K", lambda: self.work.step(-1)),
        )

    def focus_main(self) -> None:
        """The table, or the one button of an empty page."""
        (self.work.grid if self.stack.currentWidget() is self.work else self.empty.button).setFocus()

    def state(self) -> dict[str, object]:
        """The own plan by its portable id."""
        return {"own": self._wanted}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        self._wanted = str(state.get("own") or "")

    # --- loading -----------------------------------------------------------------------------------------------

    def load(self) -> None:
        version, wanted, compare = self._version, self._wanted, self.compare

        def load(progress: Progress) -> tuple[tuple[SideChoice, ...], SuperiorTable | None]:
            choices = compare.choices()
            found = next((one for one in choices if one.version == version), None)
            found = found or next((one for one in choices if one.version_id == wanted), None)
            found = found or next(iter(choices), None)
            return choices, compare.superior(found.version, progress) if found is not None else None

        if self.work.table is None:
            self.stack.setCurrentWidget(self.waiting)
        self._running = self.lanes.pool(
            load, self._show, self.failed, key=(id(self), "content"), title="正在对照上级方案"
        )

    def _show(self, content: tuple[tuple[SideChoice, ...], SuperiorTable | None]) -> None:
        choices, table = content
        if table is None or table.superior is None:
            own = table.own.version if table is not None else 0
            self._version = own
            self.work.table = None
            self.choosers.offer(choices, own, 0, table.choices if table is not None else ())
            self.empty.button.setEnabled(table is not None and bool(table.choices))
            self.stack.setCurrentWidget(self.empty)
            self.status.emit("尚未指明上级方案")
            return
        moved = self._wanted != table.own.version_id
        self._version, self._wanted = table.own.version, table.own.version_id
        self.choosers.offer(choices, table.own.version, table.superior.version, table.choices)
        here = self.stack.currentWidget() is not self.work
        self.stack.setCurrentWidget(self.work)
        self.work.show_table(table)
        self.work.select_item(self._item)
        if here and self.isVisible():
            self.work.grid.setFocus()
        if moved:
            self.state_changed.emit()

    def has_result(self) -> bool:
        """Whether a result stands."""
        return self.work.table is not None

    # --- acting ------------------------------------------------------------------------------------------------

    def _choose_own(self, version: int) -> None:
        self._version = version
        self.work.table = None
        self.load()

    def choose(self, superior: int) -> None:
        """Say which plan is the one above."""
        version, compare = self._version, self.compare
        self.write(lambda: compare.set_superior(version, superior))

    def _judge(self, state: str, reason: str) -> None:
        row, version, compare = self.work.current(), self._version, self.compare
        if row is not None:
            self.write(lambda: compare.set_state(version, row.side.ref, state, reason))
        self.work.grid.setFocus()

    def write_opinion(self) -> None:
        """A: what is lacking becomes an opinion on the place where it should be said, else on the plan."""
        row, table, compare = self.work.current(), self.work.table, self.compare
        if row is None or table is None or table.superior is None or row.remark or row.state not in GAPS:
            return
        at = row.by[0].ref if row.by else ItemRef(table.own.version, "plan", 0)
        text = opinion_words(row, table.superior.title)
        self.write(lambda: compare.requirement_remark(table.own.version, row.side.ref, text, at))

    def show_sources(self) -> None:
        """S: where the requirement stands, and where the own plan says it."""
        from app.ui.dialogs.compare_source import TwoSources

        row, table, services = self.work.current(), self.work.table, self.services
        if row is None or table is None or table.superior is None:
            return
        names = (table.superior.name, table.own.name)
        if self._sources is None:
            self._sources = TwoSources(services, self.lanes, self.window())
            self._sources.resize(self.screen().availableGeometry().size() * 0.85)
        dialog, side, place = self._sources, row.side, row.by[0] if row.by else None
        if place is None:
            dialog.show_sides((side, None), names)
            return

        def load() -> CompareSide:
            from app.ui.widgets.card import load_card

            card = load_card(services, place.ref)
            return CompareSide(place.ref, "", "", "", cite=place.cite, places=card.places)

        self.lanes.read(load, lambda own: dialog.show_sides((side, own), names), key=(id(self), "source"))
