"""The filter by rule: a button whose menu lists the rules that found something, with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.services.finding_rows import FindingRow, RuleRow
from app.ui import theme
from app.ui.itemmodels.findings import rule_key

ALL = "全部规则"


class RuleChoice(QToolButton):
    """``chosen(rule)``: its number, "" for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self._choices: list[tuple[str, str]] = []
        self.setAccessibleName("规则")
        self.setToolTip("规则")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(theme.icon("chevron-down", "secondary"))
        self.setIconSize(QSize(14, 14))
        self.setText(ALL)
        self.clicked.connect(self._open)

    def offer(self, rules: Sequence[RuleRow], rows: Sequence[FindingRow]) -> None:
        """The rules that found something here; a chosen one that found nothing any more stays on offer."""
        counts = Counter(row.rule for row in rows)
        titles = {row.rule: row.title for row in rows} | {one.number: one.title for one in rules}
        numbers = sorted({*counts, self.key} - {""}, key=rule_key)
        self._choices = [("", ALL)]
        self._choices += [(one, f"{one} {titles.get(one, '')}（{counts[one]}）") for one in numbers]

    def choose(self, key: str) -> None:
        """Choose as the user does."""
        self.key = key
        self.setText(f"规则 {key}" if key else ALL)
        self.chosen.emit(key)

    def fill(self, menu: QMenu) -> None:
        """An entry a rule, with a tick at the chosen one."""
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for key, words in self._choices or [("", ALL)]:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self.key)
            action.triggered.connect(lambda _on=False, key=key: self.choose(key))

    def _open(self) -> None:
        menu = QMenu(self)
        self.fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
