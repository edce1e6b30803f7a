"""The working part of page 校核: filters, date, list and detail side by side, judging, foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.services.finding_rows import NOTE, OPEN, SET_ASIDE, FindingRow, RuleRow
from app.services.rows import ItemRef
from app.ui.itemmodels.findings import (
    GROUPS,
    SEVERITY_CHOICES,
    STATE_CHOICES,
    FindingModel,
    Narrowing,
    arrange,
    summary_words,
)
from app.ui.pages.check_content import Content
from app.ui.pages.check_date import DateStrip
from app.ui.pages.check_detail import FindingDetail
from app.ui.pages.check_judging import JudgingBar
from app.ui.pages.check_list import FindingList
from app.ui.pages.check_rule_choice import RuleChoice
from app.ui.widgets.page_frame import ChoiceButton, Foot, Toolbar

_NARROW = 700


class CheckWork(QWidget):
    """Shows what it was given. ``item_chosen(ItemRef)``: the first passage of the finding that is looked at;
    ``opened(ItemRef)``, ``source_wanted(ItemRef)``: a passage's link; ``remembered()``: group or reasons changed."""

    item_chosen = Signal(object)
    opened = Signal(object)
    source_wanted = Signal(object)
    remark_wanted = Signal()
    undo_wanted = Signal()
    remembered = Signal()
    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FindingRow, ...] = ()
        self._rules: tuple[RuleRow, ...] = ()
        self._narrowing = Narrowing()
        self._quiet = False
        self._build()
        self._connect()
        self._add_keys()

    def _build(self) -> None:
        self.model = FindingModel(self)
        self.list = FindingList(self.model)
        self.detail = FindingDetail()
        self.judging = JudgingBar()
        self.date = DateStrip()
        self.foot = Foot()
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        right = QWidget()
        _fill(right, self.detail, self.judging)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([340, 560])
        self.splitter.setStretchFactor(1, 1)
        self.body = QStackedWidget()
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.nothing)
        _fill(self, self._make_bar(), self.date, self.body, self.foot)

    def _make_bar(self) -> Toolbar:
        self.group_button = ChoiceButton("分组", GROUPS)
        self.severity_button = ChoiceButton("程度", SEVERITY_CHOICES)
        self.state_button = ChoiceButton("状态", STATE_CHOICES)
        self.state_button.choose(OPEN)
        self.rule_button = RuleChoice()
        self.rules_button = QPushButton("规则与词表…")
        bar = Toolbar()
        for button in (self.group_button, self.state_button, self.severity_button, self.rule_button):
            bar.add(button)
        bar.add_space()
        bar.add(self.rules_button)
        return bar

    def _connect(self) -> None:
        self.group_button.chosen.connect(self._group)
        self.severity_button.chosen.connect(lambda severity: self._narrow(severity=severity))
        self.state_button.chosen.connect(lambda state: self._narrow(state=state))
        self.rule_button.chosen.connect(lambda rule: self._narrow(rule=rule))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda: self._open(0))
        self.detail.opened.connect(self._open)
        self.detail.source_wanted.connect(self._show_source)
        self.judging.stepped.connect(self.step)
        self.judging.left.connect(self.list.setFocus)
        self.judging.to_remark.connect(self.remark_wanted)

    def _add_keys(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            "A": self.remark_wanted.emit,
            "D": self.judging.ask,
            "J": lambda: self.step(1),
            "K": lambda: self.step(-1),
            "U": self.undo_wanted.emit,
        }
        for key, call in calls.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def show_content(self, content: Content, *, ask_date: bool = True) -> None:
        """Show the findings of a plan; the one that was looked at stays so where it still is in the list."""
        self._rows, self._rules = content.rows, content.rules
        self.date.show_reference(content.reference, ask=ask_date)
        self.judging.learn([row.reason for row in self._rows if row.state == SET_ASIDE and row.reason])
        self.rule_button.offer(self._rules, self._rows)
        self._arrange()

    def current(self) -> FindingRow | None:
        """The finding that is looked at."""
        return self.list.current()

    def select_item(self, ref: ItemRef | None) -> None:
        """Look at the first finding on the item, if there is one, quietly."""
        row = self.list.current()
        if ref is None or (row is not None and any(one.ref == ref for one in row.passages)):
            return
        for place, other in enumerate(self.model.rows):
            if isinstance(other, FindingRow) and any(one.ref == ref for one in other.passages):
                self._go(place)
                return

    def look_at(self, fingerprint: str) -> bool:
        """Look at a finding, showing all where the filters hide it; False where it is not in the list."""
        row = next((one for one in self._rows if one.fingerprint == fingerprint), None)
        if row is not None and self.model.row_of(fingerprint) < 0:
            self.severity_button.choose("")
            self.rule_button.choose("")
            self.state_button.choose(row.state)
        place = self.model.row_of(fingerprint)
        if place >= 0:
            self._go(place)
        return place >= 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one above the other where there is not."""
        super().resizeEvent(event)
        upright = self.width() < _NARROW
        self.splitter.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)

    def _group(self, _by: str) -> None:
        self._arrange()
        self.remembered.emit()

    def _narrow(self, **values: str) -> None:
        self._narrowing = replace(self._narrowing, **values)
        self._arrange()

    def _arrange(self) -> None:
        current = self.list.current()
        place = self.list.currentIndex().row()
        left = [row for row in self._rows if self._narrowing.fits(row)]
        self._quiet = True
        self.model.set_rows(arrange(left, self.group_button.key, self._rules))
        row = self.model.row_of(current.fingerprint) if current is not None else -1
        if row < 0:
            row = self.model.step(min(max(place, 0), len(self.model.rows)) - 1, 1)
        if row < 0:
            row = self.model.step(len(self.model.rows), -1)
        self.list.go_to(row)
        self._quiet = False
        self._show_finding(self.list.current())
        self.nothing.setText(self._nothing_words())
        self.body.setCurrentWidget(self.splitter if left else self.nothing)
        self.foot.set_text(f"{summary_words(self._rows)}。{NOTE}")
        self.status.emit(f"列出 {len(left)} 条")

    def _nothing_words(self) -> str:
        if not self._rows:
            return "没有发现疑似问题。\n程序只能比对文字，仍请通读全文。"
        if self._narrowing == Narrowing():
            return "全部处理完毕。\n可在“状态”中选择“全部状态”查看已作的判断。"
        return "没有符合条件的疑似问题，请放宽上方的筛选条件。"

    def _on_chosen(self, row: FindingRow | None) -> None:
        if self._quiet:
            return
        self._show_finding(row)
        if row is not None:
            self.item_chosen.emit(row.passages[0].ref)

    def _show_finding(self, row: FindingRow | None) -> None:
        if row != self.detail.row:
            self.detail.show_finding(row)
        self.judging.show_finding(row)

    def _go(self, row: int) -> None:
        self._quiet = True
        self.list.go_to(row)
        self._quiet = False
        self._show_finding(self.list.current())

    def step(self, by: int) -> None:
        """Next or previous finding."""
        if not self.list.step(by):
            self.status.emit("已是最后一条" if by > 0 else "已是第一条")

    def _open(self, number: int) -> None:
        row = self.list.current()
        if row is not None:
            self.opened.emit(row.passages[number].ref)

    def _show_source(self, number: int) -> None:
        row = self.list.current()
        if row is not None:
            self.source_wanted.emit(row.passages[number].ref)


def _fill(column: QWidget, *widgets: QWidget) -> None:
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, (QStackedWidget, FindingDetail)) else 0)
