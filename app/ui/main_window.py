"""The window: commands, shell and events. The desk, which does the work, is set up after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app import NAME, settings as keys
from app.ui import theme, windowstate
from app.ui.actions import Actions
from app.ui.pageset import PAGES, PageEntry
from app.ui.shell import Shell
from app.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from app.settings import Settings
    from app.ui.desk import Desk
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices


class MainWindow(QMainWindow):
    """One window on one workspace. It stands before the workspace is opened, and fills when that is done."""

    filled = Signal()

    def __init__(
        self,
        services: UiServices,
        lanes: Lanes,
        settings: Settings,
        *,
        files: tuple[Path, ...] = (),
        pages: tuple[PageEntry, ...] = PAGES,
    ) -> None:
        super().__init__()
        self._services, self._lanes, self._settings = services, lanes, settings
        self._entries = pages
        self._files = list(files)
        self._desk: Desk | None = None
        self._painted = False
        self._leaving = False
        self.setWindowTitle(NAME)
        self.setMinimumSize(QSize(800, 480))
        self.shell = Shell(self, services, lanes, pages)
        self.commands = Actions(self, self.menuBar(), self._handlers())
        self.commands["dark"].setChecked(theme.tokens().dark)
        for number, entry in enumerate(pages, 1):
            self._add_page_command(number, entry)
        self.commands.menus["page"].aboutToShow.connect(self._fill_page_menu)
        self.toolbar = Toolbar(self.commands, self)
        self.addToolBar(self.toolbar)
        self.shell.frame.shown_changed.connect(lambda name, shown: self.commands[name].setChecked(shown))
        windowstate.restore_geometry(self, settings)
        windowstate.restore_frame(self.shell.frame, settings)
        self.commands.update(frozenset())
        self.toolbar.set_plan(there=False)

    @property
    def desk(self) -> Desk:
        """What does the work; made when it is first asked for, at the latest after the first paint."""
        if self._desk is None:
            from app.ui.desk import Desk

            self._desk = Desk(self, self.shell, self._services, self._lanes, self._settings, self._entries)
            self._desk.moved.connect(self._on_moved)
            self._desk.filled.connect(self.filled)
            self._desk.remarking.reviewer_changed.connect(self._show_reviewer)
            self.setAcceptDrops(True)
        return self._desk

    def _add_page_command(self, number: int, entry: PageEntry) -> None:
        self.commands.add_page(self, number, entry.title, entry.icon, lambda: self.desk.navigator.show_page(entry.key))

    def _fill_page_menu(self) -> None:
        """What can be done on the page that is shown; its keys work without the menu."""
        menu, page = self.commands.menus["page"], self.shell.stack.page()
        menu.clear()
        for command in page.commands() if page is not None else ():
            if command.line_before:
                menu.addSeparator()
            action = menu.addAction(f"{command.words}\t{command.keys}" if command.keys else command.words)
            action.setEnabled(command.possible)
            action.setCheckable(command.checked is not None)
            action.setChecked(bool(command.checked))
            action.triggered.connect(lambda _on=False, call=command.call: call())
        if menu.isEmpty():
            menu.addAction("请先打开一个页面").setEnabled(False)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        frame = self.shell.frame
        return {
            "import": lambda: self.desk.choose_import(),
            "batch": lambda: self.desk.batching.show(),
            "samples": lambda: self.desk.import_samples(),
            "report": lambda: self.desk.export_report(),
            "duties": lambda: self.desk.export_duties(),
            "tasks_xlsx": lambda: self.desk.export_tasks(),
            "reviewer": lambda: self.desk.remarking.ask_reviewer(),
            "quit": self.close,
            "undo": lambda: self.desk.undoing.undo(),
            "redo": lambda: self.desk.undoing.redo(),
            "remark": lambda: self.desk.write_remark(),
            "edit_remark": lambda: self.desk.edit_remark(),
            "delete_remark": lambda: self.desk.delete_remark(),
            "library": lambda: frame.toggle("library"),
            "inspector": lambda: frame.toggle("inspector"),
            "next_pane": frame.next_pane,
            "source": lambda: self.desk.show_source(),
            "reload": lambda: self.desk.reload(),
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "dark": self._toggle_dark,
            "manual": lambda: self.desk.show_manual(),
            "log_folder": lambda: self.desk.open_log_folder(),
            "about": lambda: self.desk.show_about(),
        }

    # Opening: the window is painted first, then the desk is set up and the workspace is opened

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint starts the work that the shell did not wait for."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.open_workspace)

    def open_workspace(self) -> None:
        """Set the desk up, open the workspace; files of the command line follow."""
        self._painted = True
        self.desk.open_workspace()
        if self._files:
            self.desk.import_files(self._files)
            self._files = []

    def _on_moved(self) -> None:
        desk = self.desk
        there = desk.possible()
        self.commands.update(there, {"write": desk.read_only} if desk.read_only else {})
        self.commands.name_steps(*desk.undoing.labels())
        self.toolbar.set_plan(there="plan" in there)
        self.shell.status.set_scope(desk.navigator.scope_words())

    def _show_reviewer(self, name: str) -> None:
        self.commands["reviewer"].setIconText(f"审阅人：{name}" if name else "审阅人")

    def _toggle_dark(self) -> None:
        dark = self.commands["dark"].isChecked()
        self._settings.set(keys.THEME, "dark" if dark else "light")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark=dark)
        self.shell.stack.renew()
        self.desk.dress_anew()

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome where the workspace can be written to."""
        from app.ui.importer import dropped_files

        files = dropped_files(event.mimeData())
        if files and self.desk.writable:
            event.acceptProposedAction()
            self.desk.library.show_drop(len(files))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went away again."""
        self.desk.library.show_drop(0)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        from app.ui.importer import dropped_files, dropped_paths, holds_folder

        self.desk.library.show_drop(0)
        paths = dropped_paths(event.mimeData())
        event.acceptProposedAction()
        if holds_folder(paths):
            self.desk.import_batch(paths)
        elif files := dropped_files(event.mimeData()):
            self.desk.import_files(files)

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved text is asked about; the state of the window is noted."""
        if self._desk is not None:
            if not self._leaving and not self._desk.may_leave(self._leave_anyway):
                event.ignore()
                return
            self._desk.leave()
        windowstate.remember_window(self, self.shell.frame, self._settings)
        super().closeEvent(event)

    def _leave_anyway(self) -> None:
        self._leaving = True
        self.close()
