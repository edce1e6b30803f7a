"""The fields of the selected item, each editable in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.services.desk_rows import DeskField, DeskItem, Figure, Value
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.itemmodels.desk import label_of
from app.ui.widgets.desk_choice import ChoiceEditor
from app.ui.widgets.desk_duties import DutiesEditor
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_figure import NEW, FigureEditor
from app.ui.widgets.desk_texts import LineEditor, TextEditor
from app.ui.widgets.desk_words import when
from app.ui.widgets.page_frame import ElidedLabel

Key = tuple[ItemRef, str, str]


@dataclass(frozen=True)
class Choices:
    """What can be chosen in a plan: its categories, its measures by number, the bodies' names."""

    categories: tuple[str, ...] = ()
    measures: tuple[tuple[int, str], ...] = ()
    names: tuple[str, ...] = ()


class DeskForm(QFrame):
    """Shows one item. Emits what its editors emit; ``acted(str)``: confirm, split, merge, target."""

    committed = Signal(object, object)
    reverted = Signal(object)
    settled = Signal(object, str)
    left = Signal()
    split_wanted = Signal(object, int)
    alias_wanted = Signal(str)
    acted = Signal(str)
    figure_added = Signal(object, object)
    figure_removed = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = Choices()
        self._item: DeskItem | None = None
        self._editors: dict[Key, FieldEditor] = {}
        self.head = ElidedLabel()
        self.head.setFont(theme.ui_font(medium=True))
        self.state = QLabel()
        self.state.setForegroundRole(self.state.foregroundRole().PlaceholderText)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, 0, 12, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._body)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 2)
        top.addWidget(self.head, 1)
        top.addSpacing(8)
        top.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        layout.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 6)
        foot.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for key, words, tip in (
            ("confirm", "确认", "内容与原件一致，转到下一处　Enter"),
            ("split", "拆分", "在光标处拆成两条　Ctrl+Shift+Enter"),
            ("merge", "与下一条合并", "与文中的下一条合成一条　Ctrl+Shift+J"),
            ("target", "＋ 指标", "添加漏识别的指标"),
        ):
            button = QToolButton()
            button.setText(words)
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, key=key: self.acted.emit(key))
            self.buttons[key] = button
            foot.addWidget(button)
        theme.dress(self.buttons["confirm"], "background: @accent; color: @on_accent; padding: 4px 16px;")
        foot.addStretch(1)
        return foot

    # --- content -------------------------------------------------------------------------------------------------

    def item(self) -> DeskItem | None:
        """The item that is shown."""
        return self._item

    def editors(self) -> tuple[FieldEditor, ...]:
        """The editors in their order."""
        return tuple(self._editors.values())

    def editor(self, key: str) -> FieldEditor:
        """The editor of a field of the item by its key."""
        return next(one for one in self._editors.values() if one.field.key == key)

    def show_item(self, item: DeskItem | None) -> None:
        """Head and state of another item, or of the same one after a change; what it holds follows."""
        if self._item is not None and (item is None or item.ref != self._item.ref):
            self.commit()
            self._clear()
        self._item = item
        self.setEnabled(item is not None)
        self.head.set_full_text("" if item is None else f"{label_of(item)}　{item.title}")
        if item is None:
            self.state.setText("")
        elif item.checked:
            self.state.setText(f"✓ 已校对　{item.checked_by} {when(item.checked_at)}")
        else:
            self.state.setText("未校对")
        kind = "" if item is None else item.kind
        self.buttons["split"].setVisible(kind == "task")
        self.buttons["merge"].setVisible(kind == "task")
        self.buttons["target"].setVisible(kind in ("task", "measure", "chapter"))

    def show_fields(self, fields: Sequence[DeskField]) -> None:
        """The fields of the item; where they are the same ones as before, editors stay and so does the keyboard."""
        keys = [(field.ref, field.key, field.kind) for field in fields]
        if keys != [key for key in self._editors if key[1] != NEW]:
            self._rebuild(fields, keys)
            return
        for key, field in zip(keys, fields, strict=True):
            self._editors[key].set_field(field)

    def begin(self) -> None:
        """The keyboard to the first field that needs a person, else to the first one."""
        texts = tuple(editor for editor in self.editors() if editor.field.key == "text")
        for editor in (self._marked() or texts or self.editors())[:1]:
            editor.begin()
            self.area.ensureWidgetVisible(editor, 0, 24)

    def begin_next(self) -> None:
        """On to the next doubtful character or field, round the end; what was typed before is stored."""
        editors = self.editors()
        held = next((place for place, one in enumerate(editors) if one.has_focus()), -1)
        if held >= 0 and editors[held].begin_next():
            return
        ahead = [one for one in (*editors[held + 1 :], *editors[: max(held, 0)]) if one in self._marked()]
        for editor in ahead[:1]:
            editor.begin()
            self.area.ensureWidgetVisible(editor, 0, 24)

    def keys(self) -> str:
        """What the keys do in the field that has the keyboard; "" where none has it."""
        return next((one.keys for one in self.editors() if one.has_focus()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 in a field."""
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.begin_next()
        else:
            super().keyPressEvent(event)

    def _marked(self) -> tuple[FieldEditor, ...]:
        """The editors of the fields that need a person."""
        return tuple(
            one for one in self.editors() if one.field.conflicted or (one.field.doubts and not one.field.checked)
        )

    def _show_marked(self) -> None:
        for editor in self._marked()[:1]:
            self.area.ensureWidgetVisible(editor, 0, 24)

    def begin_figure(self) -> None:
        """An empty figure at the end, stored when it has a name and a number."""
        item = self._item
        key = (item.ref, NEW, "figure") if item is not None else None
        if item is None or key is None or key in self._editors:
            return
        figure = Figure("", "=", 0.0, "")
        editor = FigureEditor(DeskField(item.ref, NEW, "新指标", "figure", figure, figure))
        editor.committed.connect(lambda field, value: self.figure_added.emit(field.ref, value))
        editor.left.connect(self._leave_figure)
        editor.entered.connect(self.entered)
        self._editors[key] = editor
        self._column.insertWidget(self._column.count() - 1, editor)
        editor.begin()
        QTimer.singleShot(0, editor, lambda: self.area.ensureWidgetVisible(editor, 0, 24))

    def _leave_figure(self) -> None:
        for key in [key for key in self._editors if key[1] == NEW]:
            editor = self._editors[key]
            if not editor.is_dirty():
                del self._editors[key]
                self._column.removeWidget(editor)
                editor.hide()
                editor.deleteLater()
        self.left.emit()

    def commit(self) -> None:
        """Store whatever is being typed."""
        for editor in self._editors.values():
            editor.commit()

    def retry(self) -> None:
        """Something could not be stored: it may be handed out again."""
        for editor in self._editors.values():
            editor.retry()

    def split_place(self) -> tuple[DeskField, int] | None:
        """The text of the item and where the cursor stands in it."""
        for editor in self._editors.values():
            if isinstance(editor, TextEditor) and editor.field.key == "text":
                return editor.field, editor.cursor_position()
        return None

    def _rebuild(self, fields: Sequence[DeskField], keys: Sequence[Key]) -> None:
        held = any(editor.has_focus() for editor in self._editors.values())
        self._clear()
        for place, (key, field) in enumerate(zip(keys, fields, strict=True)):
            editor = self._make(field)
            for mine, its in (
                (self.committed, editor.committed),
                (self.reverted, editor.reverted),
                (self.settled, editor.settled),
                (self.left, editor.left),
                (self.split_wanted, editor.split_wanted),
                (self.alias_wanted, editor.alias_wanted),
                (self.entered, editor.entered),
            ):
                its.connect(mine)
            self._editors[key] = editor
            self._column.insertWidget(place, editor)
        self.area.verticalScrollBar().setValue(0)
        # Once the editors have their places.
        QTimer.singleShot(0, self, self._show_marked)
        if held:
            self.left.emit()

    def _make(self, field: DeskField) -> FieldEditor:
        if field.kind == "duties":
            return DutiesEditor(field, self.choices.names)
        if field.kind == "figure":
            editor = FigureEditor(field)
            editor.removed.connect(self.figure_removed)
            return editor
        if field.kind in ("category", "measure"):
            return ChoiceEditor(field, self._options(field), dict(self.choices.measures))
        return TextEditor(field) if field.kind in ("text", "cell") else LineEditor(field)

    def _options(self, field: DeskField) -> list[tuple[Value, str]]:
        if field.kind == "category":
            return [(label, label) for label in self.choices.categories]
        found: list[tuple[Value, str]] = [(None, "（不对应措施）")]
        return found + list(self.choices.measures)

    def _clear(self) -> None:
        for editor in self._editors.values():
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors = {}
