"""Writing papers from the window: where to, work in the pool, then offer to open what was made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from app.settings import LAST_FOLDER

if TYPE_CHECKING:
    from app.services.progress import Progress
    from app.settings import Settings
    from app.ui.lanes import Lanes
    from app.ui.messages import Messages
    from app.ui.services import UiServices

_MOST_CHARACTERS = 60


class Exporter(QObject):
    """Plan report, list of duties and task table of one version."""

    def __init__(
        self,
        services: UiServices,
        lanes: Lanes,
        messages: Messages,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._lanes, self._messages, self._settings = services, lanes, messages, settings

    def report(self, version: int, title: str) -> None:
        """Write the plan's report as PDF."""
        out = self._ask("输出方案报告", f"{title}_方案报告.pdf", "PDF 文件 (*.pdf)")
        if out is None:
            return

        def run(progress: Progress) -> int:
            return self._services.write_report(version, out, progress)

        self._lanes.pool(run, lambda pages: self._done(out, f"，共 {pages} 页"), title="正在生成方案报告")

    def duties(self, version: int, title: str) -> None:
        """Write 责任分工一览表 as PDF, to be printed."""
        out = self._ask("输出责任分工一览表", f"{title}_责任分工一览表.pdf", "PDF 文件 (*.pdf)")
        if out is None:
            return

        def run(progress: Progress) -> int:
            return self._services.write_duties(version, out, progress)

        self._lanes.pool(run, lambda pages: self._done(out, f"，共 {pages} 页"), title="正在生成责任分工一览表")

    def tasks(self, version: int, title: str) -> None:
        """Write the task table as XLSX."""
        out = self._ask("输出任务分解表", f"{title}_任务分解表.xlsx", "Excel 工作簿 (*.xlsx)")
        if out is None:
            return

        def run(progress: Progress) -> None:
            self._services.export_tasks(version, out, progress)

        self._lanes.pool(run, lambda _none: self._done(out, ""), title="正在生成任务分解表")

    def _ask(self, title: str, name: str, kinds: str) -> Path | None:
        folder = self._settings.get(LAST_FOLDER) or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        out = self._messages.choose_target(title, Path(folder) / safe_name(name), kinds)
        if out is not None:
            self._settings.set(LAST_FOLDER, str(out.parent))
        return out

    def _done(self, out: Path, pages: str) -> None:
        self._messages.info(
            f"已生成“{out.name}”{pages}。",
            ("打开文件", lambda: self._messages.open_path(out)),
            ("打开所在文件夹", lambda: self._messages.open_path(out.parent)),
        )


def safe_name(name: str) -> str:
    """A title as a file name: without signs that Windows refuses, and not too long."""
    stem, dot, ending = name.rpartition(".")
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", stem).strip(" .")
    return f"{clean[:_MOST_CHARACTERS]}{dot}{ending}"
