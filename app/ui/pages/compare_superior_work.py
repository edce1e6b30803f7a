"""The working part of 上级方案: states to filter by, form 7, the requirement in full, what can be decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.services.finding_rows import NOTE
from app.services.rows import ItemRef
from app.services.superior_rows import GAPS, STATE_SIGNS, STATES, RequirementRow, SuperiorTable
from app.ui import theme
from app.ui.itemmodels.cell_table import CellTable
from app.ui.itemmodels.superior import HEADS, STATE_COLUMN, cells, counts, shown, summary
from app.ui.pages.check_judging import ReasonEdit
from app.ui.pages.compare_requirement import LEGEND, RequirementDetail
from app.ui.widgets.cell_grid import CellGrid
from app.ui.widgets.page_frame import Foot, Toolbar, column, switch

_LINES = 3


class JudgeBar(QWidget):
    """Buttons, and the line that asks why a state is changed. ``judged(state, reason)``; "" as the program found."""

    judged = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ""
        self.buttons = {
            "opinion": QPushButton("写成意见　A"),
            "judge": QPushButton("改判…　D"),
            "back": QPushButton("恢复程序判断"),
            "source": QPushButton("两处原件　S"),
            "previous": QPushButton("上一项　K"),
            "next": QPushButton("下一项　J"),
        }
        self.words, self.reason = QLabel(), ReasonEdit()
        self.reason.setPlaceholderText("改判的理由，按 Enter 确定")
        self.reason.setAccessibleName("改判的理由")
        self._build()
        self.reason.returnPressed.connect(self._confirm)
        self.reason.left.connect(self.leave)
        self.buttons["judge"].clicked.connect(self.ask)
        self.buttons["back"].clicked.connect(lambda: self.judged.emit("", ""))

    def _build(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.STEP)
        for key in ("opinion", "judge", "back", "source"):
            row.addWidget(self.buttons[key])
        row.addStretch(1)
        row.addWidget(self.buttons["previous"])
        row.addWidget(self.buttons["next"])
        self._ask = QWidget()
        asking = QHBoxLayout(self._ask)
        asking.setContentsMargins(0, 0, 0, 0)
        self.ok, self.cancel = QPushButton("改判"), QPushButton("取消")
        self.ok.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.leave)
        asking.addWidget(self.words)
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.ok)
        asking.addWidget(self.cancel)
        self._ask.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.STEP, theme.STEP, 3 * theme.STEP, theme.STEP)
        layout.addWidget(self._row)
        layout.addWidget(self._ask)

    def show_row(self, row: RequirementRow | None) -> None:
        """Offer what can be done with a requirement."""
        self._close()
        for key in ("opinion", "judge", "source"):
            self.buttons[key].setEnabled(row is not None)
        self.buttons["opinion"].setEnabled(row is not None and not row.remark and row.state in GAPS)
        self.buttons["back"].setVisible(row is not None and row.by_hand)

    def fill(self, menu: QMenu) -> None:
        """The states that can be given."""
        for number, state in enumerate(STATES, 1):
            action = menu.addAction(f"&{number}　{STATE_SIGNS[state]} {state}")
            action.triggered.connect(lambda _on=False, state=state: self.begin(state))

    def ask(self) -> None:
        """Ask for the state."""
        if self.buttons["judge"].isEnabled():
            menu = QMenu(self)
            self.fill(menu)
            menu.popup(self.mapToGlobal(QPoint(self.buttons["judge"].x(), -menu.sizeHint().height())))

    def begin(self, state: str) -> None:
        """Ask why."""
        self._state = state
        self.words.setText(f"改判为“{state}”的理由")
        self.reason.clear()
        self._row.hide()
        self._ask.show()
        self.reason.setFocus()

    def leave(self) -> None:
        """Do not judge."""
        self._close()
        self.left.emit()

    def _close(self) -> None:
        self._ask.hide()
        self._row.show()

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self._close()
            self.judged.emit(self._state, reason)


class SuperiorWork(QWidget):
    """Shows a table. ``item_chosen(ItemRef)``: an item of the own plan where it carries the requirement out.

    ``judged(state, reason)``, ``opinion_wanted()``, ``sources_wanted()``: about the current row."""

    item_chosen = Signal(object)
    opened = Signal(object)
    judged = Signal(str, str)
    opinion_wanted = Signal()
    sources_wanted = Signal()
    undo_wanted = Signal()
    remark_wanted = Signal(object)
    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: SuperiorTable | None = None
        self.rows: tuple[RequirementRow, ...] = ()
        self.model = CellTable(self)
        self.grid = CellGrid(self.model, "落实情况对照表")
        self.grid.set_lines(_LINES)
        self.grid.body.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.detail, self.bar = RequirementDetail(), JudgeBar()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = {state: switch(state, f"只列{state}的") for state in STATES}
        chips = Toolbar()
        for chip in self.chips.values():
            chips.add(chip)
            chip.clicked.connect(lambda _on=False: self._arrange())
        chips.add_space()
        foot = Foot()
        foot.set_text(f"{NOTE}{LEGEND}")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.grid)
        splitter.addWidget(column(self.detail, self.bar, grows=self.detail))
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([300, 260])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column(chips, splitter, foot, grows=splitter))

    def _connect(self) -> None:
        self.grid.moved.connect(self._on_moved)
        self.grid.opened.connect(lambda _row, _column: self._open())
        self.grid.remark_wanted.connect(self._ask_remark)
        self.grid.copied.connect(lambda count: self.status.emit(f"已复制 {count} 行，可粘贴到 WPS、Excel"))
        self.detail.opened.connect(self.opened)
        self.bar.judged.connect(self.judged)
        self.bar.left.connect(self.grid.setFocus)
        calls: dict[str, Callable[[], object]] = {
            "A": self.opinion_wanted.emit,
            "D": self.bar.ask,
            "S": self.sources_wanted.emit,
            "J": lambda: self.step(1),
            "K": lambda: self.step(-1),
            "U": self.undo_wanted.emit,
        }
        for key, button in (("A", "opinion"), ("S", "source"), ("J", "next"), ("K", "previous")):
            self.bar.buttons[button].clicked.connect(lambda _on=False, call=calls[key]: call())
        for key, call in calls.items():
            shortcut = QShortcut(QKeySequence(key), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def show_table(self, table: SuperiorTable) -> None:
        """Show a plan against the one above; the row that was looked at stays so."""
        self.table = table
        self._arrange()

    def _arrange(self) -> None:
        if self.table is None:
            return
        current, at = self.current(), self.grid.current()[0]
        for state, number in counts(self.table.rows).items():
            self.chips[state].setText(f"{STATE_SIGNS[state]} {state} {number}")
            self.chips[state].setEnabled(bool(number) or self.chips[state].isChecked())
        wanted = frozenset(state for state, chip in self.chips.items() if chip.isChecked())
        self.rows = shown(self.table.rows, wanted)
        rows = self.rows
        self.model.set_table(HEADS, len(rows), lambda row: cells(rows[row]))
        numbers = [row.side.ref for row in rows]
        place = numbers.index(current.side.ref) if current is not None and current.side.ref in numbers else at
        self.grid.go_to(min(max(place, 0), len(rows) - 1), STATE_COLUMN, quietly=True)
        self._show_row()
        self.status.emit(summary(self.table.rows))

    def current(self) -> RequirementRow | None:
        """The requirement that is looked at."""
        row = self.grid.current()[0]
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def step(self, by: int) -> None:
        """Next or previous requirement."""
        row = self.grid.current()[0] + by
        if 0 <= row < len(self.rows):
            self.grid.go_to(row)
        else:
            self.status.emit("已是最后一项" if by > 0 else "已是第一项")

    def select_item(self, ref: ItemRef | None) -> None:
        """Look at the first requirement that an item carries out (or that is the item), quietly."""
        current = self.current()
        if ref is None or (current is not None and _about(current, ref)):
            return
        for number, row in enumerate(self.rows):
            if _about(row, ref):
                self.grid.go_to(number, quietly=True)
                self._show_row()
                return

    def _on_moved(self) -> None:
        self._show_row()
        row = self.current()
        if row is not None:
            self.item_chosen.emit(row.by[0].ref if row.by else row.side.ref)

    def _show_row(self) -> None:
        table, row = self.table, self.current()
        names = (table.superior.name, table.own.name) if table is not None and table.superior is not None else ("", "")
        self.detail.show_row(row, names)
        self.bar.show_row(row)

    def _ask_remark(self) -> None:
        row = self.current()
        if row is not None:
            self.remark_wanted.emit(row.by[0].ref if row.by else row.side.ref)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row.by[0].ref if row.by else row.side.ref)


def _about(row: RequirementRow, ref: ItemRef) -> bool:
    return row.side.ref == ref or any(one.ref == ref for one in row.by)
