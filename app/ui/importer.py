"""Importing from the window: several files one after the other, each failure a line, the rest goes on."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal

from app.errors import Cancelled, KnownError

if TYPE_CHECKING:
    from app.services.importing import ImportOutcome
    from app.services.progress import Progress
    from app.ui.lanes import Lanes
    from app.ui.messages import Messages, Offer
    from app.ui.services import UiServices

KINDS = (
    "方案文件 (*.pdf *.docx *.doc *.wps *.ofd *.html *.htm *.mht *.mhtml *.txt *.tsv"
    " *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;所有文件 (*)"
)


class Importer(QObject):
    """``imported(outcome)`` after each file, ``finished`` after the last; ``proof_wanted(version)``: to the desk."""

    imported = Signal(object)
    proof_wanted = Signal(int)
    finished = Signal()

    def __init__(self, services: UiServices, lanes: Lanes, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._lanes, self._messages = services, lanes, messages
        self._waiting: deque[Path] = deque()
        self._total = 0
        self._done: list[ImportOutcome] = []
        self._failures: list[str] = []
        self._running = False

    @property
    def running(self) -> bool:
        """Is an import under way?"""
        return self._running

    def add(self, files: list[Path]) -> None:
        """Import these, after those that wait already."""
        self._waiting.extend(files)
        self._total += len(files)
        if not self._running and self._waiting:
            self._running = True
            self._next()

    def add_samples(self) -> None:
        """Import the shipped sample plans."""
        self._running = True
        self._total += 1
        self._lanes.pool(
            self._services.import_samples, self._samples_done, self._samples_failed, title="正在导入示例方案"
        )

    def _next(self) -> None:
        if not self._waiting:
            self._finish()
            return
        path = self._waiting.popleft()
        number = self._total - len(self._waiting)
        which = f"（{number}/{self._total}）" if self._total > 1 else ""

        def run(progress: Progress) -> ImportOutcome:
            return self._services.import_file(path, progress)

        self._lanes.pool(
            run, self._one_done, lambda error: self._one_failed(path, error), title=f"正在导入{which} {path.name}"
        )

    def _one_done(self, outcome: ImportOutcome) -> None:
        self._done += outcome.all
        self.imported.emit(outcome)
        self._next()

    def _one_failed(self, path: Path, error: KnownError) -> None:
        if isinstance(error, Cancelled):
            left = len(self._waiting)
            self._waiting.clear()
            self._failures.append(f"{path.name}：已取消{f'，其后 {left} 个文件未导入' if left else ''}。")
            self._finish()
            return
        self._failures.append(f"{path.name}：{error.message}{error.hint}")
        self._next()

    def _samples_done(self, outcomes: tuple[ImportOutcome, ...]) -> None:
        for outcome in outcomes:
            self._done.append(outcome)
            self.imported.emit(outcome)
        self._next()

    def _samples_failed(self, error: KnownError) -> None:
        self._failures.append(f"示例方案：{error.message}{error.hint}")
        self._next()

    def _offers(self, done: list[ImportOutcome]) -> list[Offer]:
        """Doubts are best looked at at once, with the source at hand."""
        doubtful = [one.version for one in done if one.doubts and not one.already_there and one.version is not None]
        return [("打开校对", lambda: self.proof_wanted.emit(doubtful[0]))] if doubtful else []

    def _finish(self) -> None:
        done, failures = self._done, self._failures
        self._done, self._failures, self._total, self._running = [], [], 0, False
        if done:
            self._messages.info(summary(done), *self._offers(done))
        for outcome in done:
            if outcome.warnings:
                self._messages.warning(f"{outcome.title}：{'；'.join(outcome.warnings)}")
        if failures:
            self._messages.failures(f"有 {len(failures)} 个文件没有导入：", failures)
        self.finished.emit()


def summary(outcomes: list[ImportOutcome]) -> str:
    """One sentence on what came in."""
    new = [outcome for outcome in outcomes if not outcome.already_there]
    known = len(outcomes) - len(new)
    parts: list[str] = []
    if len(new) == 1:
        one = new[0]
        doubts = f"，存疑 {one.doubts} 处" if one.doubts else ""
        parts.append(
            f"已导入《{one.title}》：措施 {one.measures} 条，任务 {one.tasks} 项，指标 {one.targets} 个{doubts}"
        )
    elif new:
        parts.append(f"已导入 {len(new)} 个方案，共 {sum(one.tasks for one in new)} 项任务")
    if known:
        parts.append(
            f"{known} 个文件此前已导入，没有重复"
            if new or known > 1
            else f"《{outcomes[0].title}》此前已导入，没有重复"
        )
    return "；".join(parts) + "。"


def dropped_paths(data: QMimeData) -> list[Path]:
    """Local files and folders of a drop."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def holds_folder(paths: list[Path]) -> bool:
    """Whether a folder is among them: then it is a batch."""
    return any(path.is_dir() for path in paths)


def dropped_files(data: QMimeData) -> list[Path]:
    """Local files of a drop; of a folder those in it that can be plans."""
    from app.services.batch import plan_files

    found: list[Path] = []
    for path in dropped_paths(data):
        found += plan_files([path]) if path.is_dir() else [path]
    return found
