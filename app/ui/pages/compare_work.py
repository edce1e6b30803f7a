"""The working part of page 对比 for two texts: filters, rows, the pair in full, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QStackedWidget, QWidget

from app.services.compare_rows import EQUIVALENT, NONE, PARTIAL, CompareRow, Comparison
from app.services.finding_rows import NOTE
from app.services.rows import ItemRef, Scope
from app.ui.itemmodels.compare import (
    GROUPS,
    RIGHT,
    CompareModel,
    arrange,
    table,
    told_apart,
    within,
)
from app.ui.itemmodels.copying import as_mime
from app.ui.pages.compare_actions import Act, PairActions
from app.ui.pages.compare_detail import LEGEND, CompareDetail
from app.ui.pages.compare_head import FilterBar, KindSwitch
from app.ui.pages.compare_list import CompareList
from app.ui.pages.page import PageCommand
from app.ui.widgets.page_frame import ChoiceButton, Foot, column


class CompareWork(QWidget):
    """Shows what it was given. ``item_chosen(ItemRef)``: the item of the side that is looked at.

    ``opened(ItemRef)``, ``sources_wanted()``; ``link_set(relation)``, ``link_wanted()``: about the current pair;
    ``opinion_wanted()``: write the difference as an opinion; ``remembered()``: something that is kept changed.
    """

    item_chosen = Signal(object)
    opened = Signal(object)
    sources_wanted = Signal()
    link_set = Signal(str)
    link_wanted = Signal()
    opinion_wanted = Signal()
    undo_wanted = Signal()
    kind_chosen = Signal(str)
    remembered = Signal()
    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparison: Comparison | None = None
        self._rows: tuple[CompareRow, ...] = ()
        self._scope = Scope()
        self._quiet = False
        self._build()
        self._connect()
        self.actions_bar.add_keys(self, {**self._acts(), "undo": self.undo_wanted.emit})

    def _build(self) -> None:
        self.kind = KindSwitch()
        self.group_button = ChoiceButton("分组", GROUPS)
        self.filters = FilterBar(self.kind, self.group_button)
        self.model = CompareModel(self)
        self.list = CompareList(self.model)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.detail = CompareDetail()
        self.actions_bar = PairActions()
        self.buttons = self.actions_bar.buttons
        self.foot = Foot()
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        lower = column(self.detail, self.actions_bar, grows=self.detail)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(lower)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 280])
        self.body = QStackedWidget()
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.nothing)
        self.foot.set_text(f"{NOTE}{LEGEND}")
        whole = column(self.filters, self.body, self.foot, grows=self.body)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)

    def _acts(self) -> dict[str, Act]:
        return {
            "opinion": self.opinion_wanted.emit,
            "confirm": self.confirm,
            "relate": self.relate,
            "cut": self.cut,
            "link": self.link_wanted.emit,
            "source": self.sources_wanted.emit,
            "back": lambda: self.step(-1),
            "on": lambda: self.step(1),
        }

    def _connect(self) -> None:
        self.actions_bar.connect_acts(self._acts())
        self.kind.chosen.connect(self.kind_chosen)
        self.group_button.chosen.connect(self._regroup)
        self.filters.narrowed.connect(self._narrow)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._open)
        self.list.copied.connect(self.copy)
        self.list.customContextMenuRequested.connect(self._menu)

    # --- showing -----------------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, scope: Scope) -> None:
        """Show two texts; the pair that was looked at stays so where it still is there."""
        self.comparison, self._scope = comparison, scope
        self._rows = within(scope, comparison.rows)
        self.kind.show_kind(comparison.kind)
        self._arrange()

    def _regroup(self, _by: str) -> None:
        self._arrange()
        self.remembered.emit()

    def _narrow(self) -> None:
        self._arrange()
        self.remembered.emit()

    def _arrange(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        narrowing = self.filters.narrowing()
        self.filters.count(self._rows, told_apart(comparison))
        current, ref, at = self.list.current(), self.list.ref(), self.list.currentIndex()
        left = [row for row in self._rows if narrowing.fits(row)]
        self._quiet = True
        self.model.show_rows(comparison, arrange(left, self.group_button.key), narrowing)
        self.list.lay_bands()
        row = self.model.row_of(current.key) if current is not None else -1
        if row < 0 and ref is not None:
            row = self.model.row_with(ref)
        if row < 0:
            row = self.model.step(min(max(at.row(), 0), len(self.model.rows)) - 1, 1)
        if row < 0:
            row = self.model.step(len(self.model.rows), -1)
        self.list.go_to(row, max(at.column(), 0))
        self._quiet = False
        self._show_pair()
        self.nothing.setText(self._nothing_words())
        self.body.setCurrentWidget(self.splitter if left else self.nothing)
        self.status.emit(_summary(self._rows, len(left), self.model.names))

    def _nothing_words(self) -> str:
        if self.comparison is not None and not self.comparison.rows:
            return "这两个方案没有可以对照的内容。\n可改为按“措施”对照。"
        return "没有符合条件的内容，请放宽上方的筛选条件。"

    def _on_chosen(self, _row: CompareRow | None) -> None:
        if self._quiet:
            return
        self._show_pair()
        ref = self.list.ref()
        if ref is not None:
            self.item_chosen.emit(ref)

    def _show_pair(self) -> None:
        row = self.list.current()
        self.detail.show_row(row, self.filters.narrowing())
        self.actions_bar.show_row(row)

    # --- going about -------------------------------------------------------------------------------------------

    def current(self) -> CompareRow | None:
        """The pair that is looked at."""
        return self.list.current()

    def on_right(self) -> bool:
        """Whether the right side is looked at."""
        return self.list.currentIndex().column() == RIGHT

    def select_item(self, ref: ItemRef | None) -> None:
        """Look at the pair in which an item stands, if there is one, quietly."""
        row = self.list.current()
        if ref is None or (row is not None and row.has(ref)):
            return
        found = self.model.row_with(ref)
        pair = self.model.pair(found)
        if pair is not None:
            self._quiet = True
            self.list.go_to(found, RIGHT if pair.right is not None and pair.right.ref == ref else 0)
            self._quiet = False
            self._show_pair()

    def step(self, by: int) -> None:
        """The next difference: of this pair, else of the next one that shows any."""
        if self.detail.step(by):
            return
        row = self.model.step(self.list.currentIndex().row(), by, different=True)
        if row < 0:
            self.status.emit("已是最后一处差异" if by > 0 else "已是第一处差异")
            return
        self.list.go_to(row)
        self.detail.step(by)

    # --- links -------------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """The relation stands as it is, by hand."""
        row = self._linked()
        if row is not None:
            self.link_set.emit(row.relation)

    def relate(self) -> None:
        """Equivalent becomes partial, partial equivalent."""
        row = self._linked()
        if row is not None:
            self.link_set.emit(EQUIVALENT if row.relation == PARTIAL else PARTIAL)

    def cut(self) -> None:
        """They do not belong together."""
        if self._linked() is not None:
            self.link_set.emit(NONE)

    def _linked(self) -> CompareRow | None:
        row = self.list.current()
        return row if row is not None and row.left is not None and row.right is not None else None

    def copy(self) -> None:
        """The selected rows as a table."""
        if self.comparison is not None and self.list.selected():
            cells = table(self.comparison, self.list.selected(), self.filters.narrowing())
            QGuiApplication.clipboard().setMimeData(as_mime(cells))
            self.status.emit(f"已复制 {len(cells) - 1} 行，可粘贴到 WPS、Excel")

    def _open(self) -> None:
        ref = self.list.ref()
        if ref is not None:
            self.opened.emit(ref)

    def _menu(self, at: object) -> None:
        menu = QMenu(self)
        self.fill(menu)
        menu.popup(self.list.viewport().mapToGlobal(at))  # type: ignore[call-overload]  # QPoint, says the signal

    def commands(self) -> tuple[PageCommand, ...]:
        """What can be done, for the menu bar."""
        return self.actions_bar.commands(self._acts())

    def fill(self, menu: QMenu) -> None:
        """What can be done with the pair."""
        self.actions_bar.fill(menu, self._acts())
        menu.addSeparator()
        menu.addAction("转到阅读\tEnter").triggered.connect(self._open)
        menu.addAction("复制\tCtrl+C").triggered.connect(self.copy)


def _summary(rows: tuple[CompareRow, ...], shown: int, names: tuple[str, str]) -> str:
    linked = [row for row in rows if row.left is not None and row.right is not None]
    partial = sum(row.relation == PARTIAL for row in linked)
    alone = [sum(row.right is None for row in rows), sum(row.left is None for row in rows)]
    only = "，".join(f"仅{name} {number} 项" for name, number in zip(names, alone, strict=True))
    counts = f"对应 {len(linked) - partial} 组，部分对应 {partial} 组，{only}"
    return counts if shown == len(rows) else f"{counts}；列出 {shown} 组"
