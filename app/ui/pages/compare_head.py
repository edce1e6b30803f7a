"""What stands above the rows of page 对比: the two plans to choose, the chips of what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.services.compare_rows import KIND_WORDS, CompareRow, SideChoice
from app.ui import theme
from app.ui.itemmodels.compare import LEFT_ONLY, RIGHT_ONLY, Narrowing
from app.ui.widgets.page_frame import Toolbar, switch

CHIPS = {LEFT_ONLY: "仅左", RIGHT_ONLY: "仅右", **KIND_WORDS}
_WIDEST = 260


class SideButton(QToolButton):
    """One of the texts of the library, from a menu. ``chosen(version)``."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[SideChoice, ...] = ()
        self.version = 0
        self._name = name
        self.setAccessibleName(name)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(theme.icon("chevron-down", "secondary"))
        self.setIconSize(QSize(14, 14))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDEST)
        self.clicked.connect(self._open)

    def offer(self, choices: Sequence[SideChoice], version: int) -> None:
        """What can be chosen, and what is."""
        self._choices, self.version = tuple(choices), version
        found = next((one for one in choices if one.version == version), None)
        words = found.full if found is not None else "选择方案"
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST - 40))
        self.setToolTip(f"{self._name}：{found.title}" if found is not None else self._name)

    def fill(self, menu: QMenu) -> None:
        """An entry a text, with a tick at the chosen one."""
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for one in self._choices:
            words = f"{one.title}（{one.stage}）" if one.stage else one.title
            action = menu.addAction(f"{one.name}　{words}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.version == self.version)
            action.triggered.connect(lambda _on=False, version=one.version: self.chosen.emit(version))

    def _open(self) -> None:
        menu = QMenu(self)
        self.fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class PairChoosers(QWidget):
    """Left, exchange, right. ``chosen(left, right)``: versions. ``names``: what the sides are, said before each."""

    chosen = Signal(int, int)

    def __init__(self, names: tuple[str, str] = ("", ""), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = SideButton(names[0] or "左方"), SideButton(names[1] or "右方")
        self.swap = QToolButton()
        self.swap.setIcon(theme.icon("arrow-left-right", "secondary"))
        self.swap.setToolTip("左右互换")
        self.swap.setAccessibleName("左右互换")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        for name, widget in ((names[0], self.left), ("", self.swap), (names[1], self.right)):
            if name:
                row.addWidget(QLabel(name))
            row.addWidget(widget)
        self.swap.setVisible(not any(names))
        row.addStretch(1)
        self.left.chosen.connect(self._left)
        self.right.chosen.connect(self._right)
        self.swap.clicked.connect(lambda: self.chosen.emit(self.right.version, self.left.version))

    def offer(
        self, choices: Sequence[SideChoice], left: int, right: int, others: Sequence[SideChoice] | None = None
    ) -> None:
        """Show what is compared; ``others``: what the right side may be, where that is not all."""
        self.left.offer(choices, left)
        self.right.offer(choices if others is None else others, right)

    def _left(self, version: int) -> None:
        # Whoever chooses what stands on the other side wants them exchanged.
        self.chosen.emit(version, self.left.version if version == self.right.version else self.right.version)

    def _right(self, version: int) -> None:
        self.chosen.emit(self.right.version if version == self.left.version else self.left.version, version)


class KindSwitch(QWidget):
    """任务 or 措施. ``chosen(kind)``."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = "task"
        self.buttons = {
            "task": switch("任务", "按任务对照", checked=True),
            "measure": switch("措施", "按正文措施对照"),
        }
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        for key, button in self.buttons.items():
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, key=key: self._choose(key))

    def show_kind(self, key: str) -> None:
        """Show what is compared."""
        self.key = key
        self.buttons[key].setChecked(True)

    def _choose(self, key: str) -> None:
        if key != self.key:
            self.key = key
            self.chosen.emit(key)


class FilterBar(QWidget):
    """Chips with counts, and the switch of what is minor; in two lines where one has no room. ``narrowed()``."""

    narrowed = Signal()

    def __init__(self, *before: QWidget) -> None:
        super().__init__()
        self._upper, self._lower = Toolbar(), Toolbar()
        for bar in (self._upper, self._lower):
            bar.row.setSpacing(theme.STEP)
        for widget in before:
            self._upper.add(widget)
        self._upper.row.addSpacing(theme.STEP)
        self.chips = {key: switch(words, f"只列{words}") for key, words in CHIPS.items()}
        for chip in self.chips.values():
            self._upper.add(chip)
            chip.clicked.connect(self.narrowed)
        self.minor_button = switch("隐藏次要", "不列标点、全半角、地名等次要差异", checked=True)
        self.minor_button.clicked.connect(self.narrowed)
        self._upper.add_space()
        self._upper.add(self.minor_button)
        self._lower.add_space()
        self._lower.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._upper)
        layout.addWidget(self._lower)
        self._before = len(before) + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chips go to a line of their own where they have no room beside the switches."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        apart = self._lower.isVisibleTo(self)
        needed = sum(chip.sizeHint().width() + theme.STEP for chip in self.chips.values() if not chip.isHidden())
        needed += sum(
            widget.sizeHint().width() + theme.STEP
            for widget in self._upper.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if widget not in self.chips.values()
        )
        if (needed + 8 * theme.STEP > self.width()) == apart:
            return
        target, first = (self._upper, self._before) if apart else (self._lower, 0)
        for place, chip in enumerate(self.chips.values()):
            hidden = chip.isHidden()
            target.row.insertWidget(first + place, chip)
            chip.setHidden(hidden)
        self._lower.setVisible(not apart)

    def narrowing(self) -> Narrowing:
        """What is to be shown."""
        wanted = frozenset(key for key, chip in self.chips.items() if chip.isChecked())
        return Narrowing(wanted, not self.minor_button.isChecked())

    def clear(self) -> None:
        """Show all rows."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def count(self, rows: Iterable[CompareRow], names: tuple[str, str]) -> None:
        """Write at each chip how many rows it would leave; what there is none of is not on offer."""
        narrowing = self.narrowing()
        counts = Counter(mark for row in rows for mark in narrowing.marks(row))
        words = CHIPS | {LEFT_ONLY: f"仅{names[0]}", RIGHT_ONLY: f"仅{names[1]}"}
        for key, chip in self.chips.items():
            chip.setText(f"{_short(words[key])} {counts[key]}")
            chip.setToolTip(f"只列{words[key]}{'有差异的' if key in KIND_WORDS else '有的'}，{counts[key]} 组")
            chip.setVisible(bool(counts[key]) or chip.isChecked())
        self._fit()


def _short(words: str) -> str:
    """At most five signs: chips stand in one line."""
    return words if len(words) <= 5 else f"{words[:4]}…"
