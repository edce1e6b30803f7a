"""The window: puts rail, library, pages, inspector and status line together; the only place that connects them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QVBoxLayout, QWidget

from app import NAME, paths, settings as keys
from app.errors import KnownError
from app.services.rows import ItemRef, PlanNode, Scope
from app.ui import theme, windowstate
from app.ui.actions import REASONS, Actions
from app.ui.exporter import Exporter
from app.ui.importer import KINDS, Importer, dropped_files
from app.ui.messages import Messages
from app.ui.pageset import PAGES, PageEntry, PageStack
from app.ui.remarking import Remarking
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

_SAFE_CLOSE_SECONDS = 10.0


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
        self._entries = pages
        self._opened: Opened | None = None
        self._plans: tuple[PlanNode, ...] = ()
        self._started = False
        self._source: SourceDialog | None = None
        self._manual: ManualDialog | None = None
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(800, 480))
        self._make_parts()
        self._connect()
        self._update_actions()
        windowstate.restore_geometry(self, settings)
        self._scope = windowstate.restore_frame(self.frame, settings)

    # Building

    def _make_parts(self) -> None:
        self.rail = Rail(self)
        self.library = Library(self)
        self.stack = PageStack(self._services, self._lanes, self._entries, self)
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
        self.messages = Messages(self.notices, self)
        self.undoing = Undoing(self._services, self._lanes, self)
        self.importer = Importer(self._services, self._lanes, self.messages, self)
        self.exporter = Exporter(self._services, self._lanes, self.messages, self._settings, self)
        self.remarking = Remarking(self._services, self._lanes, self.messages, self)
        self.actions_ = Actions(self, self.menuBar(), self._handlers())
        self.actions_["dark"].setChecked(theme.tokens().dark)
        for number, entry in enumerate(self._entries, 1):
            self.rail.add_page(entry.key, entry.title, entry.icon)
            self._add_page_action(number, entry)
        self._make_toolbar()

    def _add_page_action(self, number: int, entry: PageEntry) -> None:
        self.actions_.add_page(self, number, entry.title, entry.icon, lambda: self.show_page(entry.key))

    def _make_toolbar(self) -> None:
        bar = QToolBar("工具栏", self)
        bar.setMovable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        bar.addAction(self.actions_["library"])
        bar.addAction(self.actions_["import"])
        bar.addWidget(self._make_export_button())
        bar.addSeparator()
        for key in ("undo", "redo", "remark"):
            bar.addAction(self.actions_[key])
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addAction(self.actions_["reviewer"])
        alone = QLabel("单机版", self)
        alone.setStyleSheet(f"color: {theme.tokens().secondary}; padding: 0 8px;")
        alone.setToolTip("程序不连接网络，内容只保存在本机")
        bar.addWidget(alone)
        bar.addAction(self.actions_["inspector"])
        for key in ("library", "inspector"):
            button = bar.widgetForAction(self.actions_[key])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for button in bar.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toolbar = bar

    def _make_export_button(self) -> QToolButton:
        self.export = QToolButton(self)
        self.export.setText("输出")
        self.export.setIcon(theme.icon("export"))
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.export)
        menu.setToolTipsVisible(True)
        menu.addAction(self.actions_["report"])
        menu.addAction(self.actions_["tasks_xlsx"])
        self.export.setMenu(menu)
        return self.export

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "import": self.choose_import,
            "samples": self.import_samples,
            "report": lambda: self._export(self.exporter.report),
            "tasks_xlsx": lambda: self._export(self.exporter.tasks),
            "reviewer": lambda: self._ignore(self.remarking.ask_reviewer()),
            "quit": lambda: self._ignore(self.close()),
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "remark": self.write_remark,
            "edit_remark": lambda: self._with_inspector(self.inspector.edit_current),
            "delete_remark": lambda: self._with_inspector(self.inspector.delete_current),
            "library": lambda: self.frame.toggle("library"),
            "inspector": lambda: self.frame.toggle("inspector"),
            "next_pane": lambda: self.frame.next_pane(),
            "source": self.show_source,
            "reload": self.reload,
            "full_screen": self._toggle_full_screen,
            "dark": self._toggle_dark,
            "manual": self.show_manual,
            "log_folder": lambda: self.messages.open_path(paths.log_dir()),
            "about": self.show_about,
        }

    def _connect(self) -> None:
        self.frame.shown_changed.connect(lambda name, shown: self.actions_[name].setChecked(shown))
        self.importer.finished.connect(self._after_import)
        self.importer.imported.connect(self._after_one_import)
        self.inspector.enlarge.connect(self.show_source)
        self.inspector.open_item.connect(lambda ref: self.open_item(ref, ""))
        self.inspector.remark_deleted.connect(self.remarking.delete)
        self.inspector.remark_saved.connect(self.remarking.save)
        self.inspector.remark_settled.connect(self.remarking.settle)
        self.library.opened.connect(lambda _ref: self._focus_page())
        self.library.scope_selected.connect(self._on_scope)
        self._lanes.refused.connect(self.messages.refused)
        self.rail.page_chosen.connect(self.show_page)
        self.remarking.changed.connect(self.on_change)
        self.remarking.reviewer_changed.connect(self._show_reviewer)
        self.remarking.stored.connect(self.inspector.editor.done)
        self.stack.item_selected.connect(self._on_item)
        self.stack.open_item.connect(self.open_item)
        self.stack.remark_requested.connect(self._on_remark_request)
        self.stack.status.connect(self.status.set_page_status)
        self.undoing.changed.connect(lambda change: self.on_change(change, remember=False))
        self.undoing.moved.connect(self._update_actions)
        self.undoing.refused.connect(self.messages.refused)
        self.welcome.import_asked.connect(self.choose_import)
        self.welcome.retry_asked.connect(self.open_workspace)
        self.welcome.samples_asked.connect(self.import_samples)

    @staticmethod
    def _ignore(_answer: object) -> None:
        """Handlers give nothing back."""

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
        self._load_tree()
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

    # What is looked at

    def _load_tree(self) -> None:
        self._lanes.read(self._services.tree, self._on_tree, key="tree", title="正在读取方案库")

    def _on_tree(self, plans: tuple[PlanNode, ...]) -> None:
        self._plans = plans
        self.library.set_plans(plans, keep=self._scope)
        if not plans:
            self.welcome.show_empty(writable=self.writable, busy=self.importer.running)
            self.stack.leave(self.welcome)
            self.inspector.show_item(None)
        else:
            if self.library.current_scope() == Scope() and not self.library.tree.currentIndex().isValid():
                self.library.select_scope(Scope() if len(plans) > 1 else Scope(plans[0].ref.version))
            if not self.stack.key:
                self.show_page(self._settings.get(keys.WINDOW_PAGE) or self._entries[0].key)
        self._show_scope()
        self._update_actions()
        self.filled.emit()

    def show_page(self, key: str) -> None:
        """Show a page (rail, Ctrl+1 …)."""
        if not self._plans:
            self.rail.set_current("")
            return
        known = {entry.key for entry in self._entries}
        self.stack.show_page(key if key in known else self._entries[0].key)
        self.rail.set_current(self.stack.key)
        self._focus_page()

    def _focus_page(self) -> None:
        page = self.stack.page()
        if page is not None:
            page.focus_main()

    def _on_scope(self, scope: Scope, ref: ItemRef | None) -> None:
        self._scope = scope
        self.stack.select_item(None)
        self.stack.set_scope(scope)
        self.inspector.show_item(ref)
        self._show_scope()
        self._update_actions()

    def _on_item(self, ref: ItemRef | None) -> None:
        self.inspector.show_item(ref if ref is not None else self._scope_ref())
        self._update_actions()

    def open_item(self, ref: ItemRef, page: str) -> None:
        """Go to an item: its plan becomes the scope where it is not, the page is switched where one is named."""
        if ref.kind in ("plan", "chapter", "measure") and not page:
            self.library.select_scope(self._scope_of(ref))
            return
        if self._scope.version not in (None, ref.version) or not self._in_scope(ref):
            self.library.select_scope(Scope(ref.version))
        if page:
            self.show_page(page)
        self.stack.select_item(ref)
        self._on_item(ref)

    def _in_scope(self, ref: ItemRef) -> bool:
        return self._scope.chapter is None and self._scope.measure is None

    def _scope_of(self, ref: ItemRef) -> Scope:
        if ref.kind == "chapter":
            return Scope(ref.version, ref.number)
        if ref.kind == "measure":
            for plan in self._plans:
                if plan.ref.version == ref.version:
                    return _measure_scope(plan, ref)
        return Scope(ref.version)

    def _scope_ref(self) -> ItemRef | None:
        index = self.library.model.index_of(self._scope)
        from app.ui.itemmodels.library import REF_ROLE

        ref = index.data(REF_ROLE)
        return ref if isinstance(ref, ItemRef) else None

    def _plan(self) -> PlanNode | None:
        """The plan that is in scope: the selected one, or the only one."""
        if self._scope.version is None:
            return self._plans[0] if len(self._plans) == 1 else None
        return next((plan for plan in self._plans if plan.ref.version == self._scope.version), None)

    def _show_scope(self) -> None:
        index = self.library.model.index_of(self._scope)
        from app.ui.itemmodels.library import COUNTS_ROLE

        counts = index.data(COUNTS_ROLE)
        if counts is None:
            self.status.set_scope("")
            return
        tasks, remarks, doubts = counts
        parts = [str(index.data()), f"{tasks} 项任务", f"意见 {remarks}", f"存疑 {doubts}" if doubts else ""]
        self.status.set_scope(" · ".join(part for part in parts if part))

    # Changes

    def on_change(self, change: Change, *, remember: bool = True) -> None:
        """Something is on the disk: remember how to take it back, let the views that show it read again."""
        if remember:
            self.undoing.push(change)
        self.stack.reload(change.kinds)
        if change.kinds & {"plans", "remarks"}:
            self._load_tree()
            self.inspector.reload()

    def reload(self) -> None:
        """Read everything again (F5)."""
        self.stack.reload(frozenset(("plans", "remarks", "reviewers", "agencies")))
        self._load_tree()
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
            self.messages.warning(REASONS["write"] + "。")
            return
        self.stack.select_item(ref)
        self.inspector.show_item(ref)
        self.write_remark()

    def _show_reviewer(self, name: str) -> None:
        self.actions_["reviewer"].setIconText(f"审阅人：{name}" if name else "审阅人")

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
        if not self._plans:
            self.welcome.show_empty(writable=True, busy=self.importer.running)

    def _after_one_import(self, outcome: ImportOutcome) -> None:
        if outcome.version is not None and (len(self._plans) == 0 or not self.importer.running):
            self._scope = Scope(outcome.version)
        self.on_change(outcome.change)

    def _after_import(self) -> None:
        if not self._plans:
            self._load_tree()

    def _export(self, write: Callable[[int, str], None]) -> None:
        plan = self._plan()
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
        self.library.foot.setText("拖入文件即可导入")

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.library.foot.setText("拖入文件即可导入")
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

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_dark(self) -> None:
        dark = self.actions_["dark"].isChecked()
        self._settings.set(keys.THEME, "dark" if dark else "light")
        self.messages.info(f"重新启动程序后使用{'深色' if dark else '浅色'}外观。")

    def _update_actions(self) -> None:
        undo, redo = self.undoing.labels()
        item = self.inspector.ref() is not None and bool(self._plans)
        there = {
            "workspace": self._opened is not None,
            "write": self.writable,
            "plan": self._plan() is not None,
            "item": item,
            "undo": self.undoing.can_undo(),
            "redo": self.undoing.can_redo(),
        }
        why = self._opened.read_only if self._opened is not None else ""
        reasons = {"write": why} if why else {}
        self.actions_.update(frozenset(key for key, value in there.items() if value), reasons)
        self.actions_["undo"].setText(f"撤销{undo}(&U)")
        self.actions_["redo"].setText(f"重做{redo}(&R)")
        for key, word in (("undo", "撤销"), ("redo", "重做")):
            self.actions_[key].setIconText(word)
        self.export.setEnabled(self._plan() is not None)
        self.export.setToolTip("" if self._plan() is not None else REASONS["plan"])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved text is asked about; then writes end, the state is remembered, the workspace is closed."""
        if self.inspector.editor.drafts() and not self._leaving:
            event.ignore()
            self.messages.ask(
                "有意见还没有保存，仍要退出？", "退出后，没有保存的文字将丢失。", "不保存并退出", self._leave_anyway
            )
            return
        if self._source is not None:
            self._source.close()
        windowstate.remember(self, self.frame, self.stack.key, self._scope, self._settings)
        super().closeEvent(event)

    _leaving = False

    def _leave_anyway(self) -> None:
        self._leaving = True
        self.close()


def _measure_scope(plan: PlanNode, ref: ItemRef) -> Scope:
    for part in plan.children:
        if part.ref == ref:
            return Scope(ref.version, None, ref.number)
        if any(child.ref == ref for child in part.children):
            return Scope(ref.version, part.ref.number, ref.number)
    return Scope(ref.version)
