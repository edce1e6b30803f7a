"""A figure to be reached, as it is edited: name, comparator, value, unit, years."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.services.desk_rows import DeskField, Figure, Value
from app.services.wording import plain_number
from app.ui import theme
from app.ui.widgets.desk_choice import QuietBox
from app.ui.widgets.desk_field import FieldEditor
from app.ui.widgets.desk_texts import is_finish

COMPARATORS = ((">=", "≥ 不低于"), ("<=", "≤ 不超过"), ("=", "＝ 达到"), ("~", "约"), (">", "＞ 高于"),
               ("<", "＜ 低于"), ("change", "增减（负为降）"))  # fmt: skip


NEW = "new"
"""The key of a figure that is not stored yet."""


class FigureEditor(FieldEditor):
    """One target. What is no number is marked and not stored. ``removed(ItemRef)``: it is no target."""

    keys = "Enter 保存　Esc 放弃　Tab 下一格　Alt+Delete 移除指标　F2 下一处存疑"

    removed = Signal(object)

    def __init__(self, field: DeskField) -> None:
        super().__init__(field)
        self.label = self._line("指标名称", 0)
        self.comparator = QuietBox()
        self.comparator.setAccessibleName("比较方式")
        self.comparator.setFixedWidth(124)
        for key, words in COMPARATORS:
            self.comparator.addItem(words, key)
        self.comparator.activated.connect(lambda _index: self.commit())
        self.comparator.installEventFilter(self)
        self.low = self._line("数值", 72)
        self.high = self._line("上限", 60)
        self.unit = self._line("单位", 0)
        self.year = self._line("年份", 64)
        self.base = self._line("基期", 64)
        self.remove = QToolButton(self)
        self.remove.setText("✕")
        self.remove.setToolTip("不是指标，移除（可以撤销）　Alt+Delete")
        self.remove.setAccessibleName("移除指标")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(lambda: self.removed.emit(self.field.ref))
        self.remove.setVisible(field.key != NEW)
        self._quote = QLabel()
        self._quote.setWordWrap(True)
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self._quote.setForegroundRole(self._quote.foregroundRole().PlaceholderText)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(_row((self.label, 1), self.remove))
        column.addLayout(_row(self.comparator, self.low, QLabel("—"), self.high, (self.unit, 1)))
        years = (QLabel("到"), self.year, QLabel("年，比"), self.base, QLabel("年"), (QWidget(), 1))
        column.addLayout(_row(*years))
        column.addWidget(self._quote)
        self.name.setText("指标")
        self._build(body)

    def value(self) -> Value:
        """The figure; is_sound says whether all numbers are some."""
        stored = self.field.value
        assert isinstance(stored, Figure)
        return replace(
            stored,
            name=self.label.text().strip(),
            comparator=str(self.comparator.currentData()),
            value=_typed(self.low.text(), stored.value) or 0.0,
            value_high=_typed(self.high.text(), stored.value_high),
            unit=self.unit.text().strip(),
            year=_year(self.year.text()),
            baseline_year=_year(self.base.text()),
        )

    def is_sound(self) -> bool:
        """Whether every number is one; the others get a red edge."""
        faults = [edit for edit, sound in self._soundness() if not sound]
        for edit, sound in self._soundness():
            theme.dress(edit, "" if sound else "border-color: @red;")
            edit.setToolTip("" if sound else f"请填写{edit.accessibleName()}")
        return not faults

    def begin(self) -> None:
        """To the value: that is what is misread most."""
        edit = self.label if self.field.key == NEW else self.low
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, Alt+Delete, leaving the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_finish(event):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._take_away()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._commit_when_gone)
        return super().eventFilter(watched, event)

    def _take_away(self) -> None:
        if self.field.key == NEW:
            self.abandon()
        else:
            self.left.emit()
            self.removed.emit(self.field.ref)

    def _commit_when_gone(self) -> None:
        if QApplication.activePopupWidget() is None and not self.has_focus():
            self.commit()

    def _soundness(self) -> list[tuple[QLineEdit, bool]]:
        return [
            (self.label, bool(self.label.text().strip())),
            (self.low, _number(self.low.text()) is not None),
            (self.high, not self.high.text().strip() or _number(self.high.text()) is not None),
            (self.year, not self.year.text().strip() or _year(self.year.text()) is not None),
            (self.base, not self.base.text().strip() or _year(self.base.text()) is not None),
        ]

    def _line(self, name: str, width: int) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.setPlaceholderText(name)
        if width:
            edit.setFixedWidth(width)
        edit.installEventFilter(self)
        return edit

    def _load(self) -> None:
        figure = self.field.value
        assert isinstance(figure, Figure)
        self.label.setText(figure.name)
        self.comparator.setCurrentIndex(self.comparator.findData(figure.comparator))
        self.low.setText("" if self.field.key == NEW else plain_number(figure.value))
        self.high.setText("" if figure.value_high is None else plain_number(figure.value_high))
        self.unit.setText(figure.unit)
        self.year.setText(str(figure.year or ""))
        self.base.setText(str(figure.baseline_year or ""))
        self._quote.setText(f"原文：{figure.quote}" if figure.quote else "")
        self._quote.setVisible(bool(figure.quote))
        self.is_sound()


def _row(*widgets: QWidget | tuple[QWidget, int]) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(4)
    for one in widgets:
        widget, stretch = one if isinstance(one, tuple) else (one, 0)
        layout.addWidget(widget, stretch)
    return layout


def _typed(text: str, stored: float | None) -> float | None:
    """The number that stands there; what was not touched keeps all its decimals."""
    return stored if stored is not None and text == plain_number(stored) else _number(text)


def _number(text: str) -> float | None:
    plain = text.strip().replace("，", "").replace(",", "").translate(_WIDE)
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _year(text: str) -> int | None:
    plain = text.strip().translate(_WIDE)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) == 4 else None


_WIDE = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
