"""The source pages of two items side by side, in a window of its own beside which one can go on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QSplitter, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.source_view import SourceView

if TYPE_CHECKING:
    from app.services.compare_rows import CompareSide
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class TwoSources(QDialog):
    """Esc closes."""

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("两处原件")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        self.views = [SourceView(services, lanes, self, whole_page=True) for _ in range(2)]
        self.heads = [QLabel() for _ in range(2)]
        splitter = QSplitter()
        for head, view in zip(self.heads, self.views, strict=True):
            head.setFont(theme.ui_font(medium=True))
            half = QWidget()
            layout = QVBoxLayout(half)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(head)
            layout.addWidget(view, 1)
            splitter.addWidget(half)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.addWidget(splitter)

    def show_sides(self, sides: tuple[CompareSide | None, CompareSide | None], names: tuple[str, str]) -> None:
        """Show where two items stand; a side without an item, or without a place, stays empty."""
        self.show()
        self.raise_()
        for head, view, side, name in zip(self.heads, self.views, sides, names, strict=True):
            there = side is not None and bool(side.places)
            head.setText(f"{name}　{side.cite}" if side is not None else f"{name}　无对应内容")
            view.setVisible(there)
            if side is not None and there:
                view.show_places(side.ref.version, side.places)
        self.views[0].area.setFocus()
