"""The working part of 多个方案: tabs, one table at a time, below it the texts of the cell that is looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.services.many_rows import PlanColumn
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.cell_table import CellTable
from app.ui.itemmodels.many_tables import ManyTable
from app.ui.widgets.cell_grid import CellGrid
from app.ui.widgets.page_frame import Foot, Toolbar, column, switch
from app.ui.widgets.pair_texts import PairTexts

TABS = (
    ("matrix", "对应情况", "只看有方案未见的", False),
    ("leaders", "牵头单位对照", "只看有方案未见的", False),
    ("figures", "指标对照", "只看可对照的", False),
    ("quotas", "指标分解合计", "只看可以相加的", True),
    ("copied", "雷同文字", "不列参照方案也有的", True),
)
"""Key, title, what narrows it, whether it is narrowed at the start."""
_OFFER = (
    "查找各方案之间成段相同的文字（去掉地名和标点后连续 40 字以上）。\n"
    "照抄上级方案的要求属于正常落实，结果仅供内部参考，不输出到纸面。"
)


class ManyWork(QWidget):
    """``tab_chosen()``, ``narrowed()``: another table is wanted; ``copied_wanted()``: look for common text;
    ``reference_wanted(version)``;
    ``item_chosen(ItemRef)``; ``opened(refs)``: Enter; ``read``, ``source_wanted``: links of the texts."""

    tab_chosen = Signal()
    narrowed = Signal()
    copied_wanted = Signal()
    reference_wanted = Signal(int)
    item_chosen = Signal(object)
    opened = Signal(object)
    read = Signal(object)
    source_wanted = Signal(object)
    remark_wanted = Signal(object)
    menu_wanted = Signal(QPoint, object)
    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: ManyTable | None = None
        self._tab = ""
        self._advised = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = Toolbar()
        self.tabs = QButtonGroup(self)
        self.filters = {key: switch(words, words, checked=on) for key, _, words, on in TABS}
        for number, (key, words, _, _) in enumerate(TABS):
            button = switch(words, words, checked=number == 0)
            button.setProperty("tab", key)
            self.tabs.addButton(button)
            bar.add(button)
        bar.add_space()
        for key, widget in self.filters.items():
            bar.add(widget)
            widget.setVisible(key == self.tab)
        self.lines_button = switch("三行", "每行显示三行文字")
        bar.add(self.lines_button)
        self.model = CellTable(self)
        self.grid = CellGrid(self.model, "多个方案对照表", frozen=3)
        self.texts = PairTexts()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.texts)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([340, 220])
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.message = QLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.find_button, self.retry_button = QPushButton("查找雷同文字"), QPushButton("重新对照")
        self.advice_button = QPushButton()
        self.offer = QWidget()
        layout = QVBoxLayout(self.offer)
        layout.setSpacing(3 * theme.STEP)
        layout.addStretch(2)
        layout.addWidget(self.message)
        for offered in (self.find_button, self.retry_button, self.advice_button):
            layout.addWidget(offered, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.body = QStackedWidget()
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.offer)
        self.foot = Foot()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column(bar, self.body, self.foot, grows=self.body))

    def _connect(self) -> None:
        self.tabs.buttonClicked.connect(self._on_tab)
        for widget in self.filters.values():
            widget.clicked.connect(self.narrowed)
        self.lines_button.clicked.connect(self._on_lines)
        self.find_button.clicked.connect(self.copied_wanted)
        self.retry_button.clicked.connect(self.tab_chosen)
        self.advice_button.clicked.connect(lambda: self.reference_wanted.emit(self._advised))
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(lambda row, at: self._with_refs(row, at, self.opened.emit))
        self.grid.copied.connect(lambda rows: self.status.emit(f"已复制 {rows} 行，可粘贴到 WPS 表格"))
        self.grid.menu_wanted.connect(lambda at: self.menu_wanted.emit(at, self.refs_here()))
        self.grid.remark_wanted.connect(self._remark)
        self.texts.opened.connect(self.read)
        self.texts.source_wanted.connect(self.source_wanted)

    # --- tabs and filters --------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """What is shown."""
        return str(self.tabs.checkedButton().property("tab"))

    @property
    def narrow(self) -> bool:
        """Is the filter of the tab on?"""
        return self.filters[self.tab].isChecked()

    def choose(self, tab: str) -> None:
        """Show a tab as by a click; what there is not is passed over."""
        for button in self.tabs.buttons():
            if button.property("tab") == tab:
                button.setChecked(True)
                self._on_tab()

    def state(self) -> dict[str, object]:
        """Tab and lines; common text is looked for anew each time, so its tab is not kept."""
        return {
            "tab": "matrix" if self.tab == "copied" else self.tab,
            "lines": 3 if self.lines_button.isChecked() else 1,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave, without telling."""
        for button in self.tabs.buttons():
            if button.property("tab") == state.get("tab"):
                button.setChecked(True)
        self._show_filter()
        self.lines_button.setChecked(state.get("lines") == 3)

    def _on_tab(self) -> None:
        self._show_filter()
        self.tab_chosen.emit()

    def _on_lines(self) -> None:
        self._set_lines()
        self.tab_chosen.emit()

    def _set_lines(self) -> None:
        least = self._table.lines if self._table is not None else 1
        self.grid.set_lines(3 if self.lines_button.isChecked() else least)

    def _show_filter(self) -> None:
        for key, widget in self.filters.items():
            widget.setVisible(key == self.tab)

    # --- content -----------------------------------------------------------------------------------------------

    def has_table(self) -> bool:
        """Is there one to look at while another is made?"""
        return self._table is not None

    def show_table(self, table: ManyTable) -> None:
        """Show this one; the cell that was looked at stays so where the tab is the same."""
        row, at = self.grid.current() if self._tab == self.tab else (0, -1)
        self._table, self._tab = table, self.tab
        self.foot.set_text(table.foot)
        self.status.emit(f"列出 {table.count} 项")
        if not table.count:
            self.show_message(table.nothing, table.advice)
            return
        self.body.setCurrentWidget(self.splitter)
        self.grid.set_frozen(table.frozen)
        self._set_lines()
        self.model.set_table(table.heads, table.count, table.cells)
        self.grid.go_to(min(max(row, 0), table.count - 1), max(at, table.frozen), quietly=True)
        self._show_texts()

    def show_message(self, words: str, advice: PlanColumn | None = None, *, retry: bool = False) -> None:
        """Why there is no table; a button where another reference would help, or trying again."""
        self._offer(words, *((self.advice_button,) if advice is not None else ()))
        self.retry_button.setVisible(retry)
        if advice is not None:
            self.advice_button.setText(f"以“{advice.name}”为参照")
            self._advised = advice.version

    def show_offer(self) -> None:
        """Offer to look for common text."""
        self._offer(_OFFER, self.find_button)
        self.foot.set_text("")

    def _offer(self, words: str, *buttons: QPushButton) -> None:
        self.message.setText(words)
        for button in (self.find_button, self.retry_button, self.advice_button):
            button.setVisible(button in buttons)
        self.body.setCurrentWidget(self.offer)

    def focus_table(self) -> None:
        """The keyboard to the table, or to what is offered."""
        buttons = (one for one in (self.find_button, self.retry_button, self.advice_button) if not one.isHidden())
        (self.grid if self.body.currentWidget() is self.splitter else next(buttons, self)).setFocus()

    def refs_here(self) -> tuple[ItemRef, ...]:
        """The items behind the current cell."""
        row, at = self.grid.current()
        return self._table.refs(row, at) if self._table is not None and row >= 0 else ()

    def _with_refs(self, row: int, at: int, tell: Callable[[tuple[ItemRef, ...]], object]) -> None:
        if self._table is not None and row >= 0:
            tell(self._table.refs(row, at))

    def _moved(self) -> None:
        self._show_texts()
        refs = self.refs_here()
        if refs and refs[0].kind != "plan":
            self.item_chosen.emit(refs[0])

    def _show_texts(self) -> None:
        row, at = self.grid.current()
        if self._table is not None and row >= 0:
            self.texts.show_pair(*self._table.texts(row, at))

    def _remark(self) -> None:
        refs = self.refs_here()
        if refs:
            self.remark_wanted.emit(refs[0])
