"""The bodies of a task with their roles: a row each, in their order; names complete from those that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.services.desk_rows import DeskField, Duty, Value
from app.services.rows import ROLE_SIGNS, ROLE_WORDS
from app.ui import theme
from app.ui.widgets.desk_choice import QuietBox
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_texts import is_finish

UNKNOWN = "不在单位名录中"


class DutyRow(QWidget):
    """Role, name, order, removal. ``moved(step)``, ``removed``, ``edited`` (role or order: stored at once)."""

    edited = Signal()
    moved = Signal(object, int)
    removed = Signal(object)
    alias_wanted = Signal(str)

    def __init__(self, duty: Duty, names: Sequence[str]) -> None:
        super().__init__()
        self._duty = duty
        self.role = QuietBox()
        self.role.setFixedWidth(116)
        self.role.setAccessibleName("角色")
        for key, word in ROLE_WORDS.items():
            self.role.addItem(f"{ROLE_SIGNS[key]} {word}", key)
        self.role.setCurrentIndex(self.role.findData(duty.role))
        self.role.activated.connect(lambda _index: self.edited.emit())
        self.name = QLineEdit(duty.as_written)
        self.name.setAccessibleName("单位名称")
        self.name.setPlaceholderText("单位名称")
        self.name.setToolTip("Alt+↑ Alt+↓ 调整次序，Alt+Insert 添加，Alt+Delete 移除")
        completer = QCompleter(list(names), self.name)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        self.name.setCompleter(completer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.role)
        layout.addWidget(self.name, 1)
        self.unknown = self._button("加入单位名录", f"{UNKNOWN}：核对无误后加入，以后不再存疑", self._ask_alias)
        theme.dress(self.unknown, "color: @amber;")
        self.unknown.setVisible(not duty.known and bool(duty.as_written))
        layout.addWidget(self.unknown)
        self.up = self._button("↑", "上移　Alt+↑", lambda: self.moved.emit(self, -1))
        self.down = self._button("↓", "下移　Alt+↓", lambda: self.moved.emit(self, 1))
        self.remove = self._button("✕", "移除　Alt+Delete", lambda: self.removed.emit(self))
        for button in (self.up, self.down, self.remove):
            button.setFixedWidth(26)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(button)

    def duty(self) -> Duty:
        """The row as it stands; a changed name is looked up anew, a changed role loses its printed word."""
        name, role = self.name.text().strip(), str(self.role.currentData())
        duty = self._duty
        if name != duty.as_written:
            duty = replace(duty, as_written=name, agency="", known=True)
        if role != duty.role:
            duty = replace(duty, role=role, role_raw="")
        return duty

    def _ask_alias(self) -> None:
        self.alias_wanted.emit(self.name.text().strip())

    def _button(self, text: str, tip: str, call: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("　")[0])
        button.clicked.connect(call)
        return button


class DutiesEditor(FieldEditor):
    """All duties of a task: the whole list is one value."""

    keys = "Enter 保存　Esc 放弃　Tab 下一格　Alt+↑ Alt+↓ 调整次序　Alt+Insert 添加　Alt+Delete 移除"

    def __init__(self, field: DeskField, names: Sequence[str]) -> None:
        super().__init__(field)
        self._names = names
        self.rows: list[DutyRow] = []
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.add = QToolButton()
        self.add.setText("＋ 添加单位")
        self.add.setToolTip("Alt+Insert")
        self.add.clicked.connect(lambda: self._add(len(self.rows)))
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._build(body)

    def value(self) -> Value:
        """The duties that have a name, in their order."""
        return tuple(duty for row in self.rows if (duty := row.duty()).as_written)

    def begin(self) -> None:
        """To the first name that nobody knows, else to the first."""
        first = next((row for row in self.rows if not row.duty().known), self.rows[0] if self.rows else None)
        (first.name if first is not None else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, Alt with arrows, Insert and Delete; leaving the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._key(watched, event):
                return True
        elif event.type() == QEvent.Type.FocusOut:
            # Going from name to role within the field is no leaving.
            QTimer.singleShot(0, self, self._commit_when_gone)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        row = next((one for one in self.rows if watched in (one.name, one.role)), None)
        if is_finish(event):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.abandon()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and row is not None:
            return self._alt_key(row, Qt.Key(event.key()))
        else:
            return False
        return True

    def _alt_key(self, row: DutyRow, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(row, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Insert:
            self._add(self.rows.index(row) + 1)
        elif key == Qt.Key.Key_Delete:
            self._remove(row)
        else:
            return False
        return True

    def _commit_when_gone(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is None and not self.has_focus():
            self.commit()

    def _load(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        duties = self.field.value
        for duty in duties if isinstance(duties, tuple) else ():
            self._insert(len(self.rows), duty)

    def _insert(self, place: int, duty: Duty) -> DutyRow:
        row = DutyRow(duty, self._names)
        row.edited.connect(self.commit)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        row.alias_wanted.connect(self.alias_wanted)
        for widget in (row.name, row.role):
            widget.installEventFilter(self)
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        return row

    def _add(self, place: int) -> None:
        role = self.rows[place - 1].duty().role if place else "lead"
        row = self._insert(place, Duty("", "support" if role == "lead" and place else role))
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: DutyRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        row.hide()
        row.deleteLater()
        self.commit()

    def _move(self, row: DutyRow, step: int) -> None:
        place = self.rows.index(row)
        if not 0 <= place + step < len(self.rows):
            return
        self.rows.insert(place + step, self.rows.pop(place))
        self._column.insertWidget(place + step, row)
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commit()
