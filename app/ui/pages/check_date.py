"""The reference date of page 校核: asked once a plan, shown ever after, changed by a button."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.services.finding_rows import ReferenceDate
from app.ui.widgets.page_frame import Toolbar

_QUESTION = "时限按哪一天判断？请填写本方案的拟印发日期"


class _DateEdit(QLineEdit):
    """A day as 2025-03-01. Esc leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def day_words(day: str) -> str:
    """2025-03-01 → 2025年3月1日."""
    year, month, date = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{date}日"


def read_day(words: str) -> str | None:
    """A day typed as 2025-3-1, 2025.3.1, 2025/3/1 or 2025年3月1日; None for anything else."""
    for sign in "年月./":
        words = words.replace(sign, "-")
    parts = words.replace("日", "").strip().split("-")
    if len(parts) != 3 or not all(part.strip().isdigit() for part in parts):
        return None
    try:
        return dt.date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        return None


class DateStrip(Toolbar):
    """``chosen(str)``: an ISO day, or "" for the printed one; ``declined()``: not to be asked again."""

    chosen = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._reference = ReferenceDate(None)
        self.label = QLabel()
        self.edit = _DateEdit()
        self.edit.setPlaceholderText("如 2025-03-01")
        self.edit.setAccessibleName("拟印发日期")
        self.edit.setMaximumWidth(150)
        self.error = QLabel()
        self.save_button = QPushButton("确定")
        self.cancel_button = QPushButton("取消")
        self.printed_button = QPushButton("按方案印发日期")
        self.change_button = QPushButton("更改…")
        for widget in (
            self.label, self.edit, self.save_button, self.cancel_button, self.printed_button, self.change_button,
        ):  # fmt: skip
            self.add(widget)
        self.add(self.error, 1)
        self.add_space()
        self.change_button.clicked.connect(lambda: self._show(asking=True))
        self.cancel_button.clicked.connect(self._leave)
        self.edit.left.connect(self._leave)
        self.edit.returnPressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.printed_button.clicked.connect(lambda: self.chosen.emit(""))
        self._show(asking=False)

    def show_reference(self, reference: ReferenceDate, *, ask: bool = True) -> None:
        """Show the day in force; where there is none ask, unless nobody wants to be asked."""
        if reference == self._reference and self.edit.isVisible() and self.edit.text():
            return
        self._reference = reference
        self._show(asking=ask and reference.date is None)

    def _show(self, *, asking: bool) -> None:
        day = self._reference.date
        said = f"时限判断日期：{day_words(day)}（{self._reference.source or '拟印发日期'}）" if day else ""
        self.label.setText(_QUESTION if asking else said or "未填写拟印发日期，不判断时限是否已过")
        self.edit.setText(day or "" if asking else "")
        self.error.setText("")
        for widget in (self.edit, self.save_button):
            widget.setVisible(asking)
        self.cancel_button.setVisible(asking)
        self.cancel_button.setText("取消" if day else "暂不填写")
        self.printed_button.setVisible(asking and self._reference.source == "拟印发日期")
        self.change_button.setVisible(not asking)
        self.change_button.setText("更改…" if day else "填写…")
        if asking and day:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit.selectAll()

    def _leave(self) -> None:
        if self._reference.date is None:
            self.declined.emit()
        self._show(asking=False)

    def _save(self) -> None:
        day = read_day(self.edit.text())
        if day is None:
            self.error.setText("请按 2025-03-01 的样式填写。")
        else:
            self.chosen.emit(day)
