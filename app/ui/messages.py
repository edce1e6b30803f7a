"""The one door through which the program speaks to the user: notices in the window, questions, file choices."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import Cancelled, KnownError
from app.ui.widgets.notices import Notice, NoticeBar

log = logging.getLogger(__name__)

Offer = tuple[str, Callable[[], None]]


class Messages(QObject):
    """Notices stand in the window's notice bar and stop nobody; only questions are boxes. All of it is logged."""

    def __init__(self, bar: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._bar = bar
        self._window = window

    def info(self, text: str, *offers: Offer) -> None:
        """Something went well; goes away by itself, unless it offers something."""
        log.info("told: info")
        self._bar.show_notice(Notice("info", text, "", offers), seconds=0 if offers else 6)

    def warning(self, text: str, hint: str = "", *offers: Offer) -> None:
        """Something is to be known before one goes on."""
        log.info("told: warning")
        self._bar.show_notice(Notice("warning", text, hint, offers))

    def refused(self, error: KnownError) -> None:
        """A known error: what happened and what to do next. A cancelled work is only mentioned."""
        log.info("told: %s", type(error).__name__)
        if isinstance(error, Cancelled):
            self._bar.show_notice(Notice("info", error.message, error.hint), seconds=6)
        else:
            self._bar.show_notice(Notice("error", error.message, error.hint))

    def failures(self, head: str, lines: list[str]) -> None:
        """Several things went wrong in one go: each gets its line."""
        log.info("told: %d failures", len(lines))
        self._bar.show_notice(Notice("error", head, "", (), tuple(lines)))

    def ask(self, question: str, detail: str, verb: str, on_yes: Callable[[], object]) -> QMessageBox:
        """Ask before something is lost. The verb stands on the button; Esc means no."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, self._window.windowTitle(), question, parent=self._window)
        box.setInformativeText(detail)
        box.setStyleSheet("QMessageBox QLabel { min-width: 320px; }")  # else Qt breaks a short sentence
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: on_yes() if button is yes else None)
        box.open()
        return box

    def choose_files(self, title: str, folder: str, kinds: str) -> list[Path]:
        """Let the user choose files to open."""
        names, _ = QFileDialog.getOpenFileNames(self._window, title, folder, kinds)
        return [Path(name) for name in names]

    def choose_folder(self, title: str, folder: str) -> Path | None:
        """Let the user choose a folder."""
        name = QFileDialog.getExistingDirectory(self._window, title, folder)
        return Path(name) if name else None

    def choose_target(self, title: str, proposed: Path, kinds: str) -> Path | None:
        """Let the user choose where to write; the ending is added where it was left out."""
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)
        if not name:
            return None
        chosen = Path(name)
        return chosen if chosen.suffix else chosen.with_suffix(proposed.suffix)

    def open_path(self, path: Path) -> None:
        """Open a file or folder with the system's program for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
