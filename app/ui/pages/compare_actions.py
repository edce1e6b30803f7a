"""What can be done with a pair of page 对比: buttons, keys, entries of menus, all from one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.services.compare_rows import PARTIAL, CompareRow
from app.ui import theme
from app.ui.pages.page import PageCommand

Act = Callable[[], object]
_ACTS = {
    "opinion": ("写成意见", "A"),
    "confirm": ("确认对应", "C"),
    "relate": ("改为部分对应", "P"),
    "cut": ("取消对应", "Del"),
    "link": ("添加对应…", "L"),
    "source": ("两处原件", "S"),
}
_WIDE = 940
"""Pixels from which on the buttons bear their keys."""
_STEPS = {"back": ("上一处差异", "Shift+F7"), "on": ("下一处差异", "F7")}


class PairActions(QWidget):
    """The row of buttons below the pair."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._words = {key: words for key, (words, _) in (_ACTS | _STEPS).items()}
        self._wide = True
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * theme.STEP, theme.STEP, 3 * theme.STEP, theme.STEP)
        row.setSpacing(2 * theme.STEP)
        for key, (_, keys) in (_ACTS | _STEPS).items():
            if key == "back":
                row.addStretch(1)
            self.buttons[key] = QPushButton()
            self.buttons[key].setToolTip(f"{self._words[key].rstrip('…')}（{keys}）")
            row.addWidget(self.buttons[key])
        self._label()

    def _label(self) -> None:
        """Write on the buttons; where there is little room, without their keys, which stand in the tips."""
        for key, button in self.buttons.items():
            letter = "" if key == "back" or not self._wide else f"　{(_ACTS | _STEPS)[key][1]}"
            words = self._words[key].removesuffix("差异") if key in _STEPS else self._words[key]
            if button.text() != f"{words}{letter}":
                button.setText(f"{words}{letter}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With or without keys."""
        super().resizeEvent(event)
        if (self.width() >= _WIDE) != self._wide:
            self._wide = not self._wide
            self._label()

    def connect_acts(self, acts: Mapping[str, Act]) -> None:
        """What each button does."""
        for key, act in acts.items():
            self.buttons[key].clicked.connect(lambda _on=False, act=act: act())

    @staticmethod
    def add_keys(owner: QWidget, acts: Mapping[str, Act]) -> None:
        """The keys, wherever in ``owner`` the keyboard is."""
        keys = {key: letter for key, (_, letter) in (_ACTS | _STEPS).items()} | {"undo": "U"}
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys[key]), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_row(self, row: CompareRow | None) -> None:
        """Offer what can be done with a pair."""
        linked = row is not None and row.left is not None and row.right is not None
        for key in ("confirm", "relate", "cut"):
            self.buttons[key].setEnabled(linked)
        for key in ("link", "source", "opinion"):
            self.buttons[key].setEnabled(row is not None)
        partial = row is not None and row.relation == PARTIAL
        self._words["relate"] = "改为对应" if partial else "改为部分对应"
        self._words["confirm"] = "再次确认" if row is not None and row.hand else "确认对应"
        self._label()

    def fill(self, menu: QMenu, acts: Mapping[str, Act]) -> None:
        """The same as entries of a menu."""
        for key in _ACTS:
            action = menu.addAction(f"{self._words[key]}\t{_ACTS[key][1]}")
            action.setEnabled(self.buttons[key].isEnabled())
            action.triggered.connect(lambda _on=False, act=acts[key]: act())

    def commands(self, acts: Mapping[str, Act]) -> tuple[PageCommand, ...]:
        """The same for the menu bar."""
        made = [
            PageCommand(self._words[key], letter, acts[key], possible=self.buttons[key].isEnabled())
            for key, (_, letter) in _ACTS.items()
        ]
        steps = ((key, *_STEPS[key]) for key in ("on", "back"))
        made += [PageCommand(words, keys, acts[key], line_before=key == "on") for key, words, keys in steps]
        return tuple(made)
