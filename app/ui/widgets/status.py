"""The status line: scope, counts, 已保存, and work in the background with its progress and a cancel button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from app.ui import theme
from app.ui.lanes import Lanes, Work

SHOW_AFTER = 0.3
CANCEL_AFTER = 1.0
_LOOK_EVERY = 100


class StatusLine(QStatusBar):
    """Looks at the lanes by a timer while they are busy; a worker never calls a widget."""

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态栏")
        self.scope = _Elided(self)
        self.page = QLabel(self)
        self.what = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setFixedSize(120, 14)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.cancel = QPushButton("取消", self)
        self.cancel.setStyleSheet("padding: 0 10px; min-height: 18px;")
        self.cancel.clicked.connect(self._cancel)
        self.saved = QLabel(self)
        theme.dress(self.saved, "color: @green; padding: 0 8px;")
        self.addWidget(self.scope, 1)
        for widget in (self.page, self.what, self.bar, self.cancel, self.saved):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        lanes.work_started.connect(self._on_started)
        lanes.work_ended.connect(self._on_ended)
        self._shown: Work | None = None
        self._look()

    def set_scope(self, text: str) -> None:
        """Say what is looked at, with its counts."""
        self.scope.setText(text)
        self.scope.setToolTip(text)

    def set_page_status(self, text: str) -> None:
        """Say what the page has to say (rows shown, filters)."""
        self.page.setText(text)

    def set_saved(self, text: str) -> None:
        """已保存, 正在保存 or why nothing can be saved."""
        self.saved.setText(text)

    def _on_started(self, work: Work) -> None:
        if work.lane == "write":
            self.saved.setText("正在保存…")
        self._timer.start()

    def _on_ended(self, work: Work) -> None:
        if work.lane == "write" and not any(one.lane == "write" for one in self._lanes.busy()):
            self.saved.setText("未保存" if work.failed else "已保存")
        self._look()

    def _look(self) -> None:
        busy = self._lanes.busy()
        if not busy:
            self._timer.stop()
        lasting = [work for work in busy if work.age >= SHOW_AFTER]
        self._shown = next((work for work in lasting if work.cancellable), lasting[0] if lasting else None)
        for widget in (self.what, self.bar):
            widget.setVisible(self._shown is not None)
        self.cancel.setVisible(False)
        if self._shown is not None:
            self._show_work(self._shown, len(lasting))

    def _show_work(self, work: Work, count: int) -> None:
        done, total, what = work.state
        others = f"（另有 {count - 1} 项）" if count > 1 else ""
        words = "正在取消…" if work.cancelled else f"{work.title}{'：' if what else ''}{what}{others}"
        self.what.setText(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.cancel.setVisible(work.cancellable and not work.cancelled and work.age >= CANCEL_AFTER)

    def _cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self._look()


class _Elided(QLabel):
    """A label that gives way: its text is cut at the end with … instead of widening the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(8, 0, 8, 0)
