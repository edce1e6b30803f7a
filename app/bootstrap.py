"""The one place that puts the window's parts together, in the order in which they are needed."""

from __future__ import annotations

import builtins
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import NAME, SLUG, VERSION, logs, paths
from app.services.session import WorkspaceSession
from app.settings import THEME, Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.ui.crash import CrashHook
    from app.ui.lanes import Lanes
    from app.ui.main_window import MainWindow
    from app.ui.services import UiServices

log = logging.getLogger(__name__)

_PLAIN_IMPORT = builtins.__import__

SWITCH_INTERVAL = 0.0005
"""Seconds a busy thread may keep Python from the GUI thread (default 0.005: a repaint of many calls would crawl)."""


PRESTART_AFTER = 1500
"""Milliseconds after the plan list is filled."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks of the window."""

    workspace: Path
    files: tuple[Path, ...] = ()


@dataclass
class Program:
    """The parts, while the window stands."""

    app: QApplication
    crash: CrashHook
    settings: Settings
    session: WorkspaceSession
    lanes: Lanes
    window: MainWindow


def run_window(argv: Sequence[str]) -> int:
    """Start the window, stay until it is closed, leave in order. The whole start can be read here."""
    wanted = parse(argv)
    if wanted is None:
        return 2
    if not has_display():
        sys.stderr.write("没有图形显示环境，无法打开窗口。可使用子命令（见 --help），或在桌面环境中启动。\n")
        return 1
    settings = Settings.load()
    logs.set_up(paths.log_dir())
    choose_input_method()
    program = start(wanted, settings)
    program.window.show()
    code = program.app.exec()
    stop(program)
    return code


def start(wanted: Wanted, settings: Settings) -> Program:
    """Application, crash hook, look, lanes, window: the shell. The workspace is opened after the first paint."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = make_application()
    import_plainly()
    from app.ui import theme
    from app.ui.crash import CrashHook
    from app.ui.lanes import Lanes
    from app.ui.main_window import MainWindow

    crash = CrashHook(paths.log_dir(), app)
    left = crash.install()
    theme.load_ui_fonts()
    theme.apply(app, dark=wants_dark(app, settings))
    app.setWindowIcon(theme.program_icon())
    session = WorkspaceSession(wanted.workspace)
    lanes = Lanes(app)
    window = MainWindow(bind(session), lanes, settings, files=wanted.files)
    prestart_later(window, lanes, session)
    if left:
        log.info("an earlier run was aborted:\n%s", left)
        window.desk.messages.warning("上次程序意外中断。", "已保存的内容没有丢失，可以继续使用。")
    return Program(app, crash, settings, session, lanes, window)


def prestart_later(window: MainWindow, lanes: Lanes, session: WorkspaceSession) -> None:
    """Once the window is at rest, start the helper that will be asked for the first source page."""
    from PySide6.QtCore import Qt, QTimer

    def wait() -> None:
        QTimer.singleShot(PRESTART_AFTER, lanes, lambda: lanes.pool(lambda _progress: session.prestart()))

    window.filled.connect(wait, Qt.ConnectionType.SingleShotConnection)


def stop(program: Program) -> None:
    """Leave: unfinished reading is cancelled, writes end, then the workspace is closed and the state kept."""
    still: Callable[[], bool] = program.lanes.close
    if not still():
        log.info("work was still under way at the end")
    program.session.close()
    try:
        program.settings.save()
    except OSError as error:
        log.info("settings not saved: %s", error)
    program.crash.remove()
    logs.shut_down()


def bind(session: WorkspaceSession) -> UiServices:
    """The use cases as the window knows them."""
    from app.ui.check_services import CheckServices
    from app.ui.compare_services import CompareServices
    from app.ui.many_services import ManyServices
    from app.ui.services import Opened, UiServices

    def open_() -> Opened:
        session.open()
        who = session.reviewer()
        return Opened(str(session.path), who.name, who.unit, session.read_only_reason(), session.notice())

    return UiServices(
        open=open_,
        close=session.close,
        set_reviewer=session.set_reviewer,
        plans=session.plans,
        tree=session.tree,
        plan_text=session.plan_text,
        task=session.task,
        grid_ids=session.grid_ids,
        grid_rows=session.grid_rows,
        grid_totals=session.grid_totals,
        matrix=session.matrix,
        remarks=session.remarks,
        add_remark=session.add_remark,
        edit_remark=session.edit_remark,
        delete_remark=session.delete_remark,
        undo=session.undo,
        import_file=session.import_file,
        set_chooser=session.set_chooser,
        import_samples=session.import_samples,
        page_image=session.page_image,
        page_sizes=session.page_sizes,
        source_lines=session.source_lines,
        write_report=session.write_report,
        export_tasks=session.export_tasks,
        write_duties=session.write_duties,
        overview=session.overview,
        **session.desk.calls(),
        many=ManyServices(**{name: getattr(session.many, name) for name in ManyServices.__dataclass_fields__}),
        checks=CheckServices(**{name: getattr(session.checks, name) for name in CheckServices.__dataclass_fields__}),
        compare=CompareServices(
            **{name: getattr(session.compare, name) for name in CompareServices.__dataclass_fields__}
        ),
    )


def parse(argv: Sequence[str]) -> Wanted | None:
    """Read the window's own arguments; None, after a sentence, if they do not fit. Sub-commands never come here."""
    if not argv:
        return Wanted(paths.default_workspace())
    from app.cliparser import ArgumentsUnclear, check_files, make_window_parser  # late: argparse

    try:
        found = make_window_parser().parse_args(argv)
        check_files(found.files)
    except ArgumentsUnclear as unclear:
        sys.stderr.write(f"{unclear}\n")
        return None
    workspace = Path(found.workspace) if found.workspace else paths.default_workspace()
    return Wanted(workspace, tuple(Path(name) for name in found.files))


def import_plainly() -> None:
    """Undo PySide6's hook on imports: it reads the source of every module that is imported after it.

    It serves only ``from __feature__ import …``, which we do not use, and costs a tenth of the start.
    """
    if getattr(builtins.__import__, "__name__", "") == "__feature_import__":
        builtins.__import__ = _PLAIN_IMPORT


def has_display() -> bool:
    """Is there a screen to stand on? Qt itself would abort without a sentence."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def choose_input_method() -> None:
    """Let Chinese be typed under fcitx: the wheel has no fcitx plugin, but fcitx5 answers as ibus (PAPER.md 4.2)."""
    wanted = f"{os.environ.get('QT_IM_MODULE', '')} {os.environ.get('XMODIFIERS', '')}"
    if sys.platform.startswith("linux") and "fcitx" in wanted and not _has_fcitx_plugin():
        os.environ["QT_IM_MODULE"] = "ibus"


def _has_fcitx_plugin() -> bool:
    import PySide6

    folder = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforminputcontexts"
    return any("fcitx" in file.name for file in folder.glob("*.so"))


def make_application() -> QApplication:
    """QApplication with names and the Chinese words of Qt's own dialogs."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtWidgets import QApplication

    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([SLUG])
    app.setApplicationName(SLUG)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(SLUG)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def wants_dark(app: QApplication, settings: Settings) -> bool:
    """The setting, or what the system shows."""
    from PySide6.QtCore import Qt

    chosen = settings.get(THEME)
    if chosen == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return bool(chosen == "dark")
