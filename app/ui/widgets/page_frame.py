"""Small parts that the pages share: toolbar, foot, switch, empty page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme


class _Strip(QFrame):
    """A row of widgets on the pane's ground with a hairline towards the content."""

    def __init__(self, line_below: bool) -> None:
        super().__init__()
        self.setObjectName("strip")
        edge = "bottom" if line_below else "top"
        theme.dress(self, f"#strip {{ background: @pane; border: none; border-{edge}: 1px solid @line; }}")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(3 * theme.STEP, theme.STEP, 3 * theme.STEP, theme.STEP)
        self.row.setSpacing(2 * theme.STEP)


class Toolbar(_Strip):
    """The row above a page's content."""

    def __init__(self) -> None:
        super().__init__(line_below=True)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end."""
        self.row.addWidget(widget, stretch)

    def add_space(self) -> None:
        """Push what follows to the right edge."""
        self.row.addStretch(1)


class Foot(_Strip):
    """The row below a page's content: a text, cut where there is no room, and widgets at the right."""

    def __init__(self) -> None:
        super().__init__(line_below=False)
        self._label = ElidedLabel()
        self.row.addWidget(self._label, 1)

    def set_text(self, text: str) -> None:
        """Say something."""
        self._label.set_full_text(text)

    def text(self) -> str:
        """What it says, in full."""
        return self._label.full_text

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right edge."""
        self.row.addWidget(widget)


class ElidedLabel(QLabel):
    """A label that never asks for more width than there is; the whole text is its tip where it is cut."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.full_text = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fit()

    def set_full_text(self, text: str) -> None:
        """Show this as far as it fits."""
        self.full_text = text
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.full_text, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setText(shown)
        self.setToolTip(self.full_text if shown != self.full_text else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())


def switch(text: str, tip: str, *, checked: bool = False) -> QToolButton:
    """A button that stays down."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setCheckable(True)
    button.setChecked(checked)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class ChoiceButton(QToolButton):
    """One of a few words, chosen from a menu."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._choices = dict(choices)
        self._key = choices[0][0]
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(theme.icon("chevron-down", "secondary"))
        self.setIconSize(QSize(14, 14))
        self.clicked.connect(self._open)
        self.setText(self._choices[self._key])

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose as the user does; what is not on offer is passed over."""
        if key in self._choices and key != self._key:
            self._key = key
            self.setText(self._choices[key])
            self.chosen.emit(key)

    def fill(self, menu: QMenu) -> None:
        """An entry a choice, with a tick at the chosen one."""
        for key, words in self._choices.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self._key)
            action.triggered.connect(lambda _on=False, key=key: self.choose(key))

    def _open(self) -> None:
        menu = QMenu(self)
        self.fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def column(*widgets: QWidget, grows: QWidget) -> QWidget:
    """Widgets one below the other without gaps; one of them takes the room."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, int(widget is grows))
    return made


def alternatives(page: QWidget, *widgets: QWidget) -> QStackedWidget:
    """One of several widgets at a time, on the whole page."""
    stack = QStackedWidget()
    for widget in widgets:
        stack.addWidget(widget)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(stack)
    return stack


_WORDS = 460
"""Width of the words of an empty page."""


class EmptyPage(QWidget):
    """What a page is for, and what fills it."""

    def __init__(self, title: str, purpose: str, action: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(2 * theme.STEP)
        layout.addStretch(2)
        for text, points, medium, role in (
            (title, 15.0, True, QPalette.ColorRole.WindowText),
            (purpose, theme.UI_POINTS, False, QPalette.ColorRole.PlaceholderText),
            (action, theme.UI_POINTS, False, QPalette.ColorRole.WindowText),
        ):
            label = QLabel(text)
            label.setFont(theme.ui_font(points, medium=medium))
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # Qt asks a wrapped label for one line only where it is centred.
            label.setFixedWidth(_WORDS)
            label.setFixedHeight(label.heightForWidth(_WORDS))
            label.setForegroundRole(role)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


class Waiting(QWidget):
    """What stands while something is computed that lasts; ``button`` cancels it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.label, self.button = QLabel(words), QPushButton("取消")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
