"""The source page in a large window of its own, beside which one can go on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.ui.widgets.source_view import SourceView

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices
    from app.ui.widgets.card import Card


class SourceDialog(QDialog):
    """Ctrl++ and Ctrl+- zoom, PgUp and PgDn scroll, Esc closes."""

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        self.view = SourceView(services, lanes, self, whole_page=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.view)

    def show_card(self, card: Card) -> None:
        """Show where an item stands."""
        self.setWindowTitle(f"原件　{card.kind}")
        self.show()
        self.raise_()
        self.view.show_places(card.ref.version, card.places)
        self.view.area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The zoom keys."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.view.larger.click()
        elif control and event.key() == Qt.Key.Key_Minus:
            self.view.smaller.click()
        else:
            super().keyPressEvent(event)
