"""Pictures of every page and dialog, for the README and for looking at.

    python installer/screenshots.py OUT [--size 1366x768] [--scale 1.25] [--workspace W] [--dark] [--small]

Without --workspace the sample plans are imported into a workspace that is thrown away. --size is in device pixels,
as a screen has them; with --scale 1.25 a window of 1366x768 is 1093x614 logical pixels. Needs no screen (offscreen).
--small keeps 256 colours, a third of the size: so the README's picture (resources/help/window.png) was made.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.bootstrap import Program

PATIENCE = 120.0


def main() -> int:
    """Take them all."""
    arguments = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    sys.path.insert(0, str(ROOT))
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        os.environ["QINGLAN_PROFILE"] = profile
        workspace = Path(profile) / "示例审阅项目.qinglan"
        if arguments.workspace:
            shutil.copy(arguments.workspace, workspace)
        _Tour(out, workspace, _size(arguments), dark=arguments.dark, small=arguments.small).run()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="make a PNG of every page and dialog")
    parser.add_argument("out")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--workspace")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--small", action="store_true", help="256 colours")
    return parser.parse_args()


def _size(arguments: argparse.Namespace) -> tuple[int, int]:
    width, height = (int(part) for part in arguments.size.split("x"))
    return int(width / arguments.scale), int(height / arguments.scale)


class _Tour:
    """Starts the program and goes through it."""

    def __init__(self, out: Path, workspace: Path, size: tuple[int, int], *, dark: bool, small: bool) -> None:
        from app import bootstrap
        from app.settings import THEME, Settings

        self._out = out
        self._small = small
        self._number = 0
        settings = Settings.load()
        settings.set(THEME, "dark" if dark else "light")
        self._empty = not workspace.exists()
        self._program: Program = bootstrap.start(bootstrap.Wanted(workspace), settings)
        self._stop: Callable[[], None] = lambda: bootstrap.stop(self._program)
        self._window = self._program.window
        self._window.showNormal()
        self._window.resize(*size)

    def run(self) -> None:
        """From the empty window to the dialogs."""
        desk = self._window.desk
        self._settle()
        if self._empty:
            self._take("empty")
            desk.import_samples()
            self._settle()
            self._take("imported")
            desk.notices.clear()
        self._pages()
        self._desk()
        self._remarks()
        self._dialogs()
        self._window.desk.inspector.editor.leave()
        self._stop()

    def _pages(self) -> None:
        from app.services.rows import ItemRef, Scope
        from installer.screenshots_compare import Camera, take_compare, take_many

        desk = self._window.desk
        version = desk.navigator.plans[0].ref.version
        desk.library.select_scope(Scope(version))
        for key in ("overview", "reading", "tasks", "matrix"):
            desk.navigator.show_page(key)
            self._settle()
            self._take(key)
        self._overview()
        camera = Camera(self._window, self._settle, self._take, self._dialog)
        take_compare(camera)
        take_many(camera)
        self._check()
        self._indicators()
        desk.library.select_scope(Scope(version))
        desk.navigator.show_page("tasks")
        desk.navigator.select(ItemRef(version, "task", 3))
        self._settle()
        self._take("tasks-selected")
        desk.navigator.show_page("reading")
        self._settle()
        self._take("reading-selected")
        desk.library.select_scope(Scope())
        desk.navigator.show_page("tasks")
        self._settle()
        self._take("tasks-all-plans")
        desk.navigator.select(ItemRef(version, "task", 8))
        frame = self._window.shell.frame
        for name in ("library", "inspector"):
            if frame.is_drawer(name):
                frame.toggle(name)
                self._settle()
                self._take(f"drawer-{name}")
                frame.toggle(name)

    def _overview(self) -> None:
        from app.ui.pages.overview import SECTIONS, OverviewPage

        self._window.desk.navigator.show_page("overview")
        page = self._window.shell.stack.page()
        assert isinstance(page, OverviewPage)
        for section, _ in SECTIONS:
            page.choose(section)
            page.focus_main()
            self._settle()
            self._take(f"overview-{section}")

    def _indicators(self) -> None:
        from app.services.rows import Scope
        from app.ui.pages.indicators import SECTIONS, IndicatorsPage

        desk = self._window.desk
        desk.library.select_scope(Scope())
        desk.navigator.show_page("indicators")
        self._settle()
        page = self._window.shell.stack.page()
        assert isinstance(page, IndicatorsPage)
        for section, _ in SECTIONS:
            page.choose(section)
            page.focus_main()
            self._settle()
            self._take(f"indicators-{section}")
        page.choose("charts")
        page.focus_main()
        page.charts.focus_chart()
        self._settle()
        self._take("indicators-chart-keys")

    def _check(self) -> None:
        from app.ui.dialogs.check_rules import RulesDialog
        from app.ui.pages.check import CheckPage

        self._window.desk.navigator.show_page("check")
        self._settle()
        self._take("check-empty")
        page = self._window.shell.stack.page()
        assert isinstance(page, CheckPage)
        page.empty.button.click()
        self._settle()
        page.step(1)
        self._settle()
        self._take("check")
        page.work.judging.ask()
        self._take("check-reason")
        page.work.judging.leave()
        page.show_rules()
        self._settle()
        dialog = page.findChildren(RulesDialog)[-1]
        self._take("dialog-rules", dialog)
        dialog.tabs.setCurrentIndex(1)
        self._dialog("words", dialog)

    def _desk(self) -> None:
        """The proof-reading desk in its states, and the dialogs that belong to it."""
        from app.services.desk_rows import DONE, DOUBTFUL, FAILED, READING, BatchItem, BatchSnapshot, PlanChoice
        from app.services.rows import ItemRef
        from app.ui.dialogs.choose_plan import ChoosePlanDialog
        from app.ui.dialogs.desk_put import PutDialog
        from app.ui.pages.desk import DeskPage

        desk = self._window.desk
        version = desk.navigator.plans[0].ref.version
        desk.proof(version)
        self._settle()
        self._take("desk")
        page = self._window.shell.stack.page()
        assert isinstance(page, DeskPage)
        page.go_to(ItemRef(version, "task", 5))
        self._settle()
        page.form.begin()
        self._take("desk-task")
        self._dialog("desk-put", PutDialog("附注一行", page.model.items(), page.list.current(), _ignore, page))
        choices = (PlanChoice(1, "甲市实施方案", "第1—9页，任务 27 项"), PlanChoice(2, "乙市实施方案", "第10—20页"))
        self._dialog("choose-plan", ChoosePlanDialog("合订本.pdf", choices, _ignore, self._window))
        files = (
            BatchItem("甲.pdf", "甲市实施方案.pdf", DONE, "甲市实施方案", 1, tasks=27),
            BatchItem("乙.docx", "乙市实施方案.docx", DOUBTFUL, "乙市实施方案", 2, tasks=31, doubts=4),
            BatchItem("丙.pdf", "丙市（扫描件）.pdf", READING, what="识别第 7 页"),
            BatchItem("丁.pdf", "丁市实施方案.pdf", FAILED, reason="文件已加密。请先去掉打开口令，再导入。"),
            BatchItem("戊.ofd", "戊市实施方案.ofd"),
        )
        desk.batching.dialog.show_snapshot(BatchSnapshot(files, running=True))
        self._dialog("batch", desk.batching.dialog)

    def _remarks(self) -> None:
        from app.services.rows import ItemRef

        desk = self._window.desk
        desk.remarking.set_reviewer("周审阅", "")
        desk.navigator.show_page("tasks")
        task = ItemRef(desk.navigator.plans[0].ref.version, "task", 3)
        desk.navigator.select(task)
        self._settle()
        desk.remarking._store("周审阅", "改革处", None)
        self._settle()
        desk.remarking.save(task, "", "建议明确完成时限，并与上级方案的年度目标衔接。", "重大")
        desk.remarking.save(task, "", "“逐步推进”不宜作为时限表述。", "文字性")
        self._settle()
        desk.write_remark()
        desk.inspector.editor.text.setPlainText("牵头单位与第5项重复，请核对。")
        desk.inspector.area.ensureWidgetVisible(desk.inspector.remarks)
        self._settle()
        self._take("remark-editor")

    def _dialogs(self) -> None:
        from app.errors import FileRefused
        from app.ui.dialogs.crash import CrashDialog

        desk = self._window.desk
        self._dialog("reviewer", desk.remarking.ask_reviewer())
        desk.show_source()
        self._settle()
        assert desk._source is not None
        self._dialog("source", desk._source)
        desk.show_manual()
        assert desk._manual is not None
        self._dialog("manual", desk._manual)
        question = desk.messages.ask("删除这条意见？", "删除后可以用 Ctrl+Z 撤销。", "删除", lambda: None)
        self._dialog("question", question)
        self._dialog("crash", CrashDialog("清览 0.1.0\n\nTraceback …\nZeroDivisionError: 示例", None, self._window))
        desk.show_about()
        self._dialog("about", self._window.findChildren(_dialog_type())[-1])
        desk.messages.failures(
            "有 2 个文件没有导入：",
            ["甲市方案.pdf：文件已加密。请先去掉打开口令。", "说明.docx：不是可以读取的方案文件。"],
        )
        desk.messages.refused(FileRefused("文件夹不存在。", "请另选保存位置。"))
        desk.messages.info(
            "已生成“方案报告.pdf”，共 23 页。", ("打开文件", lambda: None), ("打开所在文件夹", lambda: None)
        )
        self._settle()
        self._take("notices")
        self._menu()

    def _menu(self) -> None:
        for key, menu in self._window.commands.menus.items():
            menu.popup(self._window.mapToGlobal(self._window.rect().topLeft()))
            self._dialog(f"menu-{key}", menu)

    def _dialog(self, name: str, dialog: QWidget) -> None:
        dialog.show()
        self._settle()
        self._take(f"dialog-{name}", dialog)
        dialog.close()

    def _take(self, name: str, widget: QWidget | None = None) -> None:
        self._number += 1
        path = self._out / f"{self._number:02}-{name}.png"
        (widget or self._window).grab().save(str(path))
        if self._small:
            _reduce(path)
        sys.stdout.write(f"{path}\n")

    def _settle(self) -> None:
        """Let the lanes come to rest and everything be painted."""
        app, lanes = self._program.app, self._program.lanes
        end, quiet = time.monotonic() + PATIENCE, 0
        while quiet < 8 and time.monotonic() < end:
            app.processEvents()
            quiet = 0 if lanes.busy() else quiet + 1
            time.sleep(0.03)


def _reduce(path: Path) -> None:
    """To a palette, without dots: a screen has few colours."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _ignore(*_: object) -> None:
    """A dialog that is only looked at decides nothing."""


def _dialog_type() -> type[QWidget]:
    from app.ui.dialogs.about import AboutDialog

    return AboutDialog


if __name__ == "__main__":
    sys.exit(main())
