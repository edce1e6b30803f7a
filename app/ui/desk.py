"""All that a window does with its workspace: library, inspector and the controllers, made after the first paint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QMainWindow

from app import NAME, paths, settings as keys
from app.errors import KnownError
from app.services.history import Change
from app.services.rows import ItemRef, Scope
from app.ui import windowstate
from app.ui.actions import REASONS
from app.ui.batching import Batching
from app.ui.dialogs.choose_plan import PlanChooser
from app.ui.exporter import Exporter
from app.ui.importer import KINDS, Importer
from app.ui.messages import Messages
from app.ui.navigation import Navigator, Places
from app.ui.remarking import Remarking
from app.ui.undoing import Undoing
from app.ui.widgets.inspector import Inspector
from app.ui.widgets.library import Library
from app.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from app.services.importing import ImportOutcome
    from app.settings import Settings
    from app.ui.dialogs.manual import ManualDialog
    from app.ui.dialogs.source import SourceDialog
    from app.ui.lanes import Lanes
    from app.ui.pageset import PageEntry
    from app.ui.services import Opened, UiServices
    from app.ui.shell import Shell
    from app.ui.widgets.card import Card

log = logging.getLogger(__name__)

_ALL_KINDS = frozenset(("plans", "remarks", "reviewers", "agencies", "findings", "links"))


class Desk(QObject):
    """Lives in a window's shell. ``filled``: the plan list was read; ``moved``: what is possible may have changed."""

    filled = Signal()
    moved = Signal()

    def __init__(
        self,
        window: QMainWindow,
        shell: Shell,
        services: UiServices,
        lanes: Lanes,
        settings: Settings,
        entries: tuple[PageEntry, ...],
    ) -> None:
        super().__init__(window)
        self._window, self._shell = window, shell
        self._services, self._lanes, self._settings = services, lanes, settings
        self._waiting: list[Path] = []
        self._opened: Opened | None = None
        self._source: SourceDialog | None = None
        self._manual: ManualDialog | None = None
        self.library = Library(window)
        self.inspector = Inspector(services, lanes, window)
        self.notices = NoticeBar(window)
        shell.furnish(self.notices, self.library, self.inspector)
        self.messages = Messages(self.notices, window)
        self.undoing = Undoing(services, lanes, self)
        self.importer = Importer(services, lanes, self.messages, self)
        self.batching = Batching(services, lanes, self.messages, window)
        self.chooser = PlanChooser(window)
        services.set_chooser(self.chooser)
        self.exporter = Exporter(services, lanes, self.messages, settings, self)
        self.remarking = Remarking(services, lanes, self.messages, window)
        places = Places(shell.rail, self.library, shell.stack, self.inspector)
        self.navigator = Navigator(services, lanes, places, entries, self)
        self.navigator.scope = windowstate.restore_scope(settings)
        shell.stack.remember(windowstate.restore_pages(settings))
        shell.stack.state_changed.connect(lambda key, state: windowstate.remember_page(key, state, settings))
        self.navigator.first_page = settings.get(keys.WINDOW_PAGE) or self.navigator.first_page
        self._connect()

    def _connect(self) -> None:
        shell = self._shell
        self.importer.finished.connect(self.navigator.load)
        self.importer.imported.connect(self._after_one_import)
        self.importer.proof_wanted.connect(self.proof)
        self.batching.stored.connect(lambda: self._show_change(Change(_ALL_KINDS, "批量导入")))
        self.batching.opened.connect(self.proof)
        self.batching.folder_asked.connect(self.choose_folder)
        self.batching.files_asked.connect(self.choose_batch)
        self.library.proof_wanted.connect(self.proof)
        self.inspector.enlarge.connect(self.show_source)
        self.inspector.remark_deleted.connect(self.remarking.delete)
        self.inspector.remark_saved.connect(self.remarking.save)
        self.inspector.remark_settled.connect(self.remarking.settle)
        self._lanes.refused.connect(self.messages.refused)
        self.navigator.emptied.connect(self._show_empty)
        self.navigator.filled.connect(self._on_filled)
        self.navigator.moved.connect(self.moved)
        self.remarking.changed.connect(self.on_change)
        self.remarking.stored.connect(self.inspector.editor.done)
        shell.stack.source_asked.connect(self._show_source_of)
        shell.stack.undo_asked.connect(self.undoing.undo)
        shell.stack.remark_requested.connect(self._on_remark_request)
        shell.stack.changed.connect(self.on_change)
        shell.welcome.import_asked.connect(self.choose_import)
        shell.welcome.retry_asked.connect(self.open_workspace)
        shell.welcome.samples_asked.connect(self.import_samples)
        self.undoing.changed.connect(self._show_change)
        self.undoing.moved.connect(self.moved)
        self.undoing.refused.connect(self.messages.refused)

    # Opening

    def open_workspace(self) -> None:
        """Open the workspace (SQLAlchemy is imported now, in the write lane)."""
        self._shell.welcome.show_opening()
        self._lanes.write(self._services.open, self._on_opened, self._on_open_refused, title="正在打开审阅项目")

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.remarking.set_reviewer(opened.reviewer, opened.unit)
        self._window.setWindowTitle(f"{Path(opened.path).stem} — {NAME}")
        self.inspector.set_writable(not opened.read_only, opened.read_only)
        if opened.read_only:
            self._shell.status.set_saved("只能查看")
            self.messages.warning(opened.read_only)
        elif opened.notice:
            self.messages.warning(opened.notice)
        self.navigator.load()
        if self._waiting:
            self.import_files(self._waiting)
            self._waiting = []

    def _on_open_refused(self, error: KnownError) -> None:
        self._shell.welcome.show_refused(error.message, error.hint)
        self._shell.stack.leave(self._shell.welcome)

    def _on_filled(self) -> None:
        log.info("plan list filled: %d plans", len(self.navigator.plans))
        self.filled.emit()

    @property
    def is_open(self) -> bool:
        """Is the workspace open?"""
        return self._opened is not None

    @property
    def path(self) -> str:
        """The workspace's file, "" while it is not open."""
        return self._opened.path if self._opened is not None else ""

    @property
    def read_only(self) -> str:
        """Why nothing can be written; "" where it can, or where nothing is open yet."""
        return self._opened.read_only if self._opened is not None else ""

    @property
    def writable(self) -> bool:
        """Is the workspace open, and can it be written to?"""
        return self._opened is not None and not self._opened.read_only

    def possible(self) -> frozenset[str]:
        """What commands may need and find now (see ``actions.Command``)."""
        there = {
            "workspace": self.is_open,
            "write": self.writable,
            "plan": self.navigator.plan() is not None,
            "item": self.inspector.ref() is not None and bool(self.navigator.plans),
            "undo": self.undoing.can_undo(),
            "redo": self.undoing.can_redo(),
        }
        return frozenset(key for key, value in there.items() if value)

    def _show_empty(self) -> None:
        self._shell.welcome.show_empty(writable=self.writable, busy=self.importer.running)
        self._shell.stack.leave(self._shell.welcome)

    # Changes

    def on_change(self, change: Change) -> None:
        """Something new is on the disk: remember how to take it back, show it."""
        self.undoing.push(change)
        self._show_change(change)

    def _show_change(self, change: Change) -> None:
        """Let the views that show what changed read again."""
        self._shell.stack.reload(change.kinds)
        if change.kinds & {"plans", "remarks", "findings", "counts"}:
            self.navigator.load()
            self.inspector.reload()

    def reload(self) -> None:
        """Read everything again (F5)."""
        self._shell.stack.reload(_ALL_KINDS)
        self.navigator.load()
        self.inspector.reload()

    def dress_anew(self) -> None:
        """Set what carries colours in its text anew, after a change of theme."""
        self.inspector.reload()
        self.navigator.focus_page()

    def write_remark(self) -> None:
        """Open the editor on the selected item."""
        self._with_inspector(self.inspector.begin_remark)

    def edit_remark(self) -> None:
        """Change the remark that has the keyboard."""
        self._with_inspector(self.inspector.edit_current)

    def delete_remark(self) -> None:
        """Delete the remark that has the keyboard."""
        self._with_inspector(self.inspector.delete_current)

    def _with_inspector(self, call: Callable[[], None]) -> None:
        if not self._shell.frame.is_shown("inspector"):
            self._shell.frame.set_shown("inspector", True)
        call()

    def _on_remark_request(self, ref: ItemRef) -> None:
        if not self.writable:
            self.messages.warning(f"{REASONS['write']}。")
            return
        self.navigator.select(ref)
        self.write_remark()

    # Import and export

    def choose_import(self) -> None:
        """Ask for files and import them."""
        files = self.messages.choose_files("导入方案", self._settings.get(keys.LAST_FOLDER), KINDS)
        if files:
            self._settings.set(keys.LAST_FOLDER, str(files[0].parent))
            self.import_files(files)

    def import_files(self, files: list[Path]) -> None:
        """Import files; before the workspace is open they wait, in a window that may not write they are refused."""
        if not self.is_open:
            self._waiting += files
        elif not self.writable:
            self.messages.warning("没有导入。", self.read_only)
        else:
            self.importer.add(files)
            self._show_busy()

    def choose_folder(self) -> None:
        """Ask for a folder and import all in it."""
        folder = self.messages.choose_folder("批量导入", self._settings.get(keys.LAST_FOLDER))
        if folder is not None:
            self._settings.set(keys.LAST_FOLDER, str(folder))
            self.import_batch([folder])

    def choose_batch(self) -> None:
        """Ask for files and import them as a batch."""
        files = self.messages.choose_files("批量导入", self._settings.get(keys.LAST_FOLDER), KINDS)
        if files:
            self._settings.set(keys.LAST_FOLDER, str(files[0].parent))
            self.import_batch(files)

    def import_batch(self, paths: list[Path]) -> None:
        """Import folders and files as a batch."""
        if not self.writable:
            self.messages.warning("没有导入。", self.read_only or f"{REASONS['workspace']}。")
        else:
            self.batching.start(paths)

    def proof(self, version: int) -> None:
        """To the desk with a plan."""
        self.library.select_scope(Scope(version))
        self.navigator.show_page("desk")

    def import_samples(self) -> None:
        """Import the sample plans."""
        self.importer.add_samples()
        self._show_busy()

    def _show_busy(self) -> None:
        if not self.navigator.plans:
            self._shell.welcome.show_empty(writable=True, busy=self.importer.running)

    def _after_one_import(self, outcome: ImportOutcome) -> None:
        if outcome.version is not None:
            self.navigator.scope = Scope(outcome.version)
        self.on_change(outcome.change)

    def export_report(self) -> None:
        """The report of the plan in scope."""
        if (plan := self.navigator.plan()) is not None:
            self.exporter.report(plan.ref.version, plan.title)

    def export_duties(self) -> None:
        """Who does what in the plan in scope, to be printed."""
        if (plan := self.navigator.plan()) is not None:
            self.exporter.duties(plan.ref.version, plan.title)

    def export_tasks(self) -> None:
        """The task table of the plan in scope."""
        if (plan := self.navigator.plan()) is not None:
            self.exporter.tasks(plan.ref.version, plan.title)

    # Dialogs

    def show_source(self, card: Card | None = None) -> None:
        """The source page of the selected item, large."""
        from app.ui.dialogs.source import SourceDialog

        card = card or self.inspector.card
        if card is None or not card.places:
            self.messages.info("这一项没有记录出处，无法显示原件。")
            return
        if self._source is None:
            self._source = SourceDialog(self._services, self._lanes, self._window)
            free = self._window.screen().availableGeometry().size()
            self._source.resize(QSize(900, 1100).boundedTo(free * 0.9))
        self._source.show_card(card)

    def _show_source_of(self, ref: ItemRef) -> None:
        from app.ui.widgets.card import load_card

        self._lanes.read(lambda: load_card(self._services, ref), self.show_source, key=(id(self), "source"))

    def show_manual(self) -> None:
        """F1."""
        from app.ui.dialogs.manual import ManualDialog

        if self._manual is None:
            self._manual = ManualDialog(self._window)
        self._manual.show()
        self._manual.raise_()

    def show_about(self) -> None:
        """What this is."""
        from app.ui.dialogs.about import AboutDialog

        AboutDialog(self.path, self._window).open()

    def open_log_folder(self) -> None:
        """Where the log lies."""
        self.messages.open_path(paths.log_dir())

    # Leaving

    def may_leave(self, leave: Callable[[], None]) -> bool:
        """False where unsaved text is asked about first; ``leave`` is called when the user goes all the same."""
        if not self.inspector.editor.drafts():
            return True
        question = "有意见还没有保存，仍要退出？"
        self.messages.ask(question, "退出后，没有保存的文字将丢失。", "不保存并退出", leave)
        return False

    def leave(self) -> None:
        """Note what is to be remembered."""
        self.chooser.close()
        self.batching.cancel()
        if self._source is not None:
            self._source.close()
        if self.is_open:
            windowstate.remember_view(self._shell.stack.key, self.navigator.scope, self._settings)
