"""The rail at the left edge: one button a page, icon and two characters."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.ui import theme

WIDTH = 60
_BUTTON, _WITH_ICON, _LOWEST = 52, 50, 24
"""Heights of a button: usual, the least that holds icon and words, the least at all."""


class Rail(QFrame):
    """Buttons that switch the page; ↑ and ↓ move between them."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("页面")
        self.setFixedWidth(WIDTH)
        theme.dress(
            self,
            "#rail { background: @pane; border-right: 1px solid @line; }"
            "#rail QToolButton { padding: 6px 0 4px 0; border-radius: 0; border: 1px solid transparent;"
            " border-left: 3px solid transparent; color: @secondary; }"
            "#rail QToolButton:checked { border-left-color: @accent; background: @selected; color: @text; }"
            "#rail QToolButton:hover { background: @hover; }"
            "#rail QToolButton:focus { border-color: @accent; }",
        )
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        self._layout = QVBoxLayout(self)
        # A low window must not be held open by the buttons: they give way (resizeEvent).
        self._layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(1)
        self._layout.setContentsMargins(0, 4, 0, 4)
        self._layout.setSpacing(2)
        self._layout.addStretch(1)

    def add_page(self, key: str, title: str, icon: str) -> None:
        """Add a page's button; Ctrl+1 … are the menu's business, here they are only told."""
        button = QToolButton(self)
        button.setText(title)
        button.setIcon(theme.icon(icon, "secondary"))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(WIDTH - 1, _BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"{title}（Ctrl+{len(self._buttons) + 1}）")
        button.setAccessibleName(f"{title}页")
        button.clicked.connect(lambda _checked=False, key=key: self.page_chosen.emit(key))
        self._group.addButton(button)
        self._layout.insertWidget(len(self._buttons), button)
        self._buttons[key] = button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the buttons are lower, and without their icons where these have no room."""
        super().resizeEvent(event)
        count = max(1, len(self._buttons))
        margins, gap = self._layout.contentsMargins(), self._layout.spacing()
        room = (self.height() - margins.top() - margins.bottom() - gap * count) // count
        height = max(_LOWEST, min(_BUTTON, room))
        bare = height < _WITH_ICON
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if bare else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons.values():
            button.setFixedSize(WIDTH - 1, height)
            button.setToolButtonStyle(style)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def button(self, key: str) -> QToolButton:
        """The button of a page."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the focus."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
