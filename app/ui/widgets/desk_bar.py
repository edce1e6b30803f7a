"""The head of the desk's right side: what is shown, and how far the proof-reading is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QProgressBar, QToolButton

from app.services.desk_rows import ProofState
from app.ui.itemmodels.desk import FILTERS
from app.ui.widgets.page_frame import Toolbar, switch

REMAINDER = "remainder"
_TIPS = {
    "doubtful": "只看有存疑的　Alt+1",
    "unchecked": "只看尚未校对的　Alt+2",
    "all": "看全部　Alt+3",
    REMAINDER: "没有归入任何一项的文字　Alt+4",
}


class DeskBar(Toolbar):
    """``shown_changed(key)``: a filter, or the left-over text."""

    shown_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        self._words = dict(FILTERS) | {REMAINDER: "未归入"}
        for key, words in self._words.items():
            button = switch(words, _TIPS[key])
            button.clicked.connect(lambda _on=False, key=key: self.shown_changed.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            self.add(button)
        self.add_space()
        self.progress = QProgressBar()
        self.progress.setFixedSize(72, 8)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("校对进度")
        self.done = QLabel()
        self.add(self.progress)
        self.add(self.done)

    def set_counts(self, counts: dict[str, int]) -> None:
        """How many items stand behind each button."""
        for key, button in self.buttons.items():
            button.setText(f"{self._words[key]} {counts.get(key, 0)}")
        self.buttons[REMAINDER].setVisible(counts.get(REMAINDER, 0) > 0)

    def key(self, place: int) -> str:
        """What stands at a place (from 0), "" where nothing can be chosen there."""
        found = list(self.buttons)[place]
        return found if self.buttons[found].isVisibleTo(self) else ""

    def choose(self, key: str) -> None:
        """Show which one is chosen."""
        self.buttons[key].setChecked(True)

    def set_state(self, state: ProofState) -> None:
        """How far it is."""
        self.progress.setRange(0, max(1, state.total))
        self.progress.setValue(state.checked)
        self.done.setText(f"已校对 {state.checked}/{state.total}")
