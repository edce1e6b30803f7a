"""Batch import: files and folders one list, two read at a time, one written at a time; a failure stops nothing.

A batch that was cancelled, or cut off with the program, is resumed by running it again: what is stored already is
known by its bytes and passed over at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.errors import Cancelled, KnownError, WorkspaceLocked
from app.services.desk_rows import (
    DONE,
    DOUBTFUL,
    FAILED,
    READING,
    THERE,
    WAITING,
    BatchItem,
    BatchSnapshot,
    PlanChoice,
)
from app.services.importing import ImportOutcome, ReadingPool, import_file
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.models.workspace import Workspace

ENDINGS: Final = frozenset(
    ".pdf .docx .doc .wps .ofd .html .htm .mht .mhtml .txt .tsv .png .jpg .jpeg .tif .tiff .bmp".split()
)
"""Kinds of files that a folder is searched for; a file that is named itself is tried whatever it is called."""

READERS: Final = 2
Choose = Callable[[Path, Sequence[PlanChoice]], Sequence[int]]


class BatchRun:
    """One batch: ``run`` blocks until all are through or it was cancelled, and may be called again to go on.

    ``show`` gets a snapshot at each change, from any thread. ``choose`` is asked where a file holds several plans.
    """

    def __init__(
        self,
        workspace: Workspace,
        pool: ReadingPool,
        paths: Iterable[Path],
        *,
        recursive: bool = True,
        show: Callable[[BatchSnapshot], None] | None = None,
        choose: Choose | None = None,
    ) -> None:
        self._workspace, self._pool = workspace, pool
        self._show = show or (lambda _snapshot: None)
        self._choose = choose
        self._lock = threading.Lock()
        self._cancelled = False
        self._running = False
        self._items = {str(path): BatchItem(str(path), path.name) for path in plan_files(paths, recursive=recursive)}

    def snapshot(self) -> BatchSnapshot:
        """How it stands now."""
        with self._lock:
            return BatchSnapshot(tuple(self._items.values()), self._running, self._cancelled)

    def cancel(self) -> None:
        """Stop: what is being read is let go, what is stored stays."""
        self._cancelled = True

    def run(self, progress: Progress | None = None, *, steps: bool = False) -> BatchSnapshot:
        """Import all that wait, those that failed before included.

        ``progress`` hears of each file that is through, with ``steps`` also of the steps inside.
        """
        self._workspace.require_writable()
        progress = progress or Progress()
        self._cancelled = False
        self._running = True
        waiting = [item for item in self._items.values() if item.state in (WAITING, FAILED)]
        for item in waiting:
            self._set(replace(item, state=WAITING, reason=""))
        try:
            with ThreadPoolExecutor(READERS, thread_name_prefix="batch") as readers:
                list(readers.map(lambda item: self._one(item.path, progress, steps), waiting))
        finally:
            self._running = False
            self._tell()
        return self.snapshot()

    def _one(self, key: str, progress: Progress, steps: bool) -> None:
        """Import one file; every known failure is a line of the list."""
        item = self._items[key]
        if self._is_cancelled(progress):
            return
        self._set(replace(item, state=READING, reason=""))

        def report(done: int, total: int, what: str) -> None:
            self._at(key, what)
            if steps:
                progress.report(done, total, what)

        own = Progress(report, lambda: self._is_cancelled(progress))
        try:
            outcome = import_file(self._workspace, self._pool, Path(key), own, self._asked(Path(key)))
        except Cancelled:
            self._set(replace(item, state=WAITING))
            return
        except WorkspaceLocked:
            self._set(replace(item, state=WAITING))
            raise
        except KnownError as error:
            self._set(replace(item, state=FAILED, reason=f"{error.message}{error.hint}"))
        else:
            self._set(_finished(item, outcome))
        progress.report(self.snapshot().finished, len(self._items), item.name)

    def _asked(self, path: Path) -> Callable[[Sequence[PlanChoice]], Sequence[int]] | None:
        choose = self._choose
        return None if choose is None else lambda choices: choose(path, choices)

    def _is_cancelled(self, progress: Progress) -> bool:
        if progress.is_cancelled():
            self._cancelled = True
        return self._cancelled

    def _at(self, key: str, what: str) -> None:
        item = self._items[key]
        if item.what != what:
            self._set(replace(item, what=what))

    def _set(self, item: BatchItem) -> None:
        with self._lock:
            self._items[item.path] = item
        self._tell()

    def _tell(self) -> None:
        self._show(self.snapshot())


def plan_files(paths: Iterable[Path], *, recursive: bool = True) -> Iterator[Path]:
    """The files that are named, and those in the folders that can be plans; each once, folders in order of names."""
    seen: set[Path] = set()
    for path in paths:
        for file in _inside(path, recursive=recursive) if path.is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _inside(folder: Path, *, recursive: bool) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda one: one.name)
    except OSError:
        return  # a folder that may not be entered holds nothing for us; the others go on
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.is_dir():
            if recursive:
                yield from _inside(entry, recursive=True)
        elif entry.suffix.lower() in ENDINGS:
            yield entry


def _finished(item: BatchItem, outcome: ImportOutcome) -> BatchItem:
    plans = outcome.all
    doubts = sum(one.doubts for one in plans)
    state = THERE if all(one.already_there for one in plans) else DOUBTFUL if doubts else DONE
    return replace(
        item,
        state=state,
        what="",
        reason="",
        title=outcome.title if len(plans) == 1 else f"{outcome.title} 等 {len(plans)} 个方案",
        version=outcome.version,
        measures=sum(one.measures for one in plans),
        tasks=sum(one.tasks for one in plans),
        targets=sum(one.targets for one in plans),
        doubts=doubts,
        warnings=tuple(dict.fromkeys(warning for one in plans for warning in one.warnings)),
    )
