"""The window: puts rail, library, pages, inspector and status line together; the only place that connects them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app import NAME, paths, settings as keys
from app.errors import KnownError
from app.services.rows import ItemRef, Scope
from app.ui import theme, windowstate
from app.ui.actions import REASONS, Actions
from app.ui.exporter import Exporter
from app.ui.importer import KINDS, Importer, dropped_files
from app.ui.messages import Messages
from app.ui.navigation import Navigator, Places
from app.ui.pageset import PAGES, PageEntry, PageStack
from app.ui.remarking import Remarking
from app.ui.toolbar import Toolbar
from app.ui.undoing import Undoing
from app.ui.widgets.frame import Frame
from app.ui.widgets.inspector import Inspector
from app.ui.widgets.library import Library
from app.ui.widgets.notices import NoticeBar
from app.ui.widgets.rail import Rail
from app.ui.widgets.status import StatusLine
from app.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from app.services.history import Change
    from app.services.importing import ImportOutcome
    from app.settings import Settings
    from app.ui.dialogs.manual import ManualDialog
    from app.ui.dialogs.source import SourceDialog
    from app.ui.lanes import Lanes
    from app.ui.services import Opened, UiServices
    from app.ui.widgets.card import Card

_DROP_HINT = "拖入文件即可导入"
_ALL_KINDS = frozenset(("plans", "remarks", "reviewers", "agencies"))


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
        self._files = list(files)
        self._opened: Opened | None = None
        self._started = False
        self._leaving = False
        self._source: SourceDialog | None = None
        self._manual: ManualDialog | None = None
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(800, 480))
        self._make_parts(pages)
        self._make_controllers(pages)
        self._make_commands(pages)
        self._connect()
        windowstate.restore_geometry(self, settings)
        self.navigator.scope = windowstate.restore_frame(self.frame, settings)
        self.navigator.first_page = settings.get(keys.WINDOW_PAGE) or self.navigator.first_page
        self._update_actions()

    # Building

    def _make_parts(self, pages: tuple[PageEntry, ...]) -> None:
        self.rail = Rail(self)
        self.library = Library(self)
        self.stack = PageStack(self._services, self._lanes, pages, self)
        self.inspector = Inspector(self._services, self._lanes, self)
        self.notices = NoticeBar(self)
        self.welcome = Welcome(self)
        self.stack.leave(self.welcome)
        self.frame = Frame(self.rail, self.library, self.stack, self.inspector)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.frame, 1)
        self.setCentralWidget(centre)
        self.status = StatusLine(self._lanes, self)
        self.setStatusBar(self.status)

    def _make_controllers(self, pages: tuple[PageEntry, ...]) -> None:
        services, lanes = self._services, self._lanes
        self.messages = Messages(self.notices, self)
        self.undoing = Undoing(services, lanes, self)
        self.importer = Importer(services, lanes, self.messages, self)
        self.exporter = Exporter(services, lanes, self.messages, self._settings, self)
        self.remarking = Remarking(services, lanes, self.messages, self)
        places = Places(self.rail, self.library, self.stack, self.inspector)
        self.navigator = Navigator(services, lanes, places, pages, self)

    def _make_commands(self, pages: tuple[PageEntry, ...]) -> None:
        self.commands = Actions(self, self.menuBar(), self._handlers())
        self.commands["dark"].setChecked(theme.tokens().dark)
        for number, entry in enumerate(pages, 1):
            self.rail.add_page(entry.key, entry.title, entry.icon)
            self._add_page_command(number, entry)
        self.toolbar = Toolbar(self.commands, self)
        self.addToolBar(self.toolbar)

    def _add_page_command(self, number: int, entry: PageEntry) -> None:
        self.commands.add_page(self, number, entry.title, entry.icon, lambda: self.navigator.show_page(entry.key))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "import": self.choose_import,
            "samples": self.import_samples,
            "report": lambda: self._export(self.exporter.report),
            "tasks_xlsx": lambda: self._export(self.exporter.tasks),
            "reviewer": self.remarking.ask_reviewer,
            "quit": self.close,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "remark": self.write_remark,
            "edit_remark": lambda: self._with_inspector(self.inspector.edit_current),
            "delete_remark": lambda: self._with_inspector(self.inspector.delete_current),
            "library": lambda: self.frame.toggle("library"),
            "inspector": lambda: self.frame.toggle("inspector"),
            "next_pane": self.frame.next_pane,
            "source": self.show_source,
            "reload": self.reload,
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "dark": self._toggle_dark,
            "manual": self.show_manual,
            "log_folder": lambda: self.messages.open_path(paths.log_dir()),
            "about": self.show_about,
        }

    def _connect(self) -> None:
        self.frame.shown_changed.connect(lambda name, shown: self.commands[name].setChecked(shown))
        self.importer.finished.connect(self._after_import)
        self.importer.imported.connect(self._after_one_import)
        self.inspector.enlarge.connect(self.show_source)
        self.inspector.remark_deleted.connect(self.remarking.delete)
        self.inspector.remark_saved.connect(self.remarking.save)
        self.inspector.remark_settled.connect(self.remarking.settle)
        self._lanes.refused.connect(self.messages.refused)
        self.navigator.emptied.connect(self._show_empty)
        self.navigator.filled.connect(self.filled)
        self.navigator.moved.connect(self._update_actions)
        self.remarking.changed.connect(self.on_change)
        self.remarking.reviewer_changed.connect(self._show_reviewer)
        self.remarking.stored.connect(self.inspector.editor.done)
        self.stack.remark_requested.connect(self._on_remark_request)
        self.stack.status.connect(self.status.set_page_status)
        self.undoing.changed.connect(self._show_change)
        self.undoing.moved.connect(self._update_actions)
        self.undoing.refused.connect(self.messages.refused)
        self.welcome.import_asked.connect(self.choose_import)
        self.welcome.retry_asked.connect(self.open_workspace)
        self.welcome.samples_asked.connect(self.import_samples)

    # Opening: the window is painted first, then the workspace is opened in the write lane

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint starts the work that the shell did not wait for."""
        super().paintEvent(event)
        if not self._started:
            self._started = True
            QTimer.singleShot(0, self.open_workspace)

    def open_workspace(self) -> None:
        """Open the workspace (SQLAlchemy is imported now, in the write lane)."""
        self._started = True
        self.welcome.show_opening()
        self._lanes.write(self._services.open, self._on_opened, self._on_open_refused, title="正在打开审阅项目")

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.remarking.set_reviewer(opened.reviewer, opened.unit)
        self.setWindowTitle(f"{Path(opened.path).stem} — {NAME}")
        self.inspector.set_writable(not opened.read_only, opened.read_only)
        if opened.read_only:
            self.status.set_saved("只能查看")
            self.messages.warning(opened.read_only)
        elif opened.notice:
            self.messages.warning(opened.notice)
        self.navigator.load()
        if self._files:
            self.import_files(self._files)
            self._files = []

    def _on_open_refused(self, error: KnownError) -> None:
        self.welcome.show_refused(error.message, error.hint)
        self.stack.leave(self.welcome)

    @property
    def writable(self) -> bool:
        """Is the workspace open, and can it be written to?"""
        return self._opened is not None and not self._opened.read_only

    def _show_empty(self) -> None:
        self.welcome.show_empty(writable=self.writable, busy=self.importer.running)
        self.stack.leave(self.welcome)

    # Changes

    def on_change(self, change: Change) -> None:
        """Something new is on the disk: remember how to take it back, show it."""
        self.undoing.push(change)
        self._show_change(change)

    def _show_change(self, change: Change) -> None:
        """Let the views that show what changed read again."""
        self.stack.reload(change.kinds)
        if change.kinds & {"plans", "remarks"}:
            self.navigator.load()
            self.inspector.reload()

    def reload(self) -> None:
        """Read everything again (F5)."""
        self.stack.reload(_ALL_KINDS)
        self.navigator.load()
        self.inspector.reload()

    def write_remark(self) -> None:
        """Open the editor on the selected item."""
        self._with_inspector(self.inspector.begin_remark)

    def _with_inspector(self, call: Callable[[], None]) -> None:
        if not self.frame.is_shown("inspector"):
            self.frame.set_shown("inspector", True)
        call()

    def _on_remark_request(self, ref: ItemRef) -> None:
        if not self.writable:
            self.messages.warning(f"{REASONS['write']}。")
            return
        self.navigator.select(ref)
        self.write_remark()

    def _show_reviewer(self, name: str) -> None:
        self.commands["reviewer"].setIconText(f"审阅人：{name}" if name else "审阅人")

    # Import and export

    def choose_import(self) -> None:
        """Ask for files and import them."""
        files = self.messages.choose_files("导入方案", self._settings.get(keys.LAST_FOLDER), KINDS)
        if files:
            self._settings.set(keys.LAST_FOLDER, str(files[0].parent))
            self.import_files(files)

    def import_files(self, files: list[Path]) -> None:
        """Import files, if this window may write."""
        if not self.writable:
            reason = self._opened.read_only if self._opened is not None else ""
            self.messages.warning("没有导入。", reason or "审阅项目还没有打开，请稍候再试。")
            return
        self.importer.add(files)
        self._show_busy()

    def import_samples(self) -> None:
        """Import the sample plans."""
        self.importer.add_samples()
        self._show_busy()

    def _show_busy(self) -> None:
        if not self.navigator.plans:
            self.welcome.show_empty(writable=True, busy=self.importer.running)

    def _after_one_import(self, outcome: ImportOutcome) -> None:
        if outcome.version is not None:
            self.navigator.scope = Scope(outcome.version)
        self.on_change(outcome.change)

    def _after_import(self) -> None:
        self.navigator.load()

    def _export(self, write: Callable[[int, str], None]) -> None:
        plan = self.navigator.plan()
        if plan is not None:
            write(plan.ref.version, plan.title)

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome where the workspace can be written to."""
        files = dropped_files(event.mimeData())
        if files and self.writable:
            event.acceptProposedAction()
            self.library.foot.setText(f"松开即导入 {len(files)} 个文件")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went away again."""
        self.library.foot.setText(_DROP_HINT)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.library.foot.setText(_DROP_HINT)
        files = dropped_files(event.mimeData())
        event.acceptProposedAction()
        if files:
            self.import_files(files)

    # Dialogs and view

    def show_source(self, card: Card | None = None) -> None:
        """The source page of the selected item, large."""
        from app.ui.dialogs.source import SourceDialog

        card = card or self.inspector.card
        if card is None or not card.places:
            self.messages.info("这一项没有记录出处，无法显示原件。")
            return
        if self._source is None:
            self._source = SourceDialog(self._services, self._lanes, self)
            free = self.screen().availableGeometry().size()
            self._source.resize(QSize(900, 1100).boundedTo(free * 0.9))
        self._source.show_card(card)

    def show_manual(self) -> None:
        """F1."""
        from app.ui.dialogs.manual import ManualDialog

        if self._manual is None:
            self._manual = ManualDialog(self)
        self._manual.show()
        self._manual.raise_()

    def show_about(self) -> None:
        """What this is."""
        from app.ui.dialogs.about import AboutDialog

        AboutDialog(self._opened.path if self._opened is not None else "", self).open()

    def _toggle_dark(self) -> None:
        dark = self.commands["dark"].isChecked()
        self._settings.set(keys.THEME, "dark" if dark else "light")
        self.messages.info(f"重新启动程序后使用{'深色' if dark else '浅色'}外观。")

    def _update_actions(self) -> None:
        there = {
            "workspace": self._opened is not None,
            "write": self.writable,
            "plan": self.navigator.plan() is not None,
            "item": self.inspector.ref() is not None and bool(self.navigator.plans),
            "undo": self.undoing.can_undo(),
            "redo": self.undoing.can_redo(),
        }
        why = self._opened.read_only if self._opened is not None else ""
        self.commands.update(frozenset(key for key, value in there.items() if value), {"write": why} if why else {})
        self.commands.name_steps(*self.undoing.labels())
        self.toolbar.set_plan(there["plan"])
        self.status.set_scope(self.navigator.scope_words())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved text is asked about; the state of the window is noted."""
        if self.inspector.editor.drafts() and not self._leaving:
            event.ignore()
            question = "有意见还没有保存，仍要退出？"
            self.messages.ask(question, "退出后，没有保存的文字将丢失。", "不保存并退出", self._leave_anyway)
            return
        if self._source is not None:
            self._source.close()
        windowstate.remember(self, self.frame, self.stack.key, self.navigator.scope, self._settings)
        super().closeEvent(event)

    def _leave_anyway(self) -> None:
        self._leaving = True
        self.close()
