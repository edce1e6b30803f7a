"""One field of the desk: its name, its editor, what is doubtful about it, what was extracted, who disagrees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.desk_rows import CONFLICT_WORDS, DeskField, Value
from app.services.wording import FIELD_NAMES
from app.ui import theme
from app.ui.widgets.desk_words import deadline_words, value_words, weak_ranges, when

NAME_WIDTH = 76


def needs_person(field: DeskField) -> bool:
    """Whether a doubt or a disagreement about a field is open."""
    return field.conflicted or (bool(field.doubts) and not field.checked)


def _bare(sentence: str) -> str:
    """A doubt without the field's name, beside which it stands."""
    name, colon, rest = sentence.partition("：")
    return rest if colon and name in FIELD_NAMES.values() else sentence


class FieldEditor(QFrame):
    """Base of the editors; what is typed is handed out by ``committed`` as soon as the field is left.

    ``committed(DeskField, value)``, ``reverted(DeskField)`` (back to what was extracted), ``settled(DeskField, key)``
    (one of two values chosen), ``left()`` (the keyboard goes back to the list), ``split_wanted(DeskField, int)``
    (at a character), ``alias_wanted(str)`` (an unknown body for the lexicon), ``entered()`` (the keyboard came).
    """

    keys = "Enter 保存　Esc 放弃　Tab 下一个字段　F2 下一处存疑"
    """What the keys do here, for the line of hints."""

    committed = Signal(object, object)
    reverted = Signal(object)
    settled = Signal(object, str)
    left = Signal()
    split_wanted = Signal(object, int)
    alias_wanted = Signal(str)
    entered = Signal()

    def __init__(self, field: DeskField, measures: dict[int, str] | None = None) -> None:
        super().__init__()
        self.field = field
        self._measures = measures or {}
        self._sent: tuple[Value] | None = None
        self._refused = False
        self.name = QLabel(field.name)
        self.name.setFixedWidth(NAME_WIDTH)
        self.name.setWordWrap(True)
        self.name.setContentsMargins(0, 5, 0, 0)
        self.name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        theme.dress(self.notes, "color: @amber;")
        self.before = QLabel()
        self.before.setWordWrap(True)
        self.before.setTextFormat(Qt.TextFormat.PlainText)
        self.before.setForegroundRole(self.before.foregroundRole().PlaceholderText)
        self.revert = QToolButton()
        self.revert.setText("还原")
        self.revert.setToolTip("改回程序识别的内容（可以撤销）")
        self.revert.clicked.connect(lambda: self.reverted.emit(self.field))
        self._rows: list[QWidget] = []
        self._takers: list[QPushButton] = []
        self._options = QVBoxLayout()
        self._options.setSpacing(2)

    def _build(self, body: QWidget) -> None:
        """Put the editor between name and notes; once, at the end of the subclass's ``__init__``."""
        under = QHBoxLayout()
        under.setSpacing(4)
        under.addWidget(self.before, 1)
        under.addWidget(self.revert, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(self._options)
        right.addWidget(self.notes)
        right.addWidget(body)
        right.addLayout(under)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.name, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(1, 1)
        self.name.setBuddy(body)
        self._load()
        self._tell()

    # --- what the subclasses say ---------------------------------------------------------------------------------

    def value(self) -> Value:
        """What stands in the editor now."""
        raise NotImplementedError

    def _load(self) -> None:
        """Put the field's value into the editor."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the editor the keyboard."""
        raise NotImplementedError

    def begin_next(self) -> bool:
        """On to the next character that was not read surely, within the field; False where there is none."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that the keyboard came."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)

    def is_sound(self) -> bool:
        """Whether what is typed can be stored."""
        return True

    # --- storing -------------------------------------------------------------------------------------------------

    def set_field(self, field: DeskField) -> None:
        """The field as it is stored now; what is being typed at this moment stays."""
        typing = self.is_dirty() and (self._refused or (self.has_focus() and self._sent != (self.value(),)))
        self.field, self._sent = field, None
        if not typing and self.value() != field.value:
            self._load()
        self._tell()

    def is_dirty(self) -> bool:
        """Whether the editor holds something else than what is stored."""
        return self.value() != self.field.value

    def commit(self) -> None:
        """Hand out what was typed; once, also where several things end the typing."""
        if self.is_dirty() and self.is_sound() and self._sent != (self.value(),):
            self._sent, self._refused = (self.value(),), False
            self.committed.emit(self.field, self.value())

    def retry(self) -> None:
        """What was handed out could not be stored: the words stay, and can be handed out again."""
        self._refused = self._refused or self._sent is not None
        self._sent = None

    def reset(self) -> None:
        """Drop what was typed."""
        self._refused = False
        self._load()

    def finish(self) -> None:
        """Enter: store and go back to the list; what cannot be stored keeps the keyboard."""
        self.commit()
        if self.is_sound():
            self.left.emit()

    def abandon(self) -> None:
        """Esc: drop and go back to the list."""
        self.reset()
        self.left.emit()

    def weak(self, text: str) -> list[tuple[int, int]]:
        """The characters of ``text`` that the reader was not sure of, as long as the field is doubtful."""
        return weak_ranges(text, self.field.doubts) if needs_person(self.field) else []

    def has_focus(self) -> bool:
        """Whether the keyboard is in this field."""
        focused: QWidget | None = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # --- what stands beside it -------------------------------------------------------------------------------------

    def _tell(self) -> None:
        field = self.field
        read = deadline_words(field.read) if field.kind == "deadline" and field.value else ""
        plain = dict.fromkeys(_bare(doubt) for doubt in field.doubts)
        self.notes.setText("\n".join(f"存疑：{doubt}" for doubt in plain))
        self.notes.setVisible(bool(field.doubts) and not field.checked)
        said = value_words(field.extracted, field.kind, self._measures)
        who = f"　{field.by} {when(field.at)}" if field.by else ""
        words = f"原识别：{said}{who}" if field.corrected else f"理解为：{read}" if read else ""
        if field.corrected and read:
            words = f"理解为：{read}　{words}"
        self.before.setText(words)
        self.before.setVisible(bool(words))
        self.revert.setVisible(field.corrected and not field.conflicted)
        token = "red" if field.conflicted else "amber" if needs_person(field) else "secondary"
        theme.dress(self.name, f"color: @{token};")
        self._show_options()

    def _show_options(self) -> None:
        for row in self._rows:
            self._options.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._takers = [], []
        if not self.field.conflicted:
            return
        head = QLabel(CONFLICT_WORDS)
        theme.dress(head, "color: @red;")
        self._options.addWidget(head)
        self._rows.append(head)
        for option in self.field.options:
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            who = "　".join(part for part in (option.by, when(option.at)) if part)
            words = QLabel(f"{who}：{option.words}" if who else option.words)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            take = QPushButton("采用")
            take.setStyleSheet("padding: 0 10px; min-height: 22px;")
            take.setAccessibleName(f"采用：{option.words}")
            take.clicked.connect(lambda _on=False, key=option.key: self.settled.emit(self.field, key))
            layout.addWidget(words, 1)
            layout.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
            self._options.addWidget(row)
            self._rows.append(row)
            self._takers.append(take)

    def takers(self) -> list[QPushButton]:
        """The buttons that end a disagreement, in the order of the values."""
        return list(self._takers)
