"""The desk page on the fake plan, its lanes settled, its keys pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.rows import ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.desk import DeskPage
from app.ui.widgets.desk_texts import LineEditor, TextEditor
from tests.ui.pages.desk_fake import FakeDesk

SHOW = tuple[DeskPage, Callable[[], None]]


def task(number: int) -> ItemRef:
    """A task of the plan."""
    return ItemRef(1, "task", number)


def type_in(widget: QWidget, words: str) -> None:
    """Type as an input method does; key events know no Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


class Desk:
    """A shown page that reads again after each change, as the window makes it do."""

    def __init__(self, fake: FakeDesk, lanes: Lanes, qtbot: QtBot, settle: Callable[[], None]) -> None:
        self.fake, self.qtbot, self.settle = fake, qtbot, settle
        self.page = DeskPage(fake.desk(), lanes)
        self.changes: list[object] = []
        self.page.changed.connect(self.changes.append)
        self.page.changed.connect(lambda change: self.page.reload(change.kinds))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.page)
        self.page.set_scope(Scope(1))
        settle()
        self.page.focus_main()

    def press(self, key: Qt.Key, *, on: QWidget | None = None, control: bool = False, shift: bool = False) -> None:
        """A key on the list, or elsewhere."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        self.qtbot.keyClick(on or self.page.list, key, modifier)

    def go(self, number: int) -> None:
        """To a task, its fields read."""
        self.page.go_to(task(number))
        self.settle()

    def line(self, key: str) -> LineEditor:
        """The editor of a line."""
        found = self.page.form.editor(key)
        assert isinstance(found, LineEditor)
        return found

    def text(self, key: str = "text") -> TextEditor:
        """The editor of several lines."""
        found = self.page.form.editor(key)
        assert isinstance(found, TextEditor)
        return found

    def current(self) -> ItemRef | None:
        """The item that is worked on."""
        return self.page.list.current()

    def stored(self, what: str) -> list[tuple[object, ...]]:
        """What was asked to be stored, by kind."""
        return [one[1:] for one in self.fake.done if one[0] == what]
